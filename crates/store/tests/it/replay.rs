//! Property: whatever is saved in whatever order, the tables are exactly what a replay of the ledger from nothing gives, and a child's file
//! at every entry is what it was when that entry was the last.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, any, prop_oneof};
use proptest::strategy::{Just, Strategy};
use proptest::test_runner::TestRunner;
use store::ledger::{Known, Seq};
use store::testing::throwaways;
use store::{Settings, Stop};

use crate::jotting::{assert_sound, jotting, known_child, save, schema, words_of};

/// One save: which jotting, what words, which children, and whether the editor saw the latest version.
type Act = (u128, String, Vec<u128>, bool);

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let words = prop_oneof![Just(String::new()), "[a-z' =<\u{e9}\u{202e}]{0,20}"];
    let children = vec(prop_oneof![Just(7), Just(8), Just(9)], 0..4);
    vec((0..5u128, words, children, any::<bool>()), 1..12)
}

#[test]
fn the_tables_are_the_replay_and_the_past_does_not_move() {
    for throwaway in throwaways() {
        let store = throwaway.open_with(schema(), Settings::default());
        let child = known_child(&store, 7);
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 24,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        // Every case goes on from where the one before stopped: the ledger only grows.
        let (versions, seen) =
            (std::cell::RefCell::new(BTreeMap::new()), std::cell::RefCell::new(BTreeMap::new()));
        let outcome = runner.run(&acts(), |acts| {
            let (mut versions, mut seen) = (versions.borrow_mut(), seen.borrow_mut());
            for (number, words, children, up_to_date) in acts {
                let now = versions.get(&number).copied().unwrap_or(0);
                let opened = if up_to_date { now } else { now + 1 };
                match save(&store, &jotting(number, &words, &children), opened) {
                    Ok(saved) => {
                        versions.insert(number, saved.version.0);
                        seen.insert(saved.seq.0, words_of(&store, child, Known::Now));
                    }
                    Err(Stop::Refusal(_)) => assert!(!up_to_date),
                    Err(Stop::Failure(failure)) => panic!("{failure}"),
                }
            }
            for (seq, words) in seen.iter() {
                assert_eq!(words_of(&store, child, Known::At(Seq(*seq))), *words, "at {seq}");
            }
            assert_sound(&store);
            Ok(())
        });
        outcome.unwrap();
    }
}
