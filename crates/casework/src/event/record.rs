//! Recording, correcting and taking back a significant event.

use domain::access::{Action, Subject};
use domain::event::{Adult, Event, EventAsked};
use domain::id::Id;
use domain::person::name::shown;
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use store::{Stop, Version, WriteDoor, load, save};

use crate::session::{Sending, Session};
use crate::standing::unchanged;

/// Records an event in the files of all its children.
///
/// # Errors
/// When something is missing, or the person may not record events for one of the children.
pub fn record(session: &Session<'_>, sending: &Sending, asked: EventAsked) -> Result<Id<Event>, Stop> {
    session.send(sending, "record_event", |door| {
        let Some(first) = asked.children.first().copied() else {
            return Err(Refusal::field("children", "Tick every child it is about.").into());
        };
        may_name(door, &asked, &[])?;
        let permit = door.permit(Action::RecordEvent, Subject::Child(first))?;
        let id = session.house.id();
        let event = Event::record(asked, id, session.staff.id, session.at, &session.house.pack)?;
        save(&permit, &event, Version::NONE, "record_event", None)?;
        Ok(id)
    })
}

/// Corrects an event: a new version with its reason.
///
/// # Errors
/// As [`record`], when no reason is given, and when somebody else changed it.
pub fn correct(
    session: &Session<'_>,
    sending: &Sending,
    event: Id<Event>,
    asked: EventAsked,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "correct_event", |door| {
        let permit = door.permit(Action::CorrectEvent, Subject::record(event))?;
        let known = unchanged(&permit, event, sending.opened)?;
        may_name(door, &asked, &known.record.children)?;
        let asked = EventAsked { adults: with_withheld(door, asked.adults, &known.record)?, ..asked };
        let corrected =
            known.record.correct(asked, reason, session.staff.id, session.at, &session.house.pack)?;
        save(&permit, &corrected, known.version, "correct_event", Some(&shown(reason)))?;
        Ok(())
    })
}

/// Says that an event was recorded in error. It stays to be read, and counts for nothing.
///
/// # Errors
/// When no reason is given, or somebody else changed it.
pub fn withdraw(
    session: &Session<'_>,
    sending: &Sending,
    event: Id<Event>,
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "event_in_error", |door| {
        let permit = door.permit(Action::CorrectEvent, Subject::record(event))?;
        let known = load(&permit, event)?.ok_or(Refusal::NotFound)?;
        let withdrawn = known.record.withdraw(reason, session.staff.id, session.at)?;
        save(&permit, &withdrawn, Version(sending.opened), "event_in_error", Some(&shown(reason)))?;
        Ok(())
    })
}

/// Nobody puts an event into the file of a child for whom they may not record one, and nobody names somebody of whom they may not learn.
fn may_name(door: &WriteDoor, asked: &EventAsked, before: &[Id<Person>]) -> Result<(), Stop> {
    for child in asked.children.iter().filter(|child| !before.contains(child)) {
        let permit = door.permit(Action::RecordEvent, Subject::Child(*child))?;
        let person = load(&permit, *child)?.ok_or(Refusal::NotFound)?.record;
        if person.standing == Standing::Adult {
            let words = "An event is about children. Name an adult among the adults.";
            return Err(Refusal::field("children", words).into());
        }
    }
    for adult in &asked.adults {
        if let Adult::Known(person) = adult {
            door.permit(Action::KnowExists, Subject::Child(*person))?;
        }
    }
    Ok(())
}

/// The adults of a correction, and those of the event whom whoever corrects it may not learn of: a form that does not show them cannot take them away.
fn with_withheld(door: &WriteDoor, mut adults: Vec<Adult>, event: &Event) -> Result<Vec<Adult>, Stop> {
    for adult in &event.adults {
        let Adult::Known(person) = adult else { continue };
        let withheld =
            matches!(door.permit(Action::KnowExists, Subject::Child(*person)), Err(Stop::Refusal(_)));
        if withheld && !adults.contains(adult) {
            adults.push(adult.clone());
        }
    }
    Ok(adults)
}
