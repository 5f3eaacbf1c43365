//! The household follows: a child who is on record twice has a mother, and brothers and sisters, who are often on record twice as well. They are proposed
//! together, and each is ticked.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use matching::{Description, Strength, compare};
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

/// So many people near a record are looked at: more than a family has, and few enough to be laid beside as many while somebody waits.
const MOST_AROUND: usize = 60;

/// Somebody near a record: what they are to the child, their record, and as matching sees it.
struct Near {
    relation: &'static str,
    person: Person,
    described: Description,
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
    for one in &near {
        let others = far.iter().filter(|with| with.person.id != one.person.id);
        for with in others.filter(|with| with.person.standing == one.person.standing) {
            let matched = compare(&one.described, &with.described);
            // Two mothers of one name are more than two people of one name.
            let enough = if one.relation == with.relation { Strength::Possible } else { Strength::Likely };
            if matched.strength >= enough {
                pairs.push((matched, one, with));
            }
        }
    }
    pairs.sort_by_key(|(matched, ..)| std::cmp::Reverse(matched.rank()));
    let (mut paired, mut relations) = (BTreeSet::new(), Vec::new());
    for (matched, one, with) in pairs {
        let (joined, stands) = (one.person.id, with.person.id);
        let is_paired = paired.contains(&joined) || paired.contains(&stands);
        if is_paired || !may_be_one(session, permit, joined, stands)? {
            continue;
        }
        paired.extend([joined, stands]);
        relations.push(Relation {
            joined,
            stands,
            names: (one.person.name(), with.person.name()),
            relation: one.relation,
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

/// The family of a record of whom the viewer may learn, with what each is to the child, and of these no more than [`MOST_AROUND`].
fn near(door: &Door, permit: &Permit<'_>, person: Id<Person>) -> Result<Vec<Near>, Stop> {
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
    Ok(near.into_values().collect())
}

fn take(
    door: &Door,
    permit: &Permit<'_>,
    near: &mut BTreeMap<Id<Person>, Near>,
    own: &[Id<Person>],
    person: Id<Person>,
    relation: &'static str,
) -> Result<(), Stop> {
    let person = store::read_as_one::stands(permit, person, Known::Now)?;
    if near.len() >= MOST_AROUND
        || own.contains(&person)
        || near.contains_key(&person)
        || !door.would_permit(Action::LinkRecords, Subject::Child(person))?
    {
        return Ok(());
    }
    if let Some(found) = load(permit, person)? {
        permit.shown(person);
        let described = described(permit, &found.record)?;
        near.insert(person, Near { relation, person: found.record, described });
    }
    Ok(())
}
