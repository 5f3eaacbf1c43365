//! A contact as its page shows it: what was said, whom the children were found to be, what is already known of each, and what may be done next.

use domain::access::{Action, Layer, Subject, Unsealing};
use domain::child_file::{ChildFile, Filed};
use domain::consent::Basis;
use domain::contact::{Contact, Found};
use domain::feedback::Feedback;
use domain::id::Id;
use domain::mash::Enquiry;
use domain::person::Person;
use domain::referral::Referral;
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::{Door, Known, Permit, Seq, Stop, Versioned, load};

use crate::child::{Existence, close_restricted, existence, load_file, sealed_as_now};
use crate::session::Session;
use crate::staff::Names;
use crate::standing::at_version;
use crate::{referral, second_reading};

/// A contact with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct ContactView {
    /// The contact.
    pub contact: Versioned<Contact>,
    /// What is known of each child, in the contact's order; nothing for a child nobody has looked for.
    pub history: Vec<Option<History>>,
    /// Consents and bases recorded in it.
    pub bases: Vec<Versioned<Basis>>,
    /// The latest MASH enquiry that was opened from it.
    pub enquiry: Option<Enquiry>,
    /// The referrals its decision asked for, a child each.
    pub referrals: Vec<Versioned<Referral>>,
    /// What the referrer is to be told.
    pub feedback: Option<Versioned<Feedback>>,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may have opened.
    pub unsealing: Unsealing,
    /// The entry of the ledger that holds the decision: "what was known then".
    pub decided_at: Option<Seq>,
    /// What the viewer may do next.
    pub may: Vec<Action>,
}

/// What is known of one child.
#[derive(Debug, Clone, PartialEq)]
pub enum History {
    /// The child's file, for a summary, with the relatives this viewer may know of, and the words for each who is restricted.
    Known(Box<ChildFile>, Layer, Vec<String>),
    /// Only that the child is known.
    Existence(Existence),
    /// A restricted record: the words to show.
    Restricted(String),
}

/// The acts a contact's page offers, each asked of the access table and of the contact's state.
const OFFERED: &[Action] = &[
    Action::ChangeContact,
    Action::MatchChild,
    Action::ProposeOutcome,
    Action::DecideContact,
    Action::RecordBasis,
    Action::DispenseConsent,
    Action::DraftFeedback,
    Action::ApproveFeedback,
    Action::OpenEnquiry,
    Action::WriteNightNote,
    Action::ArrangeMeeting,
];

/// Reads a contact.
///
/// # Errors
/// When there is nothing the viewer may know of.
pub fn view(session: &Session<'_>, contact: Id<Contact>) -> Result<ContactView, Stop> {
    view_at(session, contact, Known::Now)
}

/// Reads a contact as it was known after an entry of the ledger.
///
/// # Errors
/// As [`view`].
pub fn view_at(session: &Session<'_>, contact: Id<Contact>, known: Known) -> Result<ContactView, Stop> {
    session.read("contact", |door| {
        let permit = door.permit(Action::ReadContact, Subject::Contact(contact))?;
        second_reading::not_blind(&permit, contact)?;
        view_under(session, door, &permit, contact, known)
    })
}

/// Reads a contact under a permit that stands.
pub(crate) fn view_under(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    contact: Id<Contact>,
    known: Known,
) -> Result<ContactView, Stop> {
    let found = store::ledger::at(permit, contact, known)?.ok_or(Refusal::NotFound)?;
    let mut history = Vec::new();
    for child in &found.record.children {
        history.push(child.found.person().map(|person| of_child(session, door, person, known)).transpose()?);
    }
    let feedback = store::feedback::of_contact(permit, contact)?;
    let feedback = feedback.map(|id| load(permit, id)).transpose()?.flatten();
    let bases = bases(permit, contact)?;
    let referrals = referral::of_contact(permit, contact)?;
    let mut staff = staff_in(&found.record, &history, &bases, feedback.as_ref());
    let rulings = referrals.iter().filter_map(|known| known.record.ruling.as_ref());
    staff.extend(
        rulings
            .flat_map(|ruling| [Some(ruling.by), ruling.allocated.as_ref().map(|(_, worker)| *worker)])
            .flatten(),
    );
    let names = Names::of(permit, staff)?;
    let decided_at = store::ledger::history(permit, contact)?
        .into_iter()
        .find(|version| version.record.decision().is_some())
        .map(|version| version.seq);
    Ok(ContactView {
        history,
        referrals,
        bases,
        enquiry: crate::mash::within(permit, contact)?,
        feedback,
        names,
        unsealing: permit.unsealing(),
        decided_at,
        may: offered(door, contact)?,
        contact: found,
    })
}

fn offered(door: &Door, contact: Id<Contact>) -> Result<Vec<Action>, Stop> {
    let mut may = Vec::new();
    for action in OFFERED {
        if door.would_permit(*action, Subject::Contact(contact))? {
            may.push(*action);
        }
    }
    Ok(may)
}

