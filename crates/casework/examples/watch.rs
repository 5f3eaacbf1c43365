//! Measures the escalation watch: `cargo run --release -p casework --example watch -- [children] [postgres://…]`. Families are put straight into the
//! record, three contacts a child over ten years and facts of other kinds for some; then writes are timed with and without the watch looking at them,
//! and a full look at every child. What it prints goes into `docs/evidence/`; no test depends on it.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use casework::simulation::{SeededChance, SimulatedClock};
use casework::{House, watch};
use domain::access::{Action, Actor, Guard, Sealed, Subject};
use domain::calendar::london;
use domain::contact::{
    Agreement, Channel, Contact, Decision, Described, Found, Outcomes, Referrer, RulingBasis, SafeContact,
    Stage, SubjectChild,
};
use domain::episode::{Assessment, Episode};
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::pack::england;
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::relationship::{Kinship, Relationship};
use domain::person::{Person, Standing};
use jiff::{SignedDuration, Timestamp};
use store::{Database, Key, Settings, Stop, Store, Version, WritePermit, save};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Children of one home.
const SIBLINGS: usize = 2;
/// How many homes go into one transaction.
const TOGETHER: usize = 500;
/// How many writes are timed.
const WRITES: usize = 400;

fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let address = arguments.iter().find(|argument| argument.starts_with("postgres"));
    let children = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(5_000);
    let database = match address {
        Some(address) => Database::Postgres(address.clone()),
        None => Database::Sqlite(folder.path().join("measure.sqlite")),
    };
    let store = Store::open(database, Key::from_bytes([1; 32]), Settings::default())?;
    let monday: Timestamp = "2026-11-23T10:00:00Z".parse()?;
    let pack = Arc::new(england().clone());
    let calendar = Arc::new(pack.calendar());
    let clock = Arc::new(SimulatedClock::at(monday));
    let house = House::new(store, pack, calendar, clock, Arc::new(SeededChance::from_seed(9)));
    let begun = Instant::now();
    let people = fill(&house, children, monday)?;
    println!(
        "{} children in {} on {}",
        people.len(),
        seconds(begun.elapsed()),
        house.store.database().engine()
    );
    let some: Vec<Id<Person>> = people.iter().copied().step_by((people.len() / WRITES).max(1)).collect();
    let without = writes(&house, &some, monday, false)?;
    let with = writes(&house, &some, monday, true)?;
    println!("a contact written without the watch: {}", spread(&without));
    println!("a contact written and looked at:     {}", spread(&with));
    let begun = Instant::now();
    let first = watch::sweep(&house)?;
    println!("the first look at every child: {first:?} in {}", seconds(begun.elapsed()));
    let begun = Instant::now();
    let again = watch::sweep(&house)?;
    println!("every night after it:          {again:?} in {}", seconds(begun.elapsed()));
    Ok(())
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn spread(times: &[Duration]) -> String {
    let mut times = times.to_vec();
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 100).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    format!("median {:.2} ms, 95th percentile {:.2} ms, 99th {:.2} ms", at(50), at(95), at(99))
}

/// Homes of two children and their mother, each with contacts, one in six children with an assessment, one in twenty with a worker.
fn fill(house: &House, children: usize, now: Timestamp) -> Outcome<Vec<Id<Person>>> {
    let mut people = Vec::with_capacity(children);
    let homes = children.div_ceil(SIBLINGS);
    for first in (0..homes).step_by(TOGETHER) {
        let made = house.store.write(&Actor::system(), now, "measure", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            let mut made = Vec::new();
            for home in first..homes.min(first + TOGETHER) {
                made.extend(family(house, &permit, home, now)?);
            }
            Ok(made)
        })?;
        people.extend(made);
    }
    Ok(people)
}

