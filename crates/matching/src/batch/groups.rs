//! Groups of records weighed against each other: what all of them know, laid together.

use crate::batch::common::Common;
use crate::batch::kin::Kindred;
use crate::batch::reading::People;
use crate::batch::rivals::{Rival, Rivals, Terms, against_all, shares_home};
use crate::cluster::Weigh;
use crate::evidence::{Evidence, Fact, Given, Kin};

/// So many records of a group are looked at.
const LOOKED_AT: usize = 5;

/// Weighs rows and groups of rows.
pub(crate) struct Groups<'a> {
    pub(crate) people: &'a People,
    pub(crate) common: &'a Common,
    pub(crate) rivals: &'a Rivals,
    /// Who lives with whom, once it is known.
    pub(crate) kin: Option<&'a Kindred>,
}

impl Groups<'_> {
    /// What the facts of two rows are worth.
    pub(crate) fn terms(&self, one: u32, other: u32) -> (Evidence, Terms) {
        let mut evidence = self.people.evidence(one, other);
        if let Some(kin) = self.kin
            && !shares_home(evidence.household)
            && kin.shared(one, other)
        {
            evidence.kin = Kin::Same;
        }
        let common = self.common.between((one, other), &evidence);
        (evidence, self.rivals.terms(&evidence, common))
    }

    /// How much likelier it is that two rows are one person than two, in bits.
    pub(crate) fn score(&self, one: u32, other: u32) -> f32 {
        against_all(&self.rivals.against(&self.terms(one, other).1))
    }
}

impl Weigh for Groups<'_> {
    /// Names of families, homes and relatives change: the best that any two records share counts. What does not change, names given
    /// at birth, birthdays and numbers, counts as the mean of all records that say it.
    fn together(&self, ones: &[u32], others: &[u32]) -> f32 {
        const STRANGERS: usize = Rival::Strangers as usize;
        let mut sums: Terms = [[0.0; 5]; 8];
        let mut told = [0.0_f32; 8];
        for one in ones.iter().take(LOOKED_AT) {
            for other in others.iter().take(LOOKED_AT) {
                let (evidence, terms) = self.terms(*one, *other);
                let known = known(&evidence);
                for fact in (0..8).filter(|fact| known[*fact] || terms[*fact] != [0.0; 5]) {
                    let changes = matches!(Fact::ALL[fact], Fact::Family | Fact::Household | Fact::Kin);
                    if !changes {
                        told[fact] += 1.0;
                        sums[fact].iter_mut().zip(terms[fact]).for_each(|(sum, bits)| *sum += bits);
                    } else if told[fact] == 0.0 || terms[fact][STRANGERS] > sums[fact][STRANGERS] {
                        told[fact] = 1.0;
                        sums[fact] = terms[fact];
                    }
                }
            }
        }
        for (bits, told) in sums.iter_mut().zip(told) {
            bits.iter_mut().for_each(|bits| *bits /= told.max(1.0));
        }
        // Which child of several a record without a name is of is not made likelier by how often that child is written down.
        let waits = [ones, others].into_iter().any(|rows| rows.len() == 1 && self.waits(rows[0]));
        let spare = if waits { 0.0 } else { self.rivals.spare(ones.len(), others.len()) };
        against_all(&self.rivals.against(&sums)) - spare
    }

    fn waits(&self, row: u32) -> bool {
        self.people.person(row).is_unnamed()
    }
}

/// Of which facts both say something.
fn known(evidence: &Evidence) -> [bool; 8] {
    let levels = evidence.levels();
    let mut known = [false; 8];
    for (at, known) in known.iter_mut().enumerate() {
        *known = usize::from(levels[at]) + 1 < Fact::ALL[at].level_words().len();
    }
    known[Fact::Given as usize] &= evidence.given != Given::Unnamed;
    known
}
