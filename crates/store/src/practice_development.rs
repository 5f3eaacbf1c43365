//! Sessions of practice development.

use domain::id::Id;
use domain::practice_development::PracticeSession;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for PracticeSession {
    const TABLE: Table = Table::new("practice_session", &[Column::text("held_on"), Column::text("measure")]);

    fn row(&self) -> Vec<Value> {
        values![self.on, self.measure.id()]
    }
}

crate::statements! {
    static ALL: Query<(Id<PracticeSession>,)> = "select id as value from practice_session order by held_on desc, id limit 200";
}

/// Every session, the newest first.
///
/// # Errors
/// When the database fails.
pub fn all(permit: &Permit<'_>) -> Result<Vec<Id<PracticeSession>>, Failure> {
    Ok(permit.tx().all(&ALL, &[])?.into_iter().map(|(id,)| id).collect())
}
