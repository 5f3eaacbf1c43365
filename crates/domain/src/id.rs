//! Names for records: 128 bits, made by the session's source of chance, never derived from a person, so nothing can be guessed from an address.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The name of one record of kind `R`: written as 32 lower-case hexadecimal digits everywhere.
pub struct Id<R> {
    bits: u128,
    of: PhantomData<fn() -> R>,
}

/// A record's name when its kind stands beside it.
pub enum Any {}

/// The text is not 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a record's id: 32 hexadecimal digits are expected")]
pub struct NotAnId;

impl<R> Id<R> {
    /// An id from 128 bits of chance.
    pub const fn from_bits(bits: u128) -> Self {
        Id { bits, of: PhantomData }
    }

    /// The 128 bits.
    pub const fn bits(self) -> u128 {
        self.bits
    }

    /// The same id without its kind.
    pub const fn any(self) -> Id<Any> {
        Id::from_bits(self.bits)
    }

    /// Letters and figures that people can say on the telephone, made from the id: no two of them can be mistaken for each other. At most 25.
    pub fn spoken(self, letters: u32) -> String {
        const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        (0..letters)
            .map(|place| char::from(LETTERS[(self.bits >> (5 * place)) as usize % LETTERS.len()]))
            .collect()
    }

    /// The same bits read as the id of another kind: for stores that keep the kind beside the id.
    pub const fn of_kind<S>(self) -> Id<S> {
        Id::from_bits(self.bits)
    }
}

impl<R> Clone for Id<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for Id<R> {}
impl<R> PartialEq for Id<R> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}
impl<R> Eq for Id<R> {}
impl<R> PartialOrd for Id<R> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<R> Ord for Id<R> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bits.cmp(&other.bits)
    }
}
impl<R> Hash for Id<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits.hash(state);
    }
}
impl<R> fmt::Debug for Id<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.bits)
    }
}
impl<R> fmt::Display for Id<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.bits)
    }
}
impl<R> FromStr for Id<R> {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let digits = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !digits {
            return Err(NotAnId);
        }
        u128::from_str_radix(text, 16).map(Id::from_bits).map_err(|_| NotAnId)
    }
}
impl<R> Serialize for Id<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de, R> Deserialize<'de> for Id<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
