//! Two dates of birth: the same, a slip apart, fitting, or of different people.

use crate::birth::calendar;
use crate::evidence::BirthLevel;
use crate::person::Person;

/// The longest that a child is born before or after the day on which it is expected.
const BORN_AROUND: i32 = 45;

pub(crate) fn between(one: &Person, other: &Person) -> BirthLevel {
    births(one.born, other.born, one.is_unnamed() || other.is_unnamed())
}

/// Two births, of which one may be no more than expected.
pub(crate) fn births(one: Option<(i32, i32)>, other: Option<(i32, i32)>, expected: bool) -> BirthLevel {
    let (Some(born), Some(other_born)) = (one, other) else { return BirthLevel::NotGiven };
    if born.0 != born.1 || other_born.0 != other_born.1 {
        return match ranges(born, other_born) {
            // A pregnancy is not a year out.
            BirthLevel::NearYear if expected && gap(born, other_born) > BORN_AROUND => BirthLevel::Different,
            level => level,
        };
    }
    let level = days(born.0, other_born.0);
    // Another day near the one expected is no slip.
    if expected && level > BirthLevel::SamePlaceholder && (born.0 - other_born.0).abs() <= BORN_AROUND {
        return BirthLevel::Expected;
    }
    level
}

/// How many days lie between two times; 0 or less when they overlap.
fn gap(one: (i32, i32), other: (i32, i32)) -> i32 {
    one.0.max(other.0) - one.1.min(other.1)
}

/// Two known days, in days since 1970.
pub(crate) fn days(one: i32, other: i32) -> BirthLevel {
    let ((year, month, day), (other_year, other_month, other_day)) = (calendar(one), calendar(other));
    if one == other {
        return match (month, day) {
            (1, 1) => BirthLevel::SamePlaceholder,
            (_, 1) => BirthLevel::SameFirst,
            _ => BirthLevel::Same,
        };
    }
    if year == other_year && month == other_day && day == other_month {
        return BirthLevel::Swapped;
    }
    let decade = (year - other_year).abs() == 10 && month == other_month && day == other_day;
    if decade || one_slip_apart((year, month, day), (other_year, other_month, other_day)) {
        return BirthLevel::Slip;
    }
    if year == other_year && month == other_month {
        return BirthLevel::SameMonth;
    }
    if year == other_year && ((month, day) == (1, 1) || (other_month, other_day) == (1, 1)) {
        // 1 January often stands for an unknown day of that year.
        return BirthLevel::Fits;
    }
    apart((one - other).abs())
}

fn ranges(one: (i32, i32), other: (i32, i32)) -> BirthLevel {
    let gap = gap(one, other);
    if gap > 366 {
        return apart(gap);
    }
    if gap > 0 {
        // A year beyond the ends of a guess is still a guess away.
        return BirthLevel::NearYear;
    }
    match (one.1 - one.0).max(other.1 - other.0) {
        ..=125 => BirthLevel::FitsClosely,
        126..=731 => BirthLevel::Fits,
        _ => BirthLevel::FitsLoosely,
    }
}

const fn apart(days: i32) -> BirthLevel {
    match days {
        ..=1_095 => BirthLevel::Different,
        1_096..=5_478 => BirthLevel::YearsApart,
        _ => BirthLevel::GenerationApart,
    }
}

/// Whether one digit is wrong, or two neighbours of one part are changed round.
fn one_slip_apart(one: (i32, i32, i32), other: (i32, i32, i32)) -> bool {
    let slips = [
        part_slips(one.0 / 100, other.0 / 100),
        part_slips(one.0 % 100, other.0 % 100),
        part_slips(one.1, other.1),
        part_slips(one.2, other.2),
    ];
    slips.iter().sum::<i32>() == 1
}

/// How many slips two numbers of two digits are apart.
const fn part_slips(one: i32, other: i32) -> i32 {
    let (tens, units, other_tens, other_units) = (one / 10, one % 10, other / 10, other % 10);
    if tens == other_units && units == other_tens && one != other {
        return 1;
    }
    (tens != other_tens) as i32 + (units != other_units) as i32
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::*;
    use crate::birth;

    #[test]
    fn every_way_two_days_may_be_near() {
        for (one, other, expected) in [
            (date(2015, 3, 12), date(2015, 3, 12), BirthLevel::Same),
            (date(2015, 3, 1), date(2015, 3, 1), BirthLevel::SameFirst),
            (date(2015, 1, 1), date(2015, 1, 1), BirthLevel::SamePlaceholder),
            (date(2015, 3, 12), date(2015, 12, 3), BirthLevel::Swapped),
            (date(2015, 3, 12), date(2016, 3, 12), BirthLevel::Slip),
            (date(2015, 3, 12), date(2051, 3, 12), BirthLevel::Slip),
            (date(2005, 3, 12), date(1995, 3, 12), BirthLevel::Slip),
            (date(2015, 3, 12), date(2015, 3, 21), BirthLevel::Slip),
            (date(2015, 3, 12), date(2015, 3, 30), BirthLevel::SameMonth),
            (date(2015, 3, 24), date(2015, 1, 1), BirthLevel::Fits),
            (date(2014, 3, 24), date(2015, 1, 1), BirthLevel::Different),
            (date(2015, 3, 12), date(2016, 8, 30), BirthLevel::Different),
            (date(2015, 3, 12), date(2009, 8, 30), BirthLevel::YearsApart),
            (date(2015, 3, 12), date(1984, 8, 30), BirthLevel::GenerationApart),
        ] {
            let in_days = |day: Date| birth::days(day);
            assert_eq!(days(in_days(one), in_days(other)), expected, "{one} {other}");
            assert_eq!(days(in_days(other), in_days(one)), expected, "{other} {one}");
        }
        for (one, other, expected) in [
            ((0, 364), (70, 70), BirthLevel::Fits),
            ((0, 90), (44, 44), BirthLevel::FitsClosely),
            ((0, 3_650), (44, 44), BirthLevel::FitsLoosely),
            ((0, 364), (700, 700), BirthLevel::NearYear),
            ((0, 364), (1_461, 1_825), BirthLevel::YearsApart),
        ] {
            assert_eq!(ranges(one, other), expected, "{one:?} {other:?}");
            assert_eq!(ranges(other, one), expected, "{other:?} {one:?}");
        }
    }
}
