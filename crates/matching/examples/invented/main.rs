//! Invented people as files for the command line: `cargo run --release -p matching --example invented -- --out DIR --records 60000`.
//!
//! `records.csv` is what seven agencies wrote down, `truth.csv` says which of its rows are one person, of which family and culture,
//! and what is wrong with each; `people.csv` is a register, and `queries.csv` are questions about it, with the answers in
//! `answers.csv`. `--seed 7` makes other people, `--questions N` as many questions.

#![expect(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example for a terminal, which shares what measures use"
)]

#[path = "../measure/first/mod.rs"]
mod first;
#[path = "../measure/set.rs"]
mod set;

use std::fs::{File, create_dir_all};
use std::path::{Path, PathBuf};

use matching::table::{Column, Row};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let value =
        |name: &str| words.iter().position(|word| word == name).and_then(|place| words.get(place + 1));
    let number = |name: &str, usual: usize| value(name).map_or(usual, |text| text.parse().unwrap());
    let Some(out) = value("--out").map(PathBuf::from) else { return println!("--out DIR says where") };
    let (records, questions, seed) =
        (number("--records", 60_000), number("--questions", 1_000), number("--seed", 1));
    create_dir_all(&out).unwrap();
    doubles(&out, records, seed as u64);
    search(&out, records, questions, seed as u64);
    println!("{}: records.csv, truth.csv, people.csv, queries.csv, answers.csv", out.display());
}

fn file(out: &Path, name: &str, headings: &[&str]) -> csv::Writer<File> {
    let mut file = csv::Writer::from_path(out.join(name)).unwrap();
    file.write_record(headings).unwrap();
    file
}

fn headings(id: &'static str) -> [&'static str; 14] {
    Column::ALL.map(|column| if column == Column::RecId { id } else { column.heading() })
}

fn write(file: &mut csv::Writer<File>, row: &Row) {
    file.write_record(Column::ALL.map(|column| row.cell(column))).unwrap();
}

fn doubles(out: &Path, records: usize, seed: u64) {
    let set = first::first(records, seed);
    let mut rows = file(out, "records.csv", &headings("rec_id"));
    let mut truth = file(out, "truth.csv", &["rec_id", "person", "family", "culture", "faults"]);
    for (place, row) in set.rows.iter().enumerate() {
        write(&mut rows, row);
        let (person, family) = (set.truth[place].to_string(), set.family[place].to_string());
        let faults = set.faults[place].join("; ");
        truth.write_record([row.id(), &person, &family, set.culture[place], &faults]).unwrap();
    }
    rows.flush().unwrap();
    truth.flush().unwrap();
}

fn search(out: &Path, records: usize, questions: usize, seed: u64) {
    let set = first::first_search(records, questions, seed);
    let mut people = file(out, "people.csv", &headings("rec_id"));
    for row in &set.register {
        write(&mut people, row);
    }
    people.flush().unwrap();
    let ids: std::collections::HashMap<u32, &str> =
        set.truth.iter().copied().zip(set.register.iter().map(Row::id)).collect();
    let mut queries = file(out, "queries.csv", &headings("query_id"));
    let mut answers = file(out, "answers.csv", &["query_id", "rec_id", "kind"]);
    for question in &set.questions {
        write(&mut queries, &question.row);
        let answer = question.person.and_then(|person| ids.get(&person)).copied().unwrap_or_default();
        answers.write_record([question.row.id(), answer, question.kind]).unwrap();
    }
    queries.flush().unwrap();
    answers.flush().unwrap();
}
