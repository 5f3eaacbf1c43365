//! The unique pupil number (CBDS N00001): a check letter, the three digits of the council that gave it, eight digits, and a digit, or a
//! letter when it is temporary. The letter checks the other twelve (weights 2 to 13, modulo 23).
//!
//! One that does not check is kept as typed and flagged. It never stops a contact.

use serde::{Deserialize, Serialize};

use super::nhs_number::like_digit;

/// A unique pupil number exactly as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Upn {
    typed: String,
}

/// What the number's own characters say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UpnCheck {
    /// A permanent number whose letter checks.
    Valid,
    /// A temporary number (its last character is a letter) whose first letter checks.
    ValidTemporary,
    /// The right shape, and at least one character is wrong.
    WrongCheckLetter,
    /// Not a letter, eleven digits and a digit or letter.
    NotThirteenCharacters,
}

/// The letters that check, and that mark a temporary number: I, O and S are left out as too like digits.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

impl Upn {
    /// Keeps what was typed.
    pub fn new(typed: impl Into<String>) -> Self {
        Upn { typed: typed.into() }
    }

    /// Exactly what was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether the characters check.
    pub fn check(&self) -> UpnCheck {
        let written = self.written();
        let [letter, rest @ ..] = written.as_bytes() else { return UpnCheck::NotThirteenCharacters };
        let [digits @ .., last] = rest else { return UpnCheck::NotThirteenCharacters };
        let shaped =
            letter.is_ascii_uppercase() && digits.len() == 11 && digits.iter().all(u8::is_ascii_digit);
        let (true, Some(last_value)) = (shaped, value(*last)) else { return UpnCheck::NotThirteenCharacters };
        let values = digits.iter().map(|digit| usize::from(digit - b'0')).chain([last_value]);
        let sum: usize = values.zip(2..).map(|(value, weight)| value * weight).sum();
        match LETTERS.get(sum % LETTERS.len()) {
            Some(right) if right != letter => UpnCheck::WrongCheckLetter,
            _ if last.is_ascii_digit() => UpnCheck::Valid,
            _ => UpnCheck::ValidTemporary,
        }
    }

    /// In capitals without spaces, as returns carry it.
    pub fn written(&self) -> String {
        self.typed
            .chars()
            .filter(|c| !(c.is_whitespace() || *c == '-'))
            .map(|c| c.to_ascii_uppercase())
            .collect()
    }

    /// Letters and digits alone, with O and I after the first letter read as 0 and 1: for finding the same number again.
    pub fn for_comparison(&self) -> String {
        let written = self.written();
        let mut characters = written.chars().filter(|c| c.is_alphanumeric());
        characters.next().into_iter().chain(characters.map(like_digit)).collect()
    }
}

/// A digit's own value, or a temporary letter's place in the alphabet of check letters.
fn value(character: u8) -> Option<usize> {
    if character.is_ascii_digit() {
        return Some(usize::from(character - b'0'));
    }
    LETTERS.iter().position(|letter| *letter == character)
}

impl UpnCheck {
    /// Words to show beside the number; nothing when it checks.
    pub fn words(self) -> Option<&'static str> {
        match self {
            UpnCheck::Valid | UpnCheck::ValidTemporary => None,
            UpnCheck::WrongCheckLetter => Some(
                "This UPN has a wrong letter or digit. It is kept as it was typed: check it with the school.",
            ),
            UpnCheck::NotThirteenCharacters => Some(
                "A UPN is a letter and 12 digits. This one is kept as it was typed: check it with the school.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_is_kept_and_flagged() {
        fn check(typed: &str, expected: UpnCheck, compared: &str) {
            let upn = Upn::new(typed);
            assert_eq!(upn.typed(), typed);
            assert_eq!(upn.check(), expected, "{typed}");
            assert_eq!(upn.for_comparison(), compared);
        }
        use UpnCheck::{NotThirteenCharacters, Valid, ValidTemporary, WrongCheckLetter};
        check("A950000178301", Valid, "A950000178301");
        check(" a950 0001 78301 ", Valid, "A950000178301");
        check("T34012341800A", ValidTemporary, "T34012341800A");
        check("T34012341800B", WrongCheckLetter, "T34012341800B");
        check("B950000178301", WrongCheckLetter, "B950000178301");
        check("I950000178301", WrongCheckLetter, "I950000178301");
        check("A95OOOO1783OI", NotThirteenCharacters, "A950000178301");
        check("A95000017830", NotThirteenCharacters, "A95000017830");
        check("A95000017830O", NotThirteenCharacters, "A950000178300");
        check("9950000178301", NotThirteenCharacters, "9950000178301");
        check("É95000017830", NotThirteenCharacters, "É95000017830");
        check("A", NotThirteenCharacters, "A");
        check("", NotThirteenCharacters, "");
    }
}
