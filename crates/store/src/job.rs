//! Things to do after a change: send a message, make a document. A job is written in the same transaction as the change that asks for it, so
//! neither stands without the other. A worker leases it; if the worker dies the lease runs out and another takes it. What fails is tried again
//! later and later, and after enough tries lies where the administrator sees it.
//!
//! A job may be done twice (the worker died between doing and saying so): its key goes to the other side, which then does it once.

use domain::id::Id;
use jiff::{SignedDuration, Timestamp};

use crate::Store;
use crate::door::{Permit, WriteDoor, WritePermit};
use crate::engine::{Change, Query};
use crate::failure::Failure;

/// A thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its name, from the session's chance.
    pub id: Id<Job>,
    /// What kind of thing: `send_feedback`.
    pub kind: String,
    /// What it needs, as JSON.
    pub body: String,
    /// The idempotency key: a second job with the same key is the same job and is not added.
    pub key: String,
    /// Not before.
    pub due_at: Timestamp,
}

crate::row! {
    /// A job that one worker has for a while.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Leased {
        /// Its name.
        pub id: Id<Job>,
        /// What kind of thing.
        pub kind: String,
        /// What it needs, as JSON.
        pub body: String,
        /// The idempotency key.
        pub key: String,
        /// Which try this is, from 1.
        pub attempts: u64,
        /// Until when the worker has it.
        pub leased_until: Timestamp,
        /// The worker.
        pub leased_by: String,
    }
}

crate::row! {
    /// A job nobody tries any more.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DeadLetter {
        /// Its name.
        pub id: Id<Job>,
        /// What kind of thing.
        pub kind: String,
        /// How often it was tried.
        pub attempts: u64,
        /// What went wrong last, in words without a child's name.
        pub last_error: Option<String>,
        /// When it was asked for.
        pub created_at: Timestamp,
        /// When it was given up.
        pub finished_at: Option<Timestamp>,
    }
}

/// How often a job is tried, how long a worker has it, and how long it waits after the first failure; the wait doubles each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Tries before it is given up.
    pub attempts: u32,
    /// How long a worker has it.
    pub lease: SignedDuration,
    /// The wait after the first failure.
    pub first_wait: SignedDuration,
    /// The longest wait.
    pub longest_wait: SignedDuration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            attempts: 12,
            lease: SignedDuration::from_mins(5),
            first_wait: SignedDuration::from_secs(10),
            longest_wait: SignedDuration::from_hours(1),
        }
    }
}

impl Patience {
    /// How long a job waits after its `attempts`th try has failed.
    pub fn wait_after(&self, attempts: u64) -> SignedDuration {
        let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
        let factor = 2_i32.checked_pow(doublings).unwrap_or(i32::MAX);
        self.first_wait.checked_mul(factor).unwrap_or(self.longest_wait).min(self.longest_wait)
    }
}

crate::row! {
    /// How a job of a kind stands.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Standing {
        /// `waiting`, `done` or `dead`.
        pub state: String,
        /// Not before.
        pub due_at: Timestamp,
        /// How often it was tried.
        pub attempts: u64,
        /// What went wrong last, in words without a child's name.
        pub last_error: Option<String>,
        /// When it was done or given up.
        pub finished_at: Option<Timestamp>,
    }
}

crate::statements! {
    static OF_KIND: Query<Standing> = "select state, due_at, attempts, last_error, finished_at from job
        where kind = $1 order by created_at desc, id desc limit 20";
    static PUT: Change = "insert into job (id, kind, body, key, state, due_at, attempts, created_at)
        values ($1, $2, $3, $4, 'waiting', $5, 0, $6) on conflict (key) do nothing";
    // The outer condition is asked again after a wait for another worker's lock, so two workers never get the same job.
    static LEASE: Query<Leased> = "update job set leased_until = $2, leased_by = $3, attempts = attempts + 1
        where id = (select id from job where state = 'waiting' and due_at <= $1 and (leased_until is null or leased_until <= $1)
            order by due_at, id limit 1)
        and state = 'waiting' and due_at <= $1 and (leased_until is null or leased_until <= $1)
        returning id, kind, body, key, attempts, leased_until, leased_by";
    static DUE: Query<(u64,)> = "select count(*) as value from job
        where state = 'waiting' and due_at <= $1 and (leased_until is null or leased_until <= $1)";
    static DONE: Change = "update job set state = 'done', finished_at = $3, leased_until = null, last_error = null
        where id = $1 and leased_by = $2 and state = 'waiting'";
    static AGAIN: Change = "update job set due_at = $3, last_error = $4, leased_until = null, leased_by = null
        where id = $1 and leased_by = $2 and state = 'waiting'";
    static GIVE_UP: Change = "update job set state = 'dead', finished_at = $3, last_error = $4, leased_until = null
        where id = $1 and leased_by = $2 and state = 'waiting'";
    static DEAD: Query<DeadLetter> = "select id, kind, attempts, last_error, created_at, finished_at from job
        where state = 'dead' order by finished_at, id";
    static REQUEUE: Change = "update job set state = 'waiting', attempts = 0, due_at = $2, finished_at = null, leased_by = null
        where id = $1 and state = 'dead'";
    static FORGET: Change = "delete from job where state = 'done' and finished_at < $1";
    static NEXT: Query<(Option<Timestamp>,)> = "select min(due_at) as value from job where state = 'waiting'";
}

