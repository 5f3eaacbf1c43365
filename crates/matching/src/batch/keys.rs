//! Keys by which records are brought beside each other. Each kind of key leaves something out, so that no single fault hides a pair.
//!
//! A key has a coarse part and two finer ones: where too many rows share the coarse part they must share a finer one too.

use smallvec::SmallVec;

use crate::batch::common::day;
use crate::birth::calendar;
use crate::person::{Home, Person, Spoken};
use crate::vocabulary::{Vocabulary, WordId};

/// A row under one of its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: u64,
    /// The first finer part in the upper half, the second in the lower.
    pub(crate) finer: u32,
    pub(crate) row: u32,
}

impl Entry {
    /// For putting in order: by key, then by its finer parts, then by row.
    pub(crate) fn order(&self) -> u128 {
        u128::from(self.key) << 64 | u128::from(self.finer) << 32 | u128::from(self.row)
    }
}

/// A kind of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// NHS number and pupil number.
    Number,
    /// Phone, then given initial.
    Phone,
    /// Home, then given initial.
    Home,
    /// House and street without postcode, then given initial.
    House,
    /// Year with day and month in either order, then given initial, then sound of the family name.
    Birth,
    /// Sounds of given and family name in either order, then year of birth.
    Names,
    /// Forms of the given name, sound of the family name.
    Forms,
    /// Sound of the given name, month of birth, then first letter of the family name.
    GivenAndMonth,
    /// Sound of the family name and day of birth but for its year, then given initial.
    FamilyAndDay,
    /// Sound of the family name, postcode or street, then given initial.
    FamilyAndPlace,
    /// Sound of the given name, first half of the postcode or street, then year of birth.
    GivenAndPlace,
    /// Sound of the family name and month of birth, for somebody without a name yet.
    Waiting,
}

impl Kind {
    /// Every kind, some together: what one row sounds like is found out once for these, and memory holds their keys at one time.
    pub(crate) const ALL: [[Kind; 3]; 4] = [
        [Kind::Number, Kind::Phone, Kind::Home],
        [Kind::House, Kind::Birth, Kind::Names],
        [Kind::Forms, Kind::GivenAndMonth, Kind::FamilyAndDay],
        [Kind::FamilyAndPlace, Kind::GivenAndPlace, Kind::Waiting],
    ];

    /// Whether only pairs count in which somebody has no name yet.
    pub(crate) const fn is_for_waiting(self) -> bool {
        matches!(self, Kind::Waiting)
    }

    /// Puts down the keys of this kind.
    pub(crate) fn enter(
        self,
        row: u32,
        (person, words): (&Person, &Words),
        vocabulary: &Vocabulary,
        entries: &mut Vec<Entry>,
    ) {
        let sound = words.family.first().copied().map_or(0, short);
        let (initial, place) = (words.initial, words.place);
        let born = person.born;
        let year = born.map_or(0, |(earliest, latest)| calendar(earliest.midpoint(latest)).0);
        let year = u32::try_from(year).unwrap_or_default();
        let day = day(person).map(calendar);
        let mut keys = Keys { kind: self, row, entries };
        match (self, day) {
            (Kind::Number, _) => keys.numbers(person, (initial, year)),
            (Kind::Phone, _) => person.phones.iter().for_each(|phone| keys.put(&[*phone], (initial, year))),
            (Kind::Home, _) => {
                let places = person.homes.iter().filter_map(Home::place);
                places.for_each(|place| keys.put(&[place], (initial, year)));
            }
            (Kind::House, _) => keys.houses(person, vocabulary, (initial, year)),
            (Kind::Birth, Some((year, month, day))) => {
                keys.put(&[whole(year), whole(month.min(day)), whole(month.max(day))], (initial, sound));
            }
            (Kind::Names, _) => {
                for (given, family) in words.pairs() {
                    keys.put(&[given.min(family), given.max(family)], (year, place));
                }
            }
            (Kind::Forms, _) => {
                for family in words.family.iter().take(2) {
                    words.forms.iter().for_each(|form| keys.put(&[*form, *family], (year, place)));
                }
            }
            (Kind::GivenAndMonth, Some((year, month, _))) => {
                for given in words.given.iter().take(2) {
                    keys.put(&[*given, whole(year), whole(month)], (words.family_initial, place));
                }
            }
            (Kind::FamilyAndDay, Some((_, month, day))) => {
                for family in words.family.iter().take(2) {
                    keys.put(&[*family, whole(month), whole(day)], (initial, year));
                }
            }
            (Kind::FamilyAndPlace, _) => {
                for place in places(person, vocabulary) {
                    words
                        .family
                        .iter()
                        .take(2)
                        .for_each(|family| keys.put(&[*family, place], (initial, year)));
                }
            }
            (Kind::GivenAndPlace, _) => {
                for place in person.homes.iter().filter_map(|home| place_of(home, vocabulary)) {
                    words.given.iter().take(2).for_each(|given| keys.put(&[*given, place], (year, sound)));
                }
            }
            (Kind::Waiting, _) => keys.waiting(person, words),
            (Kind::Birth | Kind::GivenAndMonth | Kind::FamilyAndDay, None) => {}
        }
    }
}

