//! What evidence is worth in this very file, learnt without labels: by expectation maximisation over candidate pairs, begun with the
//! usual shares and held near them while pairs are few. Strangers are learnt from pairs of rows taken evenly from all.

use rayon::prelude::*;

use crate::batch::common::{Common, Commonness, TOWN};
use crate::batch::pairs::unpacked;
use crate::batch::reading::People;
use crate::batch::rivals::{DUE, Rivals, Shares, TABLES, USUAL, fact};
use crate::evidence::{Direction, Evidence, Fact, Family, Given, Household};

/// The most candidate pairs that are learnt from.
const SAMPLE: usize = 200_000;
/// How many pairs of strangers are looked at.
const STRANGERS: u64 = 150_000;
/// How many pairs of our own weigh as much as the usual shares.
const USUAL_PAIRS: f64 = 200.0;
/// The same for parents and children of one name: else one person's records with two birthdays would pass for them.
const USUAL_HEIRS: f64 = 10_000.0;
/// The same for strangers, whose rare agreements a sample seldom meets.
const USUAL_STRANGERS: f64 = 50_000.0;
/// Pairs that are one person whatever one fact says agree better than others in that fact too: others may contradict so much more.
const MORE_CONFLICT: f64 = 1.4;
/// From so far ahead of every rival on a pair is certain, in bits.
const CERTAIN: f32 = 6.0;
/// The same for those without a name.
const USUAL_AWAITED: f64 = 200.0;
/// Of two people seen at one home or phone so many have nothing to do with each other: they lived there one after the other.
const AFTER_EACH_OTHER: f64 = 0.12;
/// So many pairs a row there are at any rate, of one person and of each rival but the strangers.
const USUALLY: [f64; 5] = [0.03, 0.003, 0.0003, 0.003, 0.0003];
/// And so many for each pair of one person.
const LEAST: [f64; 5] = [1.0, 0.05, 0.004, 0.02, 0.004];
/// In a small register so many pairs of twins for each of one person: one birth in sixty-five is of twins, and there are too few to be learnt from.
const TWINS_IN_FEW: f64 = 0.2;
const ROUNDS: usize = 8;
const NONE: Shares = [[0.0; Fact::MOST_LEVELS]; TABLES];

/// What one round counts: shares and pairs of one person, family, twins and namesakes.
struct Counted {
    shares: [Shares; 5],
    pairs: [f64; 5],
    /// Of pairs that are one person whatever one fact says: how often that fact has each level.
    certain: Shares,
}

impl Counted {
    const NOTHING: Counted = Counted { shares: [NONE; 5], pairs: [0.0; 5], certain: NONE };
}

pub(crate) fn rivals(people: &People, common: &Common, candidates: &[u64]) -> Rivals {
    let every = candidates.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<(Evidence, Commonness)> = candidates
        .par_iter()
        .step_by(every)
        .map(|pair| {
            let (one, other) = unpacked(*pair);
            let evidence = people.evidence(one, other);
            (evidence, common.between((one, other), &evidence))
        })
        .collect();
    let scale = candidates.len() as f64 / sample.len().max(1) as f64;
    let all = people.pairs().max(1.0);
    let rows = people.len() as f64;
    let strangers = strangers(people, common);
    let mut shares = [USUAL.one, USUAL.family, USUAL.twins, namesakes(&USUAL.one, &strangers), USUAL.heirs];
    let mut pairs = [rows, 2.0 * rows, 0.03 * rows, 0.3 * rows, 0.02 * rows];
    let mut least = LEAST;
    if rows < TOWN {
        least[2] = TWINS_IN_FEW;
    }
    // That two of one name have no street in common says something only in a file that tells homes.
    let tells_homes = people.tells_homes();
    let made = |shares: &[Shares; 5], pairs: &[f64; 5], one: f64| {
        let rivals = made(shares, &strangers, pairs, among_strangers(all, rows, one));
        rivals.with_records_each(pairs[0] / rows.max(1.0), tells_homes)
    };
    let mut rivals = made(&shares, &pairs, pairs[0]);
    for _ in 0..ROUNDS {
        let counted = counted(&rivals, &sample);
        for (at, usual) in [(0, &USUAL.one), (1, &USUAL.family), (2, &USUAL.twins), (4, &USUAL.heirs)] {
            let weight = if at == 4 { USUAL_HEIRS } else { USUAL_PAIRS };
            shares[at] = smoothed(&counted.shares[at], usual, weight);
        }
        hold_conflicts(&mut shares[0], &counted.certain);
        let [_, family, twins, ..] = &mut shares;
        hold_agreement(family, &USUAL.family);
        hold_agreement(twins, &USUAL.twins);
        shares[3] = namesakes(&shares[0], &strangers);
        for fact in [Fact::Given, Fact::Family] {
            shares[4][fact as usize] = shares[0][fact as usize];
        }
        let one = counted.pairs[0] * scale + USUALLY[0] * rows;
        for (at, pairs) in pairs.iter_mut().enumerate() {
            *pairs = (counted.pairs[at] * scale + USUALLY[at] * rows).max(least[at] * one);
        }
        rivals = made(&shares, &pairs, one);
    }
    rivals
}

