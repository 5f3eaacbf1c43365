//! Rows read into people who can be compared, on all cores.

use rayon::prelude::*;

use crate::batch::Told;
use crate::batch::cards::Cards;
use crate::batch::pairs::unpacked;
use crate::batch::plainly::Plainly;
use crate::description::{Address, Description};
use crate::evidence::Evidence;
use crate::forms::{Waiting, stands_for_no_name};
use crate::normal::{name_words, plain};
use crate::person::{Person, number_of};
use crate::vocabulary::Vocabulary;

/// The fewest rows that are worth a vocabulary of their own.
const PIECE: usize = 16_384;
/// 1 January 1900, in days since 1970: what forms hold that insist on a date.
pub(crate) const NO_BIRTHDAY: (i32, i32) = (-25_567, -25_567);
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
    pub(crate) cards: Cards,
    /// How many rows the first file has, when there are two.
    first: Option<u32>,
}

impl People {
    /// Pieces put together: each has words of its own, which are then made one.
    fn of(pieces: Vec<Piece>, first: Option<u32>) -> People {
        let mut vocabulary = Vocabulary::new();
        let mut people = Vec::with_capacity(pieces.iter().map(|(piece, _)| piece.len()).sum());
        for (piece, words) in pieces {
            let numbers = vocabulary.adopt(words);
            people.extend(piece.into_iter().map(|mut person| {
                person.renumber(&numbers);
                person
            }));
        }
        for person in &people {
            person.count(&mut vocabulary);
        }
        let cards = Cards::of(&people, &vocabulary);
        People { people, vocabulary, cards, first }
    }

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

    /// Whether at least a third of the rows have a home of their own, and not only a town.
    pub(crate) fn tells_homes(&self) -> bool {
        let has_home = |person: &&Person| person.homes.iter().any(|home| home.place().is_some());
        3 * self.people.iter().filter(has_home).count() >= self.people.len()
    }

    /// Brings what is compared of some pairs' second rows near.
    pub(crate) fn fetch(&self, pairs: &[u64]) {
        self.cards.fetch(pairs.iter().map(|pair| unpacked(*pair).1));
    }

    /// How two rows stand in every fact.
    pub(crate) fn evidence(&self, one: u32, other: u32) -> Evidence {
        self.cards.evidence((one, other), &self.people, &self.vocabulary)
    }
}

/// Reads everybody of one file.
pub(crate) fn people<T: Told>(rows: &[T]) -> People {
    People::of(pieces(rows, rows.len()), None)
}

/// Reads everybody of two files.
pub(crate) fn people_of_two<T: Told, U: Told>(one: &[T], other: &[U]) -> People {
    let rows = one.len() + other.len();
    let mut read = pieces(one, rows);
    read.extend(pieces(other, rows));
    People::of(read, Some(u32::try_from(one.len()).unwrap_or(u32::MAX)))
}

/// People and the words of their names.
type Piece = (Vec<Person>, Vocabulary);

fn pieces<T: Told>(rows: &[T], all: usize) -> Vec<Piece> {
    let read = |rows: &[T]| {
        let mut reader = Plainly::default();
        let people = rows.iter().map(|told| match told.row() {
            Some(row) => reader.read(row),
            None => read(&told.described(), &mut reader.vocabulary),
        });
        (people.collect(), reader.vocabulary)
    };
    rows.par_chunks(PIECE.max(all.div_ceil(rayon::current_num_threads()))).map(read).collect()
}

/// Somebody as they are described, and what a column may hold beside what it is meant for: another register's number where an NHS number
/// is asked for, an e-mail address where a phone is.
pub(crate) fn read(description: &Description, vocabulary: &mut Vocabulary) -> Person {
    let mut person = match description.addresses.iter().any(is_shared_place) {
        true => Person::read(&without_shared_places(description), vocabulary),
        false => Person::read(description, vocabulary),
    };
    person.born = person.born.filter(|born| *born != NO_BIRTHDAY).or_else(|| awaited(&person, description));
    if person.nhs_number == 0
        && let Some(number) = &description.nhs_number
    {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        if (6..=12).contains(&digits.len()) {
            person.nhs_number = number_of(&digits);
        }
    }
    let phone = description.phones.first().map_or("", |phone| phone.trim());
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
fn awaited(person: &Person, description: &Description) -> Option<(i32, i32)> {
    let name = person.names.first().filter(|name| name.unnamed() > 0)?;
    let recorded = person.recorded.filter(|_| name.given().is_empty())?;
    let words = name_words(&description.names.first()?.whole());
    let unborn = stands_for_no_name(&words).is_some_and(|read| read.waiting == Waiting::Unborn);
    // A baby is written down in its first months, one not born yet after some weeks of pregnancy; "Baby" may be either.
    Some(if unborn { (recorded - 10, recorded + 250) } else { (recorded - 120, recorded + 200) })
}

fn without_shared_places(description: &Description) -> Description {
    let mut description = description.clone();
    let mut left = description.left.clone().into_iter().chain(std::iter::repeat(None));
    let own = std::mem::take(&mut description.addresses)
        .into_iter()
        .map(|address| (address, left.next().flatten()));
    (description.addresses, description.left) = own.filter(|(address, _)| !is_shared_place(address)).unzip();
    description
}

/// Whether many unrelated people give this address: what it says of one of them is nothing.
pub(crate) fn is_shared_place(address: &Address) -> bool {
    let text = plain(&address.lines.join(" "));
    let words: Vec<&str> = text.split(' ').collect();
    let street = |at: usize| words.get(at).is_some_and(|word| STREETS.contains(word));
    (0..words.len()).any(|at| SHARED.contains(&words[at]) && !street(at + 1))
        || SHARED_PHRASES.iter().any(|phrase| text.contains(phrase))
}

fn text_number(text: &str) -> u64 {
    let letters = text.bytes().map(|letter| u64::from(letter.to_ascii_lowercase()));
    letters.fold(7, |number, letter| (number ^ letter).wrapping_mul(0x0100_0000_01b3).rotate_left(5)) >> 2
}
