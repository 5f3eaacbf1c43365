//! Relationships by form: "Ava's mother is Kim". Written down, changed, and ended with how and why; none is ever taken away.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::relationship::{Kinship, Relationship, Tie, TieAsked, TieEnded};
use domain::person::{Person, Standing};
use domain::refusal::{Problem, Refusal};
use store::{Permit, Stop, Version, Versioned, WriteDoor, load, save};

use super::may_relate;
use crate::session::{Sending, Session};

/// A relationship as it is typed.
#[derive(Debug, Clone, PartialEq)]
pub struct NewTie {
    /// Whose mother, brother, friend it is.
    pub of: Id<Person>,
    /// What they are.
    pub kinship: Kinship,
    /// Whether it is the other way round: the one in `of` is the mother of the one in `who`.
    pub turned: bool,
    /// Who: a person on the record, or a name.
    pub who: Result<Id<Person>, PersonName>,
    /// Child or adult, for a new person.
    pub standing: Standing,
    /// Since when, closeness, responsibility, words, source.
    pub asked: TieAsked,
    /// Until when, for a relationship that is over already.
    pub until: Option<PartialDate>,
}

/// Writes a relationship down.
///
/// # Errors
/// When nobody is named, it stands already, it would join the two identities of an adopted child, or the person may not change this record.
pub fn add_tie(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    new: NewTie,
) -> Result<Id<Relationship>, Stop> {
    session.send(sending, "add_relationship", |door| {
        let permit = door.permit(Action::ChangePerson, Subject::Child(child))?;
        known_of(door, child, new.of)?;
        let mut problems = Vec::new();
        if new.asked.source.trim().is_empty() {
            problems.push(Problem::new("source", "Say who said so."));
        }
        check_closeness(session, &new.asked.closeness, &mut problems);
        if matches!(&new.who, Err(name) if name.is_empty()) {
            problems.push(Problem::new("who", "Say who it is: choose somebody, or write a name."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems).into());
        }
        let who = match &new.who {
            Ok(person) => {
                known_of(door, child, *person)?;
                *person
            }
            Err(_) => session.house.id(),
        };
        let (from, to) = if new.turned { (new.of, who) } else { (who, new.of) };
        may_relate(&permit, (from, new.kinship, to), &|person| reads(door, person))?;
        if let Err(name) = new.who {
            let person = Person::named(who, new.standing, name);
            save(&permit, &person, Version::NONE, "add_relationship", None)?;
        }
        let blank = Relationship {
            id: session.house.id(),
            from,
            to,
            kind: new.kinship,
            parental_responsibility: Known::NotAsked,
            since: None,
            until: new.until,
            source: String::new(),
            tie: Tie::default(),
        };
        let tie = blank.changed(new.asked)?;
        save(&permit, &tie, Version::NONE, "add_relationship", None)?;
        Ok(tie.id)
    })
}

/// A relationship for the form that changes it: as it stands, or at the version the form was opened at.
///
/// # Errors
/// When the viewer may not change the child's record, or not learn of the people it joins.
pub fn tie_version(
    session: &Session<'_>,
    child: Id<Person>,
    tie: Id<Relationship>,
    version: Option<u64>,
) -> Result<(Versioned<Relationship>, String, String), Stop> {
    session.read("relationship", |door| {
        let permit = door.permit(Action::ChangePerson, Subject::Child(child))?;
        let found = match version {
            None => load(&permit, tie)?,
            Some(version) => {
                store::ledger::history(&permit, tie)?.into_iter().find(|known| known.version.0 == version)
            }
        };
        let found = found.ok_or(Refusal::NotFound)?;
        must_be_read(&permit, child, &found.record, |end| {
            Ok(door.would_permit(Action::ReadFile, Subject::Child(end))?)
        })?;
        let mut names = Vec::new();
        for person in [found.record.from, found.record.to] {
            if person != child {
                door.permit(Action::KnowExists, Subject::Child(person))?;
            }
            names.push(load(&permit, person)?.ok_or(Refusal::NotFound)?.record.name());
        }
        let (to, from) = (names.pop().unwrap_or_default(), names.pop().unwrap_or_default());
        Ok((found, from, to))
    })
}

/// Changes what is known of a relationship.
///
/// # Errors
/// When somebody else changed it, it ends before it began, or the person may not.
pub fn change_tie(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    tie: Id<Relationship>,
    asked: TieAsked,
) -> Result<(), Stop> {
    session.send(sending, "change_relationship", |door| {
        let permit = door.permit(Action::ChangePerson, Subject::Child(child))?;
        let known = load(&permit, tie)?.ok_or(Refusal::NotFound)?;
        must_be_read(&permit, child, &known.record, |end| {
            Ok(door.would_permit_to(&session.actor, Action::ReadFile, Subject::Child(end))?)
        })?;
        known_of(door, child, known.record.from)?;
        known_of(door, child, known.record.to)?;
        let mut problems = Vec::new();
        check_closeness(session, &asked.closeness, &mut problems);
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems).into());
        }
        let changed = known.record.changed(asked)?;
        save(&permit, &changed, Version(sending.opened), "change_relationship", None)?;
        Ok(())
    })
}

/// Ends a relationship.
///
/// # Errors
/// When the day, how or why is missing, somebody else changed it, or the person may not.
pub fn end_tie(
    session: &Session<'_>,
    sending: &Sending,
    child: Id<Person>,
    tie: Id<Relationship>,
    (until, how, reason): (Option<PartialDate>, String, String),
) -> Result<(), Stop> {
    session.send(sending, "end_relationship", |door| {
        let permit = door.permit(Action::ChangePerson, Subject::Child(child))?;
        let known = load(&permit, tie)?.ok_or(Refusal::NotFound)?;
        must_be_read(&permit, child, &known.record, |end| {
            Ok(door.would_permit_to(&session.actor, Action::ReadFile, Subject::Child(end))?)
        })?;
        known_of(door, child, known.record.from)?;
        known_of(door, child, known.record.to)?;
        let how = if session.house.pack.network.ending(&how).is_some() { how } else { String::new() };
        let reason = reason.trim().to_owned();
        let ended = TieEnded { how, reason: reason.clone(), by: session.staff.id, at: session.at };
        let over = known.record.end(until, ended)?;
        save(&permit, &over, Version(sending.opened), "end_relationship", Some(&reason))?;
        Ok(())
    })
}

/// What is said between others is nobody's to read or change from this child's page who may not read a child of the two.
fn must_be_read(
    permit: &Permit<'_>,
    child: Id<Person>,
    tie: &Relationship,
    may_read: impl Fn(Id<Person>) -> Result<bool, Stop>,
) -> Result<(), Stop> {
    match super::may_be_read(permit, child, tie, may_read)? {
        true => Ok(()),
        false => Err(Refusal::NotFound.into()),
    }
}

/// Nobody joins a record that they may not learn of.
fn known_of(door: &WriteDoor, child: Id<Person>, person: Id<Person>) -> Result<(), Stop> {
    if person != child {
        door.permit(Action::KnowExists, Subject::Child(person))?;
    }
    Ok(())
}

/// Whether whoever writes may read a summary of somebody.
pub(crate) fn reads(door: &WriteDoor, person: Id<Person>) -> Result<bool, Stop> {
    Ok(door.would_permit_to(door.actor(), Action::ReadSummary, Subject::Child(person))?)
}

fn check_closeness(session: &Session<'_>, closeness: &str, problems: &mut Vec<Problem>) {
    if !closeness.is_empty() && session.house.pack.network.close(closeness).is_none() {
        problems.push(Problem::new("closeness", "Choose how close they are."));
    }
}
