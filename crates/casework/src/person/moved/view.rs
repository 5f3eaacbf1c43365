//! What was moved or waits to be: on a page of its own for whoever may read both, in the list of what waits, and on the record of each of the two for
//! whoever reads that one. Of the other child nobody learns who may not read them.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::child_file::ChildFile;
use domain::id::Id;
use domain::person::Person;
use domain::person::moved::offer::{Offered, offer};
use domain::person::moved::{Item, Moved, Stage, fact_shown, goes_with};
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use store::read_as_one::either_is_closed;
use store::{Door, Permit, Stop, Version, Versioned, load};

use super::act::one;
use super::{Files, kept_apart};
use crate::child::sealed_as_now;
use crate::session::Session;
use crate::staff::Names;

/// One of the two, for whoever may read both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Who.
    pub person: Id<Person>,
    /// What they are called.
    pub name: String,
}

/// A move on its own page.
#[derive(Debug, Clone, PartialEq)]
pub struct MoveView {
    /// The move.
    pub moved: Versioned<Moved>,
    /// On whose record it stood.
    pub from: Side,
    /// Whose it is.
    pub to: Side,
    /// What, each with its kind and what it says.
    pub what: Vec<(String, String)>,
    /// What goes with it: how many records that were written in what is moved or about it.
    pub with: usize,
    /// Whether a second person must do it.
    pub two_people: bool,
    /// Why this viewer may not do what is asked; nothing when they may, or nothing is asked.
    pub may_not: Option<String>,
    /// The staff named in it.
    pub names: Names,
}

/// A move in the list of what waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRow {
    /// The move.
    pub id: Id<Moved>,
    /// On whose record it stands.
    pub from: String,
    /// Whose it is.
    pub to: String,
    /// Whether it is asked to be taken back.
    pub back: bool,
    /// Who asked.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Whether a second person must do it.
    pub two_people: bool,
}

/// A move on the record of one of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveLine {
    /// The move; nothing for a viewer who may not open its page.
    pub id: Option<Id<Moved>>,
    /// The other child; nothing for a viewer who may not read them.
    pub other: Option<Side>,
    /// Whether it left this record; else it came to it.
    pub out: bool,
    /// What, in words that say nothing of what was written.
    pub what: String,
    /// Where it stands.
    pub stage: Stage,
    /// How it was known.
    pub reason: String,
    /// Who asked for it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A move with exactly what goes where.
///
/// # Errors
/// When there is none, or the viewer may not read both.
pub fn view(session: &Session<'_>, id: Id<Moved>) -> Result<MoveView, Stop> {
    session.read("what is moved between two records", |door| {
        let list = door.permit(Action::SeeMoves, Subject::House)?;
        let moved = one(&list, id)?;
        let people = (moved.record.from, moved.record.to);
        let own = door.permit(Action::MoveRecords, Subject::Child(people.0))?;
        let others = door.permit(Action::MoveRecords, Subject::Child(people.1))?;
        if either_is_closed(&own, people.0, people.1)? {
            return Err(Refusal::NotFound.into());
        }
        let files = Files::load(&own, &others, people)?;
        let plan = files.plan(session);
        let two_people = moved.record.needs_two(plan);
        let may_not = match moved.record.asked_by() {
            None => None,
            Some(_) => match moved.record.may_confirm(session.staff.id, plan) {
                Err(refusal) => Some(refusal.to_string()),
                Ok(()) if two_people && !may_confirm(door, people)? => Some(
                    "One of the children has a plan or a power in force: a manager who works with both confirms it."
                        .into(),
                ),
                Ok(()) => None,
            },
        };
        let with = match moved.record.stands() {
            Some(done) => done.records.len() - moved.record.records().count(),
            None => goes_with(&files.from, &files.to, moved.record.records()).len(),
        };
        Ok(MoveView {
            what: what(session, (&own, &others), &moved.record, &files)?,
            from: side(&files.from),
            to: side(&files.to),
            with,
            two_people,
            may_not,
            names: Names::of(&own, moved.record.staff())?,
            moved,
        })
    })
}

fn may_confirm(door: &Door, people: (Id<Person>, Id<Person>)) -> Result<bool, Stop> {
    may_both(door, Action::ConfirmMove, people)
}

fn may_move(door: &Door, people: (Id<Person>, Id<Person>)) -> Result<bool, Stop> {
    may_both(door, Action::MoveRecords, people)
}

fn may_both(door: &Door, action: Action, people: (Id<Person>, Id<Person>)) -> Result<bool, Stop> {
    Ok(door.would_permit(action, Subject::Child(people.0))?
        && door.would_permit(action, Subject::Child(people.1))?)
}

fn side(file: &ChildFile) -> Side {
    Side { person: file.child.record.id, name: file.child.record.name() }
}

