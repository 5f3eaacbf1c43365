//! The code that goes with a link for one act: eight letters and figures that can be read out on the telephone and typed on a small one.
//!
//! It is 40 bits of chance. That is enough because it opens nothing by itself: it is asked for only from whoever already holds the link, whose
//! token is 256 bits, and only a few times.

use std::fmt;

use crate::token::Digest;

/// Crockford's base 32: no I, L, O or U, so that what is heard is typed as it was said.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// One code. Shown or sent once, never stored in the clear.
#[derive(Clone)]
pub struct LinkCode([u8; 5]);

impl LinkCode {
    /// A code from five bytes of chance.
    pub const fn from_bytes(bytes: [u8; 5]) -> LinkCode {
        LinkCode(bytes)
    }

    /// The code to read out: two groups of four.
    pub fn as_text(&self) -> String {
        let bits = self.0.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        let letter = |place: u32| char::from(LETTERS[(bits >> (place * 5) & 31) as usize]);
        let group = |places: [u32; 4]| places.map(letter).iter().collect::<String>();
        format!("{}-{}", group([7, 6, 5, 4]), group([3, 2, 1, 0]))
    }

    /// What is stored.
    pub fn digest(&self) -> Digest {
        Digest::of("link code", &self.0)
    }

    /// Reads a code as people type it: in any case, with or without spaces and hyphens, O for 0 and I or L for 1.
    pub fn read(typed: &str) -> Option<LinkCode> {
        let mut bits = 0u64;
        let mut letters = 0;
        for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let letter = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = LETTERS.iter().position(|known| char::from(*known) == letter)?;
            letters += 1;
            if letters > 8 {
                return None;
            }
            bits = bits << 5 | value as u64;
        }
        if letters < 8 {
            return None;
        }
        let [_, _, _, bytes @ ..] = bits.to_be_bytes();
        Some(LinkCode(bytes))
    }

    /// Whether what was typed is the code with this digest. Compared in constant time.
    pub fn is(typed: &str, stored: &Digest) -> bool {
        LinkCode::read(typed).is_some_and(|code| code.digest() == *stored)
    }
}

impl fmt::Debug for LinkCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkCode(not shown)")
    }
}

#[cfg(test)]
mod tests {
    use super::LinkCode;
    use crate::token::Digest;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = LinkCode::from_bytes([0x00, 0x44, 0x32, 0x14, 0xc7]);
        assert_eq!(code.as_text(), "0123-4567");
        for typed in ["0123-4567", "01234567", " o1 23 45 67", "OI234567", "ol23-4567"] {
            assert!(LinkCode::is(typed, &code.digest()), "{typed:?}");
        }
        for bad in ["", "0123", "0123-4568", "0123-456", "0123-45678", "0123-456U", &"0".repeat(100_000)] {
            assert!(!LinkCode::is(bad, &code.digest()), "{bad:.20}");
        }
        assert_ne!(code.digest(), Digest::of("recovery code", &[0x00, 0x44, 0x32, 0x14, 0xc7]));
        assert_eq!(format!("{code:?}"), "LinkCode(not shown)");
    }

    proptest::proptest! {
        #[test]
        fn what_is_read_out_is_read_back(bytes: [u8; 5]) {
            proptest::prop_assert_eq!(LinkCode::read(&LinkCode::from_bytes(bytes).as_text()).unwrap().0, bytes);
        }
    }
}
