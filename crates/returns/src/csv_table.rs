//! A table by anybody as a CSV file: headings in any order and case, then rows; a comma, semicolon, tab or bar between values; UTF-8, or the letters of Windows.
//! It is read one row at a time, and what holds more than any such row does is refused, so that memory has a bound whatever the bytes.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder};

/// The most bytes of one row.
const LONGEST_ROW: u64 = 4 * 1024 * 1024;
/// The most columns.
const MOST_COLUMNS: usize = 300;
/// The most rows: every child of the largest council many times over.
const MOST_ROWS: u64 = 5_000_000;

/// Why a table cannot be read any further.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {words}")]
pub struct NotRead {
    /// The line.
    pub line: u64,
    /// What is wrong there.
    pub words: String,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'h> {
    /// The line where it begins.
    pub line: u64,
    headings: &'h [String],
    values: Vec<String>,
}

impl Row<'_> {
    /// Whether there is a value for each heading and none beyond them, so that it can be told which is which.
    pub fn fits(&self) -> bool {
        let beyond = self.values.get(self.headings.len()..);
        self.values.len() >= self.headings.len()
            && beyond.is_none_or(|rest| rest.iter().all(String::is_empty))
    }

    /// Each heading, squeezed, with what stands under it.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headings.iter().map(String::as_str).zip(self.values.iter().map(String::as_str))
    }

    /// What stands under a heading, which is given squeezed; nothing when it is empty or there is none.
    pub fn get(&self, heading: &str) -> Option<&str> {
        let place = self.headings.iter().position(|known| known == heading)?;
        self.values.get(place).map(String::as_str).filter(|value| !value.is_empty())
    }
}

/// A heading without what nobody means by it: letters and figures alone, small.
pub fn squeezed(heading: &str) -> String {
    crate::annex_a::layout::squeezed(heading)
}

/// What is known of the bytes that were read so far.
#[derive(Default)]
struct Seen {
    /// How many more may be read for this row.
    left: Cell<u64>,
    /// How many were handed on.
    handed: Cell<u64>,
    /// The last of them.
    last: Cell<u8>,
}

/// Counts the bytes that are read for one row, and hands on every end of a line as a line feed, so that lines are counted as an editor counts them.
struct Guarded<R> {
    inner: R,
    after_return: bool,
    seen: Rc<Seen>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.inner.read(into)?;
            let Some(left) = self.seen.left.get().checked_sub(read as u64) else {
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the row is longer than 4 MiB"));
            };
            self.seen.left.set(left);
            let mut kept = 0;
            for at in 0..read {
                let byte = into[at];
                let after_return = std::mem::replace(&mut self.after_return, byte == b'\r');
                if byte == b'\n' && after_return {
                    continue;
                }
                into[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
            if let Some(last) = into[..kept].last() {
                self.seen.last.set(*last);
                self.seen.handed.set(self.seen.handed.get() + kept as u64);
            }
            // Nothing is the end, and a line feed alone after a carriage return is not.
            if kept > 0 || read == 0 {
                return Ok(kept);
            }
        }
    }
}

impl Seen {
    /// The line where a record began: the line after it, less the lines within it. Only at the end of a file nothing need end its line.
    fn began(&self, after: &csv::Position, record: &ByteRecord) -> u64 {
        let within = record.iter().flatten().filter(|byte| **byte == b'\n').count() as u64;
        let open = after.byte() == self.handed.get() && self.last.get() != b'\n';
        after.line().saturating_sub(within + u64::from(!open)).max(1)
    }
}

/// A heading: as it is known, and as somebody typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Squeezed, so that case, spaces and marks make no difference.
    pub known: String,
    /// As it stands in the file.
    pub typed: String,
}

