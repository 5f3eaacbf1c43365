//! Searching for people: by name, alias, date of birth, identifier, address and relative, with the reasons for each match in words. Everything else that is
//! looked for in the same box stands in the folder beside this file.

mod all;
mod houses;
mod numbers;
mod professionals;
mod relatives;
mod words;

pub use all::{Child, Household, InRecord, LookedFor, NumberOf, Numbered, Professional, Resident, look_for};

use domain::access::Layer;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
pub use matching::{Agrees, Kind, Reason, Strength};
use matching::{Description, read_search};
pub use store::search::Piece;
use store::{Door, Stop};

use crate::child::Existence;
use crate::known_people::visibly_like;
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

impl Found {
    /// Who it is; nothing for a restricted record.
    pub fn person(&self) -> Option<Id<Person>> {
        match self {
            Found::Person { existence, .. } => Some(existence.child),
            Found::Restricted(_) => None,
        }
    }
}

/// Searches with what was typed in one box.
///
/// # Errors
/// When the person may not search.
pub fn search(session: &Session<'_>, typed: &str) -> Result<Vec<Found>, Stop> {
    session.read("search", |door| find(session, door, &somebody(session, typed)))
}

/// What was typed, as a description of somebody: the quotation marks of words that stand side by side are in no name.
fn somebody(session: &Session<'_>, typed: &str) -> Description {
    let plain: String = typed.chars().filter(|letter| !matches!(letter, '"' | '“' | '”' | '„')).collect();
    read_search(&plain, london::date_of(session.at))
}

/// Whether anything agrees that was typed. Whoever is only like a sound of it is nobody's answer.
pub(crate) fn agrees(reasons: &[Reason]) -> bool {
    reasons.iter().any(|reason| matches!(reason.agrees, Agrees::Same | Agrees::Near))
}

/// Everybody who may be the person described, the strongest first; before them whom to ring.
pub(crate) fn find(session: &Session<'_>, door: &Door, query: &Description) -> Result<Vec<Found>, Stop> {
    let look = visibly_like(session, door, query)?;
    let rings = look.rings.into_iter().map(Found::Restricted);
    let people = look.like.into_iter().filter(|like| agrees(&like.reasons));
    let people = people.map(|like| Found::Person {
        existence: like.existence,
        layer: like.layer,
        strength: like.strength,
        reasons: like.reasons,
    });
    Ok(rings.chain(people).collect())
}
