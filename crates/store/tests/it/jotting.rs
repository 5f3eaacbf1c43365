//! A small record of the tests' own, with a main table and a further one, and the words the tests are written in.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::access::{Action, Actor, Subject};
use domain::id::Id;
use domain::person::name::PersonName;
use domain::person::{Person, Standing};
use domain::record::Record;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::engine::{Column, Migration, Value};
use store::ledger::{self, FurtherRow, Kept, KeptKind, Known, Saved, Table, Version};
use store::testing::{Throwaway, each_engine_with};
use store::{Schema, Settings, Stop, Store, values};

/// Something jotted down about children.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Jotting {
    pub id: Id<Jotting>,
    pub children: Vec<Id<Person>>,
    pub words: String,
    pub tags: Vec<String>,
}

const TAG: Table = Table::new("jotting_tag", &[Column::integer("place"), Column::text("tag")]);

const TABLES: Migration = Migration {
    number: 9001,
    name: "jottings",
    text: "create table jotting (
        id text not null primary key, version {integer} not null, seq {integer} not null, words text not null, odd {bytes}
    ) {strict};
    create table jotting_tag (id text not null, place {integer} not null, tag text not null, primary key (id, place)) {strict};",
};

impl Record for Jotting {
    const KIND: &'static str = "jotting";

    fn id(&self) -> Id<Jotting> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }
}

impl Kept for Jotting {
    const TABLE: Table = Table::new("jotting", &[Column::text("words"), Column::bytes("odd")]);
    const FURTHER: &'static [Table] = &[TAG];

    fn row(&self) -> Vec<Value> {
        let odd = (self.tags.len() % 2 == 1).then(|| self.words.as_bytes().to_vec());
        values![self.words.as_str(), odd]
    }

    fn further(&self) -> Vec<FurtherRow> {
        self.tags.iter().enumerate().map(|(place, tag)| TAG.row(values![place, tag.as_str()])).collect()
    }
}

/// Frontdoor's schema and jottings.
pub fn schema() -> Schema {
    let mut schema = Schema::frontdoor();
    schema.migrations.push(TABLES);
    schema.kinds.push(KeptKind::of::<Jotting>());
    schema
}

/// Runs a test on each engine.
pub fn each(test: impl Fn(&Store, &Throwaway)) {
    each_engine_with(schema, Settings::default(), |engine, store, throwaway| {
        println!("on {engine}");
        test(store, throwaway);
    });
}

/// A jotting by number, about the children of these numbers.
pub fn jotting(number: u128, words: &str, children: &[u128]) -> Jotting {
    Jotting {
        id: Id::from_bits(number),
        children: children.iter().map(|child| Id::from_bits(*child)).collect(),
        words: words.to_owned(),
        tags: words.split_whitespace().map(str::to_owned).collect(),
    }
}

/// Noon on a day, and some seconds.
pub fn at(seconds: i64) -> Timestamp {
    let noon: Timestamp = "2026-03-31T12:00:00Z".parse().unwrap();
    noon + SignedDuration::from_secs(seconds)
}

/// A name no other test run at this moment uses.
pub fn chance() -> u128 {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    (u128::from(std::process::id()) << 64) | u128::from(NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Saves a jotting at a moment, as Frontdoor itself.
pub fn save_at(store: &Store, jotting: &Jotting, opened: u64, moment: Timestamp) -> Result<Saved, Stop> {
    store.write(&Actor::system(), moment, "test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        ledger::save(&permit, jotting, Version(opened), "jot", Some("because"))
    })
}

/// Saves a jotting at noon.
pub fn save(store: &Store, jotting: &Jotting, opened: u64) -> Result<Saved, Stop> {
    save_at(store, jotting, opened, at(0))
}

/// Puts a child on the record, so that its file can be asked for.
pub fn known_child(store: &Store, number: u128) -> Id<Person> {
    let id = Id::from_bits(number);
    let child = Person::named(id, Standing::Child, PersonName::new("Sam", "Northbridge"));
    let saved = store.write(&Actor::system(), at(0), "test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        ledger::save(&permit, &child, Version::NONE, "record_person", None)
    });
    saved.unwrap();
    id
}

/// The words of a child's jottings as known then.
pub fn words_of(store: &Store, child: Id<Person>, known: Known) -> Vec<String> {
    let file = store.read(&Actor::system(), at(0), "test", |door| {
        let permit = door.permit(Action::ReadFile, Subject::Child(child))?;
        ledger::child_records(&permit, child, known)
    });
    let file = file.unwrap();
    file.iter().filter_map(|entry| entry.read::<Jotting>().unwrap()).map(|jotting| jotting.words).collect()
}

/// One jotting as it stands now.
pub fn load(store: &Store, number: u128) -> Option<ledger::Versioned<Jotting>> {
    let loaded = store.read(&Actor::system(), at(0), "test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        Ok(ledger::load::<Jotting>(&permit, Id::from_bits(number))?)
    });
    loaded.unwrap()
}

/// Everything is what it was.
pub fn assert_sound(store: &Store) {
    let report = store.verify(&[], &mut |_| {}).unwrap();
    assert!(report.is_sound(), "{:?}", words(&report));
}

/// A report's findings in words.
pub fn words(report: &ledger::verify::Report) -> Vec<String> {
    report.findings.iter().map(ToString::to_string).collect()
}
