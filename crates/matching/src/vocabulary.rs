//! Every word of a name once: how it sounds, what it is another form of, and how common it is.
//!
//! A common name in agreement says little, a rare one much. How common a name is comes from the people at hand; while they are
//! few, mostly from `tables/usual_names.txt`, since a council's first thousand records say little about names.
//! Sounds and spelling are worked out once a word, so that two names are compared by comparing numbers.

use rapidfuzz::distance::osa;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::num::NonZeroU32;
use std::sync::Arc;

use crate::forms::{FormPlace, family_places, given_places, usual};
use crate::names::{full_names, sounds};

/// A word of a [`Vocabulary`]. Only the vocabulary that gave it out can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(NonZeroU32);

/// How near two words of names are, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    /// One word.
    Same,
    /// Forms of one name: a short form, another spelling, another alphabet.
    Form,
    /// Perhaps forms of one name: both may be short for it, or it is one name in two languages.
    MayBe,
    /// Alike to the ear.
    Sounds,
    /// A letter or two apart.
    Spelt,
    /// One is a letter with which the other begins.
    Initial,
    /// None of these.
    Different,
}

/// Which part of a name a word stands in: "James" is a common given name and a less common family name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// A given name.
    Given,
    /// A family name.
    Family,
}

/// How many people's names of our own weigh as much as the table of usual frequencies.
const TABLE_WEIGHT: f32 = 2_000.0;
/// How often a given and a family name are met that the table does not have: it may be rare, or common among people whom the table
/// does not know well.
const UNLISTED: [f32; 2] = [8e-4, 5.5e-4];

/// How many times rarer than the name's usual spelling another of its spellings is.
const OF_A_SPELLING: f32 = 3.0;

/// How often a word is met as a given and as a family name where nobody was counted yet.
fn usual_shares(text: &str) -> [f32; 2] {
    // A spelling that is not listed has a part of what the name's usual spelling has.
    let spelt_otherwise = || {
        full_names(text)
            .into_iter()
            .find_map(usual)
            .map(|full| [full.given, full.family].map(|share| share / OF_A_SPELLING))
    };
    let listed = usual(text).map(|listed| [listed.given, listed.family]);
    let Some(shares) = listed.or_else(spelt_otherwise) else { return UNLISTED };
    let shares = shares.map(|share| share / 10_000.0);
    [shares[0].max(UNLISTED[0]), shares[1].max(UNLISTED[1])]
}

#[derive(Debug, Clone)]
struct Word {
    text: Box<str>,
    /// Up to two codes of four letters; 0 for none.
    sounds: [u32; 2],
    /// One bit a letter, for telling quickly that two words are far apart.
    letters: u32,
    /// The full names of which it may be a form, itself among them.
    families: SmallVec<[WordId; 4]>,
    /// Where it stands among the forms of given names, and of family names.
    forms: [Box<[FormPlace]>; 2],
    /// Bits for these places: without one in common two words are in no line together.
    form_bits: [u32; 2],
    usual: [f32; 2],
    seen: [u32; 2],
}

/// The words of the names of all people who are compared with each other.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// The words that are known already, of a vocabulary laid over another.
    under: Option<Arc<Vocabulary>>,
    ids: FxHashMap<Box<str>, WordId>,
    words: Vec<Word>,
    /// How many names were counted, by part.
    counted: [u32; 2],
    /// A bit for each of 64 kinds of people seen at a place or phone.
    places: FxHashMap<u64, u64>,
}

impl Vocabulary {
    /// A vocabulary without words.
    pub fn new() -> Vocabulary {
        Vocabulary::default()
    }

    /// A vocabulary laid over another: it has all words of the other by their numbers, and new words enter it alone. For reading a
    /// question without touching what is on record. Names are as rare as in the other; places were seen by nobody yet.
    pub fn over(under: &Arc<Vocabulary>) -> Vocabulary {
        Vocabulary { counted: under.counted, under: Some(Arc::clone(under)), ..Vocabulary::default() }
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.below() + self.words.len()
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// About how much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        let block = |bytes: usize| if bytes == 0 { 0 } else { (bytes + 8).next_multiple_of(16).max(32) };
        let texts: usize = self.words.iter().map(|word| 2 * block(word.text.len())).sum();
        let spilled = self.words.iter().filter(|word| word.families.spilled()).count() * 32;
        let forms: usize =
            self.words.iter().flat_map(|word| &word.forms).map(|places| block(size_of_val(&**places))).sum();
        texts
            + forms
            + spilled
            + self.words.capacity() * size_of::<Word>()
            + self.ids.capacity() * 8 / 7 * (size_of::<(Box<str>, WordId)>() + 1)
            + self.places.capacity() * 8 / 7 * 17
    }

