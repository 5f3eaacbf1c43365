//! What is put right in a question before it is read: a whole name in one field, an NHS number with a digit lost or typed twice.

use crate::description::{Description, Name};

/// The description with names parted that stand in one field.
pub(super) fn parted(description: &Description) -> Description {
    let mut parted = description.clone();
    for name in &mut parted.names {
        let whole = match (name.given.trim(), name.family.trim()) {
            (given, "") => given,
            ("", family) => family,
            _ => continue,
        };
        if whole.split_whitespace().nth(1).is_some() {
            *name = Name::from_text(whole);
        } else {
            *name = std::mem::take(name).or_family_name();
        }
    }
    parted
}

/// The NHS numbers that may be meant when a digit was lost or typed twice; none when ten were typed.
pub(super) fn numbers_meant(written: &str) -> Vec<u64> {
    let digits: Vec<u64> =
        written.bytes().filter(u8::is_ascii_digit).take(12).map(|digit| u64::from(digit - b'0')).collect();
    let number = |digits: &mut dyn Iterator<Item = u64>| digits.fold(0, |number, digit| number * 10 + digit);
    let mut meant = Vec::new();
    match digits.len() {
        9 => {
            for at in 0..=9 {
                for lost in 0..10 {
                    let (before, after) = digits.split_at(at);
                    meant
                        .push(number(&mut before.iter().copied().chain([lost]).chain(after.iter().copied())));
                }
            }
        }
        11 => {
            for at in 0..11 {
                let (before, after) = digits.split_at(at);
                meant.push(number(&mut before.iter().chain(after.iter().skip(1)).copied()));
            }
        }
        _ => {}
    }
    meant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_lost_or_typed_twice_is_found_again() {
        for (written, expected) in
            [("999 000 001", true), ("99900000118", true), ("9990000018", false), ("99900000", false)]
        {
            assert_eq!(numbers_meant(written).contains(&9_990_000_018), expected, "{written}");
        }
    }

    #[test]
    fn a_name_in_one_field_is_parted() {
        for (given, family, expected) in [
            ("Amara Okonkwo", "", ("Amara", "Okonkwo")),
            ("", "Amara Okonkwo", ("Amara", "Okonkwo")),
            ("", "OKONKWO, Amara", ("Amara", "OKONKWO")),
            ("Amara", "", ("Amara", "")),
            ("Null", "", ("", "Null")),
            ("Amara Grace", "Okonkwo", ("Amara Grace", "Okonkwo")),
        ] {
            let asked = Description { names: vec![Name::new(given, family)], ..Description::default() };
            assert_eq!(parted(&asked).names, [Name::new(expected.0, expected.1)], "{given} {family}");
        }
    }
}
