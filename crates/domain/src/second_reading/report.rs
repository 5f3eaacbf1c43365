//! A figure of agreement, or the words that stand instead of one: few readings say nothing, and neither do readings that were all alike.

use super::kappa::{Agreement, Kappa, Weights};

/// How far two managers agree, as far as that can be said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// Too few readings to say.
    TooFew {
        /// How many there are.
        n: u32,
        /// How many it takes.
        fewest: u32,
    },
    /// Everybody said the same: there is nothing beyond chance to measure.
    AllAlike {
        /// How many there are.
        n: u32,
    },
    /// One of the two never chose it: there is nothing to compare.
    NeverChosen {
        /// How many readings there are.
        n: u32,
    },
    /// Kappa with its interval.
    Said {
        /// From how many readings.
        n: u32,
        /// The figure.
        kappa: Kappa,
    },
}

impl Figure {
    /// What can be said of readings when it takes so many to say anything.
    pub fn of<const LEVELS: usize>(agreement: &Agreement<LEVELS>, weights: Weights, fewest: u32) -> Self {
        let n = agreement.n();
        if n < fewest {
            return Figure::TooFew { n, fewest };
        }
        agreement.kappa(weights).map_or(Figure::AllAlike { n }, |kappa| Figure::Said { n, kappa })
    }

    /// What can be said of one level: was it this one or another?
    pub fn of_level<const LEVELS: usize>(agreement: &Agreement<LEVELS>, level: usize, fewest: u32) -> Self {
        let this = agreement.this_or_another(level);
        let [[both, first], [second, _]] = this.counts;
        match Figure::of(&this, Weights::Unweighted, fewest) {
            Figure::Said { n, .. } if both + first == 0 || both + second == 0 => Figure::NeverChosen { n },
            figure => figure,
        }
    }

    /// The figure as it is read out: "0.62, between 0.48 and 0.76 (41 readings)".
    pub fn in_words(self) -> String {
        match self {
            Figure::TooFew { n, fewest } => format!("Too few to say: {}, and it takes {fewest}", readings(n)),
            Figure::NeverChosen { n } => {
                format!("Cannot be said: one of the two answers was never this level ({})", readings(n))
            }
            Figure::AllAlike { n } => format!("Cannot be said: all {} were alike", readings(n)),
            Figure::Said { n, kappa } => {
                format!(
                    "{:.2}, between {:.2} and {:.2} ({})",
                    kappa.value,
                    kappa.lower,
                    kappa.upper,
                    readings(n)
                )
            }
        }
    }
}

fn readings(n: u32) -> String {
    if n == 1 { "1 reading".into() } else { format!("{n} readings") }
}
