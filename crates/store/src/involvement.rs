//! Who is involved with a child: what most access rests on.

use domain::involvement::{Involved, Involvement};

use crate::engine::{Column, Value};
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for Involvement {
    const TABLE: Table = Table::new(
        "involvement",
        &[
            Column::text("child"),
            Column::text("staff"),
            Column::text("team"),
            Column::text("agency"),
            Column::integer("since"),
            Column::integer("until"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        let (staff, team, agency) = match &self.who {
            Involved::Worker { staff, team } => (Some(*staff), Some(team.clone()), None),
            Involved::Agency { agency, .. } => (None, None, Some(agency.clone())),
        };
        values![self.child, staff, team, agency, self.from, self.until]
    }
}
