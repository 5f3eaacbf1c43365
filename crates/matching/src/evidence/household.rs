//! Address, postcode and phone of two people as one fact: the nearest pair of all their homes, present and past, and their phones.

use crate::evidence::Household;
use crate::evidence::number::one_slip_apart;
use crate::person::{Home, Person};
use crate::vocabulary::{Nearness, Vocabulary};

/// How the two households stand, and about how many people were seen where they agree.
pub(crate) fn between(one: &Person, other: &Person, vocabulary: &Vocabulary) -> (Household, u8) {
    let homes = homes(one, other, vocabulary);
    let home = homes.map_or(Household::NotGiven, |homes| homes.level);
    let phone = one.phones.iter().find(|phone| other.phones.contains(phone));
    if let Some(phone) = phone {
        let level = if home == Household::Home { Household::HomeAndPhone } else { Household::Phone };
        return (level, vocabulary.crowd(*phone));
    }
    if home == Household::Home {
        let place = homes.and_then(|homes| one.homes.get(homes.at.0)).and_then(Home::place);
        let other_place = homes.and_then(|homes| other.homes.get(homes.at.1)).and_then(Home::place);
        let crowd = |place: Option<u64>| place.map_or(0, |place| vocabulary.crowd(place));
        return (home, crowd(place).max(crowd(other_place)));
    }
    (home.min(phones(one, other)), 0)
}

/// Two phones that are not the same.
pub(crate) fn phones(one: &Person, other: &Person) -> Household {
    if one.phones.is_empty() || other.phones.is_empty() {
        return Household::NotGiven;
    }
    let slip = one.phones.iter().any(|phone| other.phones.iter().any(|other| one_slip_apart(*phone, *other)));
    if slip { Household::PhoneSlip } else { Household::Different }
}

/// The nearest pair of homes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HomesFound {
    pub(crate) level: Household,
    pub(crate) at: (usize, usize),
}

/// The nearest pair of homes; nothing when one of the two has none that can be compared.
pub(crate) fn homes(one: &Person, other: &Person, vocabulary: &Vocabulary) -> Option<HomesFound> {
    let mut best: Option<HomesFound> = None;
    for (at, home) in one.homes.iter().enumerate() {
        for (other_at, other_home) in other.homes.iter().enumerate() {
            let level = pair(home, other_home, vocabulary);
            if level != Household::NotGiven && best.is_none_or(|best| level < best.level) {
                best = Some(HomesFound { level, at: (at, other_at) });
            }
        }
    }
    best
}

/// How two homes stand.
pub(crate) fn pair(one: &Home, other: &Home, vocabulary: &Vocabulary) -> Household {
    if one.postcode != 0 && one.postcode == other.postcode && !one.is_abroad() {
        return same_postcode(one, other, vocabulary);
    }
    let both_coded = one.postcode != 0 && other.postcode != 0;
    let (Some(_), Some(_)) = (one.street[0], other.street[0]) else {
        return match both_coded {
            true if one.district() == other.district() => Household::District,
            true => Household::Different,
            false => Household::NotGiven,
        };
    };
    let near = both_coded && one.district() == other.district();
    if both_coded && !near && one.number != other.number {
        return Household::Different;
    }
    if streets_agree(one, other, vocabulary) {
        // Without a number and a postcode it may be a town.
        let is_house = one.number != 0 || both_coded;
        let same_house = is_house && one.number == other.number && one.flat == other.flat;
        return match same_house {
            true if !both_coded || same_or_one_letter_apart(one.postcode, other.postcode) => Household::Home,
            _ if both_coded && !near => Household::District,
            _ => Household::Street,
        };
    }
    match both_coded {
        true if near => Household::District,
        _ => Household::Different,
    }
}

fn same_postcode(one: &Home, other: &Home, vocabulary: &Vocabulary) -> Household {
    if one.number == 0 || other.number == 0 {
        let named = one.number == 0 && other.number == 0 && one.street[0].is_some();
        let same_name = named && streets_agree(one, other, vocabulary) && one.flat == other.flat;
        return if same_name { Household::Home } else { Household::Postcode };
    }
    match one.number == other.number {
        true if one.flat == other.flat => Household::Home,
        true => Household::Building,
        false if number_swapped(one.number, other.number) => Household::NumberSwapped,
        false => Household::Postcode,
    }
}

/// 12 and 21, or 112 and 12. Neighbours, 12 and 13, are two houses.
fn number_swapped(one: u32, other: u32) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let (mut digits, mut other_digits) = (one.clone().into_bytes(), other.clone().into_bytes());
    digits.sort_unstable();
    other_digits.sort_unstable();
    let (shorter, longer) = if one.len() < other.len() { (&one, &other) } else { (&other, &one) };
    let lost = shorter.len() >= 2
        && longer.len() == shorter.len() + 1
        && (0..longer.len()).any(|at| longer[..at] == shorter[..at] && longer[at + 1..] == shorter[at..]);
    digits == other_digits || lost
}

fn streets_agree(one: &Home, other: &Home, vocabulary: &Vocabulary) -> bool {
    let near = |at: usize| match (one.street[at], other.street[at]) {
        (Some(word), Some(other)) => vocabulary.spelling(word, other) <= Nearness::Spelt,
        _ => at > 0,
    };
    let divided_otherwise = || one.number == other.number && same_letters(one, other, vocabulary);
    one.street[0].is_some() && (near(0) && near(1) || divided_otherwise())
}

/// Emily Bulcock and Emilybulcock Crescent, Rose Vale and Rosev Ale: the same letters, otherwise divided into words.
fn same_letters(one: &Home, other: &Home, vocabulary: &Vocabulary) -> bool {
    let letters = |home: &Home, words: usize| -> String {
        home.street[..words].iter().flatten().map(|word| vocabulary.text(*word)).collect()
    };
    let (whole, other_whole) = (letters(one, 2), letters(other, 2));
    whole == other_whole || whole == letters(other, 1) || letters(one, 1) == other_whole
}

/// Whether two packed postcodes differ in no more than one letter, or two neighbours changed round.
fn same_or_one_letter_apart(mut one: u64, mut other: u64) -> bool {
    let mut wrong = 0;
    let (mut sum, mut other_sum) = (0, 0);
    while one > 0 || other > 0 {
        if one % 37 != other % 37 {
            (wrong, sum, other_sum) = (wrong + 1, sum + one % 37, other_sum + other % 37);
        }
        (one, other) = (one / 37, other / 37);
    }
    wrong <= 1 || (wrong == 2 && sum == other_sum)
}
