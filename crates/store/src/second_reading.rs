//! Second readings of decisions: those that wait for a reader, and those answered, for the figures of agreement.

use std::sync::LazyLock;

use domain::id::{Any, Id};
use domain::second_reading::{SecondReading, Seed};
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::values;
use crate::visible::outside;

const CHILD: Table = Table::new("second_reading_child", &[Column::text("child")]);

impl Kept for SecondReading {
    const TABLE: Table = Table::new(
        "second_reading",
        &[
            Column::text("record_kind"),
            Column::text("record"),
            Column::integer("decided_at"),
            Column::text("first_by"),
            Column::text("team"),
            Column::integer("first_level"),
            Column::text("first_outcome"),
            Column::text("reader"),
            Column::integer("due"),
            Column::integer("answered_at"),
            Column::integer("second_level"),
            Column::text("second_outcome"),
            Column::integer("differs"),
            Column::integer("moderated_at"),
        ],
    );
    const FURTHER: &'static [Table] = &[CHILD];

    fn row(&self) -> Vec<Value> {
        let second = self.second.as_ref();
        values![
            self.of.kind(),
            self.of.record(),
            self.first.at,
            self.first.by,
            self.first.team.as_str(),
            u64::from(self.first.level),
            self.first.outcome.as_str(),
            self.reader,
            self.clock.due.map(domain::calendar::Due::instant),
            second.map(|second| second.at),
            second.map(|second| u64::from(second.level)),
            second.map(|second| second.outcome.clone()),
            self.differs(),
            self.moderation.as_ref().map(|moderation| moderation.at),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        self.children.iter().map(|child| CHILD.row(values![*child])).collect()
    }
}

impl Kept for Seed {
    const TABLE: Table = Table::new("reading_seed", &[Column::integer("made_at")]);

    fn row(&self) -> Vec<Value> {
        values![self.made_at]
    }
}

crate::row! {
    /// An answered reading, as far as figures need it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Answered {
        /// The reading.
        pub id: Id<SecondReading>,
        /// The team of whoever decided first.
        pub team: String,
        /// The first level.
        pub first_level: u64,
        /// The second.
        pub second_level: u64,
        /// The first outcome's code.
        pub first_outcome: String,
        /// The second's.
        pub second_outcome: String,
        /// When the second answer was given.
        pub answered_at: Timestamp,
        /// Whether the two differ.
        pub differs: bool,
        /// When a disagreement was talked through.
        pub moderated_at: Option<Timestamp>,
    }
}

crate::row! {
    /// How many readings wait.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Waiting {
        /// In all.
        pub waiting: u64,
        /// Of them, those nobody is free to read.
        pub unread: u64,
    }
}

/// No restricted child among those it is about, seen from outside the circle.
fn open_to(staff: usize) -> String {
    let outside = outside("seen.child", staff);
    format!("not exists (select 1 from second_reading_child seen where seen.id = reading.id and {outside})")
}

static ANSWERED: LazyLock<Query<Answered>> = LazyLock::new(|| {
    let open = open_to(2);
    Query::composed(
        "store::second_reading::ANSWERED",
        format!(
            "select reading.id, reading.team, reading.first_level, reading.second_level, reading.first_outcome, reading.second_outcome, \
             reading.answered_at, reading.differs, reading.moderated_at from second_reading reading \
             where reading.answered_at >= $1 and {open} order by reading.answered_at desc, reading.id limit 5000"
        ),
    )
});
static WAITING: LazyLock<Query<Waiting>> = LazyLock::new(|| {
    let open = open_to(1);
    Query::composed(
        "store::second_reading::WAITING",
        format!(
            "select count(*) as waiting, count(*) - count(reading.reader) as unread from second_reading reading \
             where reading.answered_at is null and {open}"
        ),
    )
});

crate::statements! {
    static MINE: Query<(Id<SecondReading>,)> = "select id as value from second_reading where reader = $1 and answered_at is null order by due, id limit 200";
    static BLIND: Query<(Id<Any>,)> = "select record as value from second_reading where reader = $1 and answered_at is null";
    static OF_RECORD: Query<(Id<SecondReading>,)> = "select id as value from second_reading where record = $1 order by decided_at, id";
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 2] {
    [&*ANSWERED, &*WAITING]
}

/// The readings that wait for the viewer, the first due first.
///
/// # Errors
/// When the database fails.
pub fn mine(permit: &Permit<'_>) -> Result<Vec<Id<SecondReading>>, Failure> {
    Ok(permit.tx().all(&MINE, &values![permit.actor().staff])?.into_iter().map(|(id,)| id).collect())
}

/// The records whose decision must not reach the viewer, because they are to read it a second time.
///
/// # Errors
/// When the database fails.
pub fn blind_to(permit: &Permit<'_>) -> Result<Vec<Id<Any>>, Failure> {
    Ok(permit.tx().all(&BLIND, &values![permit.actor().staff])?.into_iter().map(|(id,)| id).collect())
}

/// The readings of a record's decisions.
///
/// # Errors
/// When the database fails.
pub fn of_record(permit: &Permit<'_>, record: Id<Any>) -> Result<Vec<Id<SecondReading>>, Failure> {
    Ok(permit.tx().all(&OF_RECORD, &values![record])?.into_iter().map(|(id,)| id).collect())
}

/// The readings answered since, newest first, as far as the viewer may count them: those about a restricted child are for its circle.
///
/// # Errors
/// When the database fails.
pub fn answered(permit: &Permit<'_>, since: Timestamp) -> Result<Vec<Answered>, Failure> {
    permit.tx().all(&ANSWERED, &values![since, permit.actor().staff])
}

/// How many readings wait, as far as the viewer may count them.
///
/// # Errors
/// When the database fails.
pub fn waiting(permit: &Permit<'_>) -> Result<Waiting, Failure> {
    permit.tx().one(&WAITING, &values![permit.actor().staff])
}
