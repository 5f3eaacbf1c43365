//! "A different child": somebody on the record who may seem to be a child of a contact and is not. It is remembered with the contact, by whom and when, so
//! that the same two are not laid before somebody again; and it can be taken back while the contact is open, because a caller rings again and says more.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Contact, Found};
use crate::id::Id;
use crate::person::Person;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// Somebody on the record who was said not to be a child of the contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotThem {
    /// The child, by their place in the contact.
    pub child: usize,
    /// Who they are not.
    pub person: Id<Person>,
    /// Who said so.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

impl Contact {
    /// Says that a child of the contact is somebody other than this person. Whoever had been found to be that person is looked for again.
    ///
    /// # Errors
    /// When the contact is decided or has no such child.
    pub fn not_them(
        &self,
        place: usize,
        person: Id<Person>,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Contact, Refusal> {
        self.must_be_open()?;
        let mut contact = self.clone();
        let child = contact.children.get_mut(place).ok_or(Refusal::NotFound)?;
        if matches!(&child.found, Found::Known { person: found, .. } if *found == person) {
            child.found = Found::NotLooked;
        }
        if !contact.is_not_them(place, person) {
            contact.different.push(NotThem { child: place, person, by, at });
        }
        Ok(contact)
    }

    /// Takes that back: they may be the child after all.
    ///
    /// # Errors
    /// When the contact is decided or has no such child.
    pub fn perhaps_them(&self, place: usize, person: Id<Person>) -> Result<Contact, Refusal> {
        self.must_be_open()?;
        self.children.get(place).ok_or(Refusal::NotFound)?;
        let mut contact = self.clone();
        contact.different.retain(|not| not.child != place || not.person != person);
        Ok(contact)
    }

    /// Who each child of the contact was found to be, with everybody whom somebody said that child is not: two people each time, by what was said.
    pub fn two_people(&self) -> Vec<(Id<Person>, &NotThem)> {
        let found = |not: &NotThem| self.children.get(not.child).and_then(|child| child.found.person());
        let two = self.different.iter().filter_map(|not| Some((found(not)?, not)));
        two.filter(|(found, not)| *found != not.person).collect()
    }

    /// Whether somebody said that a child of the contact is not this person.
    pub fn is_not_them(&self, place: usize, person: Id<Person>) -> bool {
        self.different.iter().any(|not| not.child == place && not.person == person)
    }
}
