//! The threshold document: as it is, as it was when somebody decided by it, and the decisions that cite a paragraph.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::{Any, Id};
use domain::pack::Thresholds;
use domain::record::Record;
use domain::refusal::Refusal;
use domain::threshold::KeptThresholds;
use jiff::{Timestamp, ToSpan};
pub use store::threshold::KeptVersion;
use store::{Door, Stop, Version, WritePermit, load, save};

use crate::session::Session;

/// The document with the versions there are.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The document.
    pub thresholds: Thresholds,
    /// The version of the pack it belongs to.
    pub pack_version: String,
    /// Whether it is the one in use.
    pub in_use: bool,
    /// Since when it was decided by, when somebody has.
    pub kept_at: Option<Timestamp>,
    /// Every version under which somebody decided, newest first.
    pub versions: Vec<KeptVersion>,
}

/// A decision that cites a paragraph. Of those the viewer may not read there is no more here than level, outcome and month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Like {
    /// When it was decided.
    pub at: Timestamp,
    /// The threshold level.
    pub level: u8,
    /// The primary outcome's code.
    pub outcome: String,
    /// For those who may read it: the contact, its number and the decisive words.
    pub open: Option<Opened>,
}

/// A decision the viewer may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The contact.
    pub contact: Id<Contact>,
    /// Its number.
    pub reference: String,
    /// Why it was decided so.
    pub rationale: String,
    /// What the manager added.
    pub words: String,
}

/// Keeps the document of the pack in use, unless it is kept already: every decision can then be read beside the document of its day.
pub(crate) fn keep(session: &Session<'_>, permit: &WritePermit<'_>) -> Result<(), Stop> {
    let pack = &session.house.pack;
    if load(permit, KeptThresholds::name_for(pack))?.is_none() {
        let kept = KeptThresholds::of(pack, session.at);
        save(permit, &kept, Version::NONE, "keep_threshold_document", None)?;
    }
    Ok(())
}

/// The document in use, or as it was kept under a version of the pack.
///
/// # Errors
/// When there is none of that name.
pub fn document(session: &Session<'_>, pack_version: Option<&str>) -> Result<Document, Stop> {
    session.read("threshold document", |door| {
        let permit = door.permit(Action::ChangePack, Subject::House)?;
        let versions = store::threshold::versions(&permit)?;
        let kept = match pack_version {
            None => None,
            Some(asked) => {
                let found = versions.iter().find(|version| version.pack_version == asked);
                Some(found.ok_or(Refusal::NotFound)?.id)
            }
        };
        let pack = &session.house.pack;
        let current = KeptThresholds::name_for(pack);
        let found = load(&permit, kept.unwrap_or(current))?.map(|known| known.record);
        match (kept, found) {
            (Some(id), Some(found)) => Ok(Document {
                thresholds: found.document,
                pack_version: found.pack_version,
                in_use: id == current,
                kept_at: Some(found.kept_at),
                versions,
            }),
            (Some(_), None) => Err(Refusal::NotFound.into()),
            (None, found) => Ok(Document {
                thresholds: pack.thresholds.clone(),
                pack_version: pack.version(),
                in_use: true,
                kept_at: found.map(|found| found.kept_at),
                versions,
            }),
        }
    })
}

/// Recent decisions that cite a paragraph, newest first, but for the one that is being made.
///
/// # Errors
/// When the pack has no such paragraph, or the person does not decide.
pub fn decisions_like(
    session: &Session<'_>,
    paragraph: &str,
    but_for: Option<Id<Contact>>,
) -> Result<Vec<Like>, Stop> {
    session.read("decisions like this", |door| {
        let permit = door.permit(Action::SeeDecisionsLike, Subject::House)?;
        let months = i32::from(session.house.pack.consistency.like_this_months);
        let today = london::date_of(session.at);
        let since = london::start_of(today.checked_sub(months.months()).unwrap_or(today));
        let but_for: Id<Any> = but_for.map_or(Id::from_bits(0), Id::any);
        let found = store::ruling::citing(&permit, paragraph, since, but_for)?;
        found
            .into_iter()
            .map(|cites| {
                let open =
                    if cites.kind == Contact::KIND { opened(door, cites.record.of_kind())? } else { None };
                let level = u8::try_from(cites.level).unwrap_or_default();
                Ok(Like { at: cites.at, level, outcome: cites.outcome, open })
            })
            .collect()
    })
}

/// What the viewer may read of a decision; nothing, and no trace of asking, when they may not.
fn opened(door: &Door, contact: Id<Contact>) -> Result<Option<Opened>, Stop> {
    if !door.would_permit(Action::ReadContact, Subject::Contact(contact))? {
        return Ok(None);
    }
    let permit = door.permit(Action::ReadContact, Subject::Contact(contact))?;
    let Some(found) = load(&permit, contact)?.map(|known| known.record) else { return Ok(None) };
    let Some(decision) = found.decision() else { return Ok(None) };
    let rationale = decision.outcomes.as_ref().map_or_else(String::new, |basis| basis.rationale.clone());
    Ok(Some(Opened { contact, reference: found.reference.clone(), rationale, words: decision.words.clone() }))
}
