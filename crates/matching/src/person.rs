//! A description prepared for comparing: words as numbers, days as numbers, homes and phones packed, so that millions of pairs
//! can be compared. Made once a person by [`Person::read`]; what was written is not kept.

use smallvec::SmallVec;

use crate::address::Place;
use crate::birth::days;
use crate::description::{Description, Name, Relative, Sex};
use crate::forms::{NoName, Waiting, stands_for_no_name, without_title};
use crate::normal::{name_words, nhs_number, phone, plain, upn};
use crate::vocabulary::{Part, Vocabulary, WordId};

/// The most names, homes, phones or relatives that are compared: people with dozens of aliases exist, texts made to fill a table too.
const MOST: usize = 32;

/// A person prepared for comparing. Holds numbers of one [`Vocabulary`] and can only be compared with others of the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Every name of the description, in its order.
    pub names: SmallVec<[Spoken; 1]>,
    /// The first and last day that the birth can have been, in days since 1970.
    pub born: Option<(i32, i32)>,
    /// Sex as recorded.
    pub sex: Option<Sex>,
    /// When the person was last written down, in days since 1970.
    pub recorded: Option<i32>,
    /// The NHS number's digits as a number; 0 when not known.
    pub nhs_number: u64,
    /// The pupil number, packed; 0 when not known.
    pub upn: u64,
    /// Present and past homes, in the description's order.
    pub homes: Box<[Home]>,
    /// A bit for each of the relatives who is the mother.
    pub mothers: u64,
    /// The person's and the relatives' phone numbers: the last ten digits as a number.
    pub phones: Box<[u64]>,
    /// The relatives' names, in the description's order; after them a mother named in "Baby of …".
    pub relatives: Box<[Spoken]>,
}

/// A name as words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spoken {
    /// The words of the given names, then those of the family name.
    words: SmallVec<[WordId; 4]>,
    givens: u8,
    /// All given names run together, and all family names.
    whole: [Option<WordId>; 2],
    /// 0 for somebody with a name; else 1, and one more for the number of a twin: "Twin 2" is 3.
    unnamed: u8,
    /// Whether the family name's words may stand for none: "Unknown", or a person called Null.
    unknown_family: bool,
}

/// A home.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Home {
    /// The postcode, packed, with a mark on one of another country; 0 when not known.
    pub postcode: u64,
    /// The house's number; 0 for a house with a name.
    pub number: u32,
    /// The flat's number or letter, packed; 0 for none.
    pub flat: u32,
    /// Up to two words of the street, or of the house's name.
    pub street: [Option<WordId>; 2],
}

impl Person {
    /// Prepares a description. Words that are new enter the vocabulary; they are not counted (see [`Person::count`]).
    pub fn read(description: &Description, vocabulary: &mut Vocabulary) -> Person {
        let names: SmallVec<[Spoken; 1]> =
            description.names.iter().take(MOST).map(|name| Spoken::read(name, vocabulary)).collect();
        let mut relatives: Vec<Spoken> = description
            .relatives
            .iter()
            .take(MOST)
            .map(|relative| Spoken::read(&relative.name, vocabulary))
            .collect();
        let is_mother = |(at, relative): (usize, &Relative)| u64::from(is_mother(&relative.relation)) << at;
        let mut mothers = description.relatives.iter().take(MOST).enumerate().map(is_mother).sum();
        let mut sex = description.sex;
        for name in description.names.iter().take(MOST) {
            let Some(no_name) = stands_for_no_name(&name_words(&name.given)) else { continue };
            if let Some(mother) = mother_in(&no_name, name, vocabulary).filter(|_| relatives.len() < 2 * MOST)
            {
                mothers |= u64::from(no_name.of_somebody) << relatives.len().min(63);
                relatives.push(mother);
            }
            sex = sex.or(no_name.sex);
        }
        Person {
            names,
            born: description.birth.map(|birth| (days(birth.earliest()), days(birth.latest()))),
            sex,
            recorded: description.recorded.map(days),
            nhs_number: description
                .nhs_number
                .as_deref()
                .and_then(nhs_number)
                .map_or(0, |digits| number_of(&digits)),
            upn: description.upn.as_deref().and_then(upn).map_or(0, |text| packed(&text)),
            homes: description
                .addresses
                .iter()
                .take(MOST)
                .map(|address| Home::read(&Place::of(address), vocabulary))
                .collect(),
            phones: phones(description),
            relatives: relatives.into(),
            mothers,
        }
    }

