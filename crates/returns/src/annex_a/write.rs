//! The lists as a workbook: a sheet each with the guidance's headings in the guidance's order, and a last sheet that says of what day they are, how many rows
//! each has, and what is not in them. The same record gives the same bytes.

use std::io::{self, Seek, Write};

use jiff::civil::Date;

use super::check::NOTES;
use super::layout::{Kind, LISTS, List, lists};
use super::rows::Row;
use crate::workbook::{Column, WorkbookWriter, Written};

/// What is said of the lists as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notes {
    /// The council.
    pub council: String,
    /// The day of the lists.
    pub on: Date,
    /// What else is to be known of them, each a sentence.
    pub words: Vec<String>,
}

/// Why a list that Frontdoor does not keep is empty.
pub fn not_kept(list: u8) -> Option<&'static str> {
    match list {
        2 => Some("Early help assessments are not in this record. Add them from the early help system."),
        8 => Some(
            "Placements of children in care are not in this record. Add them from the system for children in care.",
        ),
        9 => Some("Care leavers are not in this record. Add them from the system for care leavers."),
        10 => Some("Adoption is not in this record. Add it from the adoption service."),
        11 => Some("Adopters are not in this record. Add them from the adoption service."),
        _ => None,
    }
}

/// Writes the lists. Rows stand in the order in which they are given.
///
/// # Errors
/// When it cannot be written.
pub fn write<W: Write + Seek>(to: W, notes: &Notes, rows: &[Row]) -> io::Result<W> {
    let sheets: Vec<String> = lists().iter().map(List::sheet).chain([NOTES.to_owned()]).collect();
    let names: Vec<&str> = sheets.iter().map(String::as_str).collect();
    let mut writer = WorkbookWriter::new(to, &names)?;
    for list in lists() {
        let columns: Vec<Column<'_>> = list.columns.iter().map(column).collect();
        let mut here = rows.iter().filter(|row| row.list() == list.number).map(Row::cells);
        writer.sheet(&columns, &mut here)?;
    }
    let columns = [("List", 8), ("Rows", 8), ("What it is of, and what is not in it", 110)]
        .map(|(heading, width)| Column { heading, width });
    writer.sheet(&columns, &mut said(notes, rows).into_iter())?;
    writer.finish()
}

/// How wide a column is: as its longest words, and no wider than reads well.
fn column(column: &super::layout::Column) -> Column<'static> {
    let width = match column.kind {
        Kind::Day | Kind::Whole => 14,
        Kind::Postcode => 12,
        Kind::Text | Kind::Choice(_) => 24,
    };
    Column { heading: column.name, width }
}

fn said(notes: &Notes, rows: &[Row]) -> Vec<Vec<Written>> {
    let words = |words: String| vec![Written::Blank, Written::Blank, Written::Text(words)];
    let mut lines = vec![words(format!(
        "{}: lists of {}, as the record was known at the end of that day.",
        notes.council,
        domain::calendar::london::date_in_words(notes.on)
    ))];
    let count = |number: u8| {
        u32::try_from(rows.iter().filter(|row| row.list() == number).count()).unwrap_or(u32::MAX)
    };
    for number in 1..=LISTS {
        let Some(list) = super::layout::list(number) else { continue };
        let more = not_kept(number).map(|why| format!(". {why}")).unwrap_or_default();
        lines.push(vec![
            Written::Whole(u32::from(number)),
            Written::Whole(count(number)),
            Written::Text(format!("{}{more}", list.words)),
        ]);
    }
    lines.extend(notes.words.iter().map(|one| words(one.clone())));
    lines
}
