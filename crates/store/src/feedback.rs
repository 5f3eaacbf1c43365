//! What referrers are told.

use domain::feedback::Feedback;

use crate::engine::{Column, Value};
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for Feedback {
    const TABLE: Table = Table::new(
        "feedback",
        &[
            Column::text("contact"),
            Column::text("drafted_by"),
            Column::integer("approved"),
            Column::integer("sent_at"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        values![self.contact, self.drafted_by, self.approved.is_some(), self.sent_at]
    }
}
