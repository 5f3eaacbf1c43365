//! Whoever types a parent's name looks for the children.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::person::Standing;
use domain::person::relationship::Kinship;
use store::{Door, Stop, load};

use super::{Agrees, Found, Kind, Reason, Strength};
use crate::child::existence;
use crate::session::Session;

/// The most adults whose children are looked for, and the most children.
const MOST_ADULTS: usize = 10;
const MOST_CHILDREN: usize = 20;

/// The children of those who were found, with whose child each is. Whoever was found already is not found again; a restricted child is not found by its
/// parent.
pub(super) fn of_those_found(
    session: &Session<'_>,
    door: &Door,
    found: &[Found],
) -> Result<Vec<Found>, Stop> {
    let mut seen: BTreeSet<Id<Person>> = found.iter().filter_map(Found::person).collect();
    let adults: Vec<(Id<Person>, Strength)> = found
        .iter()
        .filter_map(|one| match one {
            Found::Person { existence, strength, .. } if *strength >= Strength::Possible => {
                Some((existence.child, *strength))
            }
            Found::Person { .. } | Found::Restricted(_) => None,
        })
        .take(MOST_ADULTS)
        .collect();
    let mut children = Vec::new();
    for (adult, strength) in adults {
        let permit = door.permit(Action::KnowExists, Subject::Child(adult))?;
        let Some(person) = load(&permit, adult)?.map(|known| known.record) else { continue };
        for known in store::relationship::of_person(&permit, adult)? {
            let relationship = known.record;
            if relationship.from != adult || !brings_up(relationship.kind) || !seen.insert(relationship.to) {
                continue;
            }
            let reason = reason(relationship.kind, &person.name());
            children.extend(child(session, door, relationship.to, (strength, reason))?);
            if children.len() == MOST_CHILDREN {
                return Ok(children);
            }
        }
    }
    Ok(children)
}

fn reason(kind: Kinship, name: &str) -> Reason {
    let words = format!("{}: {}", kind.words(), name.trim());
    Reason { kind: Kind::Relative, words, agrees: Agrees::Same, bits: 0.0 }
}

/// A child as far as the viewer may learn of them.
fn child(
    session: &Session<'_>,
    door: &Door,
    child: Id<Person>,
    (strength, reason): (Strength, Reason),
) -> Result<Option<Found>, Stop> {
    if !door.would_permit(Action::KnowExists, Subject::Child(child))? {
        return Ok(None);
    }
    let permit = door.permit(Action::KnowExists, Subject::Child(child))?;
    let is_child = load(&permit, child)?
        .is_some_and(|known| known.record.standing == Standing::Child && !known.record.taken_back);
    if !is_child {
        return Ok(None);
    }
    let existence = existence(session, &permit, child)?;
    // That the parent is the one who was meant says no more of the child.
    let strength = strength.min(Strength::Possible);
    Ok(Some(Found::Person { existence, layer: permit.layer(), strength, reasons: vec![reason] }))
}

/// Whether a relationship is one by which somebody brings a child up, or brought them into the world.
fn brings_up(kind: Kinship) -> bool {
    match kind {
        Kinship::Mother
        | Kinship::Father
        | Kinship::Parent
        | Kinship::StepParent
        | Kinship::ParentsPartner
        | Kinship::Grandparent
        | Kinship::Carer
        | Kinship::FosterCarer
        | Kinship::AdoptiveParent => true,
        Kinship::Sibling
        | Kinship::HalfSibling
        | Kinship::AuntOrUncle
        | Kinship::Partner
        | Kinship::Significant
        | Kinship::Separated
        | Kinship::Divorced
        | Kinship::Friend
        | Kinship::Professional => false,
    }
}
