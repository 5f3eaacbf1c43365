//! Recovery codes: how somebody whose phone is lost or broken signs in at two in the morning. Ten at a time, each used once.
//!
//! A code is 80 bits of chance, far beyond guessing even with the stored digests in hand, so it needs no slow hash; the sign-in
//! throttle stands before it all the same.

use std::fmt;

use crate::token::Digest;

/// How many codes are given at once.
pub const CODES_AT_ONCE: usize = 10;

/// Crockford's base 32: no I, L, O or U, so that what is copied from paper is read as it was written.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

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
        let mut text = String::new();
        for place in (0..16).rev() {
            text.push(char::from(LETTERS[(bits >> (place * 5) & 31) as usize]));
            if place % 4 == 0 && place > 0 {
                text.push('-');
            }
        }
        text
    }

    /// What is stored.
    pub fn digest(&self) -> Digest {
        Digest::of("recovery code", &self.0)
    }

    /// Reads a code as people type it: in any case, with or without spaces and hyphens, O for 0 and I or L for 1.
    pub fn read(typed: &str) -> Option<Code> {
        let mut bits = 0u128;
        let mut letters = 0;
        for c in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let letter = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = LETTERS.iter().position(|known| char::from(*known) == letter)?;
            letters += 1;
            if letters > 16 {
                return None;
            }
            bits = bits << 5 | value as u128;
        }
        if letters < 16 {
            return None;
        }
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&bits.to_be_bytes()[6..]);
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
