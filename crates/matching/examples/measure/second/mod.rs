//! A set of invented people by another author: families of one town live through ten years, and seven agencies write them down.
//!
//! It starts from life and not from errors. Births, weddings, partings, moves, step-families, refuge and fostering happen to people
//! named by the rules of eighteen cultures; each agency has its own system and habits, and records somebody at a moment of that life.
//! All of it is synthetic: how often each thing happens is judgement, and no figure from it is a figure about real records.
//!
//! The way of one set: `chance` → `tables`, `naming`, `place`, `numbers` → `life` founds a community, `years` lives it →
//! `systems` says who writes when → `record` writes, by `name_habits`, `fact_habits` and `address_habits` → `asked` asks.

mod address_habits;
mod asked;
mod chance;
#[cfg(test)]
mod checks;
mod fact_habits;
mod life;
mod name_habits;
mod naming;
mod numbers;
mod place;
mod record;
mod systems;
mod tables;
mod writing;
mod years;

use crate::set::{Form, Set};

pub use asked::search_set;

use chance::Chance;
use life::Community;
use tables::Tables;

/// Extended families in a community: they share streets, a school, a ward and a police station.
const CLANS: u32 = 5;

/// How much goes wrong: as usual.
pub const USUAL: f64 = 1.0;

/// A record with the truth about it.
pub struct Record {
    pub form: Form,
    pub truth: u32,
    pub clan: u32,
    pub culture: &'static str,
    pub faults: Vec<&'static str>,
}

/// A set of this many rows of people and families, with the truth. The same seed gives the same set.
pub fn set(records: usize, seed: u64) -> Set {
    let mut set = Set { name: format!("second: {records} rows, seed {seed}"), ..Set::default() };
    let mut placed = Vec::with_capacity(records);
    stream(records, seed, USUAL, &mut |record| placed.push(record_of(record)));
    // The rows of a person stand far apart, as they do when seven files are laid on each other.
    placed.sort_by(|one, other| one.0.id().cmp(other.0.id()));
    for (row, truth, clan, culture, faults) in placed {
        set.rows.push(row);
        set.truth.push(truth);
        set.family.push(clan);
        set.culture.push(culture);
        set.faults.push(faults);
    }
    set
}

type Placed = (matching::table::Row, u32, u32, &'static str, Vec<&'static str>);

fn record_of(record: Record) -> Placed {
    (record.form.row(), record.truth, record.clan, record.culture, record.faults)
}

/// Gives records one after the other, one community at a time, so that millions never stand in memory together.
/// `rate` says how much goes wrong: 0 nothing, [`USUAL`] as usual.
pub fn stream(records: usize, seed: u64, rate: f64, each: &mut dyn FnMut(Record)) {
    let tables = Tables::read();
    let step = step(records);
    let (mut given, mut people, mut run) = (0, 0, 0);
    while given < records {
        let (community, mut chance) = lived(&tables, seed, run, people);
        for person in &community.people {
            for moment in systems::moments(&community, person, &mut chance) {
                if given == records {
                    return;
                }
                let mut record = record::write(&tables, &community, person, moment, rate, &mut chance);
                record.form.rec_id = format!("B{:08}", given * step % records);
                given += 1;
                each(record);
            }
        }
        people += u32::try_from(community.people.len()).unwrap_or_default();
        run += 1;
    }
}

/// A community that has lived its ten years, and what is left of its chance.
fn lived(tables: &Tables, seed: u64, run: u32, people: u32) -> (Community, Chance) {
    let mut chance = Chance::new(seed, u64::from(run));
    let mut community = Community::found(tables, people, run * CLANS, &mut chance);
    community.live(tables, &mut chance);
    (community, chance)
}

/// A step by which every place below the count is reached once.
fn step(count: usize) -> usize {
    let divides = |one: usize| {
        let (mut one, mut other) = (one, count.max(1));
        while other > 0 {
            (one, other) = (other, one % other);
        }
        one
    };
    let golden = (count / 21 * 13).max(1);
    (golden..).find(|step| divides(*step) == 1).unwrap_or(1)
}
