//! A date with no more precision than is known: the day, the month, the year, about a year, or the day a baby is expected.
//!
//! Forms that insist on a day make people invent one, and an invented 1 January then counts as evidence. Here what was known is what is kept.

use std::fmt;
use std::str::FromStr;

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::london::{date_in_digits, date_in_words};
use crate::calendar::typed::{NotADate, TypedDate, read_date};

/// A date as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PartialDate {
    /// The day.
    Exact(Date),
    /// The month.
    Month {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// The year.
    Year(i16),
    /// The year, give or take two.
    About(i16),
    /// The day an unborn baby is expected.
    Expected(Date),
    /// Asked, and not known.
    NotKnown,
}

/// Why what was typed cannot be taken as a partial date. Each says how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPartialDate {
    /// Nothing was typed: not known is an answer of its own.
    #[error("Enter a date, a year such as 2014, about 2014, or not known.")]
    Empty,
    /// It is not like any date.
    #[error("Enter a date like 29 2 2016, March 2014, 2014, about 2014, due 3 5 2027, or not known.")]
    NotUnderstood,
    /// An expected date without its day.
    #[error("Write the whole expected date, like due 3 5 2027. Your best estimate will do.")]
    ExpectedDayMissing,
    /// The date itself is wrong.
    #[error(transparent)]
    Date(NotADate),
}

/// An age in completed years, as closely as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Age {
    /// At least this many years old.
    pub at_least: i16,
    /// At most this many years old.
    pub at_most: i16,
}

/// How far a year said to be "about" may be out, either way.
const ABOUT: i16 = 2;

impl PartialDate {
    /// Reads what a person typed: "29/02/2016", "3 jan 2015", "March 2014", "2014", "about 2014", "edd 3/5/2027", "not known", 2016-02-29.
    pub fn parse(text: &str) -> Result<Self, NotAPartialDate> {
        let lower = text.trim().to_lowercase();
        if lower.is_empty() {
            return Err(NotAPartialDate::Empty);
        }
        if matches!(lower.as_str(), "not known" | "unknown" | "nk" | "n/k" | "dk" | "?") {
            return Ok(PartialDate::NotKnown);
        }
        if let Some(rest) =
            after_any(&lower, &["estimated due date", "expected date", "expected", "edd", "due"])
        {
            return match read_date(rest).map_err(mend)? {
                TypedDate::Day(day) => Ok(PartialDate::Expected(day)),
                TypedDate::Month { .. } | TypedDate::Year(_) => Err(NotAPartialDate::ExpectedDayMissing),
            };
        }
        let roughly =
            ["about", "around", "approximately", "approx", "roughly", "circa", "estimated", "est", "c", "~"];
        let about = after_any(&lower, &roughly)
            .or_else(|| lower.strip_suffix('?'))
            .or_else(|| lower.strip_suffix("ish"));
        if let Some(rest) = about {
            return Ok(PartialDate::About(match read_date(rest).map_err(mend)? {
                TypedDate::Day(day) => day.year(),
                TypedDate::Month { year, .. } | TypedDate::Year(year) => year,
            }));
        }
        Ok(match read_date(&lower).map_err(mend)? {
            TypedDate::Day(day) => PartialDate::Exact(day),
            TypedDate::Month { year, month } => PartialDate::Month { year, month },
            TypedDate::Year(year) => PartialDate::Year(year),
        })
    }

    /// The first day it can have been. Nothing when it is not known.
    pub fn earliest(&self) -> Option<Date> {
        match *self {
            PartialDate::Exact(day) | PartialDate::Expected(day) => Some(day),
            PartialDate::Month { year, month } => Some(first_of(year, month)),
            PartialDate::Year(year) => Some(first_of(year, 1)),
            PartialDate::About(year) => Some(first_of(year.saturating_sub(ABOUT), 1)),
            PartialDate::NotKnown => None,
        }
    }

    /// The last day it can have been. Nothing when it is not known.
    pub fn latest(&self) -> Option<Date> {
        match *self {
            PartialDate::Exact(day) | PartialDate::Expected(day) => Some(day),
            PartialDate::Month { year, month } => Some(first_of(year, month).last_of_month()),
            PartialDate::Year(year) => Some(first_of(year, 12).last_of_month()),
            PartialDate::About(year) => Some(first_of(year.saturating_add(ABOUT), 12).last_of_month()),
            PartialDate::NotKnown => None,
        }
    }

    /// Whether both can be the same day. One that is not known can be any.
    pub fn may_be_same_as(&self, other: &PartialDate) -> bool {
        let apart = |one: &PartialDate, two: &PartialDate| {
            one.latest().zip(two.earliest()).is_some_and(|(latest, earliest)| latest < earliest)
        };
        !apart(self, other) && !apart(other, self)
    }

    /// Whether the whole of it lies after the day: a date of birth that cannot be one yet.
    pub fn is_after(&self, day: Date) -> bool {
        self.earliest().is_some_and(|earliest| earliest > day)
    }

    /// The exact day, when that is what is known.
    pub fn exact(&self) -> Option<Date> {
        if let PartialDate::Exact(day) = *self { Some(day) } else { None }
    }

    /// The expected day of birth, when the baby is not born.
    pub fn expected(&self) -> Option<Date> {
        if let PartialDate::Expected(day) = *self { Some(day) } else { None }
    }

    /// The age in completed years on a day. Nothing for the unborn, for a day before the birth, and when it is not known.
    pub fn age_on(&self, day: Date) -> Option<Age> {
        if matches!(self, PartialDate::Expected(_)) || self.is_after(day) {
            return None;
        }
        let at_least = years(self.latest()?, day).max(0);
        let at_most = years(self.earliest()?, day);
        Some(Age { at_least, at_most })
    }

