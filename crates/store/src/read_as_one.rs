//! Which records are read as one with a record, now or as it was known once: the one place that every reader asks. A link rewrites nothing, so a group is made of
//! the links that stand at the moment asked about, and undoing one leaves each record as it was.
//!
//! **No reading, of whatever moment, joins a record that was closed by adoption with another**, and none joins today what was two again since and what the viewer
//! may not read.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Subject, decide};
use domain::id::{Any, Id};
use domain::person::Person;
use domain::person::link::PersonLink;

use crate::access_facts;
use crate::door::Permit;
use crate::engine::{Query, Transaction};
use crate::failure::Failure;
use crate::ledger::{Known, latest, read_body};
use crate::values;

/// An SQL expression for the ids that a parameter's record is read with, its own among them: `child in one_person!("$1")`.
macro_rules! one_person {
    ($of:literal) => {
        concat!(
            "(select cast(",
            $of,
            " as text) union all select same.person from read_as_one own join read_as_one same on same.stands = own.stands ",
            "and same.person <> own.person where own.person = ",
            $of,
            ")"
        )
    };
}
pub(crate) use one_person;

/// An SQL condition: that something came to be read as one with a record after a moment: `grown_since!("glass.child", "glass.at")`.
macro_rules! grown_since {
    ($child:literal, $at:literal) => {
        concat!(
            "exists (select 1 from read_as_one own join read_as_one later on later.stands = own.stands where own.person = ",
            $child,
            " and later.since > ",
            $at,
            ")"
        )
    };
}
pub(crate) use grown_since;

/// What a subquery selects from to have every record that is read as one with `child`, its own among them, each as `one.id`. `child` is an SQL expression of
/// constant text. Said so, a filter names each of its conditions once, and PostgreSQL plans it as quickly as one for a single record.
pub(crate) fn everyone(child: &str) -> String {
    format!(
        "(select {child} as id union all select same.person from read_as_one own join read_as_one same on same.stands = own.stands \
         and same.person <> own.person where own.person = {child}) one"
    )
}

/// The records that are read as one with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The record that stands for all.
    pub stands: Id<Person>,
    /// Every record, the one that stands first.
    pub all: Vec<Id<Person>>,
}

impl Group {
    fn alone(person: Id<Person>) -> Self {
        Group { stands: person, all: vec![person] }
    }

    fn of(stands: Id<Person>, joined: BTreeSet<Id<Person>>) -> Self {
        let mut all = vec![stands];
        all.extend(joined.into_iter().filter(|person| *person != stands));
        Group { stands, all }
    }

    /// The others than one of them.
    pub fn others(&self, person: Id<Person>) -> impl Iterator<Item = Id<Person>> + '_ {
        self.all.iter().copied().filter(move |one| *one != person)
    }

    /// Whether a record is read alone.
    pub const fn is_alone(&self) -> bool {
        self.all.len() <= 1
    }
}

crate::statements! {
    static STANDS: Query<(Id<Person>,)> = "select stands as value from read_as_one where person = $1 limit 1";
    static TOGETHER: Query<(Id<Person>,)> = "select person as value from read_as_one where stands = $1 order by person";
    static PAIRS: Query<Pair> = "select distinct person, stands from read_as_one where person <> stands order by person";
    // The latest version known then of every link that names a record.
    static THEN: Query<(Option<String>,)> = "select entry.body as value from ledger_child named join ledger entry on entry.seq = named.seq
        where named.child = $1 and named.seq <= $2 and entry.kind = 'person_link' and not exists (
            select 1 from ledger later
            where later.kind = entry.kind and later.record = entry.record and later.version = entry.version + 1 and later.seq <= $2)
        order by entry.seq";
    static ALL_THEN: Query<(Option<String>,)> = "select entry.body as value from ledger entry where entry.kind = 'person_link' and entry.seq <= $1
        and not exists (select 1 from ledger later
            where later.kind = entry.kind and later.record = entry.record and later.version = entry.version + 1 and later.seq <= $1)
        order by entry.seq";
    static ADOPTIVE: Query<(u64,)> = "select count(*) as value from relationship where to_person = $1 and kind = 'adoptive_parent'";
}

crate::row! {
    struct Pair {
        person: Id<Person>,
        stands: Id<Person>,
    }
}

/// The records that are read as one with a record now.
pub(crate) fn now(tx: &Transaction, person: Id<Person>) -> Result<Group, Failure> {
    let Some((stands,)) = tx.maybe(&STANDS, &values![person])? else { return Ok(Group::alone(person)) };
    let together = tx.all(&TOGETHER, &values![stands])?;
    Ok(Group::of(stands, together.into_iter().map(|(person,)| person).collect()))
}

