//! The keys of agencies' systems: only their digests are kept, so a copy of the database opens nothing.

use domain::id::Id;
use domain::notification::key::AgencyKey;

use crate::Store;
use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{self, Kept, Table};
use crate::values;

impl Kept for AgencyKey {
    const TABLE: Table = Table::new(
        "agency_key",
        &[Column::text("agency"), Column::text("digest"), Column::integer("made_at")],
    );

    fn row(&self) -> Vec<Value> {
        values![self.agency.as_str(), self.digest.as_str(), self.made_at]
    }
}

crate::statements! {
    static BY_DIGEST: Query<(Id<AgencyKey>,)> = "select id as value from agency_key where digest = $1";
    static ALL: Query<(Id<AgencyKey>,)> = "select id as value from agency_key order by made_at desc, id";
}

/// Every key there is or was, the newest first.
///
/// # Errors
/// When the database fails.
pub fn all(permit: &Permit<'_>) -> Result<Vec<Id<AgencyKey>>, Failure> {
    Ok(permit.tx().all(&ALL, &[])?.into_iter().map(|(id,)| id).collect())
}

impl Store {
    /// The key with a digest, asked for before anybody is at the door. It says nothing of anybody on the record.
    ///
    /// # Errors
    /// When the database fails.
    pub fn agency_key(&self, digest: &str) -> Result<Option<AgencyKey>, Failure> {
        self.look(|tx| match tx.maybe(&BY_DIGEST, &values![digest])? {
            Some((id,)) => ledger::latest(tx, id),
            None => Ok(None),
        })
    }
}
