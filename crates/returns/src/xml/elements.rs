//! XML as a small tree, one entry at a time, with everything refused that such a file never holds: document types, entities, prefixes,
//! namespaces, other encodings, bottomless nesting.

use std::io::BufRead;

use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::guarded::{Guarded, LONGEST_PIECE};
use super::{ReadError, character_of};

/// The deepest nesting read. A census needs seven.
const DEEPEST: usize = 32;
/// The most attributes of one element. None is needed but those of the root.
const MOST_ATTRIBUTES: usize = 32;
/// The most bytes of one child's entry. The longest real ones are some tens of thousands.
const LONGEST_CHILD: u64 = 4 * 1024 * 1024;
/// The most elements of one child.
const MOST_ELEMENTS: usize = 20_000;

/// An element with all that it holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) line: u64,
    /// Its text and that of none of its children, without space at its ends.
    pub(crate) text: String,
    /// Whether space was taken away from the ends of its text.
    pub(crate) padded: bool,
    pub(crate) parts: Vec<Element>,
    /// Names of attributes, none of which is read.
    pub(crate) attributes: Vec<String>,
}

/// What comes next inside an element that is read part by part.
pub(crate) enum Next {
    /// A part begins.
    Part(Element, Opened),
    /// The element that holds it ends.
    End,
    /// There is text where only elements belong.
    Text(String, u64),
}

/// Whether an element that begins has something inside, or is `<Empty/>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opened {
    Open,
    Empty,
}

/// Reads elements from bytes.
pub(crate) struct Elements<R> {
    reader: Reader<Guarded<R>>,
    buffer: Vec<u8>,
    /// The names of elements now open, one after the other, for the words of a truncated file; and where each begins.
    open_names: String,
    open: Vec<usize>,
    /// Whether characters that XML does not know are refused.
    strict: bool,
}

/// One thing that matters, out of the events of the parser.
enum Piece {
    Begin(Element, Opened),
    End,
    /// Text of nothing but space: most of what stands between elements.
    Space,
    Text(String),
    Eof,
}

