//! What is known of a person who is looked for, or of one who is on record: the same shape for both.

use jiff::civil::Date;

use crate::normal::name_words;
use crate::person::is_unknown;

/// A person as far as known. Empty means not known; order does not matter, except that the first name is the one in use.
///
/// For a person on record, give only what the viewer may see: reasons quote it, and a match on a sealed address would tell where
/// somebody lives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Description {
    /// The name in use first, then every other name, alias and former name.
    pub names: Vec<Name>,
    /// When the person was born, or is expected to be.
    pub birth: Option<Birth>,
    /// Sex as recorded.
    pub sex: Option<Sex>,
    /// NHS number as written.
    pub nhs_number: Option<String>,
    /// Unique pupil number as written.
    pub upn: Option<String>,
    /// Present and past addresses.
    pub addresses: Vec<Address>,
    /// When each of the addresses was left, in their order. Empty, or shorter, where that is not known.
    pub left: Vec<Option<Date>>,
    /// Present and past phone numbers as written.
    pub phones: Vec<String>,
    /// Parents, carers, brothers, sisters.
    pub relatives: Vec<Relative>,
    /// When this was last written down. Names change with time.
    pub recorded: Option<Date>,
}

/// Sex as recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// A name as written. Which part is which may be wrong; comparing tries both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// Given names.
    pub given: String,
    /// Family name. Empty for somebody with one name.
    pub family: String,
}

/// When somebody was born: the first and the last day that it can have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    earliest: Date,
    latest: Date,
}

/// An address as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Its lines, the postcode apart.
    pub lines: Vec<String>,
    /// The postcode. Empty when not known.
    pub postcode: String,
}

/// Somebody near the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relative {
    /// What they are to the person, in a word for the page: "mother", "brother". Empty when not known.
    pub relation: String,
    /// Their name.
    pub name: Name,
    /// Their phone numbers as written.
    pub phones: Vec<String>,
}

impl Name {
    /// A name in two parts.
    pub fn new(given: impl Into<String>, family: impl Into<String>) -> Name {
        Name { given: given.into(), family: family.into() }
    }

    /// A name in one piece: "Ama Serwaa Mensah", or "MENSAH, Ama". One word is taken as a given name.
    pub fn from_text(text: &str) -> Name {
        if let Some((family, given)) = text.split_once(',') {
            return Name::new(given.trim(), family.trim());
        }
        match text.trim().rsplit_once(char::is_whitespace) {
            Some((given, family)) => Name::new(given.trim(), family),
            None => Name::new(text.trim(), ""),
        }
    }

    /// Of somebody who is asked for: "Null" and nothing else may be a family name. On record it is nobody's name.
    pub(crate) fn or_family_name(self) -> Name {
        match self.family.is_empty() && is_unknown(&name_words(&self.given)) {
            true => Name::new("", self.given),
            false => self,
        }
    }

    /// Both parts in the order in which they are spoken.
    pub fn whole(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_owned()
    }
}

impl Birth {
    /// Born on a known day.
    pub const fn on(day: Date) -> Birth {
        Birth { earliest: day, latest: day }
    }

    /// Born, or expected, between two days, both included.
    pub fn between(one: Date, other: Date) -> Birth {
        Birth { earliest: one.min(other), latest: one.max(other) }
    }

    /// The first day that it can have been.
    pub const fn earliest(&self) -> Date {
        self.earliest
    }

    /// The last day that it can have been.
    pub const fn latest(&self) -> Date {
        self.latest
    }

    /// The day, when it is known.
    pub fn day(&self) -> Option<Date> {
        (self.earliest == self.latest).then_some(self.earliest)
    }
}
