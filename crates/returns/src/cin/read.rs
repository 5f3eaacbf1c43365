//! A whole return, read once from front to back: the header, then child after child, with one child in memory at a time.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::BufRead;

use super::check::Shape;
use super::child::{child, header};
use super::fields::{Findings, shortened};
use super::{CinChild, Finding, Header, ReadError, Summary};
use crate::xml::{Element, Elements, Next, Opened};

/// The most findings outside any child that are kept; the rest are counted.
const MOST_FINDINGS: usize = 1_000;
/// The most children among whom a repeated `LAchildID` is looked for: every child of the largest council many times over.
const MOST_IDS: usize = 1_000_000;

/// The `LAchildID`s seen, as short digests so that a large file needs little memory.
#[derive(Default)]
struct Ids(BTreeSet<u64>);

impl Ids {
    fn check(&mut self, child: &mut CinChild) {
        let id = &child.identifiers.la_child_id;
        if id.is_empty() || self.0.len() >= MOST_IDS {
            return;
        }
        let mut digest = DefaultHasher::new();
        id.hash(&mut digest);
        if !self.0.insert(digest.finish()) {
            child.findings.push(Finding {
                line: child.line,
                child: shortened(id).into(),
                element: "LAchildID".to_owned(),
                words: "An earlier child in the file has the same LAchildID.".to_owned(),
                text: shortened(id).to_owned(),
            });
        }
    }
}

/// Reads a CIN census return and hands each child to `on` as soon as it is read.
///
/// A file that breaks off or turns out not to be a return is refused at that line, *after* the children before it were handed on:
/// keep them apart until this returns, and drop them if it fails. Memory is bounded whatever the bytes: at most one child of 4 MiB.
///
/// # Errors
/// With the line and words for whoever sent the file: not UTF-8, not well-formed, cut off, another return, a namespace, a document
/// type or an entity, or a piece beyond any limit.
pub fn read(bytes: impl BufRead, on: &mut dyn FnMut(CinChild)) -> Result<Summary, ReadError> {
    read_with(bytes, &mut Asked { year: None, on: &mut |_, child| on(child) })
}

/// The same, held against the schema of the year that `year` makes of the header. The header is handed on with each child: one that comes after the children
/// is refused, for nobody knew by which year they were to be judged.
///
/// # Errors
/// As [`read`].
pub(super) fn read_in_shape(
    bytes: impl BufRead,
    year: &dyn Fn(&Header) -> i16,
    on: &mut dyn FnMut(&Header, CinChild),
) -> Result<Summary, ReadError> {
    read_with(bytes, &mut Asked { year: Some(year), on })
}

/// What a reading is for.
struct Asked<'a> {
    /// The year whose schema the file is held against, by its header.
    year: Option<&'a dyn Fn(&Header) -> i16>,
    on: &'a mut dyn FnMut(&Header, CinChild),
}

impl Asked<'_> {
    fn shape(&self, header: &Header) -> Option<Shape> {
        self.year.map(|year| Shape::of(year(header)))
    }
}

fn read_with(bytes: impl BufRead, asked: &mut Asked<'_>) -> Result<Summary, ReadError> {
    let mut elements = Elements::new(bytes)?.strictly();
    let mut summary = Summary::default();
    let (root, opened) = elements.root()?;
    if root.name != "Message" {
        return Err(elements.refuse(format!(
            "This is not a children in need census: it begins with <{:.80}>, and a census begins with <Message>.",
            root.name
        )));
    }
    note(&mut summary, |found| {
        found.parts(&root);
    });
    let any_children = opened == Opened::Open && take_message(&mut elements, &mut summary, asked)?;
    if !any_children {
        return Err(elements.refuse("This is not a children in need census: it has no <Children>."));
    }
    elements.end_of_file()?;
    if asked.year.is_some() && summary.children == 0 {
        let line = elements.line();
        note(&mut summary, |found| found.add_at(line, "Child", "There is no child in the return.", ""));
    }
    Ok(summary)
}

