//! Episodes of need.

use domain::episode::Episode;

use crate::engine::{Column, Value};
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for Episode {
    const TABLE: Table = Table::new(
        "episode",
        &[
            Column::text("child"),
            Column::text("referral_date"),
            Column::integer("no_further_action"),
            Column::text("closed_on"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        values![self.child, self.referral_date, self.no_further_action, self.closed_on]
    }
}
