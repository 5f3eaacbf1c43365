//! The Standard Safeguarding Dataset (SSD): the tables that regional tools read, whatever system a council uses. Every table of the specification is there with its
//! fields in order; those that this record knows nothing of have their headings and no rows.
//!
//! Source: Data to Insight, Standard Safeguarding Dataset; tables and fields are in `fields.csv`.

mod derive;
mod further;
mod write;

pub use derive::{Asked, rows};
pub use further::Stay;
pub use write::{Row, Tables};

use std::sync::LazyLock;

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name: `ssd_contacts`.
    pub name: &'static str,
    /// Its fields, in order.
    pub fields: Vec<&'static str>,
}

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let mut tables: Vec<Table> = Vec::new();
    for [table, field, _] in crate::annex_a::layout::table(include_str!("fields.csv")) {
        match tables.last_mut().filter(|last| last.name == table) {
            Some(last) => last.fields.push(field),
            None => tables.push(Table { name: table, fields: vec![field] }),
        }
    }
    tables
});

/// Every table, in the order of the names.
pub fn tables() -> &'static [Table] {
    &TABLES
}

/// The table of this name.
pub fn table(name: &str) -> Option<&'static Table> {
    tables().iter().find(|table| table.name == name)
}
