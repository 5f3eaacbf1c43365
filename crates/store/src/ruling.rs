//! Decisions by the threshold paragraphs they cite: "decisions like this". Each kind of record that is decided against the threshold document has
//! a table of its own here, with the same columns, made from its body as every other; a new kind adds its table to [`SOURCES`].

use std::sync::LazyLock;

use domain::contact::{Contact, RulingBasis};
use domain::id::{Any, Id};
use domain::record::Record;
use domain::staff::Staff;
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Table};
use crate::values;
use crate::visible::outside;

/// The columns of every such table.
const COLUMNS: &[Column] = &[
    Column::integer("place"),
    Column::integer("at"),
    Column::text("decided_by"),
    Column::integer("level"),
    Column::text("paragraph"),
    Column::text("outcome"),
];

/// Contacts' decisions.
pub(crate) const OF_CONTACTS: Table = Table::new("contact_ruling", COLUMNS);

/// Where decisions are found: the kind of the record, its table here, and the table of its children.
const SOURCES: &[(&str, Table, &str)] = &[(Contact::KIND, OF_CONTACTS, "contact_child")];

/// The rows of one decision: one for each paragraph it cites.
pub(crate) fn rows(table: &Table, at: Timestamp, by: Id<Staff>, basis: &RulingBasis) -> Vec<FurtherRow> {
    let outcome = basis.outcomes.primary.as_str();
    let row = |(place, paragraph): (usize, &str)| {
        table.row(values![place, at, by, u64::from(basis.level), paragraph, outcome])
    };
    basis.paragraphs().enumerate().map(row).collect()
}

crate::row! {
    /// A decision that cites a paragraph.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Cites {
        /// The kind of the record decided.
        pub kind: String,
        /// The record.
        pub record: Id<Any>,
        /// When it was decided.
        pub at: Timestamp,
        /// The threshold level.
        pub level: u64,
        /// The primary outcome's code.
        pub outcome: String,
    }
}

static CITING: LazyLock<Query<Cites>> = LazyLock::new(|| {
    let outside = outside("seen.child", 4);
    let source = |(kind, table, children): &(&str, Table, &str)| {
        format!(
            "select '{kind}' as kind, ruling.id as record, ruling.at, ruling.level, ruling.outcome from {} ruling \
             where ruling.paragraph = $1 and ruling.at >= $2 and ruling.id <> $3 \
             and not exists (select 1 from {children} seen where seen.id = ruling.id and seen.child is not null and {outside}) \
             and not exists (select 1 from second_reading mine where mine.record = ruling.id and mine.reader = $4 and mine.answered_at is null)",
            table.name
        )
    };
    let sources: Vec<String> = SOURCES.iter().map(source).collect();
    Query::composed(
        "store::ruling::CITING",
        format!("{} order by at desc limit 12", sources.join(" union all ")),
    )
});

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 1] {
    [&*CITING]
}

/// The latest decisions that cite a paragraph, newest first, but for the one being made. Those about a restricted child are for its circle alone, and
/// one that the viewer is to read a second time is not here before they have answered.
///
/// # Errors
/// When the database fails.
pub fn citing(
    permit: &Permit<'_>,
    paragraph: &str,
    since: Timestamp,
    but_for: Id<Any>,
) -> Result<Vec<Cites>, Failure> {
    permit.tx().all(&CITING, &values![paragraph, since, but_for, permit.actor().staff])
}
