//! All or nothing: what a session does on one connection between begin and commit. Dropped without a commit it is undone.

use std::cell::RefCell;
use std::sync::Arc;

use super::connection::{Connection, Mode};
use super::fault::{Fault, FaultKind};
use super::pool::{Lease, Pool};
use super::statement::{Change, Query, Row, Statement};
use super::value::{Cell, Value};
use crate::failure::Failure;

/// A transaction. It is used from one thread, by one statement at a time.
pub struct Transaction {
    lease: RefCell<Lease>,
    finished: bool,
}

impl Transaction {
    /// Begins on a connection of the pool.
    pub(crate) fn begin(pool: &Arc<Pool>, mode: Mode) -> Result<Self, Failure> {
        Self::begin_on(pool.lease()?, mode)
    }

    /// Begins on a connection already borrowed.
    pub(crate) fn begin_on(mut lease: Lease, mode: Mode) -> Result<Self, Failure> {
        let begun = lease.connection().and_then(|connection| connection.begin(mode));
        if let Err(fault) = begun {
            lease.discard();
            return Err(locked_or("begin", fault));
        }
        Ok(Transaction { lease: RefCell::new(lease), finished: false })
    }

    /// Makes it last.
    ///
    /// # Errors
    /// When the engine cannot promise that it lasts: the connection is closed and not used again.
    pub(crate) fn commit(mut self) -> Result<(), Failure> {
        self.finished = true;
        let lease = self.lease.get_mut();
        let committed = lease.connection().and_then(Connection::commit);
        committed.map_err(|fault| {
            // Never tried again: after a failed flush the disk's state is unknown, and the log is read afresh by a new connection.
            lease.discard();
            locked_or("commit", fault)
        })
    }

    /// Every row of an answer.
    ///
    /// # Errors
    /// When the engine fails or a column holds something else than the row type says.
    pub fn all<R: Row>(&self, query: &Query<R>, values: &[Value]) -> Result<Vec<R>, Failure> {
        let mut rows = Vec::new();
        self.each(query, values, |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Visits each row of an answer as it comes, so that a long answer needs no memory. The visitor may not use the transaction.
    ///
    /// # Errors
    /// As [`Transaction::all`], or what the visitor fails with.
    pub fn each<R: Row>(
        &self,
        query: &Query<R>,
        values: &[Value],
        mut visit: impl FnMut(R) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.each_cells(query, values, |cells| {
            let row = R::read(cells).map_err(|column| Failure::Unreadable {
                statement: query.name().to_owned(),
                column: column.to_owned(),
            })?;
            visit(row)
        })
    }

    /// Visits the cells of each row without making anything of them.
    pub(crate) fn each_cells(
        &self,
        statement: &dyn Statement,
        values: &[Value],
        mut visit: impl FnMut(&[Cell<'_>]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut outcome = Ok(());
        self.on_connection(statement, values, |lease| {
            lease.connection()?.each(statement, values, &mut |cells| {
                outcome = visit(cells);
                outcome.is_ok()
            })
        })?;
        outcome
    }

    /// The one row of an answer.
    ///
    /// # Errors
    /// As [`Transaction::all`], and when there is not exactly one row.
    pub fn one<R: Row>(&self, query: &Query<R>, values: &[Value]) -> Result<R, Failure> {
        let mut rows = self.all(query, values)?;
        match (rows.pop(), rows.len()) {
            (Some(row), 0) => Ok(row),
            (row, others) => Err(Failure::NotOne {
                statement: query.name().to_owned(),
                rows: others + usize::from(row.is_some()),
            }),
        }
    }

    /// The first row of an answer, if there is one.
    ///
    /// # Errors
    /// As [`Transaction::all`].
    pub fn maybe<R: Row>(&self, query: &Query<R>, values: &[Value]) -> Result<Option<R>, Failure> {
        Ok(self.all(query, values)?.into_iter().next())
    }

    /// Carries out a change and gives the number of rows changed.
    ///
    /// # Errors
    /// When the engine refuses or fails. A transaction in which a change failed is only good for undoing.
    pub fn run(&self, change: &Change, values: &[Value]) -> Result<u64, Failure> {
        let mut changed = 0;
        self.on_connection(change, values, |lease| {
            changed = lease.connection()?.run(change, values)?;
            Ok(())
        })?;
        Ok(changed)
    }

    /// Several statements without parameters: for migrations.
    pub(crate) fn batch(&self, name: &str, sql: &str) -> Result<(), Failure> {
        let mut lease = self.borrow(name)?;
        lease
            .connection()
            .and_then(|connection| connection.batch(sql))
            .map_err(|fault| locked_or(name, fault))
    }

    /// Every table and its columns, in the order in which they were made.
    pub(crate) fn tables(&self) -> Result<Vec<(String, Vec<String>)>, Failure> {
        let mut lease = self.borrow("tables")?;
        lease.connection().and_then(Connection::tables).map_err(|fault| locked_or("tables", fault))
    }

    /// What the engine finds wrong with its own files.
    pub(crate) fn damage(&self) -> Result<Vec<String>, Failure> {
        let mut lease = self.borrow("integrity")?;
        lease.connection().and_then(Connection::damage).map_err(|fault| locked_or("integrity", fault))
    }

    /// Which engine this is, in words.
    pub(crate) fn engine(&self) -> Result<&'static str, Failure> {
        let mut lease = self.borrow("engine")?;
        lease
            .connection()
            .map(|connection| connection.engine())
            .map_err(|fault| Failure::engine("engine", fault))
    }

    fn on_connection(
        &self,
        statement: &dyn Statement,
        values: &[Value],
        act: impl FnOnce(&mut Lease) -> Result<(), Fault>,
    ) -> Result<(), Failure> {
        // PostgreSQL keeps no text with a NUL, SQLite would: both refuse, so that what one keeps the other can.
        if values.iter().any(|value| matches!(value, Value::Text(text) if text.contains('\0'))) {
            return Err(Failure::engine(statement.name(), Fault::own("a text holds a NUL character")));
        }
        let mut lease = self.borrow(statement.name())?;
        act(&mut lease).map_err(|fault| {
            if fault.kind == FaultKind::Broken {
                lease.discard();
            }
            locked_or(statement.name(), fault)
        })
    }

    fn borrow(&self, name: &str) -> Result<std::cell::RefMut<'_, Lease>, Failure> {
        let inside =
            || Failure::engine(name, Fault::own("a row's visitor used the transaction it was reading"));
        self.lease.try_borrow_mut().map_err(|_| inside())
    }
}

/// A lock not got in time is a full house, not a fault.
fn locked_or(name: &str, fault: Fault) -> Failure {
    match fault.kind {
        FaultKind::Busy => Failure::Locked { statement: name.to_owned(), fault },
        _ => Failure::engine(name, fault),
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        let lease = self.lease.get_mut();
        let undone = lease.connection().and_then(Connection::rollback);
        if undone.is_err() {
            // Closing the connection undoes what is left.
            lease.discard();
        }
    }
}
