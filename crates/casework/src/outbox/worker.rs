//! The worker in the server's process: it rests until something is due, somebody rings, or a moment has passed in which another process may have
//! asked for something. Once an hour it throws away what nobody needs any more. It never rests on a clock alone and never runs in circles.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use domain::calendar::london;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::{Failure, Stop};

use super::run::Outbox;
use crate::house::House;
use crate::{feed, partner, watch};

/// The longest rest: another process of the same council may have asked for something meanwhile.
const LONGEST_REST: Duration = Duration::from_secs(2);
/// How often the escalation watch looks whether time alone asks something.
const WATCH_EVERY: SignedDuration = SignedDuration::from_mins(1);
/// How often what nobody needs is thrown away.
const TIDY_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// How long sign-ins that ended are kept, so that what their owner was typing can still be kept for them.
const SESSIONS_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long a chore that went wrong waits before it is tried again.
const CHORE_AGAIN: SignedDuration = SignedDuration::from_mins(1);
/// How long drafts are kept that nobody goes on with.
const DRAFTS_KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// How long errands that were done are kept.
const JOBS_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long failed tries are kept: longer than any rule remembers them.
const TRIES_KEPT: SignedDuration = SignedDuration::from_hours(2 * 24);

/// Something the worker of this process does again and again beside the outbox: making the downtime pack anew.
pub struct Chore {
    /// What it is, for the log.
    pub name: &'static str,
    /// How long it rests after it was begun.
    pub every: SignedDuration,
    /// What is done. What went wrong is said without a child's name.
    pub act: Act,
}

/// What is done in a house, and what went wrong.
pub type Act = Box<dyn FnMut(&House) -> Result<(), String> + Send>;

/// The worker of one process. Dropping it stops it.
pub struct Worker {
    bell: Arc<Bell>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Bell {
    rung: Mutex<Rung>,
    ringing: Condvar,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Rung {
    #[default]
    No,
    Work,
    Stop,
}

impl Bell {
    fn ring(&self, rung: Rung) {
        let mut now = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        if *now != Rung::Stop {
            *now = rung;
        }
        self.ringing.notify_all();
    }

    /// Rests; false when the worker must stop.
    fn rest(&self, longest: Duration) -> bool {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.ringing.wait_timeout_while(rung, longest, |rung| *rung == Rung::No);
        let (mut rung, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let stop = *rung == Rung::Stop;
        if !stop {
            *rung = Rung::No;
        }
        !stop
    }
}

impl Worker {
    /// Starts a worker. `name` tells it from those of other processes.
    ///
    /// # Errors
    /// When the system has no room for a thread.
    pub fn start(outbox: Outbox, name: String) -> std::io::Result<Self> {
        Self::start_with(outbox, name, Vec::new())
    }

    /// Starts a worker that does chores as well, each for the first time at once.
    ///
    /// # Errors
    /// As [`Worker::start`].
    pub fn start_with(outbox: Outbox, name: String, chores: Vec<Chore>) -> std::io::Result<Self> {
        let bell = Arc::new(Bell::default());
        let heard = Arc::clone(&bell);
        let thread = std::thread::Builder::new()
            .name("outbox".into())
            .spawn(move || work(&outbox, &name, &heard, chores))?;
        Ok(Worker { bell, thread: Some(thread) })
    }

    /// Says that there is something to do.
    pub fn ring(&self) {
        self.bell.ring(Rung::Work);
    }

    /// Stops the worker after what it is doing.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.bell.ring(Rung::Stop);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the outbox's worker had stopped by itself");
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.end();
    }
}

fn work(outbox: &Outbox, name: &str, bell: &Bell, chores: Vec<Chore>) {
    let (mut tidied, mut watched, mut swept, mut fed) = (Timestamp::MIN, Timestamp::MIN, None, None);
    let mut chores: Vec<(Timestamp, Chore)> =
        chores.into_iter().map(|chore| (Timestamp::MIN, chore)).collect();
    loop {
        if let Err(failure) = outbox.run_due(name) {
            tracing::error!(%failure, "the outbox could not be emptied");
        }
        // What another process wrote is read now, and not while somebody waits for an answer.
        if let Err(failure) = outbox.house.store.know_everybody() {
            tracing::error!(%failure, "what was written of people could not be read into memory");
        }
        let now = outbox.house.now();
        if now.duration_since(tidied) >= TIDY_EVERY {
            tidied = now;
            if let Err(failure) = tidy(outbox, now) {
                tracing::error!(%failure, "what nobody needs could not be thrown away");
            }
        }
        if now.duration_since(watched) >= WATCH_EVERY {
            watched = now;
            if let Err(stop) = let_time_pass(outbox, now, &mut swept) {
                tracing::error!(%stop, "the escalation watch could not look whether time asks something");
            }
        }
        if fed != Some(london::date_of(now)) {
            match feed::arrange(&outbox.house) {
                Ok(day) => fed = day.or(fed),
                Err(stop) => tracing::error!(%stop, "the daily feed could not be asked for"),
            }
        }
        for (done, chore) in &mut chores {
            if now.duration_since(*done) >= chore.every {
                *done = now;
                if let Err(words) = (chore.act)(&outbox.house) {
                    // What went wrong may be over in a minute.
                    *done = now.saturating_sub(chore.every - CHORE_AGAIN).unwrap_or(Timestamp::MIN);
                    tracing::error!(chore = chore.name, words, "a chore of the worker could not be done");
                }
            }
        }
        if !bell.rest(rest(outbox)) {
            return;
        }
    }
}

/// What time brings the escalation watch to ask, and once a day the look at every child.
fn let_time_pass(outbox: &Outbox, now: Timestamp, swept: &mut Option<Date>) -> Result<(), Stop> {
    watch::pass_time(&outbox.house)?;
    if *swept != Some(london::date_of(now)) {
        *swept = watch::arrange_sweep(&outbox.house)?.or(*swept);
    }
    Ok(())
}

/// Until the next errand is due. One that is due already is another worker's, or failed just now.
fn rest(outbox: &Outbox) -> Duration {
    let now = outbox.house.now();
    let due = outbox.house.store.next_job_due().ok().flatten().filter(|due| *due > now);
    let until = due.and_then(|due| Duration::try_from(due.duration_since(now)).ok());
    until.unwrap_or(LONGEST_REST).min(LONGEST_REST)
}

fn tidy(outbox: &Outbox, now: Timestamp) -> Result<(), Failure> {
    let store = &outbox.house.store;
    let before = |kept: SignedDuration| now.saturating_sub(kept).unwrap_or(Timestamp::MIN);
    store.forget_sessions(before(SESSIONS_KEPT))?;
    store.forget_drafts(before(DRAFTS_KEPT))?;
    store.forget_jobs(before(JOBS_KEPT))?;
    store.forget_tries(before(TRIES_KEPT))?;
    match partner::lapse_unused(&outbox.house) {
        Ok(0) => {}
        Ok(lapsed) => tracing::info!(lapsed, "accounts of agencies closed by themselves"),
        Err(Stop::Failure(failure)) => return Err(failure),
        Err(Stop::Refusal(refusal)) => tracing::error!(%refusal, "accounts that lapsed could not be closed"),
    }
    Ok(())
}
