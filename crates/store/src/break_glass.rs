//! Records opened with a reason.

use domain::access::break_glass::BreakGlass;
use domain::id::Id;
use domain::person::Person;
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::read_as_one::grown_since;
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
    static LEFT_BEHIND: Query<(Timestamp,)> = concat!(
        "select glass.at as value from break_glass glass where glass.child = $1 and glass.staff = $2 and glass.until > $3 and ",
        grown_since!("glass.child", "glass.at"),
        " order by glass.at desc limit 1"
    );
}

/// Openings that nobody has reviewed, oldest first.
///
/// # Errors
/// When the database fails.
pub fn not_reviewed(permit: &Permit<'_>) -> Result<Vec<Id<BreakGlass>>, Failure> {
    Ok(permit.tx().all(&NOT_REVIEWED, &values![])?.into_iter().map(|(id,)| id).collect())
}

/// When whoever asks opened a record, where that opening would still last and something was read as one with the record since: it does not reach that.
///
/// # Errors
/// When the database fails.
pub fn left_behind(permit: &Permit<'_>, child: Id<Person>) -> Result<Option<Timestamp>, Failure> {
    let found = permit.tx().maybe(&LEFT_BEHIND, &values![child, permit.actor().staff, permit.at()])?;
    Ok(found.map(|(at,)| at))
}
