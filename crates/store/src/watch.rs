//! The escalation watch: prompts, what is known of a child and around it, and when time alone may ask again.
//!
//! What is around a child is asked by people, one at a time: each table of facts has an index by person, and no question reads more than one family.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use domain::access::{Action, Role};
use domain::calendar::london;
use domain::id::{Any, Id};
use domain::pack::{Around, Watch};
use domain::person::Person;
use domain::staff::Staff;
use domain::watch::{FactName, History, Prompt, Told, Watched, is_discussion, matters, open_since};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::Store;
use crate::door::{Permit, WriteDoor};
use crate::engine::{Change, Column, Query, Statement, Transaction, Value};
use crate::fact::FactRow;
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table, load};
use crate::read_as_one::{self, Group, one_person};
use crate::values;
use crate::visible::{child_parameters, outside, record_visible};

const CHILD: Table = Table::new("prompt_child", &[Column::text("child")]);
const TRIP: Table = Table::new(
    "prompt_trip",
    &[Column::text("child"), Column::text("rule"), Column::integer("at"), Column::integer("considered")],
);
const SPENT: Table = Table::new(
    "prompt_spent",
    &[
        Column::text("child"),
        Column::text("rule"),
        Column::text("record_kind"),
        Column::text("record"),
        Column::text("part"),
    ],
);
const TOLD: Table = Table::new("prompt_told", &[Column::text("staff")]);

impl Kept for Prompt {
    const TABLE: Table = Table::new(
        "prompt",
        &[
            Column::integer("opened_at"),
            Column::integer("triggered_at"),
            Column::integer("immediate"),
            Column::integer("open"),
            Column::text("waits"),
            Column::integer("due"),
            Column::integer("rung"),
            Column::integer("clinic"),
            Column::text("team"),
            Column::integer("answered_at"),
            Column::integer("closed_at"),
            Column::text("cause"),
        ],
    );
    const FURTHER: &'static [Table] = &[CHILD, TRIP, SPENT, TOLD];

