//! Whole files and registers at once: which records of one, or of two, are one person. For a steward's list of doubles and for bringing
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

mod cards;
mod common;
mod groups;
mod keys;
mod kin;
mod learn;
mod pairs;
mod plainly;
mod reading;
mod rivals;

pub use rivals::{Rival, Rivals};

use std::borrow::Cow;

use rayon::prelude::*;

use crate::cluster::{self, Edge};
use crate::description::Description;
use crate::table::Row;
use common::Common;
use groups::Groups;
use kin::Kindred;
use reading::People;
use rivals::against_all;

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

/// The rows of so many pairs are fetched from memory together.
const FETCHED: usize = 16;

/// From this score on a pair needs no more evidence, in bits.
const SETTLED: f32 = 8.0;

/// Somebody as a batch is given them: a row of a file, or a person described.
pub trait Told: Sync {
    /// What is known of them.
    fn described(&self) -> Cow<'_, Description>;

    /// The row that they stand on, if they come from a file: it is read without a description being made of it.
    fn row(&self) -> Option<&Row> {
        None
    }
}

impl Told for Row {
    fn described(&self) -> Cow<'_, Description> {
        Cow::Owned(self.description())
    }

    fn row(&self) -> Option<&Row> {
        Some(self)
    }
}

impl Told for Description {
    fn described(&self) -> Cow<'_, Description> {
        Cow::Borrowed(self)
    }
}

/// Those of one file, or of one register, who are one person.
pub fn dedupe<T: Told>(rows: &[T], tell: &(dyn Fn(Step) + Sync)) -> Found {
    tell(Step::Reading);
    found(&reading::people(rows), tell)
}

/// Those of two files who are one person. Rows within one file are not paired.
pub fn link<T: Told, U: Told>(one: &[T], other: &[U], tell: &(dyn Fn(Step) + Sync)) -> Found {
    tell(Step::Reading);
    let mut found = found(&reading::people_of_two(one, other), tell);
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
        for (at, pair) in chunk.iter().enumerate() {
            if at % FETCHED == 0 {
                people.fetch(&chunk[at..chunk.len().min(at + FETCHED)]);
            }
            let (one, other) = pairs::unpacked(*pair);
            let evidence = people.evidence(one, other);
            let commonness = common.between((one, other), &evidence);
            let against = rivals.against(&rivals.terms(&evidence, commonness));
            // The whole is never more than what any rival leaves of it.
            if against.iter().all(|bits| *bits >= FORGOTTEN) {
                let score = against_all(&against);
                edges.extend((score >= FORGOTTEN).then_some(Edge { one, other, score }));
            }
        }
        edges
    });
    let chunks: Vec<Vec<Edge>> = chunks.collect();
    chunks.concat()
}
