//! Connections kept open and lent out. Those who wait are few and wait a bounded time: a service that is full says so at once and clearly,
//! instead of holding everybody until nobody is served.
//!
//! Written here because the well-known pools bound how long one waits but not how many wait, and keep threads of their own.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::connection::{Connection, Mode};
use super::{Database, Fault, FaultKind};
use crate::failure::Failure;

/// How many connections there are and how long anyone waits for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Connections open at once.
    pub connections: usize,
    /// How many may wait for one.
    pub waiting: usize,
    /// How long anyone waits.
    pub longest: Duration,
}

/// The connections of one mode.
pub(crate) struct Pool {
    database: Database,
    mode: Mode,
    limits: Limits,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Connection>,
    /// Connections lent or idle.
    open: usize,
    /// Those who wait, in the order they came.
    queue: VecDeque<u64>,
    next_ticket: u64,
}

/// A connection that goes back to its pool when dropped, or is closed when it broke.
pub(crate) struct Lease {
    pool: Arc<Pool>,
    /// Nothing once it was discarded.
    connection: Option<Connection>,
}

impl Pool {
    /// A pool without a connection yet.
    pub fn new(database: Database, mode: Mode, limits: Limits) -> Arc<Self> {
        Arc::new(Pool { database, mode, limits, state: Mutex::default(), freed: Condvar::new() })
    }

    /// Borrows a connection, waiting in turn if all are lent.
    ///
    /// # Errors
    /// [`Failure::Saturated`] when too many wait already or waiting took too long; [`Failure::Engine`] when none can be opened.
    pub fn lease(self: &Arc<Self>) -> Result<Lease, Failure> {
        self.wait(self.limits.waiting)
    }

    /// The same for the recorder, which speaks for many and is not turned away at the door.
    pub fn lease_for_all(self: &Arc<Self>) -> Result<Lease, Failure> {
        self.wait(usize::MAX)
    }

    fn wait(self: &Arc<Self>, others_at_most: usize) -> Result<Lease, Failure> {
        let until = Instant::now() + self.limits.longest;
        let mut state = self.state();
        if state.queue.is_empty() && state.available(&self.limits) {
            return self.take(state);
        }
        let waiting = state.queue.len();
        if waiting >= others_at_most {
            return Err(Failure::Saturated { waiting, longest: self.limits.longest });
        }
        let ticket = state.next_ticket;
        state.next_ticket += 1;
        state.queue.push_back(ticket);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let first = state.queue.front() == Some(&ticket);
            if first && state.available(&self.limits) {
                state.queue.pop_front();
                // Another may be free as well: the next in turn looks for itself.
                self.freed.notify_all();
                return self.take(state);
            }
            if left.is_zero() {
                state.queue.retain(|other| *other != ticket);
                self.freed.notify_all();
                return Err(Failure::Saturated { waiting: state.queue.len(), longest: self.limits.longest });
            }
            state = self.freed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Takes an idle connection or opens one, outside the lock.
    fn take(self: &Arc<Self>, mut state: MutexGuard<'_, State>) -> Result<Lease, Failure> {
        while let Some(connection) = state.idle.pop() {
            if !connection.closed() {
                return Ok(self.lent(connection));
            }
            state.open -= 1;
        }
        state.open += 1;
        drop(state);
        Connection::open(&self.database, self.mode, self.limits.longest)
            .map(|connection| self.lent(connection))
            .map_err(|fault| {
                self.state().open -= 1;
                self.freed.notify_all();
                Failure::engine("opening the database", fault)
            })
    }

    fn lent(self: &Arc<Self>, connection: Connection) -> Lease {
        Lease { pool: Arc::clone(self), connection: Some(connection) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere cannot leave the counts half changed: each change below is a single step.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lease {
    /// The connection.
    ///
    /// # Errors
    /// When it broke before and was closed.
    pub fn connection(&mut self) -> Result<&mut Connection, Fault> {
        self.connection.as_mut().ok_or_else(|| Fault {
            kind: FaultKind::Broken,
            code: "frontdoor".to_owned(),
            message: "the connection broke earlier in this transaction".to_owned(),
        })
    }

    /// Closes a connection that cannot be trusted any more.
    pub fn discard(&mut self) {
        self.connection = None;
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let mut state = self.pool.state();
        match self.connection.take() {
            Some(connection) => state.idle.push(connection),
            None => state.open -= 1,
        }
        drop(state);
        self.pool.freed.notify_all();
    }
}

impl State {
    fn available(&self, limits: &Limits) -> bool {
        !self.idle.is_empty() || self.open < limits.connections
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::channel;
    use std::thread;
    use std::time::Duration;

    use super::{Limits, Mode, Pool};
    use crate::engine::Database;
    use crate::failure::Failure;

    fn pool(folder: &tempfile::TempDir, waiting: usize, longest: Duration) -> Arc<Pool> {
        let database = Database::Sqlite(folder.path().join("pool.sqlite"));
        Pool::new(database, Mode::Write, Limits { connections: 1, waiting, longest })
    }

    #[test]
    fn one_more_than_may_wait_is_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let pool = pool(&folder, 0, Duration::from_secs(3600));
        let held = pool.lease().unwrap();
        let refused = pool.lease().err();
        assert!(matches!(refused, Some(Failure::Saturated { waiting: 0, .. })), "{refused:?}");
        drop(held);
        assert!(pool.lease().is_ok());
    }

    #[test]
    fn waiting_ends_when_it_has_lasted_too_long() {
        let folder = tempfile::tempdir().unwrap();
        let pool = pool(&folder, 5, Duration::from_millis(1));
        let held = pool.lease().unwrap();
        assert!(matches!(pool.lease().err(), Some(Failure::Saturated { .. })));
        drop(held);
        assert!(pool.lease().is_ok());
    }

    #[test]
    fn those_who_wait_are_served() {
        let folder = tempfile::tempdir().unwrap();
        let pool = pool(&folder, 5, Duration::from_secs(3600));
        let held = pool.lease().unwrap();
        let (served, outcome) = channel();
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let (pool, served) = (Arc::clone(&pool), served.clone());
                thread::spawn(move || served.send(pool.lease().is_ok()).unwrap())
            })
            .collect();
        drop(held);
        for _ in 0..4 {
            assert!(outcome.recv().unwrap());
        }
        for thread in threads {
            thread.join().unwrap();
        }
    }

    #[test]
    fn a_broken_connection_makes_room_for_another() {
        let folder = tempfile::tempdir().unwrap();
        let pool = pool(&folder, 0, Duration::from_millis(1));
        let mut lease = pool.lease().unwrap();
        lease.discard();
        assert!(lease.connection().is_err());
        drop(lease);
        assert!(pool.lease().unwrap().connection().is_ok());
    }
}
