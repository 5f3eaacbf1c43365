//! F2: SQLite's log cut off at a random byte, two hundred times. What is left is a beginning of what was acknowledged, and nothing is invented.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use store::testing::{KEY, Throwaway};
use store::{Database, Settings, Store};

use crate::jotting::{assert_sound, jotting, load, save, schema};

/// Few enough that the log is not yet taken over into the file.
const SAVED: u128 = 40;

#[test]
fn a_torn_log_leaves_a_beginning_of_what_was_acknowledged() {
    let original = Throwaway::sqlite();
    let store = original.open_with(schema(), Settings::default());
    // What made the tables is in the file: the log begins with what is saved.
    original.as_administrator("pragma wal_checkpoint(truncate)").unwrap();
    for number in 1..=SAVED {
        save(&store, &jotting(number, "words with some length so that pages fill", &[7, 8]), 0).unwrap();
    }
    let Database::Sqlite(path) = &original.database else { panic!("a file") };
    let log = path.with_extension("sqlite-wal");
    let (data, log) = (std::fs::read(path).unwrap(), std::fs::read(log).unwrap());
    assert!(log.len() > 100_000, "the log holds what was saved: {}", log.len());
    let mut chance = ChaCha8Rng::seed_from_u64(2);
    let folder = tempfile::tempdir().unwrap();
    let mut lengths = std::collections::BTreeSet::new();
    for trial in 0..200 {
        let cut = usize::try_from(chance.next_u64() % log.len() as u64).unwrap();
        let copy = folder.path().join(format!("{trial}.sqlite"));
        std::fs::write(&copy, &data).unwrap();
        std::fs::write(copy.with_extension("sqlite-wal"), &log[..cut]).unwrap();
        let left = Store::open_with(Database::Sqlite(copy), KEY, Settings::default(), schema()).unwrap();
        let kept = left.heads().unwrap()[0].seq.0;
        let readable = (1..=SAVED + 1).take_while(|number| load(&left, *number).is_some()).count();
        assert_eq!(kept, readable as u64, "cut at {cut}");
        assert!((1..=SAVED).skip(readable).all(|number| load(&left, number).is_none()), "cut at {cut}");
        assert_sound(&left);
        lengths.insert(kept);
    }
    assert!(lengths.len() > 20, "the cuts fell in different places: {lengths:?}");
}
