//! Dates as people write them into files: the day, the month or the year of a birth.

use jiff::civil::{Date, date};

use crate::description::Birth;

/// When somebody was born, from a cell: a whole date, a month and a year, or a year. Nothing when it cannot be read.
///
/// Days stand before months, as in England, unless the year comes first.
pub(crate) fn read_birth(text: &str) -> Option<Birth> {
    let mut parts = [0_u32; 3];
    let mut count = 0;
    let text = text.split(['T', 't']).next().filter(|day| day.len() >= 8).unwrap_or(text);
    for part in text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        let slot = parts.get_mut(count)?;
        *slot = number(part).or_else(|| month(part))?;
        count += 1;
    }
    match (count, parts) {
        (1, [whole, ..]) if text.trim().len() == 8 => day(whole / 10_000, whole / 100 % 100, whole % 100),
        (1, [year, ..]) => span(year, None),
        (2, [year, month, _]) if year > 31 => span(year, Some(month)),
        (2, [month, year, _]) => span(year, Some(month)),
        (3, [year, month, date]) if year > 31 => day(year, month, date),
        (3, [date, month, year]) => day(year, month, date),
        _ => None,
    }
}

fn number(part: &str) -> Option<u32> {
    let digits = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ordinal = matches!(&part[digits.len()..], "" | "st" | "nd" | "rd" | "th");
    if ordinal { digits.parse().ok() } else { None }
}

fn month(part: &str) -> Option<u32> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = part.get(..3)?.to_ascii_lowercase();
    (1..).zip(MONTHS).find(|(_, month)| *month == start).map(|(number, _)| number)
}

fn day(year: u32, month: u32, day: u32) -> Option<Birth> {
    let read = Date::new(whole_year(year)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    // A day that no calendar has still tells the year.
    read.map_or_else(|_| span(year, None), |day| Some(Birth::on(day)))
}

fn span(year: u32, month: Option<u32>) -> Option<Birth> {
    let year = whole_year(year)?;
    let Some(month) = month else {
        return Some(Birth::between(date(year, 1, 1), date(year, 12, 31)));
    };
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    Some(Birth::between(first, first.last_of_month()))
}

/// A year of four digits. Two digits say nothing safely: 15 may be a child or a great-grandmother.
fn whole_year(year: u32) -> Option<i16> {
    let year = i16::try_from(year).ok()?;
    (1000..=2200).contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let check = |text: &str, expected: Option<(Date, Date)>| {
            let read = read_birth(text).map(|birth| (birth.earliest(), birth.latest()));
            assert_eq!(read, expected, "{text:?}");
        };
        let day = date(2015, 3, 12);
        for text in [
            "2015-03-12",
            "12/03/2015",
            "12.3.2015",
            "20150312",
            "12 March 2015",
            "12th Mar 2015",
            "2015-03-12T00:00:00",
            "2015-03-12 ",
        ] {
            check(text, Some((day, day)));
        }
        check("2015", Some((date(2015, 1, 1), date(2015, 12, 31))));
        check("2015-02", Some((date(2015, 2, 1), date(2015, 2, 28))));
        check("Feb 2015", Some((date(2015, 2, 1), date(2015, 2, 28))));
        check("02/2015", Some((date(2015, 2, 1), date(2015, 2, 28))));
        for text in ["31/02/2015", "2015-13-01", "2015-00-00"] {
            check(text, Some((date(2015, 1, 1), date(2015, 12, 31))));
        }
        for text in ["", "unknown", "12/03/15", "15", "1/2/3/4", "é2015", "12/é/2015"] {
            check(text, None);
        }
    }
}
