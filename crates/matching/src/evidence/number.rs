//! NHS numbers and pupil numbers, and what stands in their place. Their check digits tell a slip from another person's number: one wrong digit, or two changed
//! round, never makes another number that is given out.

use crate::evidence::Number;

pub(crate) const fn nhs_numbers(one: u64, other: u64) -> Number {
    if one == 0 || other == 0 {
        return Number::NotGiven;
    }
    if one == other {
        return if is_placeholder(one) { Number::NotGiven } else { Number::Same };
    }
    if is_placeholder(one) || is_placeholder(other) {
        return Number::NotGiven;
    }
    if !has_ten_digits(one) || !has_ten_digits(other) {
        // Numbers of other registers, of which one person has several: only what agrees says something.
        return if one_slip_apart(one, other) { Number::Slip } else { Number::NotGiven };
    }
    if is_given_out(one) && is_given_out(other) {
        return Number::Different;
    }
    if one_slip_apart(one, other) { Number::Slip } else { Number::Mistyped }
}

pub(crate) fn upns(one: u64, other: u64) -> Number {
    if one == 0 || other == 0 {
        return Number::NotGiven;
    }
    if one == other {
        return Number::Same;
    }
    // The check letter comes first: two pupils' numbers differ in it and in one other place at least.
    if one_letter_apart(one, other) { Number::Slip } else { Number::Different }
}

/// Whether two numbers of the same length differ in one digit, or in two neighbours changed round.
pub(crate) const fn one_slip_apart(mut one: u64, mut other: u64) -> bool {
    let (mut wrong, mut first, mut at) = (0, (0, 0), 0);
    let mut neighbours = (0, false);
    while one > 0 || other > 0 {
        let (digit, other_digit) = (one % 10, other % 10);
        if digit != other_digit {
            wrong += 1;
            match wrong {
                1 => (first, neighbours.0) = ((digit, other_digit), at),
                2 => neighbours.1 = at == neighbours.0 + 1 && first.0 == other_digit && first.1 == digit,
                _ => return false,
            }
        }
        (one, other, at) = (one / 10, other / 10, at + 1);
    }
    wrong == 1 || (wrong == 2 && neighbours.1)
}

/// Whether two packed texts differ in one letter, or in two neighbours changed round.
fn one_letter_apart(one: u64, other: u64) -> bool {
    /// What undoes a multiplication by 37.
    const UNDO: u64 = 0x14c1_bacf_914c_1bad_u64;
    let mut apart = one.wrapping_sub(other);
    for _ in 0..13 {
        let letters = apart.cast_signed();
        if letters.unsigned_abs() <= 36 || (letters % 36 == 0 && letters.unsigned_abs() <= 36 * 36) {
            return true;
        }
        apart = apart.wrapping_mul(UNDO);
    }
    false
}

/// All digits one, as typed where a form insists on a number.
const fn is_placeholder(number: u64) -> bool {
    number.is_multiple_of(1_111_111_111)
}

/// Whether it may be an NHS number: another register's has more digits or fewer.
const fn has_ten_digits(number: u64) -> bool {
    number > 999_999_999 && number < 10_000_000_000
}

/// The NHS number's check digit: weights ten to two, modulus eleven.
pub(crate) const fn is_given_out(number: u64) -> bool {
    let (mut rest, mut sum, mut weight) = (number / 10, 0, 2);
    while weight <= 10 {
        sum += rest % 10 * weight;
        rest /= 10;
        weight += 1;
    }
    (sum + number % 10).is_multiple_of(11)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::packed;

    #[test]
    fn check_digits_tell_a_slip_from_another_number() {
        for (one, other, expected) in [
            (9_990_000_018, 9_990_000_018, Number::Same),
            (9_990_000_018, 9_990_000_081, Number::Slip),
            (9_990_000_018, 9_990_000_013, Number::Slip),
            (9_990_000_018, 9_991_234_578, Number::Different),
            (9_990_000_018, 9_990_000_026, Number::Different),
            (9_990_000_018, 9_991_234_562, Number::Mistyped),
            (9_990_000_018, 0, Number::NotGiven),
            (9_999_999_999, 9_999_999_999, Number::NotGiven),
            (4_137_877, 4_137_877, Number::Same),
            (4_137_877, 4_137_787, Number::Slip),
            (4_137_877, 4_187_877, Number::Slip),
            (4_137_877, 7_199_021, Number::NotGiven),
            (4_137_877, 9_990_000_018, Number::NotGiven),
        ] {
            assert_eq!(nhs_numbers(one, other), expected, "{one} {other}");
            assert_eq!(nhs_numbers(other, one), expected, "{other} {one}");
        }
    }

    #[test]
    fn a_slip_in_a_pupil_number() {
        for (one, other, expected) in [
            ("A850728973744", "A850728973744", Number::Same),
            ("A850728973744", "A850728973754", Number::Slip),
            ("A850728973744", "H850728973744", Number::Slip),
            ("A850728973744", "A850278973744", Number::Slip),
            ("A850728973744", "A850729873744", Number::Slip),
            ("A850728973744", "H850728973745", Number::Different),
        ] {
            assert_eq!(upns(packed(one), packed(other)), expected, "{one} {other}");
        }
    }
}
