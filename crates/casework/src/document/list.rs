//! The copies that were given out about a child, those that wait for a second look, and what can be composed.

use domain::access::{Action, Subject};
use domain::child_file::ChildFile;
use domain::chronology::Recipient as Chosen;
use domain::closure::Stage::Closed;
use domain::document::{Issued, Kind, Of, Stage};
use domain::id::{Any, Id};
use domain::person::Person;
use domain::refusal::Refusal;
use store::{Stop, Versioned, load};

use super::view::{read, staff_in};
use crate::child::{Moment, Shown};
use crate::session::Session;
use crate::staff::Names;

/// The documents about a child, as far as the viewer may read them.
#[derive(Debug, Clone, PartialEq)]
pub struct OfChild {
    /// What the child is called.
    pub name: String,
    /// The documents, newest first.
    pub documents: Vec<Issued>,
    /// The staff named in them.
    pub names: Names,
    /// Words of restrictions that close some of them.
    pub closed: Vec<String>,
}

/// Something that can be composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What.
    pub of: Of,
    /// Of which record.
    pub record: Option<Id<Any>>,
    /// Which letter of the pack.
    pub letter: String,
    /// In words.
    pub words: String,
    /// For which readers, where it is a letter of the pack.
    pub kinds: Vec<Kind>,
}

/// A document that waits for a second look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// The document.
    pub id: Id<Issued>,
    /// Its number.
    pub reference: String,
    /// What it is.
    pub of: Of,
    /// What the child is called.
    pub child: String,
}

/// The documents about a child.
///
/// # Errors
/// When the viewer may not know enough of the child.
pub fn of_child(session: &Session<'_>, child: Id<Person>) -> Result<OfChild, Stop> {
    session.read("copies given out about a child", |door| {
        let permit = door.permit(Action::SeeDocuments, Subject::Child(child))?;
        let name = load(&permit, child)?.ok_or(Refusal::NotFound)?.record.name();
        let (mut documents, mut closed): (Vec<Issued>, Vec<String>) = (Vec::new(), Vec::new());
        for id in store::document::of_child(&permit, child)? {
            match door.permit(Action::ReadDocument, Subject::record(id)) {
                Ok(permit) => documents.extend(read(&permit, id)?.map(|known| known.record)),
                Err(Stop::Refusal(Refusal::NotAllowed(words))) => closed.push(words),
                Err(Stop::Refusal(_)) => {}
                Err(stop) => return Err(stop),
            }
        }
        closed.dedup();
        let names = Names::of(&permit, documents.iter().flat_map(staff_in))?;
        Ok(OfChild { name, documents, names, closed })
    })
}

/// The documents that the viewer prepared and has not looked at again.
///
/// # Errors
/// When the viewer has no role for it.
pub fn waiting(session: &Session<'_>) -> Result<Vec<Waits>, Stop> {
    session.read("documents that wait for a second look", |door| {
        let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
        let mut waits = Vec::new();
        for id in store::document::waiting(&permit)? {
            let permit = door.permit(Action::ReadDocument, Subject::record(id))?;
            let Some(known): Option<Versioned<Issued>> = load(&permit, id)? else { continue };
            let Issued { reference, of, children, .. } = known.record;
            let Some(child) = children.first() else { continue };
            permit.shown(*child);
            let child = load(&permit, *child)?.map(|known| known.record.name()).unwrap_or_default();
            waits.push(Waits { id, reference, of, child });
        }
        Ok(waits)
    })
}

