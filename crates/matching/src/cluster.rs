//! Records of one person put together, without chains of strangers.
//!
//! The best pairs are joined first. Before two groups become one, everything that all their records know is laid together
//! ([`Weigh::together`]): a weak bridge between two well known people does not carry. A record without a name joins last, and only
//! where no other child would fit it as well.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Two rows and how much likelier one person is than two, in bits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The place of a row.
    pub one: u32,
    /// The place of another.
    pub other: u32,
    /// The score.
    pub score: f32,
}

/// What is asked about rows while they are put together.
pub trait Weigh: Sync {
    /// How much likelier it is that all rows of two groups are one person than that the groups are two, in bits.
    fn together(&self, ones: &[u32], others: &[u32]) -> f32;
    /// Whether the row has no name yet, so that it may be any child of its family.
    fn waits(&self, row: u32) -> bool;
}

/// A pair below this score is not looked at as a bridge between groups.
const NO_BRIDGE: f32 = -3.0;
/// Two groups below this score are two children, in bits.
const CONTRADICTING: f32 = -3.0;
/// How much better than the next child's a child's score must be for a record without a name to join it, in bits.
const LEAD: f32 = 2.0;

/// The cluster of each of so many rows: rows of one person have one number, the place of their first.
pub fn clusters(rows: usize, edges: &[Edge], weigh: &impl Weigh) -> Vec<u32> {
    let apart: Vec<u32> = (0..u32::try_from(rows).unwrap_or(u32::MAX)).collect();
    joined(apart, edges, None, weigh)
}

/// The clusters when some edges have another score than before: what hangs together by none of those stays as it is.
pub fn again(clusters: &[u32], edges: &[Edge], changed: &[Edge], weigh: &impl Weigh) -> Vec<u32> {
    if changed.is_empty() {
        return clusters.to_vec();
    }
    joined(clusters.to_vec(), edges, Some(changed), weigh)
}

fn joined(mut clusters: Vec<u32>, edges: &[Edge], changed: Option<&[Edge]>, weigh: &impl Weigh) -> Vec<u32> {
    let mut bridges: Vec<Edge> = edges.iter().filter(|edge| edge.score > NO_BRIDGE).copied().collect();
    let mut over: Vec<u32> = (0..u32::try_from(clusters.len()).unwrap_or(u32::MAX)).collect();
    for edge in &bridges {
        let (one, other) = (top(&mut over, edge.one), top(&mut over, edge.other));
        over[one.max(other) as usize] = one.min(other);
    }
    for row in 0..over.len() {
        over[row] = over[over[row] as usize];
    }
    if let Some(changed) = changed {
        let mut touched = vec![false; over.len()];
        changed.iter().for_each(|edge| touched[over[edge.one as usize] as usize] = true);
        bridges.retain(|edge| touched[over[edge.one as usize] as usize]);
    }
    // By what hangs together first, so that each can be put in order by itself.
    let part = |edge: &Edge| u64::from(over[edge.one as usize]);
    let place = |edge: &Edge| u64::from(edge.one) << 32 | u64::from(edge.other);
    bridges.par_sort_by_cached_key(part);
    let parts: Vec<&mut [Edge]> =
        bridges.chunk_by_mut(|one, other| over[one.one as usize] == over[other.one as usize]).collect();
    let joined: Vec<Vec<(u32, u32)>> = {
        let joined = parts.into_par_iter().map(|part| {
            part.sort_unstable_by(|one, other| {
                other.score.total_cmp(&one.score).then_with(|| place(one).cmp(&place(other)))
            });
            Joining::of(part, weigh).all()
        });
        joined.collect()
    };
    for (row, cluster) in joined.into_iter().flatten() {
        clusters[row as usize] = cluster;
    }
    clusters
}

fn top(over: &mut [u32], mut row: u32) -> u32 {
    while over[row as usize] != row {
        over[row as usize] = over[over[row as usize] as usize];
        row = over[row as usize];
    }
    row
}

/// The rows that hang together by any bridge, while they are put into groups. Rows are told by their place among these.
struct Joining<'a, W> {
    weigh: &'a W,
    rows: Vec<u32>,
    waits: Vec<bool>,
    /// The best first.
    bridges: Vec<Bridge>,
    /// By place: the group.
    group: Vec<usize>,
    members: Vec<Vec<u32>>,
    /// Pairs of groups that were refused, with how many rows they had.
    refused: FxHashMap<(usize, usize), usize>,
}

