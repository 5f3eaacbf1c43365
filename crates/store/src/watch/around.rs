//! What the watch looks at for one child: who is around it, the facts about them, and what was asked and answered before.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::london;
use domain::id::{Any, Id};
use domain::pack::{Around, Watch};
use domain::person::Person;
use domain::watch::{FactName, Told, Watched, matters, open_since};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::door::Permit;
use crate::engine::{Query, Transaction};
use crate::fact::FactRow;
use crate::failure::Failure;
use crate::read_as_one::{self, Group, one_person};
use crate::values;

crate::row! {
    pub(super) struct About {
        ring: Option<String>,
        pub(super) standing: String,
        due: Option<Timestamp>,
    }
}

crate::row! {
    pub(super) struct Held {
        pub(super) since: Timestamp,
        pub(super) until: Option<Timestamp>,
        pub(super) team: Option<String>,
    }
}

crate::row! {
    struct Considered {
        rule: String,
        considered: Timestamp,
    }
}

crate::row! {
    struct Spent {
        rule: String,
        record_kind: String,
        record: Id<Any>,
        part: String,
    }
}

crate::statements! {
    pub(super) static ABOUT: Query<About> = "select person.ring, person.standing,
        (select later.due from watch_due later where later.child = person.id) as due from person where person.id = $1";
    pub(super) static HELD: Query<Held> = concat!(
        "select since, until, team from involvement where child in ",
        one_person!("$1"),
        " and staff is not null order by since, id"
    );
    static HOUSEHOLD: Query<(Id<Person>,)> = "select distinct theirs.id as value from person_address mine
        join person_address theirs on theirs.place = mine.place and theirs.id <> mine.id
        join person on person.id = theirs.id and person.standing = 'child' and (person.born_to is null or person.born_to > $3)
        where mine.id = $1 and (mine.since is null or mine.since <= $2) and (mine.until is null or mine.until > $2)
            and (theirs.since is null or theirs.since <= $2) and (theirs.until is null or theirs.until > $2)
        order by theirs.id limit 101";
    static SAME_PARENTS: Query<(Id<Person>,)> = "select distinct theirs.to_person as value from relationship mine
        join relationship theirs on theirs.from_person = mine.from_person and theirs.to_person <> mine.to_person
            and theirs.kind in ('mother', 'father', 'parent', 'step_parent', 'parents_partner', 'carer')
        join person on person.id = theirs.to_person and person.standing = 'child' and (person.born_to is null or person.born_to > $2)
        where mine.to_person = $1 and mine.kind in ('mother', 'father', 'parent', 'step_parent', 'parents_partner', 'carer')
        order by theirs.to_person limit 101";
    static FACTS: Query<FactRow> = "select record_kind, id, part, kind, happened, known_at, counts_from, details from watch_fact
        where person = $1 and child = $2 and happened > $3";
    static ANSWERED: Query<Considered> = concat!(
        "select rule, max(considered) as considered from prompt_trip
        where child in ",
        one_person!("$1"),
        " and considered is not null group by rule"
    );
    static SPENT_OF: Query<Spent> = concat!(
        "select distinct rule, record_kind, record, part from prompt_spent where child in ",
        one_person!("$1")
    );
}

/// A child for the watch, and what decides whom it is asked of.
#[derive(Debug, Clone, PartialEq)]
pub struct Surroundings {
    /// What the rules are asked of.
    pub watched: Watched,
    /// The children who live at the same place now.
    pub household: BTreeSet<Id<Person>>,
    /// The team that holds the child; nothing at the front door.
    pub team: Option<String>,
    /// Whether the record is restricted.
    pub restricted: bool,
    /// When time alone was to matter, as it is kept.
    pub due: Option<Timestamp>,
}

/// Somebody is a child until here, for the watch: eighteen years before the day.
fn eighteen(at: Timestamp) -> Date {
    let today = london::date_of(at);
    today.checked_sub(18.years()).unwrap_or(today)
}

/// The children who are at the same place as a child now; none when there are more of them than a household has.
pub(super) fn household(
    tx: &Transaction,
    child: Id<Person>,
    watch: &Watch,
    at: Timestamp,
) -> Result<BTreeSet<Id<Person>>, Failure> {
    let group = read_as_one::now(tx, child)?;
    let mut found: BTreeSet<Id<Person>> = BTreeSet::new();
    for one in &group.all {
        let values = values![*one, london::date_of(at), eighteen(at)];
        found.extend(tx.all(&HOUSEHOLD, &values)?.into_iter().map(|(id,)| id));
    }
    let found = each_once(tx, found, &group)?;
    let most = usize::from(watch.household_most_children);
    Ok(if found.len() >= most { BTreeSet::new() } else { found })
}

fn same_parents(tx: &Transaction, child: Id<Person>, at: Timestamp) -> Result<BTreeSet<Id<Person>>, Failure> {
    let group = read_as_one::now(tx, child)?;
    let mut found: BTreeSet<Id<Person>> = BTreeSet::new();
    for one in &group.all {
        found.extend(tx.all(&SAME_PARENTS, &values![*one, eighteen(at)])?.into_iter().map(|(id,)| id));
    }
    each_once(tx, found, &group)
}

