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
