//! People as matching is told of them, with the people around them: one by one as they change, and all at once from the tables.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use domain::id::Id;
use domain::person::relationship::Kinship;
use domain::person::{Person, Standing};
use matching::{Description, Relative};

use super::Entered;
use crate::door::Permit;
use crate::engine::{Query, Transaction};
use crate::failure::Failure;
use crate::ledger::{latest, read_body};
use crate::person::{described, name};
use crate::read_as_one::{self, one_person};
use crate::values;
use crate::visible::restricted;

crate::row! {
    /// Somebody around a person.
    pub(super) struct Around {
        body: Option<String>,
        kind: String,
        is_from: bool,
    }
}

crate::row! {
    pub(super) struct Tie {
        from_person: Id<Person>,
        to_person: Id<Person>,
        kind: String,
    }
}

crate::statements! {
    static BODIES: Query<(Option<String>,)> = "select entry.body as value from person join ledger entry on entry.seq = person.seq order by person.id";
    static TIES: Query<Tie> = "select from_person, to_person, kind from relationship order by seq";
}

/// Everybody who stands in a relationship to a person, or to another record of theirs, and is restricted in none of their own.
pub(super) static AROUND: LazyLock<Query<Around>> = LazyLock::new(|| {
    let one = one_person!("$1");
    let open = format!("not {}", restricted("tied.other"));
    let sql = format!(
        "select entry.body, tied.kind, tied.is_from from (
            select tie.to_person as other, tie.kind, tie.seq, cast(0 as bigint) as is_from from relationship tie where tie.from_person in {one}
            union all select tie.from_person, tie.kind, tie.seq, cast(1 as bigint) from relationship tie where tie.to_person in {one}) tied
        join person on person.id = tied.other join ledger entry on entry.seq = person.seq
        where tied.other not in {one} and {open} order by tied.seq"
    );
    Query::composed("store::everybody::read::AROUND", sql)
});

/// A description with the people around a person whose names may be quoted: reasons say both sides.
///
/// # Errors
/// When the database fails.
pub fn with_relatives(
    permit: &Permit<'_>,
    person: Id<Person>,
    mut description: Description,
) -> Result<Description, Failure> {
    description.relatives = relatives(permit.tx(), person)?;
    Ok(description)
}

fn relatives(tx: &Transaction, person: Id<Person>) -> Result<Vec<Relative>, Failure> {
    let mut relatives = Vec::new();
    for around in tx.all(&AROUND, &values![person])? {
        let other: Option<Person> = around.body.as_deref().map(read_body).transpose()?;
        let other = other.filter(|other| !other.taken_back);
        let called = other.as_ref().and_then(|other| other.names.first()).map(|known| name(&known.name));
        relatives.extend(relative(&around.kind, around.is_from, called));
    }
    Ok(relatives)
}

/// `is_from` says whether the other is what the kind says, and not what it says seen from the other side.
fn relative(kind: &str, is_from: bool, called: Option<matching::Name>) -> Option<Relative> {
    let kind = Kinship::from_code(kind)?;
    let relation = if is_from { kind.words() } else { kind.seen_from_the_other() };
    Some(Relative { relation: relation.to_owned(), name: called?, phones: Vec::new() })
}

/// A person as they stand; nothing when there is none, or none any more.
pub(super) fn one(tx: &Transaction, person: Id<Person>) -> Result<Option<Entered>, Failure> {
    let Some(record) = latest::<Person>(tx, person)?.filter(|record| !record.taken_back) else {
        return Ok(None);
    };
    let mut is_restricted = record.restriction.is_some();
    for other in read_as_one::now(tx, person)?.others(person) {
        is_restricted |= latest::<Person>(tx, other)?.is_some_and(|other| other.restriction.is_some());
    }
    let mut description = described(&read_as_one::sealed(tx, record)?);
    if !is_restricted {
        description.relatives = relatives(tx, person)?;
    }
    Ok(Some(Entered { description, is_restricted }))
}

/// A person by themselves.
struct Own {
    description: Description,
    standing: Standing,
    is_restricted: bool,
    is_never_joined: bool,
    taken_back: bool,
}

