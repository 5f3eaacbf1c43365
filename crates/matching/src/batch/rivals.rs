//! A pair weighed against its rivals. Much that speaks for one person speaks for something else as well: family name, home and
//! phone for a brother or sister, all of these and the birthday for a twin, both names for somebody of the same name. So evidence
//! is added up once for every rival, and the strongest rival decides: against a twin a shared home is worth nothing.
//!
//! Against each rival a fact in agreement never lowers and a fact in conflict never raises, so neither does the score.

use std::sync::LazyLock;

use crate::batch::common::Commonness;
use crate::evidence::{BirthLevel, Direction, Evidence, Fact, Family, Given, Household, Kin, Number};

/// Who two records may be of, if not of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Rival {
    /// Two people who have nothing to do with each other.
    Strangers,
    /// Two people of one family or household.
    Family,
    /// Twins.
    Twins,
    /// Two people of one name.
    Namesakes,
    /// Two people of one family and one name, most often parent and child.
    Heirs,
}

/// What every level is worth against each rival, in bits, in the order of [`Rival`].
pub(crate) type Bits = [f32; 5];
/// What every fact of a pair is worth against each rival, in the order of [`Fact::ALL`].
pub(crate) type Terms = [Bits; 8];

/// The facts with an own table: those of [`Fact::ALL`], and the birth of somebody without a name yet.
pub(crate) const TABLES: usize = 9;
/// The place of the birth of somebody without a name yet.
pub(crate) const DUE: usize = 8;
/// More different people than this at one home or phone, and it says less of each of them.
const HOUSEHOLD_SIZE: f32 = 8.0;
/// No conflict weighs more than this, in bits: whatever the record says, somebody may have typed it.
const MOST_AGAINST: f32 = -11.0;

/// Of a name that one person is known to bear: so many others may, of whom nothing is known.
const UNKNOWN_BEARERS: f32 = 0.08;
/// What another family name counts of a child without a name.
const MOTHERS_NAME: f32 = 0.4;
/// What two records must have to spare where nothing but names agrees, in bits: a wrong join puts another family's history on a child,
/// and of the many who bear a name a file knows few.
const NAMES_ALONE: f32 = 7.0;
/// The same of a child without a name, of whom there is seldom more.
const NAMELESS_ALONE: f32 = 3.0;
/// What two groups of several records each must have to spare, in bits: were they two people, every pair between them would be wrong.
/// Where people have many records each, nothing.
const GROUPS: f32 = 1.0;
/// What one record may lack to join several, in bits: one of them that was written down wrongly speaks against it as loudly as the others
/// speak for it. The second is added where people have many records each, so that one more is likely.
const ONE_MORE: [f32; 2] = [1.0, 1.5];
/// With so many pairs a row people have few records each; with so many, a record of the name is likelier one of theirs.
const FEW_EACH: f64 = 1.5;
const MANY_EACH: f64 = 2.0;
/// So far ahead of a rival who is out of the question, in bits.
const NO_RIVAL: f32 = 60.0;

/// How often each level is met: shares that add up to about 1 for every fact.
pub(crate) type Shares = [[f64; Fact::MOST_LEVELS]; TABLES];

/// The shares of `tables/rivals.txt`: of one person, and of every rival but the namesakes.
pub(crate) struct Usual {
    pub(crate) one: Shares,
    pub(crate) strangers: Shares,
    pub(crate) family: Shares,
    pub(crate) twins: Shares,
    /// Two of one family and one name: their names stand to each other as one person's do.
    pub(crate) heirs: Shares,
}

pub(crate) static USUAL: LazyLock<Usual> = LazyLock::new(|| {
    let none = [[0.0; Fact::MOST_LEVELS]; TABLES];
    let mut usual = Usual { one: none, strangers: none, family: none, twins: none, heirs: none };
    for line in include_str!("../../tables/rivals.txt").lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [fact, level, shares @ ..] = cells.as_slice() else { continue };
        let Some((table, level)) = place(fact, level) else { continue };
        let share = |at: usize| shares.get(at).and_then(|cell| cell.parse().ok()).unwrap_or(0.0) / 1000.0_f64;
        let tables =
            [&mut usual.one, &mut usual.strangers, &mut usual.family, &mut usual.twins, &mut usual.heirs];
        for (at, shares) in tables.into_iter().enumerate() {
            shares[table][level] = share(at);
        }
    }
    for fact in [Fact::Given, Fact::Family] {
        usual.heirs[fact as usize] = usual.one[fact as usize];
    }
    usual
});

fn place(fact: &str, level: &str) -> Option<(usize, usize)> {
    let (fact, table) = match fact {
        "due" => (Fact::Birth, DUE),
        _ => Fact::ALL.into_iter().find(|known| known.word() == fact).map(|fact| (fact, fact as usize))?,
    };
    let level = fact.level_words().iter().position(|word| *word == level)?;
    Some((table, level))
}

