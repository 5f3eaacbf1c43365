//! A contact as its page shows it: what was said, whom the children were found to be, what is already known of each, and what may be done next.

use domain::access::{Action, Layer, Subject, Unsealing};
use domain::child_file::ChildFile;
use domain::consent::Basis;
use domain::contact::Contact;
use domain::feedback::Feedback;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use store::{Door, Known, Permit, Seq, Stop, Versioned, load};

use crate::child::{Existence, existence, load_file};
use crate::session::Session;
use crate::staff::Names;

/// A contact with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct ContactView {
    /// The contact.
    pub contact: Versioned<Contact>,
    /// What is known of each child, in the contact's order; nothing for a child nobody has looked for.
    pub history: Vec<Option<History>>,
    /// Consents and bases recorded in it.
    pub bases: Vec<Versioned<Basis>>,
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
    /// The child's file, for a summary.
    Known(Box<ChildFile>, Layer),
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
        let found = store::ledger::at(&permit, contact, known)?.ok_or(Refusal::NotFound)?;
        let mut history = Vec::new();
        for child in &found.record.children {
            history
                .push(child.found.person().map(|person| of_child(session, door, person, known)).transpose()?);
        }
        let feedback = store::feedback::of_contact(&permit, contact)?;
        let feedback = feedback.map(|id| load(&permit, id)).transpose()?.flatten();
        let decided_at = store::ledger::history(&permit, contact)?
            .into_iter()
            .find(|version| version.record.decision().is_some())
            .map(|version| version.seq);
        Ok(ContactView {
            history,
            bases: bases(&permit, contact)?,
            feedback,
            names: names(&permit, &found.record)?,
            unsealing: permit.unsealing(),
            decided_at,
            may: offered(door, contact)?,
            contact: found,
        })
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
            let file = load_file(&permit, child, known, &events)?;
            return Ok(History::Known(Box::new(file), permit.layer()));
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

fn names(permit: &Permit<'_>, contact: &Contact) -> Result<Names, Stop> {
    let mut staff: Vec<_> = contact.decisions.iter().map(|decision| decision.by).collect();
    staff.extend(contact.logged_by);
    staff.extend(contact.holder);
    staff.extend(contact.proposal.as_ref().map(|proposal| proposal.by));
    let bases = contact.decisions.iter().filter_map(|decision| decision.outcomes.as_ref());
    let bases = bases.chain(contact.proposal.as_ref().map(|proposal| &proposal.basis));
    staff.extend(bases.flat_map(|basis| &basis.actions).map(|action| action.owner));
    Names::of(permit, staff)
}
