//! What was written while two records were read as one is kept where it was written. Once they are two again it is asked of each: whose is it?

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Subject};
use domain::id::{Any, Id};
use domain::person::Person;
use domain::person::link::{PersonLink, Said, Sorted, Stage};
use domain::person::moved::{self, Item, Moved};
use domain::record::Record;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::ledger::{Event, history};
use store::{Known, Permit, Seq, Stop, load, save};

use super::link::of_link;
use super::view::not_parted;
use crate::session::{Sending, Session};
use crate::staff::Names;

/// One record that was written, or changed, while two were one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between {
    /// The kind's name in the ledger.
    pub kind: String,
    /// The record.
    pub record: Id<Any>,
    /// Whether it stood before, and was changed while the two were one.
    pub is_changed: bool,
    /// By which act.
    pub command: String,
    /// When.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: String,
    /// In which of the two it stands now; nothing where it names both.
    pub stands_in: Option<Id<Person>>,
    /// The move of it that waits, where somebody asked for one.
    pub moving: Option<Id<Moved>>,
    /// Whose it is, where somebody has said.
    pub of: Option<Id<Person>>,
}

/// What was written while two records were one, in the order in which it became known.
///
/// # Errors
/// When there is no such link, or the person may not read both records.
pub fn written_between(session: &Session<'_>, id: Id<PersonLink>) -> Result<Vec<Between>, Stop> {
    session.read("written while two records were one", |door| {
        let list = door.permit(Action::SeeWhoIsWho, Subject::House)?;
        let link = load(&list, id)?.ok_or(Refusal::NotFound)?.record;
        let one = door.permit(Action::SortRecords, Subject::Child(link.joined))?;
        let other = door.permit(Action::SortRecords, Subject::Child(link.to))?;
        not_parted(&one, &link)?;
        between(&one, &other, &link, &|subject| Ok(door.would_permit(Action::SortRecords, subject)?))
    })
}

/// A record: its kind and its id.
type Name = (String, Id<Any>);
/// In which of the two a record stands; nothing where it names both.
type Stands = Option<Id<Person>>;

/// Whether somebody may sort a record.
type May<'m> = &'m dyn Fn(Subject) -> Result<bool, Stop>;

fn between(
    one: &Permit<'_>,
    other: &Permit<'_>,
    link: &PersonLink,
    may: May<'_>,
) -> Result<Vec<Between>, Stop> {
    let Some((from, until)) = was_one(one, link)? else { return Ok(Vec::new()) };
    let mut written: BTreeMap<Name, (Event, bool, Stands)> = BTreeMap::new();
    for (permit, person) in [(one, link.joined), (other, link.to)] {
        let events = store::ledger::events(permit, person)?;
        let mut stood: BTreeSet<Name> = BTreeSet::new();
        let mut here: BTreeMap<Name, Event> = BTreeMap::new();
        for event in events {
            let name = (event.kind.clone(), event.record);
            if event.seq <= from {
                stood.insert(name);
            } else if event.seq < until {
                here.entry(name).or_insert(event);
            }
        }
        for (name, event) in here.into_iter().filter(|((kind, _), _)| is_sorted(kind)) {
            // One restricted child closes a record: not even that there is one is said.
            let open = store::ledger::subject_of(permit, &event).map(may).transpose()?;
            if !open.unwrap_or(false) {
                continue;
            }
            let twice = written.contains_key(&name);
            let is_changed = stood.contains(&name);
            written.insert(name, (event, is_changed, (!twice).then_some(person)));
        }
    }
    let moves = moves_between(one, link)?;
    let names = Names::of(one, written.values().map(|(event, ..)| event.actor).collect::<Vec<_>>())?;
    let mut between: Vec<(Seq, Between)> = written
        .into_iter()
        .map(|((kind, record), (event, is_changed, stands_in))| {
            let said = link.sorted.iter().find(|said| said.kind == kind && said.record == record);
            let of = said.map(|said| said.of);
            let by = names.name(event.actor).to_owned();
            let stands_in = stands_in.map(|wrote| moved_to(&moves, &kind, record).unwrap_or(wrote));
            let moving = waits_to_be_moved(&moves, &kind, record);
            let (command, at) = (event.command, event.known_at);
            (event.seq, Between { kind, record, is_changed, command, at, by, stands_in, moving, of })
        })
        .collect();
    between.sort_by_key(|(seq, _)| *seq);
    Ok(between.into_iter().map(|(_, between)| between).collect())
}

