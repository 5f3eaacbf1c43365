//! How two people stand to each other.

use domain::person::relationship::Relationship;

use crate::engine::{Column, Value};
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for Relationship {
    const TABLE: Table = Table::new(
        "relationship",
        &[Column::text("from_person"), Column::text("to_person"), Column::text("kind")],
    );

    fn row(&self) -> Vec<Value> {
        values![self.from, self.to, self.kind.code()]
    }
}
