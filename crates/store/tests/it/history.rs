//! As known then: every page has its past.

use domain::access::{Action, Actor, Subject};
use domain::id::Id;
use jiff::Timestamp;
use store::ledger::{self, Known, Seq, Version};
use store::{Stop, Store};

use crate::jotting::{Jotting, at, each, jotting, known_child, save_at, words_of};

fn with_permit<T>(store: &Store, child: u128, ask: impl FnOnce(&store::Permit<'_>) -> Result<T, Stop>) -> T {
    let answer = store.read(&Actor::system(), at(0), "test", |door| {
        ask(&door.permit(Action::ReadFile, Subject::Child(Id::from_bits(child)))?)
    });
    answer.unwrap()
}

fn seq_at(store: &Store, moment: Timestamp) -> Option<Seq> {
    with_permit(store, 7, |permit| Ok(ledger::seq_at(permit, moment)?))
}

#[test]
fn a_file_is_shown_as_it_was_known() {
    each(|store, _| {
        let child = known_child(store, 7);
        let other = known_child(store, 8);
        // Entries 1 and 2 are the children; from here on one a minute.
        let saves: [(u128, &str, &[u128], u64); 5] = [
            (1, "seen at school", &[7], 0),
            (2, "both at the park", &[7, 8], 0),
            (1, "seen at school, bruised", &[7], 1),
            (2, "only Sam at the park", &[7], 1),
            (1, "that was another child", &[8], 2),
        ];
        for (minute, (number, words, children, opened)) in saves.iter().enumerate() {
            let moment = at(60 * (minute as i64 + 1));
            save_at(store, &jotting(*number, words, children), *opened, moment).unwrap();
        }
        let cases: [(Id<_>, Known, &[&str]); 9] = [
            (child, Known::At(Seq(0)), &[]),
            (child, Known::At(Seq(2)), &[]),
            (child, Known::At(Seq(3)), &["seen at school"]),
            (child, Known::At(Seq(4)), &["seen at school", "both at the park"]),
            (child, Known::At(Seq(5)), &["both at the park", "seen at school, bruised"]),
            (other, Known::At(Seq(5)), &["both at the park"]),
            (other, Known::At(Seq(6)), &[]),
            (child, Known::Now, &["only Sam at the park"]),
            (other, Known::Now, &["that was another child"]),
        ];
        for (whose, known, expected) in cases {
            assert_eq!(words_of(store, whose, known), expected, "{whose} {known:?}");
        }
    });
}

#[test]
fn an_instant_leads_to_the_last_entry_known_then() {
    each(|store, _| {
        known_child(store, 7);
        for (number, minute) in [(1, 1), (2, 2), (3, 2), (4, 5)] {
            save_at(store, &jotting(number, "words", &[7]), 0, at(60 * minute)).unwrap();
        }
        let cases = [
            (-1, None),
            (0, Some(1)),
            (59, Some(1)),
            (60, Some(2)),
            (120, Some(4)),
            (299, Some(4)),
            (9_999, Some(5)),
        ];
        for (seconds, expected) in cases {
            assert_eq!(seq_at(store, at(seconds)), expected.map(Seq), "{seconds}");
        }
    });
}

#[test]
fn the_events_of_a_child_lead_back_and_forth() {
    each(|store, _| {
        known_child(store, 7);
        for number in 1..=3 {
            save_at(store, &jotting(number, "words", &[7]), 0, at(0)).unwrap();
            save_at(store, &jotting(number + 10, "others", &[8]), 0, at(0)).unwrap();
        }
        let seqs = with_permit(store, 7, |permit| ledger::events(permit, Id::from_bits(7)));
        assert_eq!(seqs.iter().map(|event| event.seq.0).collect::<Vec<_>>(), [1, 2, 4, 6]);
        assert_eq!((seqs[1].command.as_str(), seqs[1].kind.as_str()), ("jot", "jotting"));
        for (from, before, after) in
            [(1, None, Some(2)), (2, Some(1), Some(4)), (3, Some(2), Some(4)), (6, Some(4), None)]
        {
            let found = with_permit(store, 7, |permit| {
                let child = Id::from_bits(7);
                Ok((
                    ledger::previous_event(permit, child, Seq(from))?,
                    ledger::next_event(permit, child, Seq(from))?,
                ))
            });
            let seqs = (found.0.map(|event| event.seq.0), found.1.map(|event| event.seq.0));
            assert_eq!(seqs, (before, after), "{from}");
        }
    });
}

#[test]
fn every_version_is_kept() {
    each(|store, _| {
        known_child(store, 7);
        for (opened, words) in ["one", "two", "three"].iter().enumerate() {
            save_at(store, &jotting(1, words, &[7]), opened as u64, at(opened as i64)).unwrap();
        }
        let (versions, then) = with_permit(store, 7, |permit| {
            let id = Id::<Jotting>::from_bits(1);
            Ok((ledger::history(permit, id)?, ledger::at(permit, id, Known::At(Seq(3)))?))
        });
        let told: Vec<_> =
            versions.iter().map(|one| (one.version.0, one.record.words.as_str(), one.known_at)).collect();
        assert_eq!(told, [(1, "one", at(0)), (2, "two", at(1)), (3, "three", at(2))]);
        assert_eq!(then.unwrap().version, Version(2));
    });
}

#[test]
fn time_does_not_run_back_because_somebody_waited_and_a_moved_clock_is_told_honestly() {
    each(|store, _| {
        known_child(store, 7);
        let cases = [(100, 100), (90, 100), (101, 101), (41, 101), (40, 40), (39, 40), (-3_600, -3_600)];
        for (number, (clock, _)) in cases.iter().enumerate() {
            save_at(store, &jotting(number as u128, "words", &[7]), 0, at(*clock)).unwrap();
        }
        let events = with_permit(store, 7, |permit| ledger::events(permit, Id::from_bits(7)));
        let told: Vec<_> = events.iter().skip(1).map(|event| event.known_at).collect();
        assert_eq!(told, cases.map(|(_, known)| at(known)));
    });
}
