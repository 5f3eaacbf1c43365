//! One connection to either engine: the only place that asks which.

use std::time::Duration;

use super::fault::Fault;
use super::statement::Statement;
use super::value::{Cell, Kind, Value};
use super::{Database, postgres, sqlite};

/// What a connection or transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Sees one moment throughout and changes nothing.
    Read,
    /// May change things, one at a time.
    Write,
}

/// An open connection.
pub(crate) enum Connection {
    /// To a file.
    Sqlite(sqlite::Connection),
    /// To a server.
    Postgres(Box<postgres::Connection>),
}

/// A column as an engine describes it, for the check of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Described {
    /// The name.
    pub name: String,
    /// Its kind.
    pub kind: Found,
}

/// What an engine knows of a column's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// One of ours.
    Kind(Kind),
    /// None of ours.
    Foreign,
    /// SQLite does not know it for what is calculated.
    Unknown,
}

/// Does the same on whichever engine it is.
macro_rules! either {
    ($on:expr, $connection:ident => $what:expr) => {
        match $on {
            Connection::Sqlite($connection) => $what,
            Connection::Postgres($connection) => $what,
        }
    };
}

impl Connection {
    /// Opens a connection. `patience` is how long it waits for another to let go of a lock.
    pub fn open(database: &Database, mode: Mode, patience: Duration) -> Result<Self, Fault> {
        Ok(match database {
            Database::Sqlite(path) => Connection::Sqlite(sqlite::Connection::open(path, mode, patience)?),
            Database::Postgres(address) => {
                Connection::Postgres(Box::new(postgres::Connection::open(address, patience)?))
            }
        })
    }

    /// The engine's name in migrations.
    pub fn engine(&self) -> &'static str {
        match self {
            Connection::Sqlite(_) => "sqlite",
            Connection::Postgres(_) => "postgres",
        }
    }

    /// Several statements without parameters or answers.
    pub fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        either!(self, connection => connection.batch(sql))
    }

    /// Begins a transaction.
    pub fn begin(&mut self, mode: Mode) -> Result<(), Fault> {
        either!(self, connection => connection.begin(mode))
    }

    /// Makes all that the transaction did last.
    pub fn commit(&mut self) -> Result<(), Fault> {
        self.batch("commit")
    }

    /// Undoes all that the transaction did.
    pub fn rollback(&mut self) -> Result<(), Fault> {
        self.batch("rollback")
    }

    /// True when the other end has gone.
    pub fn closed(&self) -> bool {
        match self {
            Connection::Sqlite(_) => false,
            Connection::Postgres(connection) => connection.closed(),
        }
    }

    /// Visits each row of an answer until `visit` says no.
    pub fn each(
        &mut self,
        statement: &dyn Statement,
        values: &[Value],
        visit: &mut dyn FnMut(&[Cell<'_>]) -> bool,
    ) -> Result<(), Fault> {
        either!(self, connection => connection.each(statement, values, visit))
    }

    /// Carries out a change and gives the number of rows changed.
    pub fn run(&mut self, statement: &dyn Statement, values: &[Value]) -> Result<u64, Fault> {
        either!(self, connection => connection.run(statement, values))
    }

    /// Every table and its columns, in the order in which they were made.
    pub fn tables(&mut self) -> Result<Vec<(String, Vec<String>)>, Fault> {
        either!(self, connection => connection.tables())
    }

    /// What the engine finds wrong with its own files. PostgreSQL's pages carry checksums, which it looks at whenever it reads.
    pub fn damage(&mut self) -> Result<Vec<String>, Fault> {
        match self {
            Connection::Sqlite(connection) => connection.damage(),
            Connection::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// What a statement would answer with.
    pub fn describe(&mut self, sql: &str) -> Result<Vec<Described>, Fault> {
        let columns = either!(self, connection => connection.describe(sql))?;
        Ok(columns.into_iter().map(|(name, kind)| Described { name, kind }).collect())
    }
}
