//! The invented council is made through the real use cases, alike from the same seed, and its record verifies.

use std::sync::Arc;

use casework::House;
use casework::council::{Made, Plan, make};
use casework::simulation::{SeededChance, SimulatedClock};
use domain::calendar::london;
use jiff::civil::date;
use store::testing::each_engine;

fn council(store: &store::Store) -> Made {
    let pack = Arc::new(domain::pack::england().clone());
    let calendar = Arc::new(pack.calendar());
    let until = london::instant(date(2026, 6, 16), jiff::civil::time(14, 20, 0, 0));
    make(store, &pack, &calendar, Plan::of(40), until, &mut |_, _| {}).unwrap()
}

/// What the escalation watch has asked.
#[derive(Debug)]
struct Watch {
    #[expect(dead_code, reason = "a failure says it")]
    all: usize,
    answered: usize,
    open: usize,
}

fn watched(store: &store::Store) -> Watch {
    let pack = Arc::new(domain::pack::england().clone());
    let calendar = Arc::new(pack.calendar());
    let until = london::instant(date(2026, 6, 16), jiff::civil::time(14, 20, 0, 0));
    let clock = Arc::new(SimulatedClock::at(until));
    let house = House::new(store.clone(), pack, calendar, clock, Arc::new(SeededChance::from_seed(3)));
    casework::watch::pass_time(&house).unwrap();
    let prompts = casework::watch::all_since(&house.system(), jiff::Timestamp::MIN).unwrap();
    let count = |is: fn(&domain::watch::Prompt) -> bool| prompts.iter().filter(|prompt| is(prompt)).count();
    Watch {
        all: prompts.len(),
        answered: count(|prompt| !prompt.answers.is_empty()),
        open: count(domain::watch::Prompt::is_open),
    }
}

/// Where the strategy discussions stand for which something is still to be done.
fn discussions(store: &store::Store) -> Vec<String> {
    let pack = Arc::new(domain::pack::england().clone());
    let calendar = Arc::new(pack.calendar());
    let until = london::instant(date(2026, 6, 16), jiff::civil::time(14, 20, 0, 0));
    let clock = Arc::new(SimulatedClock::at(until));
    let house = House::new(store.clone(), pack, calendar, clock, Arc::new(SeededChance::from_seed(4)));
    let rows = casework::strategy::open(&house.system()).unwrap();
    let mut stages: Vec<String> = rows.into_iter().map(|row| row.listed.stage).collect();
    stages.sort();
    stages
}

#[test]
fn the_same_seed_gives_the_same_council_on_both_engines() {
    let made = std::cell::RefCell::new(Vec::new());
    each_engine(|engine, store| {
        let council = council(store);
        assert!(council.contacts > 50 && council.children > 30, "{engine}: {council:?}");
        let watch = watched(store);
        assert!(watch.answered > 0 && (1..30).contains(&watch.open), "{engine}: {watch:?}");
        // One that is to be held, and one whose chair has not signed; a third is signed.
        assert_eq!(discussions(store), ["convened", "decided"], "{engine}");
        let verified = store.verify(&[], &mut |_| {}).unwrap();
        assert!(verified.is_sound(), "{engine}: {verified:?}");
        made.borrow_mut().push(council);
    });
    let made = made.into_inner();
    assert!(made.windows(2).all(|pair| pair[0] == pair[1]), "{made:?}");
}
