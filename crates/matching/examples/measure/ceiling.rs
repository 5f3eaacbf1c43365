//! How much a search can find at most, and where it falls short.
//!
//! - **As on record**: had the question been asked in the very words of the register, how many other people would answer it as well?
//!   Of so many who are alike in all that was asked one comes first, and nobody can say which. The best that can be hoped for is one in
//!   so many.
//! - **Everybody compared**: the questions that were missed, asked again with everybody in the index compared in full. What is found
//!   then and not before was lost in looking people up; the rest was lost in comparing.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use matching::index::Index;
use matching::table::{Column, Row};
use matching::{Person, Spoken, Vocabulary, WordId};

use crate::set::{Question, SearchSet};

/// What of a name is asked: nothing, its first letters, or the whole.
type Letters = usize;

/// Which facts a question asks: letters of the given name and of the family name, the birth (1 a year, 2 a day), and the rest yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Facts {
    given: Letters,
    family: Letters,
    birth: u8,
    sex: bool,
    number: bool,
    street: bool,
    house: bool,
    postcode: bool,
    phone: bool,
}

impl Facts {
    fn of(question: &Row, vocabulary: &mut Vocabulary) -> Facts {
        let person = Person::read(&question.description(), vocabulary);
        let letters = |word: Option<WordId>| match word.map_or(0, |word| vocabulary.text(word).len()) {
            few @ 0..=2 => few,
            _ => usize::MAX,
        };
        let name = person.names.first();
        let home = person.homes.first();
        Facts {
            given: letters(name.and_then(|name| name.given().first().copied())),
            family: letters(name.and_then(Spoken::whole_family)),
            birth: person.born.map_or(0, |(earliest, latest)| if earliest == latest { 2 } else { 1 }),
            sex: person.sex.is_some(),
            number: person.nhs_number != 0 || !question.cell(Column::NhsNumber).is_empty(),
            street: home.is_some_and(|home| home.street[0].is_some()),
            house: home.is_some_and(|home| home.number != 0),
            postcode: home.is_some_and(|home| home.postcode != 0),
            phone: !person.phones.is_empty(),
        }
    }

    /// A number that two people share when they are alike in these facts.
    fn key(self, person: &Person, vocabulary: &Vocabulary) -> u64 {
        let mut key = DefaultHasher::new();
        self.hash(&mut key);
        let name = person.names.first();
        let mut word = |letters: Letters, word: Option<WordId>| {
            let text = word.map_or("", |word| vocabulary.text(word));
            text[..letters.min(text.len())].hash(&mut key);
        };
        word(self.given, name.and_then(|name| name.given().first().copied()));
        word(self.family, name.and_then(Spoken::whole_family));
        match self.birth {
            0 => {}
            1 => {
                person.born.map(|(earliest, _)| (f64::from(earliest) / 365.25).floor() as i32).hash(&mut key);
            }
            _ => person.born.hash(&mut key),
        }
        if self.sex {
            person.sex.hash(&mut key);
        }
        if self.number {
            person.nhs_number.hash(&mut key);
        }
        let home = person.homes.first().copied().unwrap_or_default();
        if self.street {
            home.street.map(|word| word.map(|word| vocabulary.text(word))).hash(&mut key);
        }
        if self.house {
            home.number.hash(&mut key);
        }
        if self.postcode {
            home.postcode.hash(&mut key);
        }
        if self.phone {
            person.phones.hash(&mut key);
        }
        key.finish()
    }
}

/// The most that can be hoped for: of each kind how many were asked, and how many would be first and among ten.
pub fn as_on_record(set: &SearchSet) -> BTreeMap<&'static str, [f64; 3]> {
    let mut vocabulary = Vocabulary::new();
    let asked: Vec<(&Question, Facts, u32)> = set
        .questions
        .iter()
        .filter_map(|question| Some((question, Facts::of(&question.row, &mut vocabulary), question.person?)))
        .collect();
    let patterns: HashSet<Facts> = asked.iter().map(|(_, facts, _)| *facts).collect();
    let mut wanted: HashMap<u32, Vec<Facts>> = HashMap::new();
    for (_, facts, person) in &asked {
        wanted.entry(*person).or_default().push(*facts);
    }
    let mut keys: HashMap<(u32, Facts), Vec<u64>> = HashMap::new();
    let mut people: HashMap<u64, HashSet<u32>> = HashMap::new();
    // First the keys of those who are meant, then everybody who shares one.
    for sharing in [false, true] {
        for (row, truth) in set.register.iter().zip(&set.truth) {
            let facts = match (sharing, wanted.get(truth)) {
                (false, None) => continue,
                (false, Some(facts)) => facts.clone(),
                (true, _) => patterns.iter().copied().collect(),
            };
            let person = Person::read(&row.description(), &mut vocabulary);
            for facts in facts {
                let key = facts.key(&person, &vocabulary);
                if sharing {
                    if let Some(sharers) = people.get_mut(&key) {
                        sharers.insert(*truth);
                    }
                } else {
                    people.entry(key).or_default();
                    keys.entry((*truth, facts)).or_default().push(key);
                }
            }
        }
    }
    let mut most: BTreeMap<&'static str, [f64; 3]> = BTreeMap::new();
    for (question, facts, person) in asked {
        let alike = keys.get(&(person, facts)).into_iter().flatten().map(|key| people[key].len()).min();
        let alike = alike.unwrap_or(1).max(1) as f64;
        let counted = most.entry(question.kind).or_default();
        counted[0] += 1.0;
        counted[1] += 1.0 / alike;
        counted[2] += (10.0 / alike).min(1.0);
    }
    most
}

/// What became of the missed questions of one kind.
#[derive(Debug, Default)]
struct Missed {
    asked: u32,
    not_found: u32,
    equal: u32,
    everybody_first: u32,
    everybody_ten: u32,
}

/// Asks missed questions again with everybody compared.
pub fn everybody(index: &Index, set: &SearchSet, missed: &[&Question]) {
    let mut kinds: BTreeMap<&'static str, Missed> = BTreeMap::new();
    for question in missed {
        let description = question.row.description();
        let found = index.search(&description, 1_000);
        let all = index.search_everybody(&description, 1_000);
        let meant = |number: u128| Some(set.truth[number as usize]) == question.person;
        let place = all.iter().position(|hit| meant(hit.number));
        let counted = kinds.entry(question.kind).or_default();
        counted.asked += 1;
        counted.not_found += u32::from(!found.iter().any(|hit| meant(hit.number)));
        counted.everybody_first += u32::from(place == Some(0));
        counted.everybody_ten += u32::from(place.is_some_and(|place| place < 10));
        let equal = place.is_some_and(|place| place > 0 && all[0].bits - all[place].bits < 0.05);
        counted.equal += u32::from(equal);
    }
    println!(
        "  {:<40} {:>6} {:>9} {:>7} {:>9} {:>9}",
        "missed, with everybody compared", "missed", "not found", "equal", "all first", "all ten"
    );
    let mut sum = Missed::default();
    for (kind, of) in &kinds {
        told(kind, of);
        sum.asked += of.asked;
        sum.not_found += of.not_found;
        sum.equal += of.equal;
        sum.everybody_first += of.everybody_first;
        sum.everybody_ten += of.everybody_ten;
    }
    told("all", &sum);
}

fn told(kind: &str, of: &Missed) {
    println!(
        "  {kind:<40} {:>6} {:>9} {:>7} {:>9} {:>9}",
        of.asked, of.not_found, of.equal, of.everybody_first, of.everybody_ten
    );
}
