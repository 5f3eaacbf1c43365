//! The clock on the wall in England: instants are kept in UTC and shown in London's time.
//!
//! Twice a year the wall clock lies: an hour that does not happen in March, and one that happens twice in October. Times in the two
//! like-named hours are always shown with their offset (hazard H8: a wrong hour on police protection or a section 47 enquiry).

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

/// Europe/London with its rules, inside the program: no time-zone files are read.
pub static LONDON: TimeZone = jiff::tz::get!("Europe/London");

/// The day it is in London at an instant.
pub fn date_of(at: Timestamp) -> Date {
    LONDON.to_datetime(at).date()
}

/// The time on the wall in London at an instant.
pub fn time_of(at: Timestamp) -> Time {
    LONDON.to_datetime(at).time()
}

/// The instant of a time on the wall. In the hour that happens twice, the first; in the hour that does not happen, an hour later.
pub fn instant(day: Date, time: Time) -> Timestamp {
    let beyond = if day.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    LONDON.to_timestamp(day.to_datetime(time)).unwrap_or(beyond)
}

/// The first second of a day.
pub fn start_of(day: Date) -> Timestamp {
    instant(day, Time::midnight())
}

/// The last second of a day, 23:59:59: what is due on the day is missed after it.
pub fn end_of(day: Date) -> Timestamp {
    instant(day, Time::constant(23, 59, 59, 0))
}

/// "15:00"; in the two like-named hours of October "01:30 BST (+01:00)" or "01:30 GMT (+00:00)".
pub fn time_in_words(at: Timestamp) -> String {
    let wall = LONDON.to_datetime(at);
    let twice = LONDON.to_ambiguous_timestamp(wall).offset();
    let time = wall.strftime("%H:%M");
    match twice {
        AmbiguousOffset::Fold { before, .. } if LONDON.to_offset(at) == before => {
            format!("{time} BST (+01:00)")
        }
        AmbiguousOffset::Fold { .. } => format!("{time} GMT (+00:00)"),
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Gap { .. } => time.to_string(),
    }
}

/// "4 September 2026".
pub fn date_in_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// "Friday 4 September 2026".
pub fn weekday_in_words(day: Date) -> String {
    day.strftime("%A %-d %B %Y").to_string()
}

/// "4 September 2026 at 15:00".
pub fn moment_in_words(at: Timestamp) -> String {
    format!("{} at {}", date_in_words(date_of(at)), time_in_words(at))
}

/// "today 15:00", "yesterday 08:10", "4 September 15:00", "4 September 2025": for lists, where the eye looks for what is new.
pub fn moment_in_short(at: Timestamp, now: Timestamp) -> String {
    let (day, today) = (date_of(at), date_of(now));
    let time = time_in_words(at);
    if day == today {
        return format!("today {time}");
    }
    if day.tomorrow().is_ok_and(|next| next == today) {
        return format!("yesterday {time}");
    }
    if day.year() == today.year() {
        return format!("{} {time}", day.strftime("%-d %B"));
    }
    date_in_words(day)
}

/// "04/09/2026", as the statutory lists and the people who read them write it.
pub fn date_in_digits(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_is_said_shortly() {
        fn check(at: &str, expected: &str) {
            let now = "2026-09-04T08:00:00Z".parse().unwrap();
            assert_eq!(moment_in_short(at.parse().unwrap(), now), expected);
        }
        check("2026-09-04T00:35:00Z", "today 01:35");
        check("2026-09-03T23:30:00Z", "today 00:30");
        check("2026-09-03T15:00:00Z", "yesterday 16:00");
        check("2026-08-30T15:00:00Z", "30 August 16:00");
        check("2025-12-31T15:00:00Z", "31 December 2025");
    }

    #[test]
    fn instants_are_shown_as_the_wall_clock_had_them() {
        fn check(at: &str, expected: &str) {
            assert_eq!(moment_in_words(at.parse().unwrap()), expected);
        }
        check("2026-09-04T14:00:00Z", "4 September 2026 at 15:00");
        check("2026-12-04T15:00:00Z", "4 December 2026 at 15:00");
        check("2026-08-31T23:30:00Z", "1 September 2026 at 00:30");
        check("2026-10-24T23:59:59Z", "25 October 2026 at 00:59");
        check("2026-10-25T00:30:00Z", "25 October 2026 at 01:30 BST (+01:00)");
        check("2026-10-25T01:30:00Z", "25 October 2026 at 01:30 GMT (+00:00)");
        check("2026-10-25T02:00:00Z", "25 October 2026 at 02:00");
        check("2026-03-29T00:59:00Z", "29 March 2026 at 00:59");
        check("2026-03-29T01:00:00Z", "29 March 2026 at 02:00");
        check("2040-10-28T00:30:00Z", "28 October 2040 at 01:30 BST (+01:00)");
    }

    #[test]
    fn a_day_ends_on_the_wall_clock() {
        fn check(day: &str, first: &str, last: &str) {
            let day: Date = day.parse().unwrap();
            assert_eq!(start_of(day).to_string(), first);
            assert_eq!(end_of(day).to_string(), last);
        }
        check("2026-09-01", "2026-08-31T23:00:00Z", "2026-09-01T22:59:59Z");
        check("2026-12-01", "2026-12-01T00:00:00Z", "2026-12-01T23:59:59Z");
        check("2026-10-25", "2026-10-24T23:00:00Z", "2026-10-25T23:59:59Z");
        check("2026-03-29", "2026-03-29T00:00:00Z", "2026-03-29T22:59:59Z");
        assert_eq!(end_of(Date::MAX), Timestamp::MAX);
        assert_eq!(start_of(Date::MIN), Timestamp::MIN);
    }

    #[test]
    fn days_are_written_as_people_read_them() {
        let day = jiff::civil::date(2026, 9, 4);
        assert_eq!(weekday_in_words(day), "Friday 4 September 2026");
        assert_eq!(date_in_words(day), "4 September 2026");
        assert_eq!(date_in_digits(day), "04/09/2026");
    }
}
