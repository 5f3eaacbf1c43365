//! The year of a collection: 1 April to 31 March, and the days that its rules count from.

use domain::calendar::{BankHolidays, working_days};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::super::write::SEX_SINCE;
use super::super::{Given, Header};

/// The year whose rules are used when a file does not say of which it is: the newest in force.
const NEWEST: i16 = 2026;
/// The first and the last year that a collection of this shape is for.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 2010..=2100;

/// A collection year with the days its rules need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The year in which it ends: 2026 is 1 April 2025 to 31 March 2026.
    pub year: i16,
    /// 1 April.
    pub start: Date,
    /// The day on which the return looks back (N00603): 31 March, where nothing else is asked.
    pub reference: Date,
    /// The working day before it starts.
    pub day_before: Date,
    /// 45 working days before its end.
    pub assessment_late: Date,
    /// 15 working days before its end.
    pub conference_late: Date,
}

impl Period {
    /// The period of a year.
    pub fn ending(year: i16, holidays: &BankHolidays) -> Period {
        Period::until(year, last_day(year), holidays)
    }

    /// The period that looks back from a day to 1 April of the year before, by the rules of a year.
    fn until(year: i16, reference: Date, holidays: &BankHolidays) -> Period {
        let start = date(reference.year() - 1, 4, 1);
        Period {
            year,
            start,
            reference,
            day_before: working_days::subtract(start, 1, holidays),
            assessment_late: working_days::subtract(reference, 45, holidays),
            conference_late: working_days::subtract(reference, 15, holidays),
        }
    }

    /// The period of a year that is not over: its rules look back from today, so that nothing is late that has time.
    pub fn so_far(year: i16, today: Date, holidays: &BankHolidays) -> Period {
        let whole = Period::ending(year, holidays);
        if !whole.holds(today) {
            return whole;
        }
        Period {
            reference: today,
            assessment_late: working_days::subtract(today, 45, holidays),
            conference_late: working_days::subtract(today, 15, holidays),
            ..whole
        }
    }

    /// The year of the census that a day falls into, named by the year in which it ends.
    pub fn year_of(day: Date) -> i16 {
        day.year() + i16::from(day.month() > 3)
    }

    /// The period of a return. Its rules are those of the year that was asked for, of the header's year, or of its reference date. Its days are held against the
    /// reference date, which is what the rules name, and against the year only where there is no such date to read.
    pub(super) fn of(header: &Header, asked: Option<i16>, holidays: &BankHolidays) -> Period {
        let year = Period::year_asked(header, asked);
        let dated = header.reference_date.read().filter(|day| YEARS.contains(&day.year()));
        Period::until(year, dated.unwrap_or_else(|| last_day(year)), holidays)
    }

    /// The year whose rules a return is checked by.
    pub(super) fn year_asked(header: &Header, asked: Option<i16>) -> i16 {
        let written = header.year.as_deref().and_then(|year| year.parse().ok());
        let dated = header.reference_date.read().map(Period::year_of);
        let known = |year: &i16| YEARS.contains(year);
        asked.filter(known).or(written.filter(known)).or(dated.filter(known)).unwrap_or(NEWEST)
    }

    /// Whether it ends on the last day of the year whose rules it has.
    pub(super) fn is_whole(&self) -> bool {
        self.reference == last_day(self.year)
    }

    /// Whether a day lies in the year, its first and last day among it.
    pub fn holds(&self, day: Date) -> bool {
        self.start <= day && day <= self.reference
    }

    /// Whether a day can be read and lies outside the year.
    pub(super) fn outside(&self, day: Given<Date>) -> bool {
        day.read().is_some_and(|day| !self.holds(day))
    }

    /// Whether a day is missing, cannot be read, or comes after the year.
    pub(super) fn missing_or_later(&self, day: Given<Date>) -> bool {
        day.read().is_none_or(|day| day > self.reference)
    }

    /// Whether children are given a sex (from 2024-25) or, before, a gender.
    pub fn asks_sex(&self) -> bool {
        self.year >= SEX_SINCE
    }

    /// The last day of birth of a child from whom a pupil number is expected: who was five when the school year of this period began. Before 2024-25, who was
    /// more than six on its last day.
    pub(super) fn last_birth_at_school(&self) -> Date {
        let ends = self.start.year() + 1;
        if self.asks_sex() { date(ends - 6, 8, 31) } else { date(ends - 6, 3, 30) }
    }

    /// The day this many years before the end.
    pub(super) fn years_before(&self, years: i16) -> Date {
        self.reference.saturating_sub(years.years())
    }

    /// Nine months after the end, and thirty days before it: between them a baby is expected.
    pub(super) fn expects(&self, day: Date) -> bool {
        self.reference.saturating_sub(30.days()) <= day && day <= self.reference.saturating_add(9.months())
    }
}

/// The day on which a year ends.
pub(super) fn last_day(year: i16) -> Date {
    date(year, 3, 31)
}

/// A day some years later.
pub(super) fn years_after(day: Date, years: i16) -> Date {
    day.saturating_add(years.years())
}
