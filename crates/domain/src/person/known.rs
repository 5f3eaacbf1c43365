//! "Not known" is an answer; "not asked" is a gap. The record keeps them apart everywhere.

use serde::{Deserialize, Serialize};

/// An answer that may not have been asked for, or may not be known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known<T> {
    /// Nobody has asked yet.
    #[default]
    NotAsked,
    /// Somebody asked, and it is not known.
    NotKnown,
    /// The answer.
    Is(T),
}

impl<T> Known<T> {
    /// The answer, if there is one.
    pub fn answer(&self) -> Option<&T> {
        match self {
            Known::Is(answer) => Some(answer),
            Known::NotAsked | Known::NotKnown => None,
        }
    }

    /// The answer through a function; the two kinds of silence stay what they are.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Known::NotAsked => Known::NotAsked,
            Known::NotKnown => Known::NotKnown,
            Known::Is(answer) => Known::Is(change(answer)),
        }
    }

    /// This answer where there is one, else the other's.
    pub fn or(self, other: Known<T>) -> Known<T> {
        match (self, other) {
            (Known::Is(answer), _) => Known::Is(answer),
            (_, Known::Is(answer)) => Known::Is(answer),
            (Known::NotKnown, _) | (_, Known::NotKnown) => Known::NotKnown,
            (Known::NotAsked, Known::NotAsked) => Known::NotAsked,
        }
    }
}

impl<T: std::fmt::Display> Known<T> {
    /// The answer, or which kind of silence it is, in words.
    pub fn words(&self) -> String {
        match self {
            Known::NotAsked => "Not asked".into(),
            Known::NotKnown => "Not known".into(),
            Known::Is(answer) => answer.to_string(),
        }
    }
}

impl<T> From<Option<T>> for Known<T> {
    fn from(answer: Option<T>) -> Self {
        answer.map_or(Known::NotAsked, Known::Is)
    }
}