    /// Gives back the memory that was kept for more words.
    pub(crate) fn shrink(&mut self) {
        self.words.shrink_to_fit();
        self.ids.shrink_to_fit();
    }

    fn below(&self) -> usize {
        self.under.as_ref().map_or(0, |under| under.len())
    }

    /// The word, entered when it is new. The text must be in plain letters, as [`crate::person::Person::read`] brings it.
    pub fn enter(&mut self, text: &str) -> WordId {
        if let Some(id) = self.find(text) {
            return id;
        }
        let below = self.below();
        let id = WordId::at(below + self.words.len());
        self.ids.insert(text.into(), id);
        let usual = usual_shares(text);
        let forms = [given_places(text), family_places(text)];
        let word = Word {
            text: text.into(),
            sounds: packed_sounds(text),
            letters: letters(text),
            families: SmallVec::new(),
            form_bits: forms.each_ref().map(|places| form_bits(places)),
            forms,
            usual,
            seen: [0; 2],
        };
        self.words.push(word);
        let families = full_names(text).iter().map(|full| self.enter(full)).collect();
        if let Some(word) = self.words.get_mut(id.index() - below) {
            word.families = families;
        }
        id
    }

    /// The word, when it is known already.
    pub fn find(&self, text: &str) -> Option<WordId> {
        let known = self.under.as_ref().and_then(|under| under.find(text));
        known.or_else(|| self.ids.get(text).copied())
    }

    /// The word's letters.
    pub fn text(&self, word: WordId) -> &str {
        self.word(word).map_or("", |word| &word.text)
    }

    /// How it sounds: up to two codes, 0 for none. Words that sound alike share one.
    pub fn sounds(&self, word: WordId) -> [u32; 2] {
        self.word(word).map_or([0; 2], |word| word.sounds)
    }

    /// A bit for each of its letters.
    pub(crate) fn letters(&self, word: WordId) -> u32 {
        self.word(word).map_or(0, |word| word.letters)
    }

    /// The full names of which it may be a form, itself among them. Forms of one name share one.
    pub fn families(&self, word: WordId) -> &[WordId] {
        self.word(word).map_or(&[], |word| &word.families)
    }

