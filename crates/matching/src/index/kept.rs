//! The people of whom the index was built, in the order of their births, and the lists by which they are found.

use crate::index::Number;
use crate::index::births::{Births, Standing};
use crate::index::keys::{self, Kind};
use crate::index::lists::{Keyed, Lists, entry_of};
use crate::index::spellings::Spellings;
use crate::person::Person;
use crate::vocabulary::{Vocabulary, WordId};

#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    pub(super) people: Vec<Person>,
    numbers: Vec<Number>,
    /// Places in the order of the numbers.
    by_number: Vec<u32>,
    pub(super) births: Births,
    pub(super) words: Lists,
    keyed: [Keyed; 7],
    pub(super) spellings: Spellings,
    /// The words that have their spellings here.
    spelt: Marks,
}

impl Kept {
    pub(super) fn of(numbers: &[Number], people: Vec<Person>, vocabulary: &Vocabulary) -> Kept {
        let (numbers, people) = in_order(numbers, people);
        let mut by_number: Vec<u32> = places(&people).collect();
        by_number.sort_unstable_by_key(|slot| numbers[*slot as usize]);
        let words = Lists::of(vocabulary.len(), |told| {
            for (slot, person) in places(&people).zip(&people) {
                keys::name_words(person, |word, _| told(slot, word.index()));
            }
        });
        let mut spelt = Marks::new(vocabulary.len());
        for person in &people {
            each_spelt(person, |word| spelt.set(word.index()));
        }
        let spellings = Spellings::of(vocabulary.ids().filter(|word| spelt.has(word.index())), vocabulary);
        let mut entries: [Vec<u64>; 7] = Default::default();
        for (slot, person) in places(&people).zip(&people) {
            keys::of(person, |kind, key| entries[kind as usize].push(entry_of(key, slot)));
        }
        Kept {
            births: Births::of(&people),
            keyed: entries.map(Keyed::of),
            people,
            numbers,
            by_number,
            words,
            spellings,
            spelt,
        }
    }

    pub(super) fn keyed(&self, kind: Kind) -> &Keyed {
        &self.keyed[kind as usize]
    }

    pub(super) fn has_spellings_of(&self, word: WordId) -> bool {
        self.spelt.has(word.index())
    }

    /// Whoever is kept at a place, whether or not they were taken out since.
    pub(super) fn person(&self, slot: u32) -> Option<(Number, &Person)> {
        let slot = slot as usize;
        Some((*self.numbers.get(slot)?, self.people.get(slot)?))
    }

    /// Where a person is kept.
    pub(super) fn place(&self, number: Number) -> Option<u32> {
        let at = self.by_number.binary_search_by_key(&number, |slot| self.numbers[*slot as usize]).ok()?;
        self.by_number.get(at).copied()
    }

    /// Those who are not gone.
    pub(super) fn living<'k>(&'k self, gone: &'k Marks) -> impl Iterator<Item = (Number, &'k Person)> {
        let here = places(&self.people).filter(|slot| !gone.has(*slot as usize));
        here.filter_map(|slot| self.person(slot))
    }

    pub(super) fn bytes(&self) -> usize {
        let people: usize = self.people.iter().map(super::spilled).sum();
        people
            + self.people.capacity() * size_of::<Person>()
            + self.numbers.capacity() * size_of::<Number>()
            + self.by_number.capacity() * 4
            + self.spelt.bytes()
            + self.births.bytes()
            + self.words.bytes()
            + self.keyed.iter().map(Keyed::bytes).sum::<usize>()
            + self.spellings.bytes()
    }
}

fn places(people: &[Person]) -> impl Iterator<Item = u32> + use<> {
    0..u32::try_from(people.len()).unwrap_or(u32::MAX)
}

/// Every word of a person that may be written otherwise: of the names, the relatives' names and the streets.
pub(super) fn each_spelt(person: &Person, mut told: impl FnMut(WordId)) {
    keys::name_words(person, |word, single| {
        if single {
            told(word);
        }
    });
    for relative in &person.relatives {
        relative.given().iter().chain(relative.family()).for_each(|word| told(*word));
    }
    for street in person.homes.iter().filter_map(|home| home.street[0]) {
        told(street);
    }
}

/// People in the order of their births, then of their numbers; of two with one number the later.
fn in_order(numbers: &[Number], mut people: Vec<Person>) -> (Vec<Number>, Vec<Person>) {
    let mut order: Vec<u32> = places(&people).collect();
    order.sort_by_key(|at| numbers[*at as usize]);
    let mut last: Vec<u32> = Vec::with_capacity(order.len());
    for at in order {
        match last.last_mut() {
            Some(before) if numbers[*before as usize] == numbers[at as usize] => *before = at,
            _ => last.push(at),
        }
    }
    last.sort_by_key(|at| Standing::of(&people[*at as usize]));
    let people = last.iter().map(|at| std::mem::take(&mut people[*at as usize])).collect();
    let numbers = last.iter().map(|at| numbers[*at as usize]).collect();
    (numbers, people)
}

/// A mark for each of many places.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    bits: Vec<u64>,
    count: usize,
}

impl Marks {
    pub(super) fn new(places: usize) -> Marks {
        Marks { bits: vec![0; places.div_ceil(64)], count: 0 }
    }

    /// How many places are marked.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    pub(super) const fn bytes(&self) -> usize {
        self.bits.capacity() * 8
    }

    pub(super) fn has(&self, place: usize) -> bool {
        self.bits.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }

    pub(super) fn set(&mut self, place: usize) {
        if let Some(bits) = self.bits.get_mut(place / 64) {
            self.count += usize::from(*bits >> (place % 64) & 1 == 0);
            *bits |= 1 << (place % 64);
        }
    }

    pub(super) fn clear(&mut self, place: usize) {
        if let Some(bits) = self.bits.get_mut(place / 64) {
            self.count -= usize::from(*bits >> (place % 64) & 1 == 1);
            *bits &= !(1 << (place % 64));
        }
    }
}