/// The fact that a table is about.
pub(crate) const fn fact(table: usize) -> Fact {
    if table == DUE { Fact::Birth } else { Fact::ALL[table] }
}

/// What evidence is worth against every rival.
#[derive(Debug, Clone, PartialEq)]
pub struct Rivals {
    weights: [[Bits; Fact::MOST_LEVELS]; TABLES],
    /// How much more often than each rival one person is met among all pairs, in bits.
    priors: Bits,
    /// The share of one person's pairs with the same given name, family name and day of birth, in bits.
    agreeing: [f32; 3],
    /// What is taken off where nothing but names agrees, in bits; and of children without a name.
    names_alone: [f32; 2],
    /// What two groups of several records must have to spare, in bits.
    groups: f32,
    /// What one record may lack to join several, in bits.
    one_more: f32,
}

impl Rivals {
    /// With so many pairs of one person a row: two groups must have something to spare, and in a file that tells homes names alone are
    /// not enough.
    pub(crate) fn with_records_each(self, pairs_a_row: f64, tells_homes: bool) -> Rivals {
        let few = ((MANY_EACH - pairs_a_row) / (MANY_EACH - FEW_EACH)).clamp(0.0, 1.0) as f32;
        Rivals {
            names_alone: [NAMES_ALONE, NAMELESS_ALONE].map(|bits| if tells_homes { bits * few } else { 0.0 }),
            groups: GROUPS * few,
            one_more: ONE_MORE[0] + ONE_MORE[1] * (1.0 - few),
            ..self
        }
    }

    /// What groups of so many records must have to spare to be one person, in bits.
    pub(crate) fn spare(&self, ones: usize, others: usize) -> f32 {
        match (ones.min(others), ones.max(others)) {
            (0 | 1, 0 | 1) => 0.0,
            (0 | 1, _) => -self.one_more,
            _ => self.groups,
        }
    }

    /// From how often levels are met of one person and of every rival, and how many pairs of each there are.
    pub(crate) fn from_shares(
        one: &Shares,
        rivals: [&Shares; 5],
        one_pairs: f64,
        rival_pairs: [f64; 5],
    ) -> Rivals {
        let mut weights = [[[0.0; 5]; Fact::MOST_LEVELS]; TABLES];
        for (table, levels) in weights.iter_mut().enumerate() {
            let directions = fact(table).directions();
            for (level, bits) in levels.iter_mut().enumerate().take(directions.len()) {
                for (at, (bits, rival)) in bits.iter_mut().zip(rivals).enumerate() {
                    // What a family shares is never evidence against being two of a family.
                    let of_family = at != Rival::Strangers as usize && at != Rival::Namesakes as usize;
                    let explained =
                        of_family && matches!(fact(table), Fact::Family | Fact::Household | Fact::Kin);
                    let (here, there) = (one[table][level], rival[table][level]);
                    let weight = if here > 0.0 && there > 0.0 { (here / there).log2() as f32 } else { 0.0 };
                    *bits = match directions[level] {
                        Direction::For if explained => 0.0,
                        Direction::For => weight.max(0.0),
                        Direction::Against => weight.clamp(MOST_AGAINST, 0.0),
                        Direction::Silent => 0.0,
                    };
                }
            }
        }
        let share = |fact: Fact, levels: std::ops::Range<usize>| {
            one[fact as usize][levels].iter().sum::<f64>().log2() as f32
        };
        Rivals {
            weights,
            // How likely a namesake is depends on the name.
            priors: [
                (one_pairs / rival_pairs[0]).log2() as f32,
                (one_pairs / rival_pairs[1]).log2() as f32,
                (one_pairs / rival_pairs[2]).log2() as f32,
                0.0,
                (one_pairs / rival_pairs[4]).log2() as f32,
            ],
            agreeing: [share(Fact::Given, 0..1), share(Fact::Family, 0..1), share(Fact::Birth, 0..3)],
            names_alone: [0.0; 2],
            groups: GROUPS,
            one_more: ONE_MORE[0],
        }
    }

