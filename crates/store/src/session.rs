//! Signed-in browsers. Only the digest of a session's token is kept, so a copy of the database signs nobody in.

use domain::id::Id;
use domain::mash::Request;
use domain::staff::Staff;
use jiff::{SignedDuration, Timestamp};

use crate::Store;
use crate::engine::{Change, Query};
use crate::failure::Failure;
use crate::ledger;

crate::row! {
    /// One signed-in browser. `identity` says from these times whether it still is.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Session {
        /// The SHA-256 of the token in the browser's cookie.
        pub token_digest: [u8; 32],
        /// Who signed in.
        pub staff: Id<Staff>,
        /// When.
        pub started_at: Timestamp,
        /// The last request, to the half minute.
        pub seen_at: Timestamp,
        /// When the second factor was last shown; nothing while only the password was.
        pub second_factor_at: Option<Timestamp>,
        /// The one request it is bound to, for somebody who came by a link.
        pub request: Option<Id<Request>>,
    }
}

/// How far `seen_at` may lag behind, so that a request is not a write.
const SEEN_TO: SignedDuration = SignedDuration::from_secs(30);

crate::statements! {
    static START: Change = "insert into session (token_digest, staff, started_at, seen_at, second_factor_at, request) values ($1, $2, $3, $4, $5, $6)";
    static FIND: Query<Session> = "select token_digest, staff, started_at, seen_at, second_factor_at, request from session where token_digest = $1";
    static SEEN: Change = "update session set seen_at = $2 where token_digest = $1 and seen_at < $2";
    static PROVED: Change = "update session set second_factor_at = $2 where token_digest = $1";
    // An ended session still says whose it was, so that words typed after its end wait for their author; its times sign nobody in. A step of
    // signing in that is over is nobody's any more.
    static END: Change = "update session set seen_at = 0 where token_digest = $1 and second_factor_at is not null";
    static END_ALL: Change = "update session set seen_at = 0 where staff = $1 and seen_at > 0 and second_factor_at is not null";
    static END_STEP: Change = "delete from session where token_digest = $1 and second_factor_at is null";
    static END_STEPS: Change = "delete from session where staff = $1 and second_factor_at is null";
    static FORGET: Change = "delete from session where started_at < $1";
}

impl Store {
    /// Keeps a new session.
    ///
    /// # Errors
    /// When the database fails.
    pub fn start_session(&self, session: &Session) -> Result<(), Failure> {
        let Session { token_digest, staff, started_at, seen_at, second_factor_at, request } = session;
        let values = crate::values![token_digest, *staff, *started_at, *seen_at, *second_factor_at, *request];
        self.change(|tx| tx.run(&START, &values)).map(drop)
    }

    /// The session of a token.
    ///
    /// # Errors
    /// When the database fails.
    pub fn session(&self, token_digest: &[u8; 32]) -> Result<Option<Session>, Failure> {
        self.look(|tx| tx.maybe(&FIND, &crate::values![token_digest]))
    }

    /// The record of somebody who is signing in or signed in, as it stands now. It is their own, asked for before anybody is at the door, so
    /// nothing is noted; no other record can be had this way.
    ///
    /// # Errors
    /// When the database fails.
    pub fn own_record(&self, staff: Id<Staff>) -> Result<Option<Staff>, Failure> {
        self.look(|tx| ledger::latest(tx, staff))
    }

    /// Notes a request, when the last one noted is old enough for it to matter.
    ///
    /// # Errors
    /// When the database fails.
    pub fn session_seen(&self, session: &Session, at: Timestamp) -> Result<(), Failure> {
        if at.duration_since(session.seen_at) < SEEN_TO {
            return Ok(());
        }
        self.change(|tx| tx.run(&SEEN, &crate::values![session.token_digest, at])).map(drop)
    }

    /// Notes that the second factor was shown.
    ///
    /// # Errors
    /// When the database fails.
    pub fn session_proved(&self, token_digest: &[u8; 32], at: Timestamp) -> Result<(), Failure> {
        self.change(|tx| tx.run(&PROVED, &crate::values![token_digest, at])).map(drop)
    }

    /// Signs one browser out.
    ///
    /// # Errors
    /// When the database fails.
    pub fn end_session(&self, token_digest: &[u8; 32]) -> Result<(), Failure> {
        self.change(|tx| {
            tx.run(&END_STEP, &crate::values![token_digest])?;
            tx.run(&END, &crate::values![token_digest]).map(drop)
        })
    }

    /// Signs somebody out everywhere, and says of how many browsers.
    ///
    /// # Errors
    /// When the database fails.
    pub fn end_sessions(&self, staff: Id<Staff>) -> Result<u64, Failure> {
        self.change(|tx| {
            let steps = tx.run(&END_STEPS, &crate::values![staff])?;
            Ok(steps + tx.run(&END_ALL, &crate::values![staff])?)
        })
    }

    /// Throws away sessions started before a moment, and says how many.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forget_sessions(&self, started_before: Timestamp) -> Result<u64, Failure> {
        self.change(|tx| tx.run(&FORGET, &crate::values![started_before]))
    }
}
