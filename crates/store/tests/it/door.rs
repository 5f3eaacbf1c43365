//! The door: what is allowed and what is refused is on record, what cannot be recorded is not shown, what fails leaves nothing behind.

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::time::Duration;

use domain::access::{Action, Actor, Role, Subject};
use domain::id::Id;
use domain::refusal::Refusal;
use store::ledger::{Known, Version};
use store::testing::each_engine_with;
use store::{Failure, Settings, Stop, Store, access_log, ledger};

use crate::jotting::{assert_sound, at, each, jotting, known_child, load, save, schema, words_of};

fn officer() -> Actor {
    Actor {
        staff: Id::from_bits(501),
        roles: BTreeSet::from([Role::ContactOfficer]),
        teams: BTreeSet::new(),
        agency: None,
        scope: None,
    }
}

/// Act and outcome of every entry about a child, oldest first.
fn looked(store: &Store, child: u128) -> Vec<(String, String)> {
    let id = Id::from_bits(child);
    let entries = store.read(&Actor::system(), at(0), "test", |door| {
        let permit = door.permit(Action::ReadFile, Subject::Child(id))?;
        access_log::about_child(&permit, id, None, 100)
    });
    let entries = entries.unwrap().into_iter().filter(|entry| entry.actor != Actor::system().staff);
    let mut entries: Vec<_> = entries.map(|entry| (entry.act, entry.outcome)).collect();
    entries.reverse();
    entries
}

fn entry(act: &str, outcome: &str) -> (String, String) {
    (act.to_owned(), outcome.to_owned())
}

#[test]
fn every_permit_asked_for_is_on_record() {
    each(|store, _| {
        let child = known_child(store, 7);
        let known = store.read(&officer(), at(1), "phone call", |door| {
            door.permit(Action::KnowExists, Subject::Child(child)).map(drop)
        });
        assert!(known.is_ok());
        let read = store.read(&officer(), at(2), "curiosity", |door| {
            door.permit(Action::ReadFile, Subject::Child(child)).map(drop)
        });
        assert!(matches!(read, Err(Stop::Refusal(Refusal::NotAllowed(_)))), "{read:?}");
        assert_eq!(looked(store, 7), [entry("know_exists", "allowed"), entry("read_file", "refused")]);
        assert_sound(store);
    });
}

#[test]
fn a_write_that_is_refused_leaves_only_its_note() {
    each(|store, _| {
        let child = known_child(store, 7);
        let refused = store.write(&officer(), at(1), "test", |door| {
            let permit = door.permit(Action::KnowExists, Subject::Child(child))?;
            ledger::save(&permit, &jotting(1, "written too early", &[7]), Version::NONE, "jot", None)?;
            Err::<(), _>(Refusal::NotNow("No.".to_owned()).into())
        });
        assert!(matches!(refused, Err(Stop::Refusal(Refusal::NotNow(_)))));
        assert!(load(store, 1).is_none());
        assert_eq!(looked(store, 7), [entry("know_exists", "undone")]);
        assert_sound(store);
    });
}

#[test]
fn a_panic_in_a_session_undoes_it_and_the_store_lives() {
    each(|store, _| {
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _: Result<(), Stop> = store.write(&Actor::system(), at(0), "test", |door| {
                let permit = door.permit(Action::ImportRecords, Subject::House)?;
                ledger::save(&permit, &jotting(1, "half", &[]), Version::NONE, "jot", None)?;
                panic!("in the middle")
            });
        }));
        assert!(panicked.is_err());
        assert!(load(store, 1).is_none());
        save(store, &jotting(1, "whole", &[]), 0).unwrap();
        assert_sound(store);
    });
}

#[test]
fn nothing_is_shown_whose_reading_cannot_be_recorded() {
    each(|store, throwaway| {
        known_child(store, 7);
        throwaway
            .as_administrator(
                "-- sqlite
                create trigger disk_full before insert on access begin select raise(abort, 'disk full'); end;
                -- postgres
                create function disk_full() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
                create trigger disk_full before insert on access execute function disk_full();",
            )
            .unwrap();
        let shown = store.read(&Actor::system(), at(0), "test", |door| {
            door.permit(Action::ReadFile, Subject::Child(Id::from_bits(7))).map(|_| "the record")
        });
        assert!(matches!(shown, Err(Stop::Failure(Failure::NotRecorded(_)))), "{shown:?}");
        let written = save(store, &jotting(1, "unseen", &[7]), 0);
        assert!(matches!(written, Err(Stop::Failure(_))), "{written:?}");
        let drop = "-- sqlite\ndrop trigger disk_full;\n-- postgres\ndrop trigger disk_full on access;";
        throwaway.as_administrator(drop).unwrap();
        assert!(load(store, 1).is_none());
        assert_sound(store);
    });
}

