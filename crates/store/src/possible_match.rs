//! Two records that may be one person.

use domain::id::Id;
use domain::person::possible_match::PossibleMatch;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for PossibleMatch {
    const TABLE: Table = Table::new(
        "possible_match",
        &[Column::text("contact"), Column::text("made"), Column::text("held"), Column::integer("resolved")],
    );

    fn row(&self) -> Vec<Value> {
        values![self.contact, self.made, self.held, self.resolved.is_some()]
    }
}

crate::statements! {
    static WAITING: Query<(Id<PossibleMatch>,)> = "select id as value from possible_match where resolved = 0 order by seq limit 200";
}

/// The questions nobody has settled yet, oldest first.
///
/// # Errors
/// When the database fails.
pub fn waiting(permit: &Permit<'_>) -> Result<Vec<Id<PossibleMatch>>, Failure> {
    Ok(permit.tx().all(&WAITING, &values![])?.into_iter().map(|(id,)| id).collect())
}
