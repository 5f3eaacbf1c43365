//! When it is night: from the hour the day team goes until it comes back, with the weekends and bank holidays between. The hours are the pack's.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::working_days::{add, is_working_day, subtract};
use crate::calendar::{Calendar, london};
use crate::pack::Handover;

/// One stretch in which the night team answers: a night, a weekend, the days of a bank holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Night {
    /// When the day team goes.
    pub begins: Timestamp,
    /// When it comes back.
    pub ends: Timestamp,
    /// By when each thing the night left must be accepted.
    pub accept_by: Timestamp,
}

impl Night {
    fn from_the_evening_of(day: Date, calendar: &Calendar, hours: &Handover) -> Self {
        let next = add(day, 1, &calendar.holidays);
        Night {
            begins: london::instant(day, hours.night_begins),
            ends: london::instant(next, hours.night_ends),
            accept_by: london::instant(next, hours.accept_by),
        }
    }

    /// The night that began last: the one under way, or the one whose morning this is.
    pub fn last_begun(at: Timestamp, calendar: &Calendar, hours: &Handover) -> Self {
        let today = london::date_of(at);
        let begun =
            is_working_day(today, &calendar.holidays) && london::instant(today, hours.night_begins) <= at;
        let day = if begun { today } else { subtract(today, 1, &calendar.holidays) };
        Night::from_the_evening_of(day, calendar, hours)
    }

    /// The night that cards are for: the one under way, or by day the one that begins next.
    pub fn tonight(at: Timestamp, calendar: &Calendar, hours: &Handover) -> Self {
        let last = Night::last_begun(at, calendar, hours);
        if at < last.ends {
            return last;
        }
        let today = london::date_of(at);
        let day =
            if is_working_day(today, &calendar.holidays) { today } else { add(today, 1, &calendar.holidays) };
        Night::from_the_evening_of(day, calendar, hours)
    }

    /// Whether the night team answers at a moment.
    pub fn is_now(at: Timestamp, calendar: &Calendar, hours: &Handover) -> bool {
        at < Night::last_begun(at, calendar, hours).ends
    }
}

/// By when what arises at a moment must be accepted: the next hour of acceptance on a working day.
pub fn accept_by(at: Timestamp, calendar: &Calendar, hours: &Handover) -> Timestamp {
    let today = london::date_of(at);
    let still = is_working_day(today, &calendar.holidays) && at < london::instant(today, hours.accept_by);
    let day = if still { today } else { add(today, 1, &calendar.holidays) };
    london::instant(day, hours.accept_by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::england;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_night_that_began_last_and_the_night_to_come() {
        let hours = &england().handover;
        let calendar = Calendar::england();
        let check = |now: &str, last: [&str; 2], tonight: &str, is_night: bool| {
            let found = Night::last_begun(at(now), &calendar, hours);
            assert_eq!([found.begins, found.ends], last.map(at), "last at {now}");
            assert_eq!(Night::tonight(at(now), &calendar, hours).begins, at(tonight), "tonight at {now}");
            assert_eq!(Night::is_now(at(now), &calendar, hours), is_night, "{now}");
        };
        // A Tuesday at three in the morning, and at eleven by day.
        let monday = ["2026-11-23T17:00:00Z", "2026-11-24T09:00:00Z"];
        check("2026-11-24T03:00:00Z", monday, "2026-11-23T17:00:00Z", true);
        check("2026-11-24T11:00:00Z", monday, "2026-11-24T17:00:00Z", false);
        check("2026-11-24T09:00:00Z", monday, "2026-11-24T17:00:00Z", false);
        check(
            "2026-11-24T17:00:00Z",
            ["2026-11-24T17:00:00Z", "2026-11-25T09:00:00Z"],
            "2026-11-24T17:00:00Z",
            true,
        );
        // A weekend is one night, and so is Christmas (the 28th is a bank holiday in 2026).
        check(
            "2026-11-28T12:00:00Z",
            ["2026-11-27T17:00:00Z", "2026-11-30T09:00:00Z"],
            "2026-11-27T17:00:00Z",
            true,
        );
        check(
            "2026-12-26T12:00:00Z",
            ["2026-12-24T17:00:00Z", "2026-12-29T09:00:00Z"],
            "2026-12-24T17:00:00Z",
            true,
        );
        // The night the clocks go back is an hour longer: the hours are those on the wall.
        check(
            "2026-10-25T02:00:00Z",
            ["2026-10-23T16:00:00Z", "2026-10-26T09:00:00Z"],
            "2026-10-23T16:00:00Z",
            true,
        );
    }

    #[test]
    fn what_arises_is_accepted_by_the_next_working_morning() {
        let hours = &england().handover;
        let check = |arises: &str, due: &str| {
            assert_eq!(accept_by(at(arises), &Calendar::england(), hours), at(due), "{arises}");
        };
        check("2026-11-24T03:00:00Z", "2026-11-24T09:30:00Z");
        check("2026-11-24T09:29:59Z", "2026-11-24T09:30:00Z");
        check("2026-11-24T09:30:00Z", "2026-11-25T09:30:00Z");
        check("2026-11-27T22:00:00Z", "2026-11-30T09:30:00Z");
        check("2026-12-24T18:00:00Z", "2026-12-29T09:30:00Z");
        check("2026-06-15T22:00:00Z", "2026-06-16T08:30:00Z");
    }
}
