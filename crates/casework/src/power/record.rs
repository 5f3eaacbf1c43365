//! Recording a power: for the child, and at once for brothers and sisters, each with a record of their own.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::pack::PowerAbout;
use domain::person::{Person, Standing};
use domain::power::{Power, PowerAsked, Standing as Stands};
use domain::refusal::Refusal;
use serde::{Deserialize, Serialize};
use store::{Stop, Version, WriteDoor, WritePermit, load, save};

use super::ask_to_be_told;
use crate::handover;
use crate::session::{Sending, Session};

/// What was recorded: the child's own record, and those of brothers and sisters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The child's own.
    pub power: Id<Power>,
    /// All of them.
    pub all: Vec<Id<Power>>,
}

/// Records a power, an order or conditions, for a child and for brothers and sisters it is about as well.
///
/// # Errors
/// When its beginning or whoever made it is missing, its end lies beyond the law, it is recorded already, or the person may not do this for one of
/// the children.
pub fn record(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    also: &[Id<Person>],
    asked: &PowerAsked,
) -> Result<Recorded, Stop> {
    session.send(sending, "record_power", |door| {
        let first: Id<Power> = session.house.id();
        let mut all = Vec::new();
        let mut children = vec![child];
        children.extend(also.iter().filter(|other| **other != child));
        children.dedup();
        for (place, child) in children.into_iter().enumerate() {
            let permit = door.permit(Action::RecordPower, Subject::Child(child))?;
            let mut asked = asked.clone();
            if let Some(adult) = &mut asked.adult
                && let Some(person) = adult.person
            {
                // Nobody names a person they may not learn of.
                let permit = door.permit(Action::KnowExists, Subject::Child(person))?;
                adult.name = load(&permit, person)?.ok_or(Refusal::NotFound)?.record.name();
            }
            let id = if place == 0 { first } else { session.house.id() };
            one(session, door, &permit, child, (id, first), asked)?;
            all.push(id);
        }
        Ok(Recorded { power: first, all })
    })
}

fn one(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    child: Id<Person>,
    ids: (Id<Power>, Id<Power>),
    asked: PowerAsked,
) -> Result<(), Stop> {
    let house = session.house;
    let person = load(permit, child)?.ok_or(Refusal::NotFound)?.record;
    if person.standing == Standing::Adult {
        let words = "This is an adult's record. Record it for the child whom it protects.";
        return Err(Refusal::NotNow(words.into()).into());
    }
    not_twice(session, permit, child, &asked)?;
    let powers = &house.pack.powers;
    let (by, at) = (session.staff.id, session.at);
    let power = Power::record(ids, child, asked, &person.birth, powers, &house.calendar, by, at)?;
    save(permit, &power, Version::NONE, "record_power", None)?;
    ask_to_be_told(session, door, &power)?;
    handover::left_by_power(session, door, permit, &power)
}

/// What protects a child stands once: whoever records it a second time finds the first.
fn not_twice(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    child: Id<Person>,
    asked: &PowerAsked,
) -> Result<(), Stop> {
    let kind = session.house.pack.powers.kind(&asked.kind);
    let Some(kind) = kind.filter(|kind| kind.about == PowerAbout::Child) else { return Ok(()) };
    for id in store::power::open_of_kind(permit, child, &kind.code)? {
        let Some(known) = load(permit, id)? else { continue };
        if known.record.standing(session.at) == Stands::Running {
            let since = domain::calendar::london::moment_in_words(known.record.started);
            let words = format!("{} is recorded already, since {since}. Add to that record.", kind.name);
            return Err(Refusal::field("kind", words).into());
        }
    }
    Ok(())
}
