//! Searching for people: by name, alias, date of birth, identifier, address and relative, with the reasons for each match in words.

use std::cmp::Reverse;

use domain::access::{Action, Layer, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
pub use matching::{Agrees, Kind, Reason, Strength};
use matching::{Description, Match, Relative, compare, read_search};
use store::{Door, Permit, Stop, load};

use crate::child::{Existence, existence};
use crate::session::Session;

/// One person found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Somebody this viewer may learn of, with why they match.
    Person {
        /// That they are known, and with whom.
        existence: Existence,
        /// How much of the record this viewer may have.
        layer: Layer,
        /// How strongly they match.
        strength: Strength,
        /// Why, in words.
        reasons: Vec<Reason>,
    },
    /// A restricted record: the words to show, and nothing else.
    Restricted(String),
}

/// The most people a search shows.
const MOST_SHOWN: usize = 20;

/// Searches with what was typed in one box.
///
/// # Errors
/// When the person may not search.
pub fn search(session: &Session<'_>, typed: &str) -> Result<Vec<Found>, Stop> {
    session.read("search", |door| find(session, door, &read_search(typed)))
}

/// Everybody who may be the person described, the strongest first.
pub(crate) fn find(session: &Session<'_>, door: &Door, query: &Description) -> Result<Vec<Found>, Stop> {
    let permit = door.permit(Action::SearchPeople, Subject::House)?;
    let mut matches = Vec::new();
    let mut restricted = Vec::new();
    for candidate in store::person::candidates(&permit, query)? {
        match one(session, door, query, candidate)? {
            Some((matched, found)) => matches.push((matched.rank(), found)),
            None => restricted.extend(ring(door, &permit, query, candidate)?),
        }
    }
    matches.sort_by_key(|(rank, _)| Reverse(*rank));
    // Whether a restricted record is near enough to be said is decided before anything is cut off.
    let mut found: Vec<Found> = restricted;
    found.extend(matches.into_iter().map(|(_, found)| found).take(MOST_SHOWN));
    Ok(found)
}

/// One candidate as far as this viewer may learn of them; nothing when the record is restricted.
fn one(
    session: &Session<'_>,
    door: &Door,
    query: &Description,
    candidate: Id<Person>,
) -> Result<Option<(Match, Found)>, Stop> {
    let permit = match door.permit(Action::KnowExists, Subject::Child(candidate)) {
        Ok(permit) => permit,
        Err(Stop::Refusal(_)) => return Ok(None),
        Err(stop) => return Err(stop),
    };
    let person = load(&permit, candidate)?.ok_or(Refusal::NotFound)?.record;
    let description = shown(&permit, &person)?;
    let matched = compare(query, &description);
    let found = Found::Person {
        existence: existence(session, &permit, candidate)?,
        layer: permit.layer(),
        strength: matched.strength,
        reasons: matched.reasons.clone(),
    };
    Ok(Some((matched, found)))
}

/// A person with the relatives whose names may be quoted: reasons say both sides.
fn shown(permit: &Permit<'_>, person: &Person) -> Result<Description, Stop> {
    let mut description = store::person::described(person);
    for known in store::relationship::of_person(permit, person.id)? {
        let relationship = known.record;
        let other = if relationship.from == person.id { relationship.to } else { relationship.from };
        let Some(other) = load(permit, other)?.filter(|other| other.record.restriction.is_none()) else {
            continue;
        };
        let relation = if relationship.from == person.id {
            relationship.kind.seen_from_the_other()
        } else {
            relationship.kind.words()
        };
        if let Some(name) = other.record.names.first() {
            let name = store::person::name(&name.name);
            description.relatives.push(Relative { relation: relation.to_owned(), name, phones: Vec::new() });
        }
    }
    Ok(description)
}

/// A restricted record that nearly certainly is the person meant: "ring …". A loose match says nothing, so that nobody can fish.
fn ring(
    door: &Door,
    search: &Permit<'_>,
    query: &Description,
    candidate: Id<Person>,
) -> Result<Option<Found>, Stop> {
    let refusal = match door.permit(Action::KnowExists, Subject::Child(candidate)) {
        Err(Stop::Refusal(refusal @ Refusal::NotAllowed(_))) => refusal,
        Err(Stop::Refusal(_)) | Ok(_) => return Ok(None),
        Err(stop) => return Err(stop),
    };
    let person = load(search, candidate)?.ok_or(Refusal::NotFound)?.record;
    let strength = compare(query, &store::person::described(&person)).strength;
    Ok((strength >= Strength::Likely).then(|| Found::Restricted(refusal.to_string())))
}