fn family(
    house: &House,
    permit: &WritePermit<'_>,
    home: usize,
    now: Timestamp,
) -> Result<Vec<Id<Person>>, Stop> {
    let place = house.id();
    let mother = Person::named(house.id(), Standing::Adult, PersonName::single("Kim Sampleford"));
    save(permit, &mother, Version::NONE, "measure", None)?;
    let mut children = Vec::new();
    for number in 0..SIBLINGS {
        let mut child = Person::named(house.id(), Standing::Child, PersonName::single("Noor Sampleford"));
        let born = london::date_of(now - SignedDuration::from_hours(24 * (200 + 97 * (home as i64 % 60))));
        child.birth = Known::Is(PartialDate::Exact(born));
        let lines = AddressLines { lines: vec![format!("{home} Example Row")], postcode: None };
        let lines = Sealed::new(lines, Guard::Content);
        child.addresses.push(Address { place, lines, from: None, until: None, source: String::new() });
        save(permit, &child, Version::NONE, "measure", None)?;
        let related = Relationship {
            id: house.id(),
            from: mother.id,
            to: child.id,
            kind: Kinship::Mother,
            parental_responsibility: Known::Is(true),
            since: None,
            until: None,
            source: String::new(),
            tie: domain::person::relationship::Tie::default(),
        };
        save(permit, &related, Version::NONE, "measure", None)?;
        let one = home * SIBLINGS + number;
        if one.is_multiple_of(6) {
            save(permit, &episode(house, child.id, one, now), Version::NONE, "measure", None)?;
        }
        if one.is_multiple_of(20) {
            let who = Involved::Worker { staff: Id::from_bits(77), team: "assessment_1".into() };
            let from = now - SignedDuration::from_hours(24 * (one as i64 % 40));
            let held = Involvement {
                id: house.id(),
                child: child.id,
                who,
                role: "allocated".into(),
                from,
                until: None,
                reason: None,
            };
            save(permit, &held, Version::NONE, "measure", None)?;
        }
        children.push(child.id);
    }
    for number in 0..3 {
        let days = (home as i64 * 37 + number * 1_103) % 3_650;
        let contact = contact(house, &children, now - SignedDuration::from_hours(24 * days), true);
        save(permit, &contact, Version::NONE, "measure", None)?;
    }
    Ok(children)
}

fn episode(house: &House, child: Id<Person>, one: usize, now: Timestamp) -> Episode {
    let day = london::date_of(now - SignedDuration::from_hours(24 * (one as i64 * 31 % 3_650)));
    let assessment = Assessment { started_on: day, authorised_on: None, factors: Vec::new(), record: None };
    Episode {
        primary_need: Some("N2".into()),
        assessments: vec![assessment],
        ..Episode::opened(house.id(), child, day)
    }
}

fn contact(house: &House, children: &[Id<Person>], at: Timestamp, decided: bool) -> Contact {
    let id: Id<Contact> = house.id();
    let subject = |person: &Id<Person>| SubjectChild {
        said: Described::named(PersonName::single("Noor Sampleford")),
        where_now: Known::NotAsked,
        found: Found::Known { person: *person, by: Id::from_bits(7), at },
    };
    let basis = RulingBasis {
        outcomes: Outcomes { primary: "advice".into(), also: Default::default() },
        level: 1,
        paragraph: "neglect_1".into(),
        paragraph_words: String::new(),
        pack_version: String::new(),
        rationale: "Measured.".into(),
        considered: String::new(),
        no_enquiry: String::new(),
        actions: Vec::new(),
        also_cited: Vec::new(),
        further: None,
    };
    let decision = Decision {
        by: Id::from_bits(8),
        at,
        agreement: Agreement::Agree,
        outcomes: Some(basis),
        words: String::new(),
        further: None,
    };
    Contact {
        id,
        reference: id.to_string(),
        received_at: at,
        logged_at: at,
        logged_by: None,
        channel: Channel::Import,
        source: "1B".into(),
        referrer: Referrer {
            name: None,
            agency: None,
            role: String::new(),
            phone: None,
            email: None,
            anonymous: true,
            preference: String::new(),
        },
        children: children.iter().map(subject).collect(),
        others: Vec::new(),
        different: Vec::new(),
        concern: Default::default(),
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
        stage: if decided { Stage::Closed } else { Stage::Received },
        holder: None,
        proposal: None,
        decisions: if decided { vec![decision] } else { Vec::new() },
        clocks: Vec::new(),
    }
}

/// A contact about each of some children, one transaction each.
fn writes(house: &House, children: &[Id<Person>], now: Timestamp, looked_at: bool) -> Outcome<Vec<Duration>> {
    let mut times = Vec::with_capacity(children.len());
    let session = house.system();
    for child in children {
        let contact = contact(house, &[*child], now, false);
        let act = |door: &store::WriteDoor| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            save(&permit, &contact, Version::NONE, "measure", None).map(drop)
        };
        let begun = Instant::now();
        if looked_at {
            session.write("measure", act)?;
        } else {
            house.store.write(&session.actor, now, "measure", act)?;
        }
        times.push(begun.elapsed());
    }
    Ok(times)
}