    fn row(&self) -> Vec<Value> {
        values![
            self.opened_at,
            self.triggered_at(),
            self.immediate,
            self.is_open(),
            self.waits.code(),
            self.due,
            self.rung(),
            self.is_for_clinic(),
            self.team.clone(),
            self.answers.first().map(|answer| answer.at),
            self.closed.as_ref().map(|closed| closed.at),
            self.closed.as_ref().map(|closed| closed.cause.code()),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let mut rows: Vec<FurtherRow> =
            self.children.iter().map(|child| CHILD.row(values![*child])).collect();
        for trip in &self.trips {
            let (child, rule) = (trip.child, trip.rule.as_str());
            rows.push(TRIP.row(values![child, rule, trip.at, trip.considered]));
            rows.extend(
                trip.spends()
                    .into_iter()
                    .map(|name| SPENT.row(values![child, rule, name.record_kind, name.record, name.part])),
            );
        }
        rows.extend(self.told.iter().map(|staff| TOLD.row(values![*staff])));
        rows
    }
}

crate::row! {
    struct About {
        ring: Option<String>,
        standing: String,
        due: Option<Timestamp>,
    }
}

crate::row! {
    struct Held {
        since: Timestamp,
        until: Option<Timestamp>,
        team: Option<String>,
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

crate::row! {
    struct Found {
        id: Id<Prompt>,
        mine: u64,
    }
}

/// A prompt in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The prompt.
    pub id: Id<Prompt>,
    /// Whether the viewer is one of those who are asked.
    pub mine: bool,
}

crate::statements! {
    static ABOUT: Query<About> = "select person.ring, person.standing,
        (select later.due from watch_due later where later.child = person.id) as due from person where person.id = $1";
    static HELD: Query<Held> = concat!(
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
    static OPEN_OF: Query<(Id<Prompt>,)> = concat!(
        "select prompt.id as value from prompt_child named
        join prompt on prompt.id = named.id and prompt.open = 1 where named.child in ",
        one_person!("$1"),
        " order by prompt.opened_at, prompt.id"
    );
    static ALL_OF: Query<(Id<Prompt>,)> = concat!(
        "select prompt.id as value from prompt_child named
        join prompt on prompt.id = named.id where named.child in ",
        one_person!("$1"),
        " order by prompt.opened_at, prompt.id"
    );
    static EVERY: Query<(Id<Prompt>,)> = "select id as value from prompt where opened_at >= $1 order by opened_at, id";
    static PROMPTS_DUE: Query<(Id<Prompt>,)> = "select id as value from prompt where open = 1 and due <= $1 order by due, id limit 50";
    static CHILDREN_DUE: Query<(Id<Person>,)> = "select child as value from watch_due where due <= $1 order by due, child limit 50";
    static NEXT_PROMPT: Query<(Option<Timestamp>,)> = "select min(due) as value from prompt where open = 1";
    static NEXT_CHILD: Query<(Option<Timestamp>,)> = "select min(due) as value from watch_due";
    static FORGET_DUE: Change = "delete from watch_due where child = $1";
    static PUT_DUE: Change = "insert into watch_due (child, due) values ($1, $2) on conflict (child) do nothing";
    static TEAM_MANAGERS: Query<(Id<Staff>,)> = "select staff.id as value from staff join staff_role held on held.id = staff.id and held.role = $1
        join staff_team mine on mine.id = staff.id and mine.team = $2 where staff.active = 1 order by staff.id";
    static RANGE: Query<(Id<Person>,)> = "select id as value from person where id > $1 and standing = 'child' order by id limit $2";
    static FACTS_WITHIN: Query<(Id<Person>,)> = "select person as value from watch_fact
        where child = 1 and person > $1 and person <= $2 and happened > $3";
    static HELD_SINCE: Query<(Id<Person>,)> = "select distinct child as value from involvement
        where child > $1 and child <= $2 and staff is not null and (until is null or until > $3)";
    static HELD_WITHIN: Query<(Id<Person>,)> = "select distinct child as value from involvement
        where child > $1 and child <= $2 and staff is not null and since <= $3 and (until is null or until > $3)";
}

fn list(name: &'static str, column: &str) -> Query<Found> {
    let visible = record_visible("prompt", 3);
    let sql = format!(
        "select prompt.id, (select count(*) from prompt_told told where told.id = prompt.id and told.staff = $1) \
             + (select count(*) from staff_team own where own.id = $1 and own.team = prompt.team) \
             + (select count(*) from prompt at_door where at_door.id = prompt.id and at_door.team is null and $2 = 1) as mine \
         from prompt where prompt.{column} = 1 and {visible} \
         order by prompt.immediate desc, prompt.due nulls last, prompt.opened_at, prompt.id limit 200"
    );
    Query::composed(name, sql)
}

static OPEN: LazyLock<Query<Found>> = LazyLock::new(|| list("store::watch::OPEN", "open"));
static CLINIC: LazyLock<Query<Found>> = LazyLock::new(|| list("store::watch::CLINIC", "clinic"));
static RINGS: LazyLock<Query<(Option<String>,)>> = LazyLock::new(|| {
    let visible = record_visible("prompt", 1);
    let closed = outside("named.child", 1);
    let sql = format!(
        "select distinct person.ring as value from prompt join prompt_child named on named.id = prompt.id \
         join person on person.id = named.child and person.ring is not null \
         where prompt.open = 1 and not {visible} and {closed} order by person.ring"
    );
    Query::composed("store::watch::RINGS", sql)
});

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 3] {
    [&*OPEN, &*CLINIC, &*RINGS]
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
fn household(
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
fn oldest(watch: &Watch, at: Timestamp) -> Timestamp {
    let window = SignedDuration::from_hours(24 * i64::from(watch.longest_days()));
    at.checked_sub(window).unwrap_or(Timestamp::MIN)
}

/// The facts about a child, and as far around it as any rule reaches. A fact is as near as its nearest way.
fn facts_around(
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

/// The open prompts about a child, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn open_of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<Prompt>>, Failure> {
    Ok(permit.tx().all(&OPEN_OF, &values![child])?.into_iter().map(|(id,)| id).collect())
}

/// Every prompt there ever was about a child, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<Prompt>>, Failure> {
    Ok(permit.tx().all(&ALL_OF, &values![child])?.into_iter().map(|(id,)| id).collect())
}

/// Every prompt put since a moment, the oldest first: for what Frontdoor itself reports.
///
/// # Errors
/// When the database fails.
pub fn since(permit: &Permit<'_>, moment: Timestamp) -> Result<Vec<Id<Prompt>>, Failure> {
    Ok(permit.tx().all(&EVERY, &values![moment])?.into_iter().map(|(id,)| id).collect())
}

/// Keeps when time alone next matters for a child; nothing takes it away.
///
/// # Errors
/// When the database fails.
pub fn look_again_at(door: &WriteDoor, child: Id<Person>, due: Option<Timestamp>) -> Result<(), Failure> {
    door.tx().run(&FORGET_DUE, &values![child])?;
    match due {
        Some(due) => door.tx().run(&PUT_DUE, &values![child, due]).map(drop),
        None => Ok(()),
    }
}

/// Some of the open prompts whose time has gone by.
///
/// # Errors
/// When the database fails.
pub fn prompts_due(permit: &Permit<'_>) -> Result<Vec<Id<Prompt>>, Failure> {
    Ok(permit.tx().all(&PROMPTS_DUE, &values![permit.at()])?.into_iter().map(|(id,)| id).collect())
}

/// Some of the children for whom time alone matters by now.
///
/// # Errors
/// When the database fails.
pub fn children_due(permit: &Permit<'_>) -> Result<Vec<Id<Person>>, Failure> {
    Ok(permit.tx().all(&CHILDREN_DUE, &values![permit.at()])?.into_iter().map(|(id,)| id).collect())
}

impl Store {
    /// When time alone next matters for anybody, so that the worker knows whether there is anything to look at. It says nothing of whom.
    ///
    /// # Errors
    /// When the database fails.
    pub fn next_watch_due(&self) -> Result<Option<Timestamp>, Failure> {
        self.look(|tx| {
            let (prompt,) = tx.one(&NEXT_PROMPT, &[])?;
            let (child,) = tx.one(&NEXT_CHILD, &[])?;
            Ok([prompt, child].into_iter().flatten().min())
        })
    }
}

/// Those who hold a role in a team and may sign in.
///
/// # Errors
/// When the database fails.
pub fn managers_of(permit: &Permit<'_>, role: Role, team: &str) -> Result<Vec<Id<Staff>>, Failure> {
    Ok(permit.tx().all(&TEAM_MANAGERS, &values![role.code(), team])?.into_iter().map(|(id,)| id).collect())
}

/// The children after one, in the order of their ids, so that all of them can be gone through some at a time.
///
/// # Errors
/// When the database fails.
pub fn children_after(
    permit: &Permit<'_>,
    after: Option<Id<Person>>,
    count: u32,
) -> Result<Vec<Id<Person>>, Failure> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    Ok(permit.tx().all(&RANGE, &values![after, u64::from(count)])?.into_iter().map(|(id,)| id).collect())
}

/// Those of the children after one and up to another about whom anything that matters is recorded in the watch's time, or whom somebody holds. One
/// pass over the tables, so that a whole council is gone through in little time.
///
/// # Errors
/// When the database fails.
pub fn worth_a_look(
    permit: &Permit<'_>,
    after: Option<Id<Person>>,
    until: Id<Person>,
    watch: &Watch,
) -> Result<BTreeSet<Id<Person>>, Failure> {
    let (tx, at) = (permit.tx(), permit.at());
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let oldest = oldest(watch, at);
    let mut found = BTreeSet::new();
    tx.each(&FACTS_WITHIN, &values![after.as_str(), until, oldest], |(child,)| {
        found.insert(child);
        Ok(())
    })?;
    let absences = watch.rules.iter().flat_map(|rule| &rule.conditions).any(|condition| condition.absent);
    if absences {
        tx.each(&HELD_WITHIN, &values![after.as_str(), until, at], |(child,)| {
            found.insert(child);
            Ok(())
        })?;
    }
    Ok(found)
}

/// Those of the children after one and up to another who have a past for the watch since a moment: something recorded, or somebody who held them.
///
/// # Errors
/// When the database fails.
pub fn with_a_past(
    permit: &Permit<'_>,
    after: Option<Id<Person>>,
    until: Id<Person>,
    watch: &Watch,
    from: Timestamp,
) -> Result<BTreeSet<Id<Person>>, Failure> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let told = permit.tx().all(&FACTS_WITHIN, &values![after.as_str(), until, oldest(watch, from)])?;
    let held = permit.tx().all(&HELD_SINCE, &values![after.as_str(), until, from])?;
    Ok(told.into_iter().chain(held).map(|(child,)| child).collect())
}

/// One child's past for the watch, from so long before a moment as any rule looks back; nothing when the record has no such child.
///
/// # Errors
/// When the database fails.
pub fn history(
    permit: &Permit<'_>,
    child: Id<Person>,
    watch: &Watch,
    from: Timestamp,
) -> Result<Option<History>, Failure> {
    let (tx, at) = (permit.tx(), permit.at());
    if tx.maybe(&ABOUT, &values![child])?.is_none_or(|about| about.standing != "child") {
        return Ok(None);
    }
    let held = tx.all(&HELD, &values![child])?;
    let household = household(tx, child, watch, at)?;
    let facts = facts_around(tx, child, &household, watch, (oldest(watch, from), at))?;
    let discussions = facts.iter().filter(|told| told.near == Around::Child && is_discussion(&told.fact));
    let discussed = discussions.map(|told| told.fact.happened).collect();
    let mut history = History {
        child,
        held: held.iter().map(|held| (held.since, held.until)).collect(),
        facts,
        answered: Vec::new(),
        asked: Vec::new(),
        discussed,
        team: held.iter().rev().find_map(|held| held.team.clone()),
        household,
    };
    for id in of_child(permit, child)? {
        let Some(prompt) = load::<Prompt>(permit, id)?.map(|known| known.record) else { continue };
        history.asked.push(prompt.opened_at);
        let own = prompt.trips.iter().filter(|trip| trip.child == child);
        history.answered.extend(own.filter_map(|trip| Some((trip.rule.clone(), trip.considered?))));
    }
    Ok(Some(history))
}

/// Which list of prompts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Every open one.
    Open,
    /// Those on the clinic's list.
    Clinic,
}

