//! Invented numbers: NHS numbers beginning with 9, which are not issued, pupil numbers of an authority that does not exist, and
//! telephone numbers made by chance while the example runs, of which none is kept in the project.

use super::dice::Dice;

#[derive(Default)]
pub struct Numbers {
    people: u32,
    nhs: u64,
}

impl Numbers {
    /// The next person.
    pub fn person(&mut self) -> u32 {
        self.people += 1;
        self.people - 1
    }

    /// The next NHS number; each second number is left free for a twin.
    pub fn nhs(&mut self) -> String {
        loop {
            self.nhs += 1;
            let nine = 900_000_000 + self.nhs * 37_813_561 % 49_999_991 * 2;
            if let Some(number) = checked(nine) {
                return number;
            }
        }
    }

    /// The number next to a twin's, or any other.
    pub fn beside(&mut self, number: &str) -> String {
        let nine = number[..9].parse::<u64>().unwrap() + 1;
        checked(nine).unwrap_or_else(|| self.nhs())
    }

    pub fn upn(&self, dice: &mut Dice) -> String {
        let letter = *dice.pick(b"ABCDEFGHJKLMNPQRTUVWXYZ") as char;
        format!("{letter}999{:09}", dice.below(1_000_000_000))
    }

    pub fn phone(&self, dice: &mut Dice) -> String {
        format!("077{:02} {:06}", dice.below(20), dice.below(1_000_000))
    }
}

/// Nine digits with the check digit by modulus 11; nothing where there is none.
fn checked(nine: u64) -> Option<String> {
    let digits = nine.to_string();
    let sum: u32 =
        digits.bytes().zip((2..=10).rev()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    match 11 - sum % 11 {
        10 => None,
        11 => Some(format!("{digits}0")),
        check => Some(format!("{digits}{check}")),
    }
}
