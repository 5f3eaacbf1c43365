//! The code that goes with a link for one act: eight letters and figures that can be read out on the telephone and typed on a small one.
//!
//! It is 40 bits of chance. That is enough because it opens nothing by itself: it is asked for only from whoever already holds the link, whose
//! token is 256 bits, and only a few times.

use std::fmt;

use crate::spoken;
use crate::token::Digest;

/// How many letters and figures it has.
const LETTERS: u32 = 8;

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
        let bits = self.0.iter().fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
        spoken::text(bits, LETTERS)
    }

    /// What is stored.
    pub fn digest(&self) -> Digest {
        Digest::of("link code", &self.0)
    }

    /// Reads a code as people type it.
    pub fn read(typed: &str) -> Option<LinkCode> {
        let mut bytes = [0; 5];
        bytes.copy_from_slice(&spoken::read(typed, LETTERS)?.to_be_bytes()[11..]);
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
