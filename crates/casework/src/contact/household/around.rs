//! The people around a known child of whom a viewer may learn, and what each of them is to the child: relatives, brothers and sisters by a parent, whoever
//! lives at the same address.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::person::relationship::Kinship;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::{Door, Permit, Stop, load};

/// The people around a child.
pub(super) struct Around {
    /// Each with what they are to the child.
    pub(super) people: Vec<(Person, String)>,
    /// Whom to ring about those whose record is restricted.
    pub(super) rings: BTreeSet<String>,
}

/// The most people around a child who are laid beside those named.
const MOST: usize = 60;

impl Around {
    /// Those of whom the viewer behind the door may learn.
    pub(super) fn of(
        door: &Door,
        permit: &Permit<'_>,
        child: Id<Person>,
        at: Timestamp,
    ) -> Result<Self, Stop> {
        let may_know = |person| Ok(door.would_permit(Action::KnowExists, Subject::Child(person))?);
        let mut around = Around { people: Vec::new(), rings: BTreeSet::new() };
        for (person, relation) in related(permit, child, at, &may_know)? {
            match door.permit(Action::KnowExists, Subject::Child(person)) {
                Ok(permit) => around
                    .people
                    .extend(load::<Person>(&permit, person)?.map(|known| (known.record, relation))),
                Err(Stop::Refusal(Refusal::NotAllowed(words))) => {
                    around.rings.insert(words);
                }
                Err(Stop::Refusal(_)) => {}
                Err(stop) => return Err(stop),
            }
        }
        Ok(around)
    }
}

/// Everybody around a child, with what each is to the child. `may_know` says whether the viewer may learn of somebody.
pub(super) fn related(
    permit: &Permit<'_>,
    child: Id<Person>,
    at: Timestamp,
    may_know: &dyn Fn(Id<Person>) -> Result<bool, Stop>,
) -> Result<BTreeMap<Id<Person>, String>, Stop> {
    let mut relations: BTreeMap<Id<Person>, String> = BTreeMap::new();
    let mut parents = Vec::new();
    for known in store::relationship::of_person(permit, child)? {
        let tie = known.record;
        let (other, words) = match tie.from == child {
            true => (tie.to, tie.kind.seen_from_the_other()),
            false => (tie.from, tie.kind.words()),
        };
        if tie.to == child && is_parent(tie.kind) {
            parents.push(tie.from);
        }
        relations.entry(other).or_insert_with(|| words.to_owned());
    }
    for parent in parents {
        // A restricted parent's children would tell who the parent is.
        if !may_know(parent)? {
            continue;
        }
        for known in store::relationship::of_person(permit, parent)? {
            let tie = known.record;
            if tie.from == parent && is_parent(tie.kind) {
                relations.entry(tie.to).or_insert_with(|| Kinship::Sibling.words().to_owned());
            }
        }
    }
    let home = load::<Person>(permit, child)?.map(|known| known.record);
    let home = home.as_ref().and_then(|child| child.address_on(london::date_of(at)));
    if let Some(home) = home {
        for mate in store::person::housemates(permit, child, home.place)? {
            relations.entry(mate).or_insert_with(|| "housemate, at the same address".to_owned());
        }
    }
    relations.remove(&child);
    Ok(relations.into_iter().take(MOST).collect())
}

const fn is_parent(kind: Kinship) -> bool {
    matches!(
        kind,
        Kinship::Mother | Kinship::Father | Kinship::Parent | Kinship::StepParent | Kinship::AdoptiveParent
    )
}
