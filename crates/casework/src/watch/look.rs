//! Looking: which rules trip for the children about whom something changed, and the prompts that come of it. It happens in the transaction of the change
//! itself, so that neither stands without the other.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::pack::Around;
use domain::person::Person;
use domain::watch::{NewPrompt, Prompt, Trip, evaluate};
use store::watch::{Surroundings, affected, look_again_at, open_of_child, surroundings};
use store::{Stop, Version, Versioned, WriteDoor, WritePermit, load, save};

use super::ask;
use crate::session::Session;

/// The name of the act in the ledger.
pub(super) const WATCH: &str = "watch";

/// What trips for one child.
struct Tripped {
    about: Surroundings,
    trips: Vec<Trip>,
}

/// Children whose question is one: those of a household, or a child whose record is restricted alone.
struct Group {
    open: Option<Versioned<Prompt>>,
    children: BTreeSet<Id<Person>>,
    restricted: bool,
    team: Option<String>,
    trips: Vec<Trip>,
}

/// Looks at everybody about whom this session changed something. Somebody who came by a link may not have it look; then the worker does, in a minute.
pub(crate) fn attend(session: &Session<'_>, door: &WriteDoor) -> Result<(), Stop> {
    let touched = door.take_touched();
    if touched.is_empty() {
        return Ok(());
    }
    if session.actor.scope.is_some() {
        for person in touched {
            look_again_at(door, person, Some(session.at))?;
        }
        return Ok(());
    }
    let permit = door.permit(Action::Watch, Subject::House)?;
    let mut children = BTreeSet::new();
    for person in touched {
        children.extend(affected(&permit, person, &session.house.pack.watch)?);
    }
    look(session, door, &permit, &children)
}

/// Looks at these children now: closes what a discussion answered, puts what asks, and keeps when time alone matters next.
pub(super) fn look(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    children: &BTreeSet<Id<Person>>,
) -> Result<(), Stop> {
    let watch = &session.house.pack.watch;
    let mut tripped = Vec::new();
    for child in children {
        let Some(about) = surroundings(permit, *child, watch)? else {
            look_again_at(door, *child, None)?;
            continue;
        };
        let found = evaluate(watch, &about.watched, session.at);
        if about.due != found.next {
            look_again_at(door, *child, found.next)?;
        }
        if let Some(held) = &found.discussed {
            for id in open_of_child(permit, *child)? {
                let Some(known) = load::<Prompt>(permit, id)? else { continue };
                if let Some(closed) = known.record.discussed(*child, held, session.at) {
                    save(permit, &closed, known.version, WATCH, None)?;
                }
            }
        }
        if about.restricted {
            part(session, door, permit, *child)?;
        }
        if !found.trips.is_empty() {
            tripped.push(Tripped { about, trips: found.trips });
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for tripped in tripped {
        join(permit, &mut groups, tripped)?;
    }
    groups.into_iter().try_for_each(|group| put(session, door, permit, group))
}

/// A child whose record was restricted meanwhile is asked about alone, of those who may open it: the prompt of the others would be closed to their manager.
fn part(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    child: Id<Person>,
) -> Result<(), Stop> {
    for id in open_of_child(permit, child)? {
        let Some(known) = load::<Prompt>(permit, id)? else { continue };
        let Some((rest, own)) = known.record.parted(child, session.house.id()) else { continue };
        save(permit, &rest, known.version, WATCH, None)?;
        let asked = ask::who_is_asked(session, door, permit, &own)?;
        let own = ask::told(session, door, permit, Prompt { told: BTreeSet::new(), ..own }, &asked)?;
        save(permit, &own, Version::NONE, WATCH, None)?;
    }
    Ok(())
}

/// Finds where a child's question belongs: to its own open prompt, to that of its household, or to a new one of theirs. A restricted record stands
/// alone: put together with another it would close both to whoever answers for the other.
fn join(permit: &WritePermit<'_>, groups: &mut Vec<Group>, tripped: Tripped) -> Result<(), Stop> {
    let Tripped { about, trips } = tripped;
    let (child, restricted) = (about.watched.child, about.restricted);
    let named: BTreeSet<Id<Person>> = named_with(&trips);
    let together = |group: &Group| {
        let near = !group.children.is_disjoint(&about.household) || !group.children.is_disjoint(&named);
        group.children.contains(&child) || (!restricted && !group.restricted && near)
    };
    if let Some(group) = groups.iter_mut().find(|group| together(group)) {
        group.children.insert(child);
        group.trips.extend(trips);
        return Ok(());
    }
    let others: BTreeSet<Id<Person>> =
        if restricted { BTreeSet::new() } else { about.household.union(&named).copied().collect() };
    let open = open_for(permit, child, restricted, &others)?;
    let mut children: BTreeSet<Id<Person>> =
        open.iter().flat_map(|known| known.record.children.clone()).collect();
    children.insert(child);
    groups.push(Group { open, children, restricted, team: about.team, trips });
    Ok(())
}

/// The children whom one fact names together: an incident with two brothers in it is one question, wherever each of them lives.
fn named_with(trips: &[Trip]) -> BTreeSet<Id<Person>> {
    let own = trips.iter().flat_map(|trip| &trip.facts).filter(|told| told.near == Around::Child);
    own.flat_map(|told| told.fact.children.iter().copied()).collect()
}

fn open_for(
    permit: &WritePermit<'_>,
    child: Id<Person>,
    restricted: bool,
    others: &BTreeSet<Id<Person>>,
) -> Result<Option<Versioned<Prompt>>, Stop> {
    for person in std::iter::once(&child).chain(others.iter().filter(|other| **other != child)) {
        for id in open_of_child(permit, *person)? {
            let Some(known) = load::<Prompt>(permit, id)? else { continue };
            // One that was put before a record was closed, or with a child of whom that is true now, is not joined.
            let mut alone = restricted;
            for other in &known.record.children {
                for record in store::read_as_one::with_all(permit, [*other])? {
                    alone |= load::<Person>(permit, record)?
                        .is_some_and(|known| known.record.restriction.is_some());
                }
            }
            if !alone || known.record.children == [child] {
                return Ok(Some(known));
            }
        }
    }
    Ok(None)
}

fn put(session: &Session<'_>, door: &WriteDoor, permit: &WritePermit<'_>, group: Group) -> Result<(), Stop> {
    let house = session.house;
    let (prompt, version) = match group.open {
        Some(known) => {
            (known.record.joined(group.trips, session.at, &house.pack, &house.calendar), known.version)
        }
        None => {
            let new = NewPrompt { id: house.id(), trips: group.trips, team: group.team };
            let Some(prompt) = Prompt::open(new, session.at, &house.pack, &house.calendar) else {
                return Ok(());
            };
            (prompt, Version::NONE)
        }
    };
    let first = ask::who_is_asked(session, door, permit, &prompt)?;
    let prompt = ask::told(session, door, permit, prompt, &first)?;
    save(permit, &prompt, version, WATCH, None)?;
    Ok(())
}
