//! The invented council is made through the real use cases, alike from the same seed, and its record verifies.

use std::sync::Arc;

use casework::council::{Made, Plan, make};
use domain::calendar::london;
use jiff::civil::date;
use store::testing::each_engine;

fn council(store: &store::Store) -> Made {
    let pack = Arc::new(domain::pack::england().clone());
    let calendar = Arc::new(pack.calendar());
    let until = london::instant(date(2026, 6, 16), jiff::civil::time(14, 20, 0, 0));
    make(store, &pack, &calendar, Plan::of(40), until, &mut |_, _| {}).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_council_on_both_engines() {
    let made = std::cell::RefCell::new(Vec::new());
    each_engine(|engine, store| {
        let council = council(store);
        assert!(council.contacts > 50 && council.children > 30, "{engine}: {council:?}");
        let verified = store.verify(&[], &mut |_| {}).unwrap();
        assert!(verified.is_sound(), "{engine}: {verified:?}");
        made.borrow_mut().push(council);
    });
    let made = made.into_inner();
    assert!(made.windows(2).all(|pair| pair[0] == pair[1]), "{made:?}");
}
