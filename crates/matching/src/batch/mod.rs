//! Whole files at once: which records of one file, or of two, are one person. For a steward's list of doubles and for bringing
//! another agency's file in. No labels are asked for and nothing is set for a file: what its columns are worth is learnt from it.
//!
//! ```text
//! rows ─reading─► people ─keys─► pairs ─learn─► Rivals ─► scores ─cluster─► people together ─kin─┐
//!                                                           ▲                                    │
//!                                                           └── weighed once more by who lives with whom
//! ```
//!
//! A pair is weighed against its rivals (see [`Rivals`]): two strangers, two of one household, twins, two of one name. It counts as
//! one person when that is likelier than all of these together. The pairs that are given back are all pairs of rows in one cluster.

mod common;
mod groups;
mod keys;
mod kin;
mod learn;
mod pairs;
mod reading;
mod rivals;

pub use rivals::{Rival, Rivals};

use rayon::prelude::*;

use crate::cluster::{self, Edge};
use crate::table::Row;
use common::Common;
use groups::Groups;
use kin::Kindred;
use reading::People;

/// Two rows that are one person as far as the engine can tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The place of the first row.
    pub one: u32,
    /// The place of the second row: among the second file's rows when two files are linked.
    pub other: u32,
    /// How much likelier one person is than two, in bits. At and above 0 the engine says one.
    pub score: f32,
}

/// What a batch found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Every pair of rows that are one person, by place.
    pub pairs: Vec<Pair>,
    /// The cluster of each row: rows of one person have one number. The second file's rows follow the first's.
    pub clusters: Vec<u32>,
}

/// The steps of a batch, in their order, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Rows are read into people.
    Reading,
    /// Candidate pairs are gathered.
    Gathering,
    /// What evidence is worth is learnt.
    Learning,
    /// Pairs are weighed.
    Weighing,
    /// Records of one person are put together.
    Joining,
}

/// A pair below this score is forgotten, in bits: nothing that is learnt later lifts it over the threshold.
const FORGOTTEN: f32 = -9.0;

/// From this score on a pair needs no more evidence, in bits.
const SETTLED: f32 = 8.0;

/// The rows of one file that are one person.
pub fn dedupe(rows: &[Row], tell: &(dyn Fn(Step) + Sync)) -> Found {
    tell(Step::Reading);
    found(&reading::people(&[rows]), tell)
}

/// The rows of two files that are one person. Rows within one file are not paired.
pub fn link(one: &[Row], other: &[Row], tell: &(dyn Fn(Step) + Sync)) -> Found {
    tell(Step::Reading);
    let mut found = found(&reading::people(&[one, other]), tell);
    let first = u32::try_from(one.len()).unwrap_or(u32::MAX);
    for pair in &mut found.pairs {
        pair.other -= first;
    }
    found
}

fn found(people: &People, tell: &(dyn Fn(Step) + Sync)) -> Found {
    tell(Step::Gathering);
    let candidates = pairs::candidates(people);
    tell(Step::Learning);
    let common = Common::among(people);
    let rivals = learn::rivals(people, &common, &candidates);
    tell(Step::Weighing);
    // What evidence is worth is learnt from those who share a key: of all pairs nearly all say nothing.
    let mut edges = weighed(people, &common, &rivals, &pairs::everybody(people).unwrap_or(candidates));
    tell(Step::Joining);
    let mut groups = Groups { people, common: &common, rivals: &rivals, kin: None };
    let first = cluster::clusters(people.len(), &edges, &groups);
    let kin = Kindred::of(people, &first);
    groups.kin = Some(&kin);
    let doubtful = edges.par_iter_mut().filter(|edge| edge.score < SETTLED);
    let lifted: Vec<Edge> = doubtful
        .filter(|edge| kin.shared(edge.one, edge.other))
        .filter_map(|edge| {
            let score = groups.score(edge.one, edge.other);
            let more = score > edge.score;
            edge.score = score;
            more.then_some(*edge)
        })
        .collect();
    let clusters = cluster::again(&first, &edges, &lifted, &groups);
    Found { pairs: within(&clusters, &groups), clusters }
}

/// Every pair of rows of one cluster that may be paired.
fn within(clusters: &[u32], groups: &Groups<'_>) -> Vec<Pair> {
    let pairs = pairs::together(clusters).into_par_iter().flat_map_iter(|rows| {
        let mut pairs = Vec::new();
        for (at, one) in rows.iter().enumerate() {
            for other in rows[at + 1..].iter().filter(|other| groups.people.may_pair(*one, **other)) {
                // What two rows do not show by themselves, those between them do.
                let score = groups.score(*one, *other).max(0.0);
                pairs.push(Pair { one: *one, other: *other, score });
            }
        }
        pairs
    });
    pairs.collect()
}

/// Every candidate pair that may yet be one person, with its score.
fn weighed(people: &People, common: &Common, rivals: &Rivals, candidates: &[u64]) -> Vec<Edge> {
    let chunks = candidates.par_chunks(1 << 14).map(|chunk| {
        let mut edges = Vec::new();
        for pair in chunk {
            let (one, other) = pairs::unpacked(*pair);
            let evidence = people.evidence(one, other);
            let commonness = common.between(people, (one, other), &evidence);
            let score = rivals.score(&evidence, commonness);
            if score >= FORGOTTEN {
                edges.push(Edge { one, other, score });
            }
        }
        edges
    });
    let chunks: Vec<Vec<Edge>> = chunks.collect();
    chunks.concat()
}
