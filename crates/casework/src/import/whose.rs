//! Who decides a proposal. Whoever takes in records decides what is new or plain. Of a restricted child its circle decides, and nobody else; and where several may be
//! meant, somebody who reads the records of all of them: nobody can choose between records that they do not see.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::import::{Found, Proposal, Told};
use domain::person::Person;
use domain::refusal::Refusal;
use store::{Permit, Stop, WriteDoor, load};

use crate::session::Session;

/// The act under which somebody comes to a proposal: those who take in records come to all of them, others to what is about a record that they read.
pub(super) fn act(session: &Session<'_>) -> Action {
    match session.actor.roles.iter().any(|role| Action::ImportRecords.is_for(*role)) {
        true => Action::ImportRecords,
        false => Action::DecideProposal,
    }
}

/// Everybody on the record whom a proposal may be about: who was found when it was made, and whoever is found now.
pub(super) fn meant(permit: &Permit<'_>, proposal: &Proposal, now: &Found) -> Result<Vec<Person>, Stop> {
    let mut ids: BTreeSet<Id<Person>> = proposal.people();
    ids.extend(now.people());
    let mut people = Vec::new();
    for id in ids {
        let found = load::<Person>(permit, id)?.map(|known| known.record).filter(|one| !one.taken_back);
        people.extend(found.map(|found| store::read_as_one::restricted_as_one(permit, found)).transpose()?);
    }
    Ok(people)
}

/// Whom to ring when one of them is restricted and the person is outside the circle.
pub(super) fn closed(session: &Session<'_>, people: &[Person]) -> Option<String> {
    let mut closed = people.iter().filter_map(|person| person.restriction.as_ref());
    closed.find(|circle| !circle.circle.contains(&session.actor.staff)).map(|circle| circle.ring.clone())
}

/// The refusal of a proposal about a restricted record.
pub(super) fn ring(ring: &str) -> Refusal {
    Refusal::NotAllowed(format!("Restricted: ring {ring}"))
}

/// Whether somebody reads every record that may be meant, and may therefore say which it is.
pub(super) fn reads_all(
    people: &[Person],
    may: &dyn Fn(Id<Person>) -> Result<bool, Stop>,
) -> Result<bool, Stop> {
    for person in people {
        if !may(person.id)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Before anything is decided on a proposal, whatever is chosen: the circle of each who may be meant, and for whoever does not take in records, each record.
///
/// # Errors
/// When a record is restricted, or the person may not read it.
pub(super) fn may_decide(session: &Session<'_>, door: &WriteDoor, people: &[Person]) -> Result<(), Stop> {
    if let Some(words) = closed(session, people) {
        return Err(ring(&words).into());
    }
    if act(session) == Action::ImportRecords {
        return Ok(());
    }
    if people.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    people.iter().try_for_each(|one| door.permit(Action::DecideProposal, Subject::Child(one.id)).map(drop))
}

/// Nobody has two records, and no two people one identifier: returns tell children apart by it alone.
///
/// # Errors
/// When somebody else on the record has the identifier.
pub(super) fn identifier_is_free(
    permit: &Permit<'_>,
    told: &Told,
    chosen: Option<Id<Person>>,
) -> Result<(), Stop> {
    match holder(permit, told)? {
        Some(holder) if chosen != Some(holder) => Err(Refusal::field(
            "who",
            "Somebody else on the record has the same identifier, and no two people can have one. Refuse this, and bring the person again with an identifier of their own.",
        )
        .into()),
        _ => Ok(()),
    }
}

/// Who has the identifier that a file says.
pub(super) fn holder(permit: &Permit<'_>, told: &Told) -> Result<Option<Id<Person>>, Stop> {
    if told.identifier.is_empty() {
        return Ok(None);
    }
    Ok(store::person::by_local_identifier(permit, &told.identifier)?)
}
