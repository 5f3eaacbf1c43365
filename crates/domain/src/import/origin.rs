//! Where each fact came from that a file brought, and whether the record still says what the file said. Whoever reads a record that moved in must be able to
//! tell what somebody here found out from what an older system held.

use std::collections::BTreeMap;

use super::merge::{ADDRESS, ANOTHER_NAME, value_of};
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
    let name = person.names.first().map(|known| &known.name);
    let held = BTreeMap::from([
        ("Birth", value_of(&person.birth.answer())),
        ("Death", value_of(&person.died)),
        ("Sex", value_of(&person.sex.answer())),
        ("Ethnicity", value_of(&person.ethnicity.answer())),
        ("Disabilities", value_of(&person.disabilities.answer())),
        ("NHS number", value_of(&person.nhs_number.answer())),
        ("Unique pupil number", value_of(&person.upn.answer())),
        ("Former unique pupil number", value_of(&person.former_upn)),
        ("Why there is no unique pupil number", value_of(&person.upn_unknown)),
        ("Identifier in national returns", value_of(&person.local_identifier)),
        ("Name", value_of(&name)),
    ]);
    origins(&person.sources, |fact, from| match fact {
        // One of many that somebody may have: it stands as long as it is among them.
        _ if fact.starts_with(ANOTHER_NAME) => {
            !person.names.iter().any(|known| value_of(&known.name) == from.value)
        }
        _ if fact.starts_with(ADDRESS) => {
            !person.addresses.iter().any(|address| value_of(&address.place) == from.value)
        }
        _ => held.get(fact).is_some_and(|held| *held != from.value),
    })
}

/// The facts about an episode that files brought.
pub fn of_episode(episode: &Episode) -> Vec<Origin<'_>> {
    let mut held = BTreeMap::from([
        ("Source of the referral".to_owned(), value_of(&episode.source)),
        ("Primary need".to_owned(), value_of(&episode.primary_need)),
        ("No further action".to_owned(), value_of(&episode.no_further_action)),
        ("Closed on".to_owned(), value_of(&episode.closed_on)),
        ("Reason for closure".to_owned(), value_of(&episode.closure_reason)),
        ("Transfer in".to_owned(), value_of(&episode.transfer_in)),
    ]);
    held.extend(
        episode.assessments.iter().map(|one| (format!("Assessment {}", one.started_on), value_of(one))),
    );
    held.extend(
        episode.enquiries.iter().map(|one| (format!("Section 47 enquiry {}", one.started_on), value_of(one))),
    );
    held.extend(
        episode
            .plans
            .iter()
            .map(|one| (format!("Plan {} {}", one.kind.words(), one.started_on), value_of(one))),
    );
    // Nothing that was brought without a form of its own here is changed here.
    origins(&episode.sources, |fact, from| held.get(fact).is_some_and(|held| *held != from.value))
}

fn origins<'r>(
    sources: &'r BTreeMap<String, Provenance>,
    changed: impl Fn(&str, &Provenance) -> bool,
) -> Vec<Origin<'r>> {
    sources.iter().map(|(fact, from)| Origin { fact, from, changed: changed(fact, from) }).collect()
}
