//! Krippendorff's alpha: agreement beyond what chance would give, for any number of people, with gaps, on a nominal, an ordinal or an interval scale
//! (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011; Content Analysis, chapter 11). 1 is agreement always, 0 is no more than chance.
//!
//! The interval is drawn by lot: things that were judged are taken with replacement, as many as there are, again and again, and alpha is computed for
//! each such sample; the middle 95 in 100 of these are the interval (Zapf and others, BMC Medical Research Methodology 16:93, 2016, who compare it with
//! Krippendorff's own way of drawing pairs and recommend it). Samples in which everybody said the same have no alpha and are left out.

use std::collections::BTreeMap;

/// How far apart two values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Metric {
    /// They are the same or they are not.
    Nominal,
    /// By how many judgements lie between them: the values have an order and no distance.
    Ordinal,
    /// By their difference.
    Interval,
}

/// What people said of the same things: a row for each thing, in it what each of those who judged it said. Who said nothing is not in the row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ratings {
    units: Vec<Vec<i32>>,
}

/// Alpha with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alpha {
    /// Agreement beyond chance.
    pub value: f64,
    /// The lower end of the 95% interval, never below -1.
    pub lower: f64,
    /// The upper end, never above 1.
    pub upper: f64,
    /// How many things were judged by two people at least.
    pub units: u32,
    /// How many judgements of them there are.
    pub judgements: u32,
}

/// Why there is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Undefined {
    /// Nothing was judged by two people.
    #[error("nothing was judged by two people")]
    NoPairs,
    /// Everybody said the same of everything: chance would give as much.
    #[error("everybody said the same of everything, so that nothing beyond chance can be measured")]
    OneCategory,
}

/// How often each pair of values was said of the same thing, both ways round: for values in their order.
struct Coincidences {
    values: Vec<i32>,
    pairs: Vec<Vec<f64>>,
}

impl Ratings {
    /// Rows of judgements, one for each thing.
    pub fn new(units: Vec<Vec<i32>>) -> Self {
        Ratings { units }
    }

    /// Columns of judgements, one for each person, all of the same things in the same order; nothing where somebody said nothing.
    pub fn by_person(people: &[Vec<Option<i32>>]) -> Self {
        let most = people.iter().map(Vec::len).max().unwrap_or_default();
        let of = |unit: usize| people.iter().filter_map(|said| said.get(unit).copied().flatten()).collect();
        Ratings { units: (0..most).map(of).collect() }
    }

    /// Adds what was said of one thing.
    pub fn add(&mut self, said: Vec<i32>) {
        self.units.push(said);
    }

    /// How many things were judged by two people at least: only these can be compared.
    pub fn pairable(&self) -> u32 {
        u32::try_from(self.comparable().count()).unwrap_or(u32::MAX)
    }

    /// Of all pairs of judgements of the same thing, how many are the same, and how many there are.
    pub fn raw(&self) -> (u64, u64) {
        let (mut same, mut all) = (0, 0);
        for said in self.comparable() {
            for (place, one) in said.iter().enumerate() {
                for other in &said[place + 1..] {
                    all += 1;
                    same += u64::from(one == other);
                }
            }
        }
        (same, all)
    }

    /// Alpha.
    ///
    /// # Errors
    /// When nothing was judged twice, or everybody said the same.
    pub fn alpha(&self, metric: Metric) -> Result<f64, Undefined> {
        Coincidences::of(self.comparable().map(|said| (said, 1.0))).alpha(metric)
    }

