//! The tables are made step by step, each step once and never changed afterwards.

use domain::access::{Action, Actor, Subject};
use domain::id::Id;
use domain::person::name::PersonName;
use domain::person::{Hazard, Person, Standing};
use jiff::Timestamp;
use store::engine::Migration;
use store::testing::{KEY, throwaways};
use store::{Database, Failure, Schema, Settings, Store};

use crate::jotting::{assert_sound, jotting, save, schema};

fn open(database: &Database, schema: Schema) -> Result<Store, Failure> {
    Store::open_with(database.clone(), KEY, Settings::default(), schema)
}

fn with_step(text: &'static str) -> Schema {
    let mut more = schema();
    more.migrations.push(Migration { number: 9002, name: "more", text });
    more
}

#[test]
fn a_store_opens_again_and_takes_only_new_steps() {
    for throwaway in throwaways() {
        let database = &throwaway.database;
        save(&open(database, schema()).unwrap(), &jotting(1, "words", &[7]), 0).unwrap();
        assert_sound(&open(database, schema()).unwrap());
        assert_sound(&open(database, with_step("create table more (id text not null) {strict};")).unwrap());
        assert_sound(&open(database, with_step("create table more (id text not null) {strict};")).unwrap());
    }
}

#[test]
fn an_upgrade_makes_the_tables_again_from_what_is_recorded() {
    for throwaway in throwaways() {
        let database = &throwaway.database;
        let store = open(database, schema()).unwrap();
        for number in 0..5 {
            save(&store, &jotting(number, "some words", &[7]), 0).unwrap();
        }
        save(&store, &jotting(3, "other words", &[7]), 1).unwrap();
        // As if this version kept nothing of what the next one searches by.
        throwaway.as_administrator("delete from jotting_tag; update jotting set words = ''").unwrap();
        assert!(!store.verify(&[], &mut |_| {}).unwrap().is_sound());
        assert_sound(&open(database, with_step("create table more (id text not null) {strict};")).unwrap());
    }
}

#[test]
fn a_changed_or_newer_step_stops_the_program_in_clear_words() {
    for throwaway in throwaways() {
        let database = &throwaway.database;
        open(database, with_step("create table more (id text not null) {strict};")).unwrap();
        let changed = open(database, with_step("create table more (id text, lie text) {strict};")).err();
        let newer = open(database, schema()).err();
        for (found, said) in
            [(changed, "one of them has been changed"), (newer, "newer version of Frontdoor")]
        {
            let words = found.map(|failure| failure.to_string()).unwrap_or_default();
            assert!(words.contains("migration 9002 (more)") && words.contains(said), "{words}");
        }
    }
}

#[test]
fn a_step_that_fails_leaves_nothing_behind() {
    for throwaway in throwaways() {
        let database = &throwaway.database;
        let failed = open(
            database,
            with_step("create table more (id text not null) {strict}; select * from nowhere;"),
        );
        assert!(matches!(failed, Err(Failure::Engine { .. })));
        assert_sound(&open(database, with_step("create table more (id text not null) {strict};")).unwrap());
    }
}

#[test]
fn processes_that_start_at_once_take_turns() {
    for throwaway in throwaways() {
        std::thread::scope(|scope| {
            for number in 0..4 {
                let database = &throwaway.database;
                scope.spawn(move || {
                    let store = open(database, schema()).unwrap();
                    save(&store, &jotting(number, "words", &[7]), 0).unwrap();
                });
            }
        });
        assert_sound(&open(&throwaway.database, schema()).unwrap());
    }
}

#[test]
fn a_council_that_is_there_already_keeps_its_staff_warnings() {
    let step = store::schema::MIGRATIONS.iter().find(|step| step.name == "night").unwrap();
    let (_, filling) = step.text.split_once("insert into person_warning").unwrap();
    for throwaway in throwaways() {
        let store = throwaway.open();
        // Words that look like a warning are none.
        for (number, words, for_staff) in [(1, "A dog", true), (2, "\"for_staff\":true", false)] {
            let name = PersonName::new("Ava", "Example");
            let mut person = Person::named(Id::from_bits(number), Standing::Child, name);
            person.hazards = vec![Hazard { words: words.into(), for_staff, review: None }];
            let kept = store.write(&Actor::system(), Timestamp::UNIX_EPOCH, "test", |door| {
                let permit = door.permit(Action::RecordContact, Subject::House)?;
                store::save(&permit, &person, store::Version::NONE, "make", None)?;
                Ok(())
            });
            kept.unwrap();
        }
        assert_sound(&store);
        throwaway.as_administrator("delete from person_warning").unwrap();
        assert!(!store.verify(&[], &mut |_| {}).unwrap().is_sound());
        throwaway.as_administrator(&format!("insert into person_warning{filling}")).unwrap();
        assert_sound(&store);
    }
}
