//! An entry written by hand about something that no record holds, and taking it back.

use domain::access::{Action, Subject};
use domain::chronology::{Written, WrittenAsked};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown;
use domain::refusal::Refusal;
use store::{Stop, Version, load, save};

use crate::handover::protected_in;
use crate::session::{Sending, Session};

/// Keeps an entry that the person wrote.
///
/// # Errors
/// When something is missing, a protected address stands in the words, or the person may not.
pub fn write(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    mut asked: WrittenAsked,
) -> Result<Id<Written>, Stop> {
    session.send(sending, "write_chronology_entry", |door| {
        let permit = door.permit(Action::CurateChronology, Subject::Child(child))?;
        let mut known = Vec::new();
        for person in asked.people.drain(..) {
            if person == child {
                continue;
            }
            // Nobody names somebody of whom they may not learn.
            match door.permit(Action::KnowExists, Subject::Child(person)) {
                Ok(_) => known.push(person),
                Err(Stop::Refusal(_)) => {}
                Err(stop) => return Err(stop),
            }
        }
        asked.people = known;
        let typed =
            [("words".to_owned(), asked.words.clone()), ("known_from".into(), asked.known_from.clone())];
        let problems = protected_in(&permit, &[child], &typed)?;
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems).into());
        }
        let id = session.house.id();
        let written =
            Written::write(asked.clone(), id, child, session.staff.id, session.at, &session.house.pack)?;
        save(&permit, &written, Version::NONE, "write_chronology_entry", None)?;
        Ok(id)
    })
}

/// Says that an entry should not stand. It stays to be read in the ledger.
///
/// # Errors
/// When no reason is given, it was withdrawn already, or the person may not.
pub fn withdraw(
    session: &Session<'_>,
    sending: &Sending,
    written: Id<Written>,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "withdraw_chronology_entry", |door| {
        let permit = door.permit(Action::CurateChronology, Subject::record(written))?;
        let known = load(&permit, written)?.ok_or(Refusal::NotFound)?;
        let withdrawn = known.record.withdraw(session.staff.id, session.at, reason)?;
        let opened = Version(sending.opened);
        save(&permit, &withdrawn, opened, "withdraw_chronology_entry", Some(&shown(reason)))?;
        Ok(())
    })
}
