//! Consents and lawful bases.

use domain::consent::Basis;
use domain::contact::Contact;
use domain::id::Id;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::fact::{fact_rows, fact_table};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::values;

const FACT: Table = fact_table("basis_fact");

impl Kept for Basis {
    const TABLE: Table =
        Table::new("basis", &[Column::text("contact"), Column::text("kind"), Column::integer("stands")]);

    const FURTHER: &'static [Table] = &[FACT];

    fn row(&self) -> Vec<Value> {
        values![self.contact, self.kind.code(), self.stands()]
    }

    fn further(&self) -> Vec<FurtherRow> {
        fact_rows(FACT, &self.facts())
    }
}

crate::statements! {
    static OF_CONTACT: Query<(Id<Basis>,)> = "select id as value from basis where contact = $1 order by seq";
}

/// The consents and bases recorded in a contact, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_contact(permit: &Permit<'_>, contact: Id<Contact>) -> Result<Vec<Id<Basis>>, Failure> {
    Ok(permit.tx().all(&OF_CONTACT, &values![contact])?.into_iter().map(|(id,)| id).collect())
}
