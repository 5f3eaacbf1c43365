//! One cell: is it there, is it what its column holds, is it written as the guidance has it.

use domain::person::postcode::{Postcode, PostcodeCheck};
use jiff::civil::{Date, date};

use super::{Finding, Teller, offered, shortened};
use crate::annex_a::layout::{Choice, Column, Kind, Meant};
use crate::annex_a::opened::Found;
use crate::workbook::{Cell, Row, Value, column_letters, day_of};

/// What a cell was read as.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Read {
    /// Nothing is written, or that nobody knows; or there is no such column.
    Missing,
    /// Something is written that cannot be read; a finding says what.
    Unreadable,
    Text(String),
    Day(Date),
    Whole(u32),
    Code(&'static Choice),
}

/// A bare number between these is a day that lost its format: 1960 to 2050.
const LIKE_A_DAY: std::ops::Range<f64> = 21_916.0..54_789.0;
/// Days before this are slips of the year.
const EARLIEST: Date = date(1930, 1, 1);

/// Reads the cells of a row, and tells what is wrong with them.
pub(super) fn values(found: &Found, row: &Row, on: Option<Date>, teller: &mut Teller<'_>) -> Vec<Read> {
    let nothing = Cell::default();
    let mut values = Vec::with_capacity(found.list.columns.len());
    for (column, place) in found.list.columns.iter().zip(&found.columns) {
        let Some(place) = place else {
            values.push(Read::Missing);
            continue;
        };
        let cell = row.cells.get(*place).unwrap_or(&nothing);
        let mut at = At { found, row: row.number, place: *place, column, cell, on, teller };
        values.push(at.read());
    }
    if row.beyond > 0 {
        let words = format!("{} cells beyond the hundredth column hold something.", row.beyond);
        teller.of_sheet("C12", &found.sheet.name, format!("{}{}", column_letters(100), row.number), words);
    }
    values
}

struct At<'a, 't> {
    found: &'a Found,
    row: u32,
    place: usize,
    column: &'static Column,
    cell: &'a Cell,
    on: Option<Date>,
    teller: &'a mut Teller<'t>,
}

impl At<'_, '_> {
    fn read(&mut self) -> Read {
        if self.cell.formula {
            self.tell("C08", "A formula makes this value; the value that was last saved was checked.".into());
        }
        match &self.cell.value {
            Value::Error(error) => {
                self.tell("C09", format!("The cell holds the error “{}”.", shortened(error)));
                return Read::Unreadable;
            }
            value if value.is_blank() => {
                if !self.column.may_be_blank {
                    self.tell("C01", format!("“{}” is empty.", self.column.name));
                }
                return Read::Missing;
            }
            _ => {}
        }
        match self.column.kind {
            Kind::Day => self.day(),
            Kind::Whole => self.whole(),
            Kind::Choice(_) => self.choice(),
            Kind::Text | Kind::Postcode => self.text(),
        }
    }

    fn tell(&mut self, rule: &'static str, words: String) {
        let cell = format!("{}{}", column_letters(self.place), self.row);
        let text = shortened(&written(&self.cell.value));
        let sheet = self.found.sheet.name.clone();
        self.teller.tell(&Finding { rule, sheet, cell, column: self.column.name, words, text });
    }

    fn day(&mut self) -> Read {
        let day = match &self.cell.value {
            Value::Day(Some((day, timed)), _) => {
                if *timed {
                    self.tell("C13", "The date has a time of day with it.".into());
                }
                Some(*day)
            }
            Value::Number(number) if LIKE_A_DAY.contains(number) => {
                let day = day_of(*number);
                if let Some(day) = day {
                    self.tell("C06", format!("The date is a bare number, which would be {}.", shown(day)));
                }
                day
            }
            Value::Text(text) => {
                let day = typed(text);
                if let Some(day) = day {
                    self.tell("C05", format!("The date is written as text, and was read as {}.", shown(day)));
                }
                day
            }
            _ => None,
        };
        let Some(day) = day else {
            self.tell("C04", format!("“{}” is not a date that can be read.", self.column.name));
            return Read::Unreadable;
        };
        if day < EARLIEST {
            self.tell("C15", format!("{} is too long ago to be right.", shown(day)));
        } else if self.on.is_some_and(|on| day > on) && self.column.name != "Date of Birth" {
            let on = self.on.map(shown).unwrap_or_default();
            self.tell("C14", format!("{} is later than {on}, the day of the lists.", shown(day)));
        }
        Read::Day(day)
    }

