//! The recorder writes down who looked. Readers hand their notes over and wait until they are on the disk; notes that arrive while the disk is
//! busy share the next commit, so that a hundred readers cost little more than one.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::access_log::{self, Note};
use crate::engine::{Mode, Pool, Transaction};
use crate::failure::Failure;

/// How many readers' notes share one commit at most.
const TOGETHER: usize = 1_000;

/// The way to the recorder's thread.
pub(crate) struct Recorder {
    /// Taken away when the store is closed, which ends the thread.
    hand_over: Mutex<Option<Sender<Batch>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// One reader's notes and where to say that they are written.
struct Batch {
    notes: Vec<Note>,
    written: SyncSender<Result<(), NotWritten>>,
}

/// Why notes were not written, for each of those who wait.
#[derive(Debug, Clone)]
enum NotWritten {
    Saturated { waiting: usize, longest: Duration },
    Failed(String),
}

impl Recorder {
    /// Starts the thread. It writes over this pool's connection.
    pub fn start(pool: Arc<Pool>) -> Result<Self, Failure> {
        let (hand_over, waiting) = channel();
        let thread = std::thread::Builder::new()
            .name("access recorder".to_owned())
            .spawn(move || write_until_closed(&pool, &waiting))
            .map_err(|error| Failure::file("the recorder's thread could not be started", error))?;
        Ok(Recorder { hand_over: Mutex::new(Some(hand_over)), thread: Mutex::new(Some(thread)) })
    }

    /// Gives back when the notes are on the disk.
    pub fn record(&self, notes: Vec<Note>) -> Result<(), Failure> {
        if notes.is_empty() {
            return Ok(());
        }
        let gone = || Failure::NotRecorded("the recorder has stopped".to_owned());
        let (written, outcome) = sync_channel(1);
        {
            let hand_over = self.hand_over.lock().unwrap_or_else(PoisonError::into_inner);
            let sender = hand_over.as_ref().ok_or_else(gone)?;
            sender.send(Batch { notes, written }).map_err(|_| gone())?;
        }
        match outcome.recv() {
            Ok(Ok(())) => Ok(()),
            Ok(Err(NotWritten::Saturated { waiting, longest })) => {
                Err(Failure::Saturated { waiting, longest })
            }
            Ok(Err(NotWritten::Failed(words))) => Err(Failure::NotRecorded(words)),
            Err(_) => Err(gone()),
        }
    }
}

/// Waits for the notes already handed over.
impl Drop for Recorder {
    fn drop(&mut self) {
        *self.hand_over.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the access recorder ended by a panic");
        }
    }
}

fn write_until_closed(pool: &Arc<Pool>, waiting: &Receiver<Batch>) {
    while let Ok(first) = waiting.recv() {
        let mut batches = vec![first];
        // Whoever came while the last commit was under way comes along.
        batches.extend(waiting.try_iter().take(TOGETHER - 1));
        let outcome = write(pool, &mut batches).map_err(|failure| {
            tracing::error!(%failure, "readings could not be recorded and are not shown");
            match failure {
                Failure::Saturated { waiting, longest } => NotWritten::Saturated { waiting, longest },
                other => NotWritten::Failed(other.to_string()),
            }
        });
        for batch in batches {
            // A reader that no longer waits shows nothing, and its note stands.
            let _ = batch.written.send(outcome.clone());
        }
    }
}

fn write(pool: &Arc<Pool>, batches: &mut [Batch]) -> Result<(), Failure> {
    let tx = Transaction::begin_on(pool.lease_for_all()?, Mode::Write)?;
    let notes: Vec<Note> = batches.iter_mut().flat_map(|batch| std::mem::take(&mut batch.notes)).collect();
    access_log::append(&tx, &notes)?;
    tx.commit()
}
