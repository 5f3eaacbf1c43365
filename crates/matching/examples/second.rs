//! Writes the second author's set of invented people as two files: what an engine is given, and the truth about it.
//!
//! `cargo run --release -p matching --example second -- --records 60000 --seed 1 --out FOLDER [--rate 1.0]` writes
//! `people.csv` and `truth.csv`, and with `--questions N` also `register.csv` of as many people and `questions.csv` about them.
//! Without `--out` it tells how many people, families and faults there are.

#[path = "measure/second/mod.rs"]
mod second;
#[expect(dead_code, reason = "the shape is the harness's, which reads the rest of it")]
#[path = "measure/set.rs"]
mod set;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use matching::table::{Column, Row};
use second::Record;

/// What was asked for at the command line.
struct Wish {
    records: usize,
    questions: usize,
    seed: u64,
    rate: f64,
    out: Option<PathBuf>,
}

fn main() -> io::Result<()> {
    let mut wish = Wish { records: 60_000, questions: 0, seed: 1, rate: second::USUAL, out: None };
    let mut words = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (words.next(), words.next()) {
        let not_read = || io::Error::other(format!("{name} cannot be {value}"));
        match name.as_str() {
            "--records" => wish.records = value.parse().map_err(|_| not_read())?,
            "--questions" => wish.questions = value.parse().map_err(|_| not_read())?,
            "--seed" => wish.seed = value.parse().map_err(|_| not_read())?,
            "--rate" => wish.rate = value.parse().map_err(|_| not_read())?,
            "--out" => wish.out = Some(value.into()),
            _ => return Err(io::Error::other(format!("{name} is not known"))),
        }
    }
    match &wish.out {
        Some(folder) => write(&wish, folder),
        None => tell(&wish),
    }
}

fn tell(wish: &Wish) -> io::Result<()> {
    let set = second::set(wish.records, wish.seed);
    let mut people = BTreeMap::<u32, usize>::new();
    let mut met = BTreeMap::<&str, usize>::new();
    set.truth.iter().for_each(|person| *people.entry(*person).or_default() += 1);
    let words = set.faults.iter().flatten().chain(&set.culture);
    words.for_each(|word| *met.entry(word).or_default() += 1);
    let pairs: usize = people.values().map(|rows| rows * (rows - 1) / 2).sum();
    let families = set.family.iter().collect::<BTreeSet<_>>().len();
    let clean = set.faults.iter().filter(|faults| faults.is_empty()).count();
    let mut out = io::stdout().lock();
    writeln!(out, "{} people, {families} families, {pairs} true pairs in {}", people.len(), set.name)?;
    writeln!(out, "{clean:>8}  rows without a fault")?;
    for (word, count) in met {
        writeln!(out, "{count:>8}  {word}")?;
    }
    Ok(())
}

fn write(wish: &Wish, folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut people = BufWriter::new(File::create(folder.join("people.csv"))?);
    let mut truth = BufWriter::new(File::create(folder.join("truth.csv"))?);
    writeln!(people, "{}", Column::ALL.map(Column::heading).join(","))?;
    writeln!(truth, "rec_id,person,family,culture,faults")?;
    let mut failed = None;
    second::stream(wish.records, wish.seed, wish.rate, &mut |record| {
        let written = write_one(&mut people, &mut truth, &record);
        failed = failed.take().or(written.err());
    });
    people.flush()?;
    truth.flush()?;
    if wish.questions > 0 {
        ask(wish, folder)?;
    }
    failed.map_or(Ok(()), Err)
}

fn ask(wish: &Wish, folder: &Path) -> io::Result<()> {
    let set = second::search_set(wish.records, wish.questions, wish.seed);
    let heading = Column::ALL.map(Column::heading).join(",");
    let mut register = BufWriter::new(File::create(folder.join("register.csv"))?);
    writeln!(register, "{heading},person")?;
    for (row, person) in set.register.iter().zip(&set.truth) {
        writeln!(register, "{},{person}", cells(row))?;
    }
    let mut questions = BufWriter::new(File::create(folder.join("questions.csv"))?);
    writeln!(questions, "{heading},person,kind,culture")?;
    for question in &set.questions {
        let person = question.person.map(|person| person.to_string()).unwrap_or_default();
        let (kind, culture) = (quoted(question.kind), question.culture);
        writeln!(questions, "{},{person},{kind},{culture}", cells(&question.row))?;
    }
    register.flush()?;
    questions.flush()
}

fn write_one(people: &mut impl Write, truth: &mut impl Write, record: &Record) -> io::Result<()> {
    let row = record.form.row();
    writeln!(people, "{}", cells(&row))?;
    let faults = record.faults.join("; ");
    writeln!(truth, "{},{},{},{},{}", row.id(), record.truth, record.clan, record.culture, quoted(&faults))
}

fn cells(row: &Row) -> String {
    Column::ALL.map(|column| quoted(row.cell(column))).join(",")
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