    fn whole(&mut self) -> Read {
        let (number, as_text) = match &self.cell.value {
            Value::Number(number) | Value::Day(_, number) => (Some(*number), false),
            Value::Text(text) => (text.trim().parse::<f64>().ok(), true),
            _ => (None, false),
        };
        // Above a million nothing is counted here, so the whole part is exact.
        match number {
            Some(number) if number.fract() == 0.0 && (0.0..1_000_000.0).contains(&number) => {
                if as_text {
                    self.tell("C11", "The number is written as text.".into());
                }
                Read::Whole(number as u32)
            }
            _ => {
                self.tell("C07", format!("“{}” is not a whole number.", self.column.name));
                Read::Unreadable
            }
        }
    }

    fn choice(&mut self) -> Read {
        let written = match &self.cell.value {
            Value::Truth(true) => "Yes".to_owned(),
            Value::Truth(false) => "No".to_owned(),
            value => written(value),
        };
        match self.column.meant(&written) {
            Meant::Exactly(choice) => Read::Code(choice),
            Meant::Otherwise(choice) => {
                self.tell("C03", format!("Written otherwise: it was read as “{}”.", choice.value));
                Read::Code(choice)
            }
            Meant::Elsewhere(choice) if choice.code.is_empty() => {
                let words = format!("The guidance has no “{}” here: it was read as not said.", choice.value);
                self.tell("C03", words);
                Read::Missing
            }
            Meant::Elsewhere(choice) => {
                let words = format!("The guidance has no such value: it was read as “{}”.", choice.value);
                self.tell("C03", words);
                Read::Code(choice)
            }
            Meant::Several(several) => {
                let some: Vec<String> =
                    several.iter().take(4).map(|choice| format!("“{}”", choice.value)).collect();
                self.tell("C02", format!("It could be {}.", some.join(" or ")));
                Read::Unreadable
            }
            Meant::Unknown => {
                self.tell("C02", format!("It should be {}.", offered(&self.column.kind)));
                Read::Unreadable
            }
        }
    }

    fn text(&mut self) -> Read {
        let text = written(&self.cell.value);
        let trimmed = text.trim();
        if trimmed.len() != text.len() {
            self.tell("C16", "There is space before or after the value.".into());
        }
        if self.column.kind == Kind::Postcode && Postcode::new(trimmed).check() != PostcodeCheck::WellFormed {
            self.tell("C10", format!("“{}” is not a postcode.", shortened(trimmed)));
        }
        Read::Text(trimmed.chars().take(200).collect())
    }
}

/// A value as text: whole numbers without a point.
fn written(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(text) | Value::Error(text) => text.clone(),
        Value::Number(number) | Value::Day(None, number) => format!("{number}"),
        Value::Day(Some((day, _)), _) => shown(*day),
        Value::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
    }
}

/// A day as the lists show it.
pub(super) fn shown(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// A day that was typed as text: day first, or year first; in figures.
fn typed(text: &str) -> Option<Date> {
    let day = text.trim().split([' ', 'T']).next()?;
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let [one, two, three] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<i16>().ok();
    let small = |part: &str| part.parse::<i8>().ok();
    match (one.len(), three.len()) {
        (4, 1 | 2) => Date::new(number(one)?, small(two)?, small(three)?).ok(),
        (1 | 2, 4) => Date::new(number(three)?, small(two)?, small(one)?).ok(),
        _ => None,
    }
}