/// How many pairs of strangers there are for so many of one person: in a small register as in the place that it is a part of.
fn among_strangers(all: f64, rows: f64, one: f64) -> f64 {
    if rows >= TOWN {
        return all;
    }
    let (of_town, strangers) = (one + USUALLY[0] * (TOWN - rows), TOWN * (TOWN - 1.0) / 2.0);
    all.max(strangers * one / of_town)
}

fn made(shares: &[Shares; 5], strangers: &Shares, pairs: &[f64; 5], all: f64) -> Rivals {
    let [one, family, twins, namesakes, heirs] = shares;
    Rivals::from_shares(
        one,
        [strangers, family, twins, namesakes, heirs],
        pairs[0],
        [all, pairs[1], pairs[2], pairs[3], pairs[4]],
    )
}

/// People of one name agree in their names as one person does, and else as strangers; only that they live near each other more often,
/// for names go with families and peoples.
fn namesakes(one: &Shares, strangers: &Shares) -> Shares {
    const NEARER: [(Household, f64); 3] =
        [(Household::Postcode, 4.0), (Household::Street, 4.0), (Household::District, 1.5)];
    let mut shares = *strangers;
    for (level, times) in NEARER {
        shares[Fact::Household as usize][level as usize] *= times;
    }
    shares[Fact::Given as usize] = one[Fact::Given as usize];
    shares[Fact::Family as usize] = one[Fact::Family as usize];
    shares
}

/// How the pairs of a sample divide, by what is believed so far.
fn counted(rivals: &Rivals, sample: &[(Evidence, Commonness)]) -> Counted {
    let chunks: Vec<Counted> = sample
        .par_chunks(1 << 13)
        .map(|chunk| {
            let mut counted = Counted::NOTHING;
            for (evidence, common) in chunk {
                counted.add(rivals, evidence, *common);
            }
            counted
        })
        .collect();
    let mut all = Counted::NOTHING;
    for chunk in chunks {
        for (at, shares) in chunk.shares.iter().enumerate() {
            all.pairs[at] += chunk.pairs[at];
            let sums = all.shares[at].iter_mut().flatten();
            sums.zip(shares.iter().flatten()).for_each(|(sum, share)| *sum += share);
        }
        let sums = all.certain.iter_mut().flatten();
        sums.zip(chunk.certain.iter().flatten()).for_each(|(sum, share)| *sum += share);
    }
    all
}

impl Counted {
    fn add(&mut self, rivals: &Rivals, evidence: &Evidence, common: Commonness) {
        let terms = rivals.terms(evidence, common);
        let against = rivals.against(&terms);
        let rival = against.map(|bits| f64::from(-bits).exp2());
        let all = 1.0 + rival.iter().sum::<f64>();
        let [_, family, twins, namesakes, heirs] = rival;
        // Namesakes are those of one name; others are strangers.
        let is_namesake = evidence.given == Given::Same && evidence.family == Family::Same;
        let parts =
            [1.0, family, twins, if is_namesake { namesakes } else { 0.0 }, heirs].map(|part| part / all);
        let levels = evidence.levels();
        for (fact, bits) in terms.iter().enumerate() {
            let mut without = against;
            without.iter_mut().zip(bits).for_each(|(sum, bits)| *sum -= bits);
            if without.iter().all(|sum| *sum > CERTAIN) {
                self.certain[fact][usize::from(levels[fact])] += 1.0;
            }
        }
        for (at, part) in parts.into_iter().enumerate().filter(|(_, part)| *part > 1e-6) {
            self.pairs[at] += part;
            for (fact, level) in levels.into_iter().enumerate() {
                let due = fact == Fact::Birth as usize && evidence.given == Given::Unnamed;
                self.shares[at][if due { DUE } else { fact }][usize::from(level)] += part;
            }
        }
    }
}

/// Counts with the usual shares beside them, as shares. Only levels that the usual shares know count: "not given" says nothing.
fn smoothed(counts: &Shares, usual: &Shares, weight: f64) -> Shares {
    let mut shares = *usual;
    for (table, levels) in shares.iter_mut().enumerate() {
        let known = levels.iter().zip(&counts[table]).filter(|(usual, _)| **usual > 0.0);
        let (expected, met) = known.fold((0.0, 0.0), |(sum, all), (usual, count)| (sum + usual, all + count));
        for (share, count) in levels.iter_mut().zip(&counts[table]).filter(|(share, _)| **share > 0.0) {
            *share = (*share * weight + count) / (expected * weight + met);
        }
    }
    shares
}

