//! Dates of birth as they are counted, read and said.

use jiff::civil::Date;

use crate::description::Birth;

pub(crate) fn in_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// Both ends of a birth that is not exactly known, as somebody would say it: "2015", "March 2015".
pub(crate) fn range_in_words(birth: Birth) -> String {
    let (first, last) = (birth.earliest(), birth.latest());
    if let Some(day) = birth.day() {
        return in_words(day);
    }
    let whole_months = first.day() == 1 && last.day() == last.days_in_month();
    match whole_months {
        true if (first.year(), first.month()) == (last.year(), last.month()) => {
            first.strftime("%B %Y").to_string()
        }
        true if first.year() == last.year() && (first.month(), last.month()) == (1, 12) => {
            first.year().to_string()
        }
        _ => format!("between {} and {}", in_words(first), in_words(last)),
    }
}

/// Days since 1970.
pub(crate) fn days(day: Date) -> i32 {
    // Counting from March puts the leap day at the end of the year.
    let (year, month) = (i32::from(day.year()), i32::from(day.month()));
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let century = year.div_euclid(100);
    year * 365 + year.div_euclid(4) - century
        + century.div_euclid(4)
        + (153 * month + 2) / 5
        + i32::from(day.day())
        - 719_469
}

/// Year, month and day of a day since 1970.
pub(crate) const fn calendar(days: i32) -> (i32, i32, i32) {
    let since_march = days + 719_468;
    let era = since_march.div_euclid(146_097);
    let of_era = since_march.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let year = year_of_era + era * 400;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        for (day, expected) in [
            (date(1970, 1, 1), 0),
            (date(1969, 12, 31), -1),
            (date(2000, 2, 29), 11_016),
            (date(2015, 3, 12), 16_506),
        ] {
            assert_eq!(days(day), expected, "{day}");
            let parts = (i32::from(day.year()), i32::from(day.month()), i32::from(day.day()));
            assert_eq!(calendar(expected), parts);
        }
    }
}