    /// Where it stands among the forms of given names and of family names: words that are forms of one name share a number.
    pub(crate) fn form_places(&self, word: WordId) -> impl Iterator<Item = (Part, u32)> + '_ {
        let forms =
            self.word(word).map(|word| [(Part::Given, &word.forms[0]), (Part::Family, &word.forms[1])]);
        let forms = forms.into_iter().flatten();
        forms.flat_map(|(part, places)| places.iter().map(move |place| (part, place.number())))
    }

    /// All words, in the order in which they were entered.
    pub fn ids(&self) -> impl Iterator<Item = WordId> + use<> {
        (0..self.len()).map(WordId::at)
    }

    /// Counts a word of one person's name. Words that lie under this vocabulary are not counted.
    pub fn count(&mut self, word: WordId, part: Part) {
        self.counted[part as usize] = self.counted[part as usize].saturating_add(1);
        let below = self.below();
        if let Some(word) = word.index().checked_sub(below).and_then(|at| self.words.get_mut(at)) {
            word.seen[part as usize] = word.seen[part as usize].saturating_add(1);
        }
    }

    /// Takes back what [`Vocabulary::count`] counted, when a person is taken out.
    pub fn uncount(&mut self, word: WordId, part: Part) {
        self.counted[part as usize] = self.counted[part as usize].saturating_sub(1);
        let below = self.below();
        if let Some(word) = word.index().checked_sub(below).and_then(|at| self.words.get_mut(at)) {
            word.seen[part as usize] = word.seen[part as usize].saturating_sub(1);
        }
    }

    /// Notes that somebody was seen at a place or phone: numbers from [`crate::person::Home::place`] and [`crate::person::Person::phones`].
    /// `who` is the same for one person however often they are seen.
    pub fn seen_at(&mut self, place: u64, who: u64) {
        let mixed = (who ^ who >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        *self.places.entry(place).or_default() |= 1 << (mixed >> 58);
    }

    /// About how many different people were seen at a place or phone; 255 for more than can be told apart.
    pub fn crowd(&self, place: u64) -> u8 {
        let bits = self.places.get(&place).map_or(0, |bits| bits.count_ones());
        // The more bits are taken, the more people share one.
        let people = -64.0 * (1.0 - f64::from(bits) / 64.5).ln();
        people.round().clamp(0.0, 255.0) as u8
    }

    /// How rare the name is, in bits: 7 when one person in 128 has it.
    pub fn rarity(&self, word: WordId, part: Part) -> f32 {
        let Some(word) = self.word(word) else { return 0.0 };
        let part = part as usize;
        let seen = word.seen[part] as f32 + TABLE_WEIGHT * word.usual[part];
        -(seen / (self.counted[part] as f32 + TABLE_WEIGHT)).log2()
    }

    /// How near two words of given names are. Quick when they are one, forms of one name, or far apart; some 100 ns when it takes a
    /// closer look.
    pub fn nearness(&self, one: WordId, other: WordId) -> Nearness {
        self.nearness_as(one, other, Some(Part::Given))
    }

    /// How near two family names are: Kowalski and Kowalska are forms of one.
    pub fn family_nearness(&self, one: WordId, other: WordId) -> Nearness {
        self.nearness_as(one, other, Some(Part::Family))
    }

    /// How near two words are that are no names of people: William Street is not Bill Street.
    pub(crate) fn spelling(&self, one: WordId, other: WordId) -> Nearness {
        self.nearness_as(one, other, None)
    }

    fn nearness_as(&self, one: WordId, other: WordId, part: Option<Part>) -> Nearness {
        if one == other {
            return Nearness::Same;
        }
        let (Some(one), Some(other)) = (self.word(one), self.word(other)) else { return Nearness::Different };
        let tie = part.map(|part| part as usize).and_then(|part| {
            let may_tie = one.form_bits[part] & other.form_bits[part] != 0;
            may_tie.then(|| tie(&one.forms[part], &other.forms[part])).flatten()
        });
        match tie {
            Some(Nearness::Form) => Nearness::Form,
            // What sounds alike besides is still no more than perhaps a form.
            Some(tie) => tie,
            None => closeness(one, other),
        }
    }

    /// Takes over every word of another vocabulary, so that people who were read apart can be compared. Gives the new number of
    /// each of its words, by [`WordId::index`]; see [`crate::person::Person::renumber`]. Counts are not taken over.
    pub fn adopt(&mut self, other: Vocabulary) -> Vec<WordId> {
        let begins = self.words.len();
        let mut numbers: Vec<WordId> = Vec::with_capacity(other.words.len());
        for word in other.words {
            if let Some(id) = self.ids.get(&word.text) {
                numbers.push(*id);
                continue;
            }
            let id = WordId::at(self.words.len());
            numbers.push(id);
            self.ids.insert(word.text.clone(), id);
            self.words.push(word);
        }
        for word in self.words.iter_mut().skip(begins) {
            for family in &mut word.families {
                *family = numbers.get(family.index()).copied().unwrap_or(*family);
            }
        }
        numbers
    }

    fn word(&self, id: WordId) -> Option<&Word> {
        match &self.under {
            None => self.words.get(id.index()),
            Some(under) => match id.index().checked_sub(under.len()) {
                Some(at) => self.words.get(at),
                None => under.word(id),
            },
        }
    }
}

impl WordId {
    /// Its place in the vocabulary, from 0 without gaps.
    pub const fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The word at a place. Beyond four thousand million words all are one.
    pub(crate) fn at(index: usize) -> WordId {
        let place = u32::try_from(index).unwrap_or(u32::MAX);
        WordId(NonZeroU32::MIN.saturating_add(place))
    }
}

/// Whether two words stand in one line of the tables of forms.
fn tie(ones: &[FormPlace], others: &[FormPlace]) -> Option<Nearness> {
    let shared = ones.iter().flat_map(|one| others.iter().filter_map(|other| one.tie(*other)));
    shared.map(|strong| if strong { Nearness::Form } else { Nearness::MayBe }).min()
}

fn form_bits(places: &[FormPlace]) -> u32 {
    places.iter().fold(0, |bits, place| bits | 1 << (place.number().wrapping_mul(0x9e37_79b9) >> 27))
}

