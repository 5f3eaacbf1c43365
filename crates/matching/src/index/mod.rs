//! Everybody in memory, found while a question is incomplete: a name and an age, an initial with a date of birth, half a phone call.
//!
//! The way of a question: what was typed is read like any description ([`Question`]); each word becomes the few words on record that
//! may be meant; lists of people are put together, the rarest first, within a number of places looked at that does not depend on any
//! clock; the most promising are compared by the same [`Evidence`](crate::Evidence) and [`Experience`] as everywhere; the best are the
//! hits. Whoever shows them asks [`Experience::ask`] for the words.
//!
//! People who are new or changed since the index was built stand beside it and are found in the same way. From time to time
//! [`Index::rebuilt`] makes a new index of both, while the old one goes on answering.

mod amiss;
mod births;
mod called;
mod gather;
mod kept;
mod keys;
mod lists;
mod promise;
mod question;
mod recent;
mod search;
mod slips;
mod spellings;
mod worth;

use std::sync::Arc;

use crate::description::Description;
use crate::experience::Experience;
use crate::person::Person;
use crate::vocabulary::Vocabulary;
use births::Months;
use called::Called;
use kept::{Kept, Marks};
use recent::Recent;

pub use search::Hit;

/// What the caller calls a person.
pub type Number = u128;

/// Everybody in memory, ready to be searched. A copy is cheap beside a new one: it shares those of whom it was built.
#[derive(Debug, Clone)]
pub struct Index {
    vocabulary: Arc<Vocabulary>,
    experience: Experience,
    kept: Arc<Kept>,
    /// Those of them who were taken out or changed since.
    gone: Marks,
    recent: Recent,
    months: Months,
    called: Called,
}

impl Index {
    /// Everybody there is. Of two with one number the later counts.
    pub fn build(people: impl Iterator<Item = (Number, Description)>, experience: Experience) -> Index {
        let mut vocabulary = Vocabulary::new();
        let (mut numbers, mut read) = (Vec::new(), Vec::new());
        for (number, description) in people {
            numbers.push(number);
            read.push(Person::read(&description, &mut vocabulary));
        }
        let kept = Kept::of(&numbers, read, &vocabulary);
        let (mut months, mut called) = (Months::default(), Called::default());
        for person in &kept.people {
            person.count_names(&mut vocabulary);
            months.add(person);
            called.add(person);
        }
        vocabulary.shrink();
        Index {
            vocabulary: Arc::new(vocabulary),
            experience,
            gone: Marks::new(kept.people.len()),
            kept: Arc::new(kept),
            recent: Recent::default(),
            months,
            called,
        }
    }

    /// The same people with those who are new or changed in their places: as quick as a new one, and it answers alike. Takes seconds
    /// for a million; meanwhile this one goes on answering.
    #[must_use]
    pub fn rebuilt(&self) -> Index {
        let kept = self.kept.living(&self.gone).map(|(number, person)| (number, person.clone()));
        let recent = self.recent.living().map(|(number, person)| (number, person.clone()));
        let (numbers, people): (Vec<_>, Vec<_>) = kept.chain(recent).unzip();
        let gone = Marks::new(people.len());
        Index {
            kept: Arc::new(Kept::of(&numbers, people, &self.vocabulary)),
            gone,
            recent: Recent::default(),
            vocabulary: Arc::clone(&self.vocabulary),
            experience: self.experience.clone(),
            months: self.months.clone(),
            called: self.called.clone(),
        }
    }

    /// Enters a person, or what is now known of one who is here already.
    pub fn put(&mut self, number: Number, description: &Description) {
        self.remove(number);
        let vocabulary = Arc::make_mut(&mut self.vocabulary);
        let person = Person::read(description, vocabulary);
        person.count_names(vocabulary);
        self.months.add(&person);
        self.called.add(&person);
        self.recent.put(number, person, &self.kept, vocabulary);
    }

    /// Takes a person out. Says whether there was one.
    pub fn remove(&mut self, number: Number) -> bool {
        let vocabulary = Arc::make_mut(&mut self.vocabulary);
        if let Some(person) = self.recent.remove(number) {
            person.uncount_names(vocabulary);
            self.months.take(&person);
            self.called.take(&person);
            return true;
        }
        let Some(place) = self.kept.place(number).filter(|place| !self.gone.has(*place as usize)) else {
            return false;
        };
        self.gone.set(place as usize);
        if let Some((_, person)) = self.kept.person(place) {
            person.uncount_names(vocabulary);
            self.months.take(person);
            self.called.take(person);
        }
        true
    }

    /// How many people are in it.
    pub fn len(&self) -> usize {
        self.kept.people.len() - self.gone.count() + self.recent.len()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many were entered, changed or taken out since it was built. When they are more than a few in a hundred, it is time for
    /// [`Index::rebuilt`].
    pub fn changes(&self) -> usize {
        self.recent.places() + self.gone.count()
    }

    /// About how much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.vocabulary.bytes()
            + self.kept.bytes()
            + self.gone.bytes()
            + self.recent.bytes()
            + self.months.bytes()
            + self.called.bytes()
    }

    /// Whether the index has somebody of this number.
    pub fn contains(&self, number: Number) -> bool {
        let kept = self.kept.place(number).is_some_and(|place| !self.gone.has(place as usize));
        kept || self.recent.contains(number)
    }

    /// The person kept at a place; nothing when they were taken out or changed since.
    fn person(&self, slot: u32) -> Option<(Number, &Person)> {
        match (slot as usize).checked_sub(self.kept.people.len()) {
            None => self.kept.person(slot).filter(|_| !self.gone.has(slot as usize)),
            Some(at) => self.recent.person(at),
        }
    }
}

/// About how much a person takes beside its own size, in bytes.
fn spilled(person: &Person) -> usize {
    let block = |bytes: usize| if bytes == 0 { 0 } else { (bytes + 8).next_multiple_of(16).max(32) };
    let names = if person.names.spilled() {
        block(size_of_val(person.names.as_slice()).next_power_of_two())
    } else {
        0
    };
    let long = person.names.iter().filter(|name| name.is_long()).count() * 48;
    names
        + long
        + block(size_of_val(&*person.homes))
        + block(size_of_val(&*person.phones))
        + block(size_of_val(&*person.relatives))
}