/// The others, each under the record that stands for them, without the child itself.
fn each_once(
    tx: &Transaction,
    found: BTreeSet<Id<Person>>,
    child: &Group,
) -> Result<BTreeSet<Id<Person>>, Failure> {
    let mut once = BTreeSet::new();
    for person in found.into_iter().filter(|person| !child.all.contains(person)) {
        once.insert(read_as_one::now(tx, person)?.stands);
    }
    Ok(once)
}

/// Everything the watch looks at for one child; nothing when the record has no such child.
///
/// # Errors
/// When the database fails.
pub fn surroundings(
    permit: &Permit<'_>,
    child: Id<Person>,
    watch: &Watch,
) -> Result<Option<Surroundings>, Failure> {
    let (tx, at) = (permit.tx(), permit.at());
    let Some(about) = tx.maybe(&ABOUT, &values![child])?.filter(|about| about.standing == "child") else {
        return Ok(None);
    };
    // A child whose records are read as one is looked at once, under the record that stands.
    let group = read_as_one::now(tx, child)?;
    if group.stands != child {
        return Ok(None);
    }
    let mut restricted = about.ring.is_some();
    for other in group.others(child) {
        restricted |= tx.maybe(&ABOUT, &values![other])?.is_some_and(|about| about.ring.is_some());
    }
    let held = tx.all(&HELD, &values![child])?;
    let spans: Vec<(Timestamp, Option<Timestamp>)> =
        held.iter().map(|held| (held.since, held.until)).collect();
    let holds = |held: &&Held| held.since <= at && held.until.is_none_or(|until| at < until);
    let team = held.iter().rev().filter(holds).find_map(|held| held.team.clone());
    let household = household(tx, child, watch, at)?;
    let facts = facts_around(tx, child, &household, watch, (oldest(watch, at), at))?;
    let answered = tx.all(&ANSWERED, &values![child])?;
    let answered: BTreeMap<String, Timestamp> =
        answered.into_iter().map(|it| (it.rule, it.considered)).collect();
    let spent = tx
        .all(&SPENT_OF, &values![child])?
        .into_iter()
        .map(|it| (it.rule, FactName { record_kind: it.record_kind, record: it.record, part: it.part }));
    let watched =
        Watched { child, open_since: open_since(&spans, at), facts, answered, spent: spent.collect() };
    Ok(Some(Surroundings { watched, household, team, restricted, due: about.due }))
}

/// What happened before this matters to no rule at a moment.
pub(super) fn oldest(watch: &Watch, at: Timestamp) -> Timestamp {
    let window = SignedDuration::from_hours(24 * i64::from(watch.longest_days()));
    at.checked_sub(window).unwrap_or(Timestamp::MIN)
}

/// The facts about a child, and as far around it as any rule reaches. A fact is as near as its nearest way.
pub(super) fn facts_around(
    tx: &Transaction,
    child: Id<Person>,
    household: &BTreeSet<Id<Person>>,
    watch: &Watch,
    (oldest, at): (Timestamp, Timestamp),
) -> Result<Vec<Told>, Failure> {
    let mut facts: BTreeMap<FactName, Told> = BTreeMap::new();
    let mut take = |person: Id<Person>, as_child: bool, near: Around| -> Result<(), Failure> {
        for one in read_as_one::now(tx, person)?.all {
            for row in tx.all(&FACTS, &values![one, as_child, oldest])? {
                let (name, fact) = row.read()?;
                facts.entry(name.clone()).or_insert(Told { name, near, fact });
            }
        }
        Ok(())
    };
    take(child, true, Around::Child)?;
    if watch.reaches(Around::Household) {
        for other in household {
            take(*other, true, Around::Household)?;
        }
    }
    if watch.reaches(Around::Linked) {
        for other in same_parents(tx, child, at)?.difference(household) {
            take(*other, true, Around::Linked)?;
        }
        let own: BTreeSet<Id<Person>> = facts
            .values()
            .filter(|told| told.near == Around::Child)
            .flat_map(|told| told.fact.adults.iter().copied())
            .collect();
        for adult in own {
            let values = values![adult, false, oldest];
            for row in tx.all(&FACTS, &values)? {
                let (name, fact) = row.read()?;
                facts.entry(name.clone()).or_insert(Told { name, near: Around::Linked, fact });
            }
        }
    }
    Ok(facts.into_values().filter(|told| matters(watch, &told.fact)).collect())
}

/// The children whose rules may see what changed about somebody: the child itself, those at the same place, those of the same parents, and those
/// whom a fact names beside the same adult.
///
/// # Errors
/// When the database fails.
pub fn affected(
    permit: &Permit<'_>,
    person: Id<Person>,
    watch: &Watch,
) -> Result<BTreeSet<Id<Person>>, Failure> {
    let (tx, at) = (permit.tx(), permit.at());
    let mut children = BTreeSet::from([person]);
    if watch.reaches(Around::Household) {
        children.extend(household(tx, person, watch, at)?);
    }
    if watch.reaches(Around::Linked) {
        children.extend(same_parents(tx, person, at)?);
        for row in tx.all(&FACTS, &values![person, false, Timestamp::MIN])? {
            children.extend(row.read()?.1.children);
        }
    }
    let mut once = BTreeSet::new();
    for child in children {
        once.insert(read_as_one::now(tx, child)?.stands);
    }
    Ok(once)
}
