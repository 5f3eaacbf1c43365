//! Dates as people type them, and what is wrong with those that cannot be taken, in words for the page. Times stand in `typed_time`.
//!
//! Days come first, as in England. A year has four digits: "15" could be 1915 or 2015. Nothing is guessed.

use jiff::civil::Date;

pub use super::typed_time::{NotAMoment, NotATime, parse_moment, parse_time};

/// The earliest year taken: nobody alive was born before it.
pub const FIRST_YEAR: i16 = 1900;

/// The latest year taken.
pub const LAST_YEAR: i16 = 2100;

/// The months' names, January first.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Text longer than this is no date, whatever it says.
pub(super) const LONGEST: usize = 100;

/// Why a typed date cannot be taken. Each says how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotADate {
    /// Nothing was typed.
    #[error("Enter a date.")]
    Empty,
    /// It is not like any date.
    #[error("Enter a date like 29 2 2016 or 29 February 2016.")]
    NotUnderstood,
    /// A month or a year where a whole date is needed.
    #[error("Enter the day, the month and the year, like 29 2 2016.")]
    DayMissing,
    /// The year has two digits.
    #[error("Write the year with four digits, like 2016 and not 16.")]
    ShortYear,
    /// The month's number is not 1 to 12.
    #[error("There is no month {0}. Write the day first and then the month, like 25 12 2015.")]
    NoSuchMonth(u16),
    /// The month is shorter than that.
    #[error("{month} {year} has {last} days, so there is no {day} {month} {year}.")]
    NoSuchDay {
        /// The day as typed.
        day: u16,
        /// The month's name.
        month: &'static str,
        /// The year as typed.
        year: i16,
        /// How many days the month has.
        last: i8,
    },
    /// Before the first year taken.
    #[error("The year {0} is too long ago. It must be {FIRST_YEAR} or later.")]
    TooLongAgo(i16),
    /// After the last year taken.
    #[error("The year {0} is too far ahead. It must be {LAST_YEAR} or earlier.")]
    TooFarAhead(i16),
}

/// A date with as much of it as was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypedDate {
    Day(Date),
    Month { year: i16, month: i8 },
    Year(i16),
}

/// A whole date: "29/02/2016", "29.2.2016", "3 jan 2015", "Friday 4th September 2026", "2016-02-29", "29022016".
pub fn parse_date(text: &str) -> Result<Date, NotADate> {
    match read_date(text)? {
        TypedDate::Day(day) => Ok(day),
        TypedDate::Month { .. } | TypedDate::Year(_) => Err(NotADate::DayMissing),
    }
}

/// What was typed, whether a day, a month or a year. Anything that is neither a letter nor a digit parts the pieces.
pub(crate) fn read_date(text: &str) -> Result<TypedDate, NotADate> {
    if text.trim().is_empty() {
        return Err(NotADate::Empty);
    }
    if text.len() > LONGEST {
        return Err(NotADate::NotUnderstood);
    }
    let text = text.to_lowercase();
    let pieces: Vec<Piece<'_>> = pieces(&text).into_iter().filter(|piece| !piece.is_noise()).collect();
    use Piece::{Number, Word};
    match pieces.as_slice() {
        [Number(year), Number(month), Number(day)] if year.len() == 4 => {
            whole(number(day)?, number(month)?, self::year(year)?)
        }
        [Number(day), Number(month), Number(year)] => whole(number(day)?, number(month)?, self::year(year)?),
        [Number(day), Word(month), Number(year)] | [Word(month), Number(day), Number(year)] => {
            whole(number(day)?, named(month)?, self::year(year)?)
        }
        [Word(month), Number(year)] => month_of(named(month)?, self::year(year)?),
        [Number(year), Number(month)] if year.len() == 4 => month_of(number(month)?, self::year(year)?),
        [Number(month), Number(year)] => month_of(number(month)?, self::year(year)?),
        [Number(digits)] if digits.len() == 8 => run_together(digits),
        [Number(year)] => self::year(year).map(TypedDate::Year),
        _ => Err(NotADate::NotUnderstood),
    }
}

