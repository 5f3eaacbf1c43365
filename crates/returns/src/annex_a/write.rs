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

/// A list that annex A does not have, in the same form.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet<'s> {
    /// The name of the sheet.
    pub name: &'s str,
    /// What it is of.
    pub words: &'s str,
    /// Its columns.
    pub columns: &'s [&'s str],
    /// Its rows, each with why it is here.
    pub rows: Vec<(&'s [Written], &'s str)>,
}

/// Writes lists that annex A does not have: a sheet each, and the last says of what day they are.
///
/// # Errors
/// When it cannot be written.
pub fn write_further<W: Write + Seek>(to: W, notes: &Notes, sheets: &[Sheet<'_>]) -> io::Result<W> {
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name).chain([NOTES]).collect();
    let mut writer = WorkbookWriter::new(to, &names)?;
    for sheet in sheets {
        let why = Column { heading: "Why it is here", width: 60 };
        let columns = sheet.columns.iter().map(|heading| Column { heading, width: 24 });
        let columns: Vec<Column<'_>> = columns.chain([why]).collect();
        let mut rows = sheet.rows.iter().map(|(cells, why)| {
            cells.iter().cloned().chain([Written::Text((*why).to_owned())]).collect::<Vec<_>>()
        });
        writer.sheet(&columns, &mut rows)?;
    }
    let columns =
        [("List", 30), ("Rows", 8), ("What it is of", 110)].map(|(heading, width)| Column { heading, width });
    let counted = sheets.iter().map(|sheet| {
        let rows = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
        vec![
            Written::Text(sheet.name.to_owned()),
            Written::Whole(rows),
            Written::Text(sheet.words.to_owned()),
        ]
    });
    let of_day =
        of_day(notes).into_iter().chain(counted).chain(notes.words.iter().map(|one| words(one.clone())));
    writer.sheet(&columns, &mut of_day.collect::<Vec<_>>().into_iter())?;
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
    let mut lines = of_day(notes);
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

/// A line of words alone.
fn words(words: String) -> Vec<Written> {
    vec![Written::Blank, Written::Blank, Written::Text(words)]
}

/// Whose lists they are, and of what day.
fn of_day(notes: &Notes) -> Vec<Vec<Written>> {
    let on = domain::calendar::london::date_in_words(notes.on);
    vec![words(format!("{}: lists of {on}, as the record was known at the end of that day.", notes.council))]
}
