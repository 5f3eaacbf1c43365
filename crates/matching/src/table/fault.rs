//! What may be wrong with a file of people, in words for whoever made it.

use thiserror::Error;

use super::row::Column;

/// Why a file cannot be read. Lines are counted from 1, the headings among them.
#[derive(Debug, Error)]
pub enum Fault {
    /// There is nothing in it.
    #[error("the file is empty: its first line must name the columns")]
    Empty,
    /// It is in UTF-16, as some programs save "Unicode text".
    #[error("the file is in UTF-16: save it as CSV in UTF-8")]
    Utf16,
    /// The column that names the rows is missing.
    #[error("there is no column {heading}; the columns of the file are: {found}")]
    NoName {
        /// The heading that was looked for.
        heading: &'static str,
        /// The headings that are there.
        found: String,
    },
    /// None of its columns tells who somebody is.
    #[error(
        "no column tells who somebody is; known are: {}; the columns of the file are: {found}",
        comparable()
    )]
    NothingToCompare {
        /// The headings that are there.
        found: String,
    },
    /// A column is there twice.
    #[error("the column {heading} is there twice")]
    Twice {
        /// Its heading.
        heading: &'static str,
    },
    /// A row has more or fewer cells than there are headings.
    #[error("line {line}: {found} cells, but there are {expected} columns{}", unclosed(*found, *expected))]
    Cells {
        /// Where.
        line: u64,
        /// How many columns there are.
        expected: usize,
        /// How many cells the row has.
        found: usize,
    },
    /// A cell with the sign NUL: the file is damaged, or no text.
    #[error("line {line}: {heading} has a NUL character: the file is damaged, or is not a CSV file")]
    Nul {
        /// Where.
        line: u64,
        /// In which column.
        heading: &'static str,
    },
    /// A cell as long as a chapter: a quotation mark that is not closed takes in all that follows.
    #[error("line {line}: {heading} has more than {most} characters: is a quotation mark not closed?")]
    Long {
        /// Where.
        line: u64,
        /// In which column.
        heading: &'static str,
        /// The most that is taken.
        most: usize,
    },
    /// A row without its name.
    #[error("line {line}: {heading} is empty")]
    Nameless {
        /// Where.
        line: u64,
        /// The heading of the column that names rows.
        heading: &'static str,
    },
    /// Two rows of one name.
    #[error("line {line}: {heading} {name} is on line {first} already")]
    SameName {
        /// Where the second stands.
        line: u64,
        /// Where the first stands.
        first: u64,
        /// The heading of the column that names rows.
        heading: &'static str,
        /// The name.
        name: String,
    },
    /// There are more rows than can be counted.
    #[error("the file has more than four thousand million rows")]
    Endless,
    /// The file itself cannot be read.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] csv::Error),
    /// The file itself cannot be read.
    #[error("the file cannot be read: {0}")]
    Broken(#[from] std::io::Error),
}

fn comparable() -> String {
    let headings = Column::ALL.into_iter().filter(|column| column.compares()).map(Column::heading);
    headings.collect::<Vec<_>>().join(", ")
}

fn unclosed(found: usize, expected: usize) -> &'static str {
    if found > expected { "; a cell with a comma in it needs quotation marks round it" } else { "" }
}
