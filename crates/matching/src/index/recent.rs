//! The people who were entered or changed since the index was built.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::index::Number;
use crate::index::births::Standing;
use crate::index::kept::{Kept, each_spelt};
use crate::index::keys::{self, Kind};
use crate::index::spellings;
use crate::person::Person;
use crate::vocabulary::{Vocabulary, WordId};

/// By what somebody is found here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum By {
    /// A word of a name, by its place in the vocabulary.
    Word(usize),
    /// The day of birth.
    Day(i32),
    /// Whatever else. Streets also by their first word alone.
    Key(Kind, u32),
}

type Places = SmallVec<[u32; 4]>;

#[derive(Debug, Clone, Default)]
pub(super) struct Recent {
    people: Vec<Option<(Number, Person)>>,
    by_number: FxHashMap<Number, u32>,
    lists: FxHashMap<By, Places>,
    /// New words by what may be written for them.
    spellings: FxHashMap<u32, Places>,
    spelt: FxHashSet<WordId>,
}

impl Recent {
    /// Enters somebody who is not here.
    pub(super) fn put(&mut self, number: Number, person: Person, kept: &Kept, vocabulary: &Vocabulary) {
        let at = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        keys::name_words(&person, |word, _| self.list(By::Word(word.index()), at));
        keys::of(&person, |kind, key| {
            self.list(By::Key(kind, key), at);
            if kind == Kind::Street {
                self.list(By::Key(kind, key & 0xffff_0000), at);
            }
        });
        if let Standing::Day(day) = Standing::of(&person) {
            self.list(By::Day(day), at);
        }
        each_spelt(&person, |word| {
            if !kept.has_spellings_of(word) && self.spelt.insert(word) {
                let place = u32::try_from(word.index()).unwrap_or(u32::MAX);
                let lists = &mut self.spellings;
                spellings::each_key(word, vocabulary, |key| lists.entry(key).or_default().push(place));
            }
        });
        self.by_number.insert(number, at);
        self.people.push(Some((number, person)));
    }

    fn list(&mut self, by: By, at: u32) {
        let places = self.lists.entry(by).or_default();
        if places.last() != Some(&at) {
            places.push(at);
        }
    }

    pub(super) fn remove(&mut self, number: Number) -> Option<Person> {
        let at = self.by_number.remove(&number)?;
        let (_, person) = self.people.get_mut(at as usize)?.take()?;
        Some(person)
    }

    /// Tells everybody who is found so.
    pub(super) fn each(&self, by: By, mut told: impl FnMut(u32)) {
        for at in self.lists.get(&by).into_iter().flatten() {
            told(*at);
        }
    }

    /// The places in the vocabulary of the new words that share a key with this one.
    pub(super) fn near(&self, word: WordId, vocabulary: &Vocabulary, mut told: impl FnMut(u32)) {
        if self.spellings.is_empty() {
            return;
        }
        spellings::each_key(word, vocabulary, |key| {
            self.spellings.get(&key).into_iter().flatten().for_each(|place| told(*place));
        });
    }

    pub(super) fn person(&self, at: usize) -> Option<(Number, &Person)> {
        self.people.get(at)?.as_ref().map(|(number, person)| (*number, person))
    }

    pub(super) fn living(&self) -> impl Iterator<Item = (Number, &Person)> {
        self.people.iter().flatten().map(|(number, person)| (*number, person))
    }

    /// Everybody whose birth is known well enough and can have been between two days.
    pub(super) fn within(&self, earliest: i32, latest: i32) -> impl Iterator<Item = u32> + '_ {
        let fits = move |person: &Person| {
            let standing = Standing::of(person);
            standing != Standing::Unknown && standing.is_around((earliest, latest))
        };
        let people = (0_u32..).zip(&self.people);
        people.filter_map(move |(at, kept)| kept.as_ref().filter(|(_, person)| fits(person)).map(|_| at))
    }

    pub(super) fn contains(&self, number: Number) -> bool {
        self.by_number.contains_key(&number)
    }

    pub(super) fn len(&self) -> usize {
        self.by_number.len()
    }

    /// How many places are taken, also by those who were changed or taken out again.
    pub(super) const fn places(&self) -> usize {
        self.people.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    pub(super) fn bytes(&self) -> usize {
        let people: usize = self.people.iter().flatten().map(|(_, person)| super::spilled(person)).sum();
        let spilled = |lists: usize| lists * (size_of::<(By, Places)>() + 1) * 8 / 7;
        people
            + self.people.capacity() * size_of::<Option<(Number, Person)>>()
            + spilled(self.lists.capacity() + self.spellings.capacity())
            + (self.by_number.capacity() * 33 + self.spelt.capacity() * 5) * 8 / 7
    }
}
