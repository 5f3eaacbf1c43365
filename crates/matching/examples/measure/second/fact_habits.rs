//! Dates of birth, sexes and numbers as agencies have them.

use super::life::{Day, YEAR, day, on};
use super::numbers;
use super::systems::{HOUSING, POLICE, SCHOOL, System};
use super::writing::Writing;

/// Writes the date of birth, or what stands in its place.
pub fn birth(writing: &mut Writing<'_>, born: Day, recorded: Day, system: &System, at: usize) {
    if !writing.chance.happens(system.knows.birth) {
        return;
    }
    let date = on(born);
    let (year, month, of_month) = (date.year(), date.month(), date.day());
    let written = if writing.fault(system.ages, "reckoned from an age") {
        let age = (recorded - born).div_euclid(YEAR);
        if writing.chance.happens(0.5) {
            on(recorded - age * YEAR - age / 4)
        } else {
            on(day(on(recorded).year() - i16::try_from(age).unwrap_or_default(), 1, 1))
        }
    } else if of_month <= 12 && of_month != month && writing.fault(0.03, "day and month swapped") {
        on(day(year, of_month, month))
    } else if writing.fault(0.006, "first of January") {
        on(day(year, 1, 1))
    } else if writing.fault(0.003, "1900") {
        on(day(1900, 1, 1))
    } else if writing.fault(0.008, "other year") {
        let other = *writing.chance.one(&[-1, 1, -1, 1, -10, 10, -2]);
        on(day(year + other, month, of_month.min(28)))
    } else if writing.fault(0.013, "other day or month") {
        on(slip(born, writing))
    } else if writing.fault(0.001, "day of recording as birth") {
        on(recorded)
    } else {
        date
    };
    let form = &mut writing.form;
    form.dob = match at {
        SCHOOL | HOUSING => written.strftime("%d/%m/%Y").to_string(),
        POLICE => written.strftime("%d %b %Y").to_string(),
        _ => written.to_string(),
    };
    if writing.fault(0.006, "year of birth alone") {
        writing.form.dob = written.year().to_string();
    } else if writing.fault(0.003, "month and year of birth") {
        writing.form.dob = written.strftime("%m/%Y").to_string();
    }
}

/// A day or a month that is one key off: 12 for 13, 21 for 12, March for April.
fn slip(born: Day, writing: &mut Writing<'_>) -> Day {
    let date = on(born);
    let (year, month, of_month) = (date.year(), date.month(), date.day());
    let turned = of_month % 10 * 10 + of_month / 10;
    match writing.chance.below(4) {
        0 if (1..=28).contains(&turned) && turned != of_month => day(year, month, turned),
        1 => day(year, if month == 12 { 11 } else { month + 1 }, of_month.min(28)),
        2 if of_month > 10 => day(year, month, of_month - 10),
        _ => day(year, month, if of_month > 1 { of_month - 1 } else { 2 }),
    }
}

/// Writes the sex.
pub fn sex(writing: &mut Writing<'_>, girl: bool, at: usize) {
    if writing.fault(0.03, "no sex") {
        return;
    }
    let girl = girl != writing.fault(0.006, "other sex");
    let written = match (at, girl) {
        (POLICE | HOUSING, true) => "Female",
        (POLICE | HOUSING, false) => "Male",
        (_, true) => "F",
        (_, false) => "M",
    };
    written.clone_into(&mut writing.form.sex);
}

/// Whose number may stand on a record by mistake.
pub struct Kin<'a> {
    pub sibling: Option<&'a str>,
    pub twin: Option<&'a str>,
    pub mother: Option<&'a str>,
}

/// Writes the NHS number, or a kinsman's, or one with a slip.
pub fn nhs(writing: &mut Writing<'_>, own: &str, kin: &Kin<'_>) {
    let mut written = own.to_owned();
    if let Some(twin) = kin.twin
        && writing.fault(0.04, "twin's NHS number")
    {
        twin.clone_into(&mut written);
    } else if let Some(sibling) = kin.sibling
        && writing.fault(0.012, "sibling's NHS number")
    {
        sibling.clone_into(&mut written);
    } else if let Some(mother) = kin.mother
        && writing.fault(0.004, "mother's NHS number")
    {
        mother.clone_into(&mut written);
    } else if writing.fault(0.01, "slip in NHS number") {
        written = slipped(&written, writing);
    } else if writing.fault(0.003, "slip in NHS number that passes the check") {
        written = slipped_unseen(&written, writing);
    }
    if writing.chance.happens(0.4) && written.len() == 10 {
        written = format!("{} {} {}", &written[..3], &written[3..6], &written[6..]);
    }
    writing.form.nhs_number = written;
}

/// A number with one digit changed, left out, or two turned round.
pub fn slipped(number: &str, writing: &mut Writing<'_>) -> String {
    let mut digits: Vec<char> = number.chars().collect();
    let at = writing.chance.between(1, i32::try_from(digits.len()).unwrap_or(2) - 1);
    let at = usize::try_from(at).unwrap_or(1);
    match writing.chance.below(5) {
        0 => {
            digits.remove(at);
        }
        1 | 2 => digits.swap(at - 1, at),
        _ => {
            digits[at] = char::from_digit((digits[at].to_digit(10).unwrap_or(0) + 1) % 10, 10).unwrap_or('0');
        }
    }
    digits.into_iter().collect()
}

/// Another number of the range that passes the check: a wrong digit and the check digit that goes with it.
fn slipped_unseen(number: &str, writing: &mut Writing<'_>) -> String {
    let stem: u64 = number.get(..9).and_then(|stem| stem.parse().ok()).unwrap_or(999_000_000);
    let step = *writing.chance.one(&[10, 100, 1000, 10_000]);
    let other = 999_000_000 + (stem + step) % 1_000_000;
    numbers::check_digit(other).map_or_else(|| number.to_owned(), |check| format!("{other}{check}"))
}

/// Writes a phone in one of the ways in which phones are written.
pub fn phone(writing: &mut Writing<'_>, own: &str) {
    let mut written = own.to_owned();
    if writing.fault(0.02, "slip in phone") {
        written = slipped(&written, writing);
    }
    if written.len() == 11 {
        written = match writing.chance.below(6) {
            0 => format!("{} {}", &written[..5], &written[5..]),
            1 => format!("+44{}", &written[1..]),
            2 => format!("{} {} {}", &written[..5], &written[5..8], &written[8..]),
            3 => format!("0044 {}", &written[1..]),
            _ => written,
        };
    }
    writing.form.phone = written;
}
