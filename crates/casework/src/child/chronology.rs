//! Curating a chronology: accept, edit or reject what the structured records propose, with its significance and a reason.

use domain::access::{Action, Subject};
use domain::chronology::{Curation, Source, Verdict};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use store::{Stop, Version, save};

use crate::session::{Sending, Session};

/// What a person says about one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurationAsked {
    /// Which entry.
    pub source: Source,
    /// Accepted, edited or rejected.
    pub verdict: Verdict,
    /// Whether it is significant for the child.
    pub significant: bool,
    /// Why.
    pub reason: String,
}

/// Keeps what a person said about one entry. What was said before stays in the ledger.
///
/// # Errors
/// When a reason is missing, or the person may not curate this chronology.
pub fn curate(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: CurationAsked,
) -> Result<(), Stop> {
    curate_several(session, sending, child, vec![asked])
}

/// Keeps what a person said about several entries, all of it or nothing.
///
/// # Errors
/// As [`curate`]; when there is nothing to keep.
pub fn curate_several(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: Vec<CurationAsked>,
) -> Result<(), Stop> {
    session.send(sending, "curate_chronology", |door| {
        let permit = door.permit(Action::CurateChronology, Subject::Child(child))?;
        if asked.is_empty() {
            return Err(Refusal::field("entries", "Tick one entry at least.").into());
        }
        for asked in asked {
            let curation = Curation {
                id: session.house.id(),
                child,
                source: asked.source,
                verdict: asked.verdict,
                significant: asked.significant,
                reason: asked.reason,
                by: session.staff.id,
                at: session.at,
            };
            let curation = curation.checked()?;
            save(&permit, &curation, Version::NONE, "curate_chronology", Some(&curation.reason))?;
        }
        Ok(())
    })
}
