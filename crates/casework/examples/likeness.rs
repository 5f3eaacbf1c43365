//! Measures the comparison of texts: `cargo run --release -p casework --example likeness`. Sixty answers of an assessment are compared with a brother's
//! and with those of an older assessment, and their fingerprints made. What it prints goes into `docs/evidence/`; no test depends on it.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use std::time::Instant;

use domain::assessment::likeness::{Compared, RUN};

/// Answers of one assessment.
const ANSWERS: usize = 60;
/// Words of one answer: a long one.
const WORDS: usize = 400;
/// How many times each is measured.
const TIMES: usize = 200;

const SAID: &str = "the school nurse wrote that the child came without breakfast on four of ten days and that nobody answered the telephone \
    when she rang while the aunt who lives near by takes both of them after football and has a bed made up for them and the father works nights \
    and sees them at weekends in the flat above the shop where he has stayed since the summer";

fn answer(number: usize) -> String {
    let words: Vec<&str> = SAID.split_whitespace().collect();
    let word = |place: usize| words[(place * (number % 7 + 1) + number * 13 + place / 17) % words.len()];
    (0..WORDS).map(word).collect::<Vec<_>>().join(" ")
}

fn measure(what: &str, mut once: impl FnMut() -> usize) {
    let mut waits: Vec<f64> = Vec::new();
    let mut made = 0;
    for _ in 0..TIMES {
        let begun = Instant::now();
        made = once();
        waits.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    waits.sort_by(f64::total_cmp);
    println!("| {what} | {:.2} | {:.2} | {made} |", waits[TIMES / 2], waits[TIMES * 95 / 100]);
}

fn main() {
    let names: Vec<String> =
        ["Ava Brindle", "Kit Brindle", "Isla Brindle", "Joanna Brindle"].map(str::to_owned).into();
    let mine: Vec<String> = (0..ANSWERS).map(answer).collect();
    let older: Vec<String> = (0..ANSWERS).map(|number| answer(number + 3)).collect();
    println!("| {ANSWERS} answers of {WORDS} words | p50 ms | p95 ms | found |\n|---|---|---|---|");
    measure("Read", || mine.iter().map(|text| Compared::new(text, &names).words()).sum());
    let read = |texts: &[String]| texts.iter().map(|text| Compared::new(text, &names)).collect::<Vec<_>>();
    let (one, two) = (read(&mine), read(&older));
    measure("Each answer with the same answer of another child or an older assessment", || {
        one.iter().zip(&two).filter(|(one, two)| one.percent(two) > 60).count()
    });
    measure("What is the same is marked in each", || {
        one.iter().zip(&two).map(|(one, two)| one.shared(two, RUN).len()).sum()
    });
    measure("Fingerprints", || one.iter().map(|text| text.fingerprints().len()).sum());
}
