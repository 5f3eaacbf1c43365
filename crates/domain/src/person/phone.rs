//! A telephone number: kept as typed, with the digits that say whether two are the same. Nothing is refused.

use serde::{Deserialize, Serialize};

use super::nhs_number::like_digit;

/// A telephone number exactly as it was typed, with anything said beside it ("after six", "ext 12").
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone {
    typed: String,
}

/// Whether a number could be rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhoneCheck {
    /// A United Kingdom number of ten or eleven digits, a number of another country, or a short number such as 999 or 101.
    CanBeRung,
    /// Too few digits, too many, or none.
    Unlikely,
}

impl Phone {
    /// Keeps what was typed.
    pub fn new(typed: impl Into<String>) -> Self {
        Phone { typed: typed.into() }
    }

    /// Exactly what was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The digits to ring, for comparing two numbers: +44 and 0044 are read as 0, what is said after the number (an extension, a time)
    /// is left out, and the letters O and l among digits are read as 0 and 1. A number of another country begins with its 00.
    pub fn digits(&self) -> String {
        let number = self.typed.replace("(0)", "");
        let abroad =
            number.find('+').is_some_and(|plus| number.find(|c: char| c.is_ascii_digit()) > Some(plus));
        let digits = digits_of(&number);
        let digits = if abroad { format!("00{digits}") } else { digits };
        match digits.strip_prefix("0044") {
            Some(rest) => format!("0{}", rest.trim_start_matches('0')),
            None => digits,
        }
    }

    /// Whether it could be rung.
    pub fn check(&self) -> PhoneCheck {
        let digits = self.digits();
        let likely = match digits.len() {
            3 => digits.starts_with('1') || digits == "999",
            6 => digits.starts_with("116"),
            10 | 11 => digits.starts_with('0'),
            9..=17 => digits.starts_with("00"),
            _ => false,
        };
        if likely { PhoneCheck::CanBeRung } else { PhoneCheck::Unlikely }
    }
}

/// The digits up to the first word that follows a whole number.
fn digits_of(number: &str) -> String {
    const SHORTEST: usize = 7;
    let like_digits = |c: char| c.is_ascii_digit() || matches!(c, 'O' | 'o' | 'I' | 'l');
    let mut digits = String::new();
    for word in number.split(|c: char| !c.is_alphanumeric()) {
        let lead_ends = word.find(|c| !like_digits(c)).unwrap_or(word.len());
        let (lead, rest) = word.split_at(lead_ends);
        if lead.contains(|c: char| c.is_ascii_digit()) {
            digits.extend(lead.chars().map(like_digit));
        } else {
            digits.extend(word.chars().filter(char::is_ascii_digit));
        }
        if !rest.is_empty() && digits.len() >= SHORTEST {
            break;
        }
    }
    digits
}

impl PhoneCheck {
    /// Words to show beside the number; nothing when it could be rung.
    pub fn words(self) -> Option<&'static str> {
        match self {
            PhoneCheck::CanBeRung => None,
            PhoneCheck::Unlikely => Some("This is not like a telephone number. It is kept as it was typed."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_is_kept_and_compared_by_what_is_rung() {
        fn check(typed: &str, digits: &str, expected: PhoneCheck) {
            let phone = Phone::new(typed);
            assert_eq!(phone.typed(), typed);
            assert_eq!(phone.digits(), digits, "{typed}");
            assert_eq!(phone.check(), expected, "{typed}");
        }
        use PhoneCheck::{CanBeRung, Unlikely};
        for same in
            ["07700 900123", "+44 7700 900123", "0044 (0)7700-900123", "+44 (0) 7700 900123", "O77OO 9OOl23"]
        {
            check(same, "07700900123", CanBeRung);
        }
        check("01632 960123 ext 12", "01632960123", CanBeRung);
        check("01632 960123x12", "01632960123", CanBeRung);
        check("01632 960123 (after six, ask for Ellie)", "01632960123", CanBeRung);
        check("01632 960123 after 6", "01632960123", CanBeRung);
        check("mum's mobile 07700900123", "07700900123", CanBeRung);
        check("07700 900123 + ask for mum", "07700900123", CanBeRung);
        check("mob +44 7700 900123", "07700900123", CanBeRung);
        check("+353 1 496 0123", "0035314960123", CanBeRung);
        check("999", "999", CanBeRung);
        check("101", "101", CanBeRung);
        check("960123", "960123", Unlikely);
        check("07700 90012", "0770090012", CanBeRung);
        check("07700 9001234", "077009001234", Unlikely);
        check("hello", "", Unlikely);
        check("", "", Unlikely);
        check("x", "", Unlikely);
    }
}