/// Somebody as they stand.
pub(crate) struct Somebody {
    pub(crate) id: Id<Person>,
    /// Whether the record is a child's or an adult's.
    pub(crate) standing: Standing,
    /// Whether no other record may be read as one with it.
    pub(crate) is_never_joined: bool,
    pub(crate) entered: Entered,
}

/// Everybody as they stand.
pub(crate) fn everybody(tx: &Transaction) -> Result<Vec<Somebody>, Failure> {
    let mut people: Vec<(Id<Person>, Own)> = Vec::new();
    tx.each(&BODIES, &[], |(body,)| {
        let record: Option<Person> = body.as_deref().map(read_body).transpose()?;
        people.extend(record.map(|record| {
            let own = Own {
                description: described(&record),
                standing: record.standing,
                is_restricted: record.restriction.is_some(),
                is_never_joined: record.is_never_joined(),
                taken_back: record.taken_back,
            };
            (record.id, own)
        }));
        Ok(())
    })?;
    let town = Town::of(tx, &people)?;
    let around: Vec<(bool, Vec<Relative>)> = people
        .iter()
        .map(|(id, _)| {
            let is_restricted = town.is_restricted(*id);
            (is_restricted, if is_restricted { Vec::new() } else { town.relatives(*id) })
        })
        .collect();
    let several: HashSet<Id<Person>> =
        people.iter().map(|(id, _)| *id).filter(|id| town.group(*id).count() > 1).collect();
    let mut entered = Vec::with_capacity(people.len());
    for ((id, own), (is_restricted, relatives)) in people.into_iter().zip(around) {
        if own.taken_back {
            continue;
        }
        let (standing, is_never_joined) = (own.standing, own.is_never_joined);
        // Of the few who are on record several times what one record hides the other does not tell.
        let known = match several.contains(&id) {
            true => one(tx, id)?,
            false => {
                Some(Entered { description: Description { relatives, ..own.description }, is_restricted })
            }
        };
        entered.extend(known.map(|entered| Somebody { id, standing, is_never_joined, entered }));
    }
    Ok(entered)
}

/// Everybody with how they stand to each other.
struct Town<'p> {
    people: HashMap<Id<Person>, &'p Own>,
    as_one: read_as_one::Everybody,
    ties: Vec<Tie>,
    ties_of: HashMap<Id<Person>, Vec<usize>>,
}

impl<'p> Town<'p> {
    fn of(tx: &Transaction, people: &'p [(Id<Person>, Own)]) -> Result<Self, Failure> {
        let ties = tx.all(&TIES, &[])?;
        let mut ties_of: HashMap<Id<Person>, Vec<usize>> = HashMap::new();
        for (place, tie) in ties.iter().enumerate() {
            ties_of.entry(tie.from_person).or_default().push(place);
            ties_of.entry(tie.to_person).or_default().push(place);
        }
        let people = people.iter().map(|(id, own)| (*id, own)).collect();
        Ok(Town { people, as_one: read_as_one::everybody_now(tx)?, ties, ties_of })
    }

    /// Every record that is read as one with a record, its own among them.
    fn group(&self, person: Id<Person>) -> impl Iterator<Item = Id<Person>> + '_ {
        let stands = self.as_one.stands(person);
        std::iter::once(stands).chain(self.as_one.joined(stands).iter().copied())
    }

    fn is_restricted(&self, person: Id<Person>) -> bool {
        self.group(person).any(|one| self.people.get(&one).is_some_and(|own| own.is_restricted))
    }

    fn relatives(&self, person: Id<Person>) -> Vec<Relative> {
        let group: Vec<Id<Person>> = self.group(person).collect();
        let mut places: Vec<usize> =
            group.iter().filter_map(|one| self.ties_of.get(one)).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        let relative = |place: usize| {
            let tie = &self.ties[place];
            let is_from = group.contains(&tie.to_person);
            let other = if is_from { tie.from_person } else { tie.to_person };
            let own = self.people.get(&other).filter(|own| !own.taken_back)?;
            if group.contains(&other) || self.is_restricted(other) {
                return None;
            }
            relative(&tie.kind, is_from, own.description.names.first().cloned())
        };
        places.into_iter().filter_map(relative).collect()
    }
}
