//! F13: whoever changes the evidence, with every right a database administrator has, is found out, and the first bad entry is named.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use store::ledger::Head;
use store::testing::{KEY, Throwaway};
use store::{Database, Settings, Store};

use crate::jotting::{assert_sound, each, jotting, known_child, save, schema, words};

/// Twelve entries: a child and eleven jottings, the fourth in two versions.
fn filled(store: &Store) {
    known_child(store, 7);
    for number in 2..=11 {
        save(store, &jotting(number, &format!("words {number}"), &[7, 8]), 0).unwrap();
    }
    save(store, &jotting(4, "other words", &[7]), 1).unwrap();
}

const UNGUARDED: &str = "-- sqlite
drop trigger ledger_kept; drop trigger ledger_body_kept; drop trigger ledger_not_deleted; drop trigger ledger_child_kept;
drop trigger ledger_child_not_deleted; drop trigger access_kept; drop trigger access_not_deleted; drop trigger chain_goes_forward;
drop trigger disposal_kept; drop trigger disposal_not_deleted;
-- postgres
drop function evidence_is_kept() cascade; drop function chain_goes_forward() cascade;
-- both
";

/// Tampers with a filled store and gives what verification then says, against the head from before.
fn after(store: &Store, throwaway: &Throwaway, tampering: &str) -> Vec<String> {
    filled(store);
    assert_sound(store);
    let heads = store.heads().unwrap();
    throwaway.as_administrator(&format!("{UNGUARDED}{tampering}")).unwrap();
    words(&store.verify(&heads, &mut |_| {}).unwrap())
}

#[test]
fn the_evidence_refuses_to_be_changed() {
    let attempts = [
        "update ledger set actor = 'x' where seq = 2",
        "update ledger set body = '{}' where seq = 2",
        "update ledger set body = null where seq = 2",
        "delete from ledger where seq = 2",
        "update ledger_child set child = 'x' where seq = 2",
        "delete from ledger_child where seq = 2",
        "update access set outcome = 'x' where seq = 1",
        "delete from access where seq = 1",
        "update chain set seq = 1 where name = 'ledger'",
        "delete from chain where name = 'ledger'",
    ];
    each(|store, throwaway| {
        filled(store);
        for attempt in attempts {
            assert!(throwaway.as_administrator(attempt).is_err(), "{attempt}");
        }
        assert_sound(store);
    });
}

#[test]
fn a_body_is_emptied_only_under_a_recorded_disposal_and_the_gap_is_explained() {
    each(|store, throwaway| {
        filled(store);
        throwaway
            .as_administrator(
                "insert into disposal (seq, decision) values (4, 12); update ledger set body = null where seq = 4;",
            )
            .unwrap();
        let report = store.verify(&[], &mut |_| {}).unwrap();
        assert!(report.is_sound(), "{:?}", words(&report));
        assert_eq!(report.disposed, 1);
        assert!(throwaway.as_administrator("update ledger set body = '{}' where seq = 4").is_err());
        assert!(throwaway.as_administrator("delete from disposal where seq = 4").is_err());
    });
}

#[test]
fn every_change_is_found_and_the_first_bad_entry_named() {
    let cases = [
        ("update ledger set actor = 'somebody else' where seq = 5", "ledger entry 5 has been changed"),
        ("update ledger set known_at = known_at - 1 where seq = 5", "ledger entry 5 has been changed"),
        ("update ledger set reason = null where seq = 5", "ledger entry 5 has been changed"),
        ("update ledger set body = replace(body, 'words', 'lies') where seq = 5", "ledger entry 5 has another body than it was made with"),
        ("update ledger set body = null where seq = 5", "ledger entry 5 has lost its body and no disposal explains it"),
        ("delete from ledger_child where seq = 5; delete from ledger where seq = 5", "ledger entry 5 is missing"),
        ("delete from ledger_child where seq = 5 and child like '%8'", "ledger entry 5 has been changed"),
        ("insert into ledger_child (child, seq) values ('x', 5)", "ledger entry 5 has been changed"),
        (
            "delete from ledger_child; update ledger set seq = 99 where seq = 5; update ledger set seq = 5 where seq = 6;
             update ledger set seq = 6 where seq = 99",
            "ledger entry 1 has been changed",
        ),
        ("update ledger set hash = previous where seq = 5", "ledger entry 5 has been changed"),
        ("update ledger set hash = previous where seq = 12", "ledger entry 12 has been changed"),
        ("delete from ledger_child where seq = 12; delete from ledger where seq = 12", "ledger entry 12 is missing"),
        (
            "insert into ledger select 13, known_at, actor, command, form, reason, kind, record, 99, body, body_digest, previous, hash
             from ledger where seq = 12",
            "the head of the ledger chain: there are entries after it",
        ),
        ("update access set purpose = 'duty' where seq = 3", "access entry 3 has been changed"),
        ("update access set child = null, outcome = 'allowed', grounds = 'x' where seq = 3", "access entry 3 has been changed"),
        ("delete from access where seq = 3", "access entry 3 is missing"),
        ("update chain set hash = (select hash from ledger where seq = 3) where name = 'ledger'", "the head of the ledger chain: its hash is not the last entry's"),
        ("update jotting set words = 'lies' where words = 'words 5'", "table jotting, record 00000000000000000000000000000005: its rows are not what the ledger gives"),
        ("delete from jotting_tag where tag = '5'", "table jotting_tag, record 00000000000000000000000000000005: its rows are not what the ledger gives"),
        ("insert into jotting_tag (id, place, tag) values ('05', 0, 'x')", "table jotting_tag, record 05: its rows are not what the ledger gives"),
        ("insert into jotting (id, version, seq, words) values ('ffff', 1, 1, 'x')", "table jotting, record ffff: its rows are not what the ledger gives"),
    ];
    for (tampering, expected) in cases {
        each(|store, throwaway| {
            let found = after(store, throwaway, tampering);
            assert_eq!(found.first().map(String::as_str), Some(expected), "{tampering}\n{found:#?}");
        });
    }
}

