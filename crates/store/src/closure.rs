//! Closings: those that wait for a manager, those of a child, those of a time, to be counted; and the contacts about a child between two moments.

use std::sync::LazyLock;

use domain::access::Action;
use domain::closure::{Closure, Stage};
use domain::id::Id;
use domain::person::Person;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::contact::Length;
use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::read_as_one::one_person;
use crate::values;
use crate::visible::{outside, reaching_children, record_visible};

impl Kept for Closure {
    const TABLE: Table = Table::new(
        "closure",
        &[
            Column::text("child"),
            Column::text("episode"),
            Column::text("stage"),
            Column::text("proposed_by"),
            Column::integer("proposed_at"),
            Column::text("closed_on"),
            Column::integer("withdrawn"),
            Column::integer("step_down"),
            Column::integer("to_accept"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        let closed = self.closed.as_ref().filter(|_| self.stage == Stage::Closed);
        values![
            self.child,
            self.episode,
            self.stage.code(),
            self.proposal.by,
            self.proposal.at,
            closed.map(|closed| closed.on),
            self.proposal.withdrawn,
            self.proposal.step_down.is_some(),
            self.awaits_acceptance()
        ]
    }
}

static WAITING: LazyLock<Query<(Id<Closure>,)>> = LazyLock::new(|| {
    let visible = record_visible("closure", 1);
    Query::composed(
        "store::closure::WAITING",
        format!(
            "select closure.id as value from closure where (closure.stage in ('proposed', 'returned') or closure.to_accept = 1) and {visible} \
             order by closure.proposed_at, closure.id limit 500"
        ),
    )
});
static LENGTH: LazyLock<Query<Length>> = LazyLock::new(|| {
    let visible = record_visible("closure", 1);
    Query::composed(
        "store::closure::LENGTH",
        format!(
            "select count(*) as size, min(closure.proposed_at) as oldest from closure where closure.stage = 'proposed' and {visible}"
        ),
    )
});

static CLOSED: LazyLock<Query<(Id<Closure>,)>> = LazyLock::new(|| {
    let closed = outside("closure.child", 3);
    Query::composed(
        "store::closure::CLOSED",
        format!(
            "select closure.id as value from closure where closure.closed_on >= $1 and closure.closed_on <= $2 and not {closed} \
             order by closure.closed_on, closure.id"
        ),
    )
});

crate::statements! {
    static OF_CHILD: Query<(Id<Closure>,)> = concat!(
        "select id as value from closure where child in ",
        one_person!("$1"),
        " order by proposed_at desc, id"
    );
    static OPEN: Query<(Id<Closure>,)> = concat!(
        "select id as value from closure where child in ",
        one_person!("$1"),
        " and stage in ('proposed', 'returned') order by id limit 1"
    );
    static CONTACTS: Query<(Timestamp,)> = concat!(
        "select contact.received_at as value from contact
        where contact.received_at > $2 and contact.received_at <= $3
        and exists (select 1 from contact_child named where named.id = contact.id and named.child in ",
        one_person!("$1"),
        ") order by contact.received_at"
    );
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 3] {
    [&*WAITING, &*LENGTH, &*CLOSED]
}

fn may_read(permit: &Permit<'_>) -> Vec<Value> {
    reaching_children(permit, Action::ReadClosure)
}

fn ids(rows: Vec<(Id<Closure>,)>) -> Vec<Id<Closure>> {
    rows.into_iter().map(|(id,)| id).collect()
}

/// The closings that this viewer may read and of which something waits: a decision, an answer to a question, early help that is to accept. The oldest
/// first.
///
/// # Errors
/// When the database fails.
pub fn waiting(permit: &Permit<'_>) -> Result<Vec<Id<Closure>>, Failure> {
    Ok(ids(permit.tx().all(&WAITING, &may_read(permit))?))
}

/// How many wait for a manager, and since when the oldest: those that the viewer may read.
///
/// # Errors
/// When the database fails.
pub fn length(permit: &Permit<'_>) -> Result<Length, Failure> {
    permit.tx().one(&LENGTH, &may_read(permit))
}

/// A child's closings, the latest first. Whether the viewer may read them is for the door to say.
///
/// # Errors
/// When the database fails.
pub fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<Closure>>, Failure> {
    Ok(ids(permit.tx().all(&OF_CHILD, &values![child])?))
}

/// The proposal about a child that is not over.
///
/// # Errors
/// When the database fails.
pub fn open_of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Option<Id<Closure>>, Failure> {
    Ok(permit.tx().maybe(&OPEN, &values![child])?.map(|(id,)| id))
}

/// What was closed between two days, to be counted. Restricted children are counted for their circle alone.
///
/// # Errors
/// When the database fails.
pub fn closed(permit: &Permit<'_>, from: Date, until: Date) -> Result<Vec<Id<Closure>>, Failure> {
    Ok(ids(permit.tx().all(&CLOSED, &values![from, until, permit.actor().staff])?))
}

/// When the contacts about a child were received, after a moment and until another: their number is what is asked for, not what they say.
///
/// # Errors
/// When the database fails.
pub fn contacts(
    permit: &Permit<'_>,
    child: Id<Person>,
    after: Timestamp,
    until: Timestamp,
) -> Result<Vec<Timestamp>, Failure> {
    let rows = permit.tx().all(&CONTACTS, &values![child, after, until])?;
    Ok(rows.into_iter().map(|(at,)| at).collect())
}
