//! Tables made again from the ledger. A new version of Frontdoor may search for more than the one before: what it searches by is in the bodies
//! already, so an upgrade reads them once, in the transaction of its last step. A council that is there already finds all it recorded.

use super::kept::{KeptKind, Rows};
use super::load::Version;
use super::verify::{LATEST, PAGE};
use crate::engine::{Transaction, Value};
use crate::failure::Failure;

/// Makes the rows of every record again. What was disposed of has no body, and keeps what it has.
///
/// # Errors
/// When a body cannot be read as its kind, or the database fails: the upgrade is then undone.
pub(crate) fn remake(tx: &Transaction, kinds: &[KeptKind]) -> Result<(), Failure> {
    for kind in kinds {
        let mut after = String::new();
        loop {
            let page = tx.all(&LATEST, &crate::values![kind.name, &after, PAGE])?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.record);
            for latest in &page {
                let Some(body) = &latest.body else { continue };
                let rows = (kind.replay)(body)?;
                replace(tx, kind, &latest.record, rows, latest.version, latest.seq.into())?;
            }
            if page.len() < PAGE {
                break;
            }
        }
    }
    Ok(())
}

fn replace(
    tx: &Transaction,
    kind: &KeptKind,
    record: &str,
    rows: Rows,
    version: Version,
    seq: Value,
) -> Result<(), Failure> {
    for (table, _) in kind.tables() {
        tx.run(&table.delete(), &crate::values![record])?;
    }
    let mut main = crate::values![record, version];
    main.push(seq);
    main.extend(rows.main);
    tx.run(&kind.main.insert(true, 1), &main)?;
    for row in rows.further {
        let Some((table, _)) = kind.tables().find(|(table, _)| table.name == row.table) else { continue };
        let mut values = crate::values![record];
        values.extend(row.values);
        tx.run(&table.insert(false, 1), &values)?;
    }
    Ok(())
}
