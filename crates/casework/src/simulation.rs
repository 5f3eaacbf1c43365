//! Time and chance that can be repeated: scenarios, the demo council, tests and benchmarks run a council's year in seconds.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::house::{Chance, Clock};

/// A clock that stands still until it is set. It can be set back, as real clocks sometimes are.
#[derive(Debug)]
pub struct SimulatedClock(AtomicI64);

impl SimulatedClock {
    /// A clock that stands at a moment.
    pub fn at(moment: Timestamp) -> Self {
        SimulatedClock(AtomicI64::new(moment.as_microsecond()))
    }

    /// Sets the clock.
    pub fn set(&self, moment: Timestamp) {
        self.0.store(moment.as_microsecond(), Ordering::SeqCst);
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Chance from a seed: the same seed gives the same council.
#[derive(Debug)]
pub struct SeededChance(Mutex<ChaCha8Rng>);

impl SeededChance {
    /// Chance from a seed.
    pub fn from_seed(seed: u64) -> Self {
        SeededChance(Mutex::new(ChaCha8Rng::seed_from_u64(seed)))
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}
