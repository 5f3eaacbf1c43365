//! Verification, backups and copies: what was written comes back the same, and what was changed shows.

use std::fs;

use store::Database;
use store::testing::Throwaway;

use crate::{council, run};

#[test]
fn a_backup_restored_is_the_same_record() {
    let folder = council();
    let here = folder.path();
    let heads = run(here, "verify --data data --export-head heads");
    assert!(heads.well().contains("Sound: 1 records"), "{}", heads.out);
    run(here, "backup copy.db --data data").well();
    assert!(run(here, "backup copy.db --data data").why().contains("is there already"));
    let restored = run(here, "restore copy.db --data other");
    assert!(restored.well().contains("Verified: 1 records"), "{}", restored.out);
    assert!(restored.out.contains("There was no key in other"), "{}", restored.out);
    run(here, "verify --data other --against heads").well();
    assert!(run(here, "restore copy.db --data data").why().contains("is there already"));
    run(here, "copy --to third.db --data data").well();
    assert!(run(here, "copy --to third.db --data data").why().contains("is there already"));
}

#[test]
fn a_council_moves_to_a_server_and_back() {
    // Where there is a server; it takes its database with it when it goes.
    let Some(throwaway) = Throwaway::postgres() else { return };
    let Database::Postgres(server) = &throwaway.database else { panic!("another engine") };
    let folder = council();
    let here = folder.path();
    let copied = run(here, &format!("copy --to {server} --data data"));
    assert!(copied.well().contains("The chains end alike."), "{}", copied.out);
    assert!(!copied.out.contains("postgres://") && !copied.err.contains("postgres://"));
    run(here, &format!("verify --database {server} --data data")).well();
    assert_eq!(
        run(here, &format!("user list --database {server} --data data")).well(),
        "cy\tCy\tSystem administrator\tinvited\n"
    );
    run(here, &format!("backup back.db --database {server} --data data")).well();
    run(here, "restore back.db --data back").well();
    assert!(run(here, &format!("copy --to {server} --data data")).why().contains("holds records already"));
}

#[test]
fn a_record_that_is_not_what_it_was_fails() {
    let folder = council();
    let here = folder.path();
    run(here, "verify --data data --export-head heads").well();
    let text = fs::read_to_string(here.join("heads")).unwrap();
    let ledger = text.lines().next().unwrap();
    let other = if ledger.ends_with('0') { "1" } else { "0" };
    for (heads, why) in [
        (format!("{}{other}\n", &ledger[..ledger.len() - 1]), "the record is not what it was: 1 findings"),
        (ledger.replacen(" 1 ", " 9 ", 1), "the record is not what it was: 1 findings"),
        (String::new(), "changed holds no heads"),
        ("ledger one two".into(), "changed is not a file of heads: not a chain's head"),
    ] {
        fs::write(here.join("changed"), &heads).unwrap();
        let said = run(here, "verify --data data --against changed");
        assert!(said.why().starts_with(why), "{heads:?} gave {}", said.why());
    }
    assert!(run(here, "verify --data data --export-head heads").why().starts_with("heads cannot be written"));
}
