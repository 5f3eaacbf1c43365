//! How far two readers agree beyond chance: Cohen's kappa (Educational and Psychological Measurement 20, 1960), and weighted by how far apart two
//! levels are (Cohen, Psychological Bulletin 70, 1968), with the large-sample standard error of Fleiss, Cohen and Everitt (Psychological Bulletin
//! 72, 1969). With linear weights two levels apart is twice as far as one, with quadratic
//! ones four times.
//!
//! The standard error is the one for an interval, not the one for a test that there is no agreement at all.

/// The normal deviate that leaves two and a half in a hundred on either side.
const NINETY_FIVE: f64 = 1.959_963_984_540_054;

/// How two readers answered: the cell in row `first`, column `second` counts the readings that got those two answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement<const LEVELS: usize> {
    /// The counts.
    pub counts: [[u32; LEVELS]; LEVELS],
}

/// A kappa with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kappa {
    /// Agreement beyond chance: 1 is agreement always, 0 is what chance gives, below 0 is less.
    pub value: f64,
    /// The standard error.
    pub error: f64,
    /// The lower end of the 95% interval, never below -1.
    pub lower: f64,
    /// The upper end, never above 1.
    pub upper: f64,
}

/// How a disagreement counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// Every disagreement is as bad as any other.
    Unweighted,
    /// By how many levels the two are apart.
    Linear,
    /// By the square of how many: two levels apart count four times as much as one.
    Quadratic,
}

impl<const LEVELS: usize> Default for Agreement<LEVELS> {
    fn default() -> Self {
        Agreement { counts: [[0; LEVELS]; LEVELS] }
    }
}

impl<const LEVELS: usize> Agreement<LEVELS> {
    /// Counts one reading. Answers that are no level are left out.
    pub fn count(&mut self, first: usize, second: usize) {
        if let Some(cell) = self.counts.get_mut(first).and_then(|row| row.get_mut(second)) {
            *cell = cell.saturating_add(1);
        }
    }

    /// How many readings.
    pub fn n(&self) -> u32 {
        self.counts.iter().flatten().sum()
    }

    /// How many got the same answer twice.
    pub fn same(&self) -> u32 {
        (0..LEVELS).map(|level| self.counts[level][level]).sum()
    }

    /// The same readings, asked only whether each answer was this level or another.
    pub fn this_or_another(&self, level: usize) -> Agreement<2> {
        let mut found = Agreement::default();
        for (first, row) in self.counts.iter().enumerate() {
            for (second, count) in row.iter().enumerate() {
                let cell = &mut found.counts[usize::from(first != level)][usize::from(second != level)];
                *cell = cell.saturating_add(*count);
            }
        }
        found
    }

    /// The kappa. Nothing when there are no readings, or when chance alone would give full agreement: everybody said the same.
    pub fn kappa(&self, weights: Weights) -> Option<Kappa> {
        let n = f64::from(self.n());
        if self.n() == 0 {
            return None;
        }
        let share = |first: usize, second: usize| f64::from(self.counts[first][second]) / n;
        let rows: [f64; LEVELS] =
            std::array::from_fn(|first| (0..LEVELS).map(|second| share(first, second)).sum());
        let columns: [f64; LEVELS] =
            std::array::from_fn(|second| (0..LEVELS).map(|first| share(first, second)).sum());
        let weight = |first, second| weights.of::<LEVELS>(first, second);
        let over = |of: &dyn Fn(usize, usize) -> f64| -> f64 {
            (0..LEVELS)
                .flat_map(|first| (0..LEVELS).map(move |second| (first, second)))
                .map(|(f, s)| of(f, s))
                .sum()
        };
        let observed = over(&|first, second| weight(first, second) * share(first, second));
        let expected = over(&|first, second| weight(first, second) * rows[first] * columns[second]);
        let beyond = 1.0 - expected;
        if beyond <= f64::EPSILON {
            return None;
        }
        let of_row =
            |first: usize| -> f64 { (0..LEVELS).map(|second| columns[second] * weight(first, second)).sum() };
        let of_column =
            |second: usize| -> f64 { (0..LEVELS).map(|first| rows[first] * weight(first, second)).sum() };
        let spread = over(&|first, second| {
            let term =
                weight(first, second) * beyond - (of_row(first) + of_column(second)) * (1.0 - observed);
            share(first, second) * term * term
        });
        let centre = observed * expected - 2.0 * expected + observed;
        let variance = (spread - centre * centre) / (n * beyond.powi(4));
        let (value, error) = ((observed - expected) / beyond, variance.max(0.0).sqrt());
        let (lower, upper) = (value - NINETY_FIVE * error, value + NINETY_FIVE * error);
        Some(Kappa { value, error, lower: lower.max(-1.0), upper: upper.min(1.0) })
    }
}

impl Weights {
    /// How much two answers agree: 1 when they are the same.
    fn of<const LEVELS: usize>(self, first: usize, second: usize) -> f64 {
        let apart = first.abs_diff(second);
        match self {
            Weights::Unweighted => f64::from(u8::from(apart == 0)),
            Weights::Linear => 1.0 - far::<LEVELS>(apart),
            Weights::Quadratic => 1.0 - far::<LEVELS>(apart).powi(2),
        }
    }
}

/// How far apart, as a share of the farthest there is.
fn far<const LEVELS: usize>(apart: usize) -> f64 {
    let most = u16::try_from(LEVELS.saturating_sub(1).max(1)).unwrap_or(u16::MAX);
    f64::from(u16::try_from(apart).unwrap_or(u16::MAX)) / f64::from(most)
}
