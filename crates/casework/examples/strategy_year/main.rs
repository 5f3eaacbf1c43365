//! A council's year with the escalation watch and without it, and what would be measured of each. Families, workers and managers are invented, and so are
//! the chances by which they notice, answer and decide: they stand at the top of `people.rs`, and the printed table is no more than what follows from
//! them and from the rules of the pack. It shows how the measures move together and where the rules ask too often; it proves nothing about children.
//!
//! `cargo run --release -p casework --example strategy_year -- [families] [seed]`

#![expect(clippy::print_stdout, reason = "it prints its figures")]

mod chance;
mod families;
mod people;
mod year;

use domain::pack::england;

use crate::year::{Arm, Year};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let families = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(5_000);
    let seed = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let watch = &england().watch;
    println!("{families} families, seed {seed}, rules of {}\n", england().version());
    println!("| | Without the watch | With the watch |\n|---|---|---|");
    let without = Year::lived(watch, families, seed, Arm::Without, 1.0);
    let with = Year::lived(watch, families, seed, Arm::With, 1.0);
    for ((name, before), (_, after)) in without.figures().into_iter().zip(with.figures()) {
        println!("| {name} | {before} | {after} |");
    }
    println!(
        "\nPrompts by rule, with the watch:\n\n| Rule | Prompts | of families where risk was rising |\n|---|---|---|"
    );
    for (rule, (all, rising)) in &with.by_rule {
        println!("| {rule} | {all} | {rising} |");
    }
    println!(
        "\nDays from the first trigger to the discussion (median, 90th percentile), when workers notice more or less by themselves:\n"
    );
    println!("| They notice | Without the watch | With the watch |\n|---|---|---|");
    for (words, keenness) in [("half as often", 0.5), ("as assumed", 1.0), ("twice as often", 2.0)] {
        let days = |arm| Year::lived(watch, families, seed, arm, keenness).days();
        let ((few, many), (fewer, most)) = (days(Arm::Without), days(Arm::With));
        println!("| {words} | {few}, {many} | {fewer}, {most} |");
    }
}
