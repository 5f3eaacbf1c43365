//! The figures of a set. Definitions:
//!
//! - **pairs**: of the pairs that the engine names, how many are one person (precision); of all pairs of rows that are one person,
//!   how many it names (recall); F1 is their harmonic mean.
//! - **clusters**: the same, counted over every pair of rows that stand in one cluster, named by the engine or not.
//! - **strangers**: clusters in which rows of two or more families stand together.
//! - **found**: of the records of an unborn child or a "Baby", which have another record of the same child, how many stand in a
//!   cluster with one.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::set::Set;

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Quality {
    pub named: u64,
    pub right: u64,
    pub of: u64,
}

impl Quality {
    pub fn precision(&self) -> f64 {
        if self.named == 0 { 1.0 } else { self.right as f64 / self.named as f64 }
    }

    pub fn recall(&self) -> f64 {
        if self.of == 0 { 1.0 } else { self.right as f64 / self.of as f64 }
    }

    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

/// How many pairs of rows there are among so many rows, between two files or within one.
fn pairs_of(sides: [u64; 2], linking: bool) -> u64 {
    let all = sides[0] + sides[1];
    if linking { sides[0] * sides[1] } else { all * all.saturating_sub(1) / 2 }
}

/// How many pairs of rows share a number.
fn pairs_sharing<K: std::hash::Hash + Eq>(set: &Set, of: impl Fn(usize) -> K) -> u64 {
    let mut groups: HashMap<K, [u64; 2]> = HashMap::new();
    for row in 0..set.rows.len() {
        let side = set.side.get(row).copied().unwrap_or_default();
        groups.entry(of(row)).or_default()[usize::from(side)] += 1;
    }
    groups.values().map(|sides| pairs_of(*sides, !set.side.is_empty())).sum()
}

pub fn of_pairs(set: &Set, pairs: &[(u32, u32, f32)]) -> Quality {
    let right = |pair: &&(u32, u32, f32)| set.truth[pair.0 as usize] == set.truth[pair.1 as usize];
    Quality {
        named: pairs.len() as u64,
        right: pairs.iter().filter(right).count() as u64,
        of: pairs_sharing(set, |row| set.truth[row]),
    }
}

pub fn of_clusters(set: &Set, clusters: &[u32]) -> Quality {
    Quality {
        named: pairs_sharing(set, |row| clusters[row]),
        right: pairs_sharing(set, |row| (clusters[row], set.truth[row])),
        of: pairs_sharing(set, |row| set.truth[row]),
    }
}

/// What stands together in one cluster.
#[derive(Default)]
struct Together {
    rows: u32,
    people: HashSet<u32>,
    families: HashSet<u32>,
}

/// How many clusters there are of several rows, and in how many of them several people, and several families, stand together.
pub fn strangers(set: &Set, clusters: &[u32]) -> (usize, usize, usize) {
    let mut within: HashMap<u32, Together> = HashMap::new();
    for (row, cluster) in clusters.iter().enumerate() {
        let together = within.entry(*cluster).or_default();
        together.rows += 1;
        together.people.insert(set.truth[row]);
        together.families.extend(set.family.get(row));
    }
    let with = |test: fn(&Together) -> bool| within.values().filter(|together| test(together)).count();
    (with(|of| of.rows > 1), with(|of| of.people.len() > 1), with(|of| of.families.len() > 1))
}

/// Of the true pairs, by what is wrong with one of their rows or by the person's culture: how many there are, how many are named,
/// how many stand in one cluster.
pub type Recall = BTreeMap<&'static str, [u64; 3]>;

pub fn recalls(set: &Set, pairs: &[(u32, u32, f32)], clusters: &[u32]) -> (Recall, Recall) {
    let named: HashSet<(u32, u32)> =
        pairs.iter().map(|(one, other, _)| (*one.min(other), *one.max(other))).collect();
    let (mut faults, mut cultures) = (Recall::new(), Recall::new());
    each_true_pair(set, &mut |one, other| {
        let counted = [
            1,
            u64::from(named.contains(&(one, other))),
            u64::from(clusters[one as usize] == clusters[other as usize]),
        ];
        let mut wrong: Vec<&'static str> = Vec::new();
        for row in [one, other] {
            wrong.extend(set.faults.get(row as usize).into_iter().flatten());
        }
        wrong.sort_unstable();
        wrong.dedup();
        if wrong.is_empty() {
            wrong.push("(none)");
        }
        for fault in wrong {
            add(faults.entry(fault).or_default(), counted);
        }
        if let Some(culture) = set.culture.get(one as usize) {
            add(cultures.entry(culture).or_default(), counted);
        }
    });
    (faults, cultures)
}

fn add(sum: &mut [u64; 3], more: [u64; 3]) {
    for (sum, more) in sum.iter_mut().zip(more) {
        *sum += more;
    }
}

fn each_true_pair(set: &Set, tell: &mut dyn FnMut(u32, u32)) {
    let mut people: HashMap<u32, Vec<u32>> = HashMap::new();
    for (row, person) in (0..).zip(&set.truth) {
        people.entry(*person).or_default().push(row);
    }
    for rows in people.values() {
        for (at, one) in rows.iter().enumerate() {
            for other in &rows[at + 1..] {
                let side = |row: u32| set.side.get(row as usize);
                if set.side.is_empty() || side(*one) != side(*other) {
                    tell(*one, *other);
                }
            }
        }
    }
}

/// Records of unborn children and babies without a name which have another record: how many, and how many were found.
pub fn unborn(set: &Set, clusters: &[u32]) -> (u64, u64) {
    let unnamed = |row: usize| {
        set.faults.get(row).is_some_and(|faults| {
            faults.iter().any(|f| matches!(*f, "unborn" | "baby" | "newborn without a name"))
        })
    };
    let mut rows: HashMap<u32, Vec<usize>> = HashMap::new();
    for (row, person) in set.truth.iter().enumerate() {
        rows.entry(*person).or_default().push(row);
    }
    let (mut all, mut found) = (0, 0);
    for rows in rows.values().filter(|rows| rows.len() > 1) {
        for row in rows.iter().filter(|row| unnamed(**row)) {
            all += 1;
            found += u64::from(rows.iter().any(|other| other != row && clusters[*other] == clusters[*row]));
        }
    }
    (all, found)
}

/// The most memory that was held so far, in MB.
pub fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

/// Begins to count anew the most memory held, so that making a set is not counted for measuring it.
pub fn forget_peak() {
    // Where it cannot be begun anew, the peak is that of the whole run, and the figure before the measure tells.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
