//! F12: a backup is whole, can be made while others write, and becomes a store again on either engine, verified against the heads it was made with.

use std::sync::atomic::{AtomicBool, Ordering};

use domain::id::Id;
use store::backup::Copied;
use store::draft::Draft;
use store::ledger::Version;
use store::testing::{KEY, Throwaway, throwaways};
use store::{Database, Failure, Settings, Store};

use crate::jotting::{at, chance, each, jotting, known_child, load, save, schema, words};

fn restore(file: &std::path::Path, into: Database) -> Result<Store, Failure> {
    Store::restore(file, into, KEY, Settings::default(), schema(), &mut |_: Copied| {})
}

fn filled(store: &Store) -> Draft {
    known_child(store, 7);
    for number in 0..300 {
        save(store, &jotting(number, "first words", &[7, 8]), 0).unwrap();
    }
    save(store, &jotting(1, "second words", &[7]), 1).unwrap();
    let draft = Draft {
        owner: Id::from_bits(5),
        form: Id::from_bits(chance()),
        page: "/contacts/new".to_owned(),
        subject: None,
        base_version: Version::NONE,
        body: "still typing".to_owned(),
        saved_at: at(0),
    };
    store.save_draft(&draft, [3; 24]).unwrap();
    draft
}

fn assert_same(original: &Store, copy: &Store, draft: &Draft) {
    let heads = original.heads().unwrap();
    let report = copy.verify(&heads, &mut |_| {}).unwrap();
    assert!(report.is_sound(), "{:?}", words(&report));
    assert_eq!(report.heads, heads);
    assert_eq!(copy.draft(draft.owner, draft.form).unwrap().as_ref(), Some(draft));
    assert_eq!(load(copy, 1).unwrap().record.words, "second words");
    save(copy, &jotting(1, "third words", &[7]), 2).unwrap();
}

#[test]
fn a_backup_becomes_the_same_store_on_either_engine() {
    each(|store, _| {
        let draft = filled(store);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tonight.backup");
        let heads = store.backup(&file, &mut |_| {}).unwrap();
        assert_eq!(heads, store.heads().unwrap());
        let left: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["tonight.backup"], "a backup is one file");
        for target in throwaways() {
            let restored = restore(&file, target.database.clone()).unwrap();
            assert_same(store, &restored, &draft);
        }
    });
}

#[test]
fn a_store_moves_to_the_other_engine() {
    each(|store, _| {
        let draft = filled(store);
        for target in throwaways() {
            let moved = store.copy_to(target.database.clone(), &mut |_| {}).unwrap();
            assert_same(store, &moved, &draft);
        }
    });
}

#[test]
fn nothing_is_overwritten_and_no_other_file_is_taken() {
    each(|store, throwaway| {
        filled(store);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("backup");
        store.backup(&file, &mut |_| {}).unwrap();
        assert!(matches!(store.backup(&file, &mut |_| {}), Err(Failure::File { .. })));
        assert!(restore(&file, throwaway.database.clone()).is_err(), "a store in use is not restored into");
        let foreign = folder.path().join("foreign");
        std::fs::write(&foreign, "a text file").unwrap();
        for wrong in [foreign, folder.path().join("missing")] {
            let target = Throwaway::sqlite();
            assert!(restore(&wrong, target.database.clone()).is_err(), "{}", wrong.display());
        }
    });
}

#[test]
fn a_backup_made_while_others_write_is_one_moment() {
    each(|store, _| {
        filled(store);
        let folder = tempfile::tempdir().unwrap();
        let enough = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for number in 1_000.. {
                    if enough.load(Ordering::Relaxed) {
                        return;
                    }
                    save(store, &jotting(number, "while copying", &[7]), 0).unwrap();
                }
            });
            for round in 0..5 {
                let file = folder.path().join(format!("backup {round}"));
                let heads = store.backup(&file, &mut |_| {}).unwrap();
                let target = Throwaway::sqlite();
                let report =
                    restore(&file, target.database.clone()).unwrap().verify(&heads, &mut |_| {}).unwrap();
                assert!(report.is_sound(), "{:?}", words(&report));
            }
            enough.store(true, Ordering::Relaxed);
        });
    });
}
