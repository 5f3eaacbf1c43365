//! One box for everything: people, the houses they live in, who works with them, numbers, and the words of what the viewer may read. Of each result is
//! said why it is one.

use domain::access::{Action, Subject};
use domain::id::{Any, Id};
use domain::person::Person;
use domain::staff::Staff;
use jiff::civil::Date;
use store::search::{Asked, Piece};
use store::{Door, Stop};

use super::{Found, find, houses, numbers, professionals, relatives, somebody, words};
use crate::child::Existence;
use crate::session::Session;

/// Everything that was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LookedFor {
    /// People, the likeliest first; with those whose parent or carer was meant.
    pub people: Vec<Found>,
    /// Houses, by their address or by who lives there.
    pub houses: Vec<Household>,
    /// Professionals, schools, and the children they work with.
    pub professionals: Vec<Professional>,
    /// Numbers of records and of people.
    pub numbers: Vec<Numbered>,
    /// Records in which the words stand.
    pub records: Vec<InRecord>,
    /// Whether there are more records than are shown.
    pub more_records: bool,
}

/// A house, with whom of those who live or lived there the viewer may learn of.
#[derive(Debug, Clone, PartialEq)]
pub struct Household {
    /// The address; nothing for a viewer who may read no summary of anybody there.
    pub address: Option<Vec<Piece>>,
    /// Why it is a result.
    pub why: String,
    /// Who lives there, then who lived there.
    pub residents: Vec<Resident>,
}

/// Somebody who lives or lived in a house.
#[derive(Debug, Clone, PartialEq)]
pub struct Resident {
    /// Who.
    pub existence: Existence,
    /// Since when and until when, in words.
    pub when: String,
    /// Whether they live there now.
    pub now: bool,
}

/// A child, for a link.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Child {
    /// Who.
    pub id: Id<Person>,
    /// Their name.
    pub name: String,
}

/// Somebody who works with children, or a school.
#[derive(Debug, Clone, PartialEq)]
pub struct Professional {
    /// Their name.
    pub name: String,
    /// What they are: "Social worker, Team 2", "Police, Otherham".
    pub what: String,
    /// Telephone and e-mail, as far as they are known.
    pub reached: Vec<String>,
    /// The account, for somebody who has one.
    pub staff: Option<Id<Staff>>,
    /// The children they work with, whose record the viewer may read.
    pub children: Vec<Child>,
    /// Whether there are more children than are shown.
    pub more: bool,
}

/// A record or person by a number.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbered {
    /// What it is the number of.
    pub of: NumberOf,
    /// The children it is about, or the person.
    pub children: Vec<Child>,
    /// Whether it is exactly what was typed; else it is one slip from it.
    pub exact: bool,
}

/// What a number is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberOf {
    /// A person on the record.
    Person,
    /// A record, with its kind in the ledger, what it is called, and its number.
    Record {
        /// The kind.
        kind: &'static str,
        /// The record.
        id: Id<Any>,
        /// What it is called.
        name: &'static str,
        /// The number.
        number: String,
    },
}

/// A record in which the words stand.
#[derive(Debug, Clone, PartialEq)]
pub struct InRecord {
    /// Its kind in the ledger.
    pub kind: &'static str,
    /// The record.
    pub id: Id<Any>,
    /// What it is called.
    pub name: &'static str,
    /// The children it is about.
    pub children: Vec<Child>,
    /// Which part of it the words stand in.
    pub part: String,
    /// On which day that was said, found or decided.
    pub on: Date,
    /// The place where the words stand nearest to each other, those words marked.
    pub pieces: Vec<Piece>,
    /// In how many more parts of it they stand.
    pub more: usize,
}

/// Looks for what was typed in one box.
///
/// # Errors
/// When the person may not search.
pub fn look_for(session: &Session<'_>, typed: &str) -> Result<LookedFor, Stop> {
    session.read("search", |door| {
        let permit = door.permit(Action::SearchPeople, Subject::House)?;
        let asked = Asked::read(typed);
        let mut people = find(session, door, &somebody(session, typed))?;
        people.extend(relatives::of_those_found(session, door, &people)?);
        let houses = houses::found(session, door, &permit, &asked, &people)?;
        let professionals = professionals::found(session, door, &permit, typed, &asked)?;
        let numbers = numbers::found(door, &permit, typed)?;
        let (records, more_records) = words::found(session, door, &asked)?;
        Ok(LookedFor { people, houses, professionals, numbers, records, more_records })
    })
}

/// Those of some people whom the viewer may learn of, by name.
pub(super) fn named(door: &Door, people: impl IntoIterator<Item = Id<Person>>) -> Result<Vec<Child>, Stop> {
    let mut named = Vec::new();
    for id in people {
        if !door.would_permit(Action::KnowExists, Subject::Child(id))? {
            continue;
        }
        let permit = door.permit(Action::KnowExists, Subject::Child(id))?;
        if let Some(person) = store::load(&permit, id)? {
            named.push(Child { id, name: person.record.name() });
        }
    }
    Ok(named)
}