    /// Counts the person's names and places, so that the vocabulary learns which are common. Once a person.
    pub fn count(&self, vocabulary: &mut Vocabulary) {
        self.count_names(vocabulary);
        if self.names.is_empty() {
            return;
        }
        let who = self.who(vocabulary);
        for place in self.places() {
            vocabulary.seen_at(place, who);
        }
    }

    /// Gives every word its number in another vocabulary, as [`Vocabulary::adopt`] told it.
    pub fn renumber(&mut self, numbers: &[WordId]) {
        let number = |word: &mut WordId| *word = numbers.get(word.index()).copied().unwrap_or(*word);
        for name in self.names.iter_mut().chain(self.relatives.iter_mut()) {
            name.words.iter_mut().chain(name.whole.iter_mut().flatten()).for_each(number);
        }
        self.homes.iter_mut().flat_map(|home| home.street.iter_mut().flatten()).for_each(number);
    }

    /// Counts the person's names alone.
    pub(crate) fn count_names(&self, vocabulary: &mut Vocabulary) {
        for (word, part) in self.counted_names() {
            vocabulary.count(word, part);
        }
    }

    /// Takes the person's names out of the count.
    pub(crate) fn uncount_names(&self, vocabulary: &mut Vocabulary) {
        for (word, part) in self.counted_names() {
            vocabulary.uncount(word, part);
        }
    }

    /// What is counted of the name in use: its first given and family name, and all together when there are several.
    fn counted_names(&self) -> impl Iterator<Item = (WordId, Part)> + use<> {
        let mut counted: SmallVec<[(WordId, Part); 4]> = SmallVec::new();
        if let Some(name) = self.names.first() {
            for (whole, words, part) in
                [(name.whole[0], name.given(), Part::Given), (name.whole[1], name.family(), Part::Family)]
            {
                counted.extend(words.first().map(|first| (*first, part)));
                counted.extend(whole.filter(|_| words.len() > 1).map(|whole| (whole, part)));
            }
        }
        counted.into_iter()
    }

    /// A number that is the same for one person however often they are seen, and mostly another for others.
    pub(crate) fn who(&self, vocabulary: &Vocabulary) -> u64 {
        let first = self.names.first().and_then(|name| name.given().first());
        let initial = first.and_then(|word| vocabulary.text(*word).bytes().next());
        let year = self.born.map_or(0, |(earliest, _)| earliest / 366);
        u64::from(initial.unwrap_or_default()) << 32 | u64::from(year.unsigned_abs())
    }

    /// Every home and phone at which the person is seen.
    pub(crate) fn places(&self) -> impl Iterator<Item = u64> + '_ {
        let homes = self.homes.iter().filter_map(Home::place);
        homes.chain(self.phones.iter().copied())
    }

    /// Whether the relative at a place is the mother.
    pub const fn is_mother(&self, at: usize) -> bool {
        at < 64 && self.mothers >> at & 1 == 1
    }

    /// Whether any of the names says that there is no given name yet.
    pub fn is_unnamed(&self) -> bool {
        self.names.iter().any(|name| name.unnamed > 0)
    }
}

impl Spoken {
    /// Reads a name.
    pub fn read(name: &Name, vocabulary: &mut Vocabulary) -> Spoken {
        let (mut given, mut family) = (name_words(&name.given), name_words(&name.family));
        let mut unnamed = 0;
        // "Test Patient", "Not Known": the words belong together, in whichever field they stand.
        let all_unknown = is_unknown(&[given.clone(), family.clone()].concat());
        if all_unknown {
            given.clear();
        } else if let Some(no_name) = stands_for_no_name(&given) {
            // What is left is the mother's name, of an unborn child always; or else the child's own: "Baby Grace". With no family name it is that.
            let hers = no_name.of_somebody || (no_name.waiting == Waiting::Unborn && !family.is_empty());
            given = if hers { Vec::new() } else { no_name.words_left };
            if family.is_empty() {
                family = std::mem::take(&mut given);
            }
            unnamed = match no_name.waiting {
                Waiting::Unborn | Waiting::Baby => 1 + no_name.twin.unwrap_or(0),
                Waiting::Unknown => 0,
            };
        } else if given.len() > 1 {
            given = without_title(&given).to_vec();
        }
        let unknown_family = all_unknown || is_unknown(&family);
        let mut whole = |words: &[String]| (!words.is_empty()).then(|| vocabulary.enter(&words.concat()));
        let whole = [whole(&given), whole(&family)];
        let words = given.iter().chain(&family).map(|word| vocabulary.enter(word)).collect();
        let givens = u8::try_from(given.len()).unwrap_or(u8::MAX);
        Spoken { words, givens, whole, unnamed, unknown_family }
    }

