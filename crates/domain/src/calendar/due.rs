//! By when: the due moment that a limit gives, and how it is said to a person.

use std::cmp::Ordering;

use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Calendar, Limit, london, working_days};

/// By when something must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// By the end of a day in London.
    EndOf(Date),
    /// By an exact moment: limits in hours.
    At(Timestamp),
}

/// By when, for a clock that starts at `start`. Nothing when the limit is for the plan to set.
pub fn due(limit: Limit, start: Timestamp, calendar: &Calendar) -> Option<Due> {
    let day = london::date_of(start);
    let holidays = &calendar.holidays;
    let end = match limit {
        Limit::WorkingDays(count) => working_days::add(day, u32::from(count), holidays),
        Limit::WorkingDaysBefore(count) => working_days::subtract(day, u32::from(count), holidays),
        Limit::DaysBefore(count) => day.saturating_sub(Span::new().days(count)),
        Limit::Days(count) => day.saturating_add(Span::new().days(count)),
        Limit::Weeks(count) => day.saturating_add(Span::new().weeks(count)),
        Limit::CalendarMonths(count) => day.saturating_add(Span::new().months(count)),
        Limit::Date { month, day: of_month } => next_day_of_year(day, month, of_month),
        Limit::Hours(count) => {
            let hours = SignedDuration::from_hours(i64::from(count));
            return Some(Due::At(start.checked_add(hours).unwrap_or(Timestamp::MAX)));
        }
        Limit::MashHours(count) => return Some(Due::At(calendar.mash_hours.add(start, count, holidays))),
        Limit::Set => return None,
    };
    Some(Due::EndOf(end))
}

/// The first such day of the year on or after `from`; 29 February is 28 February in other years.
fn next_day_of_year(from: Date, month: i8, of_month: i8) -> Date {
    let in_year = |year: i16| {
        let Ok(first) = Date::new(year, month, 1) else { return Date::MAX };
        first.with().day(of_month.min(first.days_in_month())).build().unwrap_or(first)
    };
    let this_year = in_year(from.year());
    if this_year >= from { this_year } else { in_year(from.year().saturating_add(1)) }
}

impl Due {
    /// The last second at which it is in time.
    pub fn instant(self) -> Timestamp {
        match self {
            Due::EndOf(day) => london::end_of(day),
            Due::At(at) => at,
        }
    }

    /// The day it falls on in London.
    pub fn day(self) -> Date {
        match self {
            Due::EndOf(day) => day,
            Due::At(at) => london::date_of(at),
        }
    }

    /// Whether the moment has gone by. The whole of a due day is in time, its last second too.
    pub fn is_past(self, now: Timestamp) -> bool {
        match self {
            Due::EndOf(day) => london::date_of(now) > day,
            Due::At(at) => now > at,
        }
    }

    /// "due 15:00", "due today", "due tomorrow 15:00", "due Friday 4 September", "overdue 40 minutes", "overdue 2 working days".
    pub fn in_words(self, now: Timestamp, calendar: &Calendar) -> String {
        if self.is_past(now) {
            return format!("overdue {}", self.late_by(now, calendar));
        }
        let today = london::date_of(now);
        let tomorrow = today.tomorrow().ok();
        match self {
            Due::EndOf(day) if day == today => "due today".to_owned(),
            Due::EndOf(day) if Some(day) == tomorrow => "due tomorrow".to_owned(),
            Due::EndOf(day) => format!("due {}", near_day(day, today)),
            Due::At(at) if self.day() == today => format!("due {}", london::time_in_words(at)),
            Due::At(at) if Some(self.day()) == tomorrow => {
                format!("due tomorrow {}", london::time_in_words(at))
            }
            Due::At(at) => format!("due {} {}", near_day(self.day(), today), london::time_in_words(at)),
        }
    }

    /// By how much `then` is too late: "40 minutes", "3 hours", "2 working days"; over a weekend "since Friday 4 September".
    pub fn late_by(self, then: Timestamp, calendar: &Calendar) -> String {
        let today = london::date_of(then);
        let at = match self {
            Due::At(at) => at,
            Due::EndOf(day) => {
                return match working_days::between(day, today, &calendar.holidays) {
                    0 => format!("since {}", near_day(day, today)),
                    count => counted(i64::from(count), "working day"),
                };
            }
        };
        match at.duration_until(then).as_mins() {
            0 => "less than a minute".to_owned(),
            minutes @ 1..60 => counted(minutes, "minute"),
            minutes @ 60..1440 => counted(minutes / 60, "hour"),
            minutes => counted(minutes / 1440, "day"),
        }
    }
}

impl Ord for Due {
    /// What is due first comes first.
    fn cmp(&self, other: &Self) -> Ordering {
        let exact = |due: &Due| matches!(due, Due::At(_));
        (self.instant(), exact(self)).cmp(&(other.instant(), exact(other)))
    }
}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// "Friday 4 September", with the year when it is not this one.
fn near_day(day: Date, today: Date) -> String {
    if day.year() == today.year() {
        return day.strftime("%A %-d %B").to_string();
    }
    london::weekday_in_words(day)
}

