//! The household follows with one confirmation (ux 3.3): once a child of a contact is known, everybody else whom the caller named is laid beside the people
//! around that child, with the reasons, and confirmed together. Whoever is not known is made anew; a relationship that stands already is not recorded again.
//!
//! What is compared is a short list of people around one child, and not the whole record: there a name and what somebody is to the child say much, which
//! would say little among strangers. Still nothing is taken for granted: it is filled in where it is strong and only one can be meant, and a person presses
//! the button.

mod around;
mod confirm;

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::contact::{Contact, Described, Found};
use domain::id::Id;
use domain::person::Person;
use domain::person::relationship::Kinship;
use domain::refusal::Refusal;
use matching::{Agrees, Kind, Reason, Strength, compare};
use store::{Door, Stop};

use self::around::Around;
pub use self::confirm::confirm_household;
use super::find::description;
use super::standing;
use crate::child::{Existence, existence};
use crate::session::Session;

/// Those named in a contact beside the household of a child in it who is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Household {
    /// The child who is known.
    pub child: Existence,
    /// Everybody named who is not found yet, with whom they may be.
    pub lines: Vec<Line>,
    /// Whom to ring about people around the child whose record is restricted: each said once, never counted.
    pub rings: BTreeSet<String>,
    /// The version of the contact.
    pub version: u64,
}

/// Somebody whom the caller named.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Where they stand in the contact.
    pub named: Named,
    /// What the caller called them.
    pub said: String,
    /// What they are to the first child, as the caller said.
    pub kinship: Option<Kinship>,
    /// Whom they may be, the likeliest first.
    pub may_be: Vec<MayBe>,
    /// What is filled in: the one who is strong and alone, somebody new for an adult or child beside, and later for a child whom the contact is about.
    pub likely: Who,
}

/// The place of somebody in a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A child whom the contact is about.
    Child(usize),
    /// Somebody beside.
    Other(usize),
}

/// One person around the known child.
#[derive(Debug, Clone, PartialEq)]
pub struct MayBe {
    /// Who they are.
    pub existence: Existence,
    /// What they are to the known child: "mother", "lives at the same address".
    pub relation: String,
    /// Whether name and place in the family say that it is them.
    pub is_strong: bool,
    /// Why, in words.
    pub reasons: Vec<Reason>,
}

/// Who somebody was said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Somebody around the known child.
    Held(Id<Person>),
    /// Nobody on the record.
    New,
    /// Not said now.
    Later,
}

/// What was answered of one line.
pub type Answered = (Named, Who);

/// So many of those named are laid out, and confirmed, at once: the others follow once these are said.
pub const MOST_NAMED: usize = 60;

/// Those named in a contact beside the household of a known child, no more than [`MOST_NAMED`] at once.
///
/// # Errors
/// When the child is not found to be somebody known, or the person may not work on the contact or read the child's summary.
pub fn household(session: &Session<'_>, contact: Id<Contact>, place: usize) -> Result<Household, Stop> {
    session.read("lay a family beside a household", |door| {
        let permit = door.permit(Action::MatchChild, Subject::Contact(contact))?;
        let known = standing(&permit, contact)?;
        let child = known_child(&known.record, place)?;
        if known.record.stage.is_decided() {
            return Err(
                Refusal::NotNow("This contact is decided: its people stand as they are.".into()).into()
            );
        }
        let permit = door.permit(Action::ReadSummary, Subject::Child(child))?;
        let mut around = Around::of(door, &permit, child, session.at)?;
        let taken = taken(&known.record);
        around.people.retain(|(person, _)| !taken.contains(&person.id));
        let mut lines = lines(session, door, &known.record, &around)?;
        only_once(&mut lines);
        let child = existence(session, &permit, child)?;
        Ok(Household { child, lines, rings: around.rings, version: known.version.0 })
    })
}

/// The person whom a child of a contact was found to be on the record.
fn known_child(contact: &Contact, place: usize) -> Result<Id<Person>, Refusal> {
    match contact.children.get(place).ok_or(Refusal::NotFound)?.found {
        Found::Known { person, .. } => Ok(person),
        Found::NotLooked | Found::New { .. } | Found::NotSure { .. } => Err(Refusal::NotNow(
            "This child was not found to be somebody already on the record, so there is no household to confirm.".into(),
        )),
    }
}

/// Everybody who is somebody in the contact already.
fn taken(contact: &Contact) -> BTreeSet<Id<Person>> {
    contact.people().chain(contact.others.iter().filter_map(|other| other.person)).collect()
}

impl Named {
    /// The name of its field.
    pub fn field(self) -> String {
        match self {
            Named::Child(place) => format!("who-child-{place}"),
            Named::Other(place) => format!("who-other-{place}"),
        }
    }
}