/// Reads what is in the root. Gives whether there was a list of children.
fn take_message<R: BufRead>(
    elements: &mut Elements<R>,
    summary: &mut Summary,
    asked: &mut Asked<'_>,
) -> Result<bool, ReadError> {
    let mut seen = Ids::default();
    let mut any_children = false;
    loop {
        match elements.next()? {
            Next::End => return Ok(any_children),
            Next::Text(text, line) => stray_text(summary, "Message", &text, line),
            Next::Part(part, opened) if part.name == "Header" => {
                if any_children && asked.year.is_some() {
                    let words = "The header comes after the children. It says of which year they are: put it before them.";
                    return Err(ReadError { line: part.line, words: words.to_owned() });
                }
                take_header(elements, part, opened, summary, asked)?;
            }
            Next::Part(part, opened) if part.name == "Children" => {
                note(summary, |found| {
                    found.parts(&part);
                    if any_children {
                        found.add(&part, "There is a second list of children. Its children were read too.");
                    }
                });
                any_children = true;
                if opened == Opened::Open {
                    take_children(elements, summary, &mut seen, asked)?;
                }
            }
            Next::Part(part, opened) => pass_over(elements, part, opened, summary)?,
        }
    }
}

fn take_header<R: BufRead>(
    elements: &mut Elements<R>,
    part: Element,
    opened: Opened,
    summary: &mut Summary,
    asked: &Asked<'_>,
) -> Result<(), ReadError> {
    let part = elements.inside(part, opened)?;
    let mut read = Default::default();
    note(summary, |found| {
        read = header(&part, found);
        if let Some(shape) = asked.shape(&read.0) {
            shape.look(&part, found);
        }
    });
    let (header, collection) = read;
    let says = |header: &Header| {
        header.year.is_some() || header.reference_date.is_given() || !header.sources.is_empty()
    };
    if says(&summary.header) {
        note(summary, |found| found.add(&part, "There is a second header. The first was kept."));
        return Ok(());
    }
    if let Some(other) = collection.filter(|name| name != "CIN") {
        let words = format!("This is the return \"{other:.80}\", not the children in need census (\"CIN\").");
        return Err(ReadError { line: part.line, words });
    }
    summary.header = header;
    Ok(())
}

fn take_children<R: BufRead>(
    elements: &mut Elements<R>,
    summary: &mut Summary,
    seen: &mut Ids,
    asked: &mut Asked<'_>,
) -> Result<(), ReadError> {
    let shape = asked.shape(&summary.header);
    loop {
        match elements.next()? {
            Next::End => return Ok(()),
            Next::Text(text, line) => stray_text(summary, "Children", &text, line),
            Next::Part(part, opened) if part.name == "Child" => {
                let mut read = child(&elements.inside(part, opened)?, shape);
                seen.check(&mut read);
                summary.children += 1;
                summary.episodes += read.episodes.len() as u64;
                summary.found += read.findings.len() as u64 + read.untold;
                (asked.on)(&summary.header, read);
            }
            Next::Part(part, opened) => pass_over(elements, part, opened, summary)?,
        }
    }
}

fn pass_over<R: BufRead>(
    elements: &mut Elements<R>,
    part: Element,
    opened: Opened,
    summary: &mut Summary,
) -> Result<(), ReadError> {
    let part = elements.inside(part, opened)?;
    note(summary, |found| found.unknown(&part));
    Ok(())
}

fn stray_text(summary: &mut Summary, element: &str, text: &str, line: u64) {
    let words = "There is text between the elements. It was passed over.";
    note(summary, |found| found.add_at(line, element, words, text));
}

/// Adds findings outside any child.
fn note(summary: &mut Summary, look: impl FnOnce(&mut Findings)) {
    let mut found = Findings::about("");
    look(&mut found);
    summary.found += found.list.len() as u64 + found.untold;
    let room = MOST_FINDINGS - summary.findings.len();
    summary.findings.extend(found.list.into_iter().take(room));
}
