//! A question, read: the person who is looked for, and for every word that was typed the words on record that may be meant.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::description::Description;
use crate::evidence::{Fact, Family, Given};
use crate::experience::Experience;
use crate::index::Index;
use crate::index::amiss::{numbers_meant, parted};
use crate::index::keys::{self, Kind};
use crate::index::lists::Slots;
use crate::index::recent::By;
use crate::index::search::Among;
use crate::index::spellings::nearness;
use crate::person::{Home, Person, Spoken};
use crate::vocabulary::{Nearness, Part, Vocabulary, WordId};

/// The most words of names that are looked up, and the most words on record for one of them.
const MOST_WORDS: usize = 10;
const MOST_VARIANTS: usize = 48;
/// A phone that more people have is nobody's home.
const FEW: usize = 12;
/// A list that is not counted exactly.
const LONG: usize = 4_096;
/// The most relatives' words and streets that are looked up.
const MOST_OTHERS: usize = 6;

pub(super) struct Question {
    pub(super) person: Person,
    /// The index's words and those that only the question has.
    pub(super) vocabulary: Vocabulary,
    pub(super) names: Vec<Typed>,
    pub(super) kin: Vec<Typed>,
    /// The first words of the streets, in the order of the homes; none for a home without.
    pub(super) streets: Vec<Option<Typed>>,
    /// What a word on record promises as given and as family name, in bits.
    pub(super) worth: FxHashMap<WordId, [f32; 2]>,
    /// Homes of those who have a phone that was asked for: a mother's phone finds her children.
    pub(super) homes_of_phones: FxHashSet<u64>,
    /// Everybody who lives there.
    pub(super) live_with_a_phone: Vec<u32>,
    /// Family names of those who have one of the phones, when no family name was asked for.
    pub(super) families_of_phones: SmallVec<[WordId; 4]>,
    /// NHS numbers of which a digit may have been lost or typed twice.
    pub(super) numbers_meant: Vec<u64>,
    /// The first words of the given and of the family name, which may be still being typed.
    unfinished: [Option<WordId>; 2],
}

/// A word as typed.
pub(super) struct Typed {
    pub(super) part: Part,
    /// The words on record that may be meant, the nearest first.
    pub(super) variants: SmallVec<[(WordId, Nearness); 8]>,
}

impl Question {
    pub(super) fn read(description: &Description, index: &Index, among: Among<'_>) -> Question {
        let mut vocabulary = Vocabulary::over(&index.vocabulary);
        let person = Person::read(&parted(description), &mut vocabulary);
        let written = description.nhs_number.as_deref().unwrap_or_default();
        let names = typed_names(&person.names, index, &vocabulary);
        let kin =
            if index.has_kin() { typed_names(&person.relatives, index, &vocabulary) } else { Vec::new() };
        let street =
            |word: WordId| Typed { part: Part::Family, variants: variants(word, index, &vocabulary) };
        let streets = person.homes.iter().take(MOST_OTHERS).map(|home| home.street[0].map(street)).collect();
        let mut question = Question {
            unfinished: firsts(&person),
            homes_of_phones: FxHashSet::default(),
            live_with_a_phone: Vec::new(),
            families_of_phones: SmallVec::new(),
            numbers_meant: numbers_meant(written),
            person,
            vocabulary,
            names,
            kin,
            streets,
            worth: FxHashMap::default(),
        };
        question.follow_phones(index, among);
        question
    }

