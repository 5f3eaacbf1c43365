//! Chance with a seed: the same families live the same year in both arms.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

pub struct Chance(ChaCha8Rng);

impl Chance {
    pub fn from_seed(seed: u64) -> Self {
        Chance(ChaCha8Rng::seed_from_u64(seed))
    }

    /// From 0 up to 1.
    pub fn unit(&mut self) -> f64 {
        let bits = u32::try_from(self.0.next_u64() >> 32).unwrap_or_default();
        f64::from(bits) / 4_294_967_296.0
    }

    pub fn happens(&mut self, chance: f64) -> bool {
        self.unit() < chance
    }

    pub fn between(&mut self, least: f64, most: f64) -> f64 {
        least + (most - least) * self.unit()
    }

    /// A waiting time whose middle is known and whose tail is long (log-normal, sigma 0.8, from twelve even chances).
    pub fn waits(&mut self, middle: f64) -> f64 {
        let normal = (0..12).map(|_| self.unit()).sum::<f64>() - 6.0;
        middle * (0.8 * normal).exp()
    }
}