fn bases(permit: &Permit<'_>, contact: Id<Contact>) -> Result<Vec<Versioned<Basis>>, Stop> {
    let mut bases = Vec::new();
    for id in store::consent::of_contact(permit, contact)? {
        bases.extend(load(permit, id)?);
    }
    Ok(bases)
}

fn of_child(session: &Session<'_>, door: &Door, child: Id<Person>, known: Known) -> Result<History, Stop> {
    match door.permit(Action::ReadSummary, Subject::Child(child)) {
        Ok(permit) => {
            let events = store::ledger::events(&permit, child)?;
            let mut file = load_file(&permit, child, known, &events)?;
            sealed_as_now(&permit, &mut file.child.record)?;
            let mut restricted = close_restricted(door, &permit, &mut file)?;
            restricted.extend(relatives(door, &mut file, known)?);
            return Ok(History::Known(Box::new(file), permit.layer(), restricted));
        }
        Err(Stop::Refusal(_)) => {}
        Err(stop) => return Err(stop),
    }
    match door.permit(Action::KnowExists, Subject::Child(child)) {
        Ok(permit) => existence(session, &permit, child).map(History::Existence),
        Err(Stop::Refusal(refusal)) => Ok(History::Restricted(refusal.to_string())),
        Err(stop) => Err(stop),
    }
}

/// Fills in the relatives this viewer may know of; gives back the words for those whose record is restricted.
fn relatives(door: &Door, file: &mut ChildFile, known: Known) -> Result<Vec<String>, Stop> {
    let mut restricted = Vec::new();
    let others: Vec<Id<Person>> = file.relationships.iter().map(|filed| file.other(&filed.record)).collect();
    for other in others {
        match door.permit(Action::KnowExists, Subject::Child(other)) {
            Ok(permit) => {
                let found = store::ledger::at(&permit, other, known)?;
                file.relatives.extend(found.map(|found| Filed {
                    record: found.record,
                    version: found.version.0,
                    first_known: found.known_at,
                }));
            }
            Err(Stop::Refusal(Refusal::NotAllowed(words))) => restricted.push(words),
            Err(Stop::Refusal(_)) => {}
            Err(stop) => return Err(stop),
        }
    }
    Ok(restricted)
}

/// Everybody whose name the page says.
fn staff_in(
    contact: &Contact,
    history: &[Option<History>],
    bases: &[Versioned<Basis>],
    feedback: Option<&Versioned<Feedback>>,
) -> Vec<Id<Staff>> {
    let mut staff: Vec<_> = contact.decisions.iter().map(|decision| decision.by).collect();
    staff.extend(contact.logged_by);
    staff.extend(contact.holder);
    staff.extend(contact.proposal.as_ref().map(|proposal| proposal.by));
    let rulings = contact.decisions.iter().filter_map(|decision| decision.outcomes.as_ref());
    let rulings = rulings.chain(contact.proposal.as_ref().map(|proposal| &proposal.basis));
    staff.extend(rulings.flat_map(|basis| &basis.actions).map(|action| action.owner));
    staff.extend(contact.children.iter().filter_map(|child| found_by(&child.found)));
    for known in bases.iter().map(|basis| &basis.record) {
        staff.push(known.by);
        staff.extend(known.dispensed.as_ref().map(|dispensed| dispensed.by));
        staff.extend(known.withdrawn.as_ref().map(|withdrawn| withdrawn.by));
    }
    if let Some(feedback) = feedback.map(|known| &known.record) {
        staff.push(feedback.drafted_by);
        staff.extend(feedback.approved.map(|(by, _)| by));
    }
    for history in history.iter().flatten() {
        let History::Known(file, ..) = history else { continue };
        staff.extend(file.involvements.iter().filter_map(|filed| filed.record.worker()));
    }
    staff
}

fn found_by(found: &Found) -> Option<Id<Staff>> {
    match found {
        Found::NotLooked => None,
        Found::Known { by, .. } | Found::New { by, .. } | Found::NotSure { by, .. } => Some(*by),
    }
}

/// One version of a contact: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or nothing the viewer may know of.
pub fn version(session: &Session<'_>, contact: Id<Contact>, version: u64) -> Result<Contact, Stop> {
    session.read("contact as a form was opened", |door| {
        let permit = door.permit(Action::ReadContact, Subject::Contact(contact))?;
        second_reading::not_blind(&permit, contact)?;
        at_version(&permit, contact, version)
    })
}

/// One version of a contact's message to its referrer: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or nothing the viewer may know of.
pub fn feedback_version(session: &Session<'_>, contact: Id<Contact>, version: u64) -> Result<Feedback, Stop> {
    session.read("message as a form was opened", |door| {
        let permit = door.permit(Action::ReadContact, Subject::Contact(contact))?;
        second_reading::not_blind(&permit, contact)?;
        let feedback = store::feedback::of_contact(&permit, contact)?.ok_or(Refusal::NotFound)?;
        at_version(&permit, feedback, version)
    })
}