    /// A name of which no word stands for none: the words of its two parts, and each part run together.
    pub(crate) fn of_words(given: &[WordId], family: &[WordId], whole: [Option<WordId>; 2]) -> Spoken {
        Spoken {
            words: given.iter().chain(family).copied().collect(),
            givens: u8::try_from(given.len()).unwrap_or(u8::MAX),
            whole,
            unnamed: 0,
            unknown_family: false,
        }
    }

    /// The words of the given names.
    pub fn given(&self) -> &[WordId] {
        self.words.get(..usize::from(self.givens)).unwrap_or_default()
    }

    /// The words of the family name.
    pub fn family(&self) -> &[WordId] {
        self.words.get(usize::from(self.givens)..).unwrap_or_default()
    }

    /// Whether it has so many words that they are kept apart.
    pub(crate) fn is_long(&self) -> bool {
        self.words.spilled()
    }

    /// All given names run together.
    pub fn whole_given(&self) -> Option<WordId> {
        self.whole[0]
    }

    /// All family names run together.
    pub fn whole_family(&self) -> Option<WordId> {
        self.whole[1]
    }

    /// Whether the family name's words may stand for none: "Unknown", or a person called Null.
    pub const fn is_family_unknown(&self) -> bool {
        self.unknown_family
    }

    /// 0 for somebody with a name; else 1, and one more for the number of a twin.
    pub const fn unnamed(&self) -> u8 {
        self.unnamed
    }
}

/// Marks a packed postcode as one of another country: a letter more than any has.
const ABROAD: u64 = 37_u64.pow(10);

impl Home {
    /// Reads a home.
    pub(crate) fn read(place: &Place, vocabulary: &mut Vocabulary) -> Home {
        let mut words = place.words.iter().map(|word| vocabulary.enter(word));
        Home {
            postcode: match (&place.postcode, &place.postcode_abroad) {
                (Some(code), _) => packed(code),
                (None, Some(code)) => ABROAD + packed(code),
                (None, None) => 0,
            },
            number: place
                .number
                .as_deref()
                .map_or(0, |number| u32::try_from(number_of(number)).unwrap_or(u32::MAX)),
            flat: place.flat.as_deref().map_or(0, |flat| u32::try_from(packed(flat)).unwrap_or(u32::MAX)),
            street: [words.next(), words.next()],
        }
    }

