//! Workbooks (`.xlsx`, ECMA-376): those of others read row by row, ours written row by row, in a memory that has a bound whatever the file says of itself.
//!
//! A workbook is a zip of XML. A hostile one unpacks to more than any machine holds, has a million rows, a million parts or one endless text. So nothing
//! is read whole but the texts that cells share, and these have a limit; what goes over a limit is refused in words. A formula is never worked out: the
//! value that was last saved beside it is read, and the cell says that it holds a formula.

mod book;
mod package;
mod rows;
mod strings;
mod write;

pub use book::{Sheet, Workbook};
pub use rows::{Cell, Row, Value, column_letters, day_of};
pub use write::{Column, WorkbookWriter, Written};

use std::io;

use quick_xml::errors::Error;

/// Why a workbook cannot be read any further.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {words}")]
pub struct NotRead {
    /// Where: "the workbook", "sheet List 3, row 12".
    pub place: String,
    /// What is wrong, and what to do.
    pub words: String,
}

impl NotRead {
    pub(crate) fn at(place: impl Into<String>, words: impl Into<String>) -> Self {
        NotRead { place: place.into(), words: words.into() }
    }

    pub(crate) fn whole(words: impl Into<String>) -> Self {
        NotRead::at("the workbook", words)
    }
}

/// The most bytes of a file.
const LARGEST_FILE: u64 = 128 * 1024 * 1024;
/// The most bytes that one part may unpack to. The largest list of the largest council has some tens of millions.
const LARGEST_PART: u64 = 512 * 1024 * 1024;
/// The most parts. A workbook of eleven lists has some twenty.
const MOST_PARTS: u16 = 1_000;
/// The most bytes of the directory of parts.
const LARGEST_DIRECTORY: u32 = 1024 * 1024;
/// The most bytes of shared texts, and the most of them.
const LARGEST_TEXTS: usize = 16 * 1024 * 1024;
const MOST_TEXTS: usize = 1_000_000;
/// The most sheets and formats.
const MOST_SHEETS: usize = 200;
const MOST_FORMATS: usize = 20_000;
/// Columns further right than this are told of and not read.
pub(crate) const MOST_COLUMNS: usize = 100;

/// What a fault of the parser means to whoever sent the file.
fn broken(place: &str, exceeded: bool, error: &Error) -> NotRead {
    match error {
        Error::Io(_) if exceeded => {
            NotRead::at(place, "one text or tag is longer than 64 KiB. No such list holds one.")
        }
        Error::Io(error) => NotRead::at(place, from_io(error)),
        other => NotRead::at(
            place,
            format!("the file is damaged here: {other}. Open it, save it again and send that."),
        ),
    }
}

fn from_io(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::FileTooLarge => {
            "it unpacks to more than 512 MiB. No such list is as long: the file may have been made to do harm.".into()
        }
        io::ErrorKind::UnexpectedEof => "the file ends too early. It may have been cut off: save it again.".into(),
        _ => format!("the file is damaged here: {error}. Open it, save it again and send that."),
    }
}

/// A name without its prefix: `x:row` is a `row`.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
