//! What people here are called: whoever is on record as Laura and known as Lozza tells that a Lozza may be another Laura too.
//!
//! Tables of short forms never have them all. A pair is believed from the third person who bears it, when a fair part of all who are
//! known by the one are on record by the other: people known by a middle name are known by any.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::person::Person;
use crate::vocabulary::WordId;

/// From how many people a pair of names is believed.
const ENOUGH: u32 = 3;
/// One in so many of those who are known by a name must be on record by the other.
const PART: u32 = 8;

#[derive(Debug, Clone, Default)]
pub(super) struct Called {
    /// By a name, the others that the same people bear.
    others: FxHashMap<WordId, SmallVec<[Other; 1]>>,
    /// How many are known by a name that is not the first on record.
    known_by: FxHashMap<WordId, u32>,
}

#[derive(Debug, Clone, Copy)]
struct Other {
    word: WordId,
    count: u32,
    /// Whether the other is what they are known by.
    is_known_by: bool,
}

impl Called {
    pub(super) fn add(&mut self, person: &Person) {
        each_pair(person, |first, known_by| {
            *self.known_by.entry(known_by).or_default() += 1;
            for (one, word, is_known_by) in [(first, known_by, true), (known_by, first, false)] {
                let others = self.others.entry(one).or_default();
                let found =
                    others.iter_mut().find(|other| other.word == word && other.is_known_by == is_known_by);
                match found {
                    Some(other) => other.count += 1,
                    None => others.push(Other { word, count: 1, is_known_by }),
                }
            }
        });
    }

    pub(super) fn take(&mut self, person: &Person) {
        each_pair(person, |first, known_by| {
            if let Some(count) = self.known_by.get_mut(&known_by) {
                *count = count.saturating_sub(1);
            }
            for (one, word, is_known_by) in [(first, known_by, true), (known_by, first, false)] {
                let others = self.others.get_mut(&one).into_iter().flatten();
                for other in others.filter(|other| other.word == word && other.is_known_by == is_known_by) {
                    other.count = other.count.saturating_sub(1);
                }
            }
        });
    }

    /// The names that people of this name are also called, or by which they are on record.
    pub(super) fn also(&self, word: WordId) -> impl Iterator<Item = WordId> + '_ {
        let others = self.others.get(&word).into_iter().flatten();
        let believed = others.filter(move |other| {
            let known_by = if other.is_known_by { other.word } else { word };
            let all = self.known_by.get(&known_by).copied().unwrap_or_default();
            other.count >= ENOUGH && other.count * PART >= all
        });
        believed.map(|other| other.word)
    }

    pub(super) fn bytes(&self) -> usize {
        let spilled =
            self.others.values().filter(|others| others.spilled()).map(|others| others.capacity() * 12);
        self.others.capacity() * 8 / 7 * (size_of::<(WordId, SmallVec<[Other; 1]>)>() + 1)
            + self.known_by.capacity() * 8 / 7 * 9
            + spilled.sum::<usize>()
    }
}

/// Tells the first given name of a person with each other first name that they are known by.
fn each_pair(person: &Person, mut told: impl FnMut(WordId, WordId)) {
    let Some((first, others)) = person.names.split_first() else { return };
    let Some(first) = first.given().first() else { return };
    for other in others.iter().take(4).filter_map(|name| name.given().first()) {
        if other != first {
            told(*first, *other);
        }
    }
}
