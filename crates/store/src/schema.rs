//! What the database is made of: its migrations, the kinds of record it keeps, and the register of every statement.

use crate::engine::{Migration, Statement};
use crate::ledger::KeptKind;
use crate::{
    access_facts, access_log, credential, draft, engine, job, ledger, session, submission, throttle,
};

/// A database's migrations and kinds of record.
pub struct Schema {
    /// The steps, in order.
    pub migrations: Vec<Migration>,
    /// The kinds of record.
    pub kinds: Vec<KeptKind>,
}

/// Frontdoor's migrations. Once a council has data a file is never changed: add another.
pub const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "evidence", text: include_str!("../migrations/0001_evidence.sql") },
    Migration { number: 2, name: "service", text: include_str!("../migrations/0002_service.sql") },
    Migration { number: 3, name: "access facts", text: include_str!("../migrations/0003_access_facts.sql") },
];

/// Frontdoor's kinds of record: one line a record.
pub const KINDS: &[KeptKind] = &[];

/// Every statement, file by file.
pub(crate) static STATEMENTS: &[&[&[&dyn Statement]]] = &[
    ledger::STATEMENTS,
    &[
        access_facts::STATEMENTS,
        access_log::STATEMENTS,
        credential::STATEMENTS,
        draft::STATEMENTS,
        engine::STATEMENTS,
        job::STATEMENTS,
        session::STATEMENTS,
        submission::STATEMENTS,
        throttle::STATEMENTS,
    ],
];

impl Schema {
    /// A council's database.
    pub fn frontdoor() -> Self {
        Schema { migrations: MIGRATIONS.to_vec(), kinds: KINDS.to_vec() }
    }

    /// Whether records of this kind are kept, in this table.
    pub(crate) fn keeps(&self, kind: &str, table: &str) -> bool {
        self.kinds.iter().any(|kept| kept.name == kind && kept.main.name == table)
    }
}
