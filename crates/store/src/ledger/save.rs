//! Saving a record: its new version goes into the ledger whole, and its tables are made to follow.

use domain::refusal::Refusal;

use super::Seq;
use super::append::New;
use super::kept::{Kept, Rows};
use super::load::Version;
use crate::door::WritePermit;
use crate::engine::Value;
use crate::failure::{Failure, Stop};

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
    let body = serde_json::to_string(record)
        .map_err(|error| Failure::Body { kind: R::KIND, source: error.into() })?;
    let version = Version(now.0 + 1);
    let seq = permit.append(&New {
        known_at: door.at(),
        actor: door.actor().staff,
        command,
        form: door.form().as_deref(),
        reason,
        kind: R::KIND,
        record: &id,
        version: version.0,
        body: &body,
        children: &record.children(),
    })?;
    if now != Version::NONE {
        tx.run(&R::TABLE.delete(), &crate::values![id.as_str()])?;
        for table in R::FURTHER {
            tx.run(&table.delete(), &crate::values![id.as_str()])?;
        }
    }
    let mut main: Vec<Value> = crate::values![id.as_str(), version, seq];
    main.extend(rows.main);
    tx.run(&R::TABLE.insert(true), &main)?;
    for row in rows.further {
        // Rows::of has found the table already.
        let Some(table) = R::FURTHER.iter().find(|table| table.name == row.table) else { continue };
        let mut values = crate::values![id.as_str()];
        values.extend(row.values);
        tx.run(&table.insert(false), &values)?;
    }
    Ok(Saved { version, seq })
}
