//! Consents and lawful bases.

use domain::consent::Basis;

use crate::engine::{Column, Value};
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for Basis {
    const TABLE: Table =
        Table::new("basis", &[Column::text("contact"), Column::text("kind"), Column::integer("stands")]);

    fn row(&self) -> Vec<Value> {
        values![self.contact, self.kind.code(), self.stands()]
    }
}
