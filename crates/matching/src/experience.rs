//! What evidence is worth. Every level of every fact has a weight in bits; names count more the rarer they are, shared places less
//! the more people are seen there; and what a sum may not do is held back. The terms of a [`Score`] add up to its total.

use std::sync::LazyLock;

use crate::compare::Strength;
use crate::evidence::{Direction, Doubt, Evidence, Fact, Family, Given, Household};

/// More different people than this at one home or phone, and it says less of each of them.
pub(crate) const HOUSEHOLD_SIZE: f32 = 8.0;
/// What relatives add beside a shared home or phone: who lives together has the same relatives.
const KIN_BESIDE_HOME: f32 = 0.4;
/// How far above a ceiling a score can rise, in bits: enough to keep matches in order.
const ABOVE_CEILING: f32 = 0.45;

/// The weights by which evidence is added up.
#[derive(Debug, Clone, PartialEq)]
pub struct Experience {
    weights: [[f32; Fact::MOST_LEVELS]; 8],
    given_rarity: Rarity,
    family_rarity: Rarity,
    possible: f32,
    likely: f32,
    strong: f32,
    prior: f32,
}

/// How the rarity of a name in agreement changes its weight.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rarity {
    /// The rarity at which the weight of "same" holds, in bits.
    pub reference: f32,
    /// The most that a common name takes off (0 or less).
    pub least: f32,
    /// The most that a rare name adds.
    pub most: f32,
}

/// What evidence adds up to, in bits. Never shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// What every fact adds, in the order of [`Fact::ALL`].
    pub facts: [f32; 8],
    /// What a doubt takes off, or a number in agreement holds up.
    pub doubt: f32,
    /// Why, when there is a doubt.
    pub why: Option<Doubt>,
    /// The sum of all of these.
    pub total: f32,
}

static USUAL: LazyLock<Experience> =
    LazyLock::new(|| Experience::from_table(include_str!("../tables/weights.txt")));

