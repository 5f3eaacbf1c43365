//! What people said about chronology entries.

use domain::chronology::Curation;

use crate::engine::{Column, Value};
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for Curation {
    const TABLE: Table = Table::new("curation", &[Column::text("child")]);

    fn row(&self) -> Vec<Value> {
        values![self.child]
    }
}
