//! Rows read without making a description of each first. In a file of millions one forename, one street and one home stand on
//! thousands of rows: each is read once.
//!
//! Only rows that say what they say plainly are read so: a given and a family name whose words are names, no word joined to the next
//! across two cells. All others go the longer way ([`read`]), and both come to the same.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::address::Place;
use crate::batch::reading::{NO_BIRTHDAY, is_shared_place, read};
use crate::birth::days;
use crate::description::Address;
use crate::forms::may_begin;
use crate::normal::{name_words, stands_alone, upn};
use crate::person::{Home, Person, Spoken, packed};
use crate::table::{Column, Row};
use crate::vocabulary::{Vocabulary, WordId};

/// Longer cells, and names of more words, go the longer way.
const LONGEST: usize = 60;
const MOST_WORDS: usize = 8;

/// The words of a cell of a name; nothing when they must be read together with what stands beside them.
type Part = Option<SmallVec<[WordId; 2]>>;

/// Rows being read, and what was read before.
#[derive(Default)]
pub(crate) struct Plainly {
    pub(crate) vocabulary: Vocabulary,
    parts: FxHashMap<Box<str>, Part>,
    homes: FxHashMap<Box<str>, Option<Home>>,
    text: String,
}

impl Plainly {
    /// Reads a row.
    pub(crate) fn read(&mut self, row: &Row) -> Person {
        match self.plainly(row) {
            Some(person) => person,
            None => read(&row.description(), &mut self.vocabulary),
        }
    }

    fn plainly(&mut self, row: &Row) -> Option<Person> {
        let family = self.part(row.cell(Column::Surname))?;
        let given = self.given(row)?;
        if given.is_empty() || family.is_empty() || given.len() + family.len() > MOST_WORDS {
            return None;
        }
        let phones = phones(row.cell(Column::Phone))?;
        let whole_family = self.whole(&family);
        let mut names = SmallVec::new();
        names.push(Spoken::of_words(&given, &family, [self.whole(&given), whole_family]));
        let known_as = row.cell(Column::KnownAs);
        if !known_as.is_empty() {
            let known_as = self.part(known_as).filter(|words| !words.is_empty())?;
            names.push(Spoken::of_words(&known_as, &family, [self.whole(&known_as), whole_family]));
        }
        let born = row.birth().map(|birth| (days(birth.earliest()), days(birth.latest())));
        Some(Person {
            names,
            born: born.filter(|born| *born != NO_BIRTHDAY),
            sex: row.sex(),
            recorded: row.recorded().map(days),
            nhs_number: number(row.cell(Column::NhsNumber)),
            upn: upn(row.cell(Column::Upn)).map_or(0, |text| packed(&text)),
            homes: self.home(row.cell(Column::Address), row.cell(Column::Postcode)),
            mothers: 0,
            phones,
            relatives: Box::default(),
        })
    }

    /// The words of first and further given names.
    fn given(&mut self, row: &Row) -> Part {
        let mut given = self.part(row.cell(Column::Forename))?;
        let more = self.part(row.cell(Column::MiddleNames))?;
        // A cell of further names alone is read as the name.
        given.extend(more);
        Some(given)
    }

    fn part(&mut self, text: &str) -> Part {
        if let Some(known) = self.parts.get(text) {
            return known.clone();
        }
        let part = self.read_part(text);
        self.parts.insert(text.into(), part.clone());
        part
    }

    fn read_part(&mut self, text: &str) -> Part {
        if text.len() > LONGEST || text.contains(['/', ',']) {
            return None;
        }
        let words = name_words(text);
        let plain = |word: &String| stands_alone(word) && !may_begin(word);
        let is_plain = words.len() < MOST_WORDS && words.iter().all(plain);
        is_plain.then(|| words.iter().map(|word| self.vocabulary.enter(word)).collect())
    }

    /// All words run together.
    fn whole(&mut self, words: &[WordId]) -> Option<WordId> {
        if let [word] = words {
            return Some(*word);
        }
        self.text.clear();
        words.iter().for_each(|word| self.text.push_str(self.vocabulary.text(*word)));
        Some(self.vocabulary.enter(&self.text))
    }