impl Experience {
    /// The experience to start from, before a council's own people are known.
    pub fn usual() -> &'static Experience {
        &USUAL
    }

    fn from_table(table: &str) -> Experience {
        let mut experience = Experience {
            weights: [[0.0; Fact::MOST_LEVELS]; 8],
            given_rarity: Rarity::default(),
            family_rarity: Rarity::default(),
            possible: 0.0,
            likely: 0.0,
            strong: 0.0,
            prior: 0.0,
        };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split_whitespace();
            let (Some(fact), Some(level), Some(bits)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let bits = bits.parse().unwrap_or(0.0);
            if let Some(place) = experience.place(fact, level) {
                *place = bits;
            }
        }
        experience
    }

    /// Where the table's row belongs; nothing for a row that means nothing.
    fn place(&mut self, fact: &str, level: &str) -> Option<&mut f32> {
        match (fact, level) {
            ("rarity", "given_reference") => Some(&mut self.given_rarity.reference),
            ("rarity", "given_least") => Some(&mut self.given_rarity.least),
            ("rarity", "given_most") => Some(&mut self.given_rarity.most),
            ("rarity", "family_reference") => Some(&mut self.family_rarity.reference),
            ("rarity", "family_least") => Some(&mut self.family_rarity.least),
            ("rarity", "family_most") => Some(&mut self.family_rarity.most),
            ("strength", "possible") => Some(&mut self.possible),
            ("strength", "likely") => Some(&mut self.likely),
            ("strength", "strong") => Some(&mut self.strong),
            ("prior", _) => Some(&mut self.prior),
            _ => {
                let fact = Fact::ALL.into_iter().find(|known| known.word() == fact)?;
                let level = fact.level_words().iter().position(|word| *word == level)?;
                self.weights[fact as usize].get_mut(level)
            }
        }
    }

    /// The weight of a level, in bits. For a name in agreement: one as rare as the reference.
    pub fn weight(&self, fact: Fact, level: u8) -> f32 {
        self.weights[fact as usize].get(usize::from(level)).copied().unwrap_or(0.0)
    }

    /// Sets what was learnt of a level. What speaks for a match never lowers and what speaks against never raises, whatever was learnt.
    pub fn set(&mut self, fact: Fact, level: u8, bits: f32) {
        let Some(direction) = fact.directions().get(usize::from(level)) else { return };
        if let Some(weight) = self.weights[fact as usize].get_mut(usize::from(level)) {
            *weight = match direction {
                Direction::For => bits.max(0.0),
                Direction::Against => bits.min(0.0),
                Direction::Silent => 0.0,
            };
        }
    }

    /// Sets how rarity counts for given and for family names.
    pub const fn set_rarity(&mut self, given: Rarity, family: Rarity) {
        (self.given_rarity, self.family_rarity) = (given, family);
    }

    /// How rarity counts for given and for family names.
    pub const fn rarity(&self) -> (Rarity, Rarity) {
        (self.given_rarity, self.family_rarity)
    }

    /// Sets how likely it is that a pair taken at random is one person, in bits (negative).
    pub const fn set_prior(&mut self, prior: f32) {
        self.prior = prior;
    }

    /// How likely it is that a pair taken at random is one person, in bits (negative).
    pub const fn prior(&self) -> f32 {
        self.prior
    }

    /// Adds up what evidence is worth.
    pub fn score(&self, evidence: &Evidence) -> Score {
        let levels = evidence.levels();
        let mut facts = [0.0; 8];
        for (at, bits) in facts.iter_mut().enumerate() {
            *bits = self.weights[at][usize::from(levels[at])];
        }
        if evidence.given == Given::Same {
            facts[Fact::Given as usize] =
                self.given_rarity.adjusted(facts[Fact::Given as usize], evidence.given_rarity);
        }
        if evidence.family == Family::Same {
            facts[Fact::Family as usize] =
                self.family_rarity.adjusted(facts[Fact::Family as usize], evidence.family_rarity);
        }
        if evidence.turned && facts[Fact::Family as usize] > 0.0 {
            facts[Fact::Family as usize] = (facts[Fact::Family as usize] - 1.0).max(0.0);
        }
        let household = &mut facts[Fact::Household as usize];
        *household = less_for_a_crowd(*household, evidence.crowd);
        let home = *household;
        let kin = &mut facts[Fact::Kin as usize];
        // A child without a name is known by its mother, wherever she lives.
        let unnamed = evidence.given == Given::Unnamed;
        if evidence.household <= Household::Street && home > 0.0 && *kin > 0.0 && !unnamed {
            // However little a shared place says, it takes off no more than it brings.
            *kin = (*kin * KIN_BESIDE_HOME).max(*kin - home);
        }
        let sum: f32 = facts.iter().sum();
        let why = Doubt::of(evidence);
        let total = why.map_or(sum, |doubt| self.held(sum, doubt));
        Score { facts, doubt: total - sum, why, total }
    }

    /// The sum within what a doubt lets pass.
    fn held(&self, sum: f32, doubt: Doubt) -> f32 {
        match doubt {
            Doubt::SameNumber => sum.max(self.possible),
            Doubt::SiblingsNumber => below(sum, self.likely).max(self.possible),
            Doubt::Twin
            | Doubt::Named
            | Doubt::NamedAlike
            | Doubt::OtherGivenName
            | Doubt::TwoNumbers
            | Doubt::OtherSex
            | Doubt::OtherMother
            | Doubt::NothingPersonal
            | Doubt::Namesake => below(sum, self.likely),
            Doubt::Generation => below(sum, self.possible),
            Doubt::SexDiffers | Doubt::OtherMiddleName | Doubt::NotQuite | Doubt::NoGivenName => {
                below(sum, self.strong)
            }
        }
    }

    /// The word for a total.
    pub fn strength(&self, score: &Score) -> Strength {
        match score.total {
            total if total >= self.strong => Strength::Strong,
            total if total >= self.likely => Strength::Likely,
            total if total >= self.possible => Strength::Possible,
            _ => Strength::Unlikely,
        }
    }

    /// How probable it is that the two are one, from 0 to 1, by this experience's prior. For thresholds; never shown.
    pub fn probability(&self, score: &Score) -> f32 {
        1.0 / (1.0 + (-(score.total + self.prior)).exp2())
    }
}

impl Rarity {
    fn adjusted(self, weight: f32, rarity: f32) -> f32 {
        (weight + self.change(rarity)).max(0.0)
    }

    /// What a name of a rarity adds to the weight of one of the reference, or takes off.
    pub(crate) fn change(self, rarity: f32) -> f32 {
        (rarity - self.reference).clamp(self.least, self.most)
    }
}

/// A sum that may not reach a limit. Sums that would be above stay in their order.
fn below(sum: f32, limit: f32) -> f32 {
    let ceiling = limit - 2.0 * ABOVE_CEILING;
    if sum <= ceiling { sum } else { ceiling + ABOVE_CEILING * (1.0 - (ceiling - sum).exp2()) }
}

fn less_for_a_crowd(bits: f32, crowd: u8) -> f32 {
    let crowd = f32::from(crowd);
    if bits <= 0.0 || crowd <= HOUSEHOLD_SIZE {
        return bits;
    }
    (bits - 1.5 * (crowd / HOUSEHOLD_SIZE).log2()).max(0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_a_level_and_counts_its_own_way() {
        let mut experience = Experience::usual().clone();
        for line in
            include_str!("../tables/weights.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
        {
            let cells: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(
                cells[2].parse::<f32>().is_ok() && experience.place(cells[0], cells[1]).is_some(),
                "{line}"
            );
        }
        for fact in Fact::ALL {
            for level in 0..fact.level_words().len() {
                let level = u8::try_from(level).unwrap();
                let weight = experience.weight(fact, level);
                experience.set(fact, level, weight);
                assert_eq!(experience.weight(fact, level), weight, "{fact:?} {level}");
            }
        }
    }
}
