//! Batches of notifications, the files they came in, and the rows that could not be taken.

use std::sync::LazyLock;

use domain::access::{Action, Layer, Role};
use domain::id::Id;
use domain::notification::{Batch, BatchFile, RefusedRow};
use sha2::{Digest, Sha256};

use crate::door::Permit;
use crate::engine::{Column, Query, Statement, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::values;
use crate::visible::{child_parameters, notification_visible};

const PERSON: Table = Table::new("refused_row_person", &[Column::text("person")]);

impl Kept for Batch {
    const TABLE: Table = Table::new(
        "notification_batch",
        &[
            Column::text("agency"),
            Column::text("digest"),
            Column::integer("received_at"),
            Column::integer("finished"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        values![self.agency.as_str(), self.digest.as_str(), self.received_at, self.is_finished()]
    }
}

impl Kept for BatchFile {
    const TABLE: Table = Table::new("notification_file", &[Column::text("batch")]);

    fn row(&self) -> Vec<Value> {
        values![self.batch]
    }
}

impl Kept for RefusedRow {
    const TABLE: Table = Table::new(
        "refused_row",
        &[
            Column::text("batch"),
            Column::integer("line"),
            Column::text("agency"),
            Column::text("reference"),
            Column::integer("looked_up"),
            Column::integer("mended"),
        ],
    );
    const FURTHER: &'static [Table] = &[PERSON];

    fn row(&self) -> Vec<Value> {
        // What can be no reference is found by nobody: it may hold signs that no column takes.
        let reference = Some(self.row.get(domain::notification::REFERENCE))
            .filter(|reference| !reference.chars().any(char::is_control))
            .unwrap_or_default();
        values![
            self.batch,
            self.row.line,
            self.agency.as_str(),
            reference,
            self.likely.is_some(),
            self.mended.is_some(),
        ]
    }

    fn further(&self) -> Vec<FurtherRow> {
        self.likely.iter().flatten().map(|person| PERSON.row(values![*person])).collect()
    }
}

crate::statements! {
    static BY_DIGEST: Query<(Id<Batch>,)> = "select id as value from notification_batch where agency = $1 and digest = $2";
    static RECENT: Query<(Id<Batch>,)> = "select id as value from notification_batch order by received_at desc, id limit 100";
    static UNFINISHED: Query<(Id<Batch>,)> = "select id as value from notification_batch where finished = 0 order by received_at, id";
    static FILE: Query<(Id<BatchFile>,)> = "select id as value from notification_file where batch = $1";
    static REFUSED: Query<(Id<RefusedRow>,)> = "select id as value from refused_row where batch = $1 order by line, id limit 5000";
    static OPEN_UNDER: Query<(Id<RefusedRow>,)> = "select id as value from refused_row where agency = $1 and reference = $2 and mended = 0 order by id";
    static NOT_LOOKED_UP: Query<(Id<RefusedRow>,)> = "select id as value from refused_row where mended = 0 and looked_up = 0 order by id limit 50";
}

static OPEN: LazyLock<Query<(Id<RefusedRow>,)>> = LazyLock::new(|| {
    let visible = notification_visible("refused_row_person", "refused_row", 2);
    let sql = format!(
        "select refused_row.id as value from refused_row where refused_row.batch = $1 and refused_row.mended = 0 \
         and refused_row.looked_up = 1 and {visible} order by refused_row.line, refused_row.id limit 500"
    );
    Query::composed("store::notification_batch::OPEN", sql)
});
static RINGS: LazyLock<Query<(Option<String>,)>> = LazyLock::new(|| {
    let visible = notification_visible("refused_row_person", "refused_row", 2);
    let sql = format!(
        "select distinct closed.ring as value from refused_row join refused_row_person named on named.id = refused_row.id \
         join person closed on closed.id = named.person and closed.ring is not null \
         where refused_row.batch = $1 and refused_row.mended = 0 and not ({visible}) order by closed.ring"
    );
    Query::composed("store::notification_batch::RINGS", sql)
});

/// Queries put together with the filter of what a viewer may see.
pub(crate) fn filtered() -> [&'static dyn Statement; 2] {
    [&*OPEN, &*RINGS]
}

/// The digest by which a file is known again: SHA-256, in hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    crate::hex(&Sha256::digest(bytes))
}

fn ids<R>(found: Vec<(Id<R>,)>) -> Vec<Id<R>> {
    found.into_iter().map(|(id,)| id).collect()
}

/// The batch that an agency's file is, when it has come before.
///
/// # Errors
/// When the database fails.
pub fn by_digest(permit: &Permit<'_>, agency: &str, digest: &str) -> Result<Option<Id<Batch>>, Failure> {
    Ok(permit.tx().maybe(&BY_DIGEST, &values![agency, digest])?.map(|(id,)| id))
}

/// The batches that came last, the newest first.
///
/// # Errors
/// When the database fails.
pub fn recent(permit: &Permit<'_>) -> Result<Vec<Id<Batch>>, Failure> {
    Ok(ids(permit.tx().all(&RECENT, &[])?))
}

/// The batches whose taking in was broken off, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn unfinished(permit: &Permit<'_>) -> Result<Vec<Id<Batch>>, Failure> {
    Ok(ids(permit.tx().all(&UNFINISHED, &[])?))
}

/// The file of a batch.
///
/// # Errors
/// When the database fails.
pub fn file(permit: &Permit<'_>, batch: Id<Batch>) -> Result<Option<Id<BatchFile>>, Failure> {
    Ok(permit.tx().maybe(&FILE, &values![batch])?.map(|(id,)| id))
}

/// Every refused row of a batch, for whoever sent it: what was wrong with their own words, and nothing else.
///
/// # Errors
/// When the database fails.
pub fn all_refused(permit: &Permit<'_>, batch: Id<Batch>) -> Result<Vec<Id<RefusedRow>>, Failure> {
    Ok(ids(permit.tx().all(&REFUSED, &values![batch])?))
}

/// The refused rows under an agency's reference that nobody has mended.
///
/// # Errors
/// When the database fails.
pub fn refused_under(
    permit: &Permit<'_>,
    agency: &str,
    reference: &str,
) -> Result<Vec<Id<RefusedRow>>, Failure> {
    Ok(ids(permit.tx().all(&OPEN_UNDER, &values![agency, reference])?))
}

/// Refused rows of which nobody has looked up yet whom they name.
///
/// # Errors
/// When the database fails.
pub fn refused_not_looked_up(permit: &Permit<'_>) -> Result<Vec<Id<RefusedRow>>, Failure> {
    Ok(ids(permit.tx().all(&NOT_LOOKED_UP, &[])?))
}

/// The refused rows of a batch that this viewer may read and nobody has mended, in the order of the file; and whom to ring about the others.
///
/// # Errors
/// When the database fails.
pub fn refused(permit: &Permit<'_>, batch: Id<Batch>) -> Result<(Vec<Id<RefusedRow>>, Vec<String>), Failure> {
    let actor = permit.actor();
    let roles: Vec<Role> = actor.roles.iter().copied().filter(|role| Action::MendRow.is_for(*role)).collect();
    let mut values = values![batch];
    values.extend(child_parameters(actor, &roles, permit.at(), Layer::Content));
    let rings = permit.tx().all(&RINGS, &values)?.into_iter().filter_map(|(ring,)| ring).collect();
    Ok((ids(permit.tx().all(&OPEN, &values)?), rings))
}
