//! Chance that can be repeated: the same seed, the same people.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn of(seed: u64) -> Dice {
        Dice(ChaCha8Rng::seed_from_u64(seed))
    }

    /// From 0 up to, not including, 1.
    pub fn part(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.part() < probability
    }

    /// From 0 up to, not including, `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.part() * end as f64) as usize
    }

    /// Both ends included.
    pub fn between(&mut self, first: i32, last: i32) -> i32 {
        first + self.below((last - first + 1).max(1) as usize) as i32
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of a list whose first are the most usual, as names are.
    pub fn usual<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let flat = 5.0;
        let place = flat * ((of.len() as f64 + flat) / flat).powf(self.part()) - flat;
        &of[(place as usize).min(of.len() - 1)]
    }

    /// Days that have gone by, many short and few long, in years on average.
    pub fn days_since(&mut self, years: f64) -> i32 {
        (-(1.0 - self.part()).ln() * years * 365.25) as i32
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for place in (1..list.len()).rev() {
            list.swap(place, self.below(place + 1));
        }
    }
}
