//! Records that look alike and are two people.

use domain::id::Id;
use domain::person::Person;
use domain::person::different::DifferentPeople;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table, Versioned, load};
use crate::values;

impl Kept for DifferentPeople {
    const TABLE: Table = Table::new(
        "different_people",
        &[Column::text("one"), Column::text("other"), Column::integer("holds")],
    );

    fn row(&self) -> Vec<Value> {
        values![self.one, self.other, self.holds()]
    }
}

crate::statements! {
    static BETWEEN: Query<(Id<DifferentPeople>,)> = "select id as value from different_people
        where holds = 1 and ((one = $1 and other = $2) or (one = $2 and other = $1)) order by seq limit 1";
    static OF_PERSON: Query<(Id<DifferentPeople>,)> = "select id as value from different_people where holds = 1 and (one = $1 or other = $1) order by seq";
}

/// That two records are two people, where somebody said so.
///
/// # Errors
/// When the database fails.
pub fn between(
    permit: &Permit<'_>,
    one: Id<Person>,
    other: Id<Person>,
) -> Result<Option<Versioned<DifferentPeople>>, Failure> {
    match permit.tx().maybe(&BETWEEN, &values![one, other])? {
        Some((id,)) => load(permit, id),
        None => Ok(None),
    }
}

/// Everybody whom somebody said to be another person than one.
///
/// # Errors
/// When the database fails.
pub fn of_person(
    permit: &Permit<'_>,
    person: Id<Person>,
) -> Result<Vec<Versioned<DifferentPeople>>, Failure> {
    let mut said = Vec::new();
    for (id,) in permit.tx().all(&OF_PERSON, &values![person])? {
        said.extend(load(permit, id)?);
    }
    Ok(said)
}
