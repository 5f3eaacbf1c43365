//! What time alone brings: a prompt that nobody answered goes on, a plan expires, a child has not been seen for so long. Each is done in one transaction
//! with the mark that it was done, so that any number of processes, and a process that dies, do it once. Once a night every child is looked at again.

use std::collections::BTreeSet;

use domain::access::{Action, Actor, Subject};
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::watch::{Prompt, evaluate};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Stop, WriteDoor, WritePermit, load, save};

use super::ask;
use super::look::{WATCH, look};
use crate::house::House;
use crate::outbox;
use crate::session::Session;

/// How many children the nightly look goes through at a time, and how many of them are written about in one transaction.
const TOGETHER: (u32, usize) = (2_000, 50);

/// What a look at every child found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// The children there are.
    pub children: usize,
    /// Those about whom anything that matters is recorded.
    pub looked_at: usize,
    /// Those for whom something was to be done.
    pub changed: usize,
}

/// When time alone next matters for anybody; nothing when it never does.
///
/// # Errors
/// When the store fails.
pub fn next_due(house: &House) -> Result<Option<Timestamp>, Stop> {
    Ok(house.store.next_watch_due()?)
}

/// Does what time has brought by now.
///
/// # Errors
/// When the store fails.
pub fn pass_time(house: &House) -> Result<(), Stop> {
    loop {
        let session = house.system();
        if next_due(house)?.is_none_or(|due| due > session.at) {
            return Ok(());
        }
        house.store.write(&Actor::system(), session.at, WATCH, |door| {
            let permit = door.permit(Action::Watch, Subject::House)?;
            for id in store::watch::prompts_due(&permit)? {
                climb(&session, door, &permit, id)?;
            }
            let children: BTreeSet<Id<Person>> = store::watch::children_due(&permit)?.into_iter().collect();
            look(&session, door, &permit, &children)
        })?;
    }
}

fn climb(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    id: Id<Prompt>,
) -> Result<(), Stop> {
    let house = session.house;
    let Some(known) = load::<Prompt>(permit, id)? else { return Ok(()) };
    let Some((prompt, rung)) = known.record.climbed(session.at, &house.pack.watch, &house.calendar) else {
        return Ok(());
    };
    // Whoever was asked before is asked still: what was gathered, or was to be held, has not come.
    let mut asked = prompt.told.clone();
    if prompt.rung() > known.record.rung() {
        asked = match &rung.role {
            Some(role) => ask::holders(session, door, permit, &prompt, role)?,
            None => ask::who_is_asked(session, door, permit, &prompt)?,
        };
        if known.record.waits != domain::watch::Waits::Answer {
            asked.extend(prompt.told.iter().copied());
        }
    }
    let prompt = ask::told(session, door, permit, prompt, &asked)?;
    save(permit, &prompt, known.version, "watch_climbs", None)?;
    Ok(())
}

/// Has the nightly look done, once a day after its hour: the day for which that is arranged, when it is. Asking again does nothing.
///
/// # Errors
/// When the store fails.
pub fn arrange_sweep(house: &House) -> Result<Option<Date>, Stop> {
    let session = house.system();
    if london::time_of(session.at) < house.pack.watch.sweep_at {
        return Ok(None);
    }
    let day = london::date_of(session.at);
    house
        .store
        .write(&Actor::system(), session.at, WATCH, |door| outbox::watch_sweep(&session, door, day))?;
    Ok(Some(day))
}

/// Looks at every child once more: what was recorded while nothing looked, or before a rule was changed. It reads some children at a time and writes
/// only about those for whom something is to be done.
///
/// # Errors
/// When the store fails.
pub fn sweep(house: &House) -> Result<Swept, Stop> {
    let mut swept = Swept::default();
    let mut after: Option<Id<Person>> = None;
    loop {
        let Looked { last, counted, changed } = some_children(house, after)?;
        if last.is_none() {
            return Ok(swept);
        }
        swept.children += counted.children;
        swept.looked_at += counted.looked_at;
        swept.changed += changed.len();
        for some in changed.chunks(TOGETHER.1) {
            let session = house.system();
            let some: BTreeSet<Id<Person>> = some.iter().copied().collect();
            house.store.write(&Actor::system(), session.at, WATCH, |door| {
                let permit = door.permit(Action::Watch, Subject::House)?;
                look(&session, door, &permit, &some)
            })?;
        }
        after = last;
    }
}

/// Some children looked at.
#[derive(Default)]
struct Looked {
    /// The last of them; nothing when there was none left.
    last: Option<Id<Person>>,
    /// How many.
    counted: Swept,
    /// Those for whom something is to be done.
    changed: Vec<Id<Person>>,
}

/// Looks at some children in their order, those after one.
fn some_children(house: &House, after: Option<Id<Person>>) -> Result<Looked, Stop> {
    let session = house.system();
    let watch = &house.pack.watch;
    session.read(WATCH, |door| {
        let permit = door.permit(Action::Watch, Subject::House)?;
        let all = store::watch::children_after(&permit, after, TOGETHER.0)?;
        let Some(last) = all.last().copied() else { return Ok(Looked::default()) };
        let worth = store::watch::worth_a_look(&permit, after, last, watch)?;
        let mut changed = BTreeSet::new();
        for child in &worth {
            let Some(about) = store::watch::surroundings(&permit, *child, watch)? else { continue };
            let found = evaluate(watch, &about.watched, session.at);
            if !found.trips.is_empty() {
                // Those who live there may have nothing of their own recorded, and are part of the question.
                changed.extend(about.household.iter().copied());
            }
            if !found.trips.is_empty() || found.next != about.due {
                changed.insert(*child);
            }
        }
        let changed: Vec<Id<Person>> = changed.into_iter().collect();
        let counted = Swept { children: all.len(), looked_at: worth.len(), changed: changed.len() };
        Ok(Looked { last: Some(last), counted, changed })
    })
}
