//! The NHS number: ten digits, the last of which checks the other nine (weights 10 to 2, modulo 11).
//!
//! A number that does not check is kept as typed and flagged. It never stops a contact: a digit misheard is no reason to lose a child.

use serde::{Deserialize, Serialize};

/// An NHS number exactly as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NhsNumber {
    typed: String,
}

/// What the number's own digits say of it. A valid number may still be somebody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NhsNumberCheck {
    /// Ten digits that check.
    Valid,
    /// Ten digits, and at least one is wrong.
    WrongCheckDigit,
    /// Too few, too many, or something else among them.
    NotTenDigits,
}

impl NhsNumber {
    /// Keeps what was typed.
    pub fn new(typed: impl Into<String>) -> Self {
        NhsNumber { typed: typed.into() }
    }

    /// Exactly what was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether the digits check.
    pub fn check(&self) -> NhsNumberCheck {
        let Some(digits) = self.ten_digits() else { return NhsNumberCheck::NotTenDigits };
        // Weighing the check digit once makes the whole sum a multiple of 11; a remainder of 10 has no digit at all.
        let sum: u32 = digits.iter().zip((1..=10).rev()).map(|(digit, weight)| digit * weight).sum();
        if sum.is_multiple_of(11) { NhsNumberCheck::Valid } else { NhsNumberCheck::WrongCheckDigit }
    }

    /// The digits and letters alone, the letters O and I read as 0 and 1: for finding the same number again.
    pub fn for_comparison(&self) -> String {
        self.typed.chars().filter(|c| c.is_alphanumeric()).map(like_digit).collect()
    }

    /// "999 000 0018" when there are ten digits, else as typed.
    pub fn written(&self) -> String {
        let Some(digits) = self.ten_digits() else { return self.typed.trim().to_owned() };
        let mut written = String::with_capacity(12);
        for (place, digit) in digits.iter().enumerate() {
            if matches!(place, 3 | 6) {
                written.push(' ');
            }
            written.extend(char::from_digit(*digit, 10));
        }
        written
    }

    /// The ten digits, spaces, dots and hyphens passed over; nothing when there is anything else.
    fn ten_digits(&self) -> Option<[u32; 10]> {
        let mut digits = [0; 10];
        let mut count = 0;
        for c in self.typed.chars().filter(|c| !(c.is_whitespace() || matches!(c, '-' | '.'))) {
            *digits.get_mut(count)? = c.to_digit(10)?;
            count += 1;
        }
        (count == 10).then_some(digits)
    }
}

/// Letters that are typed, or read by a scanner, for digits.
pub(super) fn like_digit(c: char) -> char {
    match c {
        'O' | 'o' => '0',
        'I' | 'i' | 'l' | 'L' => '1',
        other => other,
    }
}

impl NhsNumberCheck {
    /// Words to show beside the number; nothing when it checks.
    pub fn words(self) -> Option<&'static str> {
        match self {
            NhsNumberCheck::Valid => None,
            NhsNumberCheck::WrongCheckDigit => {
                Some("This NHS number has a wrong digit. It is kept as it was typed: check it when you can.")
            }
            NhsNumberCheck::NotTenDigits => {
                Some("An NHS number has 10 digits. This one is kept as it was typed: check it when you can.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_is_kept_and_flagged() {
        fn check(typed: &str, expected: NhsNumberCheck, written: &str, compared: &str) {
            let number = NhsNumber::new(typed);
            assert_eq!(number.typed(), typed);
            assert_eq!(number.check(), expected, "{typed}");
            assert_eq!(number.written(), written);
            assert_eq!(number.for_comparison(), compared);
            assert_eq!(number.check().words().is_none(), expected == Valid);
        }
        use NhsNumberCheck::{NotTenDigits, Valid, WrongCheckDigit};
        check("9990000018", Valid, "999 000 0018", "9990000018");
        check(" 999-000.0018\u{a0}", Valid, "999 000 0018", "9990000018");
        check("9990000019", WrongCheckDigit, "999 000 0019", "9990000019");
        check("9990000000", WrongCheckDigit, "999 000 0000", "9990000000");
        check("999OOOOOI8", NotTenDigits, "999OOOOOI8", "9990000018");
        check("999000001", NotTenDigits, "999000001", "999000001");
        check("99900000180", NotTenDigits, "99900000180", "99900000180");
        check("", NotTenDigits, "", "");
        check("not known", NotTenDigits, "not known", "n0tkn0wn");
    }

    #[test]
    fn the_ledger_keeps_the_text() {
        let number = NhsNumber::new("999 000 0018");
        assert_eq!(serde_json::to_string(&number).unwrap(), r#""999 000 0018""#);
        assert_eq!(serde_json::from_str::<NhsNumber>(r#""999 000 0018""#).unwrap(), number);
    }
}