/// The keys of one kind being put down.
struct Keys<'a> {
    kind: Kind,
    row: u32,
    entries: &'a mut Vec<Entry>,
}

impl Keys<'_> {
    fn put(&mut self, parts: &[u64], (first, second): (u32, u32)) {
        let key = parts.iter().fold(self.kind as u64 + 1, |key, part| mixed(key, *part));
        self.entries.push(Entry { key, finer: (first & 0xffff) << 16 | second & 0xffff, row: self.row });
    }

    fn numbers(&mut self, person: &Person, finer: (u32, u32)) {
        for (which, number) in [(1, person.nhs_number), (2, person.upn)] {
            if number != 0 {
                self.put(&[which, number], finer);
            }
        }
    }

    fn houses(&mut self, person: &Person, vocabulary: &Vocabulary, finer: (u32, u32)) {
        for home in person.homes.iter().filter(|home| home.number != 0) {
            if let Some(street) = home.street[0] {
                self.put(&[u64::from(home.number), sound_of(street, vocabulary)], finer);
            }
        }
    }

    /// Somebody without a name yet is also looked for a month before and after.
    fn waiting(&mut self, person: &Person, words: &Words) {
        let Some((earliest, latest)) = person.born.filter(|(one, other)| other - one < 400) else { return };
        let around = if person.is_unnamed() { 31 } else { 0 };
        let month = |day: i32| {
            let (year, month, _) = calendar(day);
            year * 12 + month
        };
        for month in month(earliest - around)..=month(latest + around) {
            words.family.iter().for_each(|family| self.put(&[*family, whole(month)], (0, 0)));
        }
    }
}

/// Postcodes, and what stands where a street does when there is no house number: a village, a town, a house with a name.
fn places(person: &Person, vocabulary: &Vocabulary) -> SmallVec<[u64; 4]> {
    let both = person
        .homes
        .iter()
        .flat_map(|home| [home.postcode, home.street[0].map_or(0, |street| sound_of(street, vocabulary))]);
    both.filter(|place| *place != 0).collect()
}

/// The postcode, or where there is none the street.
fn place_of(home: &Home, vocabulary: &Vocabulary) -> Option<u64> {
    match home.postcode {
        0 => home.street[0].map(|street| sound_of(street, vocabulary)),
        postcode => Some(postcode),
    }
}

type Sounds = SmallVec<[u64; 6]>;

/// The sounds of a person's names.
pub(crate) struct Words {
    given: Sounds,
    family: Sounds,
    forms: Sounds,
    /// The given name's first letter; 0 for none.
    initial: u32,
    family_initial: u32,
    /// Something of where they live.
    place: u32,
}

impl Words {
    pub(crate) fn of(person: &Person, vocabulary: &Vocabulary) -> Words {
        let (mut given, mut family, mut forms) = (Sounds::new(), Sounds::new(), Sounds::new());
        for name in person.names.iter().take(3) {
            for word in name.given().iter().take(3) {
                add(&mut given, sound_of(*word, vocabulary));
                vocabulary.families(*word).iter().take(4).for_each(|form| add(&mut forms, whole_word(*form)));
            }
            name.family().iter().take(3).chain(&name.whole_family()).for_each(|word| {
                add(&mut family, sound_of(*word, vocabulary));
            });
        }
        let first = |word: Option<&WordId>| {
            word.and_then(|word| vocabulary.text(*word).bytes().next()).map_or(0, u32::from)
        };
        let name = person.names.first();
        let district = person.homes.first().map_or(0, Home::district);
        Words {
            given,
            family,
            forms,
            initial: first(name.and_then(|name| name.given().first())),
            family_initial: first(name.and_then(|name| Spoken::family(name).first())),
            place: short(district),
        }
    }

    fn pairs(&self) -> impl Iterator<Item = (u64, u64)> {
        self.given.iter().take(3).flat_map(|given| self.family.iter().take(3).map(|family| (*given, *family)))
    }
}

fn add(sounds: &mut Sounds, sound: u64) {
    if sound != 0 && !sounds.contains(&sound) {
        sounds.push(sound);
    }
}

/// How a word sounds; a word without letters is itself. 0 for one letter, which sounds like nobody.
fn sound_of(word: WordId, vocabulary: &Vocabulary) -> u64 {
    if vocabulary.text(word).len() < 2 {
        return 0;
    }
    match vocabulary.sounds(word)[0] {
        0 => whole_word(word),
        sound => u64::from(sound),
    }
}

const fn whole_word(word: WordId) -> u64 {
    word.index() as u64 | 1 << 40
}

fn whole(number: i32) -> u64 {
    u64::from(number.unsigned_abs())
}

const fn short(number: u64) -> u32 {
    (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as u32
}

const fn mixed(key: u64, part: u64) -> u64 {
    (key ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}
