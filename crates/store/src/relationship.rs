//! How two people stand to each other.

use domain::id::Id;
use domain::person::Person;
use domain::person::relationship::Relationship;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table, Versioned, load};
use crate::read_as_one::one_person;
use crate::values;

impl Kept for Relationship {
    const TABLE: Table = Table::new(
        "relationship",
        &[Column::text("from_person"), Column::text("to_person"), Column::text("kind")],
    );

    fn watched(&self) -> Vec<Id<Person>> {
        vec![self.from, self.to]
    }

    fn row(&self) -> Vec<Value> {
        values![self.from, self.to, self.kind.code()]
    }
}

crate::statements! {
    static OF_PERSON: Query<(Id<Relationship>,)> = concat!(
        "select id as value from relationship where from_person in ",
        one_person!("$1"),
        " or to_person in ",
        one_person!("$1"),
        " order by seq"
    );
}

/// Every relationship a person is part of, in every record that is read as one with theirs.
///
/// # Errors
/// When the database fails.
pub fn of_person(permit: &Permit<'_>, person: Id<Person>) -> Result<Vec<Versioned<Relationship>>, Failure> {
    let mut found = Vec::new();
    for (id,) in permit.tx().all(&OF_PERSON, &values![person])? {
        found.extend(load(permit, id)?);
    }
    Ok(found)
}