/// Reads a table: hands on its headings, and then each row.
///
/// # Errors
/// When it cannot be read to its end: it is empty, damaged, or holds more than any such table does.
pub fn read(
    bytes: impl Read,
    headings: &mut dyn FnMut(&[Heading]),
    on: &mut dyn FnMut(&Row<'_>),
) -> Result<(), NotRead> {
    let mut bytes = BufReader::new(bytes);
    let first = bytes.fill_buf().map_err(|error| NotRead { line: 1, words: error.to_string() })?;
    if first.starts_with(&[0xff, 0xfe]) || first.starts_with(&[0xfe, 0xff]) {
        let words =
            "this is “Unicode text” (UTF-16). Save it as “CSV UTF-8 (comma delimited)”, and bring that.";
        return Err(NotRead { line: 1, words: words.into() });
    }
    let delimiter = delimiter(first);
    let seen = Rc::new(Seen::default());
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(Guarded { inner: bytes, after_return: false, seen: Rc::clone(&seen) });
    let mut record = ByteRecord::new();
    let mut known: Option<Vec<String>> = None;
    let mut rows = 0;
    loop {
        seen.left.set(LONGEST_ROW);
        let line = reader.position().line();
        let more = reader
            .read_byte_record(&mut record)
            .map_err(|error| NotRead { line, words: format!("the table cannot be read here: {error}.") })?;
        if !more {
            break;
        }
        let line = seen.began(reader.position(), &record);
        let values: Vec<String> = record.iter().map(text).collect();
        if values.iter().any(|value| value.contains('\0')) {
            return Err(NotRead { line, words: "this is no table: it holds bytes that no text has.".into() });
        }
        let Some(headings_known) = &known else {
            if values.len() > MOST_COLUMNS {
                return Err(NotRead { line, words: "it has more than 300 columns.".into() });
            }
            let typed = values.into_iter().map(|value| value.trim_start_matches('\u{feff}').to_owned());
            let row: Vec<Heading> = typed.map(|typed| Heading { known: squeezed(&typed), typed }).collect();
            headings(&row);
            known = Some(row.into_iter().map(|heading| heading.known).collect());
            continue;
        };
        if values.iter().all(String::is_empty) {
            continue;
        }
        rows += 1;
        if rows > MOST_ROWS {
            return Err(NotRead { line, words: "it has more than five million rows.".into() });
        }
        on(&Row { line, headings: headings_known, values });
    }
    match known {
        Some(_) => Ok(()),
        None => Err(NotRead { line: 1, words: "the file is empty.".into() }),
    }
}

/// A value as text, without the mark by which spreadsheets are kept from running it.
fn text(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    };
    let trimmed = text.trim();
    match trimmed.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => trimmed.to_owned(),
    }
}

/// What stands between values: what is most often in the first line.
fn delimiter(first: &[u8]) -> u8 {
    let line = first.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: &u8| line.iter().filter(|byte| *byte == mark).count();
    let marks = [b',', b';', b'\t', b'|'];
    // Of as many, the earlier: a comma unless another is there more often.
    marks.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(bytes: &[u8]) -> Result<Vec<(u64, Option<String>)>, NotRead> {
        let mut rows = Vec::new();
        read(bytes, &mut |_| {}, &mut |row| {
            rows.push((row.line, row.get("dateofbirth").map(str::to_owned)));
        })?;
        Ok(rows)
    }

    #[test]
    fn a_table_is_read_however_it_is_written() {
        let row = |line, value: &str| (line, Some(value.to_owned()));
        for (bytes, expected) in [
            (&b"id,Date of birth\n1,2015-05-04\n"[..], vec![row(2, "2015-05-04")]),
            (
                b"\xef\xbb\xbfDATE_OF_BIRTH;id\r\n04/05/2015;1\r\n\r\n;2\r\n",
                vec![row(2, "04/05/2015"), (4, None)],
            ),
            (
                b"id\tdate of birth\n1\t\"2015\n-05\"\n2\tZo\xeb\n",
                vec![row(2, "2015\n-05"), row(4, "Zo\u{eb}")],
            ),
            (b"date of birth\n'=1+1\n", vec![row(2, "=1+1")]),
        ] {
            assert_eq!(table(bytes), Ok(expected));
        }
    }

    #[test]
    fn a_row_that_does_not_fit_its_headings_is_known() {
        let mut fits = Vec::new();
        let bytes = b"id,name\n1,Mara\n2,Smith, Jones\n3\n4,Ivo,,\n5,\n";
        read(&bytes[..], &mut |_| {}, &mut |row| fits.push((row.line, row.fits()))).unwrap();
        assert_eq!(fits, [(2, true), (3, false), (4, false), (5, true), (6, true)]);
    }

    #[test]
    fn unicode_text_is_refused_with_what_to_do() {
        for bytes in [&b"\xff\xfei\0d\0\n\0"[..], b"\xfe\xff\0i\0d\0\n"] {
            let refused = table(bytes).unwrap_err();
            assert!(refused.words.contains("Save it as “CSV UTF-8"), "{refused}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_line() {
        let long = [b"id\n\"".as_slice(), &vec![b'a'; 6 * 1024 * 1024]].concat();
        for (bytes, line) in [(&b""[..], 1), (b"id\nPK\0\x03\n", 2), (&long, 2)] {
            assert_eq!(table(bytes).unwrap_err().line, line);
        }
    }
}
