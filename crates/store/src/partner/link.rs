//! Links for one request. The record stands in the ledger; what opens the link stands here as digests, and sealed until it has left. A copy of
//! the database opens nothing.

use domain::id::Id;
use domain::mash::Request;
use domain::partner::AnswerLink;
use domain::staff::Staff;

use crate::Store;
use crate::door::{Permit, WriteDoor, WritePermit};
use crate::engine::{Change, Column, Query, Value};
use crate::failure::Failure;
use crate::ledger::{self, Kept, Table};
use crate::values;

impl Kept for AnswerLink {
    const TABLE: Table = Table::new(
        "answer_link",
        &[
            Column::text("request"),
            Column::text("contact"),
            Column::integer("sent_at"),
            Column::integer("until"),
            Column::integer("waiting"),
        ],
    );

    fn row(&self) -> Vec<Value> {
        let waiting = self.used.is_none() && self.revoked.is_none();
        values![self.request, self.contact, self.sent_at, self.until, waiting]
    }
}

crate::row! {
    /// What opens a link.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Secret {
        /// Of which link.
        pub id: Id<AnswerLink>,
        /// The digest of what the link ends with.
        pub token_digest: [u8; 32],
        /// The digest of the code.
        pub code_digest: [u8; 32],
        /// What the link ends with, sealed until the message has left.
        pub token_sealed: Option<Vec<u8>>,
        /// The code, sealed until it has left.
        pub code_sealed: Option<Vec<u8>>,
    }
}

crate::statements! {
    static OF_REQUEST: Query<(Id<AnswerLink>,)> = "select id as value from answer_link where request = $1 order by sent_at desc, id";
    static KEEP: Change = "insert into link_secret (id, token_digest, code_digest, token_sealed, code_sealed) values ($1, $2, $3, $4, $5)";
    static BY_TOKEN: Query<Secret> = "select id, token_digest, code_digest, token_sealed, code_sealed from link_secret where token_digest = $1";
    static BY_LINK: Query<Secret> = "select id, token_digest, code_digest, token_sealed, code_sealed from link_secret where id = $1";
    static TOKEN_LEFT: Change = "update link_secret set token_sealed = null where id = $1";
    static CODE_LEFT: Change = "update link_secret set code_sealed = null where id = $1";
    // A link that was opened, or taken back, opens nothing: its digests go with it.
    static FORGET: Change = "delete from link_secret where id = $1";
    static END_SESSIONS: Change = "delete from session where staff = $1 and request = $2";
}

/// The links that were sent for a request, newest first.
///
/// # Errors
/// When the database fails.
pub fn of_request(permit: &Permit<'_>, request: Id<Request>) -> Result<Vec<Id<AnswerLink>>, Failure> {
    Ok(permit.tx().all(&OF_REQUEST, &values![request])?.into_iter().map(|(id,)| id).collect())
}

/// Keeps what opens a link, together with the record.
///
/// # Errors
/// When the database fails.
pub fn keep_secret(permit: &WritePermit<'_>, secret: &Secret) -> Result<(), Failure> {
    let row = values![
        secret.id,
        secret.token_digest,
        secret.code_digest,
        secret.token_sealed.clone(),
        secret.code_sealed.clone(),
    ];
    permit.tx().run(&KEEP, &row).map(drop)
}

/// The link opens nothing more: what opened it goes. Said in the same transaction as the change of the record.
///
/// # Errors
/// When the database fails.
pub fn forget_secret(door: &WriteDoor, link: Id<AnswerLink>) -> Result<(), Failure> {
    door.tx().run(&FORGET, &values![link]).map(drop)
}

/// Ends what a link opened.
///
/// # Errors
/// When the database fails.
pub fn end_sessions(door: &WriteDoor, staff: Id<Staff>, request: Id<Request>) -> Result<(), Failure> {
    door.tx().run(&END_SESSIONS, &values![staff, request]).map(drop)
}

impl Store {
    /// What opens the link with this digest. It is asked before anybody is at the door, and shows no record.
    ///
    /// # Errors
    /// When the database fails.
    pub fn link_secret(&self, token_digest: &[u8; 32]) -> Result<Option<Secret>, Failure> {
        self.look(|tx| tx.maybe(&BY_TOKEN, &values![token_digest]))
    }

    /// What opens a link, for sending it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn secret_of(&self, link: Id<AnswerLink>) -> Result<Option<Secret>, Failure> {
        self.look(|tx| tx.maybe(&BY_LINK, &values![link]))
    }

    /// The record of a link whose secret somebody holds. It names no child and says nothing of what is asked; no other record can be had this way.
    ///
    /// # Errors
    /// When the database fails.
    pub fn link(&self, link: Id<AnswerLink>) -> Result<Option<AnswerLink>, Failure> {
        self.look(|tx| ledger::latest(tx, link))
    }

    /// The message with the link has left.
    ///
    /// # Errors
    /// When the database fails.
    pub fn link_left(&self, link: Id<AnswerLink>) -> Result<(), Failure> {
        self.change(|tx| tx.run(&TOKEN_LEFT, &values![link])).map(drop)
    }

    /// The code has left.
    ///
    /// # Errors
    /// When the database fails.
    pub fn code_left(&self, link: Id<AnswerLink>) -> Result<(), Failure> {
        self.change(|tx| tx.run(&CODE_LEFT, &values![link])).map(drop)
    }
}
