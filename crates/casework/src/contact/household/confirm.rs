//! One button for the whole household: each of those named is somebody around the known child, somebody new, or left for later.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::contact::{Contact, Found, OtherPerson};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use store::{Stop, WriteDoor, WritePermit, save};

use super::around::related;
use super::{Answered, MOST_NAMED, Named, Who, known_child, taken};
use crate::contact::decide::tell_allocated_workers;
use crate::contact::find::relate;
use crate::contact::unchanged;
use crate::person::hand_on_different;
use crate::session::{Sending, Session};

/// Confirms who those named in a contact are, all together. Whoever is new is recorded with what they are to the known child; a relationship that stands
/// already is not recorded again.
///
/// # Errors
/// When more than [`MOST_NAMED`] are answered, somebody stands for two, is nobody around the known child, somebody else changed the contact, or the person may not work on it.
pub fn confirm_household(
    session: &Session<'_>,
    sending: &Sending,
    contact: Id<Contact>,
    place: usize,
    answered: &[Answered],
) -> Result<(), Stop> {
    if answered.len() > MOST_NAMED {
        let words =
            format!("Confirm at most {MOST_NAMED} people at once. The others follow once these are said.");
        return Err(Refusal::NotNow(words).into());
    }
    session.send(sending, "confirm_household", |door| {
        let permit = door.permit(Action::MatchChild, Subject::Contact(contact))?;
        let known = unchanged(&permit, contact, sending.opened)?;
        let child = known_child(&known.record, place)?;
        may_be_chosen(door, child, &known.record, answered, session)?;
        let mut changed = known.record.clone();
        for (named, who) in answered {
            changed = match (*named, *who) {
                (_, Who::Later) => changed,
                (Named::Child(place), Who::Held(person)) => {
                    not_found_yet(&changed, place)?;
                    changed
                        .find_child(place, Found::Known { person, by: session.staff.id, at: session.at })?
                }
                // Whether a child is new is asked on the child's own page, where everybody on the record is looked for.
                (Named::Child(_), Who::New) => return Err(Refusal::NotFound.into()),
                (Named::Other(place), Who::Held(person)) => {
                    other(session, &permit, changed, place, child, Some(person))?
                }
                (Named::Other(place), Who::New) => other(session, &permit, changed, place, child, None)?,
            };
        }
        save(&permit, &changed, known.version, "confirm_household", None)?;
        hand_on_different(session, &permit, (&known.record, &changed))?;
        tell_allocated_workers(session, &permit, &changed)
    })
}

/// Says who somebody named beside the children is, and records what they are to the known child.
fn other(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    contact: Contact,
    place: usize,
    child: Id<Person>,
    held: Option<Id<Person>>,
) -> Result<Contact, Stop> {
    let named = contact.others.get(place).ok_or(Refusal::NotFound)?;
    if named.person.is_some() {
        return Ok(contact);
    }
    let source = format!("contact {}", contact.reference);
    let named = OtherPerson { person: held, ..named.clone() };
    match relate(session, permit, &named, child, &source)?.or(held) {
        Some(person) => Ok(contact.find_other(place, person)?),
        None => Ok(contact),
    }
}

fn not_found_yet(contact: &Contact, place: usize) -> Result<(), Refusal> {
    match contact.children.get(place).ok_or(Refusal::NotFound)?.found {
        Found::NotLooked => Ok(()),
        Found::Known { .. } | Found::New { .. } | Found::NotSure { .. } => Err(Refusal::NotNow(
            "Somebody has said already who one of these children is. Open the household again.".into(),
        )),
    }
}

/// Nobody is chosen but people around the known child of whom the viewer may learn, and nobody twice.
fn may_be_chosen(
    door: &WriteDoor,
    child: Id<Person>,
    contact: &Contact,
    answered: &[Answered],
    session: &Session<'_>,
) -> Result<(), Stop> {
    let chosen = answered.iter().filter_map(|(named, who)| match who {
        Who::Held(person) => Some((*named, *person)),
        Who::New | Who::Later => None,
    });
    let chosen: Vec<(Named, Id<Person>)> = chosen.collect();
    if chosen.is_empty() {
        return Ok(());
    }
    let permit = door.permit(Action::ReadSummary, Subject::Child(child))?;
    let may_know =
        |person| Ok(door.would_permit_to(door.actor(), Action::KnowExists, Subject::Child(person))?);
    let around = related(&permit, child, session.at, &may_know)?;
    let (taken, mut seen, mut problems) = (taken(contact), BTreeSet::new(), Vec::new());
    for (named, person) in chosen {
        if !around.contains_key(&person) || taken.contains(&person) {
            return Err(Refusal::NotFound.into());
        }
        door.permit(Action::KnowExists, Subject::Child(person))?;
        if !seen.insert(person) {
            let words = "Two of those named cannot be one person. Choose another for one of them.";
            problems.push(Problem::new(named.field(), words));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
}
