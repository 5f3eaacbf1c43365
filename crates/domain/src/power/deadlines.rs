//! By when a power ends. Hours are those that pass; days end at the same time of day on the wall. The end is always set: by the law, by the order, or
//! as the day on which what has no end is looked at again.

use jiff::{Span, Timestamp};

use super::EndsBy;
use crate::calendar::{BankHolidays, Calendar, Due, Limit, due, london};
use crate::pack::PowerKind;
use crate::refusal::Refusal;

/// What decides the end.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'c> {
    /// When it began.
    pub started: Timestamp,
    /// From when the length counts, where that is earlier.
    pub counts_from: Option<Timestamp>,
    /// The end that the order or notice says, or the day that was chosen to look again.
    pub said: Option<Timestamp>,
    /// Working days and holidays.
    pub calendar: &'c Calendar,
}

/// The latest moment that a limit allows from a start; nothing when there is no limit.
pub fn longest(limit: Limit, from: Timestamp, calendar: &Calendar) -> Option<Timestamp> {
    let on_the_wall = |span: Span| {
        let wall = london::LONDON.to_datetime(from);
        london::instant(wall.date().saturating_add(span), wall.time())
    };
    match limit {
        Limit::Days(count) => Some(on_the_wall(Span::new().days(count))),
        Limit::Weeks(count) => Some(on_the_wall(Span::new().weeks(count))),
        Limit::CalendarMonths(count) => Some(on_the_wall(Span::new().months(count))),
        limit => due(limit, from, calendar).map(Due::instant),
    }
}

/// The end of a power of this kind.
pub(super) fn end(kind: &PowerKind, asked: Asked<'_>) -> Result<Timestamp, Refusal> {
    let from = asked.counts_from.unwrap_or(asked.started);
    let latest = longest(kind.limit, from, asked.calendar).map(|latest| {
        if kind.noon_after_holiday { noon_after_holiday(latest, &asked.calendar.holidays) } else { latest }
    });
    let usual = longest(kind.limit, from, asked.calendar);
    let end = match (kind.ends, asked.said, usual) {
        // Nobody's words move what the law ends.
        (EndsBy::Law, _, Some(end)) => end,
        (EndsBy::Law, _, None) | (EndsBy::Order, None, None) | (EndsBy::Review, None, None) => {
            return Err(Refusal::field("ends-date", "Say until when it holds. It cannot be open-ended."));
        }
        (EndsBy::Order | EndsBy::Review, None, Some(end)) => end,
        (EndsBy::Order | EndsBy::Review, Some(said), _) => said,
    };
    if end <= asked.started {
        return Err(Refusal::field("ends-date", "The end must be later than the beginning."));
    }
    if let Some(latest) = latest.filter(|latest| end > *latest) {
        return Err(Refusal::field("ends-date", too_late(kind, latest)));
    }
    Ok(end)
}

/// Why an end lies too far ahead.
pub(super) fn too_late(kind: &PowerKind, latest: Timestamp) -> String {
    format!(
        "{} cannot last beyond {} ({}). Enter the end that the paper says.",
        kind.name,
        london::moment_in_words(latest),
        kind.source
    )
}

/// Where the last day is a Sunday, Good Friday, Christmas Day or a bank holiday, the court may say noon on the first later day that is none
/// (section 45(2)).
fn noon_after_holiday(latest: Timestamp, holidays: &BankHolidays) -> Timestamp {
    let is_holiday =
        |day: jiff::civil::Date| day.weekday() == jiff::civil::Weekday::Sunday || holidays.contains(day);
    let last = london::date_of(latest);
    if !is_holiday(last) {
        return latest;
    }
    let mut day = last;
    while is_holiday(day) {
        let Ok(next) = day.tomorrow() else { return latest };
        day = next;
    }
    london::instant(day, jiff::civil::Time::constant(12, 0, 0, 0))
}
