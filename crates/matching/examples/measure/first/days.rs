//! Days as numbers, and as agencies write them.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The day on which the invented files are put together: 1 September 2026, in days since 1970.
pub const TODAY: i32 = 20_697;

pub fn day(number: i32) -> Date {
    date(1970, 1, 1).checked_add(i64::from(number).days()).unwrap()
}

pub fn iso(number: i32) -> String {
    day(number).to_string()
}

pub fn year(number: i32) -> i32 {
    i32::from(day(number).year())
}

/// 12/03/2015, as forms are filled in.
pub fn british(number: i32) -> String {
    let day = day(number);
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

pub fn years(age: f64) -> i32 {
    (age * 365.25) as i32
}
