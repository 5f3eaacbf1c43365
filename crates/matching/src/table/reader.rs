//! Reading a file of people, row by row or whole.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::BufRead;

use csv::ByteRecord;

use super::fault::Fault;
use super::row::{Column, Row};

/// The longest cell that is taken, in bytes. A name or an address is never nearly so long.
const LONGEST: usize = 10_000;
/// The heading of the column that names questions.
const QUERY_ID: &str = "query_id";

/// Something about a file that its reader ought to know and that stops nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A column that is not known, and is not read.
    NotRead(String),
    /// So many dates of birth cannot be read, the first of them so written on this line. Such a row is compared by what else it says.
    NoDate {
        /// How many.
        rows: u64,
        /// The line of the first.
        line: u64,
        /// What stands there.
        written: String,
    },
    /// From this line on there are cells that are not UTF-8. They are read as Windows-1252, in which older programs write.
    Windows1252(u64),
}

/// Reads rows one by one.
pub struct Reader<R> {
    rows: csv::Reader<R>,
    record: ByteRecord,
    /// In which cell of a row each column stands.
    places: [Option<usize>; Column::ALL.len()],
    cells: usize,
    name: &'static str,
    remarks: Vec<Remark>,
}

/// A file of people read whole, each row named once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its rows, in the file's order.
    pub rows: Vec<Row>,
    /// Which columns it has.
    pub columns: Vec<Column>,
    /// What its reader ought to know.
    pub remarks: Vec<Remark>,
}

impl std::fmt::Display for Remark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Remark::NotRead(heading) => write!(f, "the column {heading} is not known and is not read"),
            Remark::NoDate { rows: 1, line, written } => {
                write!(f, "line {line}: the date of birth “{written}” cannot be read, and is not compared")
            }
            Remark::NoDate { rows, line, written } => {
                write!(
                    f,
                    "{rows} dates of birth cannot be read, and are not compared: the first is “{written}” on line {line}"
                )
            }
            Remark::Windows1252(line) => {
                write!(f, "line {line} is not in UTF-8: such lines are read as Windows-1252")
            }
        }
    }
}

impl<R: BufRead> Reader<R> {
    /// A file of people, whose rows are named by `rec_id`.
    ///
    /// # Errors
    /// When its headings will not do.
    pub fn people(bytes: R) -> Result<Reader<R>, Fault> {
        Reader::named_by(bytes, Column::RecId.heading())
    }

    /// A file of questions, whose rows are named by `query_id`.
    ///
    /// # Errors
    /// When its headings will not do.
    pub fn questions(bytes: R) -> Result<Reader<R>, Fault> {
        Reader::named_by(bytes, QUERY_ID)
    }

    fn named_by(mut bytes: R, name: &'static str) -> Result<Reader<R>, Fault> {
        let start = bytes.fill_buf()?;
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            return Err(Fault::Utf16);
        }
        let delimiter = delimiter(start);
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(bytes);
        let mut record = ByteRecord::new();
        if !rows.read_byte_record(&mut record)? {
            return Err(Fault::Empty);
        }
        let headings: Vec<String> = record.iter().map(|cell| decoded(cell).trim().to_owned()).collect();
        if headings.iter().all(String::is_empty) {
            return Err(Fault::Empty);
        }
        let mut reader = Reader {
            rows,
            record,
            places: [None; Column::ALL.len()],
            cells: headings.len(),
            name,
            remarks: Vec::new(),
        };
        reader.place(&headings)?;
        Ok(reader)
    }

    fn place(&mut self, headings: &[String]) -> Result<(), Fault> {
        for (place, heading) in headings.iter().enumerate() {
            match self.column(heading) {
                Some(column) if self.places[column as usize].is_some() => {
                    return Err(Fault::Twice { heading: self.heading(column) });
                }
                Some(column) => self.places[column as usize] = Some(place),
                None if heading.is_empty() => {}
                None => self.remarks.push(Remark::NotRead(heading.clone())),
            }
        }
        let found = headings.join(", ");
        if self.places[Column::RecId as usize].is_none() {
            return Err(Fault::NoName { heading: self.name, found });
        }
        if !self.columns().any(Column::compares) {
            return Err(Fault::NothingToCompare { found });
        }
        Ok(())
    }

    fn column(&self, heading: &str) -> Option<Column> {
        let plain = heading.trim_start_matches('\u{feff}').to_ascii_lowercase().replace([' ', '-'], "_");
        Column::ALL.into_iter().find(|column| self.heading(*column) == plain)
    }

    fn heading(&self, column: Column) -> &'static str {
        if column == Column::RecId { self.name } else { column.heading() }
    }

    /// Which columns the file has, in the order of [`Column::ALL`].
    pub fn columns(&self) -> impl Iterator<Item = Column> {
        Column::ALL.into_iter().filter(|column| self.places[*column as usize].is_some())
    }

    /// What its reader ought to know, as far as it has been read.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// How many bytes have been read, for telling how far it has come.
    pub fn bytes_read(&self) -> u64 {
        self.rows.position().byte()
    }

    /// The line on which the row read last begins.
    pub fn line(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }

    /// The next row; nothing at the end.
    ///
    /// # Errors
    /// With the line, when the row will not do.
    pub fn read(&mut self) -> Result<Option<Row>, Fault> {
        if !self.rows.read_byte_record(&mut self.record)? {
            return Ok(None);
        }
        let line = self.line();
        if self.record.len() != self.cells {
            return Err(Fault::Cells { line, expected: self.cells, found: self.record.len() });
        }
        let row = match std::str::from_utf8(self.record.as_slice()) {
            Ok(_) => self.row(line, |cell| std::str::from_utf8(cell).unwrap_or_default().into())?,
            Err(_) => {
                if !self.remarks.iter().any(|remark| matches!(remark, Remark::Windows1252(_))) {
                    self.remarks.push(Remark::Windows1252(line));
                }
                self.row(line, decoded)?
            }
        };
        if row.id().is_empty() {
            return Err(Fault::Nameless { line, heading: self.name });
        }
        Ok(Some(row))
    }

    fn row<'a>(&'a self, line: u64, text: impl Fn(&'a [u8]) -> Cow<'a, str>) -> Result<Row, Fault> {
        let mut cells: [Cow<'_, str>; Column::ALL.len()] = [const { Cow::Borrowed("") }; Column::ALL.len()];
        for column in Column::ALL {
            let Some(place) = self.places[column as usize] else { continue };
            let cell = self.record.get(place).unwrap_or_default();
            let heading = self.heading(column);
            if cell.len() > LONGEST {
                return Err(Fault::Long { line, heading, most: LONGEST });
            }
            if cell.contains(&0) {
                return Err(Fault::Nul { line, heading });
            }
            cells[column as usize] = text(cell);
        }
        Ok(Row::new(cells.each_ref().map(AsRef::as_ref)))
    }
}

