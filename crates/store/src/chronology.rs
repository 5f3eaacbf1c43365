//! What people said about chronology entries, the entries they wrote by hand, and what they chose for somebody.

use domain::chronology::{Curation, Selection, Written};

use crate::engine::{Column, Value};
use crate::ledger::{Kept, Table};
use crate::values;

impl Kept for Curation {
    const TABLE: Table = Table::new("curation", &[Column::text("child")]);

    fn row(&self) -> Vec<Value> {
        values![self.child]
    }
}

impl Kept for Written {
    const TABLE: Table = Table::new("chronology_entry", &[Column::text("child")]);

    fn row(&self) -> Vec<Value> {
        values![self.child]
    }
}

impl Kept for Selection {
    const TABLE: Table = Table::new("chronology_version", &[Column::text("child"), Column::integer("made")]);

    fn row(&self) -> Vec<Value> {
        values![self.child, self.made.is_some()]
    }
}
