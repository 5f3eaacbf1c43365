//! Documents that agencies send with their answers. The record stands in the ledger; the bytes stand sealed in a table of their own, which backups
//! and copies carry like any other.

use domain::id::Id;
use domain::mash::{Enquiry, Request};
use domain::partner::Document;

use crate::Store;
use crate::door::{Permit, WritePermit};
use crate::engine::{Change, Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{Kept, Table};
use crate::seal::Nonce;
use crate::values;

impl Kept for Document {
    const TABLE: Table = Table::new(
        "document",
        &[
            Column::text("request"),
            Column::text("enquiry"),
            Column::text("agency"),
            Column::text("organisation"),
            Column::integer("at"),
            Column::text("scan"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        let organisation = Some(self.organisation.clone()).filter(|name| !name.is_empty());
        values![self.request, self.enquiry, self.agency.as_str(), organisation, self.at, self.scan.code()]
    }
}

crate::statements! {
    static OF_REQUEST: Query<(Id<Document>,)> = "select id as value from document where request = $1 order by at, id";
    static OF_ENQUIRY: Query<(Id<Document>,)> = "select id as value from document where enquiry = $1 order by at, id";
    static KEEP: Change = "insert into document_content (id, sealed) values ($1, $2)";
    static CONTENT: Query<(Vec<u8>,)> = "select sealed as value from document_content where id = $1";
}

/// The documents that were sent with the answer to a request, in order.
///
/// # Errors
/// When the database fails.
pub fn of_request(permit: &Permit<'_>, request: Id<Request>) -> Result<Vec<Id<Document>>, Failure> {
    Ok(permit.tx().all(&OF_REQUEST, &values![request])?.into_iter().map(|(id,)| id).collect())
}

/// The documents that were sent in an enquiry, in order.
///
/// # Errors
/// When the database fails.
pub fn of_enquiry(permit: &Permit<'_>, enquiry: Id<Enquiry>) -> Result<Vec<Id<Document>>, Failure> {
    Ok(permit.tx().all(&OF_ENQUIRY, &values![enquiry])?.into_iter().map(|(id,)| id).collect())
}

/// Keeps the bytes of a document, sealed, together with the record. `nonce` is 24 bytes of chance.
///
/// # Errors
/// When the database fails or is full.
pub fn keep_content(
    store: &Store,
    permit: &WritePermit<'_>,
    document: Id<Document>,
    bytes: &[u8],
    nonce: Nonce,
) -> Result<(), Failure> {
    let sealed = store.key().close(&place(document), bytes, nonce)?;
    permit.tx().run(&KEEP, &values![document, sealed]).map(drop)
}

/// The bytes of a document; nothing when there are none.
///
/// # Errors
/// [`Failure::Sealed`] when they were changed or the key is another; other failures of the database.
pub fn content(
    store: &Store,
    permit: &Permit<'_>,
    document: Id<Document>,
) -> Result<Option<Vec<u8>>, Failure> {
    let Some((sealed,)) = permit.tx().maybe(&CONTENT, &values![document])? else { return Ok(None) };
    store.key().open(&place(document), &sealed).map(Some)
}

/// Where a document's seal belongs: in another's row it does not open.
fn place(document: Id<Document>) -> String {
    format!("document {document}")
}
