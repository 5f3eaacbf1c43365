//! The rows of a sheet, one at a time: where each cell stands, what it holds, and whether a formula made it.

use std::io::BufRead;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::book::Formats;
use super::strings::Texts;
use super::{MOST_COLUMNS, NotRead, broken, local};
use crate::xml::{Guarded, LONGEST_PIECE, character_of};

/// One row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Its number, from 1.
    pub number: u32,
    /// Its cells by their columns, the first 0; nothing is kept of empty ones at its end.
    pub cells: Vec<Cell>,
    /// How many cells further right than a hundred columns hold something.
    pub beyond: u32,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// Whether a formula made it.
    pub formula: bool,
}

/// What a cell holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Blank,
    /// Text, as written.
    Text(String),
    /// A number in no date's format.
    Number(f64),
    /// A number in a date's format: the day and whether a time of day is with it; nothing when it is no day of the calendar.
    Day(Option<(Date, bool)>, f64),
    /// Yes or no, as spreadsheets hold it.
    Truth(bool),
    /// An error of a formula: `#REF!`.
    Error(String),
}

impl Value {
    /// Whether there is nothing, or only space.
    pub fn is_blank(&self) -> bool {
        match self {
            Value::Blank => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// The letters of a column, the first 0: `A`, `Z`, `AA`.
pub fn column_letters(column: usize) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        letters.push(b'A' + u8::try_from((left - 1) % 26).unwrap_or_default());
        left = (left - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// The day of a number in a date's format; nothing before March 1900, where spreadsheets count a day that never was.
fn day_and_time(number: f64, since_1904: bool) -> Option<(Date, bool)> {
    let first = if since_1904 { 0.0 } else { 61.0 };
    if !(first..2_958_466.0).contains(&number) {
        return None;
    }
    let zero = if since_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
    // In range, so the whole part is exact.
    let days = number.floor() as i64;
    let day = zero.checked_add(days.days()).ok()?;
    Some((day, number.fract() * 86_400.0 >= 1.0))
}

/// The day that a bare number would be in a date's format; nothing before March 1900.
pub fn day_of(number: f64) -> Option<Date> {
    day_and_time(number, false).map(|(day, _)| day)
}

/// What a sheet is read with.
#[derive(Clone, Copy)]
pub(super) struct With<'w> {
    pub(super) texts: &'w Texts,
    pub(super) formats: &'w Formats,
    pub(super) since_1904: bool,
}

/// A cell while it is read.
#[derive(Default)]
struct Open {
    column: usize,
    kind: String,
    format: usize,
    text: String,
    /// Whether there was a value at all: `<v>` or inline text.
    given: bool,
    formula: bool,
}

/// Hands on each row that holds anything.
pub(super) fn read(
    part: impl BufRead,
    sheet: &str,
    with: With<'_>,
    hand_on: &mut dyn FnMut(&Row) -> Result<(), NotRead>,
) -> Result<(), NotRead> {
    let mut reader = Reader::from_reader(Guarded::new(part));
    let mut buffer = Vec::new();
    let mut state = State { sheet, with, row: Row::default(), cell: None, takes: false, column: 0 };
    loop {
        buffer.clear();
        reader.get_mut().begin_piece();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => return Err(broken(&state.place(), reader.get_ref().exceeded, &error)),
        };
        match event {
            Event::Start(start) => state.begin(&start)?,
            Event::Empty(empty) => {
                state.begin(&empty)?;
                state.end(local(empty.name().0), hand_on)?;
            }
            Event::End(end) => state.end(local(end.name().0), hand_on)?,
            Event::Text(text) => state.text(&text.xml10_content())?,
            Event::CData(text) => state.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let character = referred(&reference).map_err(|words| NotRead::at(state.place(), words))?;
                state.text(character.encode_utf8(&mut [0; 4]))?;
            }
            Event::DocType(_) => {
                return Err(NotRead::at(state.place(), "it has a document type, which no workbook has."));
            }
            Event::Eof => return Ok(()),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
        }
    }
}

struct State<'s> {
    sheet: &'s str,
    with: With<'s>,
    row: Row,
    cell: Option<Open>,
    /// Whether text counts here: in `<v>`, and in `<t>` of a cell.
    takes: bool,
    /// The column after the last cell.
    column: usize,
}

