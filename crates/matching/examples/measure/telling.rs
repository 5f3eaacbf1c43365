//! One set measured and told, a table a set.

use std::time::Instant;

use matching::table::Column;
use matching::{Evidence, Fact, Person, Vocabulary};

use crate::asked::Asked;
use crate::engine;
use crate::figures::{
    Quality, Recall, forget_peak, of_clusters, of_pairs, peak_memory, recalls, strangers, unborn,
};
use crate::set::Set;

pub fn measure(set: &Set, asked: &Asked) {
    forget_peak();
    let before = peak_memory();
    let began = Instant::now();
    let (pairs, clusters) = engine::found(set, asked.times);
    let took = began.elapsed();
    let (memory, rows) = (peak_memory(), set.rows.len());
    if asked.times {
        println!("  done at {:.1} s of processor time", engine::processor_time());
    }
    println!("{}: {rows} records{}", set.name, if set.side.is_empty() { "" } else { ", two files linked" });
    said("pairs", of_pairs(set, &pairs));
    said("clusters", of_clusters(set, &clusters));
    let (several, people, families) = strangers(set, &clusters);
    println!(
        "  {several} clusters of several records, {people} of them with several people, {families} with several families"
    );
    let (all, found) = unborn(set, &clusters);
    if all > 0 {
        println!("  unborn and \"Baby\" records: {:.4} of {all} found", found as f64 / all as f64);
    }
    println!("  {:.2} s, peak {memory:.0} MB (the set itself {before:.0} MB)", took.as_secs_f64());
    if asked.faults || asked.cultures {
        let (faults, cultures) = recalls(set, &pairs, &clusters);
        if asked.faults {
            told("what is wrong with either record", &faults);
        }
        if asked.cultures {
            told("name culture", &cultures);
        }
    }
    if asked.kinds {
        kinds(set, &pairs);
    }
    shown(set, &pairs, &clusters, asked.show);
}

/// The commonest kinds of named pairs that are of two families: how many, and how many of the kind are of one person.
fn kinds(set: &Set, pairs: &[(u32, u32, f32)]) {
    let mut kinds: std::collections::HashMap<String, [usize; 2]> = std::collections::HashMap::new();
    for (one, other, _) in pairs {
        let (one, other) = (*one as usize, *other as usize);
        let counted = kinds.entry(levels(set, one as u32, other as u32)).or_default();
        counted[0] += usize::from(set.family[one] != set.family[other]);
        counted[1] += usize::from(set.truth[one] == set.truth[other]);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, [strangers, _])| std::cmp::Reverse(*strangers));
    println!("  of two families, of one person, by kind");
    for (kind, [strangers, right]) in kinds.iter().take(20) {
        println!("  {strangers:>6} {right:>6}  {kind}");
    }
}

fn said(what: &str, quality: Quality) {
    println!(
        "  {what:<9} precision {:.4}  recall {:.4}  F1 {:.4}  ({} named, {} right, {} true)",
        quality.precision(),
        quality.recall(),
        quality.f1(),
        quality.named,
        quality.right,
        quality.of
    );
}

fn told(what: &str, recall: &Recall) {
    println!("  {what:<40} {:>9} {:>8} {:>8}", "pairs", "named", "cluster");
    for (name, [all, named, clustered]) in recall {
        let part = |some: &u64| *some as f64 / *all as f64;
        println!("  {name:<40} {all:>9} {:>8.3} {:>8.3}", part(named), part(clustered));
    }
}

/// Some pairs that were named wrongly, and some that were missed, as they are written.
fn shown(set: &Set, pairs: &[(u32, u32, f32)], clusters: &[u32], most: usize) {
    let line = |row: u32| {
        let cells = Column::ALL.map(|column| set.rows[row as usize].cell(column));
        let faults = set.faults.get(row as usize).map(|faults| faults.join(", ")).unwrap_or_default();
        format!("{}  [{faults}]", cells[1..].join("|"))
    };
    let mut told = std::collections::HashSet::new();
    let wrong = pairs.iter().filter(|(one, other, _)| set.truth[*one as usize] != set.truth[*other as usize]);
    // One pair a cluster: a cluster of strangers would fill the page.
    let wrong = wrong.filter(|(one, ..)| told.insert(clusters[*one as usize]));
    for (one, other, score) in wrong.take(most) {
        println!(
            "  wrong {score:.2} {}\n    {}\n    {}",
            levels(set, *one, *other),
            line(*one),
            line(*other)
        );
    }
    if most == 0 {
        return;
    }
    let mut first: std::collections::HashMap<u32, u32> = std::collections::HashMap::new();
    let mut left = most;
    for (row, person) in (0..).zip(&set.truth) {
        let other = *first.entry(*person).or_insert(row);
        if clusters[other as usize] != clusters[row as usize] && left > 0 {
            left -= 1;
            println!("  missed {}\n    {}\n    {}", levels(set, other, row), line(other), line(row));
        }
    }
}

/// How two rows stand in each fact.
fn levels(set: &Set, one: u32, other: u32) -> String {
    let mut vocabulary = Vocabulary::new();
    let mut read = |row: u32| Person::read(&set.rows[row as usize].description(), &mut vocabulary);
    let (one, other) = (read(one), read(other));
    let levels = Evidence::between(&one, &other, &vocabulary).levels();
    let words = Fact::ALL.into_iter().zip(levels).map(|(fact, level)| fact.level_words()[usize::from(level)]);
    words.collect::<Vec<_>>().join(" ")
}