/// Asks for a job in the same transaction as the change.
///
/// # Errors
/// When the database fails.
pub fn put(door: &WriteDoor, job: &Job) -> Result<(), Failure> {
    let values = crate::values![job.id, &job.kind, &job.body, &job.key, job.due_at, door.at()];
    door.tx().run(&PUT, &values).map(drop)
}

/// The jobs nobody tries any more, oldest first.
///
/// # Errors
/// When the database fails.
pub fn dead_letters(permit: &Permit<'_>) -> Result<Vec<DeadLetter>, Failure> {
    permit.tx().all(&DEAD, &[])
}

/// Puts a dead letter back into the queue; false when it is not one.
///
/// # Errors
/// When the database fails.
pub fn requeue(permit: &WritePermit<'_>, id: Id<Job>) -> Result<bool, Failure> {
    Ok(permit.tx().run(&REQUEUE, &crate::values![id, permit.at()])? == 1)
}

/// The last jobs of a kind, the newest first.
///
/// # Errors
/// When the database fails.
pub fn of_kind(permit: &Permit<'_>, kind: &str) -> Result<Vec<Standing>, Failure> {
    permit.tx().all(&OF_KIND, &crate::values![kind])
}

impl Store {
    /// Takes the job that is due longest, for one worker, for a while; nothing when none is due.
    ///
    /// # Errors
    /// When the database fails.
    pub fn lease_job(
        &self,
        worker: &str,
        at: Timestamp,
        patience: &Patience,
    ) -> Result<Option<Leased>, Failure> {
        self.change(|tx| {
            let until = at.saturating_add(patience.lease).unwrap_or(Timestamp::MAX);
            loop {
                let leased = tx.maybe(&LEASE, &crate::values![at, until, worker])?;
                // Another worker may have taken the one looked at: then there may be a next.
                if leased.is_some() || tx.one(&DUE, &crate::values![at])?.0 == 0 {
                    return Ok(leased);
                }
            }
        })
    }

    /// The job is done. False when the lease ran out and another worker has it: then the other's word counts.
    ///
    /// # Errors
    /// When the database fails.
    pub fn finish_job(&self, leased: &Leased, at: Timestamp) -> Result<bool, Failure> {
        self.change(|tx| Ok(tx.run(&DONE, &crate::values![leased.id, &leased.leased_by, at])? == 1))
    }

    /// The job failed: it is tried again later, or given up after enough tries. `error` says what went wrong without a child's name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn fail_job(
        &self,
        leased: &Leased,
        at: Timestamp,
        error: &str,
        patience: &Patience,
    ) -> Result<(), Failure> {
        self.change(|tx| {
            let (id, worker) = (leased.id, &leased.leased_by);
            if leased.attempts >= u64::from(patience.attempts) {
                return tx.run(&GIVE_UP, &crate::values![id, worker, at, error]).map(drop);
            }
            let due = at.saturating_add(patience.wait_after(leased.attempts)).unwrap_or(Timestamp::MAX);
            tx.run(&AGAIN, &crate::values![id, worker, due, error]).map(drop)
        })
    }

    /// When the next job is due, so that a worker knows how long it may rest.
    ///
    /// # Errors
    /// When the database fails.
    pub fn next_job_due(&self) -> Result<Option<Timestamp>, Failure> {
        self.look(|tx| Ok(tx.one(&NEXT, &[])?.0))
    }

    /// Throws away the jobs done before a moment, and says how many.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forget_jobs(&self, before: Timestamp) -> Result<u64, Failure> {
        self.change(|tx| tx.run(&FORGET, &crate::values![before]))
    }
}

#[cfg(test)]
mod tests {
    use super::Patience;
    use jiff::SignedDuration;

    #[test]
    fn waits_double_up_to_a_limit() {
        let patience = Patience::default();
        for (attempts, seconds) in [(1, 10), (2, 20), (3, 40), (8, 1280), (10, 3600), (u64::MAX, 3600)] {
            assert_eq!(patience.wait_after(attempts), SignedDuration::from_secs(seconds), "{attempts}");
        }
    }
}
