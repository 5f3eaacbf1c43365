//! Due days worked by hand, and every limit of the timer register.

use domain::calendar::{BankHolidays, Calendar, Due, Limit, due, london, working_days};
use jiff::civil::{Date, time};

#[test]
fn working_days_fall_where_the_table_says() {
    let holidays = BankHolidays::england();
    let mut tried = 0;
    for line in include_str!("vectors/working_day_test_vectors.csv").lines().skip(1) {
        let fields: Vec<&str> = line.splitn(4, ',').collect();
        let [start, count, expected, note] = fields[..] else { panic!("not four fields: {line}") };
        let (start, expected): (Date, Date) = (start.parse().unwrap(), expected.parse().unwrap());
        let count: u32 = count.parse().unwrap();
        assert_eq!(working_days::add(start, count, &holidays), expected, "{start} and {count}: {note}");
        assert_eq!(working_days::between(start, expected, &holidays), count, "{start} to {expected}: {note}");
        tried += 1;
    }
    assert_eq!(tried, 20);
}

#[test]
fn the_worked_examples_of_the_register() {
    fn check(what: &str, start: &str, limit: Limit, expected: &str) {
        let day: Date = start.parse().unwrap();
        let expected: Date = expected.parse().unwrap();
        // A clock started at any time of the day falls due on the same day, and is missed at its last second.
        for hour in [0, 9, 16, 23] {
            let started = london::instant(day, time(hour, 55, 0, 0));
            let found = due(limit, started, &Calendar::england());
            assert_eq!(found, Some(Due::EndOf(expected)), "{what} started {start} {hour}:55");
            assert_eq!(found.unwrap().instant(), london::instant(expected, time(23, 59, 59, 0)));
        }
    }
    check("strategy to conference over Easter", "2026-03-27", Limit::WorkingDays(15), "2026-04-21");
    check("referral to assessment over Christmas", "2025-12-23", Limit::WorkingDays(45), "2026-02-27");
    check("contact on the bank holiday Saturday", "2026-08-29", Limit::WorkingDays(1), "2026-09-01");
    check("strategy to conference from Christmas Eve", "2026-12-24", Limit::WorkingDays(15), "2027-01-19");
    check("contact on the bank holiday itself", "2026-08-31", Limit::WorkingDays(1), "2026-09-01");
    check("first review from the last day of a month", "2026-11-30", Limit::CalendarMonths(3), "2027-02-28");
}

#[test]
fn every_limit_of_the_register_can_be_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/specs/codelists/timers.csv");
    let Ok(register) = std::fs::read_to_string(path) else {
        println!("skipped: the timer register is not here");
        return;
    };
    let mut tried = 0;
    for line in register.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let read = Limit::parse(fields[4], fields[5]);
        let read = read.unwrap_or_else(|refused| panic!("{line}: {refused}"));
        let number = fields[4].parse::<u16>().is_ok();
        assert_eq!(number, !matches!(read, Limit::Set | Limit::Date { .. }), "{line}");
        assert_eq!(serde_json::from_str::<Limit>(&serde_json::to_string(&read).unwrap()).unwrap(), read);
        tried += 1;
    }
    assert_eq!(tried, 44);
}
