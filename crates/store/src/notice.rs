//! Notices to workers, until they are acknowledged.

use domain::notice::Notice;

use crate::engine::{Column, Value};
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for Notice {
    const TABLE: Table = Table::new(
        "notice",
        &[
            Column::text("staff"),
            Column::text("child"),
            Column::text("contact"),
            Column::integer("sent_at"),
            Column::integer("acknowledged_at"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        values![self.to, self.child, self.contact, self.sent_at, self.acknowledged_at]
    }
}