/// One person's records contradict each other in a fact not more often than those pairs do which are one person whatever that fact
/// says. Else people of one name would be taken for one person with many birthdays, and the more so the more of them there are.
fn hold_conflicts(one: &mut Shares, certain: &Shares) {
    for (table, levels) in one.iter_mut().enumerate() {
        let directions = fact(table).directions();
        let against = |level: usize| directions.get(level) == Some(&Direction::Against);
        let conflicts = |shares: &[f64]| {
            (0..shares.len()).filter(|level| against(*level)).map(|level| shares[level]).sum::<f64>()
        };
        let usual = &USUAL.one[table];
        let known = (0..levels.len()).filter(|level| usual[*level] > 0.0);
        let met: f64 = known.map(|level| certain[table][level]).sum();
        let most = (conflicts(&certain[table]) + USUAL_PAIRS * conflicts(usual)) / (met + USUAL_PAIRS);
        let most = most * if table == DUE { 2.0 } else { MORE_CONFLICT };
        let (now, all) = (conflicts(levels), levels.iter().sum::<f64>());
        if now <= most || now >= all {
            continue;
        }
        let (less, more) = (most / now, (all - most) / (all - now));
        levels
            .iter_mut()
            .enumerate()
            .for_each(|(level, share)| *share *= if against(level) { less } else { more });
    }
}

/// Brothers and sisters seldom have one given name or one number: else one person's records with two birthdays would pass for them.
fn hold_agreement(rival: &mut Shares, usual: &Shares) {
    const MOST: f64 = 2.0;
    for (fact, same) in [(Fact::Given, 0), (Fact::NhsNumber, 0), (Fact::Upn, 0)] {
        let levels = &mut rival[fact as usize];
        let most = MOST * usual[fact as usize][same];
        let (now, all) = (levels[same], levels.iter().sum::<f64>());
        if now > most && all > now {
            let more = (all - most) / (all - now);
            levels.iter_mut().for_each(|share| *share *= more);
            levels[same] = most;
        }
    }
}

/// How often strangers stand so: from pairs of rows taken evenly from all, and what two people share at homes and phones.
fn strangers(people: &People, common: &Common) -> Shares {
    let mut counts = NONE;
    let rows = people.len() as u64;
    if rows > 1 {
        let evidence: Vec<[u8; 8]> = (0..STRANGERS.min(8 * people.pairs() as u64))
            .into_par_iter()
            .filter_map(|number| {
                let mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                let (one, other) =
                    ((mixed >> 33) % rows, (mixed ^ mixed << 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33);
                let (one, other) = (one as u32, (other % rows) as u32);
                people.may_pair(one, other).then(|| people.evidence(one, other).levels())
            })
            .collect();
        for levels in evidence {
            for (fact, level) in levels.into_iter().enumerate() {
                counts[fact][usize::from(level)] += 1.0;
            }
        }
    }
    // A pair taken at random is never one person's to speak of: the levels that only such pairs reach stay as usual.
    let mut shares = smoothed(&counts, &USUAL.strangers, USUAL_STRANGERS.min(20.0 * rows as f64));
    for fact in [Fact::NhsNumber, Fact::Upn] {
        shares[fact as usize] = USUAL.strangers[fact as usize];
    }
    shares[DUE] = smoothed(&awaited(people), &USUAL.strangers, USUAL_AWAITED)[DUE];
    let household = &mut shares[Fact::Household as usize];
    household[Household::Home as usize] = (common.home * AFTER_EACH_OTHER).max(1e-9);
    household[Household::HomeAndPhone as usize] = (common.home * AFTER_EACH_OTHER * 0.05).max(1e-9);
    household[Household::Phone as usize] = (common.phone * AFTER_EACH_OTHER).max(1e-9);
    shares
}

/// How the births of those without a name stand to strangers': they are as young as a file's other children, so two agree more
/// often than other people do.
fn awaited(people: &People) -> Shares {
    const LOOKED_AT: u32 = 60_000;
    let mut counts = NONE;
    let waiting: Vec<u32> =
        (0..).zip(people.all()).filter(|(_, person)| person.is_unnamed()).map(|(row, _)| row).collect();
    let (rows, some) = (people.len() as u64, waiting.len());
    if some < 2 {
        return counts;
    }
    for number in 0..LOOKED_AT.min(people.len() as u32 * 20) {
        let one = waiting[number as usize % some];
        let mixed = u64::from(number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        let other =
            if number % 4 == 0 { waiting[(mixed % some as u64) as usize] } else { (mixed % rows) as u32 };
        if one != other {
            counts[DUE][people.evidence(one, other).birth as usize] += 1.0;
        }
    }
    counts
}
