//! Notifications as other agencies send them: CSV, XML or JSON, by one schema ([`domain::notification::INCIDENT`] and
//! [`domain::notification::PERSON`]). A file that cannot be read to its end is refused with its line; a row that is wrong in a place is given on
//! with what is wrong, whole.
//!
//! CSV has one row a person: rows with the same reference are one incident, whose own columns stand in any of them, or in all alike. XML and JSON
//! have one element or object an incident, with its people inside. Columns, elements and members stand in any order.

mod json;
mod table;
mod text;
mod tree;

use domain::notification::{Format, Row};

/// The most bytes of one file: thousands of notifications, and an end to what nobody means to send.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;
/// The most incidents in one file.
pub const MOST_ROWS: usize = 5_000;

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Its incidents, in order.
    pub rows: Vec<Row>,
    /// What was noticed about the file as a whole: headings that are not in the schema, another encoding.
    pub findings: Vec<String>,
}

/// Why a file is not read. Nothing of it should be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {words}")]
pub struct Unreadable {
    /// The line at which reading stopped.
    pub line: u64,
    /// Why, and what to do about it.
    pub words: String,
}

impl Unreadable {
    fn new(line: u64, words: impl Into<String>) -> Self {
        Unreadable { line, words: words.into() }
    }
}

/// Reads a file.
///
/// # Errors
/// With the line and words for whoever sent it: another encoding, not well-formed, cut off, too long, without the columns that are needed.
pub fn read(bytes: &[u8], format: Format) -> Result<Contents, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::new(1, "The file is longer than 8 MiB. Send it in parts."));
    }
    let mut findings = Vec::new();
    let text = text::decoded(bytes, &mut findings)?;
    if text.trim().is_empty() {
        return Err(Unreadable::new(1, "The file is empty."));
    }
    let mut contents = match format {
        Format::Csv => table::read(&text)?,
        Format::Xml => tree::read(&text)?,
        Format::Json => json::read(&text)?,
    };
    if contents.rows.is_empty() {
        return Err(Unreadable::new(1, "There is no notification in the file."));
    }
    findings.append(&mut contents.findings);
    Ok(Contents { findings, ..contents })
}

/// How a file is written, by its name or else by how it begins.
pub fn format_of(name: &str, bytes: &[u8]) -> Format {
    let end = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if let Some(format) = Format::from_code(&end) {
        return format;
    }
    let first = bytes
        .iter()
        .find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf | 0xff | 0xfe | 0));
    match first {
        Some(b'<') => Format::Xml,
        Some(b'{' | b'[') => Format::Json,
        _ => Format::Csv,
    }
}

/// Refuses more incidents than one file may hold.
fn room(rows: usize, line: u64) -> Result<(), Unreadable> {
    if rows < MOST_ROWS {
        return Ok(());
    }
    Err(Unreadable::new(
        line,
        format!("More than {MOST_ROWS} notifications are in the file. Send it in parts."),
    ))
}