/// Everybody named in the contact who is not found yet, children first.
fn lines(session: &Session<'_>, door: &Door, contact: &Contact, around: &Around) -> Result<Vec<Line>, Stop> {
    let children = contact.children.iter().enumerate().filter(|(_, child)| child.found == Found::NotLooked);
    let children = children.map(|(place, child)| (Named::Child(place), child.said.clone(), None));
    let others = contact.others.iter().enumerate();
    let others = others.filter(|(_, other)| other.person.is_none() && !other.name.is_empty());
    let others = others
        .map(|(place, other)| (Named::Other(place), Described::named(other.name.clone()), other.kinship));
    children
        .chain(others)
        .take(MOST_NAMED)
        .map(|(named, said, kinship)| line(session, door, around, named, &said, kinship))
        .collect()
}

fn line(
    session: &Session<'_>,
    door: &Door,
    around: &Around,
    named: Named,
    said: &Described,
    kinship: Option<Kinship>,
) -> Result<Line, Stop> {
    let query = description(said, &[]);
    let mut may_be = Vec::new();
    for (person, relation) in &around.people {
        let matched = compare(&query, &store::person::described(person));
        let agrees = |wanted: &[Agrees]| {
            matched.reasons.iter().any(|reason| reason.kind == Kind::Name && wanted.contains(&reason.agrees))
        };
        let named_alike = agrees(&[Agrees::Same, Agrees::Near]);
        let same_place = has_place(named, kinship, relation);
        let is_parent_there = same_place && kinship.is_some_and(Kinship::is_birth_parent);
        if !named_alike && !is_parent_there {
            continue;
        }
        // Among the people of one child a short form of the name and a year that fits are as good as both in full.
        let fits = agrees(&[Agrees::Same]) || matched.strength >= Strength::Possible;
        let is_strong = matched.strength >= Strength::Likely || (named_alike && fits && same_place);
        let rank = (is_strong, matched.rank());
        let mut reasons = matched.reasons;
        reasons.extend(place_reason(named, kinship, relation));
        let permit = door.permit(Action::KnowExists, Subject::Child(person.id))?;
        let existence = existence(session, &permit, person.id)?;
        may_be.push((rank, MayBe { existence, relation: relation.clone(), is_strong, reasons }));
    }
    may_be.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    let may_be: Vec<MayBe> = may_be.into_iter().map(|(_, may_be)| may_be).collect();
    let mut strong = may_be.iter().filter(|one| one.is_strong);
    let likely = match (strong.next(), strong.next(), named) {
        (Some(only), None, _) => Who::Held(only.existence.child),
        // More than one may be meant, or only somebody of another name: a person says.
        (Some(_), Some(_), _) | (None, _, Named::Child(_)) => Who::Later,
        // Without what they are to the child there is nothing to record of somebody new.
        (None, _, Named::Other(_)) if may_be.is_empty() && kinship.is_some() => Who::New,
        (None, _, Named::Other(_)) => Who::Later,
    };
    Ok(Line { named, said: said.name.display(), kinship, may_be, likely })
}

/// Whether somebody is to the known child what the caller said of the one named.
fn has_place(named: Named, said: Option<Kinship>, relation: &str) -> bool {
    let sibling = [Kinship::Sibling.words(), Kinship::HalfSibling.words()];
    match (named, said) {
        (Named::Child(_), _) | (_, Some(Kinship::Sibling | Kinship::HalfSibling)) => {
            sibling.contains(&relation)
        }
        (_, Some(kinship)) => {
            kinship.words() == relation
                || (kinship == Kinship::Parent
                    && [Kinship::Mother.words(), Kinship::Father.words()].contains(&relation))
        }
        (_, None) => false,
    }
}

fn place_reason(named: Named, said: Option<Kinship>, relation: &str) -> Option<Reason> {
    let agrees = if has_place(named, said, relation) { Agrees::Same } else { Agrees::Different };
    let words = match (said, agrees) {
        (_, Agrees::Same) => format!("Held as the child’s {relation}"),
        (Some(said), _) => format!("Said to be the child’s {}, held as: {relation}", said.words()),
        (None, _) => return None,
    };
    Some(Reason { kind: Kind::Relative, words, agrees, bits: 0.0 })
}

/// Nobody is filled in for two of those named.
fn only_once(lines: &mut [Line]) {
    let filled: Vec<Who> = lines.iter().map(|line| line.likely).collect();
    for line in lines {
        let is_held = matches!(line.likely, Who::Held(_));
        if is_held && filled.iter().filter(|who| **who == line.likely).count() > 1 {
            line.likely = Who::Later;
        }
    }
}
