//! Documents that are prepared and given to somebody: those about a child, and those that wait for a second look.

use std::sync::LazyLock;

use domain::access::{Action, Role};
use domain::document::Issued;
use domain::id::Id;
use domain::person::Person;

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::read_as_one::one_person;
use crate::values;
use crate::visible::{child_parameters, record_visible};

const CHILD: Table = Table::new("issued_document_child", &[Column::integer("place"), Column::text("child")]);

impl Kept for Issued {
    const TABLE: Table = Table::new(
        "issued_document",
        &[
            Column::text("stage"),
            Column::text("author"),
            Column::integer("prepared"),
            Column::integer("given"),
        ],
    );

    const FURTHER: &'static [Table] = &[CHILD];

    fn row(&self) -> Vec<Value> {
        values![self.stage().code(), self.by, self.at, self.given.as_ref().map(|given| given.at)]
    }

    fn further(&self) -> Vec<FurtherRow> {
        (0_u64..).zip(&self.children).map(|(place, child)| CHILD.row(values![place, *child])).collect()
    }
}

static WAITING: LazyLock<Query<(Id<Issued>,)>> = LazyLock::new(|| {
    let visible = record_visible("issued_document", 2);
    Query::composed(
        "store::document::WAITING",
        format!(
            "select issued_document.id as value from issued_document where issued_document.stage = 'prepared' and issued_document.author = $1 \
             and {visible} order by issued_document.prepared, issued_document.id limit 100"
        ),
    )
});

crate::statements! {
    static OF_CHILD: Query<(Id<Issued>,)> = concat!(
        "select issued_document.id as value from issued_document_child about \
        join issued_document on issued_document.id = about.id where about.child in ",
        one_person!("$1"),
        " order by issued_document.prepared desc, issued_document.id"
    );
}

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 1] {
    [&*WAITING]
}

/// The documents about a child, newest first: each is read with a permit of its own.
///
/// # Errors
/// When the database fails.
pub fn of_child(permit: &Permit<'_>, child: Id<Person>) -> Result<Vec<Id<Issued>>, Failure> {
    Ok(permit.tx().all(&OF_CHILD, &values![child])?.into_iter().map(|(id,)| id).collect())
}

/// The documents that the viewer prepared and nobody has looked at again, as far as they may read them, oldest first.
///
/// # Errors
/// When the database fails.
pub fn waiting(permit: &Permit<'_>) -> Result<Vec<Id<Issued>>, Failure> {
    let actor = permit.actor();
    let reads = |role: &Role| Action::ReadDocument.is_for(*role);
    let roles: Vec<Role> = actor.roles.iter().copied().filter(reads).collect();
    let mut values = values![actor.staff];
    values.extend(child_parameters(actor, &roles, permit.at(), Action::ReadDocument.needs()));
    Ok(permit.tx().all(&WAITING, &values)?.into_iter().map(|(id,)| id).collect())
}
