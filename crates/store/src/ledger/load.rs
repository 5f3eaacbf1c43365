//! Reading records: as they stand, as they stood at any entry, and every version of one. A whole child's file is read the same way for now
//! and for then, so every page has its past.

use std::fmt;

use domain::id::{Any, Id};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;

use super::kept::Kept;
use super::{Known, Seq};
use crate::door::Permit;
use crate::engine::{Cell, Field, Kind, Query, Transaction, Value};
use crate::failure::{Failure, Stop};
use crate::read_as_one;

/// How often a record has been saved: forms carry the version they were opened at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u64);

impl Version {
    /// Not saved yet.
    pub const NONE: Version = Version(0);
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Field for Version {
    const KIND: Kind = Kind::Integer;
    fn read(cell: Cell<'_>) -> Option<Self> {
        u64::read(cell).map(Version)
    }
}

impl From<Version> for Value {
    fn from(version: Version) -> Value {
        version.0.into()
    }
}

/// A record and where that version of it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Versioned<R> {
    /// The record.
    pub record: R,
    /// Its version.
    pub version: Version,
    /// The entry that holds it.
    pub seq: Seq,
    /// When it became known.
    pub known_at: Timestamp,
    /// Who saved it.
    pub actor: Id<Staff>,
    /// By which act.
    pub command: String,
    /// Why, where the act asked for a reason.
    pub reason: Option<String>,
}

crate::row! {
    /// One record of a child's file, of whatever kind.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Entry {
        /// The kind's name in the ledger.
        pub kind: String,
        /// The record's name.
        pub record: Id<Any>,
        /// Its version.
        pub version: Version,
        /// The entry that holds it.
        pub seq: Seq,
        /// When it became known.
        pub known_at: Timestamp,
        /// The whole record as JSON; nothing when it was disposed of.
        pub body: Option<String>,
    }
}

crate::row! {
    /// A version of a record as it stands in the ledger.
    pub(crate) struct Stored {
        version: Version,
        seq: Seq,
        known_at: Timestamp,
        actor: Id<Staff>,
        command: String,
        reason: Option<String>,
        body: Option<String>,
    }
}

crate::statements! {
    static VERSION: Query<(u64,)> = "select version as value from ledger where kind = $1 and record = $2 order by version desc limit 1";
    static LATEST: Query<Stored> = "select version, seq, known_at, actor, command, reason, body from ledger
        where kind = $1 and record = $2 and seq <= $3 order by version desc limit 1";
    static ONE: Query<Stored> = "select version, seq, known_at, actor, command, reason, body from ledger
        where kind = $1 and record = $2 and version = $3";
    static HISTORY: Query<Stored> = "select version, seq, known_at, actor, command, reason, body from ledger
        where kind = $1 and record = $2 order by version";
    // The latest version known then of every record whose latest version known then still names the child.
    static CHILD: Query<Entry> = "select entry.kind, entry.record, entry.version, entry.seq, entry.known_at, entry.body
        from ledger_child named join ledger entry on entry.seq = named.seq
        where named.child = $1 and named.seq <= $2 and not exists (
            select 1 from ledger later
            where later.kind = entry.kind and later.record = entry.record and later.version = entry.version + 1 and later.seq <= $2)
        order by entry.seq";
}

impl Stored {
    /// The record in this version; nothing when its body was disposed of.
    pub fn into_versioned<R: Kept>(self) -> Result<Option<Versioned<R>>, Failure> {
        let Some(body) = &self.body else { return Ok(None) };
        Ok(Some(Versioned {
            record: read_body(body)?,
            version: self.version,
            seq: self.seq,
            known_at: self.known_at,
            actor: self.actor,
            command: self.command,
            reason: self.reason,
        }))
    }
}

impl Entry {
    /// The record, when it is of kind `R` and was not disposed of.
    ///
    /// # Errors
    /// When the body is not a record of that kind.
    pub fn read<R: Kept>(&self) -> Result<Option<R>, Failure> {
        match &self.body {
            Some(body) if self.kind == R::KIND => read_body(body).map(Some),
            _ => Ok(None),
        }
    }
}

/// A record from its body.
pub(crate) fn read_body<R: Kept>(body: &str) -> Result<R, Failure> {
    serde_json::from_str(body).map_err(|error| Failure::Body { kind: R::KIND, source: error.into() })
}