/// The prompts that this viewer may read: what is immediate first, then by what is due.
///
/// # Errors
/// When the database fails.
pub fn prompts(permit: &Permit<'_>, which: Which) -> Result<Vec<Listed>, Failure> {
    let actor = permit.actor();
    let door = actor.is(Role::MashManager);
    let mut values = values![actor.staff, door];
    values.extend(may_read(permit));
    let list = match which {
        Which::Open => &*OPEN,
        Which::Clinic => &*CLINIC,
    };
    let found = permit.tx().all(list, &values)?.into_iter();
    Ok(found.map(|Found { id, mine }| Listed { id, mine: mine > 0 }).collect())
}

/// Whom to ring about open prompts that this viewer may not read because a record is restricted.
///
/// # Errors
/// When the database fails.
pub fn rings(permit: &Permit<'_>) -> Result<Vec<String>, Failure> {
    Ok(permit.tx().all(&RINGS, &may_read(permit))?.into_iter().filter_map(|(ring,)| ring).collect())
}

/// The values of the filter for reading prompts.
fn may_read(permit: &Permit<'_>) -> Vec<Value> {
    let actor = permit.actor();
    let roles: Vec<Role> =
        actor.roles.iter().copied().filter(|role| Action::ReadPrompt.is_for(*role)).collect();
    child_parameters(actor, &roles, permit.at(), Action::ReadPrompt.needs())
}