/// How near two different words are that no table ties.
fn closeness(one: &Word, other: &Word) -> Nearness {
    let (shorter, longer) = if one.text.len() <= other.text.len() { (one, other) } else { (other, one) };
    if shorter.text.len() <= 1 {
        let begins = !shorter.text.is_empty() && longer.text.starts_with(&*shorter.text);
        return if begins { Nearness::Initial } else { Nearness::Different };
    }
    let alike = shares_a_sound(one, other);
    let allowed = allowed_slips(longer.text.len());
    // Codes are short, so long names that sound alike only at their beginning are not alike.
    let most = if alike { allowed.max(longer.text.len() / 3) } else { allowed };
    let other_letters = (one.letters ^ other.letters).count_ones() as usize;
    if longer.text.len() - shorter.text.len() > most || other_letters > 2 * most {
        return Nearness::Different;
    }
    let slips = osa::distance(one.text.bytes(), other.text.bytes());
    match alike {
        _ if slips > most => Nearness::Different,
        true => Nearness::Sounds,
        false => Nearness::Spelt,
    }
}

/// How many letters of a word may be wrong before it is another.
pub(crate) const fn allowed_slips(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

fn shares_a_sound(one: &Word, other: &Word) -> bool {
    one.sounds.iter().any(|code| *code != 0 && other.sounds.contains(code))
}

fn packed_sounds(text: &str) -> [u32; 2] {
    if !text.bytes().any(|letter| letter.is_ascii_alphabetic()) {
        return [0; 2];
    }
    let mut packed = [0; 2];
    for (code, place) in sounds(text).iter().zip(&mut packed) {
        *place = code.bytes().take(4).fold(0, |packed, letter| packed << 8 | u32::from(letter));
    }
    packed
}

fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |letters, letter| letters | 1 << (letter % 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_two_words_may_be_near() {
        use Nearness::{Different, Form, Initial, MayBe, Same, Sounds, Spelt};
        let mut vocabulary = Vocabulary::new();
        for (one, other, expected) in [
            ("amara", "amara", Same),
            ("bill", "william", Form),
            ("bill", "will", MayBe),
            ("joseph", "yusuf", MayBe),
            ("mohammed", "muhammad", Form),
            ("jon", "jonn", Sounds),
            ("okonkwo", "okonkow", Sounds),
            ("lambert", "rambert", Spelt),
            ("tom", "tim", Sounds),
            ("j", "jane", Initial),
            ("j", "k", Different),
            ("ava", "tom", Different),
            ("12", "13", Different),
        ] {
            let (one, other) = (vocabulary.enter(one), vocabulary.enter(other));
            assert_eq!(vocabulary.nearness(one, other), expected, "{one:?} {other:?}");
            assert_eq!(vocabulary.nearness(other, one), expected, "the other way round");
        }
        for (one, other, expected) in [
            ("kowalski", "kowalska", Form),
            ("petrauskas", "petrauskiene", Form),
            ("macleod", "mcleod", Form),
            ("clark", "clarke", Form),
            ("bill", "william", Different),
        ] {
            let (one, other) = (vocabulary.enter(one), vocabulary.enter(other));
            assert_eq!(vocabulary.family_nearness(one, other), expected, "{one:?} {other:?}");
            assert_eq!(vocabulary.family_nearness(other, one), expected, "the other way round");
        }
    }

    #[test]
    fn the_people_at_a_place_are_about_counted() {
        for people in [1_u64, 4, 8, 14, 30, 60, 100] {
            let mut vocabulary = Vocabulary::new();
            for who in 0..people {
                // An initial and a year, as a person is counted.
                vocabulary.seen_at(7, (u64::from(b'a') + who % 20) << 32 | (10 + who / 20));
            }
            let found = u64::from(vocabulary.crowd(7));
            assert!(found.abs_diff(people) <= 1 + people / 3, "{people} people, about {found}");
        }
    }

    #[test]
    fn a_name_that_many_have_is_common_here() {
        let mut vocabulary = Vocabulary::new();
        let [smith, nwosu] = ["smith", "nwosu"].map(|word| vocabulary.enter(word));
        assert!(vocabulary.rarity(smith, Part::Family) < vocabulary.rarity(nwosu, Part::Family) - 3.0);
        for _ in 0..20_000 {
            vocabulary.count(nwosu, Part::Family);
        }
        assert!(vocabulary.rarity(nwosu, Part::Family) < 1.0);
    }
}
