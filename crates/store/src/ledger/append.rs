//! Adding to the ledger: one writer at a time, who took its head when the session began and moves it when the session ends.

use std::cell::RefCell;

use domain::id::Id;
use domain::person::Person;
use domain::staff::Staff;
use jiff::{SignedDuration, Timestamp};

use super::Seq;
use super::chain::{Chain, Place, move_head, take_head};
use super::digest::{EntryColumns, body_digest, entry_hash};
use crate::engine::{Change, Transaction};
use crate::failure::Failure;

/// How far two sessions' clocks may be apart because one waited behind the other. Within it an entry is known when it is written, so that
/// time never runs backwards in the ledger; beyond it the clock itself was moved, and the record says honestly what it showed.
const WAITED: SignedDuration = SignedDuration::from_mins(1);

/// The right to add entries until the session's transaction ends.
pub(crate) struct Writer {
    head: RefCell<Place>,
    began: Seq,
}

/// What is added.
pub(crate) struct New<'e> {
    pub known_at: Timestamp,
    pub actor: Id<Staff>,
    pub command: &'e str,
    pub form: Option<&'e str>,
    pub reason: Option<&'e str>,
    pub kind: &'e str,
    pub record: &'e str,
    pub version: u64,
    pub body: &'e str,
    pub children: &'e [Id<Person>],
}

crate::statements! {
    static ENTRY: Change = "insert into ledger (seq, known_at, actor, command, form, reason, kind, record, version, body, body_digest, previous, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    static CHILD: Change = "insert into ledger_child (child, seq) values ($1, $2)";
}

impl Writer {
    /// Waits for the writer before and takes the head.
    pub fn begin(tx: &Transaction) -> Result<Self, Failure> {
        let head = take_head(tx, Chain::Ledger)?;
        Ok(Writer { began: head.seq, head: RefCell::new(head) })
    }

    /// The last entry before this session's.
    pub const fn began(&self) -> Seq {
        self.began
    }

    /// Adds one entry and its children.
    pub fn append(&self, tx: &Transaction, new: &New<'_>) -> Result<Seq, Failure> {
        let mut head = self.head.borrow_mut();
        let seq = Seq(head.seq.0 + 1);
        let back = head.at.duration_since(new.known_at);
        let known_at = if back.is_positive() && back <= WAITED { head.at } else { new.known_at };
        let mut children: Vec<String> = new.children.iter().map(Id::to_string).collect();
        children.sort_unstable();
        children.dedup();
        let digest = body_digest(new.body);
        let actor = new.actor.to_string();
        let hash = entry_hash(
            &EntryColumns {
                previous: &head.hash,
                seq: i64::try_from(seq.0).unwrap_or(i64::MAX),
                known_at: known_at.as_microsecond(),
                actor: &actor,
                command: new.command,
                form: new.form,
                reason: new.reason,
                kind: new.kind,
                record: new.record,
                version: i64::try_from(new.version).unwrap_or(i64::MAX),
                body_digest: &digest,
            },
            children.iter().map(String::as_str),
        );
        let columns = crate::values![
            seq,
            known_at,
            actor,
            new.command,
            new.form,
            new.reason,
            new.kind,
            new.record,
            new.version,
            new.body,
            digest,
            head.hash,
            hash,
        ];
        tx.run(&ENTRY, &columns)?;
        for child in children {
            tx.run(&CHILD, &crate::values![child, seq])?;
        }
        *head = Place { seq, at: known_at, hash, algorithm: std::mem::take(&mut head.algorithm) };
        Ok(seq)
    }

    /// Moves the head to the last entry added: the session's last act before its access entries.
    pub fn finish(&self, tx: &Transaction) -> Result<(), Failure> {
        let head = self.head.borrow();
        if head.seq == self.began {
            return Ok(());
        }
        move_head(tx, Chain::Ledger, &head)
    }
}
