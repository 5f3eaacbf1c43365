//! How well people are matched: `cargo run --release -p matching --example measure -- first --records 60000`.
//!
//! Sets: `first` and `second` (invented, by two authors); `febrl1` to `febrl4`, `fake_1000`, `historical_50k` (public, from
//! `--specs DIR`, which may be said several times); a folder with `records.csv` and `truth.csv`. `search-first` and `search-second`
//! ask `--questions` of a register of `--records`.
//!
//! `--faults` and `--cultures` tell recall by each; `--without dob` empties a column; `--link` links the council's agencies with the
//! others; `--seed 7` makes other people; `--show 20` prints wrong and missed pairs; `--everybody 200` asks so many missed questions again
//! with everybody compared; `--times` tells how long each step took; `--kinds` tells what the pairs that bring two families together
//! have in common.
//! Definitions stand in `figures.rs` and `searching.rs`.
//!
//! All of it is synthetic or public: the figures say nothing about any council's data.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measure for a terminal")]

mod asked;
mod ceiling;
#[cfg(test)]
mod checks;
mod engine;
mod figures;
mod first;
mod folder;
mod public;
mod searching;
mod second;
mod set;
mod telling;

use asked::Asked;
use matching::table::{Column, Row};
use set::{SearchSet, Set};

fn main() {
    let asked = match Asked::of(std::env::args().skip(1)) {
        Ok(asked) => asked,
        Err(words) => return println!("{words}"),
    };
    for name in &asked.sets {
        if let Some(generator) = name.strip_prefix("search-") {
            match search_set(generator, &asked) {
                Some(set) => searching::measure(&set, &asked),
                None => println!("{name}: no such search set"),
            }
            continue;
        }
        let began = std::time::Instant::now();
        let set = people_set(name, &asked);
        if asked.times {
            println!("{name} was made or read in {:.2} s", began.elapsed().as_secs_f64());
        }
        match set {
            Some(set) => telling::measure(&prepared(set, &asked), &asked),
            None => println!("{name}: not at hand; public sets are looked for in --specs DIR"),
        }
    }
}

fn people_set(name: &str, asked: &Asked) -> Option<Set> {
    match name {
        "first" => Some(first::first(asked.records, asked.seed)),
        "second" => Some(second::set(asked.records, asked.seed)),
        _ => folder::read(name.as_ref()).or_else(|| public::read(name, &asked.folders)),
    }
}

fn search_set(generator: &str, asked: &Asked) -> Option<SearchSet> {
    let mut set = match generator {
        "first" => first::first_search(asked.records, asked.questions, asked.seed),
        "second" => second::search_set(asked.records, asked.questions, asked.seed),
        _ => return None,
    };
    for row in &mut set.register {
        emptied(row, &asked.without);
    }
    Some(set)
}

/// The set as it is to be measured: without some columns, or as two files.
fn prepared(mut set: Set, asked: &Asked) -> Set {
    for row in &mut set.rows {
        emptied(row, &asked.without);
    }
    if asked.link && set.side.is_empty() {
        let councils =
            |row: &Row| matches!(row.cell(Column::Source), "social_care" | "housing" | "early_help");
        set.side = set.rows.iter().map(|row| u8::from(councils(row))).collect();
    }
    set
}

fn emptied(row: &mut Row, without: &[String]) {
    if !without.is_empty() {
        let kept = |column: Column| !without.iter().any(|name| name == column.heading());
        *row = Row::new(Column::ALL.map(|column| if kept(column) { row.cell(column) } else { "" }));
    }
}
