//! Significant events, and what of them counts for the escalation watch.

use domain::event::Event;

use crate::engine::{Column, Value};
use crate::fact::{fact_rows, fact_table};
use crate::ledger::{FurtherRow, Kept, Table};
use crate::values;

const FACT: Table = fact_table("event_fact");

impl Kept for Event {
    const TABLE: Table = Table::new(
        "event",
        &[Column::text("kind"), Column::integer("known_at"), Column::integer("in_error")],
    );

    const FURTHER: &'static [Table] = &[FACT];

    fn row(&self) -> Vec<Value> {
        values![self.kind.as_str(), self.known_at, !self.stands()]
    }

    fn further(&self) -> Vec<FurtherRow> {
        fact_rows(FACT, &self.facts())
    }
}
