//! Rows read into people who can be compared, on all cores: each piece of the file with words of its own, which are then made one.

use rayon::prelude::*;

use crate::evidence::Evidence;
use crate::forms::{Waiting, stands_for_no_name};
use crate::normal::{name_words, plain};
use crate::person::{Person, number_of};
use crate::table::{Column, Row};
use crate::vocabulary::Vocabulary;

/// The fewest rows that are worth a vocabulary of their own.
const PIECE: usize = 16_384;
/// 1 January 1900, in days since 1970: what forms hold that insist on a date.
const NO_BIRTHDAY: (i32, i32) = (-25_567, -25_567);
/// Words of places where many people are registered who have nothing to do with each other.
const SHARED: [&str; 10] =
    ["hospital", "ward", "infirmary", "maternity", "refuge", "hostel", "hmp", "prison", "barracks", "nfa"];
const SHARED_PHRASES: [&str; 7] =
    ["safe house", "po box", "no fixed", "care of", "women s aid", "care home", "bed and breakfast"];
/// Hospital Road and Prison Lane are streets like others.
const STREETS: [&str; 20] = [
    "road", "rd", "lane", "ln", "street", "st", "avenue", "ave", "close", "cl", "hill", "way", "drive", "dr",
    "court", "place", "terrace", "gardens", "walk", "crescent",
];
/// Marks a text in the column of phones that is no phone and may yet tell people apart, such as an e-mail address.
const NO_PHONE: u64 = 1 << 62;

/// Everybody in the files.
#[derive(Debug)]
pub(crate) struct People {
    people: Vec<Person>,
    pub(crate) vocabulary: Vocabulary,
    /// How many rows the first file has, when there are two.
    first: Option<u32>,
}

impl People {
    pub(crate) fn len(&self) -> usize {
        self.people.len()
    }

    pub(crate) fn all(&self) -> &[Person] {
        &self.people
    }

    pub(crate) fn person(&self, row: u32) -> &Person {
        &self.people[row as usize]
    }

    /// Whether the two rows may be paired: of two files, one of each.
    pub(crate) fn may_pair(&self, one: u32, other: u32) -> bool {
        one != other && self.first.is_none_or(|first| (one < first) != (other < first))
    }

    /// How many pairs of rows there are.
    pub(crate) fn pairs(&self) -> f64 {
        let all = self.people.len() as f64;
        match self.first {
            Some(first) => f64::from(first) * (all - f64::from(first)),
            None => all * (all - 1.0) / 2.0,
        }
    }

    pub(crate) fn evidence(&self, one: u32, other: u32) -> Evidence {
        Evidence::between(self.person(one), self.person(other), &self.vocabulary)
    }
}

/// Reads the rows of one file or of two.
pub(crate) fn people(files: &[&[Row]]) -> People {
    let rows: usize = files.iter().map(|file| file.len()).sum();
    let piece = PIECE.max(rows / 16);
    let pieces = files.par_iter().flat_map(|file| file.par_chunks(piece));
    let read: Vec<(Vec<Person>, Vocabulary)> = pieces
        .map(|rows| {
            let mut vocabulary = Vocabulary::new();
            (rows.iter().map(|row| read(row, &mut vocabulary)).collect(), vocabulary)
        })
        .collect();
    let mut vocabulary = Vocabulary::new();
    let mut people = Vec::with_capacity(rows);
    for (piece, words) in read {
        let numbers = vocabulary.adopt(words);
        people.extend(piece.into_iter().map(|mut person| {
            person.renumber(&numbers);
            person
        }));
    }
    for person in &people {
        person.count(&mut vocabulary);
    }
    let first = (files.len() > 1).then(|| u32::try_from(files[0].len()).unwrap_or(u32::MAX));
    People { people, vocabulary, first }
}

/// A row as it stands, and what its columns may hold beside what they are meant for: another register's number where an NHS number
/// is asked for, an e-mail address where a phone is.
fn read(row: &Row, vocabulary: &mut Vocabulary) -> Person {
    let mut person = Person::read(&row.description(), vocabulary);
    if is_shared_place(row.cell(Column::Address)) {
        person.homes = Box::default();
    }
    person.born = person.born.filter(|born| *born != NO_BIRTHDAY).or_else(|| awaited(&person, row));
    if person.nhs_number == 0 {
        let digits: String = row.cell(Column::NhsNumber).chars().filter(char::is_ascii_digit).collect();
        if (6..=12).contains(&digits.len()) {
            person.nhs_number = number_of(&digits);
        }
    }
    let phone = row.cell(Column::Phone).trim();
    if person.phones.is_empty() && phone.len() > 5 && phone.contains('@') {
        // An e-mail address is one person's own, as a number is; the part before the sign by itself, when the rest is mistyped, is no
        // more than a hint.
        let name = phone.split('@').next().unwrap_or_default();
        person.phones = Box::new([text_number(name) | NO_PHONE]);
        if person.upn == 0 {
            person.upn = text_number(phone);
        }
    }
    person
}

/// When a child without a name and a birthday was, or will be, born: from the day when it was written down.
fn awaited(person: &Person, row: &Row) -> Option<(i32, i32)> {
    let name = person.names.first().filter(|name| name.unnamed() > 0)?;
    let recorded = person.recorded.filter(|_| name.given().is_empty())?;
    let words = name_words(&[row.cell(Column::Forename), row.cell(Column::Surname)].join(" "));
    let unborn = stands_for_no_name(&words).is_some_and(|read| read.waiting == Waiting::Unborn);
    // A baby is written down in its first months, one not born yet after some weeks of pregnancy; "Baby" may be either.
    Some(if unborn { (recorded - 10, recorded + 250) } else { (recorded - 120, recorded + 200) })
}

/// Whether many unrelated people give this address: what it says of one of them is nothing.
fn is_shared_place(address: &str) -> bool {
    let text = plain(address);
    let words: Vec<&str> = text.split(' ').collect();
    let street = |at: usize| words.get(at).is_some_and(|word| STREETS.contains(word));
    (0..words.len()).any(|at| SHARED.contains(&words[at]) && !street(at + 1))
        || SHARED_PHRASES.iter().any(|phrase| text.contains(phrase))
}

fn text_number(text: &str) -> u64 {
    let letters = text.bytes().map(|letter| u64::from(letter.to_ascii_lowercase()));
    letters.fold(7, |number, letter| (number ^ letter).wrapping_mul(0x0100_0000_01b3).rotate_left(5)) >> 2
}
