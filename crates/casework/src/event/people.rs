//! Who may be in an event about a child: the children of the household and the family, and the adults around them, as far as the viewer may learn of
//! them. Whoever may read only a summary is offered the child alone and types the adults' names.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::id::Id;
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use store::{Door, Permit, Stop, load};

use crate::session::Session;

/// The people around a child.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nearby {
    /// The children an event may be recorded for: this one first.
    pub children: Vec<(Id<Person>, String)>,
    /// The adults, each with what they are to the child.
    pub adults: Vec<(Id<Person>, String)>,
}

/// The people around a child, for the form of an event.
///
/// # Errors
/// When the viewer may not record events for the child.
pub fn nearby(session: &Session<'_>, child: Id<Person>) -> Result<Nearby, Stop> {
    session.read("record an event", |door| {
        let permit = door.permit(Action::RecordEvent, Subject::Child(child))?;
        let person = load(&permit, child)?.ok_or(Refusal::NotFound)?.record;
        let mut nearby = Nearby { children: vec![(child, person.name())], adults: Vec::new() };
        if !door.would_permit(Action::ReadFile, Subject::Child(child))? {
            return Ok(nearby);
        }
        for (id, what) in around(session, &permit, &person)? {
            let Some(other) = known(door, id)? else { continue };
            let words = if what.is_empty() { other.name() } else { format!("{}, {what}", other.name()) };
            match other.standing {
                Standing::Adult => nearby.adults.push((id, words)),
                Standing::Child if door.would_permit(Action::RecordEvent, Subject::Child(id))? => {
                    nearby.children.push((id, words));
                }
                Standing::Child => {}
            }
        }
        Ok(nearby)
    })
}

/// Relatives and whoever lives at the child's address today, each with what they are to the child.
fn around(
    session: &Session<'_>,
    permit: &Permit<'_>,
    person: &Person,
) -> Result<BTreeMap<Id<Person>, &'static str>, Stop> {
    let today = london::date_of(session.at);
    let mut around = BTreeMap::new();
    for known in store::relationship::of_person(permit, person.id)? {
        let related = known.record;
        if !related.holds_on(today) {
            continue;
        }
        if related.from == person.id {
            around.entry(related.to).or_insert(related.kind.seen_from_the_other());
        } else {
            around.insert(related.from, related.kind.words());
        }
    }
    if let Some(home) = person.address_on(today) {
        let there = store::person::housemates(permit, person.id, home.place)?;
        let there: BTreeSet<Id<Person>> = there.into_iter().collect();
        for other in there {
            let lives = load(permit, other)?
                .and_then(|known| known.record.address_on(today).map(|stay| stay.place))
                == Some(home.place);
            if lives && other != person.id {
                around.entry(other).or_insert("at the same address");
            }
        }
    }
    around.remove(&person.id);
    Ok(around)
}

/// Somebody this viewer may learn of.
fn known(door: &Door, id: Id<Person>) -> Result<Option<Person>, Stop> {
    if !door.would_permit(Action::KnowExists, Subject::Child(id))? {
        return Ok(None);
    }
    let permit = door.permit(Action::KnowExists, Subject::Child(id))?;
    Ok(load(&permit, id)?.map(|known| known.record))
}