    /// How rare the names are that were asked for, as they are compared.
    pub(super) fn rarities(&self, part: Part) -> impl Iterator<Item = f32> + '_ {
        let words = self.person.names.iter().flat_map(move |name| {
            let (first, whole) = match part {
                Part::Given => (name.given().first(), name.whole_given()),
                Part::Family => (None, name.whole_family()),
            };
            first.copied().into_iter().chain(whole)
        });
        let long = words.filter(|word| self.vocabulary.text(*word).len() > 1);
        long.map(move |word| self.vocabulary.rarity(word, part))
    }

    /// How near a word on record is to any that was asked for as this part of a name.
    pub(super) fn nearest(&self, part: Part, word: WordId) -> Option<Nearness> {
        let typed = self.names.iter().filter(|typed| typed.part == part);
        let variants = typed.flat_map(|typed| typed.variants.iter().filter(|(known, _)| *known == word));
        variants.map(|(_, nearness)| *nearness).min()
    }

    /// Whether a word on record begins with the given or the family name as typed so far.
    pub(super) fn begins(&self, part: Part, word: WordId) -> bool {
        let typed = self.unfinished[part as usize].map(|typed| self.vocabulary.text(typed));
        typed.is_some_and(|typed| self.vocabulary.text(word).starts_with(typed))
    }

    /// Whether any name of a person begins with the one as typed so far, of more than a letter.
    pub(super) fn begun(&self, part: Part, person: &Person) -> bool {
        let first = |name: &Spoken| match part {
            Part::Given => name.given().first().copied(),
            Part::Family => name.whole_family(),
        };
        person.names.iter().filter_map(first).any(|word| self.begins(part, word))
    }

    /// Whether somebody lives where a phone that was asked for is at home.
    pub(super) fn lives_with_a_phone(&self, person: &Person) -> bool {
        !self.homes_of_phones.is_empty()
            && person.homes.iter().filter_map(Home::place).any(|place| self.homes_of_phones.contains(&place))
    }

    /// From the phones to the homes and family names of those who have them, unless they are many.
    fn follow_phones(&mut self, index: &Index, among: Among<'_>) {
        let has_family = self.person.names.iter().any(|name| !name.family().is_empty());
        for phone in self.person.phones.clone() {
            let holders = index.holders(Kind::Phone, keys::mixed(phone), among);
            if holders.len() > FEW {
                continue;
            }
            for (_, holder) in holders.iter().filter_map(|slot| index.person(*slot)) {
                if !holder.phones.contains(&phone) {
                    continue;
                }
                for home in &holder.homes {
                    self.follow_home(home, index, among);
                }
                let families = holder.names.iter().flat_map(Spoken::family);
                for word in families.filter(|_| !has_family) {
                    if self.families_of_phones.len() < FEW && !self.families_of_phones.contains(word) {
                        self.families_of_phones.push(*word);
                    }
                }
            }
        }
    }

    fn follow_home(&mut self, home: &Home, index: &Index, among: Among<'_>) {
        let Some(place) = home.place().filter(|_| home.number != 0) else { return };
        let others = index.holders(Kind::House, keys::house_at(home.number, home.postcode), among);
        if others.len() <= 2 * FEW && self.homes_of_phones.insert(place) {
            self.live_with_a_phone.extend(others);
        }
    }

    /// The first family name that somebody shares with whoever has a phone that was asked for.
    pub(super) fn family_of_a_phone(&self, person: &Person) -> Option<WordId> {
        let mut words = person.names.iter().flat_map(Spoken::family);
        words.find(|word| self.families_of_phones.contains(word)).copied()
    }

    /// What every word on record promises by the experience for this question.
    pub(super) fn weigh(&mut self, experience: &Experience) {
        let (given, family) = experience.rarity();
        for typed in &self.names {
            let (fact, rarity) = match typed.part {
                Part::Given => (Fact::Given, given),
                Part::Family => (Fact::Family, family),
            };
            for (word, nearness) in &typed.variants {
                let level = level(typed.part, *nearness);
                let mut bits = experience.weight(fact, level);
                if *nearness == Nearness::Same {
                    bits += rarity.change(self.vocabulary.rarity(*word, typed.part));
                }
                let worth = &mut self.worth.entry(*word).or_default()[typed.part as usize];
                *worth = worth.max(bits);
            }
        }
    }
}

fn level(part: Part, nearness: Nearness) -> u8 {
    match (part, nearness) {
        (Part::Given, Nearness::Same) => Given::Same as u8,
        (Part::Given, Nearness::Form) => Given::Form as u8,
        (Part::Given, Nearness::MayBe | Nearness::Sounds | Nearness::Spelt) => Given::Alike as u8,
        (Part::Given, Nearness::Initial) => Given::Initial as u8,
        (Part::Given, Nearness::Different) => Given::Different as u8,
        (Part::Family, Nearness::Same) => Family::Same as u8,
        (Part::Family, Nearness::Form | Nearness::MayBe | Nearness::Sounds | Nearness::Spelt) => {
            Family::Alike as u8
        }
        (Part::Family, Nearness::Initial) => Family::Initial as u8,
        (Part::Family, Nearness::Different) => Family::Different as u8,
    }
}

