//! Two records that may be one person.

use domain::person::possible_match::PossibleMatch;

use crate::engine::{Column, Value};
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
