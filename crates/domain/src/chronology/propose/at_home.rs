//! Who lives where: moves and births, and what a person wrote by hand about something that no record holds.

use jiff::Timestamp;

use super::{Proposed, Teller, told};
use crate::calendar::london;
use crate::chronology::Written;
use crate::person::Person;

/// When the child moved. Where to is never said: the address stands with the child's details, where it can be protected, and a move to a refuge reads
/// like any other.
pub(super) fn from_child(person: &Person, known_at: Timestamp) -> Vec<Proposed> {
    let teller = Teller::of(person);
    let moved = person.addresses.iter().filter_map(|stay| {
        let from = stay.from.filter(|from| from.earliest().is_some())?;
        let words = "The child moved home".to_owned();
        Some(teller.tells(format!("moved {}", stay.place), from, known_at, words))
    });
    moved.collect()
}

/// That a brother or sister was born.
pub(super) fn from_sibling(person: &Person, known_at: Timestamp) -> Vec<Proposed> {
    let born = person.birth.answer().filter(|birth| birth.expected().is_none());
    let Some((birth, earliest)) = born.and_then(|birth| Some((*birth, birth.earliest()?))) else {
        return Vec::new();
    };
    // A child who was expected is on the record before the birth: nobody knew of the birth before it.
    let known_at = known_at.max(london::start_of(earliest));
    let teller = Teller::of(person).with([person.id]);
    vec![teller.tells("born", birth, known_at, format!("{} was born", person.name()))]
}

/// In its own words, with where it is known from.
pub(super) fn from_written(written: &Written) -> Vec<Proposed> {
    if written.withdrawn.is_some() {
        return Vec::new();
    }
    let teller = Teller::of(written).by(written.agency.as_deref()).with(written.people.iter().copied());
    let told = teller.tells("written", written.happened, written.known_at, told(&written.words, ""));
    vec![Proposed {
        lane: written.lane.clone(),
        themes: written.themes.clone(),
        known_from: written.known_from.clone(),
        ..told
    }]
}
