//! Records opened with a reason.

use domain::access::break_glass::BreakGlass;

use crate::engine::{Column, Value};
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
