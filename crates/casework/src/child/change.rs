//! Changing what is held about a person. A change is a new version with a reason; what was held before stays in the ledger.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::{NamedCircle, Person};
use domain::refusal::Refusal;
use domain::staff::Staff;
use store::{Stop, Version, Versioned, load, save};

use super::load::sealed_as_now;
use crate::session::{Sending, Session};

/// A person as the form has them, and why they are changed.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonAsked {
    /// The whole person after the change.
    pub person: Person,
    /// Why: a correction says what was wrong.
    pub reason: String,
}

/// What is held about a person, for the form that changes it: as it stands, or at the version a form was opened at. Protected values stay sealed.
///
/// # Errors
/// When the person may not change this record, or there is no such version.
pub fn person_to_change(
    session: &Session<'_>,
    child: Id<Person>,
    version: Option<u64>,
) -> Result<Versioned<Person>, Stop> {
    session.read("change what is held", |door| {
        let permit = door.permit(Action::ChangePerson, Subject::Child(child))?;
        let found = match version {
            None => load(&permit, child)?,
            Some(version) => {
                let versions = store::ledger::history(&permit, child)?;
                versions.into_iter().find(|known| known.version.0 == version)
            }
        };
        let mut found = found.ok_or(Refusal::NotFound)?;
        sealed_as_now(&permit, &mut found.record)?;
        Ok(found)
    })
}

/// Changes what is held about a person.
///
/// # Errors
/// When there is no name, somebody else changed it, or the person may not.
pub fn change_person(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    asked: PersonAsked,
) -> Result<(), Stop> {
    session.send(sending, "change_person", |door| {
        let permit = door.permit(Action::ChangePerson, Subject::Child(child))?;
        let known = load(&permit, child)?.ok_or(Refusal::NotFound)?;
        if asked.person.names.is_empty() {
            return Err(Refusal::field("name", "Write a name, or say that it is not known.").into());
        }
        if asked.reason.trim().is_empty() {
            return Err(
                Refusal::field("reason", "Say why it is changed: a correction says what was wrong.").into()
            );
        }
        // Restriction and standing with the Department have their own acts; a form never takes them away by leaving them out.
        let Person { restriction, not_to_stand, .. } = known.record;
        let person = Person { id: child, restriction, not_to_stand, ..asked.person };
        save(&permit, &person, Version(sending.opened), "change_person", Some(&asked.reason))?;
        Ok(())
    })
}

/// Restricts a record to a named circle, with whom everybody else rings. Whoever restricts it is in the circle.
///
/// # Errors
/// When nobody can be rung, no reason is given, or the person may not restrict records.
pub fn restrict(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    circle: BTreeSet<Id<Staff>>,
    ring: String,
    reason: String,
) -> Result<(), Stop> {
    session.send(sending, "restrict_record", |door| {
        let permit = door.permit(Action::RestrictRecord, Subject::Child(child))?;
        let known = load(&permit, child)?.ok_or(Refusal::NotFound)?;
        if ring.trim().is_empty() {
            return Err(Refusal::field("ring", "Say whom everybody else rings: a name and a number.").into());
        }
        if reason.trim().is_empty() {
            return Err(Refusal::field("reason", "Say why the record is restricted.").into());
        }
        let mut circle = circle;
        circle.insert(session.staff.id);
        let restriction = NamedCircle { circle, ring, reason, since: session.at };
        let person = Person { restriction: Some(restriction), ..known.record };
        let reason = person.restriction.as_ref().map(|restriction| restriction.reason.as_str());
        save(&permit, &person, known.version, "restrict_record", reason)?;
        Ok(())
    })
}