/// What can be composed about a child.
///
/// # Errors
/// When the viewer may not prepare a document about the child.
pub fn offers(session: &Session<'_>, child: Id<Person>) -> Result<Vec<Offer>, Stop> {
    let Shown::Content(page) = crate::child::file(session, child, Moment::Now)? else {
        return Err(Refusal::NotFound.into());
    };
    let mut offers = of_file(&page.file);
    let pack = &session.house.pack;
    let closures = page.file.closures.iter().rev().map(|filed| &filed.record);
    let closed = closures.filter(|closure| closure.stage == Closed).find(|closure| closure.closed.is_some());
    let letters = pack.documents.letters.iter().filter_map(|letter| {
        // That support ended is told of a closing, and of nothing else.
        let record = match (pack.closure.tells(&letter.code), closed) {
            (true, None) => return None,
            (true, Some(closure)) => Some(closure.id.any()),
            (false, _) => None,
        };
        let kinds: Vec<String> = letter.kinds.iter().map(|kind| kind.words().to_lowercase()).collect();
        let words = format!("Letter: {} (to {})", letter.title, kinds.join(" or "));
        Some(Offer {
            of: Of::Letter,
            record,
            letter: letter.code.clone(),
            words,
            kinds: letter.kinds.clone(),
        })
    });
    offers.extend(letters);
    Ok(offers)
}

fn of_file(file: &ChildFile) -> Vec<Offer> {
    let plain = |of: Of, record: Option<Id<Any>>, words: String| Offer {
        of,
        record,
        letter: String::new(),
        words,
        kinds: Vec::new(),
    };
    let mut offers = vec![
        plain(Of::Chronology, None, Of::Chronology.words().into()),
        plain(Of::OnePage, None, Of::OnePage.words().into()),
    ];
    for selection in file.selections.iter().map(|filed| &filed.record).filter(|one| one.made.is_some()) {
        let whom = match &selection.recipient {
            Chosen::Agency { organisation, agency } if organisation.trim().is_empty() => agency.clone(),
            Chosen::Agency { organisation, .. } => organisation.clone(),
            Chosen::Family { who } => who.clone(),
        };
        let words = format!("{}: the lines chosen for {whom}", Of::Chronology.words());
        offers.push(plain(Of::Chronology, Some(selection.id.any()), words));
    }
    for assessment in file.assessments.iter().map(|filed| &filed.record).filter(|one| one.ended.is_none()) {
        let words = format!("{} {}", Of::Assessment.words(), assessment.reference);
        offers.push(plain(Of::Assessment, Some(assessment.id.any()), words));
    }
    for plan in file.need_plans.iter().map(|filed| &filed.record).filter(|plan| plan.is_open()) {
        offers.push(plain(Of::ChildInNeedPlan, Some(plan.id.any()), Of::ChildInNeedPlan.words().into()));
    }
    for plan in file.safety_plans.iter().map(|filed| &filed.record).filter(|plan| plan.is_live()) {
        offers.push(plain(Of::SafetyPlan, Some(plan.id.any()), Of::SafetyPlan.words().into()));
    }
    for conference in file.conferences.iter().map(|filed| &filed.record).filter(|one| one.held.is_some()) {
        let words = format!("{}: conference {}", Of::ProtectionPlan.words(), conference.reference);
        offers.push(plain(Of::ProtectionPlan, Some(conference.id.any()), words));
    }
    for enquiry in file.section47s.iter().map(|filed| &filed.record).filter(|one| one.outcome.is_some()) {
        let words = format!("{}: enquiry {}", Of::ConferenceReport.words(), enquiry.reference);
        offers.push(plain(Of::ConferenceReport, Some(enquiry.id.any()), words));
    }
    for message in file.feedback.iter().map(|filed| &filed.record).filter(|one| one.approved.is_some()) {
        let words = format!("{} to whoever made a contact", Of::Letter.words());
        offers.push(plain(Of::Letter, Some(message.id.any()), words));
    }
    offers
}

impl Offer {
    /// Whether such a reader can get it.
    pub fn is_for(&self, kind: Kind) -> bool {
        match self.of {
            Of::Letter if self.letter.is_empty() => kind == Kind::Agency,
            Of::Letter => self.kinds.contains(&kind),
            _ => true,
        }
    }
}

impl OfChild {
    /// The documents that are in somebody's hands.
    pub fn in_hands(&self) -> impl Iterator<Item = &Issued> {
        self.documents.iter().filter(|issued| matches!(issued.stage(), Stage::Given | Stage::Replaced))
    }
}
