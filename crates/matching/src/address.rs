//! A free-text English address read into flat, number, street and postcode, in whatever order they stand.
//!
//! "Flat 2, 12 Mill Lane, NB1 2CD", "12/2 Mill Ln nb12cd" and "Rose Cottage, Mill Lane" are all met on one child's records.

use crate::description::Address;
use crate::normal::{plain, postcode, postcode_abroad};

/// Words that say that a flat's number or letter follows.
const FLAT: [&str; 6] = ["flat", "apartment", "apt", "unit", "room", "flt"];
/// The kinds of street as they are shortened, and in full.
const KINDS: [(&str, &str); 24] = [
    ("rd", "road"),
    ("ln", "lane"),
    ("ave", "avenue"),
    ("av", "avenue"),
    ("dr", "drive"),
    ("cl", "close"),
    ("ct", "court"),
    ("cres", "crescent"),
    ("gdns", "gardens"),
    ("pl", "place"),
    ("sq", "square"),
    ("terr", "terrace"),
    ("gr", "grove"),
    ("grv", "grove"),
    ("st", "street"),
    ("str", "street"),
    ("tce", "terrace"),
    ("ter", "terrace"),
    ("crt", "court"),
    ("cresc", "crescent"),
    ("gdn", "gardens"),
    ("drv", "drive"),
    ("wy", "way"),
    ("pk", "park"),
];

/// What makes an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) postcode: Option<String>,
    /// A postcode of another country.
    pub(crate) postcode_abroad: Option<String>,
    /// A flat's number or letter.
    pub(crate) flat: Option<String>,
    /// The house's number.
    pub(crate) number: Option<String>,
    /// Up to two words: the street's, or the house's name when it has no number.
    pub(crate) words: Vec<String>,
}

impl Place {
    pub(crate) fn of(address: &Address) -> Place {
        let lines: Vec<String> = address.lines.iter().take(4).map(|line| plain(line)).collect();
        let mut words: Vec<&str> = lines.iter().flat_map(|line| line.split(' ')).collect();
        words.retain(|word| !matches!(*word, "the" | "of" | "ul" | "ulica" | ""));
        let written = take_postcode(&mut words);
        let mut place = Place { postcode: postcode(&address.postcode).or(written), ..Place::default() };
        if place.postcode.is_none() {
            place.postcode_abroad = postcode_abroad(&address.postcode);
        }
        place.flat = take_flat(&mut words);
        let numbers: Vec<usize> = (0..words.len()).filter(|at| is_number(words[*at])).collect();
        // Of two numbers the first is a flat's: 2/12 Mill Lane.
        let house = match *numbers.as_slice() {
            [flat, house, ..] if house == flat + 1 && place.flat.is_none() => {
                place.flat = Some(words[flat].to_owned());
                Some(house)
            }
            [house, ..] => Some(house),
            [] => None,
        };
        let (before, after) = house.map_or((&[][..], &words[..]), |at| (&words[..at], &words[at + 1..]));
        place.number = house.map(|at| words[at].to_owned());
        if let (Some(number), None) = (&mut place.number, &place.flat)
            && let Some(letter) = number.chars().last().filter(char::is_ascii_alphabetic)
        {
            number.pop();
            place.flat = Some(letter.to_string());
        }
        let street = if after.iter().any(|word| !is_number(word)) { after } else { before };
        let street = street.iter().filter(|word| !is_number(word)).take(2);
        place.words = street.enumerate().map(|(at, word)| in_full(at, word).to_owned()).collect();
        place
    }

    /// The house: its number, or its name when it has none.
    pub(crate) fn house(&self) -> Option<&str> {
        self.number.as_deref().or(self.words.first().map(String::as_str))
    }
}

/// Takes a postcode out of the words, in one piece or in two.
fn take_postcode(words: &mut Vec<&str>) -> Option<String> {
    let has_digit = |word: &str| word.bytes().any(|letter| letter.is_ascii_digit());
    for at in (0..words.len()).rev() {
        if words[at].len() >= 5
            && has_digit(words[at])
            && let Some(code) = postcode(words[at])
        {
            words.remove(at);
            return Some(code);
        }
        let Some(outward) = at.checked_sub(1).map(|before| words[before]) else { continue };
        let shaped = words[at].len() == 3
            && (2..=4).contains(&outward.len())
            && outward.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && has_digit(outward);
        if shaped && let Some(code) = postcode(&format!("{outward}{}", words[at])) {
            words.drain(at - 1..=at);
            return Some(code);
        }
    }
    None
}

/// Takes "flat 2" out of the words.
fn take_flat(words: &mut Vec<&str>) -> Option<String> {
    let at = words.iter().position(|word| FLAT.contains(word))?;
    words.remove(at);
    let named = words.get(at).filter(|word| word.len() <= 3 && (is_number(word) || word.len() == 1));
    let flat = named.map(|word| (*word).to_owned())?;
    words.remove(at);
    Some(flat)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
}

fn in_full(at: usize, word: &str) -> &str {
    // "St" that comes first is a saint.
    let kind = KINDS.iter().find(|(short, _)| at > 0 && *short == word);
    kind.map_or(word, |(_, full)| full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_in_any_order() {
        for (line, code, expected) in [
            ("12 Mill Lane", "NB1 2CD", ("", "12", "mill lane", "NB12CD")),
            ("12, Mill Ln", "nb12cd", ("", "12", "mill lane", "NB12CD")),
            ("Flat 2, 12 Mill Lane, NB1 2CD", "", ("2", "12", "mill lane", "NB12CD")),
            ("Flat 2 Rose Court, 12 Mill Lane, Northbridge", "", ("2", "12", "mill lane", "")),
            ("2/12 Mill Lane", "", ("2", "12", "mill lane", "")),
            ("12a Mill Lane", "", ("a", "12", "mill lane", "")),
            ("nb12cd Mill Lane 12", "", ("", "12", "mill lane", "NB12CD")),
            ("ul. Długa 5", "00-950", ("", "5", "dluga", "")),
            ("Flat B, Mill House", "", ("b", "", "mill house", "")),
            ("3 St Johns Rd", "", ("", "3", "st johns", "")),
            ("", "NB1 2CD", ("", "", "", "NB12CD")),
            ("", "", ("", "", "", "")),
        ] {
            let place = Place::of(&Address { lines: vec![line.to_owned()], postcode: code.to_owned() });
            let [flat, number, code] = [&place.flat, &place.number, &place.postcode].map(Option::as_deref);
            let read =
                (flat.unwrap_or(""), number.unwrap_or(""), &*place.words.join(" "), code.unwrap_or(""));
            assert_eq!(read, expected, "{line}");
        }
    }
}
