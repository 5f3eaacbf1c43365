//! Numbers that people are given: NHS numbers, pupil numbers, telephones. None of them is anybody's.

use super::chance::Chance;

/// People for whom one start of an NHS number is enough: each has three stems, one of his own, one for a twin, one to spare.
const PEOPLE_OF_A_START: u32 = 333_333;

/// The NHS number of a person: from 999 on, which is never given out, and from 998 down in a set of more people than it holds.
/// A second twin's follows on the first's. Nothing for the few for whom no stem has a check digit.
pub fn nhs(person: u32, second_twin_of: Option<u32>) -> Option<String> {
    let whose = second_twin_of.unwrap_or(person);
    let start = 999 - whose / PEOPLE_OF_A_START;
    // 100,003 shares no factor with 333,333, so that every person has a place of his own, far from his neighbour's.
    let place = u64::from(whose % PEOPLE_OF_A_START) * 100_003 % u64::from(PEOPLE_OF_A_START);
    let stem = u64::from(start) * 1_000_000 + 3 * place;
    let stems = if second_twin_of.is_some() { vec![stem + 1] } else { vec![stem, stem + 2] };
    stems.into_iter().find_map(|stem| Some(format!("{stem}{}", check_digit(stem)?)))
}

/// The digit by which an NHS number is checked (modulus 11); nothing where it would be 10.
pub fn check_digit(stem: u64) -> Option<u64> {
    let mut sum = 0;
    let mut left = stem;
    for weight in 2..=10 {
        sum += left % 10 * weight;
        left /= 10;
    }
    match 11 - sum % 11 {
        11 => Some(0),
        10 => None,
        digit => Some(digit),
    }
}

/// A unique pupil number: a check letter, the authority, the school, the year, and a number there.
pub fn upn(person: u32, year: i16, temporary: bool) -> String {
    const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
    let authority = 990 + person / 10_000_000;
    let school = person / 1000 % 10_000;
    let digits = format!("{authority}{school:04}{:02}{:03}", year.rem_euclid(100), person % 1000);
    let mut parts: Vec<usize> = digits.bytes().map(|digit| usize::from(digit - b'0')).collect();
    let mut written = digits;
    if temporary {
        let place = (person as usize + 7) % LETTERS.len();
        parts.pop();
        parts.push(place);
        written.pop();
        written.push(char::from(LETTERS[place]));
    }
    let sum: usize = (2..).zip(&parts).map(|(weight, part)| weight * part).sum();
    format!("{}{written}", char::from(LETTERS[sum % LETTERS.len()]))
}

/// A mobile number of a range that is not given out.
pub fn mobile(chance: &mut Chance) -> String {
    format!("071{:04}{:04}", chance.below(10_000), chance.below(10_000))
}

/// A telephone at home, of an area that is not given out.
pub fn landline(chance: &mut Chance) -> String {
    format!("01632{:06}", chance.below(1_000_000))
}