impl<R: BufRead> Elements<R> {
    pub(crate) fn new(mut bytes: R) -> Result<Elements<R>, ReadError> {
        let first = bytes.fill_buf().map_err(|error| unreadable(1, &error))?;
        if matches!(first, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, ..] | [_, 0, ..]) {
            let words = "The file is in UTF-16 or UTF-32. Save it as UTF-8 and try again.";
            return Err(ReadError { line: 1, words: words.to_owned() });
        }
        Ok(Elements {
            reader: Reader::from_reader(Guarded::new(bytes)),
            buffer: Vec::new(),
            open_names: String::new(),
            open: Vec::new(),
            strict: false,
        })
    }

    /// Refuses, from here on, every character that XML 1.0 does not allow, and every name that is none.
    pub(crate) fn strictly(mut self) -> Elements<R> {
        self.strict = true;
        self
    }

    /// The line being read.
    pub(crate) fn line(&self) -> u64 {
        self.reader.get_ref().line
    }

    /// A refusal at the line being read.
    pub(crate) fn refuse(&self, words: impl Into<String>) -> ReadError {
        ReadError { line: self.line(), words: words.into() }
    }

    /// The next part of the element now open.
    pub(crate) fn next(&mut self) -> Result<Next, ReadError> {
        loop {
            let line = self.line();
            match self.piece()? {
                Piece::Begin(element, opened) => return Ok(Next::Part(element, opened)),
                Piece::End => return Ok(Next::End),
                Piece::Text(text) if !text.trim().is_empty() => {
                    return Ok(Next::Text(text.trim().to_owned(), line));
                }
                Piece::Text(_) | Piece::Space => {}
                Piece::Eof => return Err(self.truncated()),
            }
        }
    }

    /// The root element of the file.
    pub(crate) fn root(&mut self) -> Result<(Element, Opened), ReadError> {
        loop {
            match self.piece()? {
                Piece::Begin(element, opened) => return Ok((element, opened)),
                Piece::Space => {}
                Piece::Text(text) if text.trim().is_empty() => {}
                Piece::Eof => return Err(self.refuse("The file is empty.")),
                _ => return Err(self.refuse("The file is not XML: it does not begin with an element.")),
            }
        }
    }

    /// Nothing may follow the root.
    pub(crate) fn end_of_file(&mut self) -> Result<(), ReadError> {
        loop {
            match self.piece()? {
                Piece::Eof => return Ok(()),
                Piece::Space => {}
                Piece::Text(text) if text.trim().is_empty() => {}
                _ => {
                    return Err(self.refuse(
                        "There is something after the end of the file's contents. Was one file pasted after another?",
                    ));
                }
            }
        }
    }

    /// All that is inside an element that has begun, within the limits of one child.
    pub(crate) fn inside(&mut self, mut element: Element, opened: Opened) -> Result<Element, ReadError> {
        let start = self.reader.get_ref().position;
        let mut elements = 0;
        if opened == Opened::Open {
            self.fill(&mut element, start, &mut elements)?;
        }
        Ok(element)
    }

    fn fill(&mut self, element: &mut Element, start: u64, elements: &mut usize) -> Result<(), ReadError> {
        loop {
            match self.piece()? {
                Piece::Begin(mut part, opened) => {
                    *elements += 1;
                    if opened == Opened::Open {
                        self.fill(&mut part, start, elements)?;
                    }
                    element.parts.push(part);
                }
                // Space at the ends of a text is none of it.
                Piece::Space if element.text.is_empty() => element.padded = true,
                Piece::Space => element.text.push(' '),
                Piece::Text(text) if element.text.is_empty() => element.text = text,
                Piece::Text(text) => element.text.push_str(&text),
                Piece::End => {
                    let trimmed = trim(&mut element.text);
                    element.padded = (element.padded || trimmed) && !element.text.is_empty();
                    return Ok(());
                }
                Piece::Eof => return Err(self.truncated()),
            }
            if element.text.len() > LONGEST_PIECE {
                return Err(self.too_long());
            }
            if self.reader.get_ref().position - start > LONGEST_CHILD || *elements > MOST_ELEMENTS {
                return Err(
                    self.refuse("One entry is too long to be one: more than 4 MiB or 20,000 elements.")
                );
            }
        }
    }

    fn piece(&mut self) -> Result<Piece, ReadError> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().begin_piece();
            let line = self.reader.get_ref().line;
            let piece = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => piece_of(&event, line),
                Err(error) => return Err(self.broken(&error)),
            };
            let piece = piece.map_err(|words| self.refuse(words))?;
            if self.strict {
                self.allowed(piece.as_ref())?;
            }
            match piece {
                Some(Piece::Begin(element, opened)) => {
                    if opened == Opened::Open {
                        self.open.push(self.open_names.len());
                        self.open_names.push_str(&element.name);
                    }
                    if self.open.len() > DEEPEST {
                        return Err(self.refuse("Elements are nested too deeply for such a file."));
                    }
                    return Ok(Piece::Begin(element, opened));
                }
                Some(Piece::End) => {
                    let begins = self.open.pop().unwrap_or_default();
                    self.open_names.truncate(begins);
                    return Ok(Piece::End);
                }
                Some(piece) => return Ok(piece),
                None => {}
            }
        }
    }

    /// Refuses what XML 1.0 does not allow: a control character anywhere, two others in text, and a name with anything in it that no name holds.
    fn allowed(&self, piece: Option<&Piece>) -> Result<(), ReadError> {
        if let Some(line) = self.reader.get_ref().control {
            return Err(ReadError { line, words: NOT_A_CHARACTER.to_owned() });
        }
        match piece {
            Some(Piece::Text(text)) if !is_allowed(text) => Err(self.refuse(NOT_A_CHARACTER)),
            Some(Piece::Begin(element, _)) if !is_name(&element.name) => Err(self.refuse(
                "Not well-formed XML: the name of an element holds a character that no name may hold.",
            )),
            _ => Ok(()),
        }
    }

    fn truncated(&self) -> ReadError {
        match self.open.last().and_then(|begins| self.open_names.get(*begins..)) {
            Some(name) => self.refuse(format!(
                "The file ends before </{name}>. It may have been cut off: export it again."
            )),
            None => self.refuse("The file ends too early."),
        }
    }

    fn too_long(&self) -> ReadError {
        self.refuse("One value, tag or comment is longer than 64 KiB. No such file holds one.")
    }

    fn broken(&self, error: &Error) -> ReadError {
        match error {
            Error::Io(_) if self.reader.get_ref().exceeded => self.too_long(),
            Error::Io(error) => unreadable(self.line(), error),
            Error::Encoding(_) => {
                self.refuse("There are bytes here that are not UTF-8. Save the file as UTF-8 and try again.")
            }
            // The parser meets the end of the file inside a tag, a comment or a character group.
            Error::Syntax(SyntaxError::InvalidBangMarkup) => {
                self.refuse("Not well-formed XML: a tag begins with \"<!\".")
            }
            Error::Syntax(_) => self.truncated(),
            other => self.refuse(format!("Not well-formed XML: {other}.")),
        }
    }
}