/// An edge between two places.
#[derive(Debug, Clone, Copy)]
struct Bridge {
    one: usize,
    other: usize,
    score: f32,
}

impl<'a, W: Weigh> Joining<'a, W> {
    fn of(edges: &[Edge], weigh: &'a W) -> Joining<'a, W> {
        let mut rows: Vec<u32> = edges.iter().flat_map(|edge| [edge.one, edge.other]).collect();
        rows.sort_unstable();
        rows.dedup();
        let place = |row: u32| rows.binary_search(&row).unwrap_or_default();
        let bridge =
            |edge: &Edge| Bridge { one: place(edge.one), other: place(edge.other), score: edge.score };
        Joining {
            weigh,
            waits: rows.iter().map(|row| weigh.waits(*row)).collect(),
            bridges: edges.iter().map(bridge).collect(),
            group: (0..rows.len()).collect(),
            members: rows.iter().map(|row| vec![*row]).collect(),
            refused: FxHashMap::default(),
            rows,
        }
    }

    /// Joins what belongs together; every row with the first row of its group.
    fn all(mut self) -> Vec<(u32, u32)> {
        let bridges = std::mem::take(&mut self.bridges);
        let (waiting, named): (Vec<Bridge>, Vec<Bridge>) =
            bridges.into_iter().partition(|bridge| self.waits[bridge.one] || self.waits[bridge.other]);
        // What was refused once may fit when more is known of both.
        for _ in 0..2 {
            if !self.join(&named) {
                break;
            }
        }
        let clear = self.clear(&waiting);
        self.join(&clear);
        let firsts = self.members.iter().map(|rows| rows.iter().min().copied().unwrap_or_default());
        let firsts: Vec<u32> = firsts.collect();
        self.rows.iter().zip(&self.group).map(|(row, group)| (*row, firsts[*group])).collect()
    }

    /// Joins along the bridges in their order; whether anything was joined.
    fn join(&mut self, bridges: &[Bridge]) -> bool {
        let mut any = false;
        for bridge in bridges {
            let (one, other) = (self.group[bridge.one], self.group[bridge.other]);
            let rows = self.members[one].len() + self.members[other].len();
            let pair = (one.min(other), one.max(other));
            // Alone with each other two rows have but their own score.
            if one == other || (rows == 2 && bridge.score < 0.0) || self.refused.get(&pair) == Some(&rows) {
                continue;
            }
            let score = match rows {
                2 => bridge.score,
                _ => self.weigh.together(&self.members[one], &self.members[other]),
            };
            if score >= 0.0 {
                self.merge(one, other);
                any = true;
            } else {
                self.refused.insert(pair, rows);
            }
        }
        any
    }

    fn merge(&mut self, one: usize, other: usize) {
        let (into, from) =
            if self.members[one].len() >= self.members[other].len() { (one, other) } else { (other, one) };
        let rows = std::mem::take(&mut self.members[from]);
        for row in &rows {
            if let Ok(place) = self.rows.binary_search(row) {
                self.group[place] = into;
            }
        }
        self.members[into].extend(rows);
    }

    /// The bridges of records without a name along which no other child of the family fits nearly as well.
    fn clear(&self, waiting: &[Bridge]) -> Vec<Bridge> {
        let mut by_nameless: FxHashMap<usize, Vec<(usize, f32)>> = FxHashMap::default();
        for bridge in waiting {
            for (nameless, there) in [(bridge.one, bridge.other), (bridge.other, bridge.one)] {
                if self.waits[nameless] && !self.waits[there] {
                    by_nameless.entry(nameless).or_default().push((there, bridge.score));
                }
            }
        }
        let is_clear = |bridge: &&Bridge| {
            let (nameless, here) =
                if self.waits[bridge.one] { (bridge.one, bridge.other) } else { (bridge.other, bridge.one) };
            let rivals = by_nameless.get(&nameless).filter(|_| !self.waits[here]);
            rivals.into_iter().flatten().filter(|(_, score)| *score > bridge.score - LEAD).all(
                |(there, _)| {
                    let (group, other) = (self.group[here], self.group[*there]);
                    group == other
                        || self.weigh.together(&self.members[group], &self.members[other]) > CONTRADICTING
                },
            )
        };
        waiting.iter().filter(is_clear).copied().collect()
    }
}
