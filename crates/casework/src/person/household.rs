//! The household follows: a child who is on record twice has a mother, and brothers and sisters, who are often on record twice as well. They are proposed
//! together, and each is ticked.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use matching::{Strength, compare};
use store::{Door, Known, Permit, Stop, load};

use super::alike::described;
use super::around::{Around, SaidBefore};
use crate::session::Session;

/// Somebody near one record who may be somebody near the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The record near the one that joins: it would join.
    pub joined: Id<Person>,
    /// The record near the one that stands: it would stand.
    pub stands: Id<Person>,
    /// What each is called.
    pub names: (String, String),
    /// What they are to the child: "brother or sister".
    pub relation: &'static str,
    /// What speaks for it, in words.
    pub reasons: Vec<String>,
}

/// The people near two records who may be one person each, the likeliest pairs first; each person stands in one pair.
pub(super) fn relations(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    (joined, stands): (Id<Person>, Id<Person>),
) -> Result<Vec<Relation>, Stop> {
    let (near, far) = (near(door, permit, joined)?, near(door, permit, stands)?);
    let mut pairs = Vec::new();
    for (one, (relation, person)) in &near {
        for (other, (is_to, with)) in
            far.iter().filter(|(other, (_, with))| *other != one && with.standing == person.standing)
        {
            let matched = compare(&described(permit, person)?, &described(permit, with)?);
            // Two mothers of one name are more than two people of one name.
            let enough = if relation == is_to { Strength::Possible } else { Strength::Likely };
            if matched.strength >= enough && may_be_one(session, permit, *one, *other)? {
                pairs.push((matched, *one, *other, *relation));
            }
        }
    }
    pairs.sort_by_key(|(matched, ..)| std::cmp::Reverse(matched.rank()));
    let mut relations: Vec<Relation> = Vec::new();
    for (matched, one, other, relation) in pairs {
        let is_paired = |relation: &Relation| {
            [relation.joined, relation.stands].iter().any(|person| *person == one || *person == other)
        };
        if relations.iter().any(is_paired) {
            continue;
        }
        let name = |of: &BTreeMap<Id<Person>, (&'static str, Person)>, id| {
            of.get(&id).map_or_else(String::new, |(_, person)| person.name())
        };
        relations.push(Relation {
            joined: one,
            stands: other,
            names: (name(&near, one), name(&far, other)),
            relation,
            reasons: matched.reasons.into_iter().map(|reason| reason.words).collect(),
        });
    }
    Ok(relations)
}

/// Whether nobody has said of two yet, and nothing forbids them to be one.
pub(super) fn may_be_one(
    session: &Session<'_>,
    permit: &Permit<'_>,
    one: Id<Person>,
    other: Id<Person>,
) -> Result<bool, Stop> {
    let (one, other) = (Around::of(session, permit, one)?, Around::of(session, permit, other)?);
    if domain::person::link::never_one(&one.side, &other.side) {
        return Ok(false);
    }
    let before = SaidBefore::of(permit, &one.group, &other.group)?;
    Ok(before.words() == domain::person::link::Before::default())
}

/// The family of a record of whom the viewer may learn, with what each is to the child.
fn near(
    door: &Door,
    permit: &Permit<'_>,
    person: Id<Person>,
) -> Result<BTreeMap<Id<Person>, (&'static str, Person)>, Stop> {
    let mut near = BTreeMap::new();
    let own = store::read_as_one::of(permit, person, Known::Now)?.all;
    for known in store::relationship::of_person(permit, person)? {
        let tie = known.record;
        let (other, relation) = if own.contains(&tie.from) {
            (tie.to, tie.kind.seen_from_the_other())
        } else {
            (tie.from, tie.kind.words())
        };
        if tie.kind.is_family() {
            take(door, permit, &mut near, &own, other, relation)?;
        }
        if !(tie.kind.is_birth_parent() && own.contains(&tie.to)) {
            continue;
        }
        for child in store::relationship::of_person(permit, other)? {
            if child.record.kind.is_birth_parent() && child.record.from == other {
                take(door, permit, &mut near, &own, child.record.to, "brother or sister")?;
            }
        }
    }
    Ok(near)
}

fn take(
    door: &Door,
    permit: &Permit<'_>,
    near: &mut BTreeMap<Id<Person>, (&'static str, Person)>,
    own: &[Id<Person>],
    person: Id<Person>,
    relation: &'static str,
) -> Result<(), Stop> {
    let person = store::read_as_one::stands(permit, person, Known::Now)?;
    if own.contains(&person)
        || near.contains_key(&person)
        || !door.would_permit(Action::LinkRecords, Subject::Child(person))?
    {
        return Ok(());
    }
    if let Some(found) = load(permit, person)? {
        permit.shown(person);
        near.insert(person, (relation, found.record));
    }
    Ok(())
}