fn counted(count: i64, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Times in these tests are London's: an offset is given with each.
    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn each_kind_of_limit_gives_its_moment() {
        fn check(limit: Limit, start: &str, expected: &str) {
            let due = due(limit, at(start), &Calendar::england()).unwrap();
            assert_eq!(due.instant(), at(expected), "{limit} from {start}");
        }
        check(Limit::WorkingDays(1), "2026-08-29T10:00:00+01:00", "2026-09-01T23:59:59+01:00");
        check(Limit::WorkingDays(1), "2026-08-28T16:55:00+01:00", "2026-09-01T23:59:59+01:00");
        // Half past midnight in London is still the day before in UTC.
        check(Limit::WorkingDays(1), "2026-09-02T00:30:00+01:00", "2026-09-03T23:59:59+01:00");
        check(Limit::WorkingDaysBefore(3), "2026-04-09T10:00:00+01:00", "2026-04-02T23:59:59+01:00");
        check(Limit::DaysBefore(2), "2026-09-04T10:00:00+01:00", "2026-09-02T23:59:59+01:00");
        check(Limit::Hours(72), "2026-10-23T18:00:00+01:00", "2026-10-26T17:00:00+00:00");
        check(Limit::Hours(24), "2026-03-28T18:00:00+00:00", "2026-03-29T19:00:00+01:00");
        check(Limit::MashHours(2), "2026-08-28T16:55:00+01:00", "2026-09-01T10:55:00+01:00");
        check(Limit::Weeks(4), "2026-09-01T10:00:00+01:00", "2026-09-29T23:59:59+01:00");
        check(Limit::CalendarMonths(1), "2026-01-31T10:00:00+00:00", "2026-02-28T23:59:59+00:00");
        check(Limit::CalendarMonths(1), "2024-01-31T10:00:00+00:00", "2024-02-29T23:59:59+00:00");
        check(Limit::CalendarMonths(3), "2026-08-31T10:00:00+01:00", "2026-11-30T23:59:59+00:00");
        check(Limit::CalendarMonths(6), "2026-08-30T10:00:00+01:00", "2027-02-28T23:59:59+00:00");
        check(Limit::Days(45), "2026-09-01T10:00:00+01:00", "2026-10-16T23:59:59+01:00");
        check(Limit::Date { month: 7, day: 31 }, "2026-03-31T10:00:00+01:00", "2026-07-31T23:59:59+01:00");
        check(Limit::Date { month: 7, day: 31 }, "2026-07-31T10:00:00+01:00", "2026-07-31T23:59:59+01:00");
        check(Limit::Date { month: 7, day: 31 }, "2026-08-01T10:00:00+01:00", "2027-07-31T23:59:59+01:00");
        check(Limit::Date { month: 2, day: 29 }, "2026-03-01T10:00:00+00:00", "2027-02-28T23:59:59+00:00");
        assert_eq!(due(Limit::Set, at("2026-09-01T10:00:00Z"), &Calendar::england()), None);
    }

    #[test]
    fn the_ends_of_time_do_not_break_it() {
        let longest =
            [Limit::WorkingDays(9999), Limit::Hours(9999), Limit::MashHours(9999), Limit::Weeks(9999)];
        for limit in
            longest.into_iter().chain([Limit::CalendarMonths(9999), Limit::Date { month: 1, day: 1 }])
        {
            for start in [Timestamp::MIN, Timestamp::MAX] {
                let due = due(limit, start, &Calendar::england()).unwrap();
                assert!(due.instant() >= start, "{limit} from {start}");
            }
        }
    }

    #[test]
    fn a_due_moment_says_itself() {
        fn check(due: Due, now: &str, expected: &str) {
            assert_eq!(due.in_words(at(now), &Calendar::england()), expected, "at {now}");
        }
        let friday = Due::EndOf(jiff::civil::date(2026, 9, 4));
        check(friday, "2026-09-01T10:00:00+01:00", "due Friday 4 September");
        check(friday, "2025-09-01T10:00:00+01:00", "due Friday 4 September 2026");
        check(friday, "2026-09-03T23:59:59+01:00", "due tomorrow");
        check(friday, "2026-09-04T00:00:00+01:00", "due today");
        check(friday, "2026-09-04T23:59:59.9+01:00", "due today");
        check(friday, "2026-09-05T00:00:00+01:00", "overdue since Friday 4 September");
        check(friday, "2026-09-07T00:30:00+01:00", "overdue 1 working day");
        check(friday, "2026-09-08T09:00:00+01:00", "overdue 2 working days");
        let three = Due::At(at("2026-09-04T15:00:00+01:00"));
        check(three, "2026-08-28T10:00:00+01:00", "due Friday 4 September 15:00");
        check(three, "2026-09-03T10:00:00+01:00", "due tomorrow 15:00");
        check(three, "2026-09-04T00:00:00+01:00", "due 15:00");
        check(three, "2026-09-04T15:00:00+01:00", "due 15:00");
        check(three, "2026-09-04T15:00:01+01:00", "overdue less than a minute");
        check(three, "2026-09-04T15:01:59+01:00", "overdue 1 minute");
        check(three, "2026-09-04T15:40:00+01:00", "overdue 40 minutes");
        check(three, "2026-09-04T16:00:00+01:00", "overdue 1 hour");
        check(three, "2026-09-05T14:59:00+01:00", "overdue 23 hours");
        check(three, "2026-09-07T15:00:00+01:00", "overdue 3 days");
        let twice = Due::At(at("2026-10-25T01:30:00Z"));
        check(twice, "2026-10-24T10:00:00Z", "due tomorrow 01:30 GMT (+00:00)");
    }
}