    fn home(&mut self, line: &str, postcode: &str) -> Box<[Home]> {
        if line.is_empty() && postcode.is_empty() {
            return Box::default();
        }
        self.text.clear();
        self.text.extend([line, "\n", postcode]);
        let home = match self.homes.get(self.text.as_str()) {
            Some(known) => *known,
            None => {
                let lines = if line.is_empty() { Vec::new() } else { vec![line.to_owned()] };
                let address = Address { lines, postcode: postcode.to_owned() };
                let home = Home::read(&Place::of(&address), &mut self.vocabulary);
                let home = (!is_shared_place(&address)).then_some(home);
                self.homes.insert(self.text.as_str().into(), home);
                home
            }
        };
        home.into_iter().collect()
    }
}

/// The digits of a number of six to twelve; 0 for any other.
fn number(text: &str) -> u64 {
    let (mut number, mut digits) = (0_u64, 0);
    for digit in text.bytes().filter(u8::is_ascii_digit) {
        (number, digits) = (number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0')), digits + 1);
    }
    if (6..=12).contains(&digits) { number } else { 0 }
}

/// The last ten digits of each phone; nothing when the cell holds something else than phones.
fn phones(text: &str) -> Option<Box<[u64]>> {
    const TEN_DIGITS: u64 = 10_000_000_000;
    if text.contains('@') || text.len() > LONGEST {
        return None;
    }
    let mut phones: SmallVec<[u64; 4]> = SmallVec::new();
    for phone in text.split(';') {
        let digits = phone.bytes().filter(u8::is_ascii_digit);
        let ten = |number, digit| (number * 10 + u64::from(digit - b'0')) % TEN_DIGITS;
        match digits.clone().count() {
            ..7 => {}
            7..=32 => phones.push(digits.fold(0, ten)),
            _ => return None,
        }
    }
    phones.sort_unstable();
    phones.dedup();
    Some(phones.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn both_ways_of_reading_come_to_the_same(
            forename in "(Amara|Anna Marie|Baby|B/O Ngozi|van|Mc|Mr Tom|Unknown|O'Neil|Twin 1|First|nee|Siân|)",
            middle in "(Grace|de la|Berg|nee Smith|Twin|X|Paul Karl|)",
            surname in "(Okafor|van der Berg|Smith-Jones|Not Known|Known|Reed, Tom|O Brien|McLeod|Baby|-|)",
            known_as in "(|||Amy|Baby|Mrs)",
            dob in "(2015-03-12|12/03/2015|1900-01-01|2014|)",
            number in "[0-9 ]{0,14}",
            address in "(12 Mill Lane|Flat 2, Rose Court|Women's Refuge|Hospital Road 3|)",
            postcode in "(NB1 2CD|)",
            phone in "([0-9 ]{0,16}|[0-9]{7,34}; 07700 900123|amy@example.org|0000000)",
        ) {
            let row = Row::new([
                "1", "", "2024-05-01", &forename, &middle, &surname, &known_as, &dob, "F", &number, "A850728973744", &address,
                &postcode, &phone,
            ]);
            let mut reader = Plainly::default();
            let person = reader.read(&row);
            prop_assert_eq!(&person, &read(&row.description(), &mut reader.vocabulary));
            prop_assert_eq!(person, reader.read(&row), "the second time as the first");
        }
    }

    #[test]
    fn plain_rows_are_read_plainly_and_the_rest_the_longer_way() {
        let check = |given: &str, family: &str, expected: bool| {
            let row = Row::new(["1", "", "", given, "", family, "", "", "", "", "", "12 Mill Lane", "", ""]);
            assert_eq!(Plainly::default().plainly(&row).is_some(), expected, "{given} {family}");
        };
        check("Amara", "Okafor", true);
        check("Amara Grace", "Smith-Jones", true);
        check("Baby", "Okafor", false);
        check("Amara", "", false);
        check("Ravi S/O", "Kumar", false);
        check("Amara van", "Berg", false);
        check("Not", "Known", false);
    }
}
