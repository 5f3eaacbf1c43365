//! Moving through the past of a child's file: the entry that stood at an instant, the one before and the one after, and all of them for a slider.

use domain::access::{RecordName, Subject};
use domain::id::{Any, Id};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;

use super::{Known, Seq};
use crate::door::Permit;
use crate::engine::{Query, Value};
use crate::failure::{Failure, Stop};
use crate::read_as_one;

crate::row! {
    /// Something became known about a child.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Event {
        /// The entry.
        pub seq: Seq,
        /// When.
        pub known_at: Timestamp,
        /// Who recorded it.
        pub actor: Id<Staff>,
        /// By which act.
        pub command: String,
        /// The kind of record.
        pub kind: String,
        /// The record.
        pub record: Id<Any>,
    }
}

crate::statements! {
    static SEQ_AT: Query<(Seq,)> = "select seq as value from ledger where known_at <= $1 order by known_at desc, seq desc limit 1";
    static LAST: Query<(Seq,)> = "select seq as value from ledger order by seq desc limit 1";
    static KNOWN_AT: Query<(Timestamp,)> = "select known_at as value from ledger where seq = $1";
    static EVENTS: Query<Event> = "select entry.seq, entry.known_at, entry.actor, entry.command, entry.kind, entry.record
        from ledger_child named join ledger entry on entry.seq = named.seq where named.child = $1 order by named.seq";
    static BEFORE: Query<Event> = "select entry.seq, entry.known_at, entry.actor, entry.command, entry.kind, entry.record
        from ledger_child named join ledger entry on entry.seq = named.seq where named.child = $1 and named.seq < $2
        order by named.seq desc limit 1";
    static AFTER: Query<Event> = "select entry.seq, entry.known_at, entry.actor, entry.command, entry.kind, entry.record
        from ledger_child named join ledger entry on entry.seq = named.seq where named.child = $1 and named.seq > $2
        order by named.seq limit 1";
}

/// The last entry known at an instant; nothing when nothing was known yet.
///
/// # Errors
/// When the database fails.
pub fn seq_at(permit: &Permit<'_>, instant: Timestamp) -> Result<Option<Seq>, Failure> {
    Ok(permit.tx().maybe(&SEQ_AT, &crate::values![instant])?.map(|(seq,)| seq))
}

/// The last entry, also one that this session has written and that does not last yet.
pub(crate) fn last_seq(tx: &crate::engine::Transaction) -> Result<Seq, Failure> {
    Ok(tx.maybe(&LAST, &[])?.map_or(Seq(0), |(seq,)| seq))
}

/// When an entry was written; nothing when there is no such entry.
///
/// # Errors
/// When the database fails.
pub fn known_at(permit: &Permit<'_>, seq: Seq) -> Result<Option<Timestamp>, Failure> {
    Ok(permit.tx().maybe(&KNOWN_AT, &crate::values![seq])?.map(|(at,)| at))
}

/// What the door is asked about the record that an event tells of; nothing for a kind that nobody keeps.
pub fn subject_of(permit: &Permit<'_>, event: &Event) -> Option<Subject> {
    let kind = permit.schema().kinds.iter().find(|kind| kind.name == event.kind)?;
    Some(Subject::Record(RecordName { kind: kind.name, id: event.record }))
}

/// Everything that became known about a child, in order: in every record that is read as one with the child's.
///
/// # Errors
/// [`Refusal::NotFound`] when the permit is for another child; a failure when the database fails.
pub fn events(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Event>, Stop> {
    events_of(permit, child, Known::Now)
}

/// Everything that became known about a child, in every record that was read as one with the child's then, up to today.
///
/// # Errors
/// As [`events`].
pub fn events_of(permit: &Permit<'_>, child: Id<Person>, known: Known) -> Result<Vec<Event>, Stop> {
    let mut events = about(permit, child, &EVENTS, &crate::values![child])?;
    let group = read_as_one::of(permit, child, known)?;
    if group.is_alone() {
        return Ok(events);
    }
    for other in group.others(child) {
        events.extend(permit.tx().all(&EVENTS, &crate::values![other])?);
    }
    events.sort_by_key(|event| event.seq);
    events.dedup_by_key(|event| event.seq);
    Ok(events)
}

/// The last thing that became known about a child before an entry.
///
/// # Errors
/// As [`events`].
pub fn previous_event(permit: &Permit<'_>, child: Id<Person>, before: Seq) -> Result<Option<Event>, Stop> {
    Ok(about(permit, child, &BEFORE, &crate::values![child, before])?.pop())
}

/// The first thing that became known about a child after an entry.
///
/// # Errors
/// As [`events`].
pub fn next_event(permit: &Permit<'_>, child: Id<Person>, after: Seq) -> Result<Option<Event>, Stop> {
    Ok(about(permit, child, &AFTER, &crate::values![child, after])?.pop())
}

fn about(
    permit: &Permit<'_>,
    child: Id<Person>,
    query: &Query<Event>,
    values: &[Value],
) -> Result<Vec<Event>, Stop> {
    if !permit.is_about(child) {
        return Err(Refusal::NotFound.into());
    }
    Ok(permit.tx().all(query, values)?)
}
