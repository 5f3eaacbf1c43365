//! A child's family and network: who is who, who lives where, who is close, as at a day (domain register 1.1; ux 3.10). The picture and its outline are
//! views of relationships; nothing about a family is kept a second time.
//!
//! **No picture and no list joins the old and the new identity of an adopted child.** An adopted child has a record of its own. From it nobody goes to a
//! family by birth, and from a family by birth nobody comes to it. A step-parent who adopts is recorded as a step-parent with parental responsibility:
//! then the child stays where it was.

mod facts;

pub use facts::{Badge, Badges, Household, badges, households};

use jiff::civil::Date;

use crate::id::Id;
use crate::pack::NetworkRules;
use crate::person::Person;
use crate::person::relationship::{Kinship, Relationship};
use crate::refusal::Refusal;

/// How a relationship is drawn on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// `from` is a parent of `to` by birth, or nobody said otherwise.
    Birth,
    /// `from` adopted `to`.
    Adopted,
    /// `to` is placed with `from` or cared for by them.
    Placed,
    /// `from` is a step-parent of `to`.
    Step,
    /// The two are or were a couple: so many strokes through the line.
    Couple {
        /// 0: together; 1: separated; 2: divorced.
        strokes: u8,
    },
    /// Brothers and sisters, whole or half.
    Siblings,
    /// `from` is a grandparent, aunt or uncle, a parent's partner: related through somebody who may not be on the record.
    Through {
        /// How many generations `from` stands above `to`.
        above: u8,
    },
}

/// How a relationship is drawn on a day; nothing when it is none of the family, had not begun, is over, or was written down in error.
pub fn line(tie: &Relationship, day: Date, rules: &NetworkRules) -> Option<Line> {
    let ended = tie.tie.ended.as_ref().and_then(|ended| rules.ending(&ended.how));
    if ended.is_some_and(|ending| ending.error) || !tie.had_begun(day) || !tie.kind.is_family() {
        return None;
    }
    let holds = tie.holds_on(day);
    match tie.kind {
        Kinship::Mother | Kinship::Father | Kinship::Parent => Some(Line::Birth),
        Kinship::AdoptiveParent => Some(Line::Adopted),
        Kinship::FosterCarer | Kinship::Carer => holds.then_some(Line::Placed),
        Kinship::StepParent => holds.then_some(Line::Step),
        Kinship::Partner if holds => Some(Line::Couple { strokes: 0 }),
        Kinship::Partner => Some(Line::Couple { strokes: ended.map_or(1, |ending| ending.strokes) }),
        Kinship::Separated => Some(Line::Couple { strokes: 1 }),
        Kinship::Divorced => Some(Line::Couple { strokes: 2 }),
        Kinship::Sibling | Kinship::HalfSibling => Some(Line::Siblings),
        Kinship::Grandparent => Some(Line::Through { above: 2 }),
        Kinship::AuntOrUncle => Some(Line::Through { above: 1 }),
        Kinship::ParentsPartner => holds.then_some(Line::Through { above: 1 }),
        Kinship::Significant | Kinship::Friend | Kinship::Professional => None,
    }
}

/// Whether a person was adopted, by their relationships.
pub fn is_adopted<'a>(person: Id<Person>, mut ties: impl Iterator<Item = &'a Relationship>) -> bool {
    ties.any(|tie| tie.kind == Kinship::AdoptiveParent && tie.to == person)
}

/// Whether a relationship comes by birth: through it nobody goes to or from an adopted person.
pub const fn is_by_birth(kind: Kinship) -> bool {
    kind.is_birth_parent()
        || matches!(
            kind,
            Kinship::Sibling | Kinship::HalfSibling | Kinship::Grandparent | Kinship::AuntOrUncle
        )
}

/// Whether a new relationship may join two people, from the relationships that each has already.
///
/// # Errors
/// When it would join the old and the new identity of an adopted child, joins somebody to themselves, or stands already.
pub fn may_join(
    (from, kind, to): (Id<Person>, Kinship, Id<Person>),
    of_from: &[Relationship],
    of_to: &[Relationship],
) -> Result<(), Refusal> {
    if from == to {
        return Err(Refusal::field("who", "Choose somebody other than the person themselves."));
    }
    let same =
        |tie: &&Relationship| tie.from == from && tie.to == to && tie.kind == kind && tie.tie.ended.is_none();
    if of_to.iter().any(|tie| same(&tie)) {
        return Err(Refusal::field("kinship", "This relationship is on the record already."));
    }
    let has_birth = |person: Id<Person>, ties: &[Relationship]| {
        ties.iter().any(|tie| {
            is_by_birth(tie.kind) && (tie.to == person || (tie.from == person && !tie.kind.is_birth_parent()))
        })
    };
    let joins = match kind {
        Kinship::AdoptiveParent => has_birth(to, of_to),
        kind if is_by_birth(kind) => {
            is_adopted(to, of_to.iter()) || (!kind.is_birth_parent() && is_adopted(from, of_from.iter()))
        }
        _ => false,
    };
    if joins {
        return Err(Refusal::field(
            "kinship",
            "An adopted child has a new record of their own, and nothing joins it to the family by birth. A step-parent who adopts is recorded as a \
             step-parent with parental responsibility.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
