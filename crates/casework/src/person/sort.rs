//! What was written while two records were read as one is kept where it was written. Once they are two again it is asked of each: whose is it?

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::id::{Any, Id};
use domain::person::Person;
use domain::person::link::{PersonLink, Said, Sorted, Stage};
use domain::record::Record;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::ledger::{Event, history};
use store::{Permit, Seq, Stop, load, save};

use super::link::of_link;
use crate::session::{Sending, Session};
use crate::staff::Names;

/// One record that was written while two were one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between {
    /// The kind's name in the ledger.
    pub kind: String,
    /// The record.
    pub record: Id<Any>,
    /// By which act.
    pub command: String,
    /// When.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: String,
    /// In which of the two it stands; nothing where it names both.
    pub stands_in: Option<Id<Person>>,
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
        between(&one, &other, &link)
    })
}

/// A record: its kind and its id.
type Name = (String, Id<Any>);
/// In which of the two a record stands; nothing where it names both.
type Stands = Option<Id<Person>>;

fn between(one: &Permit<'_>, other: &Permit<'_>, link: &PersonLink) -> Result<Vec<Between>, Stop> {
    let Some((from, until)) = was_one(one, link)? else { return Ok(Vec::new()) };
    let mut written: BTreeMap<Name, (Event, Stands)> = BTreeMap::new();
    for (permit, person) in [(one, link.joined), (other, link.to)] {
        let events = store::ledger::events(permit, person)?;
        let mut first: BTreeMap<Name, Event> = BTreeMap::new();
        for event in events {
            first.entry((event.kind.clone(), event.record)).or_insert(event);
        }
        let here = first.into_iter().filter(|(_, event)| event.seq > from && event.seq < until);
        for (name, event) in here.filter(|((kind, _), _)| is_sorted(kind)) {
            let twice = written.contains_key(&name);
            written.insert(name, (event, (!twice).then_some(person)));
        }
    }
    let names = Names::of(one, written.values().map(|(event, _)| event.actor).collect::<Vec<_>>())?;
    let mut between: Vec<(Seq, Between)> = written
        .into_iter()
        .map(|((kind, record), (event, stands_in))| {
            let said = link.sorted.iter().find(|said| said.kind == kind && said.record == record);
            let of = said.map(|said| said.of);
            let by = names.name(event.actor).to_owned();
            let between =
                Between { kind, record, command: event.command, at: event.known_at, by, stands_in, of };
            (event.seq, between)
        })
        .collect();
    between.sort_by_key(|(seq, _)| *seq);
    Ok(between.into_iter().map(|(_, between)| between).collect())
}

/// What tells of the records themselves, or only of somebody who was told, is nobody's to sort.
fn is_sorted(kind: &str) -> bool {
    let of_the_records =
        ["person", "notice", PersonLink::KIND, "different_people", "possible_match", "break_glass"];
    !of_the_records.contains(&kind)
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
        let between = between(&permit, &other, &link.record)?;
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
