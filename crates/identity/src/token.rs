//! Tokens: what a browser carries to say "it is still me", and what an invitation or reset link carries once.
//!
//! A token is 256 bits of chance. The browser has the token; the store has only its digest, so nobody who reads a backup can take
//! over a session (ASVS 7.2.2, 7.2.3). A new one is made at every sign-in and step-up (7.2.4).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;

/// A bearer's secret. It is never printed, logged or stored.
#[derive(Clone)]
pub struct Token([u8; 32]);

/// What the store keeps of a token or a recovery code: its SHA-256. Compared in constant time.
#[derive(Clone, Copy, Eq)]
pub struct Digest([u8; 32]);

/// The text is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("64 hexadecimal digits are expected")]
pub struct NotHex;

impl Token {
    /// A token from 32 bytes of chance.
    pub const fn from_bytes(bytes: [u8; 32]) -> Token {
        Token(bytes)
    }

    /// The text for a cookie or a link: 64 hexadecimal digits.
    pub fn as_text(&self) -> String {
        hex(&self.0)
    }

    /// What is stored of it where it is the key of another system: useless as a sign-in.
    pub fn key_digest(&self) -> Digest {
        Digest::of("agency key", &self.0)
    }

    /// What is stored, and looked for when the token comes back.
    pub fn digest(&self) -> Digest {
        Digest::of("session token", &self.0)
    }
}

impl FromStr for Token {
    type Err = NotHex;

    fn from_str(text: &str) -> Result<Self, NotHex> {
        from_hex(text).map(Token)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(not shown)")
    }
}

impl Digest {
    /// The digest of a secret of one kind: the kind is hashed too, so that a secret made for one use is useless for another.
    pub(crate) fn of(kind: &str, secret: &[u8]) -> Digest {
        let mut hasher = Sha256::new();
        hasher.update(kind.as_bytes());
        hasher.update([0]);
        hasher.update(secret);
        Digest(hasher.finalize().into())
    }

    /// The 32 bytes, for a store that keeps bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for Digest {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = NotHex;

    fn from_str(text: &str) -> Result<Self, NotHex> {
        from_hex(text).map(Digest)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Result<[u8; 32], NotHex> {
    let digits = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !digits {
        return Err(NotHex);
    }
    let mut bytes = [0; 32];
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| NotHex)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_comes_back_as_the_same_token() {
        let token = Token::from_bytes(std::array::from_fn(|i| i as u8));
        assert_eq!(token.as_text(), "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        assert_eq!(token.as_text().parse::<Token>().unwrap().digest(), token.digest());
    }

    #[test]
    fn only_64_small_hexadecimal_digits_are_read() {
        let text = Token::from_bytes([0xab; 32]).as_text();
        for bad in [
            "",
            "ab",
            &text[1..],
            &text.to_uppercase(),
            &format!("{text}0"),
            &"é".repeat(32),
            &"+1".repeat(32),
        ] {
            assert!(bad.parse::<Token>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn the_digest_is_not_the_token_and_is_stored_as_text() {
        let token = Token::from_bytes([7; 32]);
        let digest = token.digest();
        assert_ne!(digest.as_bytes(), &[7; 32]);
        assert_eq!(digest.to_string().parse::<Digest>().unwrap(), digest);
        assert_ne!(digest, Token::from_bytes([8; 32]).digest());
        assert_ne!(digest, Digest::of("recovery code", &[7; 32]));
        assert_eq!(format!("{token:?}"), "Token(not shown)");
    }
}
