//! Counting working days: the first day is day 0, and a day counts unless it is a Saturday, a Sunday or a bank holiday.

use jiff::civil::{Date, Weekday};

use super::BankHolidays;

/// Whether people are at work on the day.
pub fn is_working_day(day: Date, holidays: &BankHolidays) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !holidays.contains(day)
}

/// The day that is `count` working days after `start`. Zero is `start` itself, working or not.
pub fn add(start: Date, count: u32, holidays: &BankHolidays) -> Date {
    walk(start, count, holidays, Date::tomorrow)
}

/// The day that is `count` working days before `start`. Zero is `start` itself, working or not.
pub fn subtract(start: Date, count: u32, holidays: &BankHolidays) -> Date {
    walk(start, count, holidays, Date::yesterday)
}

/// How many working days lie after `start`, up to and counting `end`. Zero when `end` is not later.
pub fn between(start: Date, end: Date, holidays: &BankHolidays) -> u32 {
    let mut count = 0;
    let mut day = start;
    while day < end {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        count += u32::from(is_working_day(day, holidays));
    }
    count
}

/// Goes day by day until `count` working days are behind us, or the calendar ends.
fn walk(
    start: Date,
    count: u32,
    holidays: &BankHolidays,
    step: impl Fn(Date) -> Result<Date, jiff::Error>,
) -> Date {
    let mut day = start;
    let mut left = count;
    while left > 0 {
        let Ok(next) = step(day) else { break };
        day = next;
        left -= u32::from(is_working_day(day, holidays));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_count() {
        fn check(day: &str, expected: bool) {
            assert_eq!(is_working_day(day.parse().unwrap(), &BankHolidays::england()), expected, "{day}");
        }
        check("2026-08-28", true);
        check("2026-08-29", false);
        check("2026-08-30", false);
        check("2026-08-31", false);
        check("2026-09-01", true);
        check("2026-12-26", false);
        check("2026-12-28", false);
        check("2022-09-19", false);
    }

    #[test]
    fn counting_back_and_between() {
        fn check(start: &str, count: u32, expected: &str) {
            let (holidays, start, expected) =
                (BankHolidays::england(), start.parse().unwrap(), expected.parse().unwrap());
            assert_eq!(subtract(start, count, &holidays), expected, "{start} less {count}");
            assert_eq!(between(expected, start, &holidays), count, "{expected} to {start}");
        }
        check("2026-09-01", 0, "2026-09-01");
        check("2026-09-01", 1, "2026-08-28");
        check("2026-04-07", 3, "2026-03-31");
        check("2026-12-29", 2, "2026-12-23");
    }

    #[test]
    fn the_ends_of_time_do_not_break_it() {
        let holidays = BankHolidays::england();
        assert_eq!(add(Date::MAX, 3, &holidays), Date::MAX);
        assert_eq!(subtract(Date::MIN, 3, &holidays), Date::MIN);
        assert_eq!(between(Date::MAX, Date::MIN, &holidays), 0);
    }
}
