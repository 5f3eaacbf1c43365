//! What the engines do with passages: the same on both, nothing left of what was destroyed, and nothing that can be typed breaks either.

use domain::access::{Action, Actor, Subject};
use domain::chronology::Written;
use domain::id::Id;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Standing};
use jiff::Timestamp;
use proptest::test_runner::{Config, TestRunner};

use super::{Asked, found};
use crate::engine::{Change, Query};
use crate::ledger::{Version, save};
use crate::testing::each_engine;
use crate::{Store, values};

fn at() -> Timestamp {
    Timestamp::from_second(1_790_000_000).unwrap()
}

fn entry(number: u128, words: &str) -> Written {
    Written {
        id: Id::from_bits(number),
        child: Id::from_bits(1),
        happened: PartialDate::NotKnown,
        words: words.into(),
        known_from: "Paper file".into(),
        known_at: at(),
        lane: "harm".into(),
        themes: Vec::new(),
        agency: None,
        people: Vec::new(),
        further: None,
        by: Id::from_bits(1),
        at: at(),
        withdrawn: None,
    }
}

fn keep(store: &Store, entries: &[(Written, Version)]) {
    let kept = store.write(&Actor::system(), at(), "test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        for (entry, version) in entries {
            save(&permit, entry, *version, "import", None)?;
        }
        Ok(())
    });
    kept.unwrap();
}

fn child(store: &Store) {
    let person = Person::named(Id::from_bits(1), Standing::Child, PersonName::single("Ava"));
    let kept = store.write(&Actor::system(), at(), "test", |door| {
        let permit = door.permit(Action::ImportRecords, Subject::House)?;
        save(&permit, &person, Version::NONE, "import", None)
    });
    kept.unwrap();
}

fn hits(store: &Store, typed: &str) -> Vec<u128> {
    let asked = Asked::read(typed);
    let hits = store.read(&Actor::system(), at(), "test", |door| {
        let permit = door.permit(Action::SearchText, Subject::House)?;
        Ok(found(&permit, &asked)?.into_iter().map(|hit| hit.id.bits()).collect())
    });
    hits.unwrap()
}

#[test]
fn both_engines_find_the_same() {
    each_engine(|engine, store| {
        child(store);
        keep(
            store,
            &[
                (entry(1, "He was bruised behind the blue door"), Version::NONE),
                (
                    entry(2, "The door of the house stood open, and nobody was there but a blue dog"),
                    Version::NONE,
                ),
                (entry(3, "12e5 0x1f 3rd CT-4F7 don't O’Brien Zoë"), Version::NONE),
            ],
        );
        for (typed, expected) in [
            ("bruising", vec![1]),
            ("blue door ", vec![1, 2]),
            ("\"blue door\"", vec![1]),
            ("\"the blue\"", vec![1]),
            ("doo", vec![1, 2]),
            ("12e5 ", vec![3]),
            ("0x1f ", vec![3]),
            ("3rd ", vec![3]),
            ("ct-4f7", vec![3]),
            ("obrien zoe", vec![3]),
            ("zebra", vec![]),
        ] {
            assert_eq!(hits(store, typed), expected, "{engine}: {typed}");
        }
        // A new version is found by its own words and by no others.
        keep(store, &[(entry(1, "He was not at school"), Version(1))]);
        assert_eq!((hits(store, "bruised"), hits(store, "\"not at school\"")), (vec![], vec![1]), "{engine}");
        let report = store.verify(&[], &mut |_| {}).unwrap();
        assert!(report.is_sound(), "{engine}: {:?}", report.findings);
    });
}

#[test]
fn what_is_destroyed_is_found_by_no_word_from_that_moment_on() {
    let seq: Query<(u64,)> =
        Query::new("test", "select max(seq) as value from ledger where kind = 'chronology_entry'");
    let decide = Change::new("test", "insert into disposal (seq, decision) values ($1, $1)");
    let left: Query<(u64,)> = Query::new(
        "test",
        "select count(*) as value from passage where kind = 'chronology_entry' and id = $1",
    );
    each_engine(|engine, store| {
        child(store);
        keep(store, &[(entry(1, "A kerosene lamp"), Version::NONE)]);
        keep(store, &[(entry(2, "A kerosene stove"), Version::NONE)]);
        assert_eq!(hits(store, "kerosene"), [1, 2], "{engine}");
        let left = store.change(|tx| {
            let (seq,) = tx.one(&seq, &[])?;
            tx.run(&decide, &values![seq])?;
            Ok(tx.one(&left, &values![Id::<Written>::from_bits(2)])?.0)
        });
        assert_eq!(left.unwrap(), 0, "{engine}");
        assert_eq!(hits(store, "kerosene"), [1], "{engine}");
    });
}

#[test]
fn nothing_that_can_be_typed_breaks_a_search() {
    each_engine(|engine, store| {
        child(store);
        keep(store, &[(entry(1, "He was bruised behind the blue door"), Version::NONE)]);
        let mut runner =
            TestRunner::new(Config { cases: 150, failure_persistence: None, ..Config::default() });
        let typed = "[a-e \"'“”*():^&|!<>\\\\%_\u{0}\u{e9}\u{130}\u{1F600}0-9-]{0,40}";
        let outcome = runner.run(&typed, |typed| {
            hits(store, &typed);
            hits(store, &format!("{typed}\" blue \""));
            Ok(())
        });
        outcome.unwrap_or_else(|fault| panic!("{engine}: {fault}"));
    });
}
