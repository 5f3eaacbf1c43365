//! Prompts as they are kept: by child, by what tripped them, by what they have spent, and by who was told.

use domain::id::Id;
use domain::person::Person;
use domain::watch::Prompt;
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::read_as_one::one_person;
use crate::values;

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

crate::statements! {
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