    /// The age on a day, in words: "7", "14 months", "5 days", "11 or 12", "about 12", "unborn, due 3 May 2027", "age not known".
    pub fn age_in_words(&self, day: Date) -> String {
        match *self {
            PartialDate::NotKnown => return "age not known".to_owned(),
            PartialDate::Expected(due) if due < day => {
                return format!("due {}, birth not recorded", date_in_words(due));
            }
            PartialDate::Expected(due) => return format!("unborn, due {}", date_in_words(due)),
            PartialDate::Exact(birth) if birth <= day && years(birth, day) < 2 => return infant(birth, day),
            PartialDate::About(year) if year <= day.year() => {
                return match day.year().saturating_sub(year) {
                    0 => "under 1".to_owned(),
                    years => format!("about {years}"),
                };
            }
            _ => {}
        }
        match self.age_on(day) {
            None => "not yet born".to_owned(),
            Some(Age { at_most: 0, .. }) => "under 1".to_owned(),
            Some(Age { at_least: 0, at_most: 1 }) => "under 2".to_owned(),
            Some(Age { at_least, at_most }) if at_least == at_most => at_least.to_string(),
            Some(Age { at_least, at_most }) => format!("{at_least} or {at_most}"),
        }
    }

    /// "29/02/2016", "03/2014", "2014", "about 2014", "due 03/05/2027", "not known": for tables.
    pub fn in_digits(&self) -> String {
        match *self {
            PartialDate::Exact(day) => date_in_digits(day),
            PartialDate::Month { year, month } => format!("{month:02}/{year}"),
            PartialDate::Expected(day) => format!("due {}", date_in_digits(day)),
            PartialDate::Year(_) | PartialDate::About(_) | PartialDate::NotKnown => self.to_string(),
        }
    }
}

impl fmt::Display for PartialDate {
    /// "29 February 2016", "March 2014", "2014", "about 2014", "due 3 May 2027", "not known". What it says can be typed again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            PartialDate::Exact(day) => f.write_str(&date_in_words(day)),
            PartialDate::Month { year, month } => write!(f, "{}", first_of(year, month).strftime("%B %Y")),
            PartialDate::Year(year) => write!(f, "{year}"),
            PartialDate::About(year) => write!(f, "about {year}"),
            PartialDate::Expected(day) => write!(f, "due {}", date_in_words(day)),
            PartialDate::NotKnown => f.write_str("not known"),
        }
    }
}

impl From<PartialDate> for String {
    /// As the ledger keeps it: "2016-02-29", "2014-03", "2014", "about 2014", "due 2027-05-03", "not known".
    fn from(date: PartialDate) -> String {
        match date {
            PartialDate::Exact(day) => day.to_string(),
            PartialDate::Month { year, month } => format!("{year:04}-{month:02}"),
            PartialDate::Year(_) | PartialDate::About(_) | PartialDate::NotKnown => date.to_string(),
            PartialDate::Expected(day) => format!("due {day}"),
        }
    }
}

impl TryFrom<String> for PartialDate {
    type Error = NotAPartialDate;

    /// Reads what the ledger keeps, whatever its year: limits are for typing, and a record once written must always be read.
    fn try_from(text: String) -> Result<Self, NotAPartialDate> {
        let year = |digits: &str| digits.parse::<i16>().ok();
        let expected = text.strip_prefix("due ").and_then(|day| day.parse().ok()).map(PartialDate::Expected);
        let about = || text.strip_prefix("about ").and_then(year).map(PartialDate::About);
        let exact = || text.parse().ok().map(PartialDate::Exact);
        let month = || {
            let (before, month) = text.rsplit_once('-')?;
            Some(PartialDate::Month { year: year(before)?, month: month.parse().ok()? })
        };
        let kept = expected.or_else(about).or_else(exact).or_else(month);
        kept.or_else(|| year(&text).map(PartialDate::Year)).map_or_else(|| PartialDate::parse(&text), Ok)
    }
}

impl FromStr for PartialDate {
    type Err = NotAPartialDate;

    fn from_str(text: &str) -> Result<Self, NotAPartialDate> {
        PartialDate::parse(text)
    }
}

/// What follows the first of the words that the text begins with.
fn after_any<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// The plain date's complaint, in the words of a date that need not be whole.
fn mend(refused: NotADate) -> NotAPartialDate {
    match refused {
        NotADate::Empty | NotADate::NotUnderstood | NotADate::DayMissing => NotAPartialDate::NotUnderstood,
        other => NotAPartialDate::Date(other),
    }
}

/// The first day of a month; a year or month that no calendar has is the nearest end of time.
fn first_of(year: i16, month: i8) -> Date {
    Date::new(year, month, 1).unwrap_or(if year < 0 { Date::MIN } else { Date::MAX })
}

/// Completed years from a birth to a day. Somebody born on 29 February comes of age on 1 March in other years.
fn years(birth: Date, day: Date) -> i16 {
    let before_birthday = (day.month(), day.day()) < (birth.month(), birth.day());
    day.year().saturating_sub(birth.year()) - i16::from(before_birthday)
}

/// The age of a child under two: in days for the first month, then in months.
fn infant(birth: Date, day: Date) -> String {
    let counted =
        |count: i32, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let months = i32::from(day.year() - birth.year()) * 12 + i32::from(day.month() - birth.month());
    let months = months - i32::from(birth.saturating_add(Span::new().months(months)) > day);
    if months > 0 {
        return counted(months, "month");
    }
    match birth.duration_until(day).as_hours() / 24 {
        0 => "born today".to_owned(),
        days => counted(i32::try_from(days).unwrap_or(i32::MAX), "day"),
    }
}

#[cfg(test)]
#[path = "partial_date_tests.rs"]
mod tests;
