//! Recovery codes: how somebody whose phone is lost or broken signs in at two in the morning. Ten at a time, each used once.
//!
//! A code is 80 bits of chance, far beyond guessing even with the stored digests in hand, so it needs no slow hash; the sign-in
//! throttle stands before it all the same.

use std::fmt;

use crate::spoken;
use crate::token::Digest;

/// How many letters and figures it has.
const LETTERS: u32 = 16;

/// How many codes are given at once.
pub const CODES_AT_ONCE: usize = 10;

/// One recovery code. Shown once, never stored.
#[derive(Clone)]
pub struct Code([u8; 10]);

impl Code {
    /// A code from ten bytes of chance.
    pub const fn from_bytes(bytes: [u8; 10]) -> Code {
        Code(bytes)
    }

    /// The code to print or write down: four groups of four.
    pub fn as_text(&self) -> String {
        let bits = self.0.iter().fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
        spoken::text(bits, LETTERS)
    }

    /// What is stored.
    pub fn digest(&self) -> Digest {
        Digest::of("recovery code", &self.0)
    }

    /// Reads a code as people type it.
    pub fn read(typed: &str) -> Option<Code> {
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&spoken::read(typed, LETTERS)?.to_be_bytes()[6..]);
        Some(Code(bytes))
    }
}

/// Which of the stored codes was typed, if any. The caller removes it: a code is used once.
///
/// Every stored code is compared, so that the time taken does not tell which one it was.
pub fn find(typed: &str, stored: &[Digest]) -> Option<usize> {
    let digest = Code::read(typed)?.digest();
    stored.iter().enumerate().fold(None, |found, (at, known)| if *known == digest { Some(at) } else { found })
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(not shown)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES: [u8; 10] = [0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf];

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = Code::from_bytes(BYTES);
        assert_eq!(code.as_text(), "0123-4567-89AB-CDEF");
        for typed in [
            "0123-4567-89AB-CDEF",
            "0123456789abcdef",
            " o123 4567\t89ab-cdef ",
            "OI23-4567-89AB-CDEF",
            "ol23456789abcdef",
        ] {
            assert_eq!(Code::read(typed).unwrap().0, BYTES, "{typed:?}");
        }
        for bad in [
            "",
            "0123",
            "0123-4567-89AB-CDEF-0",
            "0123-4567-89AB-CDEU",
            "0123-4567-89AB-CDÉF",
            &"0".repeat(1_000_000),
        ] {
            assert!(Code::read(bad).is_none(), "{bad:.30}");
        }
    }

    #[test]
    fn the_right_code_is_found_once_removed_never_again() {
        let codes: Vec<Code> = (0..10).map(|i| Code::from_bytes([i; 10])).collect();
        let mut stored: Vec<Digest> = codes.iter().map(Code::digest).collect();
        let typed = codes[6].as_text();
        assert_eq!(find(&typed, &stored), Some(6));
        stored.remove(6);
        assert_eq!(find(&typed, &stored), None);
        assert_eq!(find("nonsense", &stored), None);
        assert_eq!(find(&typed, &[]), None);
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_is_read_back(bytes: [u8; 10]) {
            proptest::prop_assert_eq!(Code::read(&Code::from_bytes(bytes).as_text()).unwrap().0, bytes);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = Code::read(&text);
        }
    }
}