/// The moves from one of the two to the other, in the order in which they were asked for.
fn moves_between(permit: &Permit<'_>, link: &PersonLink) -> Result<Vec<Moved>, Stop> {
    let two = [link.joined, link.to];
    let mut moves = Vec::new();
    for entry in store::ledger::child_records(permit, link.joined, Known::Now)? {
        let moved = entry.read::<Moved>()?;
        moves.extend(moved.filter(|moved| two.contains(&moved.from) && two.contains(&moved.to)));
    }
    moves.sort_by_key(|moved| moved.at);
    Ok(moves)
}

/// To whom a record was moved.
fn moved_to(moves: &[Moved], kind: &str, record: Id<Any>) -> Option<Id<Person>> {
    let is_it = |one: &moved::Carried| one.kind == kind && one.record == record;
    let is_done = |moved: &&Moved| moved.stands().is_some_and(|done| done.records.iter().any(is_it));
    moves.iter().rev().find(is_done).map(|moved| moved.to)
}

/// The move of a record that somebody asked for and nobody has done.
fn waits_to_be_moved(moves: &[Moved], kind: &str, record: Id<Any>) -> Option<Id<Moved>> {
    let it = Item::Record { kind: kind.to_owned(), record };
    let asked = |moved: &&Moved| moved.stage == moved::Stage::Proposed && moved.items.contains(&it);
    moves.iter().find(asked).map(|moved| moved.id)
}

/// What tells of the records themselves, or only of somebody who was told, is nobody's to sort; and of an audit, a second reading and what an agency was asked
/// whoever works with the child need not know.
fn is_sorted(kind: &str) -> bool {
    let of_the_records =
        ["notice", PersonLink::KIND, Moved::KIND, "different_people", "possible_match", "break_glass"];
    let of_others = ["audit", "second_reading", "information_request"];
    !of_the_records.contains(&kind) && !of_others.contains(&kind)
}

/// From which entry until which the two were one; nothing while they are, and where they never were.
fn was_one(permit: &Permit<'_>, link: &PersonLink) -> Result<Option<(Seq, Seq)>, Stop> {
    if link.stage != Stage::Undone {
        return Ok(None);
    }
    let versions = history(permit, link.id)?;
    let from = versions.iter().find(|version| version.record.is_one()).map(|version| version.seq);
    let until =
        versions.iter().find(|version| version.record.stage == Stage::Undone).map(|version| version.seq);
    Ok(from.zip(until))
}

/// Says whose records are that were written while two were one. Where that is not where one stands, it waits to be moved; nothing moves by being said.
///
/// # Errors
/// When the two are still one, a record was not written between, somebody else sorted meanwhile, or the person may not.
pub fn sort(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<PersonLink>,
    answers: &[(String, Id<Any>, Id<Person>)],
    reason: &str,
) -> Result<(), Stop> {
    session.send(sending, "sort_records", |door| {
        let (link, permit) = of_link(door, id, Action::SortRecords)?;
        let other = door.permit(Action::SortRecords, Subject::Child(link.record.to))?;
        let may = |subject: Subject| -> Result<bool, Stop> {
            Ok(door.would_permit_to(door.actor(), Action::SortRecords, subject)?)
        };
        let between = between(&permit, &other, &link.record, &may)?;
        let mut sorted = link.record;
        for (kind, record, of) in answers {
            if !between.iter().any(|one| one.kind == *kind && one.record == *record) {
                return Err(Refusal::NotFound.into());
            }
            let said = Said { by: session.staff.id, at: session.at, reason: reason.trim().into() };
            sorted = sorted.sort(Sorted { kind: kind.clone(), record: *record, of: *of, said })?;
        }
        save(&permit, &sorted, store::Version(sending.opened), "sort_records", Some(reason))?;
        Ok(())
    })
}
