//! A postcode: kept as typed, read as outward and inward halves, with the letters and digits people mix up (O and 0, I and 1) put right
//! in the reading and flagged. One that cannot be read is kept and never stops a contact.

use serde::{Deserialize, Serialize};

/// A postcode exactly as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Postcode {
    typed: String,
}

/// How a postcode could be read. Whether such a place exists is not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PostcodeCheck {
    /// Both halves have a postcode's shape.
    WellFormed,
    /// Only the outward half was given, as when somebody knows only the part of the town.
    OutwardOnly,
    /// It has the shape once letters that look like digits, or digits like letters, are put right.
    Lookalike,
    /// No reading as a postcode.
    NotAPostcode,
}

/// What was read: `outward` is empty when nothing could be.
#[derive(Debug, PartialEq, Eq)]
struct Reading {
    outward: String,
    inward: String,
    mended: bool,
}

/// The shapes of the outward half: A a letter, 9 a digit.
const OUTWARD: [&str; 6] = ["A9", "A99", "AA9", "A9A", "AA99", "AA9A"];
const INWARD: [&str; 1] = ["9AA"];

impl Postcode {
    /// Keeps what was typed.
    pub fn new(typed: impl Into<String>) -> Self {
        Postcode { typed: typed.into() }
    }

    /// Exactly what was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// How it could be read.
    pub fn check(&self) -> PostcodeCheck {
        match self.read() {
            None => PostcodeCheck::NotAPostcode,
            Some(Reading { mended: true, .. }) => PostcodeCheck::Lookalike,
            Some(Reading { inward, .. }) if inward.is_empty() => PostcodeCheck::OutwardOnly,
            Some(_) => PostcodeCheck::WellFormed,
        }
    }

    /// The half before the space: the post town's district.
    pub fn outward(&self) -> Option<String> {
        self.read().map(|reading| reading.outward)
    }

    /// The half after the space: the street or part of it.
    pub fn inward(&self) -> Option<String> {
        self.read().map(|reading| reading.inward).filter(|inward| !inward.is_empty())
    }

    /// "ZZ99 3VZ" when it can be read, else as typed.
    pub fn written(&self) -> String {
        match self.read() {
            Some(reading) if reading.inward.is_empty() => reading.outward,
            Some(reading) => format!("{} {}", reading.outward, reading.inward),
            None => self.typed.trim().to_owned(),
        }
    }

    /// Without spaces, in capitals, lookalikes put right where it can be read: for finding the same place again.
    pub fn for_comparison(&self) -> String {
        match self.read() {
            Some(reading) => reading.outward + &reading.inward,
            None => capitals(&self.typed).into_iter().collect(),
        }
    }

    fn read(&self) -> Option<Reading> {
        let characters = capitals(&self.typed);
        if characters.len() > 7 {
            return None;
        }
        let halves = characters.len().checked_sub(3).and_then(|at| characters.split_at_checked(at));
        let whole = halves.and_then(|(outward, inward)| {
            let (outward, first) = fit(outward, &OUTWARD)?;
            let (inward, second) = fit(inward, &INWARD)?;
            Some(Reading { outward, inward, mended: first || second })
        });
        whole.or_else(|| {
            let (outward, mended) = fit(&characters, &OUTWARD)?;
            Some(Reading { outward, inward: String::new(), mended })
        })
    }
}

fn capitals(typed: &str) -> Vec<char> {
    typed.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}

/// The characters in the first shape they fit with the fewest put right, and whether any was.
fn fit(characters: &[char], shapes: &[&str]) -> Option<(String, bool)> {
    let fits = shapes.iter().filter(|shape| shape.len() == characters.len()).filter_map(|shape| {
        let read: String =
            characters.iter().zip(shape.chars()).map(|(c, kind)| as_kind(*c, kind)).collect::<Option<_>>()?;
        let mended = read.chars().zip(characters).filter(|(read, typed)| read != *typed).count();
        Some((mended, read))
    });
    fits.min_by_key(|(mended, _)| *mended).map(|(mended, read)| (read, mended > 0))
}

/// The character as a letter (A) or a digit (9), a lookalike put right.
fn as_kind(c: char, kind: char) -> Option<char> {
    match (kind, c) {
        ('A', 'A'..='Z') | ('9', '0'..='9') => Some(c),
        ('A', '0') => Some('O'),
        ('A', '1') => Some('I'),
        ('9', 'O') => Some('0'),
        ('9', 'I' | 'L') => Some('1'),
        _ => None,
    }
}

impl PostcodeCheck {
    /// Words to show beside the postcode; nothing when there is nothing to say.
    pub fn words(self) -> Option<&'static str> {
        match self {
            PostcodeCheck::WellFormed => None,
            PostcodeCheck::OutwardOnly => Some("Only the first half of the postcode is known."),
            PostcodeCheck::Lookalike => {
                Some("A letter and a digit that look alike were mixed up: check the postcode.")
            }
            PostcodeCheck::NotAPostcode => Some("This is not like a postcode. It is kept as it was typed."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_postcode_is_kept_read_and_flagged() {
        fn check(typed: &str, expected: PostcodeCheck, written: &str, compared: &str) {
            let postcode = Postcode::new(typed);
            assert_eq!(postcode.typed(), typed);
            assert_eq!(postcode.check(), expected, "{typed}");
            assert_eq!(postcode.written(), written);
            assert_eq!(postcode.for_comparison(), compared);
        }
        use PostcodeCheck::{Lookalike, NotAPostcode, OutwardOnly, WellFormed};
        check("ZZ99 3VZ", WellFormed, "ZZ99 3VZ", "ZZ993VZ");
        check(" zz99-3vz\u{a0}", WellFormed, "ZZ99 3VZ", "ZZ993VZ");
        check("z1 1zz", WellFormed, "Z1 1ZZ", "Z11ZZ");
        check("Z1A1ZZ", WellFormed, "Z1A 1ZZ", "Z1A1ZZ");
        check("ZZ1A 1ZZ", WellFormed, "ZZ1A 1ZZ", "ZZ1A1ZZ");
        check("Z99 1ZZ", WellFormed, "Z99 1ZZ", "Z991ZZ");
        check("ZZ9 1ZZ", WellFormed, "ZZ9 1ZZ", "ZZ91ZZ");
        check("zz99", OutwardOnly, "ZZ99", "ZZ99");
        check("Z1", OutwardOnly, "Z1", "Z1");
        check("ZZ99 OVZ", Lookalike, "ZZ99 0VZ", "ZZ990VZ");
        check("0X1 lAA", Lookalike, "OX1 1AA", "OX11AA");
        check("ZIA 1ZZ", Lookalike, "Z1A 1ZZ", "Z1A1ZZ");
        check("ZZIA 1ZZ", Lookalike, "ZZ1A 1ZZ", "ZZ1A1ZZ");
        check("not known", NotAPostcode, "not known", "NOTKNOWN");
        check("", NotAPostcode, "", "");
        check("É1 1AA", NotAPostcode, "É1 1AA", "É11AA");
        check("<b>", NotAPostcode, "<b>", "B");
        check("75008", NotAPostcode, "75008", "75008");
    }

    #[test]
    fn the_halves_can_be_had() {
        let postcode = Postcode::new("zz993vz");
        assert_eq!(postcode.outward().as_deref(), Some("ZZ99"));
        assert_eq!(postcode.inward().as_deref(), Some("3VZ"));
        assert_eq!(Postcode::new("zz99").inward(), None);
        assert_eq!(Postcode::new("somewhere").outward(), None);
    }
}
