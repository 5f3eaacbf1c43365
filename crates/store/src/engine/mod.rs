//! One thin layer over two engines. SQLite, embedded, serves a council on one machine; PostgreSQL serves those who outgrow it.
//!
//! Statements are plain SQL in a portable subset: `$1` parameters, `returning`, `on conflict … do nothing`, no function that only one engine
//! has, and four kinds of value ([`Value`]). What differs (how to open, begin, wait and copy) stays in this folder.

mod connection;
mod fault;
mod migration;
mod pool;
mod postgres;
mod sqlite;
mod statement;
mod transaction;
mod value;

pub(crate) use connection::{Connection, Found, Mode};
pub use fault::{Fault, FaultKind};
pub use migration::Migration;
#[cfg(any(test, feature = "testing"))]
pub(crate) use migration::part_for;
pub(crate) use migration::{APPLIED, apply};
pub(crate) use pool::{Lease, Limits, Pool};
pub(crate) use sqlite::{copy_file as copy_sqlite, holds as sqlite_holds, settle as settle_sqlite};
pub use statement::{Change, Query, Row, Statement};
pub use transaction::Transaction;
pub use value::{Cell, Column, Field, Kind, Value};

use std::path::PathBuf;

/// Where a council's database stands.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// A file beside its log, made when it is not there.
    Sqlite(PathBuf),
    /// An address such as `postgres://frontdoor@localhost/frontdoor`. The database must exist; its tables are made.
    Postgres(String),
}

impl Database {
    /// The engine's name in words and in migrations.
    pub fn engine(&self) -> &'static str {
        match self {
            Database::Sqlite(_) => "sqlite",
            Database::Postgres(_) => "postgres",
        }
    }
}

/// The address of a PostgreSQL server may hold a password, so it is never printed.
impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Database::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
            Database::Postgres(_) => f.write_str("Postgres(…)"),
        }
    }
}

/// The statements of the engine, for the register.
pub(crate) static STATEMENTS: &[&dyn Statement] = migration::STATEMENTS;
