//! Saving a record: its new version goes into the ledger whole, and its tables are made to follow.

use domain::refusal::Refusal;

use super::Seq;
use super::append::New;
use super::kept::{FurtherRow, Kept, Rows};
use super::load::Version;
use crate::door::WritePermit;
use crate::engine::{Transaction, Value};
use crate::failure::{Failure, Stop};

/// How many rows of a further table go in at once, where there are as many: each number is a statement to prepare, each statement a way to
/// the server and back.
const TOGETHER: [usize; 3] = [16, 4, 1];

/// Where a save stands in the order of knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The record's version now.
    pub version: Version,
    /// The entry.
    pub seq: Seq,
}

/// Saves a record. `opened` is the version the change was made from: [`Version::NONE`] for a new record. `command` names the act
/// (`decide_contact`), `reason` is why, where the act asks for one.
///
/// # Errors
/// [`Refusal::Changed`] when the record has another version by now; a failure when it cannot be written.
pub fn save<R: Kept>(
    permit: &WritePermit<'_>,
    record: &R,
    opened: Version,
    command: &str,
    reason: Option<&str>,
) -> Result<Saved, Stop> {
    let door = permit.door();
    let tx = door.tx();
    if !door.schema().keeps(R::KIND, R::TABLE.name) {
        let what = "this kind of record is not in the schema's list".to_owned();
        return Err(Failure::Declaration { kind: R::KIND, what }.into());
    }
    let id = record.id().to_string();
    let now = super::load::version_now(tx, R::KIND, &id)?;
    if now != opened {
        return Err(Refusal::Changed { opened: opened.0, now: now.0 }.into());
    }
    let rows = Rows::of(record)?;
    // No database keeps a NUL in a text; the sign for it says that one was typed. The record itself has the words exactly.
    let reason = reason.map(|why| why.replace('\0', "\u{2400}"));
    let body = serde_json::to_string(record)
        .map_err(|error| Failure::Body { kind: R::KIND, source: error.into() })?;
    let version = Version(now.0 + 1);
    let changed = crate::fact::changed(tx, R::FURTHER, &id, now == Version::NONE, &rows.further)?;
    door.touch(changed.into_iter().chain(record.watched()));
    let seq = permit.append(&New {
        known_at: door.at(),
        actor: door.actor().staff,
        command,
        form: door.form().as_deref(),
        reason: reason.as_deref(),
        kind: R::KIND,
        record: &id,
        version: version.0,
        body: &body,
        children: &record.children(),
    })?;
    replace(tx, record, &rows, now, Saved { version, seq })?;
    Ok(Saved { version, seq })
}

/// Makes the record's tables follow its new version.
fn replace<R: Kept>(
    tx: &Transaction,
    record: &R,
    rows: &Rows,
    before: Version,
    saved: Saved,
) -> Result<(), Failure> {
    let id = record.id().to_string();
    if before != Version::NONE {
        for table in std::iter::once(&R::TABLE).chain(R::FURTHER) {
            tx.run(&table.delete(), &crate::values![&id])?;
        }
    }
    let mut main = crate::values![&id, saved.version, saved.seq];
    main.extend(rows.main.iter().cloned());
    tx.run(&R::TABLE.insert(true, 1), &main)?;
    for table in R::FURTHER {
        let mut own: Vec<&FurtherRow> = rows.further.iter().filter(|row| row.table == table.name).collect();
        while !own.is_empty() {
            let together = TOGETHER.into_iter().find(|rows| *rows <= own.len()).unwrap_or(1);
            let values = own
                .drain(..together)
                .flat_map(|row| std::iter::once(Value::from(&id)).chain(row.values.iter().cloned()));
            tx.run(&table.insert(false, together), &values.collect::<Vec<_>>())?;
        }
    }
    Ok(())
}
