//! What of a record counts for the escalation watch: rows made from the record's body as it is saved, one for each person a fact is about. Each
//! kind of record that tells facts has a table of its own with these columns; the view `watch_fact` is all of them together.

use domain::id::Id;
use domain::person::Person;
use domain::watch::Fact;

use crate::engine::Column;
use crate::ledger::{FurtherRow, Table};
use crate::values;

const COLUMNS: &[Column] = &[
    Column::text("part"),
    Column::text("person"),
    Column::integer("child"),
    Column::text("kind"),
    Column::integer("happened"),
    Column::integer("known_at"),
    Column::integer("counts_from"),
    Column::text("details"),
];

/// The table of a kind's facts. It is one of the kind's further tables.
pub(crate) const fn fact_table(name: &'static str) -> Table {
    Table::new(name, COLUMNS)
}

/// The rows of a record's facts.
pub(crate) fn fact_rows(table: Table, facts: &[Fact]) -> Vec<FurtherRow> {
    facts.iter().flat_map(|fact| rows(table, fact)).collect()
}

fn rows(table: Table, fact: &Fact) -> Vec<FurtherRow> {
    let details = serde_json::json!({ "marks": fact.marks, "measures": fact.measures }).to_string();
    let row = |person: &Id<Person>, child: bool| {
        table.row(values![
            fact.part.as_str(),
            *person,
            child,
            fact.kind.as_str(),
            fact.happened,
            fact.known_at,
            fact.counts_from,
            details.as_str(),
        ])
    };
    let children = fact.children.iter().map(|person| row(person, true));
    children.chain(fact.adults.iter().map(|person| row(person, false))).collect()
}
