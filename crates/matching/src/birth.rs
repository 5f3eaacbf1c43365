//! Two dates of birth laid beside each other, with the slips that people make: day and month swapped, one digit wrong.

use jiff::civil::Date;
use rapidfuzz::distance::osa;

use crate::compare::{Agrees, Evidence, Kind};
use crate::description::Birth;

/// What two dates of birth say.
pub(crate) fn compare(one: Birth, other: Birth) -> Evidence {
    let (points, agrees, words) = match (one.day(), other.day()) {
        (Some(one), Some(other)) => days(one, other),
        _ => ranges(one, other),
    };
    Evidence::new(Kind::Birth, points, agrees, words)
}

fn days(one: Date, other: Date) -> (i32, Agrees, String) {
    if one == other {
        // A day recorded where none is known, as for many who came seeking asylum.
        if one.month() == 1 && one.day() == 1 {
            let words =
                format!("Same date of birth, {}, which often stands for an unknown day", in_words(one));
            return (4, Agrees::Same, words);
        }
        return (6, Agrees::Same, format!("Same date of birth, {}", in_words(one)));
    }
    let both = format!("{} and {}", in_words(one), in_words(other));
    if swapped(one) == Some(other) {
        return (4, Agrees::Near, format!("Born {both}: day and month may be swapped"));
    }
    if osa::distance(digits(one).chars(), digits(other).chars()) == 1 {
        return (3, Agrees::Near, format!("Born {both}: one slip of a digit apart"));
    }
    if one.year() == other.year() && one.month() == other.month() {
        return (1, Agrees::Near, format!("Born {both}: same month, different day"));
    }
    (-6, Agrees::Different, format!("Different dates of birth: {both}"))
}

fn ranges(one: Birth, other: Birth) -> (i32, Agrees, String) {
    let both = format!("{} and {}", range_in_words(one), range_in_words(other));
    if one.earliest() <= other.latest() && other.earliest() <= one.latest() {
        return (2, Agrees::Near, format!("Dates of birth fit: {both}"));
    }
    let gap = one.earliest().max(other.earliest()).duration_since(one.latest().min(other.latest()));
    // A year beyond the ends of a guess is still a guess away.
    if gap.as_hours() <= 366 * 24 {
        return (0, Agrees::Near, format!("Dates of birth are less than a year apart: {both}"));
    }
    (-4, Agrees::Different, format!("Dates of birth do not fit: {both}"))
}

/// The date with its day and month changed round, when that is a date.
pub(crate) fn swapped(day: Date) -> Option<Date> {
    Date::new(day.year(), day.day(), day.month()).ok()
}

fn digits(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

pub(crate) fn in_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

fn range_in_words(birth: Birth) -> String {
    match birth.day() {
        Some(day) => in_words(day),
        None => format!("{} to {}", in_words(birth.earliest()), in_words(birth.latest())),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_way_two_dates_may_be_near() {
        let on = Birth::on;
        let year = |year| Birth::between(date(year, 12, 31), date(year, 1, 1));
        for (one, other, agrees, words) in [
            (on(date(2015, 3, 12)), on(date(2015, 3, 12)), Agrees::Same, "Same date of birth, 12 March 2015"),
            (
                on(date(2015, 3, 12)),
                on(date(2015, 12, 3)),
                Agrees::Near,
                "Born 12 March 2015 and 3 December 2015: day and month may be swapped",
            ),
            (
                on(date(2015, 3, 12)),
                on(date(2016, 3, 12)),
                Agrees::Near,
                "Born 12 March 2015 and 12 March 2016: one slip of a digit apart",
            ),
            (
                on(date(2015, 3, 12)),
                on(date(2015, 3, 30)),
                Agrees::Near,
                "Born 12 March 2015 and 30 March 2015: same month, different day",
            ),
            (
                on(date(2015, 3, 12)),
                on(date(2009, 8, 30)),
                Agrees::Different,
                "Different dates of birth: 12 March 2015 and 30 August 2009",
            ),
            (
                on(date(2015, 1, 1)),
                on(date(2015, 1, 1)),
                Agrees::Same,
                "Same date of birth, 1 January 2015, which often stands for an unknown day",
            ),
            (
                year(2015),
                on(date(2015, 3, 12)),
                Agrees::Near,
                "Dates of birth fit: 1 January 2015 to 31 December 2015 and 12 March 2015",
            ),
            (
                year(2015),
                on(date(2016, 3, 12)),
                Agrees::Near,
                "Dates of birth are less than a year apart: 1 January 2015 to 31 December 2015 and 12 March 2016",
            ),
            (
                year(2015),
                year(2019),
                Agrees::Different,
                "Dates of birth do not fit: 1 January 2015 to 31 December 2015 and 1 January 2019 to 31 December 2019",
            ),
        ] {
            for (one, other, check_words) in [(one, other, true), (other, one, false)] {
                let evidence = compare(one, other);
                assert_eq!(evidence.reason.agrees, agrees, "{words}");
                assert!(!check_words || evidence.reason.words == words, "{}", evidence.reason.words);
            }
        }
    }
}
