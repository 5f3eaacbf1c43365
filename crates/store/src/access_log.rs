//! Who looked at what, or tried to: a chain of its own beside the ledger. "Who has looked at this child" is answered from here, and every
//! refusal stands here too.

use domain::access::{Action, Subject};
use domain::id::{Any, Id};
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;

use crate::door::{Door, Permit};
use crate::engine::{Change, Query, Transaction};
use crate::failure::{Failure, Stop};
use crate::ledger::{AccessColumns, Chain, Place, Seq, access_hash, move_head, take_head};

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was allowed.
    Allowed,
    /// It was refused.
    Refused,
    /// It was allowed, and then what it was for did not happen.
    Undone,
    /// The form had been sent before; the same answer was given again.
    Replayed,
}

impl Outcome {
    /// The word in the log.
    pub const fn code(self) -> &'static str {
        match self {
            Outcome::Allowed => "allowed",
            Outcome::Refused => "refused",
            Outcome::Undone => "undone",
            Outcome::Replayed => "replayed",
        }
    }
}

/// One entry to be written.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    at: Timestamp,
    actor: Id<Staff>,
    act: &'static str,
    purpose: String,
    child: Option<String>,
    kind: Option<&'static str>,
    record: Option<String>,
    outcome: Outcome,
    grounds: String,
}

crate::row! {
    /// One entry as it is shown.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Looked {
        /// Its place in the log.
        pub seq: Seq,
        /// When.
        pub at: Timestamp,
        /// Who.
        pub actor: Id<Staff>,
        /// The act's code ([`Action::code`]).
        pub act: String,
        /// What the session was for.
        pub purpose: String,
        /// The child asked about.
        pub child: Option<Id<Person>>,
        /// The kind of the record asked about.
        pub kind: Option<String>,
        /// The record asked about.
        pub record: Option<Id<Any>>,
        /// `allowed`, `refused`, `undone` or `replayed`.
        pub outcome: String,
        /// Why.
        pub grounds: String,
    }
}

crate::statements! {
    static ADD: Change = "insert into access (seq, at, actor, act, purpose, child, kind, record, outcome, grounds, previous, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    // A look at a contact, at its enquiry, at what an agency was asked in it, or at any record in the child's file is a look at each child it names.
    static ABOUT_CHILD: Query<Looked> = "select seq, at, actor, act, purpose, child, kind, record, outcome, grounds from access
        where (child = $1 or record in (select id from contact_child where contact_child.child = $1)
            or record in (select enquiry.id from enquiry join contact_child named on named.id = enquiry.contact and named.child = $1)
            or record in (select asked.id from information_request asked join enquiry on enquiry.id = asked.enquiry
                join contact_child named on named.id = enquiry.contact and named.child = $1)
            or record in (select entry.record from ledger_child filed join ledger entry on entry.seq = filed.seq
                where filed.child = $1)) and seq < $2
        order by seq desc limit $3";
    static BY_ACTOR: Query<Looked> = "select seq, at, actor, act, purpose, child, kind, record, outcome, grounds from access
        where actor = $1 and seq < $2 order by seq desc limit $3";
}

impl Note {
    pub(crate) fn of(
        door: &Door,
        action: Action,
        subject: Subject,
        outcome: Outcome,
        grounds: String,
    ) -> Self {
        let (child, kind, record) = match subject {
            Subject::House => (None, None, None),
            Subject::Child(child) => (Some(child.to_string()), None, None),
            Subject::Contact(contact) => (None, Some("contact"), Some(contact.to_string())),
            Subject::Enquiry(enquiry) => (None, Some("enquiry"), Some(enquiry.to_string())),
            Subject::Request(request) => (None, Some("information_request"), Some(request.to_string())),
            Subject::Notification(told) => (None, Some("notification"), Some(told.to_string())),
            Subject::RefusedRow(row) => (None, Some("refused_row"), Some(row.to_string())),
            Subject::Partner(staff) => (None, Some("staff"), Some(staff.to_string())),
            Subject::Meeting(meeting) => (None, Some("meeting"), Some(meeting.to_string())),
            Subject::Discussion(discussion) => {
                (None, Some("strategy_discussion"), Some(discussion.to_string()))
            }
            Subject::Record(record) => (None, Some(record.kind), Some(record.id.to_string())),
            Subject::Disagreement(of) => (None, Some("disagreement"), Some(of.to_string())),
            Subject::Audit(audit) => (None, Some("audit"), Some(audit.to_string())),
        };
        Note {
            at: door.at(),
            actor: door.actor().staff,
            act: action.code(),
            purpose: door.purpose().to_owned(),
            child,
            kind,
            record,
            outcome,
            grounds,
        }
    }