fn typed_names(names: &[Spoken], index: &Index, vocabulary: &Vocabulary) -> Vec<Typed> {
    let mut typed: Vec<Typed> = Vec::new();
    let mut seen: SmallVec<[WordId; 16]> = SmallVec::new();
    for name in names {
        for (words, whole, part) in [
            (name.given(), name.whole_given(), Part::Given),
            (name.family(), name.whole_family(), Part::Family),
        ] {
            let whole = whole.filter(|_| words.len() > 1).map(|whole| (whole, true));
            for (word, is_whole) in words.iter().map(|word| (*word, false)).chain(whole) {
                if typed.len() == MOST_WORDS || seen.contains(&word) {
                    continue;
                }
                seen.push(word);
                let variants = match is_whole || vocabulary.text(word).len() == 1 {
                    true => itself(word, index),
                    false => variants(word, index, vocabulary),
                };
                if !variants.is_empty() {
                    typed.push(Typed { part, variants });
                }
            }
        }
    }
    typed
}

fn itself(word: WordId, index: &Index) -> SmallVec<[(WordId, Nearness); 8]> {
    let known = word.index() < index.vocabulary.len();
    known.then_some((word, Nearness::Same)).into_iter().collect()
}

/// The words on record that may be meant by one, the nearest first.
fn variants(word: WordId, index: &Index, vocabulary: &Vocabulary) -> SmallVec<[(WordId, Nearness); 8]> {
    let mut found: SmallVec<[u32; 128]> = SmallVec::new();
    index.kept.spellings.near(word, vocabulary, |place| found.push(place));
    index.recent.near(word, vocabulary, |place| found.push(place));
    found.sort_unstable();
    found.dedup();
    let itself = u32::try_from(word.index()).unwrap_or(u32::MAX);
    let others = found.iter().filter(|place| **place != itself).map(|place| WordId::at(*place as usize));
    let mut variants = self::itself(word, index);
    variants.extend(others.map(|known| (known, nearness(word, known, vocabulary))));
    for also in index.called.also(word) {
        match variants.iter_mut().find(|(known, _)| *known == also) {
            Some((_, nearness)) => *nearness = (*nearness).min(Nearness::Form),
            None => variants.push((also, Nearness::Form)),
        }
    }
    variants.retain(|(_, nearness)| *nearness < Nearness::Initial);
    // Of those that are equally near, the commoner are more likely meant.
    let size = |word: &WordId| index.kept.words.get(word.index()).len();
    variants.sort_by_key(|(word, nearness)| (*nearness, std::cmp::Reverse(size(word)), *word));
    variants.truncate(MOST_VARIANTS);
    variants
}

/// The first words of given and family name.
fn firsts(person: &Person) -> [Option<WordId>; 2] {
    let name = person.names.first();
    [name.and_then(|name| name.given().first()), name.and_then(|name| name.family().first())]
        .map(Option::<&WordId>::copied)
}

impl Index {
    /// Everybody with a key who is still here and may be found.
    fn holders(&self, kind: Kind, key: u32, among: Among<'_>) -> SmallVec<[u32; 16]> {
        let mut holders = SmallVec::new();
        Slots::Keyed(self.kept.keyed(kind).get(key)).each(|slot| holders.push(slot));
        let first = u32::try_from(self.kept.people.len()).unwrap_or(u32::MAX);
        self.recent.each(By::Key(kind, key), |at| holders.push(first + at));
        holders.retain(|slot| {
            let here = self.person(*slot);
            here.is_some_and(|(number, _)| among.is_none_or(|may_be_found| may_be_found(number)))
        });
        holders
    }

    /// How many have a key. Of lists so long that it hardly matters all are counted.
    pub(super) fn count(&self, kind: Kind, key: u32, among: Among<'_>) -> usize {
        let slots = Slots::Keyed(self.kept.keyed(kind).get(key));
        if (self.changes() == 0 && among.is_none()) || slots.len() > LONG {
            return slots.len();
        }
        self.holders(kind, key, among).len()
    }

    /// Whether anybody's relatives are known here.
    fn has_kin(&self) -> bool {
        self.kept.keyed(Kind::Kin).bytes() > 16 || !self.recent.is_empty()
    }
}
