//! Two records of one person: said, confirmed, undone.

use std::sync::LazyLock;

use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use domain::person::link::{PersonLink, Stage};

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table, Versioned, load};
use crate::values;
use crate::visible::{child_visible, reaching_children};

const READ_AS_ONE: Table =
    Table::new("read_as_one", &[Column::text("person"), Column::text("stands"), Column::integer("since")]);

impl Kept for PersonLink {
    const TABLE: Table = Table::new(
        "person_link",
        &[
            Column::text("joined"),
            Column::text("joined_to"),
            Column::text("stage"),
            Column::integer("waits"),
            Column::text("said_with"),
        ],
    );
    const FURTHER: &'static [Table] = &[READ_AS_ONE];

    fn row(&self) -> Vec<Value> {
        let stage = match self.stage {
            Stage::Waiting => "waiting",
            Stage::Stands => "stands",
            Stage::Declined => "declined",
            Stage::Undone => "undone",
        };
        values![self.joined, self.to, stage, self.waits(), self.with]
    }

    fn further(&self) -> Vec<FurtherRow> {
        if !self.is_one() {
            return Vec::new();
        }
        let row = |person| READ_AS_ONE.row(values![person, self.stands, self.since()]);
        vec![row(self.joined), row(self.stands)]
    }

    fn watched(&self) -> Vec<Id<Person>> {
        vec![self.joined, self.to, self.stands]
    }
}

static WAITING: LazyLock<Query<(Id<PersonLink>,)>> = LazyLock::new(|| {
    let (joined, to) = (child_visible("link.joined", 1), child_visible("link.joined_to", 1));
    Query::composed(
        "store::person_link::WAITING",
        format!(
            "select link.id as value from person_link link where link.waits = 1 and {joined} and {to} order by link.seq, link.id"
        ),
    )
});

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 1] {
    [&*WAITING]
}

crate::statements! {
    static OF_PERSON: Query<(Id<PersonLink>,)> = "select id as value from person_link where joined = $1 or joined_to = $1 order by seq";
    static SAID_WITH: Query<(Id<PersonLink>,)> = "select id as value from person_link where said_with = $1 order by id";
    static UNDER: Query<(Id<PersonLink>,)> = "select id as value from read_as_one where stands = $1 and person <> $1 order by id";
}

/// Links that wait for a second person and are between two records of which this viewer may know, the oldest first. None is left out for those of others.
///
/// # Errors
/// When the database fails.
pub fn waiting(permit: &Permit<'_>) -> Result<Vec<Id<PersonLink>>, Failure> {
    let values = reaching_children(permit, Action::LinkRecords);
    Ok(permit.tx().all(&WAITING, &values)?.into_iter().map(|(id,)| id).collect())
}

/// Every link there ever was of a record, the one that changed first first.
///
/// # Errors
/// When the database fails.
pub fn of_person(permit: &Permit<'_>, person: Id<Person>) -> Result<Vec<Versioned<PersonLink>>, Failure> {
    loaded(permit, permit.tx().all(&OF_PERSON, &values![person])?)
}

/// The links of a household that were said with a link.
///
/// # Errors
/// When the database fails.
pub fn said_with(permit: &Permit<'_>, first: Id<PersonLink>) -> Result<Vec<Id<PersonLink>>, Failure> {
    Ok(permit.tx().all(&SAID_WITH, &values![first])?.into_iter().map(|(id,)| id).collect())
}

/// The links that stand under a record.
///
/// # Errors
/// When the database fails.
pub fn under(permit: &Permit<'_>, stands: Id<Person>) -> Result<Vec<Versioned<PersonLink>>, Failure> {
    loaded(permit, permit.tx().all(&UNDER, &values![stands])?)
}

fn loaded(permit: &Permit<'_>, ids: Vec<(Id<PersonLink>,)>) -> Result<Vec<Versioned<PersonLink>>, Failure> {
    let mut links = Vec::with_capacity(ids.len());
    for (id,) in ids {
        links.extend(load(permit, id)?);
    }
    Ok(links)
}
