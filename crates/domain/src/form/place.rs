//! Where an answer stands in its form. Written the same in a page's field, an error's link and the stored record: `concern.facts`,
//! and `children.0.name` in a section that repeats.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One question, in one repeat of its section.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The section's name.
    pub section: String,
    /// Which repeat, from 0; none in a section that does not repeat.
    pub index: Option<u16>,
    /// The question's name.
    pub question: String,
}

/// The text is not `section.question` or `section.number.question`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the place of an answer: section.question or section.number.question is expected")]
pub struct NotAPlace;

impl Place {
    /// A question in a section that does not repeat.
    pub fn one(section: impl Into<String>, question: impl Into<String>) -> Self {
        Place { section: section.into(), index: None, question: question.into() }
    }

    /// A question in one repeat of its section.
    pub fn nth(section: impl Into<String>, index: u16, question: impl Into<String>) -> Self {
        Place { section: section.into(), index: Some(index), question: question.into() }
    }

    /// Whether it stands in a part of its form: a section by its name (`danger`), or one repeat of it (`day.1`).
    pub fn is_in(&self, part: &str) -> bool {
        match part.split_once('.') {
            None => self.section == part,
            Some((section, number)) => {
                self.section == section && self.index.is_some() && self.index == index(number)
            }
        }
    }
}

/// Whether the text may name a form, a section or a question: a lower-case letter, then lower-case letters, digits and `_`.
pub fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_lowercase())
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && text.len() <= 60
}

/// A repeat's number, written in one way only, so that no two fields stand for one place.
pub(super) fn index(text: &str) -> Option<u16> {
    text.parse::<u16>().ok().filter(|number| number.to_string() == text)
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index {
            Some(index) => write!(f, "{}.{}.{}", self.section, index, self.question),
            None => write!(f, "{}.{}", self.section, self.question),
        }
    }
}

impl FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let parts: Vec<&str> = text.split('.').collect();
        match parts.as_slice() {
            [section, question] if is_name(section) && is_name(question) => {
                Ok(Place::one(*section, *question))
            }
            [section, number, question] if is_name(section) && is_name(question) => {
                index(number).map(|index| Place::nth(*section, index, *question)).ok_or(NotAPlace)
            }
            _ => Err(NotAPlace),
        }
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
