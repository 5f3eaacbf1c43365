//! Rows written as CSV, a file for each table. A value that a spreadsheet would run as a formula is kept from that by an apostrophe before it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Table, table, tables};

/// A row: the table, and the fields that are known, by their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The table.
    pub table: &'static str,
    /// What is known; what is not named is empty.
    pub values: Vec<(&'static str, String)>,
}

/// Every table while it is written.
pub struct Tables<W: Write> {
    open: BTreeMap<&'static str, csv::Writer<W>>,
    rows: BTreeMap<&'static str, u64>,
}

impl<W: Write> Tables<W> {
    /// Opens a file for each table and writes its headings.
    ///
    /// # Errors
    /// When one cannot be opened or written.
    pub fn open(open: &mut dyn FnMut(&Table) -> io::Result<W>) -> io::Result<Self> {
        let mut all = Tables { open: BTreeMap::new(), rows: BTreeMap::new() };
        for table in tables() {
            let mut file = csv::Writer::from_writer(open(table)?);
            file.write_record(&table.fields)?;
            all.open.insert(table.name, file);
            all.rows.insert(table.name, 0);
        }
        Ok(all)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When it cannot be written, or names a table or a field that there is not.
    pub fn row(&mut self, row: &Row) -> io::Result<()> {
        let unknown = || {
            io::Error::other(format!(
                "{} is no table of the dataset, or one of its fields is none",
                row.table
            ))
        };
        let fields = &table(row.table).ok_or_else(unknown)?.fields;
        if row.values.iter().any(|(field, _)| !fields.contains(field)) {
            return Err(unknown());
        }
        let value = |field: &&str| {
            row.values
                .iter()
                .find(|(name, _)| name == field)
                .map_or_else(String::new, |(_, value)| harmless(value))
        };
        let file = self.open.get_mut(row.table).ok_or_else(unknown)?;
        file.write_record(fields.iter().map(value))?;
        *self.rows.entry(row.table).or_default() += 1;
        Ok(())
    }

    /// Ends every file and gives back how many rows each table has.
    ///
    /// # Errors
    /// When one cannot be written to its end.
    pub fn finish(mut self) -> io::Result<BTreeMap<&'static str, u64>> {
        for file in self.open.values_mut() {
            file.flush()?;
        }
        Ok(self.rows)
    }
}

fn harmless(value: &str) -> String {
    match value.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{value}"),
        _ => value.to_owned(),
    }
}
