//! An XML file: `<notifications>` with a `<notification>` for each incident and a `<person>` for everybody in it. Document types, entities,
//! namespaces and attributes have no place in it.

use std::collections::BTreeMap;

use domain::notification::{INCIDENT, PERSON, Row, column};
use domain::refusal::Problem;

use super::{Contents, Unreadable, room};
use crate::xml::{Element, Elements, Next, Opened, ReadError};

impl From<ReadError> for Unreadable {
    fn from(error: ReadError) -> Self {
        Unreadable { line: error.line, words: error.words }
    }
}

pub(super) fn read(text: &str) -> Result<Contents, Unreadable> {
    // The text is decoded already, whatever its declaration says it was written in.
    let (declaration, _) =
        text.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).unwrap_or_default();
    let begins =
        text.len() - text.trim_start().len() + if declaration.is_empty() { 0 } else { declaration.len() + 7 };
    let before = text.get(..begins).unwrap_or_default().matches('\n').count() as u64;
    let down = |error: ReadError| Unreadable { line: error.line + before, words: error.words };
    let mut elements = Elements::new(text.get(begins..).unwrap_or_default().as_bytes()).map_err(down)?;
    let (root, opened) = elements.root().map_err(down)?;
    if root.name != "notifications" {
        let words = format!(
            "This begins with <{:.80}>. A file of notifications begins with <notifications>.",
            root.name
        );
        return Err(Unreadable::new(root.line + before, words));
    }
    let mut contents = Contents::default();
    if opened == Opened::Open {
        take(&mut elements, &mut contents, before)?;
    }
    elements.end_of_file().map_err(down)?;
    Ok(contents)
}

/// Reads what is in the root.
fn take(elements: &mut Elements<&[u8]>, contents: &mut Contents, before: u64) -> Result<(), Unreadable> {
    let down = |error: ReadError| Unreadable { line: error.line + before, words: error.words };
    loop {
        match elements.next().map_err(down)? {
            Next::End => return Ok(()),
            Next::Text(text, line) => {
                let words = format!("Line {}: “{text:.80}” stands between the notifications.", line + before);
                contents.findings.push(words);
            }
            Next::Part(part, opened) => {
                let part = elements.inside(part, opened).map_err(down)?;
                room(contents.rows.len(), part.line + before)?;
                if part.name == "notification" {
                    contents.rows.push(row(&part, before));
                } else {
                    let (line, name) = (part.line + before, &part.name);
                    contents
                        .findings
                        .push(format!("Line {line}: <{name:.80}> is not in the schema and was passed over."));
                }
            }
        }
    }
}

fn row(element: &Element, before: u64) -> Row {
    let mut row = Row { line: element.line + before, ..Row::default() };
    let mut kinds: Vec<&str> = Vec::new();
    for part in &element.parts {
        match (part.name.as_str(), column(INCIDENT, &part.name)) {
            ("person", _) => person(part, before, &mut row),
            (_, Some(column)) if column.name == "kinds" => kinds.push(&part.text),
            (_, Some(column)) => {
                flat(part, before, &mut row);
                row.put(column.name, part.text.clone());
            }
            (name, None) => row.more.push((name.to_owned(), part.text.clone())),
        }
    }
    row.put("kinds", kinds.join("; "));
    without_attributes(element, before, &mut row);
    row
}

fn person(element: &Element, before: u64, row: &mut Row) {
    let mut said = BTreeMap::new();
    for part in &element.parts {
        flat(part, before, row);
        match column(PERSON, &part.name) {
            Some(column) if !said.contains_key(column.name) => {
                drop(said.insert(column.name.to_owned(), part.text.clone()));
            }
            _ => row.more.push((format!("person {}", part.name), part.text.clone())),
        }
    }
    without_attributes(element, before, row);
    row.add_person(said);
}

/// A value has no elements inside: what they say would be lost.
fn flat(part: &Element, before: u64, row: &mut Row) {
    for inner in &part.parts {
        let words = format!(
            "Line {}: <{:.80}> stands inside <{:.80}>, where only text belongs.",
            inner.line + before,
            inner.name,
            part.name
        );
        row.problems.push(Problem::new(part.name.clone(), words));
        row.more.push((inner.name.clone(), inner.text.clone()));
    }
    without_attributes(part, before, row);
}

fn without_attributes(element: &Element, before: u64, row: &mut Row) {
    if let Some(name) = element.attributes.first() {
        let words = format!(
            "Line {}: <{:.80}> has the attribute {name:.80}. Write it as an element.",
            element.line + before,
            element.name
        );
        row.problems.push(Problem::new("row", words));
    }
}