impl State<'_> {
    fn place(&self) -> String {
        format!("sheet {}, row {}", self.sheet, self.row.number)
    }

    fn begin(&mut self, start: &BytesStart<'_>) -> Result<(), NotRead> {
        let damaged = |error: &dyn std::fmt::Display| {
            NotRead::at(self.place(), format!("the file is damaged here: {error}."))
        };
        let mut open = Open { column: self.column, ..Open::default() };
        let name = local(start.name().0).to_owned();
        match name.as_str() {
            "row" => {
                let mut number = self.row.number.saturating_add(1);
                for attribute in start.attributes() {
                    let attribute = attribute.map_err(|error| damaged(&error))?;
                    if attribute.key.0 == "r" {
                        number = attribute.value.parse().map_err(|error| damaged(&error))?;
                    }
                }
                if number <= self.row.number && self.row.number > 0 {
                    return Err(NotRead::at(
                        self.place(),
                        format!(
                            "row {number} comes after it, out of order. Open the file, save it again and send that."
                        ),
                    ));
                }
                self.row = Row { number, ..Row::default() };
                self.column = 0;
            }
            "c" => {
                for attribute in start.attributes() {
                    let attribute = attribute.map_err(|error| damaged(&error))?;
                    match attribute.key.0 {
                        "r" => open.column = column_of(&attribute.value).unwrap_or(self.column),
                        "t" => open.kind = attribute.value.chars().take(20).collect(),
                        "s" => open.format = attribute.value.parse().unwrap_or_default(),
                        _ => {}
                    }
                }
                self.column = open.column.saturating_add(1);
                self.cell = Some(open);
            }
            "f" => {
                if let Some(cell) = &mut self.cell {
                    cell.formula = true;
                }
            }
            "v" | "t" if self.cell.is_some() => self.takes = true,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), NotRead> {
        let takes = self.takes;
        if let Some(cell) = self.cell.as_mut().filter(|_| takes) {
            cell.given = true;
            if cell.text.len() + text.len() > LONGEST_PIECE {
                return Err(NotRead::at(
                    self.place(),
                    "one text is longer than 64 KiB. No such list holds one.",
                ));
            }
            cell.text.push_str(text);
        }
        Ok(())
    }

    fn end(
        &mut self,
        name: &str,
        hand_on: &mut dyn FnMut(&Row) -> Result<(), NotRead>,
    ) -> Result<(), NotRead> {
        match name {
            "v" | "t" => self.takes = false,
            "c" => {
                if let Some(open) = self.cell.take() {
                    self.keep(&open);
                }
            }
            "row" if !self.row.cells.is_empty() || self.row.beyond > 0 => hand_on(&self.row)?,
            _ => {}
        }
        Ok(())
    }

    fn keep(&mut self, open: &Open) {
        let value = self.value_of(open);
        if value == Value::Blank && !open.formula {
            return;
        }
        if open.column >= MOST_COLUMNS {
            self.row.beyond += u32::from(!value.is_blank());
            return;
        }
        if self.row.cells.len() <= open.column {
            self.row.cells.resize(open.column + 1, Cell::default());
        }
        self.row.cells[open.column] = Cell { value, formula: open.formula };
    }

    fn value_of(&self, open: &Open) -> Value {
        if !open.given {
            return Value::Blank;
        }
        let text = open.text.as_str();
        match open.kind.as_str() {
            "s" => {
                let shared = text.trim().parse().ok().and_then(|number| self.with.texts.get(number));
                shared.map_or_else(
                    || Value::Error("a text that the file does not have".into()),
                    |text| Value::Text(text.to_owned()),
                )
            }
            "str" | "inlineStr" => Value::Text(text.to_owned()),
            "b" => Value::Truth(text.trim() == "1"),
            "e" => Value::Error(text.chars().take(40).collect()),
            "d" => match text.get(..10).and_then(|day| day.parse().ok()) {
                Some(day) => Value::Day(Some((day, text.len() > 10)), 0.0),
                None => Value::Text(text.to_owned()),
            },
            _ => match text.trim().parse::<f64>() {
                Ok(number) if !number.is_finite() => Value::Text(text.to_owned()),
                Ok(number) if self.with.formats.is_day(open.format) => {
                    Value::Day(day_and_time(number, self.with.since_1904), number)
                }
                Ok(number) => Value::Number(number),
                Err(_) => Value::Text(text.to_owned()),
            },
        }
    }
}

/// The column of a cell's name: `B7` is 1.
fn column_of(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic);
    let column = letters
        .take(4)
        .fold(0_usize, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    column.checked_sub(1)
}

/// The character that a reference stands for: one of XML's own five, or one given by its number.
pub(super) fn referred(reference: &BytesRef<'_>) -> Result<char, String> {
    let damaged = "the file is damaged here: a character reference that is none.";
    match character_of(reference).map_err(|_| damaged.to_owned())? {
        Some(character) => Ok(character),
        None => {
            let name = reference.as_ref();
            Err(format!("the entity &{name:.40}; is not one of XML's own."))
        }
    }
}

/// The number of a day in a date's format.
pub(super) fn number_of(day: Date) -> i64 {
    day.duration_since(date(1899, 12, 30)).as_hours() / SignedDuration::from_hours(24).as_hours()
}
