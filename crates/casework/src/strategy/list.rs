//! Lists of discussions. Each holds what its viewer may read, and says by name whom it is about.

use domain::access::{Action, Subject};
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use jiff::{SignedDuration, Timestamp};
use store::strategy::Listed;
use store::{Permit, Stop, load};

use super::standing;
use crate::session::Session;

/// A discussion in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What the list says of it.
    pub listed: Listed,
    /// The children it is about.
    pub children: Vec<(Id<Person>, String)>,
}

/// For how long a late discussion without a cause stays in the list.
const LOOKED_BACK: SignedDuration = SignedDuration::from_hours(24 * 365);

/// The discussions for which something is still to be done, by when they are due: to be convened, held, decided and signed.
///
/// # Errors
/// When the person may not see discussions.
pub fn open(session: &Session<'_>) -> Result<Vec<Row>, Stop> {
    session.read("strategy discussions", |door| {
        let permit = door.permit(Action::SeeDiscussions, Subject::House)?;
        let listed = store::strategy::open(&permit)?;
        rows(&permit, listed)
    })
}

/// The discussions about a child, the newest first.
///
/// # Errors
/// When the person may not see discussions.
pub fn of_child(session: &Session<'_>, child: Id<Person>) -> Result<Vec<Row>, Stop> {
    session.read("strategy discussions about a child", |door| {
        let permit = door.permit(Action::SeeDiscussions, Subject::House)?;
        let listed = store::strategy::about(&permit, Some(child), None)?;
        rows(&permit, listed)
    })
}

/// The discussions that came from a contact, the newest first.
///
/// # Errors
/// When the person may not see discussions.
pub fn of_contact(session: &Session<'_>, contact: Id<Contact>) -> Result<Vec<Row>, Stop> {
    session.read("strategy discussions of a contact", |door| {
        let permit = door.permit(Action::SeeDiscussions, Subject::House)?;
        let listed = store::strategy::about(&permit, None, Some(contact))?;
        rows(&permit, listed)
    })
}

/// The discussions that are late and say no cause.
///
/// # Errors
/// When the person may not see discussions.
pub fn late_without_cause(session: &Session<'_>) -> Result<Vec<Row>, Stop> {
    session.read("late strategy discussions without a cause", |door| {
        let permit = door.permit(Action::SeeDiscussions, Subject::House)?;
        let listed = store::strategy::late_without_cause(&permit, session.at - LOOKED_BACK)?;
        rows(&permit, listed)
    })
}

/// The discussions begun since a moment that were late and say why, by cause.
///
/// # Errors
/// When the person may not see discussions.
pub fn late_with_cause(session: &Session<'_>, since: Timestamp) -> Result<Vec<Row>, Stop> {
    session.read("late strategy discussions by cause", |door| {
        let permit = door.permit(Action::SeeDiscussions, Subject::House)?;
        let listed = store::strategy::late_with_cause(&permit, since)?;
        rows(&permit, listed)
    })
}

/// The discussions before which a visit or a safety plan was recorded, and nobody said why it did not wait.
///
/// # Errors
/// When the person may not see discussions.
pub fn early_unanswered(session: &Session<'_>) -> Result<Vec<Row>, Stop> {
    session.read("what was done before strategy discussions", |door| {
        let permit = door.permit(Action::SeeDiscussions, Subject::House)?;
        let listed = store::strategy::early_without_answer(&permit, session.at - LOOKED_BACK)?;
        rows(&permit, listed)
    })
}

fn rows(permit: &Permit<'_>, listed: Vec<Listed>) -> Result<Vec<Row>, Stop> {
    let mut rows = Vec::new();
    for listed in listed {
        let mut children = Vec::new();
        for child in standing(permit, listed.id)?.record.children {
            if let Some(person) = load(permit, child)? {
                permit.shown(child);
                children.push((child, person.record.name()));
            }
        }
        rows.push(Row { listed, children });
    }
    Ok(rows)
}
