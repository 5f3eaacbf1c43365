//! By what a person is found, names and birth apart: numbers, phones, homes and relatives, each as a small number.

use crate::person::{Home, Person};
use crate::vocabulary::WordId;

/// What kind of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// NHS number.
    Nhs,
    /// Pupil number.
    Upn,
    /// Phone.
    Phone,
    /// House number with street, and with postcode.
    House,
    /// Postcode.
    Postcode,
    /// Street. The first word alone is in the key's upper half.
    Street,
    /// A word of a relative's name.
    Kin,
}

/// Mixes a number into thirty-two bits.
pub(super) const fn mixed(number: u64) -> u32 {
    let number = (number ^ (number >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((number ^ (number >> 32)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 32) as u32
}

pub(super) fn of_word(word: WordId) -> u32 {
    mixed(word.index() as u64 + 1)
}

/// A house in a street.
pub(super) fn house(number: u32, street: WordId) -> u32 {
    mixed((street.index() as u64 + 1) << 32 | u64::from(number))
}

/// A house at a postcode.
pub(super) const fn house_at(number: u32, postcode: u64) -> u32 {
    mixed(postcode.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number as u64)
}

pub(super) fn street(first: WordId, second: Option<WordId>) -> u32 {
    of_word(first) & 0xffff_0000 | second.map_or(0, |second| of_word(second) >> 16)
}

/// Tells every key of a person.
pub(super) fn of(person: &Person, mut told: impl FnMut(Kind, u32)) {
    for (kind, number) in [(Kind::Nhs, person.nhs_number), (Kind::Upn, person.upn)] {
        if number != 0 {
            told(kind, mixed(number));
        }
    }
    for phone in &person.phones {
        told(Kind::Phone, mixed(*phone));
    }
    for home in &person.homes {
        of_home(home, &mut told);
    }
    for relative in &person.relatives {
        for word in relative.given().iter().chain(relative.family()) {
            told(Kind::Kin, of_word(*word));
        }
    }
}

fn of_home(home: &Home, mut told: impl FnMut(Kind, u32)) {
    if home.postcode != 0 {
        told(Kind::Postcode, mixed(home.postcode));
        if home.number != 0 {
            told(Kind::House, house_at(home.number, home.postcode));
        }
    }
    if let Some(first) = home.street[0] {
        told(Kind::Street, street(first, home.street[1]));
        if home.number != 0 {
            told(Kind::House, house(home.number, first));
        }
    }
}

/// Every word of a person's names, each once: the single words, then what is run together of several.
pub(super) fn name_words(person: &Person, mut told: impl FnMut(WordId, bool)) {
    let mut seen: smallvec::SmallVec<[WordId; 8]> = smallvec::SmallVec::new();
    for name in &person.names {
        for words in [name.given(), name.family()] {
            for word in words {
                if !seen.contains(word) {
                    seen.push(*word);
                    told(*word, true);
                }
            }
        }
        let several = |words: &[WordId], whole: Option<WordId>| whole.filter(|_| words.len() > 1);
        let wholes = [several(name.given(), name.whole_given()), several(name.family(), name.whole_family())];
        for whole in wholes.into_iter().flatten() {
            if !seen.contains(&whole) {
                seen.push(whole);
                told(whole, false);
            }
        }
    }
}
