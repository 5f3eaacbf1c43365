//! Numbers and dates one slip away from what was typed.

use crate::birth::calendar;

/// The day with day and month changed round, when that is a day.
pub(super) fn turned(day: i32) -> Option<i32> {
    let (year, month, day) = calendar(day);
    if day > 12 || day == month {
        return None;
    }
    let turned =
        jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(day).ok()?, i8::try_from(month).ok()?);
    turned.ok().map(crate::birth::days)
}

/// Every number with one digit wrong, or with two neighbours changed round.
pub(super) fn each_slip(number: u64, digits: u32, mut told: impl FnMut(u64)) {
    for at in 0..digits {
        let place = 10_u64.pow(at);
        let digit = number / place % 10;
        let without = number - digit * place;
        (0..10).filter(|other| *other != digit).for_each(|other| told(without + other * place));
        let next = number / place / 10 % 10;
        if at + 1 < digits && next != digit {
            told(without - next * place * 10 + digit * place * 10 + next * place);
        }
    }
}

/// Every packed text of thirteen letters and digits with one of them wrong, or with two neighbours changed round.
pub(super) fn each_letter_slip(number: u64, mut told: impl FnMut(u64)) {
    let mut place: u64 = 1;
    for at in 0..13 {
        // Thirteen letters do not fit: a difference at one place is as good as the letter.
        let letters = if at == 12 || at == 0 { 1..=36 } else { 1..=10 };
        for apart in letters {
            told(number.wrapping_add(place.wrapping_mul(apart)));
            told(number.wrapping_sub(place.wrapping_mul(apart)));
        }
        for apart in 1..10_u64 {
            let changed = place.wrapping_mul(apart).wrapping_mul(36);
            told(number.wrapping_add(changed));
            told(number.wrapping_sub(changed));
        }
        place = place.wrapping_mul(37);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::packed;

    #[test]
    fn every_slip_of_a_number_is_met() {
        let mut numbers = Vec::new();
        each_slip(9_990_000_018, 10, |number| numbers.push(number));
        for (slip, expected) in [
            (9_990_000_081, true),
            (9_990_000_019, true),
            (990_000_018, true),
            (9_909_000_018, true),
            (9_990_000_027, false),
        ] {
            assert_eq!(numbers.contains(&slip), expected, "{slip}");
        }
    }

    #[test]
    fn every_slip_of_a_pupil_number_is_met() {
        let mut numbers = Vec::new();
        each_letter_slip(packed("A850728973744"), |number| numbers.push(number));
        for (slip, expected) in [
            ("A850728973754", true),
            ("H850728973744", true),
            ("A850278973744", true),
            ("A850729873744", true),
            ("A85072897374B", true),
            ("H850728973745", false),
        ] {
            assert_eq!(numbers.contains(&packed(slip)), expected, "{slip}");
        }
    }
}
