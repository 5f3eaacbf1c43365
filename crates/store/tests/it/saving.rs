//! Saving: versions go up one by one, nobody overwrites what they have not seen, and whatever a person types is kept exactly.

use domain::access::{Action, Actor, Guard, Sealed, Subject};
use domain::id::Id;
use domain::person::address::{Address, AddressLines};
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use store::ledger::{Seq, Version};
use store::{Failure, Stop};

use crate::jotting::{assert_sound, at, each, jotting, load, save};

#[test]
fn versions_follow_each_other_and_a_second_editor_is_told() {
    each(|store, _| {
        let first = save(store, &jotting(1, "one", &[7]), 0).unwrap();
        assert_eq!((first.version, first.seq), (Version(1), Seq(1)));
        let second = save(store, &jotting(1, "two words", &[7]), 1).unwrap();
        assert_eq!((second.version, second.seq), (Version(2), Seq(2)));
        for (opened, now) in [(0, 2), (1, 2), (3, 2)] {
            let refused = save(store, &jotting(1, "three", &[7]), opened);
            let expected = Refusal::Changed { opened, now };
            assert!(matches!(&refused, Err(Stop::Refusal(refusal)) if *refusal == expected), "{refused:?}");
        }
        let kept = load(store, 1).unwrap();
        assert_eq!((kept.record.words.as_str(), kept.version), ("two words", Version(2)));
        assert_eq!((kept.command.as_str(), kept.reason.as_deref()), ("jot", Some("because")));
        assert!(load(store, 2).is_none());
        assert_sound(store);
    });
}

#[test]
fn whatever_is_typed_is_kept_exactly() {
    let long = "ü".repeat(500_000);
    let cases = [
        "",
        "O'Brien",
        "Null",
        "Robert'); drop table ledger;--",
        "e\u{301} combining, \u{202e} right to left, \u{1f468}\u{200d}\u{1f467} family",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "line\r\nbreak\ttab \u{7f} \u{1}",
        "$1 $2 ?1 :name %s",
        long.as_str(),
    ];
    each(|store, _| {
        for (number, words) in cases.iter().enumerate() {
            let written = jotting(number as u128, words, &[7, 8, 7]);
            save(store, &written, 0).unwrap();
            assert_eq!(load(store, number as u128).unwrap().record, written);
        }
        assert_sound(store);
    });
}

#[test]
fn a_nul_in_a_searched_column_is_refused_on_both_engines() {
    each(|store, _| {
        let refused = save(store, &jotting(1, "a\0b", &[]), 0);
        assert!(matches!(&refused, Err(Stop::Failure(Failure::Engine { .. }))), "{refused:?}");
        assert!(load(store, 1).is_none());
        assert_sound(store);
    });
}

#[test]
fn a_failure_names_no_value() {
    each(|store, _| {
        let secret = "Samantha\0Secret";
        let Err(stop) = save(store, &jotting(1, secret, &[]), 0) else { panic!("a NUL was kept") };
        let said = format!("{stop} {stop:?}");
        assert!(!said.contains("Samantha") && !said.contains("Secret"), "{said}");
    });
}

#[test]
fn every_statement_and_table_fits_both_engines() {
    each(|store, throwaway| {
        assert_eq!(store.misfits().unwrap(), []);
        throwaway.as_administrator("alter table draft rename column page to leaf;").unwrap();
        let misfits = store.misfits().unwrap();
        let named: Vec<&str> = misfits.iter().map(|misfit| misfit.name.as_str()).collect();
        let expected = [
            "store::draft::SAVE",
            "store::draft::LOAD",
            "store::draft::LIST",
            "store::partner::request::WAITING",
            "store::partner::request::LEFT",
            "store::partner::request::HAND",
        ];
        assert_eq!(named, expected, "a renamed column is found wherever it is named");
    });
}

#[test]
fn a_declared_column_of_another_kind_is_found() {
    each(|store, throwaway| {
        throwaway
            .as_administrator(
                "alter table jotting_tag rename to before; create table jotting_tag (id text, place text, tag text) {strict};",
            )
            .unwrap();
        let misfits = store.misfits().unwrap();
        assert!(
            misfits.iter().any(|misfit| misfit.to_string().contains("place is Text instead of Integer")),
            "{misfits:?}"
        );
    });
}

#[test]
fn a_long_record_that_changes_in_one_place_has_the_rows_of_its_last_version() {
    let long: Vec<String> = (0..70).map(|number| format!("word{number}")).collect();
    let mut changed = long.clone();
    changed[33] = "another".into();
    let versions = [
        long.join(" "),
        changed.join(" "),
        long[..40].join(" "),
        String::new(),
        long.join(" "),
        long.join(" "),
    ];
    each(|store, _| {
        for (opened, words) in versions.iter().enumerate() {
            save(store, &jotting(1, words, &[7]), opened as u64).unwrap();
            assert_sound(store);
        }
    });
}

#[test]
fn rows_that_stand_twice_or_lack_a_day_follow_their_record() {
    let stay = |place: u128, from: Option<i16>| Address {
        place: Id::from_bits(place),
        lines: Sealed::new(
            AddressLines { lines: vec!["1 Example Row".into()], postcode: None },
            Guard::Content,
        ),
        from: from.map(PartialDate::Year),
        until: None,
        source: String::new(),
    };
    let versions = [
        vec![stay(1, None), stay(1, None), stay(2, Some(2019))],
        vec![stay(1, None), stay(2, Some(2019)), stay(3, None)],
        vec![stay(2, Some(2019)), stay(3, None), stay(3, None)],
        vec![stay(2, Some(2020))],
        Vec::new(),
    ];
    each(|store, _| {
        for (opened, addresses) in versions.iter().enumerate() {
            let named = PersonName::new("Sam", "Northbridge");
            let person = Person {
                addresses: addresses.clone(),
                ..Person::named(Id::from_bits(9), Standing::Child, named)
            };
            let saved = store.write(&Actor::system(), at(0), "test", |door| {
                let permit = door.permit(Action::ImportRecords, Subject::House)?;
                store::save(&permit, &person, Version(opened as u64), "test", None)
            });
            saved.unwrap();
            assert_sound(store);
        }
    });
}
