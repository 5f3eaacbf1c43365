//! The figures of a search. Definitions:
//!
//! - **recall@1, @10**: of the questions about people on the register, for how many that person is first, or among the first ten.
//! - **unknown taken for known**: at the score which 95 in 100 of the right first answers reach, how many of the questions about
//!   people who are not on the register get a first answer that reaches it too.

use std::collections::BTreeMap;
use std::time::Instant;

use matching::index::{Hit, Index};
use matching::table::{Column, Row};

use crate::asked::Asked;
use crate::ceiling;
use crate::engine::index_of;
use crate::figures::{forget_peak, peak_memory};
use crate::set::{Question, SearchSet};

/// What is counted for one kind of question: how many, first, among ten.
type Counted = BTreeMap<&'static str, [u64; 3]>;

pub fn measure(set: &SearchSet, asked: &Asked) {
    forget_peak();
    let before = peak_memory();
    let began = Instant::now();
    let index = index_of(set);
    let people = set.register.len();
    println!("{} search: {people} on the register, {} questions", set.name, set.questions.len());
    let bytes = index.bytes() as f64 / people.max(1) as f64;
    println!(
        "  built in {:.2} s, peak {:.0} MB (the register itself {before:.0} MB), {bytes:.0} bytes a person",
        began.elapsed().as_secs_f64(),
        peak_memory()
    );
    let (mut shown, mut missed) = (0, Vec::new());
    let (mut took, mut firsts, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let (mut kinds, mut by_culture) = (Counted::new(), Counted::new());
    for question in &set.questions {
        let description = question.row.description();
        let began = Instant::now();
        let answers = index.search(&description, 10);
        took.push(began.elapsed().as_secs_f64() * 1e3);
        let best = answers.first().map_or(f32::MIN, |hit| hit.score);
        let Some(meant) = question.person else {
            unknown.push(best);
            continue;
        };
        let place = answers.iter().position(|hit| set.truth[hit.number as usize] == meant);
        if place == Some(0) {
            firsts.push(best);
        } else {
            missed.push(question);
            if shown < asked.show {
                shown += 1;
                show(set, question, &answers, &index.search(&description, 1_000));
            }
        }
        for counted in
            [kinds.entry(question.kind).or_default(), by_culture.entry(question.culture).or_default()]
        {
            counted[0] += 1;
            counted[1] += u64::from(place == Some(0));
            counted[2] += u64::from(place.is_some());
        }
    }
    undisturbed(&index, set, &mut took);
    say(&mut took, &mut firsts, &unknown, &kinds);
    if asked.everybody > 0 {
        told_most(&ceiling::as_on_record(set));
        ceiling::everybody(&index, set, &missed[..missed.len().min(asked.everybody)]);
    }
    updates(index, set);
    told("kind", &kinds);
    if asked.cultures {
        told("culture", &by_culture);
    }
}

/// Asks all again, twice: the quickest of the three times counts, so that other work on the machine is left out.
fn undisturbed(index: &Index, set: &SearchSet, took: &mut [f64]) {
    for _ in 0..2 {
        for (question, took) in set.questions.iter().zip(&mut *took) {
            let description = question.row.description();
            let began = Instant::now();
            std::hint::black_box(index.search(&description, 10));
            *took = took.min(began.elapsed().as_secs_f64() * 1e3);
        }
    }
}

/// How long it takes to enter what is now known of a thousand people, and to rebuild.
fn updates(mut index: Index, set: &SearchSet) {
    let mut took = Vec::new();
    for at in 0..1_000.min(set.register.len()) {
        let (number, row) = (at * 7 % set.register.len(), &set.register[at * 13 % set.register.len()]);
        let description = row.description();
        let began = Instant::now();
        index.put(number as u128, &description);
        took.push(began.elapsed().as_secs_f64() * 1e3);
    }
    took.sort_by(f64::total_cmp);
    let at = |share: usize| took.get(took.len() * share / 100).copied().unwrap_or_default();
    let began = Instant::now();
    let rebuilt = index.rebuilt();
    println!(
        "  an update p50 {:.4} ms, p99 {:.4} ms; rebuilt for {} people in {:.2} s",
        at(50),
        at(99),
        rebuilt.len(),
        began.elapsed().as_secs_f64()
    );
}

/// A question whose right answer was not first: what was asked, who was meant, and who came first.
fn show(set: &SearchSet, question: &Question, answers: &[Hit], all: &[Hit]) {
    let line = |row: &Row| Column::ALL.map(|column| row.cell(column)).join(",");
    println!("  asked  {}: {}", question.kind, line(&question.row));
    for (row, _) in set.truth.iter().enumerate().filter(|(_, truth)| Some(**truth) == question.person) {
        let place = all.iter().position(|hit| hit.number == row as u128);
        let found = place.map_or("not found".to_owned(), |at| format!("{at}: {:.2}", all[at].bits));
        println!("  meant  {} ({found})", line(&set.register[row]));
    }
    for hit in answers.iter().take(3) {
        let row = hit.number as usize;
        let right = if Some(set.truth[row]) == question.person { "right" } else { "" };
        println!("  {:6.2} {} {right}", hit.bits, line(&set.register[row]));
    }
}

fn say(took: &mut [f64], firsts: &mut [f32], unknown: &[f32], kinds: &Counted) {
    let sum = |of: usize| kinds.values().map(|counted| counted[of]).sum::<u64>();
    let part = |some: u64, all: u64| some as f64 / all.max(1) as f64;
    took.sort_by(f64::total_cmp);
    firsts.sort_by(f32::total_cmp);
    let at = |share: f64| {
        took.get(((took.len() as f64 * share) as usize).min(took.len() - 1)).copied().unwrap_or_default()
    };
    println!("  recall@1 {:.4}  @10 {:.4}  (of {})", part(sum(1), sum(0)), part(sum(2), sum(0)), sum(0));
    println!(
        "  p50 {:.3} ms  p90 {:.3} ms  p99 {:.3} ms  most {:.3} ms",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
    let line = firsts.get(firsts.len() / 20).copied().unwrap_or(f32::MAX);
    let taken = unknown.iter().filter(|best| **best >= line).count() as u64;
    println!(
        "  unknown taken for known {:.4} (of {}), at the score {line:.2} that 95% of right first answers reach",
        part(taken, unknown.len() as u64),
        unknown.len()
    );
}

fn told(what: &str, counted: &Counted) {
    println!("  {what:<40} {:>6} {:>8} {:>8}", "asked", "first", "of ten");
    for (name, [all, first, ten]) in counted {
        let part = |some: &u64| *some as f64 / *all as f64;
        println!("  {name:<40} {all:>6} {:>8.3} {:>8.3}", part(first), part(ten));
    }
}

fn told_most(most: &BTreeMap<&'static str, [f64; 3]>) {
    println!("  {:<40} {:>6} {:>8} {:>8}", "the most, asked as on record", "asked", "first", "of ten");
    let mut sum = [0.0; 3];
    for (name, counted) in most {
        println!(
            "  {name:<40} {:>6} {:>8.3} {:>8.3}",
            counted[0],
            counted[1] / counted[0],
            counted[2] / counted[0]
        );
        sum.iter_mut().zip(counted).for_each(|(sum, counted)| *sum += counted);
    }
    println!("  {:<40} {:>6} {:>8.3} {:>8.3}", "all", sum[0], sum[1] / sum[0], sum[2] / sum[0]);
}