#[test]
fn a_permit_for_one_child_opens_no_other_file() {
    each(|store, _| {
        let (child, other) = (known_child(store, 7), known_child(store, 8));
        for permit_for in [Subject::Child(child), Subject::House] {
            let action = if permit_for == Subject::House { Action::ImportRecords } else { Action::ReadFile };
            let read = store.read(&Actor::system(), at(0), "test", |door| {
                let permit = door.permit(action, permit_for)?;
                ledger::child_records(&permit, other, Known::Now)
            });
            assert!(matches!(read, Err(Stop::Refusal(Refusal::NotFound))), "{read:?}");
        }
    });
}

#[test]
fn a_reader_sees_one_moment_throughout() {
    each(|store, _| {
        save(store, &jotting(1, "before", &[]), 0).unwrap();
        let seen = store.read(&Actor::system(), at(0), "test", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            let words = || {
                Ok::<_, Stop>(
                    ledger::load::<crate::jotting::Jotting>(&permit, Id::from_bits(1))?.unwrap().record.words,
                )
            };
            let first = words()?;
            save(store, &jotting(1, "after", &[]), 1)?;
            Ok((first, words()?))
        });
        assert_eq!(seen.unwrap(), ("before".to_owned(), "before".to_owned()));
        assert_eq!(load(store, 1).unwrap().record.words, "after");
    });
}

#[test]
fn of_writers_at_the_same_moment_one_wins_and_the_others_are_told() {
    each(|store, _| {
        const WRITERS: usize = 8;
        for round in 0..5 {
            let start = Barrier::new(WRITERS);
            let outcomes: Vec<_> = std::thread::scope(|scope| {
                let one = |writer: usize| {
                    let (store, start) = (store.clone(), &start);
                    scope.spawn(move || {
                        start.wait();
                        save(&store, &jotting(round, &format!("writer {writer}"), &[7]), 0)
                    })
                };
                let threads: Vec<_> = (0..WRITERS).map(one).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            let told = |outcome: &Result<_, Stop>| {
                matches!(outcome, Err(Stop::Refusal(Refusal::Changed { opened: 0, now: 1 })))
            };
            assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
            assert_eq!(outcomes.iter().filter(|outcome| told(outcome)).count(), WRITERS - 1, "{outcomes:?}");
        }
        assert_sound(store);
    });
}

#[test]
fn readers_at_the_same_moment_are_all_on_record() {
    each(|store, _| {
        let child = known_child(store, 7);
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        let read = store.read(&officer(), at(3), "test", |door| {
                            door.permit(Action::KnowExists, Subject::Child(child)).map(drop)
                        });
                        read.unwrap();
                    }
                });
            }
        });
        assert_eq!(looked(store, 7).len(), 80);
        assert_sound(store);
    });
}

#[test]
fn a_full_house_is_said_clearly_and_loses_nothing() {
    let few = Settings { readers: 1, writers: 1, waiting: 0, longest_wait: Duration::from_millis(50) };
    each_engine_with(schema, few, |_, store, _| {
        let child = known_child(store, 7);
        let inside = store.write(&Actor::system(), at(0), "test", |door| {
            let second = save(store, &jotting(2, "second", &[7]), 0);
            assert!(matches!(second, Err(Stop::Refusal(Refusal::Busy))), "{second:?}");
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            ledger::save(&permit, &jotting(1, "first", &[7]), Version::NONE, "jot", None)
        });
        inside.unwrap();
        assert_eq!(words_of(store, child, Known::Now), ["first"]);
        assert_sound(store);
    });
}

#[test]
fn children_shown_in_a_list_are_on_record() {
    each(|store, _| {
        let child = known_child(store, 7);
        let listed = store.read(&officer(), at(1), "test", |door| {
            let permit = door.permit(Action::SearchPeople, Subject::House)?;
            permit.shown(child);
            Ok(())
        });
        listed.unwrap();
        assert_eq!(looked(store, 7), [entry("search_people", "allowed")]);
        assert_eq!(words_of(store, child, Known::Now), Vec::<String>::new());
    });
}
