//! Where each fact came from that a file brought, and whether the record still says what the file said. Whoever reads a record that moved in must be able to
//! tell what somebody here found out from what an older system held.

use std::collections::BTreeMap;

use super::merge::{ADDRESS, ANOTHER_NAME, episode_says, person_says, value_of};
use super::told::Provenance;
use crate::episode::Episode;
use crate::person::Person;

/// One fact that a file brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin<'r> {
    /// The fact, in words: "Birth", "Plan Child protection plan 2025-03-01".
    pub fact: &'r str,
    /// The file, the place in it, and the day up to which the file knows.
    pub from: &'r Provenance,
    /// Whether the record says something else by now, because somebody changed it here.
    pub changed: bool,
}

/// The facts about a person that files brought, in the order of the alphabet.
pub fn of_person(person: &Person) -> Vec<Origin<'_>> {
    let says = person_says(person);
    origins(&person.sources, |fact, from| match fact {
        // One of many that somebody may have: it stands as long as it is among them.
        _ if fact.starts_with(ANOTHER_NAME) => {
            !person.names.iter().any(|known| value_of(&known.name) == from.value)
        }
        _ if fact.starts_with(ADDRESS) => {
            !person.addresses.iter().any(|address| value_of(&address.place) == from.value)
        }
        _ => says.get(fact).is_some_and(|says| *says != from.value),
    })
}

/// The facts about an episode that files brought.
pub fn of_episode(episode: &Episode) -> Vec<Origin<'_>> {
    let says = episode_says(episode);
    // Nothing that was brought without a form of its own here is changed here.
    origins(&episode.sources, |fact, from| says.get(fact).is_some_and(|says| *says != from.value))
}

fn origins<'r>(
    sources: &'r BTreeMap<String, Provenance>,
    changed: impl Fn(&str, &Provenance) -> bool,
) -> Vec<Origin<'r>> {
    sources.iter().map(|(fact, from)| Origin { fact, from, changed: changed(fact, from) }).collect()
}
