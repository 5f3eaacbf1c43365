//! Checking a password takes 24 MiB and a tenth of a second, on purpose. A crowd of strangers must not take all the memory or every thread, so
//! those who sign in pass one at a time, few wait, and one more is told that the service is busy. Passing one at a time also means that no two
//! guesses are judged by the same count.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use domain::refusal::Refusal;
use store::Stop;

/// How many wait: at ten a second nobody waits longer than a few seconds.
const MOST_WAITING: usize = 32;

/// Where those who sign in pass one at a time.
#[derive(Default)]
pub(crate) struct Gate {
    here: AtomicUsize,
    passing: Mutex<()>,
}

/// Somebody at the gate, until they leave it, even by a panic.
struct Here<'g>(&'g AtomicUsize);

impl Drop for Here<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Gate {
    /// Passes, or is told that too many wait.
    pub fn pass<T>(&self, act: impl FnOnce() -> Result<T, Stop>) -> Result<T, Stop> {
        let before = self.here.fetch_add(1, Ordering::AcqRel);
        let _here = Here(&self.here);
        if before > MOST_WAITING {
            return Err(Refusal::Busy.into());
        }
        // The gate guards no data, so one who panicked inside leaves nothing half done.
        let _passing = self.passing.lock().unwrap_or_else(PoisonError::into_inner);
        act()
    }
}

#[cfg(test)]
mod tests {
    use super::{Gate, MOST_WAITING};
    use domain::refusal::Refusal;
    use std::sync::Barrier;
    use std::sync::atomic::Ordering;
    use store::Stop;

    #[test]
    fn one_more_than_may_wait_is_told_at_once() {
        let gate = Gate::default();
        let (inside, leave) = (Barrier::new(2), Barrier::new(2));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                gate.pass(|| {
                    inside.wait();
                    leave.wait();
                    Ok(())
                })
            });
            inside.wait();
            for _ in 0..MOST_WAITING {
                scope.spawn(|| gate.pass(|| Ok(())).unwrap());
            }
            while gate.here.load(Ordering::Acquire) <= MOST_WAITING {
                std::thread::yield_now();
            }
            assert!(matches!(gate.pass(|| Ok(())), Err(Stop::Refusal(Refusal::Busy))));
            leave.wait();
        });
        assert_eq!(gate.here.load(Ordering::Acquire), 0);
        gate.pass(|| Ok(())).unwrap();
    }
}
