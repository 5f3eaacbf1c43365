//! How two people stand to each other.

use domain::id::Id;
use domain::person::Person;
use domain::person::relationship::Relationship;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table, Versioned, load};
use crate::read_as_one::{either_is_closed, one_person};
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
    static OF_PERSON: Query<Known> = concat!(
        "select known.id, (select count(*) from relationship adopts where adopts.kind = 'adoptive_parent'
            and adopts.from_person in (known.from_person, known.to_person)) as adopts
        from relationship known where known.from_person in ",
        one_person!("$1"),
        " or known.to_person in ",
        one_person!("$1"),
        " order by known.seq"
    );
    static ADOPTS: Query<(u64,)> = "select count(*) as value from relationship where kind = 'adoptive_parent' and from_person in ($1, $2)";
}

crate::row! {
    struct Known {
        id: Id<Relationship>,
        adopts: u64,
    }
}

/// Every relationship a person is part of, in every record that is read as one with theirs. What would lead from the old identity of an adopted child to the new
/// one is left out: whoever adopted is not shown beside the record that was closed by it.
///
/// # Errors
/// When the database fails.
pub fn of_person(permit: &Permit<'_>, person: Id<Person>) -> Result<Vec<Versioned<Relationship>>, Failure> {
    let mut found = Vec::new();
    for known in permit.tx().all(&OF_PERSON, &values![person])? {
        let Some(tie) = load(permit, known.id)? else { continue };
        if !(known.adopts > 0 && either_is_closed(permit, tie.record.from, tie.record.to)?) {
            found.push(tie);
        }
    }
    Ok(found)
}

/// The same with nothing left out: for what must be withheld, and is shown to nobody.
///
/// # Errors
/// When the database fails.
pub fn to_withhold(permit: &Permit<'_>, person: Id<Person>) -> Result<Vec<Versioned<Relationship>>, Failure> {
    let mut found = Vec::new();
    for known in permit.tx().all(&OF_PERSON, &values![person])? {
        found.extend(load(permit, known.id)?);
    }
    Ok(found)
}

/// Whether a relationship is between the closed record of an adopted child and somebody who adopted.
///
/// # Errors
/// When the database fails.
pub fn leads_past_adoption(permit: &Permit<'_>, tie: &Relationship) -> Result<bool, Failure> {
    Ok(permit.tx().one(&ADOPTS, &values![tie.from, tie.to])?.0 > 0
        && either_is_closed(permit, tie.from, tie.to)?)
}
