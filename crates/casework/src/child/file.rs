//! A child's file: as much of it as this viewer may have, as it stands or as it was known at an earlier moment.

use std::collections::BTreeMap;

use domain::access::{Action, Layer, Subject, Unsealing};
use domain::child_file::{ChildFile, Filed};
use domain::id::{Any, Id};
use domain::involvement::{Involved, Involvement};
use domain::person::Person;
use domain::person::known::Known as Told;
use domain::person::partial_date::PartialDate;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::ledger::{Event, child_records, events, seq_at};
use store::{Door, Entry, Kept, Known, Permit, Seq, Stop};

use crate::session::Session;
use crate::staff::Names;

/// Which moment of knowledge a reader asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Moment {
    /// As it stands.
    #[default]
    Now,
    /// All that was known at an instant.
    Then(Timestamp),
    /// All that was known after an entry of the ledger.
    Entry(Seq),
}

/// As much of a child's record as the viewer may have.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// The record.
    Content(Box<ChildPage>),
    /// Status, hazards, earlier contacts by date and outcome.
    Summary(Box<ChildPage>),
    /// That the child is known, and whom to ring.
    Existence(Existence),
    /// A restricted record: the words to show, and nothing else.
    Restricted(String),
}

/// A child's file with what a page about it needs.
#[derive(Debug, Clone, PartialEq)]
pub struct ChildPage {
    /// The file.
    pub file: ChildFile,
    /// How much of it.
    pub layer: Layer,
    /// Why the viewer may have it.
    pub grounds: &'static str,
    /// What the viewer may have opened.
    pub unsealing: Unsealing,
    /// The staff named in it.
    pub names: Names,
    /// Everything that became known about the child, in order: the stops of the slider.
    pub events: Vec<Event>,
    /// Relatives whose record is restricted: the words to show instead of them.
    pub withheld: BTreeMap<Id<Person>, String>,
    /// The moment the page is about: then, or now.
    pub at: Timestamp,
}

/// That a child is known, and whom to ring.
#[derive(Debug, Clone, PartialEq)]
pub struct Existence {
    /// The child.
    pub child: Id<Person>,
    /// The name.
    pub name: String,
    /// Birth.
    pub birth: Told<PartialDate>,
    /// Who works with the child: name, role and team.
    pub involved: Vec<String>,
}

/// Reads a child's file.
///
/// # Errors
/// When there is nothing the viewer may know of.
pub fn file(session: &Session<'_>, child: Id<Person>, moment: Moment) -> Result<Shown, Stop> {
    session.read("child's record", |door| {
        match door.permit(Action::ReadFile, Subject::Child(child)) {
            Ok(permit) => {
                return page(session, door, &permit, child, moment)
                    .map(|page| Shown::Content(Box::new(page)));
            }
            Err(stop) => refused(stop)?,
        }
        match door.permit(Action::ReadSummary, Subject::Child(child)) {
            Ok(permit) => {
                return page(session, door, &permit, child, moment)
                    .map(|page| Shown::Summary(Box::new(page)));
            }
            Err(stop) => refused(stop)?,
        }
        match door.permit(Action::KnowExists, Subject::Child(child)) {
            Ok(permit) => existence(session, &permit, child).map(Shown::Existence),
            Err(Stop::Refusal(Refusal::NotAllowed(words))) => Ok(Shown::Restricted(words)),
            Err(stop) => Err(stop),
        }
    })
}

/// A refusal of more leads on to asking for less; anything else stops.
fn refused(stop: Stop) -> Result<(), Stop> {
    match stop {
        Stop::Refusal(Refusal::NotAllowed(_) | Refusal::NotFound) => Ok(()),
        stop => Err(stop),
    }
}

/// That a child is known, under a permit that allows no more.
pub(crate) fn existence(
    session: &Session<'_>,
    permit: &Permit<'_>,
    child: Id<Person>,
) -> Result<Existence, Stop> {
    let person = store::load(permit, child)?.ok_or(Refusal::NotFound)?.record;
    let involved = store::involvement::of_child(permit, child)?;
    let now: Vec<Involvement> =
        involved.into_iter().filter(|involvement| involvement.holds_at(session.at)).collect();
    let names = Names::of(permit, now.iter().filter_map(worker))?;
    let involved = now.iter().map(|involvement| who(session, involvement, &names)).collect();
    Ok(Existence { child, name: person.name(), birth: person.birth, involved })
}

fn worker(involvement: &Involvement) -> Option<Id<domain::staff::Staff>> {
    match involvement.who {
        Involved::Worker { staff, .. } => Some(staff),
        Involved::Agency { .. } => None,
    }
}