fn unreadable(line: u64, error: &std::io::Error) -> ReadError {
    ReadError { line, words: format!("The file could not be read: {error}.") }
}

/// What an event means, nothing for what may be passed over, or words for what is refused.
fn piece_of(event: &Event<'_>, line: u64) -> Result<Option<Piece>, String> {
    Ok(Some(match event {
        Event::Start(start) => Piece::Begin(element_of(start, line)?, Opened::Open),
        Event::Empty(start) => Piece::Begin(element_of(start, line)?, Opened::Empty),
        Event::End(_) => Piece::End,
        Event::Text(text) if text.bytes().all(|byte| byte.is_ascii_whitespace()) => Piece::Space,
        Event::Text(text) => Piece::Text(text.xml10_content().into_owned()),
        Event::CData(text) => Piece::Text(text.xml10_content().into_owned()),
        Event::GeneralRef(reference) => Piece::Text(referred(reference)?.to_string()),
        Event::Decl(declaration) => {
            check_encoding(declaration)?;
            return Ok(None);
        }
        Event::DocType(_) => {
            return Err("The file has a document type (<!DOCTYPE …>). No such file has one, and it can do harm: remove it.".to_owned());
        }
        Event::Comment(_) | Event::PI(_) => return Ok(None),
        Event::Eof => Piece::Eof,
    }))
}

const NOT_A_CHARACTER: &str = "There is a control character here that XML does not allow. It can do harm where it is shown: take it out and try again.";

/// Whether a text holds only what XML 1.0 allows. Control characters as bytes are noticed where bytes are read; those that stand as a number are seen here.
fn is_allowed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let control =
        bytes.iter().fold(false, |any, byte| any | (*byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')));
    !control && (bytes.is_ascii() || !text.contains(['\u{fffe}', '\u{ffff}']))
}

/// Whether a name holds only what the name of an element may hold.
fn is_name(name: &str) -> bool {
    let ascii = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':');
    name.chars().all(|character| match character {
        '\0'..='\x7f' => ascii(character as u8),
        '\u{b7}' | '\u{203f}'..='\u{2040}' | '\u{200c}'..='\u{200d}' => true,
        '\u{d7}' | '\u{f7}' | '\u{37e}' => false,
        '\u{c0}'..='\u{1fff}'
        | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}' => true,
        _ => false,
    })
}

/// Takes space away from the ends of a text, where it stands. Says whether there was any.
fn trim(text: &mut String) -> bool {
    let before = text.len();
    text.truncate(text.trim_end().len());
    let space = text.len() - text.trim_start().len();
    text.drain(..space);
    text.len() < before
}

fn check_encoding(declaration: &BytesDecl<'_>) -> Result<(), String> {
    let Some(encoding) = declaration.encoding() else { return Ok(()) };
    let name = encoding.map_err(|error| format!("The XML declaration cannot be read: {error}."))?;
    if name.eq_ignore_ascii_case("utf-8")
        || name.eq_ignore_ascii_case("utf8")
        || name.eq_ignore_ascii_case("us-ascii")
    {
        return Ok(());
    }
    Err(format!("The file says that it is in {name:.40}. Save it as UTF-8 and try again."))
}

fn element_of(start: &BytesStart<'_>, line: u64) -> Result<Element, String> {
    let name = start.name().0;
    if name.contains(':') {
        return Err(format!("The element {name:.80} has a prefix. Elements of such a file have none."));
    }
    let mut element = Element { name: name.to_owned(), line, ..Element::default() };
    for attribute in start.attributes() {
        let attribute =
            attribute.map_err(|error| format!("Not well-formed XML in <{name:.80}>: {error}."))?;
        let key = attribute.key.0;
        if key == "xmlns" && !attribute.value.is_empty() {
            return Err(format!(
                "<{name:.80}> is in the namespace \"{:.80}\". Such a file is in none.",
                attribute.value
            ));
        }
        // The place of a schema is often named on the root, and says nothing about children.
        if !key.starts_with("xmlns") && !key.starts_with("xsi:") {
            element.attributes.push(key.to_owned());
        }
        if element.attributes.len() > MOST_ATTRIBUTES {
            return Err(format!("<{name:.80}> has too many attributes."));
        }
    }
    Ok(element)
}

/// The character that a reference stands for, or why there is none.
fn referred(reference: &BytesRef<'_>) -> Result<char, String> {
    match character_of(reference).map_err(|error| format!("Not well-formed XML: {error}."))? {
        Some(character) => Ok(character),
        None => {
            let name = reference.as_ref();
            Err(format!("The entity &{name:.40}; is not one of XML's own. Write the text itself."))
        }
    }
}