    /// Alpha with its interval over so many samples. `chance` gives the next number, each of 64 bits as likely as any other.
    ///
    /// # Errors
    /// As [`Ratings::alpha`].
    pub fn alpha_with_interval(
        &self,
        metric: Metric,
        samples: u32,
        chance: &mut dyn FnMut() -> u64,
    ) -> Result<Alpha, Undefined> {
        let units: Vec<&Vec<i32>> = self.comparable().collect();
        let value = self.alpha(metric)?;
        // Few things are judged in more than a few ways: a sample is how often each way was drawn.
        let mut ways: BTreeMap<Vec<i32>, usize> = BTreeMap::new();
        let of = |said: &&Vec<i32>| {
            let mut said = (*said).clone();
            said.sort_unstable();
            let next = ways.len();
            *ways.entry(said).or_insert(next)
        };
        let way_of: Vec<usize> = units.iter().map(of).collect();
        let mut by_way: Vec<(&Vec<i32>, usize)> = ways.iter().map(|(said, way)| (said, *way)).collect();
        by_way.sort_by_key(|(_, way)| *way);
        let mut found = Vec::new();
        for _ in 0..samples {
            let mut times = vec![0_u32; by_way.len()];
            for _ in &units {
                times[way_of[place(chance(), units.len())]] += 1;
            }
            let drawn = by_way.iter().map(|(said, way)| (*said, f64::from(times[*way])));
            found.extend(Coincidences::of(drawn.filter(|(_, times)| *times > 0.0)).alpha(metric).ok());
        }
        found.sort_by(f64::total_cmp);
        let end = |share: f64| {
            let last = found.len().checked_sub(1)?;
            // Nearest rank; the cast is of a number between 0 and the last place.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a share of a list's length is a place in it"
            )]
            let place = (share * last as f64).round() as usize;
            found.get(place.min(last)).copied()
        };
        Ok(Alpha {
            value,
            lower: end(0.025).unwrap_or(value).max(-1.0).min(value),
            upper: end(0.975).unwrap_or(value).min(1.0).max(value),
            units: self.pairable(),
            judgements: u32::try_from(units.iter().map(|said| said.len()).sum::<usize>()).unwrap_or(u32::MAX),
        })
    }

    fn comparable(&self) -> impl Iterator<Item = &Vec<i32>> {
        self.units.iter().filter(|said| said.len() > 1)
    }
}

/// A place in a list of so many, from 64 bits: the high half of their product.
fn place(bits: u64, many: usize) -> usize {
    usize::try_from((u128::from(bits) * many as u128) >> 64).unwrap_or_default()
}

impl Coincidences {
    /// From what was said of things, and how often each stands in the sample.
    fn of<'a>(units: impl Iterator<Item = (&'a Vec<i32>, f64)>) -> Self {
        let mut pairs: BTreeMap<(i32, i32), f64> = BTreeMap::new();
        for (said, times) in units {
            let others = f64::from(u32::try_from(said.len().saturating_sub(1)).unwrap_or(u32::MAX));
            for (place, one) in said.iter().enumerate() {
                for (other_place, other) in said.iter().enumerate() {
                    if place != other_place {
                        *pairs.entry((*one, *other)).or_default() += times / others;
                    }
                }
            }
        }
        let mut values: Vec<i32> = pairs.keys().map(|(one, _)| *one).collect();
        values.dedup();
        let row = |one: &i32| {
            values.iter().map(|other| pairs.get(&(*one, *other)).copied().unwrap_or_default()).collect()
        };
        Coincidences { pairs: values.iter().map(row).collect(), values }
    }

    fn alpha(&self, metric: Metric) -> Result<f64, Undefined> {
        let often: Vec<f64> = self.pairs.iter().map(|row| row.iter().sum()).collect();
        let n: f64 = often.iter().sum();
        match self.values.len() {
            0 => return Err(Undefined::NoPairs),
            1 => return Err(Undefined::OneCategory),
            _ => {}
        }
        let (mut observed, mut expected) = (0.0, 0.0);
        for one in 0..self.values.len() {
            for other in 0..self.values.len() {
                let apart = self.apart(metric, &often, one, other);
                observed += self.pairs[one][other] * apart;
                expected += often[one] * often[other] * apart;
            }
        }
        Ok(1.0 - (n - 1.0) * observed / expected)
    }

    /// The square of how far apart two values are.
    fn apart(&self, metric: Metric, often: &[f64], one: usize, other: usize) -> f64 {
        let (low, high) = (one.min(other), one.max(other));
        match metric {
            Metric::Nominal => f64::from(u8::from(one != other)),
            Metric::Ordinal => {
                let between: f64 = often[low..=high].iter().sum();
                (between - (often[low] + often[high]) / 2.0).powi(2)
            }
            Metric::Interval => (f64::from(self.values[one]) - f64::from(self.values[other])).powi(2),
        }
    }
}