/// The records that are read as one with a record, as far as the viewer may read them as one.
///
/// # Errors
/// When the database fails.
pub fn of(permit: &Permit<'_>, person: Id<Person>, known: Known) -> Result<Group, Failure> {
    match known {
        Known::Now => now(permit.tx(), person),
        Known::At(_) => then(permit, person, known),
    }
}

/// The record under which a record is read.
///
/// # Errors
/// When the database fails.
pub fn stands(permit: &Permit<'_>, person: Id<Person>, known: Known) -> Result<Id<Person>, Failure> {
    Ok(of(permit, person, known)?.stands)
}

fn then(permit: &Permit<'_>, person: Id<Person>, known: Known) -> Result<Group, Failure> {
    let tx = permit.tx();
    let links = links_then(tx, person, known)?;
    let own = links.iter().find(|link| link.joined == person);
    let stands = own.map_or(person, |link| link.stands);
    let all = if stands == person { links } else { links_then(tx, stands, known)? };
    let joined: BTreeSet<Id<Person>> =
        all.iter().filter(|link| link.stands == stands).map(|link| link.joined).collect();
    if joined.is_empty() {
        return Ok(Group::alone(person));
    }
    let today = now(tx, person)?;
    let mut group = Group::of(stands, joined);
    let mut kept = Vec::new();
    for other in group.all {
        if other == person || today.all.contains(&other) || may_be_read_beside(permit, person, other)? {
            kept.push(other);
        }
    }
    group.all = kept;
    if !group.all.contains(&stands) {
        group.stands = person;
    }
    Ok(group)
}

/// The links that stood then and name a record.
fn links_then(tx: &Transaction, person: Id<Person>, known: Known) -> Result<Vec<PersonLink>, Failure> {
    standing(tx.all(&THEN, &[values![person], vec![known.last()]].concat())?)
}

fn standing(bodies: Vec<(Option<String>,)>) -> Result<Vec<PersonLink>, Failure> {
    let mut links = Vec::new();
    for (body,) in bodies {
        let link: Option<PersonLink> = body.as_deref().map(read_body).transpose()?;
        links.extend(link.filter(PersonLink::is_one));
    }
    Ok(links)
}

/// Whether somebody who was read as one with a person once, and is not any more, may still be shown so: the viewer reads both, and neither was adopted.
fn may_be_read_beside(permit: &Permit<'_>, person: Id<Person>, other: Id<Person>) -> Result<bool, Failure> {
    let tx = permit.tx();
    if parted_by_adoption(tx, person, other)? {
        return Ok(false);
    }
    // Under a permit for a contact or a meeting a child's summary is read.
    let action = match permit.subject() {
        Subject::Child(_) => permit.action(),
        _ => Action::ReadSummary,
    };
    let facts = access_facts::load(tx, permit.actor(), Subject::Child(other), permit.at())?;
    Ok(decide(permit.actor(), action, &facts).is_ok())
}

/// Whether one of two may be the old identity of an adopted child and the other the new one.
fn parted_by_adoption(tx: &Transaction, one: Id<Person>, other: Id<Person>) -> Result<bool, Failure> {
    let mut closed = false;
    for person in [one, other] {
        closed |= latest::<Person>(tx, person)?.is_some_and(|person| person.is_never_joined());
    }
    Ok(closed || has_adopters(tx, one)? != has_adopters(tx, other)?)
}

/// A record with the restriction that holds for it: its own, or that of another record that is read as one with it. Whoever asks a record itself whether it is
/// restricted asks by this.
///
/// # Errors
/// When the database fails.
pub fn restricted_as_one(permit: &Permit<'_>, person: Person) -> Result<Person, Failure> {
    if person.restriction.is_some() {
        return Ok(person);
    }
    for other in now(permit.tx(), person.id)?.others(person.id) {
        if let Some(closed) = latest::<Person>(permit.tx(), other)?.and_then(|other| other.restriction) {
            return Ok(Person { restriction: Some(closed), ..person });
        }
    }
    Ok(person)
}

/// A record with every stay protected that another record of the same person protects: what one hides nobody finds or is shown by the other.
///
/// # Errors
/// When the database fails.
pub fn sealed_as_one(permit: &Permit<'_>, person: Person) -> Result<Person, Failure> {
    sealed(permit.tx(), person)
}

/// As [`sealed_as_one`], for whoever reads for nobody.
pub(crate) fn sealed(tx: &Transaction, person: Person) -> Result<Person, Failure> {
    let mut others = Vec::new();
    for other in now(tx, person.id)?.others(person.id) {
        others.extend(latest::<Person>(tx, other)?);
    }
    Ok(if others.is_empty() { person } else { person.sealed_as_in(&others) })
}