impl Table {
    /// Reads a whole file. `tell` is told how many bytes have been read, each few thousand rows.
    ///
    /// # Errors
    /// With the line, when a row will not do, or two have one name.
    pub fn read<R: BufRead>(mut reader: Reader<R>, tell: &mut dyn FnMut(u64)) -> Result<Table, Fault> {
        let mut rows = Vec::new();
        let mut names: Vec<(u64, u32, u64)> = Vec::new();
        let mut unread: Option<(u64, u64, String)> = None;
        while let Some(row) = reader.read()? {
            if row.has_birth_that_cannot_be_read() {
                let first = || (0, reader.line(), shortened(row.cell(Column::Dob)));
                unread.get_or_insert_with(first).0 += 1;
            }
            let place = u32::try_from(rows.len()).map_err(|_| Fault::Endless)?;
            names.push((hashed(row.id()), place, reader.line()));
            rows.push(row);
            if place % 4_096 == 0 {
                tell(reader.bytes_read());
            }
        }
        named_once(&rows, names, reader.name)?;
        reader.remarks.extend(unread.map(|(rows, line, written)| Remark::NoDate { rows, line, written }));
        Ok(Table { rows, columns: reader.columns().collect(), remarks: reader.remarks })
    }
}

/// The first row, in the file's order, whose name has come before.
fn named_once(rows: &[Row], mut names: Vec<(u64, u32, u64)>, heading: &'static str) -> Result<(), Fault> {
    names.sort_unstable();
    let mut again: Option<(u64, u64, u32)> = None;
    for alike in names.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
        for (at, (_, place, line)) in alike.iter().enumerate() {
            let id = rows[*place as usize].id();
            let before = alike[..at].iter().find(|(_, earlier, _)| rows[*earlier as usize].id() == id);
            if let Some((_, _, first)) = before
                && again.is_none_or(|(earliest, ..)| *line < earliest)
            {
                again = Some((*line, *first, *place));
            }
        }
    }
    match again {
        Some((line, first, place)) => {
            Err(Fault::SameName { line, first, heading, name: rows[place as usize].id().to_owned() })
        }
        None => Ok(()),
    }
}

/// The beginning of what stands in a cell, on one line.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let plain: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    match plain.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &plain[..end]),
        None => plain,
    }
}

fn hashed(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// UTF-8 where it is, Windows-1252 where it is not.
fn decoded(cell: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(cell) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0,
    }
}

/// What stands between cells: a comma, or a semicolon or tab where the first line has one and no comma.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let has = |sign: u8| line.contains(&sign);
    match (has(b','), has(b';'), has(b'\t')) {
        (false, true, _) => b';',
        (false, false, true) => b'\t',
        _ => b',',
    }
}
