//! What of a record counts for the escalation watch: rows made from the record's body as it is saved, one for each person a fact is about. Each
//! kind of record that tells facts has a table of its own with these columns; the view `watch_fact` is all of them together.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{Any, Id};
use domain::person::Person;
use domain::watch::{Fact, FactName};
use jiff::Timestamp;
use serde::Deserialize;

use crate::engine::{Column, Query, Transaction, Value};
use crate::failure::Failure;
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
    let details = serde_json::json!({
        "marks": fact.marks, "measures": fact.measures, "children": fact.children, "adults": fact.adults,
    });
    let details = details.to_string();
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

crate::row! {
    /// A fact as its table has it.
    pub(crate) struct FactRow {
        pub(crate) record_kind: String,
        pub(crate) id: Id<Any>,
        pub(crate) part: String,
        pub(crate) kind: String,
        pub(crate) happened: Timestamp,
        pub(crate) known_at: Timestamp,
        pub(crate) counts_from: Timestamp,
        pub(crate) details: String,
    }
}

#[derive(Deserialize)]
struct Details {
    marks: BTreeSet<String>,
    measures: BTreeMap<String, i64>,
    #[serde(default)]
    children: Vec<Id<Person>>,
    #[serde(default)]
    adults: Vec<Id<Person>>,
}

impl FactRow {
    /// The fact and its name.
    pub(crate) fn read(self) -> Result<(FactName, Fact), Failure> {
        let details: Details = serde_json::from_str(&self.details)
            .map_err(|error| Failure::Body { kind: "fact", source: error.into() })?;
        let fact = Fact {
            part: self.part.clone(),
            kind: self.kind,
            children: details.children,
            adults: details.adults,
            happened: self.happened,
            known_at: self.known_at,
            counts_from: self.counts_from,
            marks: details.marks,
            measures: details.measures,
        };
        Ok((FactName { record_kind: self.record_kind, record: self.id, part: self.part }, fact))
    }
}

crate::row! {
    /// A row of a fact's table, to see whether a new version of its record tells anything else.
    struct Before {
        part: String,
        person: Id<Person>,
        child: bool,
        kind: String,
        happened: Timestamp,
        known_at: Timestamp,
        counts_from: Timestamp,
        details: String,
    }
}

fn holds_facts(table: &Table) -> bool {
    table.columns.len() == COLUMNS.len()
        && table.columns.iter().zip(COLUMNS).all(|(column, fact)| column.name == fact.name)
}

/// The people about whom a record now tells something else than before: what is looked at again. `rows` are those of the new version; nothing for a
/// kind that tells no facts.
pub(crate) fn changed(
    tx: &Transaction,
    tables: &[Table],
    id: &str,
    is_new: bool,
    rows: &[FurtherRow],
) -> Result<BTreeSet<Id<Person>>, Failure> {
    let mut people = BTreeSet::new();
    for table in tables.iter().filter(|table| holds_facts(table)) {
        let mut before = Vec::new();
        if !is_new {
            let name = format!("before of {}", table.name);
            let columns = "part, person, child, kind, happened, known_at, counts_from, details";
            let query = Query::<Before>::composed(
                name,
                format!("select {columns} from {} where id = $1", table.name),
            );
            before = tx.all(&query, &values![id])?;
        }
        let before: Vec<(Id<Person>, Vec<Value>)> = before.into_iter().map(Before::values).collect();
        let now: Vec<&FurtherRow> = rows.iter().filter(|row| row.table == table.name).collect();
        let gone = before.iter().filter(|(_, values)| !now.iter().any(|row| row.values == *values));
        people.extend(gone.map(|(person, _)| *person));
        let new = now.iter().filter(|row| !before.iter().any(|(_, values)| row.values == *values));
        people.extend(new.filter_map(|row| match row.values.get(1) {
            Some(Value::Text(person)) => person.parse::<Id<Person>>().ok(),
            _ => None,
        }));
    }
    Ok(people)
}

impl Before {
    fn values(self) -> (Id<Person>, Vec<Value>) {
        let values = values![
            self.part,
            self.person,
            self.child,
            self.kind,
            self.happened,
            self.known_at,
            self.counts_from,
            self.details,
        ];
        (self.person, values)
    }
}
