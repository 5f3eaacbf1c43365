//! Saving a record: its new version goes into the ledger whole, and its tables are made to follow.

use std::collections::BTreeMap;

use domain::refusal::Refusal;

use super::Seq;
use super::append::New;
use super::kept::{Kept, Rows, Table, TableRows};
use super::load::Version;
use crate::door::WritePermit;
use crate::engine::{Cell, Transaction, Value};
use crate::failure::{Failure, Stop};

/// How many rows of a further table go in, or are taken away, at once, where there are as many: each number is a statement to prepare, each statement a way to
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
    let is_new = before == Version::NONE;
    if !is_new {
        tx.run(&R::TABLE.delete(), &crate::values![&id])?;
    }
    let mut main = crate::values![&id, saved.version, saved.seq];
    main.extend(rows.main.iter().cloned());
    tx.run(&R::TABLE.insert(true, 1), &main)?;
    for table in R::FURTHER.iter().copied().chain(crate::search::tables(R::KIND)) {
        let stands = rows.further.iter().filter(|row| row.table == table.name);
        let stands: Vec<&[Value]> = stands.map(|row| row.values.as_slice()).collect();
        let stood = if is_new { Vec::new() } else { stood(tx, &table, &id)? };
        follow(tx, &table, &id, &stood, &stands)?;
    }
    Ok(())
}

/// The rows of a record in a further table as they stand before the save, without its id.
fn stood(tx: &Transaction, table: &Table, id: &str) -> Result<Vec<Vec<Value>>, Failure> {
    let mut rows = Vec::new();
    tx.each_cells(&TableRows::of_record(table), &crate::values![id], |cells| {
        rows.push(cells.iter().copied().skip(1).map(Cell::to_value).collect());
        Ok(())
    })?;
    Ok(rows)
}

/// Makes a further table follow: only what stands no more is taken away, and only what is new is put in. A long record of which one answer changes has
/// thousands of rows, of which a few do.
fn follow(
    tx: &Transaction,
    table: &Table,
    id: &str,
    stood: &[Vec<Value>],
    stands: &[&[Value]],
) -> Result<(), Failure> {
    // How often each row stood, and how often it is to stand: one that stood twice and stands once is taken away and put in again.
    let mut times: BTreeMap<&[Value], (usize, usize)> = BTreeMap::new();
    for row in stood {
        times.entry(row).or_default().0 += 1;
    }
    for row in stands {
        times.entry(row).or_default().1 += 1;
    }
    let changed = |row: &[Value]| times.get(row).is_some_and(|(before, now)| before != now);
    let gone: Vec<&[Value]> =
        times.iter().filter(|(row, (before, _))| *before > 0 && changed(row)).map(|(row, _)| *row).collect();
    if !gone.is_empty() && times.keys().all(|row| changed(row)) {
        tx.run(&table.delete(), &crate::values![id])?;
    } else {
        // A row in which nothing stands in some column is asked for in words of its own.
        let (whole, partial): (Vec<&[Value]>, Vec<&[Value]>) =
            gone.into_iter().partition(|row| !row.contains(&Value::Null));
        for row in partial {
            tx.run(
                &table.delete_rows(&[row]),
                &with_id(id, row.iter().filter(|value| **value != Value::Null)),
            )?;
        }
        some_at_once(&whole, |rows| {
            tx.run(&table.delete_rows(rows), &with_id(id, rows.iter().copied().flatten())).map(drop)
        })?;
    }
    let new: Vec<&[Value]> = stands.iter().copied().filter(|row| changed(row)).collect();
    some_at_once(&new, |rows| {
        let values = rows.iter().flat_map(|row| with_id(id, row.iter()));
        tx.run(&table.insert(false, rows.len()), &values.collect::<Vec<_>>()).map(drop)
    })
}

fn with_id<'v>(id: &str, values: impl Iterator<Item = &'v Value>) -> Vec<Value> {
    std::iter::once(Value::from(id)).chain(values.cloned()).collect()
}

/// Goes through rows, as many at a time as there is a statement for.
fn some_at_once(
    mut rows: &[&[Value]],
    mut act: impl FnMut(&[&[Value]]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    while !rows.is_empty() {
        let count = TOGETHER.into_iter().find(|count| *count <= rows.len()).unwrap_or(1);
        let (some, rest) = rows.split_at(count);
        act(some)?;
        rows = rest;
    }
    Ok(())
}