    /// A number for the place, the same for everybody who lives there and differing from any phone's; nothing when it is not one home.
    pub fn place(&self) -> Option<u64> {
        if self.postcode == 0 || (self.number == 0 && self.street[0].is_none()) {
            return None;
        }
        let has_many_streets = self.is_abroad();
        let name = self.street[0].filter(|_| self.number == 0 || has_many_streets);
        let name = name.map_or(0, |word| word.index() as u64 + 1);
        let mixed =
            [u64::from(self.number), u64::from(self.flat), name].iter().fold(self.postcode, |mixed, part| {
                (mixed ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
            });
        Some(mixed | 1 << 63)
    }

    /// Whether the postcode is of another country, where one has many streets.
    pub(crate) const fn is_abroad(&self) -> bool {
        self.postcode >= ABROAD
    }

    /// The first half of the postcode, the whole of one abroad; 0 when not known.
    pub const fn district(&self) -> u64 {
        if self.is_abroad() { self.postcode } else { self.postcode / (37 * 37 * 37) }
    }
}

/// Whether the word for what somebody is to a child means who bore it, or has taken her place for good.
fn is_mother(relation: &str) -> bool {
    let plain = plain(relation);
    let mut words = plain.split(' ');
    words.any(|word| matches!(word, "mother" | "mum" | "mam" | "mom" | "mummy" | "ammi"))
        && !plain
            .split(' ')
            .any(|word| ["step", "foster", "grand", "god", "former", "adoptive", "in", "law"].contains(&word))
}

/// Every phone of a person and of those near them.
fn phones(description: &Description) -> Box<[u64]> {
    let theirs = description.relatives.iter().flat_map(|relative: &Relative| &relative.phones);
    let all = description.phones.iter().chain(theirs).take(MOST);
    let mut phones: Vec<u64> =
        all.filter_map(|written| phone(written)).map(|digits| number_of(&digits)).collect();
    phones.sort_unstable();
    phones.dedup();
    phones.into()
}

/// The leading digits as a number.
pub(crate) fn number_of(text: &str) -> u64 {
    let digits = text.bytes().take_while(u8::is_ascii_digit).take(18);
    digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

/// Letters and digits packed into a number. Twelve fit; of longer ones the first letters are mixed in.
pub(crate) fn packed(text: &str) -> u64 {
    text.bytes().fold(0, |packed: u64, letter| {
        let place = match letter {
            b'0'..=b'9' => letter - b'0' + 1,
            _ => letter.to_ascii_lowercase().saturating_sub(b'a') % 26 + 11,
        };
        packed.wrapping_mul(37).wrapping_add(u64::from(place))
    })
}

/// Whether words say that no name is known, and nothing else.
pub(crate) fn is_unknown(words: &[String]) -> bool {
    let read = stands_for_no_name(words);
    read.is_some_and(|no_name| no_name.waiting == Waiting::Unknown && no_name.words_left.is_empty())
}

/// The mother that "Baby of Ngozi Okoye" names. What follows "Baby" alone may be hers as well: "Baby Ngozi Okoye".
fn mother_in(no_name: &NoName, name: &Name, vocabulary: &mut Vocabulary) -> Option<Spoken> {
    let waiting = matches!(no_name.waiting, Waiting::Unborn | Waiting::Baby);
    if no_name.words_left.is_empty() || !waiting || (!no_name.of_somebody && name.family.is_empty()) {
        return None;
    }
    let left = no_name.words_left.join(" ");
    let mother =
        if name.family.is_empty() { Name::from_text(&left) } else { Name::new(left, name.family.clone()) };
    Some(Spoken::read(&mother, vocabulary))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::description::Address;

    #[test]
    fn a_home_is_a_house_at_a_british_postcode_and_abroad_a_house_in_its_street() {
        let mut vocabulary = Vocabulary::new();
        let mut place = |line: &str, postcode: &str| {
            let address = Address { lines: vec![line.to_owned()], postcode: postcode.to_owned() };
            Home::read(&Place::of(&address), &mut vocabulary).place()
        };
        assert_eq!(place("12 Mill Lane", "NB1 2CD"), place("12 Mil Lane", "nb12cd"));
        assert_eq!(place("5 Długa", "00-950"), place("Dluga 5", "00950"));
        assert_ne!(place("5 Długa", "00-950"), place("5 Krótka", "00-950"));
        assert_eq!(place("", "00-950"), None);
    }

    #[test]
    fn a_child_without_a_given_name_yet_is_told_from_one_with() {
        let mut vocabulary = Vocabulary::new();
        for (given, family, expected) in [
            ("Baby", "Okoye", (1, 0, 1)),
            ("Unborn", "Okoye", (1, 0, 1)),
            ("Baby Boy", "Okoye", (1, 0, 1)),
            ("Baby Boy Okoye", "", (1, 0, 1)),
            ("Twin 1", "Okoye", (2, 0, 1)),
            ("Baby B", "Okoye", (3, 0, 1)),
            ("Baby of Ngozi", "Okoye", (1, 0, 1)),
            ("Baby Grace", "Okoye", (1, 1, 1)),
            ("Unknown", "Okoye", (0, 0, 1)),
            ("Mrs", "Okoye", (0, 0, 1)),
            ("Mrs Ngozi", "Okoye", (0, 1, 1)),
            ("Ngozi", "", (0, 1, 0)),
            ("Boyd", "", (0, 1, 0)),
            ("", "", (0, 0, 0)),
        ] {
            let read = Spoken::read(&Name::new(given, family), &mut vocabulary);
            assert_eq!((read.unnamed, read.given().len(), read.family().len()), expected, "{given} {family}");
        }
    }
}
