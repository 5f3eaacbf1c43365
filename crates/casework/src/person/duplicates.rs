//! Records that are probably one person, for whoever keeps the record in order: the likeliest first, each with whether the household is on record twice as well.
//!
//! **Of a restricted record nothing is listed to anybody outside its circle, and no count tells of it; a record that was closed by adoption is in no pair.**

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use matching::{Match, Strength, compare};
use store::{Stop, load};

use super::household::{may_be_one, relations};
use crate::session::Session;

/// The most pairs a page shows.
const MOST_SHOWN: usize = 50;
/// Of so many the household is looked at.
const WITH_HOUSEHOLD: usize = 20;

/// Two records that are probably one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The older record, by id.
    pub one: Side,
    /// The other.
    pub other: Side,
    /// How strongly they seem to be one.
    pub strength: Strength,
    /// Why, in words, the weightiest first.
    pub reasons: Vec<String>,
    /// Whoever of the household may be on record twice as well: "Kim Quillon, mother".
    pub household: Vec<String>,
}

/// One record of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The record.
    pub person: Id<Person>,
    /// What they are called.
    pub name: String,
    /// Birth, in words.
    pub birth: String,
}

/// Records that are probably one person, the likeliest first.
///
/// # Errors
/// When the person does not see them.
pub fn duplicates(session: &Session<'_>) -> Result<Vec<Pair>, Stop> {
    session.read("records that may be one person", |door| {
        let permit = door.permit(Action::SeeWhoIsWho, Subject::House)?;
        let mut pairs: Vec<(Match, Person, Person)> = Vec::new();
        for store::person::Alike { one, other } in store::person::alike(&permit)? {
            let known = |person| door.would_permit(Action::LinkRecords, Subject::Child(person));
            if !known(one)? || !known(other)? {
                continue;
            }
            let found = load(&permit, one)?.zip(load(&permit, other)?);
            let Some((one, other)) = found.map(|(one, other)| (one.record, other.record)) else { continue };
            if one.standing != other.standing {
                continue;
            }
            let matched = compare(&store::person::described(&one), &store::person::described(&other));
            if matched.strength >= Strength::Likely && may_be_one(session, &permit, one.id, other.id)? {
                pairs.push((matched, one, other));
            }
        }
        pairs.sort_by_key(|(matched, one, ..)| (std::cmp::Reverse(matched.rank()), one.id));
        let mut listed = Vec::new();
        for (place, (matched, one, other)) in pairs.into_iter().take(MOST_SHOWN).enumerate() {
            permit.shown(one.id);
            permit.shown(other.id);
            let household = if place < WITH_HOUSEHOLD {
                relations(session, door, &permit, (other.id, one.id))?
            } else {
                Vec::new()
            };
            listed.push(Pair {
                one: side(&one),
                other: side(&other),
                strength: matched.strength,
                reasons: matched.reasons.into_iter().map(|reason| reason.words).collect(),
                household: household
                    .into_iter()
                    .map(|relation| format!("{}, {}", relation.names.1, relation.relation))
                    .collect(),
            });
        }
        Ok(listed)
    })
}

fn side(person: &Person) -> Side {
    let birth =
        person.birth.answer().map_or_else(|| "date of birth not known".into(), PartialDate::to_string);
    Side { person: person.id, name: person.name(), birth }
}
