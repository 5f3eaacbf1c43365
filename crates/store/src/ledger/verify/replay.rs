//! The tables made again from the bodies and compared, a page of records at a time. Whatever a table holds beyond that is found too.

use std::collections::BTreeSet;

use super::{Finding, Found, Progress, Step};
use crate::engine::{Cell, Query, Transaction, Value};
use crate::failure::Failure;
use crate::ledger::{KeptKind, Seq, Table, TableRows, Version};

/// Records read at once.
pub(in crate::ledger) const PAGE: usize = 1_000;

/// Comes after every record's name: names are hexadecimal digits.
const AFTER_ALL: &str = "g";

/// What the tables showed.
pub(super) struct Replayed {
    pub found: Found,
    pub records: u64,
}

crate::row! {
    /// The version of a record that stands now.
    pub(in crate::ledger) struct Latest {
        /// The record.
        pub record: String,
        /// Its version.
        pub version: Version,
        /// The entry that holds it.
        pub seq: Seq,
        /// The whole of it; nothing when it was disposed of.
        pub body: Option<String>,
    }
}

crate::statements! {
    static KIND_AFTER: Query<(String,)> = "select kind as value from ledger where kind > $1 order by kind limit 1";
    /// The records of a kind as they stand, a page at a time.
    pub(in crate::ledger) static LATEST: Query<Latest> = "select record, version, seq, body from ledger entry where kind = $1 and record > $2
        and not exists (select 1 from ledger later
            where later.kind = entry.kind and later.record = entry.record and later.version = entry.version + 1)
        order by record limit $3";
}

/// Makes every table again and compares.
pub(super) fn verify(
    tx: &Transaction,
    kinds: &[KeptKind],
    entries: Seq,
    progress: &mut dyn FnMut(Progress),
) -> Result<Replayed, Failure> {
    let mut replayed = Replayed { found: Found::default(), records: 0 };
    let mut after = String::new();
    while let Some((kind,)) = tx.maybe(&KIND_AFTER, &crate::values![&after])? {
        if !kinds.iter().any(|kept| kept.name == kind) {
            replayed.found.add(Finding::Kind(kind.clone()));
        }
        after = kind;
    }
    for kind in kinds {
        let mut after = String::new();
        loop {
            let page = tx.all(&LATEST, &crate::values![kind.name, &after, PAGE])?;
            let up_to =
                if page.len() < PAGE { None } else { page.last().map(|latest| latest.record.clone()) };
            compare(tx, kind, &page, &after, up_to.as_deref().unwrap_or(AFTER_ALL), &mut replayed.found)?;
            replayed.records += page.len() as u64;
            progress(Progress { step: Step::Tables, done: replayed.records, of: entries.0 });
            match up_to {
                Some(last) => after = last,
                None => break,
            }
        }
    }
    Ok(replayed)
}

/// One page of one kind in all its tables.
fn compare(
    tx: &Transaction,
    kind: &KeptKind,
    page: &[Latest],
    after: &str,
    up_to: &str,
    found: &mut Found,
) -> Result<(), Failure> {
    let mut expected: Vec<(Table, Vec<Vec<Value>>)> =
        kind.tables().map(|(table, _)| (table, Vec::new())).collect();
    let mut disposed = BTreeSet::new();
    for latest in page {
        let Some(body) = &latest.body else {
            disposed.insert(latest.record.as_str());
            continue;
        };
        let Ok(rows) = (kind.replay)(body) else {
            let (table, record) = (kind.main.name.to_owned(), latest.record.clone());
            found.add(Finding::Table {
                table,
                record,
                what: "its body cannot be read as this kind of record",
            });
            continue;
        };
        let mut main = crate::values![&latest.record, latest.version, latest.seq];
        main.extend(rows.main);
        let further = rows.further.into_iter().map(|row| {
            let mut values = crate::values![&latest.record];
            values.extend(row.values);
            (row.table, values)
        });
        for (name, values) in std::iter::once((kind.main.name, main)).chain(further) {
            if let Some((_, rows)) = expected.iter_mut().find(|(table, _)| table.name == name) {
                rows.push(values);
            }
        }
    }
    for ((table, mut rows), (_, main)) in expected.into_iter().zip(kind.tables()) {
        let mut actual = stored(tx, &table, main, after, up_to)?;
        actual.retain(|row| !matches!(row.first(), Some(Value::Text(id)) if disposed.contains(id.as_str())));
        rows.sort_unstable();
        actual.sort_unstable();
        differences(&table, &rows, &actual, found);
    }
    Ok(())
}

/// What a table holds for the records of a page.
fn stored(
    tx: &Transaction,
    table: &Table,
    main: bool,
    after: &str,
    up_to: &str,
) -> Result<Vec<Vec<Value>>, Failure> {
    let mut rows = Vec::new();
    tx.each_cells(&TableRows::within(table, main), &crate::values![after, up_to], |cells| {
        rows.push(cells.iter().copied().map(Cell::to_value).collect());
        Ok(())
    })?;
    Ok(rows)
}

/// Walks two sorted lists and names each record that differs once.
fn differences(table: &Table, expected: &[Vec<Value>], actual: &[Vec<Value>], found: &mut Found) {
    let mut named = BTreeSet::new();
    let mut name = |row: &Vec<Value>| {
        let record = match row.first() {
            Some(Value::Text(id)) => id.clone(),
            _ => "without a name".to_owned(),
        };
        if named.insert(record.clone()) {
            found.add(Finding::Table {
                table: table.name.to_owned(),
                record,
                what: "its rows are not what the ledger gives",
            });
        }
    };
    let (mut expected, mut actual) = (expected.iter().peekable(), actual.iter().peekable());
    while let Some(first) = expected.peek().into_iter().chain(actual.peek()).min().copied() {
        if expected.next_if_eq(&first).is_some() != actual.next_if_eq(&first).is_some() {
            name(first);
        }
    }
}
