//! Streets and postcodes as they are typed: "12 Mill Lane", "Flat 2, 14 Dock St NB2 4RT", "at Mill Road".

use super::Word;
use super::numbers::code;
use crate::description::Address;

/// Kinds of street that are no family names.
const STREETS: [&str; 17] = [
    "road",
    "rd",
    "avenue",
    "ave",
    "drive",
    "crescent",
    "cres",
    "gardens",
    "gdns",
    "terrace",
    "terr",
    "mews",
    "street",
    "parade",
    "boulevard",
    "cottages",
    "estate",
];
/// Kinds of street that people are called by as well.
const NAMES_TOO: [&str; 21] = [
    "lane", "ln", "close", "way", "court", "ct", "park", "hill", "green", "grove", "place", "square", "walk",
    "row", "rise", "view", "house", "cottage", "wood", "field", "gate",
];
/// Short for a street, a saint or a doctor: read as a street only where nothing follows that it could belong to.
const SHORT: [&str; 2] = ["st", "dr"];
/// The most words of a street's name before its kind.
const MOST_WORDS: usize = 3;

/// A home that was read.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) taken: usize,
    pub(super) address: Address,
    /// Whether it can be nothing else.
    pub(super) sure: bool,
}

/// The home with which the words begin. `is_named`: a name was typed before.
pub(super) fn read(words: &[Word<'_>], is_named: bool) -> Option<Place> {
    if let Some((postcode, taken)) = code(words) {
        return Some(Place { taken, address: Address { lines: Vec::new(), postcode }, sure: true });
    }
    let announced = announced(words);
    let rest = &words[announced..];
    let flat = flat(rest);
    let number = rest.get(flat).is_some_and(|word| is_house_number(word.bare));
    let begins = flat + usize::from(number);
    let certain = announced > 0 || flat > 0 || number;
    let (length, sure) = street(&rest[begins..], certain, is_named)?;
    let mut taken = begins + length;
    let mut postcode = String::new();
    if sure {
        let town = usize::from(rest.get(taken).is_some_and(|word| !word.has_digit()));
        if let Some((found, more)) = rest.get(taken..).and_then(code) {
            (postcode, taken) = (found, taken + more);
        } else if let Some((found, more)) = rest.get(taken + town..).and_then(code).filter(|_| town > 0) {
            // A town between the street and its postcode is neither a name nor worth comparing.
            (postcode, taken) = (found, taken + town + more);
        }
    }
    let line: Vec<&str> = rest[..begins + length].iter().map(|word| word.bare).collect();
    let address = Address { lines: vec![line.join(" ")], postcode };
    Some(Place { taken: announced + taken, address, sure })
}

/// How many words say that an address follows.
fn announced(words: &[Word<'_>]) -> usize {
    match words {
        [lives, at, _, ..] if lives.is(&["lives", "living", "lived"]) && at.is(&["at", "in", "on"]) => 2,
        [at, _, ..] if at.is(&["at", "address"]) => 1,
        _ => 0,
    }
}

/// How many words are a flat: "Flat 2".
fn flat(words: &[Word<'_>]) -> usize {
    match words {
        [flat, number, ..]
            if flat.is(&["flat", "apartment", "apt", "unit", "room"]) && number.bare.len() <= 4 =>
        {
            2
        }
        _ => 0,
    }
}

fn is_house_number(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let short = word.len() - digits.len() <= 1 && (1..=7).contains(&digits.len());
    short
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-'))
}

/// How many words are a street, and whether they can be nothing else.
fn street(words: &[Word<'_>], certain: bool, is_named: bool) -> Option<(usize, bool)> {
    let most = if certain { MOST_WORDS } else { 1 };
    for at in 1..=most {
        let (Some(before), Some(kind)) = (words.get(at - 1), words.get(at)) else { break };
        if before.has_digit() || before.ends || before.bare.is_empty() {
            break;
        }
        let ends = words.len() == at + 1 || kind.ends || words.get(at + 1..).and_then(code).is_some();
        if kind.is(&STREETS) || (kind.is(&SHORT) && ends) {
            return Some((at + 1, true));
        }
        if kind.is(&NAMES_TOO) && (certain || is_named) {
            return Some((at + 1, certain));
        }
    }
    None
}

/// One address where a street and a postcode were typed apart.
pub(super) fn together(mut addresses: Vec<Address>) -> Vec<Address> {
    let street = addresses.iter().position(|address| address.postcode.is_empty());
    let code = addresses.iter().position(|address| address.lines.is_empty());
    if let (2, Some(street), Some(code)) = (addresses.len(), street, code) {
        let postcode = std::mem::take(&mut addresses[code].postcode);
        addresses[street].postcode = postcode;
        addresses.remove(code);
    }
    addresses
}