/// The version a record has now; [`Version::NONE`] when there is none.
pub(super) fn version_now(tx: &Transaction, kind: &str, id: &str) -> Result<Version, Failure> {
    let version = tx.maybe(&VERSION, &crate::values![kind, id])?;
    Ok(version.map_or(Version::NONE, |(version,)| Version(version)))
}

/// The record as it stands now.
///
/// # Errors
/// When the database fails.
pub fn load<R: Kept>(permit: &Permit<'_>, id: Id<R>) -> Result<Option<Versioned<R>>, Failure> {
    at(permit, id, Known::Now)
}

/// The record as it was known then.
///
/// # Errors
/// When the database fails.
pub fn at<R: Kept>(permit: &Permit<'_>, id: Id<R>, known: Known) -> Result<Option<Versioned<R>>, Failure> {
    known_then(permit.tx(), id, known)
}

/// The record as it stands now, for what happens before anybody is at the door.
pub(crate) fn latest<R: Kept>(tx: &Transaction, id: Id<R>) -> Result<Option<R>, Failure> {
    Ok(known_then(tx, id, Known::Now)?.map(|known| known.record))
}

/// The record as it stood after an entry.
pub(crate) fn latest_until<R: Kept>(tx: &Transaction, id: Id<R>, seq: Seq) -> Result<Option<R>, Failure> {
    Ok(known_then(tx, id, Known::At(seq))?.map(|known| known.record))
}

/// The same, with the act that last changed it.
pub(crate) fn latest_version<R: Kept>(tx: &Transaction, id: Id<R>) -> Result<Option<Versioned<R>>, Failure> {
    known_then(tx, id, Known::Now)
}

fn known_then<R: Kept>(tx: &Transaction, id: Id<R>, known: Known) -> Result<Option<Versioned<R>>, Failure> {
    match tx.maybe(&LATEST, &crate::values![R::KIND, id, known.last()])? {
        Some(stored) => stored.into_versioned(),
        None => Ok(None),
    }
}

/// One version of a record; nothing when there is none or its body was disposed of. A long record has many long versions: to see one, one is read.
///
/// # Errors
/// When the database fails.
pub fn version<R: Kept>(
    permit: &Permit<'_>,
    id: Id<R>,
    version: Version,
) -> Result<Option<Versioned<R>>, Failure> {
    match permit.tx().maybe(&ONE, &crate::values![R::KIND, id, version])? {
        Some(stored) => stored.into_versioned(),
        None => Ok(None),
    }
}

/// Every version of a record that still has its body, oldest first.
///
/// # Errors
/// When the database fails.
pub fn history<R: Kept>(permit: &Permit<'_>, id: Id<R>) -> Result<Vec<Versioned<R>>, Failure> {
    let stored = permit.tx().all(&HISTORY, &crate::values![R::KIND, id])?;
    let mut versions = Vec::with_capacity(stored.len());
    for version in stored {
        versions.extend(version.into_versioned()?);
    }
    Ok(versions)
}

/// Every record of a child's file as it was known then, in the order of knowledge: of every record that was read as one with the child's then, each naming
/// the child where it names another of them. That the others were read is noted.
///
/// # Errors
/// [`Refusal::NotFound`] when the permit is for another child; a failure when the database fails.
pub fn child_records(permit: &Permit<'_>, child: Id<Person>, known: Known) -> Result<Vec<Entry>, Stop> {
    if !permit.is_about(child) {
        return Err(Refusal::NotFound.into());
    }
    let mut entries = permit.tx().all(&CHILD, &crate::values![child, known.last()])?;
    let group = read_as_one::of(permit, child, known)?;
    if group.is_alone() {
        return Ok(entries);
    }
    let others: Vec<Id<Any>> = group.others(child).map(Id::any).collect();
    for other in group.others(child) {
        permit.shown(other);
        entries.extend(permit.tx().all(&CHILD, &crate::values![other, known.last()])?);
    }
    entries.sort_by_key(|entry| entry.seq);
    entries.dedup_by_key(|entry| entry.seq);
    for entry in &mut entries {
        entry.body = entry.body.take().map(|body| read_as_one::named(&body, &entry.kind, child, &others));
    }
    Ok(entries)
}
