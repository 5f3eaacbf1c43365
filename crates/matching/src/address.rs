//! Two addresses laid beside each other: postcode, house number, and the street where a postcode is missing.

use rapidfuzz::distance::osa;

use crate::compare::{Agrees, Evidence, Kind};
use crate::description::Address;
use crate::normal::{plain, postcode};

/// What makes an address: its postcode, its numbers, the words of its street.
pub(crate) struct Place {
    pub(crate) postcode: Option<String>,
    numbers: Vec<String>,
    words: Vec<String>,
}

impl Place {
    pub(crate) fn of(address: &Address) -> Place {
        let (mut numbers, mut words) = (Vec::new(), Vec::new());
        for line in address.lines.iter().take(3) {
            for word in plain(line).split_whitespace() {
                let number = word.starts_with(|c: char| c.is_ascii_digit());
                if number { &mut numbers } else { &mut words }.push(word.to_owned());
            }
        }
        words.retain(|word: &String| !matches!(word.as_str(), "flat" | "apartment" | "the"));
        Place { postcode: postcode(&address.postcode), numbers, words }
    }

    /// The house: the number that comes last, since a flat's comes before it; or the name of a house without one.
    pub(crate) fn house(&self) -> Option<&str> {
        self.numbers.last().or(self.words.first()).map(String::as_str)
    }

    fn street_agrees(&self, other: &Place) -> bool {
        let street = |place: &Place| place.words.iter().take(2).cloned().collect::<String>();
        let (one, other) = (street(self), street(other));
        !one.is_empty() && !other.is_empty() && osa::distance(one.chars(), other.chars()) <= 1 + one.len() / 8
    }
}

/// The nearest pair among the addresses of two people.
pub(crate) fn compare(ones: &[Address], others: &[Address]) -> Option<Evidence> {
    let ones: Vec<Place> = ones.iter().map(Place::of).collect();
    let others: Vec<Place> = others.iter().map(Place::of).collect();
    let pairs = ones.iter().flat_map(|one| others.iter().filter_map(move |other| places(one, other)));
    let (points, agrees, words) = pairs.max_by_key(|(points, ..)| *points)?;
    Some(Evidence::new(Kind::Address, points, agrees, words))
}

fn places(one: &Place, other: &Place) -> Option<(i32, Agrees, String)> {
    let same_house = one.house().is_some() && one.house() == other.house();
    if let (Some(code), Some(other_code)) = (&one.postcode, &other.postcode) {
        if code == other_code {
            return Some(same_postcode(one, other, same_house));
        }
        if same_house && one.street_agrees(other) && osa::distance(code.chars(), other_code.chars()) == 1 {
            let words =
                format!("Same house and street; postcodes {code} and {other_code} are one slip apart");
            return Some((3, Agrees::Near, words));
        }
        return Some((0, Agrees::Different, "Different address".to_owned()));
    }
    if one.words.is_empty() || other.words.is_empty() {
        return None;
    }
    match (one.street_agrees(other), same_house) {
        (true, true) => Some((3, Agrees::Same, "Same house and street".to_owned())),
        (true, false) => Some((1, Agrees::Near, "Same street, different house".to_owned())),
        (false, _) => Some((0, Agrees::Different, "Different address".to_owned())),
    }
}

fn same_postcode(one: &Place, other: &Place, same_house: bool) -> (i32, Agrees, String) {
    if same_house && one.numbers == other.numbers {
        return (4, Agrees::Same, "Same address".to_owned());
    }
    let (Some(house), Some(other_house)) = (one.house(), other.house()) else {
        return (2, Agrees::Near, "Same postcode".to_owned());
    };
    if same_house {
        return (3, Agrees::Near, "Same building, another flat or none given".to_owned());
    }
    let mut turned: Vec<char> = house.chars().collect();
    turned.sort_unstable();
    let mut other_turned: Vec<char> = other_house.chars().collect();
    other_turned.sort_unstable();
    if turned == other_turned {
        return (
            3,
            Agrees::Near,
            format!("Same postcode; house number {house} and {other_house} differ by a swap"),
        );
    }
    (2, Agrees::Near, format!("Same postcode, different house: {house} and {other_house}"))
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;

    #[test]
    fn every_way_two_addresses_may_be_near() {
        let at = |line: &str, postcode: &str| Address {
            lines: vec![line.to_owned()],
            postcode: postcode.to_owned(),
        };
        for (one, other, expected) in [
            (at("12 Mill Lane", "NB1 2CD"), at("12, Mill Ln", "nb12cd"), Some("Same address")),
            (
                at("12 Mill Lane", "NB1 2CD"),
                at("21 Mill Lane", "NB1 2CD"),
                Some("Same postcode; house number 12 and 21 differ by a swap"),
            ),
            (
                at("12 Mill Lane", "NB1 2CD"),
                at("9 Mill Lane", "NB1 2CD"),
                Some("Same postcode, different house: 12 and 9"),
            ),
            (
                at("Flat 2, 12 Mill Lane", "NB1 2CD"),
                at("12 Mill Lane", "NB1 2CD"),
                Some("Same building, another flat or none given"),
            ),
            (
                at("12 Mill Lane", "NB1 2CD"),
                at("12 Mill Lane", "NB1 2CO"),
                Some("Same house and street; postcodes NB12CD and NB12CO are one slip apart"),
            ),
            (at("12 Mill Lane", ""), at("12 Mil Lane", "NB1 2CD"), Some("Same house and street")),
            (at("12 Mill Lane", ""), at("14 Mill Lane", ""), Some("Same street, different house")),
            (at("12 Mill Lane", "NB1 2CD"), at("3 High Street", "NB9 9ZZ"), Some("Different address")),
            (at("", "NB1 2CD"), at("", "NB1 2CD"), Some("Same postcode")),
            (at("", ""), at("12 Mill Lane", "NB1 2CD"), None),
        ] {
            let words = compare(from_ref(&one), from_ref(&other)).map(|evidence| evidence.reason.words);
            assert_eq!(words.as_deref(), expected, "{one:?} {other:?}");
        }
    }
}