    /// What every fact is worth, when what agrees is so common.
    pub(crate) fn terms(&self, evidence: &Evidence, common: Commonness) -> Terms {
        const STRANGERS: usize = Rival::Strangers as usize;
        const NAMESAKES: usize = Rival::Namesakes as usize;
        let levels = evidence.levels();
        let mut terms: Terms = [[0.0; 5]; 8];
        for (at, bits) in terms.iter_mut().enumerate() {
            *bits = self.weights[at][usize::from(levels[at])];
        }
        if evidence.given == Given::Unnamed {
            terms[Fact::Birth as usize] = self.weights[DUE][usize::from(levels[Fact::Birth as usize])];
            // A child without a name is written down under its mother's family name, and may be given its father's.
            for bits in terms[Fact::Family as usize].iter_mut().filter(|bits| **bits < 0.0) {
                *bits *= MOTHERS_NAME;
            }
        }
        if evidence.given == Given::Same {
            terms[Fact::Given as usize][STRANGERS] = (self.agreeing[0] + evidence.given_rarity).max(0.0);
        }
        if evidence.family == Family::Same {
            terms[Fact::Family as usize][STRANGERS] = (self.agreeing[1] + evidence.family_rarity).max(0.0);
        }
        if evidence.turned {
            let family = &mut terms[Fact::Family as usize][STRANGERS];
            *family = if *family > 0.0 { (*family - 1.0).max(0.0) } else { *family };
        }
        // Somebody of the same name is a rival only where the names are the same, and the likelier the more bear it.
        terms[Fact::Given as usize][NAMESAKES] = match (evidence.given, evidence.family) {
            (Given::Same, Family::Same) => -((common.bearers - 1.0).max(0.0) + UNKNOWN_BEARERS).log2(),
            _ => NO_RIVAL,
        };
        if common.birth > 0.0 {
            let bits = (self.agreeing[2] + common.birth).max(0.0);
            (terms[Fact::Birth as usize][STRANGERS], terms[Fact::Birth as usize][NAMESAKES]) = (bits, bits);
        }
        if is_names_alone(evidence) {
            let spare = self.names_alone[usize::from(evidence.given == Given::Unnamed)];
            for rival in [STRANGERS, NAMESAKES] {
                terms[Fact::Given as usize][rival] -= spare;
            }
        }
        for bits in &mut terms[Fact::Household as usize] {
            *bits = less_for_a_crowd(*bits, evidence.crowd);
        }
        terms
    }

    /// How much likelier one person is than each rival, in bits.
    pub(crate) fn against(&self, terms: &Terms) -> Bits {
        let mut sums = self.priors;
        for bits in terms {
            sums.iter_mut().zip(bits).for_each(|(sum, bits)| *sum += bits);
        }
        sums
    }
}

/// Whether nothing but names agrees: no day of birth, no number, no street, nobody with whom both live. Of a child without a name it
/// is the mother's name and when it is expected, which fits many.
pub(crate) const fn is_names_alone(evidence: &Evidence) -> bool {
    (matches!(evidence.given, Given::Unnamed) || (evidence.birth as u8) >= BirthLevel::FitsLoosely as u8)
        && (evidence.household as u8) >= Household::District as u8
        && (evidence.kin as u8) > Kin::Near as u8
        && !matches!(evidence.nhs_number, Number::Same | Number::Slip)
        && !matches!(evidence.upn, Number::Same | Number::Slip)
}

/// Sums against each rival as one: a little below the least of them.
pub(crate) fn against_all(sums: &Bits) -> f32 {
    let least = sums.iter().copied().fold(f32::INFINITY, f32::min);
    least - sums.iter().map(|sum| (least - sum).exp2()).sum::<f32>().log2()
}

fn less_for_a_crowd(bits: f32, crowd: u8) -> f32 {
    let crowd = f32::from(crowd);
    if bits <= 0.0 || crowd <= HOUSEHOLD_SIZE {
        return bits;
    }
    (bits - 1.5 * (crowd / HOUSEHOLD_SIZE).log2()).clamp(0.0, bits)
}

/// The same home or phone, so that shared relatives say nothing more.
pub(crate) fn shares_home(household: Household) -> bool {
    household <= Household::Phone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rivals(pairs_a_row: f64, tells_homes: bool) -> Rivals {
        let usual = &*USUAL;
        let others = [&usual.strangers, &usual.family, &usual.twins, &usual.strangers, &usual.heirs];
        Rivals::from_shares(&usual.one, others, 1.0, [1.0; 5]).with_records_each(pairs_a_row, tells_homes)
    }

    #[test]
    fn a_record_joins_several_more_easily_than_several_join_several_and_most_easily_where_people_have_many() {
        let (few, many) = (rivals(1.0, true), rivals(5.0, true));
        assert_eq!([few.spare(1, 1), many.spare(1, 1)], [0.0, 0.0], "two records have but their own score");
        assert!(few.spare(1, 4) < 0.0 && few.spare(2, 4) > 0.0);
        assert!(many.spare(4, 1) < few.spare(4, 1) && many.spare(2, 4) < few.spare(4, 2));
    }

    #[test]
    fn names_alone_count_for_less_only_where_a_file_tells_homes_and_people_have_few_records() {
        assert!(rivals(1.0, true).names_alone[0] > rivals(1.75, true).names_alone[0]);
        assert_eq!(rivals(1.0, false).names_alone, [0.0; 2]);
        assert_eq!(rivals(5.0, true).names_alone, [0.0; 2]);
    }
}
