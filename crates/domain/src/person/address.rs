//! An address is a value of its own, never free text in a note: letters went to the wrong house because it was.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::partial_date::PartialDate;
use super::postcode::Postcode;
use crate::access::{Guard, Sealed};
use crate::id::Id;

/// A house, flat or other place several people may live in: people at one place at one time are a household.
pub enum Place {}

/// A stay at an address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Address {
    /// The place, shared by all who live there.
    pub place: Id<Place>,
    /// The lines and postcode. Protected when a refuge, a confidential placement or a hidden home.
    pub lines: Sealed<AddressLines>,
    /// First day there.
    pub from: Option<PartialDate>,
    /// First day no longer there.
    pub until: Option<PartialDate>,
    /// Who said so.
    pub source: String,
}

/// The words of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressLines {
    /// House, street, town: one line each, exactly as given.
    pub lines: Vec<String>,
    /// The postcode as given.
    pub postcode: Option<Postcode>,
}

impl AddressLines {
    /// The address on one line.
    pub fn one_line(&self) -> String {
        let mut parts: Vec<&str> = self.lines.iter().map(String::as_str).collect();
        if let Some(postcode) = &self.postcode {
            parts.push(postcode.typed());
        }
        parts.retain(|part| !part.trim().is_empty());
        parts.join(", ")
    }

    /// Whether two people wrote the same place, one of them perhaps more of it: a comma more or less, or a postcode left out, is no other place. Asked where
    /// something is to be hidden, so it says yes too often rather than not often enough.
    pub fn is_same_place(&self, other: &AddressLines) -> bool {
        let squeezed = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let whole = |lines: &AddressLines| squeezed(&lines.one_line());
        let code = |lines: &AddressLines| lines.postcode.as_ref().map(Postcode::for_comparison);
        let (one, other_one) = (squeezed(&self.lines.concat()), squeezed(&other.lines.concat()));
        if whole(self) == whole(other) {
            return true;
        }
        let apart = code(self).zip(code(other)).is_some_and(|(one, other)| one != other);
        !apart
            && !one.is_empty()
            && !other_one.is_empty()
            && (one.starts_with(&other_one) || other_one.starts_with(&one))
    }
}

impl Address {
    /// Whether the stay covers a day. An end not known to the day is read as its earliest: nobody is kept in a house too long.
    pub fn holds_on(&self, day: Date) -> bool {
        let begun = self.from.as_ref().and_then(PartialDate::earliest).is_none_or(|from| from <= day);
        let ended = self.until.as_ref().is_some_and(|until| until.earliest().is_none_or(|end| end <= day));
        begun && !ended
    }

    /// Whether the address may be shown only to somebody who asks to reveal it.
    pub fn is_protected(&self) -> bool {
        self.lines.guard() == Guard::Protected
    }
}
