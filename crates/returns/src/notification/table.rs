//! A CSV file: headings in any order, a comma, semicolon, tab or bar between values, line ends inside quotation marks. Every value is text: what
//! begins like a formula is text too.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};
use domain::notification::{Column, INCIDENT, PERSON, REFERENCE, Row, column};
use domain::refusal::Problem;

use super::{Contents, Unreadable, room};

/// The most columns of a file: every column of the schema many times over.
const MOST_COLUMNS: usize = 200;

/// What a heading means.
enum Heading {
    Incident(&'static Column),
    Person(&'static Column),
    Unknown(String),
}

pub(super) fn read(text: &str) -> Result<Contents, Unreadable> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let begins = |record: &StringRecord| record.position().map_or(1, csv::Position::line);
    if !next(&mut reader, &mut record)? {
        return Err(Unreadable::new(1, "The file is empty."));
    }
    if record.len() > MOST_COLUMNS {
        let words = format!(
            "The first line has {} columns. A notification has at most {MOST_COLUMNS}.",
            record.len()
        );
        return Err(Unreadable::new(1, words));
    }
    let first_line = begins(&record);
    let headings: Vec<Heading> = record.iter().map(heading).collect();
    let findings = unknown(&headings);
    needs(&headings, first_line)?;
    let mut incidents = Incidents::default();
    loop {
        let start = reader.position().byte();
        if !next(&mut reader, &mut record)? {
            break;
        }
        let line = begins(&record);
        room(incidents.rows.len(), line)?;
        let source = text.get(usize_of(start)..usize_of(reader.position().byte())).unwrap_or_default();
        incidents.add(&headings, &record, line, source);
    }
    Ok(Contents { rows: incidents.rows, findings })
}

fn usize_of(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn next(reader: &mut csv::Reader<&[u8]>, record: &mut StringRecord) -> Result<bool, Unreadable> {
    let line = reader.position().line();
    reader
        .read_record(record)
        .map_err(|error| Unreadable::new(line, format!("The line cannot be read: {error}.")))
}

/// What stands between the values: whichever of four signs the headings have most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(count).unwrap_or(b',')
}

fn heading(text: &str) -> Heading {
    if let Some(column) = column(INCIDENT, text) {
        return Heading::Incident(column);
    }
    column(PERSON, text).map_or_else(|| Heading::Unknown(text.trim().to_owned()), Heading::Person)
}

fn unknown(headings: &[Heading]) -> Vec<String> {
    let unknown = headings.iter().filter_map(|heading| match heading {
        Heading::Unknown(text) if !text.is_empty() => Some(format!(
            "The heading “{text:.80}” is not in the schema. What stands under it is kept with its row."
        )),
        _ => None,
    });
    unknown.take(20).collect()
}

/// Every column that is needed must have a heading: a file without one is another file.
fn needs(headings: &[Heading], line: u64) -> Result<(), Unreadable> {
    let there = |needed: &&Column| {
        headings
            .iter()
            .any(|heading| matches!(heading, Heading::Incident(column) if column.name == needed.name))
    };
    let missing: Vec<&str> = INCIDENT
        .iter()
        .filter(|column| column.needed)
        .filter(|column| !there(column))
        .map(|column| column.name)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Unreadable::new(line, format!("The first line has no heading for {}.", missing.join(", "))))
}

/// Incidents by their reference, in the order in which each is first named.
#[derive(Default)]
struct Incidents {
    rows: Vec<Row>,
    by_reference: BTreeMap<String, usize>,
}

impl Incidents {
    fn add(&mut self, headings: &[Heading], record: &StringRecord, line: u64, source: &str) {
        if record.iter().all(|value| value.trim().is_empty()) {
            return;
        }
        let reference = value_of(headings, record, REFERENCE);
        let known = (!reference.is_empty()).then(|| self.by_reference.get(&reference).copied()).flatten();
        let place = known.unwrap_or_else(|| {
            self.rows.push(Row { line, ..Row::default() });
            self.rows.len() - 1
        });
        if !reference.is_empty() {
            self.by_reference.insert(reference, place);
        }
        let Some(row) = self.rows.get_mut(place) else { return };
        let mut person = BTreeMap::new();
        for (heading, value) in headings.iter().zip(record) {
            match heading {
                Heading::Incident(column) => row.put(column.name, value.to_owned()),
                Heading::Person(column) => {
                    // Two headings of one meaning: the first that says anything stands.
                    let before: &mut String = person.entry(column.name.to_owned()).or_default();
                    if before.trim().is_empty() {
                        value.clone_into(before);
                    }
                }
                Heading::Unknown(text) if !value.trim().is_empty() => {
                    row.more.push((text.clone(), value.to_owned()));
                }
                Heading::Unknown(_) => {}
            }
        }
        row.add_person(person);
        check_shape(row, headings.len(), record, line, source);
    }
}

/// A row with more values than headings, with fewer, or with a quotation mark that is never closed is likely to have slipped.
fn check_shape(row: &mut Row, headings: usize, record: &StringRecord, line: u64, source: &str) {
    for extra in record.iter().skip(headings).take(MOST_COLUMNS).filter(|value| !value.trim().is_empty()) {
        row.more.push((String::new(), extra.to_owned()));
    }
    if record.len() != headings {
        let words = format!(
            "Line {line} has {} values under {headings} headings. Is there a comma or quotation mark too many?",
            record.len()
        );
        row.problems.push(Problem::new("row", words));
    }
    if source.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        let words = format!(
            "A quotation mark that begins on line {line} is never closed: what follows may be within it."
        );
        row.problems.push(Problem::new("row", words));
    }
}

fn value_of(headings: &[Heading], record: &StringRecord, name: &str) -> String {
    let value = headings.iter().zip(record).find_map(|(heading, value)| match heading {
        Heading::Incident(column) if column.name == name => Some(value.trim().to_owned()),
        _ => None,
    });
    value.unwrap_or_default()
}
