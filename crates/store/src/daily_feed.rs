//! What was sent to the Department in its daily feed: what it acknowledged last of each child, what it refused last, and the requests themselves.

use std::collections::BTreeMap;

use domain::daily_feed::{FeedChild, FeedRequest, Parts};
use domain::id::Id;
use jiff::Timestamp;

use crate::door::Permit;
use crate::engine::{Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{FurtherRow, Kept, Table};
use crate::values;

const CHILD: Table = Table::new(
    "feed_request_child",
    &[
        Column::integer("place"),
        Column::text("identifier"),
        Column::integer("purge"),
        Column::text("digest"),
        Column::text("parts"),
    ],
);

impl Kept for FeedRequest {
    const TABLE: Table = Table::new("feed_request", &[Column::integer("sent_at"), Column::text("answer")]);
    const FURTHER: &'static [Table] = &[CHILD];

    fn row(&self) -> Vec<Value> {
        values![self.sent_at, self.answer.code()]
    }

    fn further(&self) -> Vec<FurtherRow> {
        let row = |(place, child): (usize, &FeedChild)| {
            // Names by episode: plain texts, which JSON always has room for.
            let parts = serde_json::to_string(&child.parts).unwrap_or_default();
            CHILD.row(values![
                place,
                child.identifier.as_str(),
                child.purge,
                child.digest.as_str(),
                parts.as_str()
            ])
        };
        self.children.iter().enumerate().map(row).collect()
    }
}

crate::row! {
    pub(crate) struct Answered {
        identifier: String,
        purge: bool,
        digest: String,
        parts: String,
        sent_at: Timestamp,
    }
}

/// What was sent last of a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastSent {
    /// The identifier it was sent under.
    pub identifier: String,
    /// Whether the whole child was taken out.
    pub purge: bool,
    /// The digest of its node.
    pub digest: String,
    /// The names of its parts, by episode.
    pub parts: BTreeMap<String, Parts>,
    /// When.
    pub sent_at: Timestamp,
}

crate::statements! {
    // The last that was acknowledged under each identifier.
    static ACKNOWLEDGED: Query<Answered> = "select one.identifier, one.purge, one.digest, one.parts, request.sent_at
        from feed_request_child one join feed_request request on request.id = one.id
        where request.answer = 'acknowledged' and not exists (
            select 1 from feed_request_child later join feed_request after on after.id = later.id
            where later.identifier = one.identifier and after.answer = 'acknowledged' and after.seq > request.seq)
        order by one.identifier";
    // What was refused for good, where nothing was acknowledged or refused under the identifier since.
    static REFUSED: Query<Answered> = "select one.identifier, one.purge, one.digest, one.parts, request.sent_at
        from feed_request_child one join feed_request request on request.id = one.id
        where request.answer = 'refused' and not exists (
            select 1 from feed_request_child later join feed_request after on after.id = later.id
            where later.identifier = one.identifier and after.answer in ('acknowledged', 'refused') and after.seq > request.seq)
        order by one.identifier";
    static STILL_REFUSED: Query<(Id<FeedRequest>,)> = "select distinct one.id as value
        from feed_request_child one join feed_request request on request.id = one.id
        where request.answer = 'refused' and not exists (
            select 1 from feed_request_child later join feed_request after on after.id = later.id
            where later.identifier = one.identifier and after.answer in ('acknowledged', 'refused') and after.seq > request.seq)
        order by value limit 200";
    static LATEST: Query<(Id<FeedRequest>,)> = "select id as value from feed_request order by seq desc limit 100";
}

/// What the Department acknowledged last under each identifier; those that were taken out are among them.
///
/// # Errors
/// When the database fails.
pub fn acknowledged(permit: &Permit<'_>) -> Result<Vec<LastSent>, Failure> {
    last(permit.tx().all(&ACKNOWLEDGED, &[])?)
}

/// What the Department refused for good and nothing came after.
///
/// # Errors
/// When the database fails.
pub fn refused(permit: &Permit<'_>) -> Result<Vec<LastSent>, Failure> {
    last(permit.tx().all(&REFUSED, &[])?)
}

/// The requests in which something was refused that nothing came after.
///
/// # Errors
/// When the database fails.
pub fn still_refused(permit: &Permit<'_>) -> Result<Vec<Id<FeedRequest>>, Failure> {
    Ok(permit.tx().all(&STILL_REFUSED, &[])?.into_iter().map(|(id,)| id).collect())
}

/// The last requests, the newest first.
///
/// # Errors
/// When the database fails.
pub fn latest(permit: &Permit<'_>) -> Result<Vec<Id<FeedRequest>>, Failure> {
    Ok(permit.tx().all(&LATEST, &[])?.into_iter().map(|(id,)| id).collect())
}

fn last(answered: Vec<Answered>) -> Result<Vec<LastSent>, Failure> {
    let last = |Answered { identifier, purge, digest, parts, sent_at }| {
        let parts = serde_json::from_str(&parts)
            .map_err(|error| Failure::Body { kind: "feed_request", source: error.into() })?;
        Ok(LastSent { identifier, purge, digest, parts, sent_at })
    };
    answered.into_iter().map(last).collect()
}