/// Who is involved, in words: "Asha Patel, allocated social worker, Assessment team 1, 01632 960001".
pub fn who(session: &Session<'_>, involvement: &Involvement, names: &Names) -> String {
    let pack = &session.house.pack;
    match &involvement.who {
        Involved::Worker { staff, team } => {
            let team = pack
                .council
                .team(team)
                .map_or_else(|| team.clone(), |team| format!("{}, {}", team.name, team.phone));
            format!("{}, {}, {team}", names.name(*staff), involvement.role)
        }
        Involved::Agency { agency, name, phone } => {
            let agency = pack.agency(agency).map_or(agency.as_str(), |agency| agency.name.as_str());
            format!("{name}, {}, {agency}, {phone}", involvement.role)
        }
    }
}

fn page(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    child: Id<Person>,
    moment: Moment,
) -> Result<ChildPage, Stop> {
    let events = events(permit, child)?;
    let known = match moment {
        Moment::Now => Known::Now,
        Moment::Entry(seq) => Known::At(seq),
        Moment::Then(instant) => Known::At(seq_at(permit, instant)?.ok_or(Refusal::NotFound)?),
    };
    let mut file = load_file(permit, child, known, &events)?;
    let mut withheld = BTreeMap::new();
    let others: Vec<Id<Person>> = file.relationships.iter().map(|filed| file.other(&filed.record)).collect();
    for other in others {
        match door.permit(Action::KnowExists, Subject::Child(other)) {
            Ok(permit) => file.relatives.extend(store::ledger::at(&permit, other, known)?.map(|found| {
                Filed { record: found.record, version: found.version.0, first_known: found.known_at }
            })),
            Err(Stop::Refusal(refusal)) => drop(withheld.insert(other, refusal.to_string())),
            Err(stop) => return Err(stop),
        }
    }
    let at = file.known_at.unwrap_or(session.at);
    let names = Names::of(permit, staff_in(&file, &events))?;
    Ok(ChildPage {
        file,
        layer: permit.layer(),
        grounds: permit.grounds(),
        unsealing: permit.unsealing(),
        names,
        events,
        withheld,
        at,
    })
}

/// The file from the ledger: the same for now and for then.
pub(crate) fn load_file(
    permit: &Permit<'_>,
    child: Id<Person>,
    known: Known,
    events: &[Event],
) -> Result<ChildFile, Stop> {
    let mut first_known: BTreeMap<Id<Any>, Timestamp> = BTreeMap::new();
    for event in events {
        first_known.entry(event.record).or_insert(event.known_at);
    }
    let entries = child_records(permit, child, known)?;
    let known_at = match known {
        Known::Now => None,
        Known::At(seq) => store::ledger::known_at(permit, seq)?,
    };
    let person = filed::<Person>(&entries, &first_known)?.into_iter().find(|filed| filed.record.id == child);
    Ok(ChildFile {
        child: person.ok_or(Refusal::NotFound)?,
        relationships: filed(&entries, &first_known)?,
        relatives: Vec::new(),
        contacts: filed(&entries, &first_known)?,
        episodes: filed(&entries, &first_known)?,
        involvements: filed(&entries, &first_known)?,
        bases: filed(&entries, &first_known)?,
        feedback: filed(&entries, &first_known)?,
        notices: filed(&entries, &first_known)?,
        possible_matches: filed(&entries, &first_known)?,
        break_glass: filed(&entries, &first_known)?,
        curations: filed(&entries, &first_known)?,
        known: match known {
            Known::Now => domain::child_file::Known::Now,
            Known::At(seq) => domain::child_file::Known::At(seq.0),
        },
        known_at,
    })
}

fn filed<R: Kept>(
    entries: &[Entry],
    first_known: &BTreeMap<Id<Any>, Timestamp>,
) -> Result<Vec<Filed<R>>, Stop> {
    let mut found = Vec::new();
    for entry in entries.iter().filter(|entry| entry.kind == R::KIND) {
        let first_known = first_known.get(&entry.record).copied().unwrap_or(entry.known_at);
        found.extend(entry.read::<R>()?.map(|record| Filed {
            record,
            version: entry.version.0,
            first_known,
        }));
    }
    Ok(found)
}

fn staff_in(file: &ChildFile, events: &[Event]) -> impl Iterator<Item = Id<domain::staff::Staff>> {
    let mut staff: Vec<Id<domain::staff::Staff>> = events.iter().map(|event| event.actor).collect();
    staff.extend(file.involvements.iter().filter_map(|filed| worker(&filed.record)));
    for contact in file.contacts.iter().map(|filed| &filed.record) {
        staff.extend(contact.logged_by);
        staff.extend(contact.holder);
        staff.extend(contact.proposal.as_ref().map(|proposal| proposal.by));
        staff.extend(contact.decisions.iter().map(|decision| decision.by));
    }
    staff.extend(file.curations.iter().map(|filed| filed.record.by));
    staff.extend(file.break_glass.iter().map(|filed| filed.record.staff));
    staff.extend(file.bases.iter().map(|filed| filed.record.by));
    staff.into_iter()
}
