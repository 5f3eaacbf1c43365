//! The rows of a workbook by anybody, as what they say and not as how it is written: for a council that moves in with its lists.

use std::collections::BTreeMap;
use std::io::{Read as Bytes, Seek};

use jiff::civil::Date;

use super::cell::{Read, values};
use super::{Checked, Finding, MOST_ROWS, Teller};
use crate::annex_a::opened::sheets;
use crate::workbook::{NotRead, Workbook};

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenRow {
    /// The number of the list.
    pub list: u8,
    /// The sheet and the row: "sheet List 3, row 7".
    pub place: String,
    /// What is written, by the list's own headings.
    pub values: BTreeMap<&'static str, Got>,
    /// The headings of cells in which something is written that cannot be read.
    pub unreadable: Vec<&'static str>,
}

/// What is written in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Got {
    /// A text.
    Text(String),
    /// A day.
    Day(Date),
    /// A number.
    Whole(u32),
    /// The code of a value that was chosen.
    Code(&'static str),
}

impl GivenRow {
    /// A text, or a code.
    pub fn text(&self, column: &str) -> Option<&str> {
        match self.values.get(column)? {
            Got::Text(text) => Some(text),
            Got::Code(code) => Some(code),
            Got::Day(_) | Got::Whole(_) => None,
        }
    }

    /// A day.
    pub fn day(&self, column: &str) -> Option<Date> {
        match self.values.get(column)? {
            Got::Day(day) => Some(*day),
            Got::Text(_) | Got::Whole(_) | Got::Code(_) => None,
        }
    }

    /// A number.
    pub fn whole(&self, column: &str) -> Option<u32> {
        match self.values.get(column)? {
            Got::Whole(number) => Some(*number),
            Got::Text(_) | Got::Day(_) | Got::Code(_) => None,
        }
    }
}

/// Hands on each row of each list of a workbook, in order; gives back the names of the sheets that are no list.
///
/// # Errors
/// When it cannot be read to its end: it is no workbook, is damaged, or holds more than any such workbook does.
pub fn read<R: Bytes + Seek>(bytes: R, on: &mut dyn FnMut(GivenRow)) -> Result<Vec<String>, NotRead> {
    read_until(bytes, &mut |row| {
        on(row);
        true
    })
}

/// As [`read`], for whoever may have had enough: nothing is read after a row of which `on` says no.
///
/// # Errors
/// As [`read`], and at a row of which `on` says no.
pub fn read_until<R: Bytes + Seek>(
    bytes: R,
    on: &mut dyn FnMut(GivenRow) -> bool,
) -> Result<Vec<String>, NotRead> {
    let mut workbook = Workbook::open(bytes)?;
    let sheets = sheets(&mut workbook)?;
    let mut ignored = |_: &Finding| {};
    let mut teller = Teller { checked: Checked::default(), told: BTreeMap::new(), tell: &mut ignored };
    for found in &sheets.lists {
        let mut rows = 0;
        workbook.rows(&found.sheet, &mut |row| {
            if row.number <= found.row || row.cells.iter().all(|cell| cell.value.is_blank()) {
                return Ok(());
            }
            let place = format!("sheet {}, row {}", found.sheet.name, row.number);
            rows += 1;
            if rows > MOST_ROWS {
                return Err(NotRead::at(place, "it has more than 200,000 rows. No such list is as long."));
            }
            let mut given =
                GivenRow { list: found.list.number, place, values: BTreeMap::new(), unreadable: Vec::new() };
            for (column, read) in found.list.columns.iter().zip(values(found, row, None, &mut teller)) {
                let got = match read {
                    Read::Missing => continue,
                    Read::Unreadable => {
                        given.unreadable.push(column.name);
                        continue;
                    }
                    Read::Text(text) => Got::Text(text),
                    Read::Day(day) => Got::Day(day),
                    Read::Whole(number) => Got::Whole(number),
                    Read::Code(choice) => Got::Code(choice.code),
                };
                given.values.insert(column.name, got);
            }
            let place = given.place.clone();
            if on(given) { Ok(()) } else { Err(NotRead::at(place, "it is read no further.")) }
        })?;
    }
    Ok(sheets.others.iter().map(|sheet| sheet.name.clone()).collect())
}
