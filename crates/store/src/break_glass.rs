//! Records opened with a reason.

use domain::access::break_glass::BreakGlass;
use domain::id::Id;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for BreakGlass {
    const TABLE: Table = Table::new(
        "break_glass",
        &[
            Column::text("staff"),
            Column::text("child"),
            Column::integer("at"),
            Column::integer("until"),
            Column::integer("reviewed"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        values![self.staff, self.child, self.at, self.until, self.review.is_some()]
    }
}

crate::statements! {
    static NOT_REVIEWED: Query<(Id<BreakGlass>,)> = "select id as value from break_glass where reviewed = 0 order by at, id limit 200";
}

/// Openings that nobody has reviewed, oldest first.
///
/// # Errors
/// When the database fails.
pub fn not_reviewed(permit: &Permit<'_>) -> Result<Vec<Id<BreakGlass>>, Failure> {
    Ok(permit.tx().all(&NOT_REVIEWED, &values![])?.into_iter().map(|(id,)| id).collect())
}