/// The month a name or its beginning stands for: three letters at least.
pub(crate) fn month_from_name(lower_case: &str) -> Option<i8> {
    if lower_case.len() < 3 {
        return None;
    }
    MONTHS
        .iter()
        .zip(1..)
        .find(|(name, _)| name.to_lowercase().starts_with(lower_case))
        .map(|(_, month)| month)
}

/// "March" for 3; nothing for a number that is no month's.
pub(crate) fn month_name(month: i8) -> &'static str {
    usize::try_from(month)
        .ok()
        .and_then(|month| MONTHS.get(month.checked_sub(1)?))
        .copied()
        .unwrap_or_default()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Number(&'a str),
    Word(&'a str),
}

impl Piece<'_> {
    /// Words that say nothing more: "the 3rd of May", "Friday 4 September".
    fn is_noise(&self) -> bool {
        let Piece::Word(word) = self else { return false };
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        matches!(*word, "st" | "nd" | "rd" | "th" | "of" | "the" | "on" | "in")
            || (word.len() >= 3 && days.iter().any(|day| day.starts_with(word)))
    }
}

/// Runs of digits and runs of letters, in order.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        // Digits of another script are not read and must not be passed over either: they count as letters, which no date has there.
        let letter = |c: char| c.is_alphanumeric() && !c.is_ascii_digit();
        let same = |c: char| if digits { c.is_ascii_digit() } else { letter(c) };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (piece, after) = rest.split_at(end);
        match (digits, letter(first)) {
            (true, _) => found.push(Piece::Number(piece)),
            (false, true) => found.push(Piece::Word(piece)),
            (false, false) => {}
        }
        rest = after;
    }
    found
}

fn number(digits: &str) -> Result<u16, NotADate> {
    if digits.len() > 2 {
        Err(NotADate::NotUnderstood)
    } else {
        digits.parse().map_err(|_| NotADate::NotUnderstood)
    }
}

fn named(month: &str) -> Result<u16, NotADate> {
    month_from_name(month).and_then(|month| u16::try_from(month).ok()).ok_or(NotADate::NotUnderstood)
}

fn year(digits: &str) -> Result<i16, NotADate> {
    match digits.len() {
        4 => {}
        1 | 2 => return Err(NotADate::ShortYear),
        _ => return Err(NotADate::NotUnderstood),
    }
    match digits.parse().map_err(|_| NotADate::NotUnderstood)? {
        year if year < FIRST_YEAR => Err(NotADate::TooLongAgo(year)),
        year if year > LAST_YEAR => Err(NotADate::TooFarAhead(year)),
        year => Ok(year),
    }
}

fn month_of(month: u16, year: i16) -> Result<TypedDate, NotADate> {
    month_of_year(month).map(|month| TypedDate::Month { year, month })
}

fn month_of_year(month: u16) -> Result<i8, NotADate> {
    match i8::try_from(month) {
        Ok(found @ 1..=12) => Ok(found),
        _ => Err(NotADate::NoSuchMonth(month)),
    }
}

fn whole(day: u16, month: u16, year: i16) -> Result<TypedDate, NotADate> {
    let first = Date::new(year, month_of_year(month)?, 1).map_err(|_| NotADate::NotUnderstood)?;
    let name = month_name(first.month());
    i8::try_from(day)
        .ok()
        .and_then(|day| first.with().day(day).build().ok())
        .map(TypedDate::Day)
        .ok_or(NotADate::NoSuchDay { day, month: name, year, last: first.days_in_month() })
}

/// "29022016" or "20160229": no day and month make a year from 1900 to 2100, so the two cannot be confused.
fn run_together(digits: &str) -> Result<TypedDate, NotADate> {
    let (Some(start), Some(middle), Some(end)) = (digits.get(..2), digits.get(2..4), digits.get(4..)) else {
        return Err(NotADate::NotUnderstood);
    };
    match year(end) {
        Ok(year) => whole(number(start)?, number(middle)?, year),
        Err(refused) => {
            let (Some(year), Some(month), Some(day)) = (digits.get(..4), digits.get(4..6), digits.get(6..))
            else {
                return Err(refused);
            };
            self::year(year).map_err(|_| refused).and_then(|year| whole(number(day)?, number(month)?, year))
        }
    }
}

#[cfg(test)]
#[path = "typed_tests.rs"]
mod tests;
