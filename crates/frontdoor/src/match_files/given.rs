//! The files that are given, read with what there is to say about them.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result};
use matching::table::{Column, Reader, Row, Table};

use crate::progress::Telling;

type Bytes = BufReader<File>;

/// The rows of a file of people. What it does not have is named, since the rest must tell people apart.
pub fn people(path: &Path) -> Result<Vec<Row>> {
    let table = read(path, Reader::people)?;
    let missing =
        Column::ALL.into_iter().filter(|column| column.compares() && !table.columns.contains(column));
    let missing: Vec<&str> = missing.map(Column::heading).collect();
    if !missing.is_empty() {
        eprintln!("{}: without {}", path.display(), missing.join(", "));
    }
    Ok(table.rows)
}

/// The rows of a file of questions, each of which knows little: that is nothing to remark on.
pub fn questions(path: &Path) -> Result<Vec<Row>> {
    Ok(read(path, Reader::questions)?.rows)
}

fn read(path: &Path, begin: fn(Bytes) -> Result<Reader<Bytes>, matching::table::Fault>) -> Result<Table> {
    let told = || format!("{} cannot be used", path.display());
    let file = File::open(path).with_context(told)?;
    let size = file.metadata().with_context(told)?.len();
    let reader = begin(BufReader::with_capacity(1 << 16, file)).with_context(told)?;
    let mut telling = Telling::of("reading, in kilobytes");
    let table = Table::read(reader, &mut |bytes| telling.tell(bytes / 1_000, Some(size.div_ceil(1_000))));
    drop(telling);
    let table = table.with_context(told)?;
    for remark in &table.remarks {
        eprintln!("{}: {remark}", path.display());
    }
    Ok(table)
}
