//! How often something was tried: sign-ins by account and by address. `identity` says what follows from the counts.

use jiff::Timestamp;

use crate::Store;
use crate::engine::{Change, Query};
use crate::failure::Failure;

crate::row! {
    /// How often, and since when.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Tried {
        /// How often.
        pub count: u64,
        /// Since when, or when last: as the caller counts.
        pub since: Timestamp,
    }
}

crate::statements! {
    static READ: Query<Tried> = "select count, since from throttle where key = $1";
    static WRITE: Change = "insert into throttle (key, count, since) values ($1, $2, $3)
        on conflict (key) do update set count = excluded.count, since = excluded.since";
    // Holds the row until the change is written, so that two tries at once are both counted.
    static HOLD: Change = "insert into throttle (key, count, since) values ($1, 0, $2) on conflict (key) do update set key = excluded.key";
    static CLEAR: Change = "delete from throttle where key = $1";
    static FORGET: Change = "delete from throttle where since < $1";
}

impl Store {
    /// How often it was tried.
    ///
    /// # Errors
    /// When the database fails.
    pub fn tried(&self, key: &str) -> Result<Option<Tried>, Failure> {
        self.look(|tx| tx.maybe(&READ, &crate::values![key]))
    }

    /// Counts a try: `count` makes the new count from the one before. Tries at the same moment are counted one after the other.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_try(
        &self,
        key: &str,
        at: Timestamp,
        count: impl FnOnce(Option<Tried>) -> Tried,
    ) -> Result<Tried, Failure> {
        self.change(|tx| {
            tx.run(&HOLD, &crate::values![key, at])?;
            let before = tx.maybe(&READ, &crate::values![key])?.filter(|tried| tried.count > 0);
            let now = count(before);
            tx.run(&WRITE, &crate::values![key, now.count, now.since])?;
            Ok(now)
        })
    }

    /// Forgets the tries after a success.
    ///
    /// # Errors
    /// When the database fails.
    pub fn clear_tries(&self, key: &str) -> Result<(), Failure> {
        self.change(|tx| tx.run(&CLEAR, &crate::values![key])).map(drop)
    }

    /// Throws away tries since before a moment, and says how many.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forget_tries(&self, before: Timestamp) -> Result<u64, Failure> {
        self.change(|tx| tx.run(&FORGET, &crate::values![before]))
    }
}
