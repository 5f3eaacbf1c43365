//! Copies of a whole record: into a backup, from one, and from one database to another. Each new database is verified before anybody uses it.

use std::path::Path;

use anyhow::{Result, ensure};
use store::{Schema, Store};

use crate::arguments::Place;
use crate::place::{Record, Stand, in_words, other, verified};
use crate::progress::copying;

/// Copies everything, as it is at this moment, into a new file.
pub fn backup(place: &Place, file: &Path) -> Result<()> {
    let store = Stand::of(place)?.store(Record::MustExist)?;
    let heads = copying(|tell| store.backup(file, tell))?;
    println!("Backed up to {}: ledger {}, access log {}.", file.display(), heads[0].seq, heads[1].seq);
    println!("The key is not in it. Keep a copy of the key elsewhere.");
    Ok(())
}

/// Makes a council's database anew from a backup.
pub fn restore(place: &Place, file: &Path) -> Result<()> {
    ensure!(file.exists(), "there is no backup {}", file.display());
    let stand = Stand::of(place)?;
    let had_key = stand.has_key();
    let (database, key) = (stand.database.clone(), stand.key()?);
    let settings = store::Settings::default();
    let store = copying(|tell| Store::restore(file, database, key, settings, Schema::frontdoor(), tell))?;
    println!("Restored to {}.", in_words(&stand.database));
    verified(&store)?;
    if !had_key {
        println!(
            "There was no key in {}, so a new one was made. Put the council's own there: without it nobody's second factor works.",
            stand.folder.display()
        );
    }
    Ok(())
}

/// Copies everything into another, empty database.
pub fn copy(place: &Place, to: &str) -> Result<()> {
    let store = Stand::of(place)?.store(Record::MustExist)?;
    let copy = copying(|tell| store.copy_to(other(to), tell))?;
    println!("Copied to {}.", in_words(copy.database()));
    verified(&copy)?;
    let same = store.heads()? == copy.heads()?;
    ensure!(
        same,
        "somebody wrote while it was copied: stop the server, then copy again into an empty database"
    );
    println!("The chains end alike. Serve it with the same key.");
    Ok(())
}
