//! How common what agrees is among these very people: days of birth, and homes and phones that two strangers may share.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::batch::reading::People;
use crate::evidence::{BirthLevel, Evidence};
use crate::person::{Home, Person, Spoken};
use crate::vocabulary::WordId;

/// Two strangers of one register share a day of birth about so often: a lifetime's days, children's more often.
const USUAL_DAY: f32 = 1.0 / 15_000.0;
/// How many people's days weigh as much as the usual.
const DAYS_WEIGHT: f32 = 4_000.0;

/// A smaller register is a part of a place with so many people: else of a handful any two of one name would be thought one person, and a home would be shared by
/// half of everybody.
pub(crate) const TOWN: f64 = 1_000.0;

/// How often days, homes and phones are met.
#[derive(Debug, Default)]
pub(crate) struct Common {
    /// By row: about how rare the day of birth is, in bits; 0 when no day is known.
    days: Vec<f32>,
    /// By row: a number for the whole name, 0 for none, and by that number about how many people bear it.
    names: Vec<u32>,
    bearers: Vec<f32>,
    /// How often two strangers share a home, and a phone.
    pub(crate) home: f64,
    pub(crate) phone: f64,
}

impl Common {
    pub(crate) fn among(people: &People) -> Common {
        let mut seen: FxHashMap<i32, u64> = FxHashMap::default();
        let (mut homes, mut phones) = (FxHashMap::default(), FxHashMap::default());
        for person in people.all() {
            if let Some(day) = day(person) {
                *seen.entry(day).or_default() |= 1 << initials(person, people);
            }
            for place in person.homes.iter().filter_map(Home::place) {
                *homes.entry(place).or_insert(0_u32) += 1;
            }
            for phone in &person.phones {
                *phones.entry(*phone).or_insert(0_u32) += 1;
            }
        }
        let crowds: FxHashMap<i32, f32> =
            seen.into_iter().map(|(day, bits)| (day, crowd(bits.count_ones()))).collect();
        let all: f32 = crowds.values().sum();
        let rare = |people: f32| -((people + DAYS_WEIGHT * USUAL_DAY) / (all + DAYS_WEIGHT)).log2();
        let days =
            |day: Option<i32>| day.and_then(|day| crowds.get(&day)).map_or(0.0, |people| rare(*people));
        let (names, bearers) = bearers(people);
        let of_town = (people.len() as f64 / TOWN).min(1.0);
        Common {
            names,
            bearers,
            days: people.all().iter().map(|person| days(day(person))).collect(),
            home: of_town * shared(&homes, |place| people.vocabulary.crowd(*place)),
            phone: of_town * shared(&phones, |phone| people.vocabulary.crowd(*phone)),
        }
    }

    /// What two rows have in common, and how common it is.
    pub(crate) fn between(&self, (one, other): (u32, u32), evidence: &Evidence) -> Commonness {
        let (name, other_name) = (self.names[one as usize], self.names[other as usize]);
        let bearers = if name == other_name { self.bearers[name as usize] } else { 0.0 };
        Commonness { birth: self.birth(one, evidence), bearers }
    }

    /// How rare the day is on which both were born, in bits; 0 unless it is the same day.
    fn birth(&self, one: u32, evidence: &Evidence) -> f32 {
        match evidence.birth {
            BirthLevel::Same | BirthLevel::SameFirst | BirthLevel::SamePlaceholder => self.days[one as usize],
            _ => 0.0,
        }
    }
}

/// How common what agrees is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Commonness {
    /// How rare the day of birth is that both have, in bits; 0 when they share none.
    pub(crate) birth: f32,
    /// About how many people bear the whole name that both have; 0 when not known or they share none.
    pub(crate) bearers: f32,
}

/// A number for each row's whole name, and by number about how many people bear it: so many that two rows of the name are of one
/// year as seldom as they are. A year mistyped once counts little.
fn bearers(people: &People) -> (Vec<u32>, Vec<f32>) {
    let mut numbers: FxHashMap<(WordId, WordId), u32> = FxHashMap::default();
    let mut years: Vec<(u32, i32)> = Vec::new();
    let mut names = Vec::with_capacity(people.len());
    for person in people.all() {
        let name = person.names.first();
        let (Some(given), Some(family)) =
            (name.and_then(|name| name.given().first()), name.and_then(Spoken::whole_family))
        else {
            names.push(0);
            continue;
        };
        let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
        let number = *numbers.entry((*given, family)).or_insert(next);
        if let Some((earliest, latest)) = person.born.filter(|(earliest, latest)| latest - earliest < 366) {
            years.push((number, earliest.midpoint(latest).div_euclid(366)));
        }
        names.push(number);
    }
    years.par_sort_unstable();
    let mut bearers = vec![0.0; numbers.len() + 1];
    for name in years.chunk_by(|one, other| one.0 == other.0) {
        let of_one_year =
            name.chunk_by(|one, other| one.1 == other.1).map(|year| (year.len() as f32).powi(2));
        if let Some(bearers) = bearers.get_mut(name[0].0 as usize) {
            *bearers = (name.len() as f32).powi(2) / of_one_year.sum::<f32>();
        }
    }
    (names, bearers)
}

/// The day of birth, when it is known.
pub(crate) fn day(person: &Person) -> Option<i32> {
    person.born.filter(|(earliest, latest)| earliest == latest).map(|(day, _)| day)
}

/// A number below 64 for the sound of the given name.
fn initials(person: &Person, people: &People) -> u32 {
    let first = person.names.first().and_then(|name| name.given().first().copied());
    let sound = first.map_or(0, |word| people.vocabulary.sounds(word)[0]);
    sound.wrapping_mul(0x9e37_79b9) >> 26
}

/// About how many people so many of 64 bits stand for.
fn crowd(bits: u32) -> f32 {
    -64.0 * (1.0 - bits as f32 / 64.5).ln()
}

/// How often two people taken at random share one of these places.
fn shared(rows: &FxHashMap<u64, u32>, crowd: impl Fn(&u64) -> u8) -> f64 {
    let (mut people, mut pairs) = (0.0, 0.0);
    for (place, rows) in rows {
        let crowd = f64::from(crowd(place).max(1)).max(f64::from(*rows) / 12.0);
        people += crowd;
        pairs += crowd * (crowd - 1.0).max(0.5);
    }
    pairs / (people * people).max(1.0)
}
