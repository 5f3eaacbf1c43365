//! Who is involved with a child: what most access rests on.

use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::Person;
use domain::staff::Staff;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table, Versioned, load};
use crate::read_as_one::one_person;
use crate::values;

impl Kept for Involvement {
    const TABLE: Table = Table::new(
        "involvement",
        &[
            Column::text("child"),
            Column::text("staff"),
            Column::text("team"),
            Column::text("agency"),
            Column::integer("since"),
            Column::integer("until"),
        ],
    );

    fn watched(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }

    fn row(&self) -> Vec<Value> {
        let (staff, team, agency) = match &self.who {
            Involved::Worker { staff, team } => (Some(*staff), Some(team.clone()), None),
            Involved::Agency { agency, .. } => (None, None, Some(agency.clone())),
        };
        values![self.child, staff, team, agency, self.from, self.until]
    }
}

crate::statements! {
    static OF_CHILD: Query<(Id<Involvement>,)> = concat!(
        "select id as value from involvement where child in ",
        one_person!("$1"),
        " order by since, id"
    );
}

/// Everybody who is or was involved with a child, oldest first, with the version that stands.
///
/// # Errors
/// When the database fails.
pub fn versioned_of_child(
    permit: &Permit<'_>,
    child: Id<Person>,
) -> Result<Vec<Versioned<Involvement>>, Failure> {
    let mut involved = Vec::new();
    for (id,) in permit.tx().all(&OF_CHILD, &values![child])? {
        involved.extend(load(permit, id)?);
    }
    Ok(involved)
}

/// Everybody who is or was involved with a child, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Involvement>, Failure> {
    Ok(versioned_of_child(permit, child)?.into_iter().map(|known| known.record).collect())
}

/// The council's workers who are involved with a child at the session's moment, each once, the longest first.
///
/// # Errors
/// When the database fails.
pub fn workers_now(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<Staff>>, Failure> {
    let mut workers = Vec::new();
    for involvement in of_child(permit, child)?.iter().filter(|involvement| involvement.holds_at(permit.at()))
    {
        workers.extend(involvement.worker().filter(|staff| !workers.contains(staff)));
    }
    Ok(workers)
}