    /// A note that a form was sent again.
    pub(crate) fn replayed(door: &Door, act: &'static str, form: &str) -> Self {
        Note {
            at: door.at(),
            actor: door.actor().staff,
            act,
            purpose: door.purpose().to_owned(),
            child: None,
            kind: Some("form"),
            record: Some(form.to_owned()),
            outcome: Outcome::Replayed,
            grounds: "the same form was sent before".to_owned(),
        }
    }

    /// The same note for an act that did not happen in the end.
    pub(crate) fn undone(self) -> Self {
        match self.outcome {
            Outcome::Allowed => Note { outcome: Outcome::Undone, ..self },
            _ => self,
        }
    }
}

/// Adds entries to the chain. The head is held from here to the commit, so this is a transaction's last act.
pub(crate) fn append(tx: &Transaction, notes: &[Note]) -> Result<(), Failure> {
    if notes.is_empty() {
        return Ok(());
    }
    let mut head = take_head(tx, Chain::Access)?;
    for note in notes {
        let seq = Seq(head.seq.0 + 1);
        let actor = note.actor.to_string();
        let hash = access_hash(&AccessColumns {
            previous: &head.hash,
            seq: i64::try_from(seq.0).unwrap_or(i64::MAX),
            at: note.at.as_microsecond(),
            actor: &actor,
            act: note.act,
            purpose: &note.purpose,
            child: note.child.as_deref(),
            kind: note.kind,
            record: note.record.as_deref(),
            outcome: note.outcome.code(),
            grounds: &note.grounds,
        });
        let columns = crate::values![
            seq,
            note.at,
            actor,
            note.act,
            &note.purpose,
            note.child.clone(),
            note.kind,
            note.record.clone(),
            note.outcome.code(),
            &note.grounds,
            head.hash,
            hash,
        ];
        tx.run(&ADD, &columns)?;
        head = Place { seq, at: note.at, hash, algorithm: head.algorithm };
    }
    move_head(tx, Chain::Access, &head)
}

/// Who looked at a child, newest first, `limit` entries older than `before`.
///
/// # Errors
/// [`Refusal::NotFound`] when the permit is for another child; a failure when the database fails.
pub fn about_child(
    permit: &Permit<'_>,
    child: Id<Person>,
    before: Option<Seq>,
    limit: u32,
) -> Result<Vec<Looked>, Stop> {
    if !permit.is_about(child) {
        return Err(Refusal::NotFound.into());
    }
    Ok(permit.tx().all(&ABOUT_CHILD, &crate::values![child, older_than(before), limit])?)
}

/// What somebody looked at, newest first, `limit` entries older than `before`.
///
/// # Errors
/// When the database fails.
pub fn by_actor(
    permit: &Permit<'_>,
    actor: Id<Staff>,
    before: Option<Seq>,
    limit: u32,
) -> Result<Vec<Looked>, Failure> {
    permit.tx().all(&BY_ACTOR, &crate::values![actor, older_than(before), limit])
}

fn older_than(before: Option<Seq>) -> i64 {
    before.map_or(i64::MAX, |seq| i64::try_from(seq.0).unwrap_or(i64::MAX))
}