fn what(
    session: &Session<'_>,
    (own, others): (&Permit<'_>, &Permit<'_>),
    moved: &Moved,
    files: &Files,
) -> Result<Vec<(String, String)>, Stop> {
    let mut said: BTreeMap<Item, Offered> = BTreeMap::new();
    for (permit, file) in [(others, &files.to), (own, &files.from)] {
        let apart = kept_apart(permit, file)?;
        let offered = offer(file, &apart, permit.unsealing(), &session.house.pack);
        said.extend(offered.may.into_iter().map(|one| (one.item.clone(), one)));
    }
    let then = store::ledger::version::<Person>(own, moved.from, Version(moved.opened))?;
    let mut then = then.map(|known| known.record);
    if let Some(person) = &mut then {
        sealed_as_now(own, person)?;
    }
    Ok(moved
        .items
        .iter()
        .map(|item| match item {
            Item::Fact(fact) => {
                let says = then.as_ref().and_then(|person| fact_shown(*fact, person, own.unsealing()));
                (fact.words().to_owned(), says.unwrap_or_default())
            }
            Item::Record { kind, .. } => match said.get(item) {
                Some(one) => (one.kind.to_owned(), one.words.clone()),
                None => (
                    kind.replace('_', " "),
                    "It stands on neither record any more, or is moved by nobody now".to_owned(),
                ),
            },
        })
        .collect())
}

/// What waits to be moved or taken back, the oldest first, between records of which the viewer may read both.
///
/// # Errors
/// When the person does not see them.
pub fn waiting(session: &Session<'_>) -> Result<(Vec<MoveRow>, Names), Stop> {
    session.read("moves between records that wait", |door| {
        let list = door.permit(Action::SeeMoves, Subject::House)?;
        let mut rows = Vec::new();
        for id in store::moved::waiting(&list)? {
            let Some(known) = load(&list, id)? else { continue };
            let moved = known.record;
            let Some(by) = moved.asked_by() else { continue };
            if !may_move(door, (moved.from, moved.to))? || either_is_closed(&list, moved.from, moved.to)? {
                continue;
            }
            let called = |person: Id<Person>| -> Result<String, Stop> {
                list.shown(person);
                Ok(load(&list, person)?.map_or_else(String::new, |known| known.record.name()))
            };
            let (back, at) = match &moved.stage {
                Stage::BackProposed { asked, .. } => (true, asked.at),
                _ => (false, moved.at),
            };
            let two_people = moved.needs_two(false);
            rows.push(MoveRow {
                id,
                from: called(moved.from)?,
                to: called(moved.to)?,
                back,
                by,
                at,
                two_people,
            });
        }
        let names = Names::of(&list, rows.iter().map(|row| row.by))?;
        Ok((rows, names))
    })
}

/// What waits for this person: what they asked for themselves and may do themselves, and what a second person must do, for those who may and did not ask.
///
/// # Errors
/// When the store fails.
pub fn on_my_desk(session: &Session<'_>) -> Result<Vec<MoveRow>, Stop> {
    let is_for = |action: Action| session.actor.roles.iter().any(|role| action.is_for(*role));
    if !is_for(Action::SeeMoves) {
        return Ok(Vec::new());
    }
    let (confirms, me) = (is_for(Action::ConfirmMove), session.staff.id);
    let (rows, _) = waiting(session)?;
    Ok(rows
        .into_iter()
        .filter(|row| if row.two_people { confirms && row.by != me } else { row.by == me })
        .collect())
}

/// The moves of a file, the latest first, as far as this viewer may learn of them.
pub(crate) fn lines(door: &Door, permit: &Permit<'_>, file: &ChildFile) -> Result<Vec<MoveLine>, Stop> {
    let child = file.child.record.id;
    let mut lines = Vec::new();
    for moved in file.moved.iter().rev().map(|filed| &filed.record) {
        let out = moved.from == child;
        let other = if out { moved.to } else { moved.from };
        // Closed since: then the move leads nobody from the one to the other.
        let apart = either_is_closed(permit, moved.from, moved.to)?;
        let other = if !apart && door.would_permit(Action::ReadFile, Subject::Child(other))? {
            let permit = door.permit(Action::KnowExists, Subject::Child(other))?;
            load(&permit, other)?.map(|known| Side { person: other, name: known.record.name() })
        } else {
            None
        };
        let opens = other.is_some() && may_move(door, (moved.from, moved.to))?;
        lines.push(MoveLine {
            id: opens.then_some(moved.id),
            other,
            out,
            what: moved.in_words(),
            stage: moved.stage.clone(),
            reason: moved.reason.clone(),
            by: moved.by,
            at: moved.at,
        });
    }
    Ok(lines)
}
