//! Chance with a seed: the same seed gives the same people, word for word, on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A run of chance. Each community has a run of its own, so that one may be made without the others.
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The run with this number under a seed.
    pub fn new(seed: u64, run: u64) -> Chance {
        let mut source = ChaCha8Rng::seed_from_u64(seed);
        source.set_stream(run);
        Chance(source)
    }

    /// From 0 up to 1.
    pub fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    /// Whether something happens that happens this often, from 0 to 1.
    pub fn happens(&mut self, often: f64) -> bool {
        self.unit() < often
    }

    /// A place below a count; 0 when the count is 0.
    pub fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX).min(u64::from(u32::MAX));
        usize::try_from((u64::from(self.0.next_u32()) * count) >> 32).unwrap_or_default()
    }

    /// A whole number from the one to the other, both included.
    pub fn between(&mut self, least: i32, most: i32) -> i32 {
        let span = usize::try_from(most - least + 1).unwrap_or(1);
        least + i32::try_from(self.below(span)).unwrap_or_default()
    }

    /// One of several, each as likely. The list is never empty.
    pub fn one<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.below(several.len())]
    }

    /// One of several of which the first are the usual ones. The list is never empty.
    pub fn usual<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        let depth = self.unit();
        // The share of the first of n is n to the power of -2/3: a tenth of 30, a twentieth of 90.
        &several[place(depth * depth.sqrt(), several.len())]
    }

    /// A place in a list of weights, as often as its weight says.
    pub fn weighed(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (at, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return at;
            }
        }
        0
    }
}

fn place(share: f64, count: usize) -> usize {
    let whole = share * f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    (whole as usize).min(count.saturating_sub(1))
}
