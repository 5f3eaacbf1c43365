//! Which entries somebody wants to see: by lane, theme, person, agency, tool or other kind of event, significance, when it happened and when it was known. An entry is shown when it
//! meets every kind of choice; of several choices of one kind it meets one.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Entry;
use crate::id::Id;
use crate::person::Person;

/// What is to be seen; nothing chosen is everything that stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Lanes.
    pub lanes: Vec<String>,
    /// Themes.
    pub themes: Vec<String>,
    /// People.
    pub people: Vec<Id<Person>>,
    /// Agencies.
    pub agencies: Vec<String>,
    /// Kinds of significant event: an injury, the score of a tool.
    pub kinds: Vec<String>,
    /// Only what is significant.
    pub significant: bool,
    /// Only what nobody has looked at.
    pub waiting: bool,
    /// What was rejected too.
    pub rejected: bool,
    /// Happened on this day or later, as far as it can have.
    pub from: Option<Date>,
    /// Happened on this day or earlier, as far as it can have.
    pub until: Option<Date>,
    /// Known by then.
    pub known_by: Option<Timestamp>,
}

impl Wanted {
    /// Whether anything was chosen.
    pub fn chooses(&self) -> bool {
        *self != Wanted { rejected: self.rejected, ..Wanted::default() }
    }

    /// Whether an entry is to be seen.
    pub fn wants(&self, entry: &Entry) -> bool {
        let any =
            |chosen: &[String], has: &dyn Fn(&String) -> bool| chosen.is_empty() || chosen.iter().any(has);
        (self.rejected || entry.stands())
            && any(&self.lanes, &|lane| *lane == entry.lane)
            && any(&self.themes, &|theme| entry.themes.contains(theme))
            && any(&self.agencies, &|agency| entry.agency.as_ref() == Some(agency))
            && any(&self.kinds, &|kind| entry.kind.as_ref() == Some(kind))
            && (self.people.is_empty() || self.people.iter().any(|person| entry.people.contains(person)))
            && (!self.significant || entry.is_significant())
            && (!self.waiting || !entry.is_looked_at())
            && self.from.is_none_or(|from| entry.happened.latest().is_some_and(|latest| latest >= from))
            && self.until.is_none_or(|until| entry.happened.earliest().is_some_and(|first| first <= until))
            && self.known_by.is_none_or(|moment| entry.known_at <= moment)
    }

    /// The entries to be seen, in their order.
    pub fn of<'e>(&self, entries: &'e [Entry]) -> Vec<&'e Entry> {
        entries.iter().filter(|entry| self.wants(entry)).collect()
    }
}
