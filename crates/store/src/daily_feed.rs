//! What was sent to the Department in its daily feed: what it acknowledged last of each child, what it refused last, and the requests themselves.

use std::collections::{BTreeMap, BTreeSet};

use domain::daily_feed::{FeedChild, FeedRequest, Parts};
use domain::episode::Episode;
use domain::id::Id;
use domain::person::Person;
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
        Column::text("child"),
    ],
);

impl Kept for FeedRequest {
    const TABLE: Table = Table::new("feed_request", &[Column::integer("sent_at"), Column::text("answer")]);
    const FURTHER: &'static [Table] = &[CHILD];

    fn row(&self) -> Vec<Value> {
        values![self.sent_at, self.code()]
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
                parts.as_str(),
                child.child
            ])
        };
        self.children.iter().enumerate().map(row).collect()
    }
}

crate::row! {
    pub(crate) struct Answered {
        identifier: String,
        child: Option<Id<Person>>,
        purge: bool,
        digest: String,
        parts: String,
        sent_at: Timestamp,
    }
}

crate::row! {
    /// An episode on record.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Standing {
        /// The child.
        pub child: Id<Person>,
        /// The episode.
        pub episode: Id<Episode>,
        /// The identifier that the child came with.
        pub local_identifier: Option<String>,
    }
}

/// What was sent last of a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastSent {
    /// The identifier it was sent under.
    pub identifier: String,
    /// The child's record.
    pub child: Option<Id<Person>>,
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
    static ACKNOWLEDGED: Query<Answered> = "select one.identifier, one.child, one.purge, one.digest, one.parts, request.sent_at
        from feed_request_child one join feed_request request on request.id = one.id
        where request.answer = 'acknowledged' and not exists (
            select 1 from feed_request_child later join feed_request after on after.id = later.id
            where later.identifier = one.identifier and after.answer = 'acknowledged' and after.seq > request.seq)
        order by one.identifier";
    // What may have been taken in though no receipt came, where nothing was acknowledged under the identifier since.
    static PERHAPS: Query<Answered> = "select one.identifier, one.child, one.purge, one.digest, one.parts, request.sent_at
        from feed_request_child one join feed_request request on request.id = one.id
        where request.answer = 'perhaps' and not exists (
            select 1 from feed_request_child later join feed_request after on after.id = later.id
            where later.identifier = one.identifier and after.answer = 'acknowledged' and after.seq > request.seq)
        order by one.identifier, request.seq";
    // What was refused for good, where nothing was acknowledged or refused under the identifier since.
    static REFUSED: Query<Answered> = "select one.identifier, one.child, one.purge, one.digest, one.parts, request.sent_at
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
    // Every episode of those who may stand with the Department.
    // What stands in a record that is read under another stands with that one.
    static ON_RECORD: Query<Standing> = "select distinct person.id as child, episode.id as episode, person.local_identifier
        from episode left join read_as_one one on one.person = episode.child and one.stands <> one.person
        join person on person.id = coalesce(one.stands, episode.child)
        where person.off_returns = 0 and person.standing <> 'taken_back' order by person.id, episode.id";
    // Those who came with an identifier that another came with, whose record was made first.
    static BEHIND: Query<(Id<Person>,)> = "select one.id as value from person one
        where one.off_returns = 0 and one.local_identifier is not null and exists (
            select 1 from person first where first.local_identifier = one.local_identifier and first.id < one.id and first.off_returns = 0
                and not exists (select 1 from read_as_one under where under.person = first.id and under.stands <> first.id))
            and not exists (select 1 from read_as_one under where under.person = one.id and under.stands <> one.id)
        order by value";
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

/// What the Department may have taken in without a receipt, after what it acknowledged last under the identifier; the oldest first.
///
/// # Errors
/// When the database fails.
pub fn perhaps(permit: &Permit<'_>) -> Result<Vec<LastSent>, Failure> {
    last(permit.tx().all(&PERHAPS, &[])?)
}

/// The episodes on record of everybody who may stand with the Department, with the identifier that the child came with.
///
/// # Errors
/// When the database fails.
pub fn on_record(permit: &Permit<'_>) -> Result<Vec<Standing>, Failure> {
    permit.tx().all(&ON_RECORD, &[])
}

/// Those who came with an identifier that another child on record came with first: it goes out for one of them only.
///
/// # Errors
/// When the database fails.
pub fn behind_another(permit: &Permit<'_>) -> Result<BTreeSet<Id<Person>>, Failure> {
    Ok(permit.tx().all(&BEHIND, &[])?.into_iter().map(|(id,)| id).collect())
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
    let last = |Answered { identifier, child, purge, digest, parts, sent_at }| {
        let parts = serde_json::from_str(&parts)
            .map_err(|error| Failure::Body { kind: "feed_request", source: error.into() })?;
        Ok(LastSent { identifier, child, purge, digest, parts, sent_at })
    };
    answered.into_iter().map(last).collect()
}
