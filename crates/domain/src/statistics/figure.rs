//! A figure of agreement, or the words that stand instead of one: few judgements say nothing, and neither do judgements that were all alike.

use super::alpha::{Alpha, Undefined};
use super::kappa::{Agreement, Weights};

/// How far people agree, as far as that can be said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// Too few to say.
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
        /// How many there are.
        n: u32,
    },
    /// The figure with its 95% interval.
    Said {
        /// From how many.
        n: u32,
        /// The figure: 1 is agreement always, 0 is what chance gives.
        value: f64,
        /// The lower end.
        lower: f64,
        /// The upper end.
        upper: f64,
    },
}

impl Figure {
    /// What kappa can say of two people's answers when it takes so many to say anything.
    pub fn of<const LEVELS: usize>(agreement: &Agreement<LEVELS>, weights: Weights, fewest: u32) -> Self {
        let n = agreement.n();
        if n < fewest {
            return Figure::TooFew { n, fewest };
        }
        let said = |kappa: super::kappa::Kappa| Figure::Said {
            n,
            value: kappa.value,
            lower: kappa.lower,
            upper: kappa.upper,
        };
        agreement.kappa(weights).map_or(Figure::AllAlike { n }, said)
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

    /// What alpha can say of so many things that were judged twice.
    pub fn of_alpha(n: u32, fewest: u32, alpha: Result<Alpha, Undefined>) -> Self {
        match alpha {
            _ if n < fewest => Figure::TooFew { n, fewest },
            Err(Undefined::NoPairs) => Figure::TooFew { n, fewest },
            Err(Undefined::OneCategory) => Figure::AllAlike { n },
            Ok(Alpha { value, lower, upper, .. }) => Figure::Said { n, value, lower, upper },
        }
    }

    /// The figure as it is read out: "0.62, between 0.48 and 0.76 (41 readings)".
    pub fn in_words(self) -> String {
        self.in_words_of("reading", "readings")
    }

    /// The same of something else than readings: one of them, and many.
    pub fn in_words_of(self, one: &str, many: &str) -> String {
        let counted = |n: u32| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
        match self {
            Figure::TooFew { n, fewest } => format!("Too few to say: {}, and it takes {fewest}", counted(n)),
            Figure::NeverChosen { n } => {
                format!("Cannot be said: one of the two answers was never this level ({})", counted(n))
            }
            Figure::AllAlike { n } => format!("Cannot be said: all {} were alike", counted(n)),
            Figure::Said { n, value, lower, upper } => {
                format!("{value:.2}, between {lower:.2} and {upper:.2} ({})", counted(n))
            }
        }
    }
}