/// The records of some people with every other that is read as one with one of them.
///
/// # Errors
/// When the database fails.
pub fn with_all(
    permit: &Permit<'_>,
    people: impl IntoIterator<Item = Id<Person>>,
) -> Result<BTreeSet<Id<Person>>, Failure> {
    let mut all = BTreeSet::new();
    for person in people {
        all.extend(now(permit.tx(), person)?.all);
    }
    Ok(all)
}

/// Whether one of two is the old identity of an adopted child, or only one of them has an adoptive parent: no page shows the two together, whatever was said of
/// them before.
///
/// # Errors
/// When the database fails.
pub fn is_parted(permit: &Permit<'_>, one: Id<Person>, other: Id<Person>) -> Result<bool, Failure> {
    let (is_closed, tx) = (either_is_closed(permit, one, other)?, permit.tx());
    Ok(is_closed || has_adopters(tx, one)? != has_adopters(tx, other)?)
}

/// Whether a record was closed because the child was adopted.
///
/// # Errors
/// When the database fails.
pub fn is_closed(permit: &Permit<'_>, person: Id<Person>) -> Result<bool, Failure> {
    Ok(latest::<Person>(permit.tx(), person)?.is_some_and(|person| person.is_closed_by_adoption()))
}

/// Whether one of two records was closed because the child was adopted: then nothing leads from the one to the other.
///
/// # Errors
/// When the database fails.
pub fn either_is_closed(permit: &Permit<'_>, one: Id<Person>, other: Id<Person>) -> Result<bool, Failure> {
    Ok(is_closed(permit, one)? || is_closed(permit, other)?)
}

/// Whether somebody has an adoptive parent on record.
///
/// # Errors
/// When the database fails.
pub fn has_adoptive_parent(permit: &Permit<'_>, person: Id<Person>) -> Result<bool, Failure> {
    has_adopters(permit.tx(), person)
}

fn has_adopters(tx: &Transaction, person: Id<Person>) -> Result<bool, Failure> {
    Ok(tx.one(&ADOPTIVE, &values![person])?.0 > 0)
}

/// Everybody who is read under another record, with that record: for what is made of everybody at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Everybody {
    stands: BTreeMap<Id<Person>, Id<Person>>,
    joined: BTreeMap<Id<Person>, Vec<Id<Person>>>,
}

impl Everybody {
    fn join(&mut self, joined: Id<Person>, stands: Id<Person>) {
        self.stands.insert(joined, stands);
        self.joined.entry(stands).or_default().push(joined);
    }

    /// The record under which one is read.
    pub fn stands(&self, person: Id<Person>) -> Id<Person> {
        self.stands.get(&person).copied().unwrap_or(person)
    }

    /// The records that are read under one.
    pub fn joined(&self, stands: Id<Person>) -> &[Id<Person>] {
        self.joined.get(&stands).map_or(&[], Vec::as_slice)
    }

    /// Whether a record is read under another.
    pub fn is_joined(&self, person: Id<Person>) -> bool {
        self.stands.contains_key(&person)
    }
}

/// Everybody who is read under another record, now or then.
///
/// # Errors
/// When the database fails.
pub fn everybody(permit: &Permit<'_>, known: Known) -> Result<Everybody, Failure> {
    let tx = permit.tx();
    if known == Known::Now {
        return everybody_now(tx);
    }
    let mut everybody = Everybody::default();
    for link in standing(tx.all(&ALL_THEN, &[known.last()])?)? {
        if !parted_by_adoption(tx, link.joined, link.stands)? {
            everybody.join(link.joined, link.stands);
        }
    }
    Ok(everybody)
}

/// Everybody who is read under another record now.
pub(crate) fn everybody_now(tx: &Transaction) -> Result<Everybody, Failure> {
    let mut everybody = Everybody::default();
    for Pair { person, stands } in tx.all(&PAIRS, &values![])? {
        everybody.join(person, stands);
    }
    Ok(everybody)
}

/// A record's body as it is read of one person: wherever it names another record of the person, it names this one. What tells of the records themselves (who they
/// are, that they were linked, that something was moved between them) stays as it is.
pub(crate) fn named(body: &str, kind: &str, person: Id<Person>, others: &[Id<Any>]) -> String {
    let of_the_records = ["person", "person_link", "different_people", "possible_match", "moved"];
    if of_the_records.contains(&kind) {
        return body.to_owned();
    }
    let name = person.to_string();
    others.iter().fold(body.to_owned(), |body, other| body.replace(&other.to_string(), &name))
}
