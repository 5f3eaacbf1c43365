//! The rows by which the words of a record are found: made from the record as it is saved, like the keys of a person, and made again from the ledger
//! whenever anybody wants to. All kinds of record share two tables, in which each has the rows of its own name.

use domain::access::searched;
use domain::involvement::Involvement;
use domain::partner::AgencyContact;
use domain::person::Person;
use domain::record::Record;
use domain::staff::Staff;

use super::words::stems;
use crate::engine::Column;
use crate::ledger::{FurtherRow, Table};
use crate::values;

const PASSAGE: &[Column] =
    &[Column::text("kind"), Column::integer("place"), Column::integer("said_at"), Column::text("tokens")];
const CHILD: &[Column] = &[Column::text("kind"), Column::text("child")];

/// Kinds that are found by a way of their own, and not with the words of records.
const OTHERS: [&str; 4] = [Person::KIND, Involvement::KIND, Staff::KIND, AgencyContact::KIND];

/// The tables of a kind whose words are searched, or by which a person or professional is found; none for any other.
pub(crate) fn tables(kind: &'static str) -> Vec<Table> {
    if searched(kind).is_none() && !OTHERS.contains(&kind) {
        return Vec::new();
    }
    vec![Table::shared("passage", PASSAGE, kind), Table::shared("passage_child", CHILD, kind)]
}

/// The rows of a record.
pub(crate) fn rows<R: Record>(record: &R) -> Vec<FurtherRow> {
    let tables = tables(R::KIND);
    let [passage, child] = tables.as_slice() else { return Vec::new() };
    let passages = record.passages();
    if passages.is_empty() {
        return Vec::new();
    }
    let told = passages.iter().enumerate().map(|(place, told)| (place, told, stems(&told.words)));
    let told = told.filter(|(_, _, stems)| !stems.is_empty());
    let mut rows: Vec<FurtherRow> =
        told.map(|(place, told, stems)| passage.row(values![R::KIND, place, told.when, stems])).collect();
    let mut children = record.children();
    children.sort_unstable();
    children.dedup();
    rows.extend(children.into_iter().map(|about| child.row(values![R::KIND, about])));
    rows
}