#[test]
fn a_cut_tail_and_a_whole_rewrite_are_found_by_a_head_kept_elsewhere() {
    each(|store, throwaway| {
        // A consistent shorter ledger: what another store had before the last entries came.
        let shorter = Throwaway::sqlite();
        let other = shorter.open_with(schema(), Settings::default());
        known_child(&other, 7);
        save(&other, &jotting(2, "a milder story", &[7]), 0).unwrap();
        assert_sound(&other);
        filled(store);
        let heads = store.heads().unwrap();
        let found = words(&other.verify(&heads, &mut |_| {}).unwrap());
        assert!(found[0].ends_with("the chain ends before it: its end was cut off"), "{found:?}");
        // A whole rewrite, longer than the original.
        for number in 3..=20 {
            save(&other, &jotting(number, "a milder story", &[7]), 0).unwrap();
        }
        assert_sound(&other);
        let found = words(&other.verify(&heads, &mut |_| {}).unwrap());
        assert!(
            found[0].ends_with("the entry there has another hash: the chain was written anew"),
            "{found:?}"
        );
        // Cutting the end off in place, with the head and the tables made to fit.
        let cut = "delete from ledger_child where seq > 11; delete from ledger where seq > 11;
            update jotting set version = 1, seq = 4, words = 'words 4', odd = null where id like '%4';
            update jotting_tag set tag = 'words' where id like '%4' and place = 0;
            update jotting_tag set tag = '4' where id like '%4' and place = 1;
            update chain set seq = 11, hash = (select hash from ledger where seq = 11) where name = 'ledger';";
        throwaway.as_administrator(&format!("{UNGUARDED}{cut}")).unwrap();
        assert_sound(store);
        let found = words(&store.verify(&heads, &mut |_| {}).unwrap());
        assert_eq!(found, ["the exported head ledger 12: the chain ends before it: its end was cut off"]);
        let text: Vec<Head> = heads.iter().map(|head| head.to_string().parse().unwrap()).collect();
        assert_eq!(text, heads, "a head is exported as a line of text");
    });
}

/// Flips single bits of the closed file. A flip that changes no row may go unnoticed; one that changes a row never does.
#[test]
fn a_flipped_bit_in_a_row_never_goes_unnoticed() {
    let original = Throwaway::sqlite();
    let store = original.open_with(schema(), Settings::default());
    filled(&store);
    for number in 100..500 {
        save(&store, &jotting(number, &"many words ".repeat(20), &[7, 8]), 0).unwrap();
    }
    let (heads, rows) = (store.heads().unwrap(), evidence(&store));
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    store.backup(&whole, &mut |_| {}).unwrap();
    let bytes = std::fs::read(&whole).unwrap();
    let mut chance = ChaCha8Rng::seed_from_u64(13);
    let mut noticed = 0;
    for trial in 0..100 {
        let at = usize::try_from(chance.next_u64() % bytes.len() as u64).unwrap();
        let bit = chance.next_u32() % 8;
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << bit;
        let path = folder.path().join(format!("flipped {trial}"));
        std::fs::write(&path, flipped).unwrap();
        let opened = Store::open_with(Database::Sqlite(path), KEY, Settings::default(), schema());
        let sound = opened.and_then(|store| Ok((store.verify(&heads, &mut |_| {})?.is_sound(), store)));
        match sound {
            Ok((true, store)) => {
                let changed: Vec<_> =
                    evidence(&store).into_iter().zip(&rows).filter(|(now, before)| now != *before).collect();
                assert!(changed.is_empty(), "bit {bit} of byte {at} changed a row unnoticed: {changed:#?}");
            }
            Ok((false, _)) | Err(_) => noticed += 1,
        }
    }
    println!("{noticed} of 100 flips noticed; the others changed no row");
    assert!(noticed >= 40, "only {noticed} of 100 flips were noticed");
}

/// Every row of evidence, as text.
fn evidence(store: &Store) -> Vec<String> {
    let Database::Sqlite(path) = store.database() else { return Vec::new() };
    let opened = rusqlite::Connection::open(path).unwrap();
    let mut rows = Vec::new();
    for table in ["ledger", "ledger_child", "access", "disposal", "jotting", "jotting_tag", "person"] {
        let mut all = opened.prepare(&format!("select * from {table} order by 1, 2")).unwrap();
        let width = all.column_count();
        let mut read = all.query([]).unwrap();
        while let Some(row) = read.next().unwrap() {
            let cells: Vec<_> =
                (0..width).map(|column| row.get::<_, rusqlite::types::Value>(column).unwrap()).collect();
            rows.push(format!("{table} {cells:?}"));
        }
    }
    rows
}
