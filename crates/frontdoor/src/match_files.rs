//! Files of people matched: which rows of a file are one person, which rows of two files, and who a question means. Nothing of a
//! council's record is needed or touched, and nothing is joined: a file of pairs is for people to look at, or for another program.
//!
//! Rows are named in the output as in the input, letter by letter: what another program joins on is not changed, and nothing else
//! of a row is written.

mod engine;
mod given;

use std::io::{Write, stdout};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use matching::batch::Pair;
use matching::table::Row;

use crate::arguments::Match;
use crate::check::unless_closed;
use crate::national::whole;
use crate::progress::Telling;
use given::{people, questions};

/// Matches what is asked.
pub fn match_files(what: &Match) -> Result<()> {
    match what {
        Match::Link { a, b, out } => link(a, b, out),
        Match::Dedupe { file, out } => dedupe(file, out),
        Match::Search { people, queries, top, out } => search(people, queries, *top, out),
    }
}

fn dedupe(file: &Path, out: &Path) -> Result<()> {
    apart(out, &[file])?;
    let rows = people(file)?;
    let began = Instant::now();
    let mut pairs = engine::dedupe(&rows);
    write_pairs(&mut pairs, &rows, &rows, out)?;
    let spent = began.elapsed().as_secs_f64();
    let (found, rows) = (counted(pairs.len(), "pair"), counted(rows.len(), "row"));
    say(&format!("{}: {found} among {rows}, in {spent:.1} s.", out.display()))
}

fn link(a: &Path, b: &Path, out: &Path) -> Result<()> {
    apart(out, &[a, b])?;
    let (ones, others) = (people(a)?, people(b)?);
    let began = Instant::now();
    let mut pairs = engine::link(&ones, &others);
    write_pairs(&mut pairs, &ones, &others, out)?;
    let spent = began.elapsed().as_secs_f64();
    let (found, rows) = (counted(pairs.len(), "pair"), counted(ones.len(), "row"));
    say(&format!("{}: {found} between {rows} and {}, in {spent:.1} s.", out.display(), others.len()))
}

/// The best first; of equals, in the order of the file.
fn write_pairs(pairs: &mut [Pair], ones: &[Row], others: &[Row], out: &Path) -> Result<()> {
    pairs.sort_unstable_by(|one, other| {
        other.score.total_cmp(&one.score).then_with(|| (one.one, one.other).cmp(&(other.one, other.other)))
    });
    whole(out, |file| {
        let mut table = csv::Writer::from_writer(file);
        table.write_record(["id_a", "id_b", "score"])?;
        for pair in &*pairs {
            let (one, other) = (ones.get(pair.one as usize), others.get(pair.other as usize));
            let (one, other) = one.zip(other).context("a pair names a row that is not there")?;
            table.write_record([one.id(), other.id(), &format!("{:.3}", pair.score)])?;
        }
        Ok(table.flush()?)
    })
}

fn search(people_file: &Path, queries: &Path, top: usize, out: &Path) -> Result<()> {
    apart(out, &[people_file, queries])?;
    let asked = questions(queries)?;
    let rows = people(people_file)?;
    let began = Instant::now();
    let index = engine::searched(&rows);
    let built = began.elapsed().as_secs_f64();
    let mut took = Vec::with_capacity(asked.len());
    let mut answered = 0;
    whole(out, |file| {
        let mut telling = Telling::timed("searching");
        let mut table = csv::Writer::from_writer(file);
        table.write_record(["query_id", "rank", "rec_id", "score", "ms"])?;
        for (place, question) in asked.iter().enumerate() {
            let description = question.description();
            let began = Instant::now();
            let hits = engine::search(&index, &description, top);
            let spent = began.elapsed().as_secs_f64() * 1e3;
            took.push(spent);
            answered += usize::from(!hits.is_empty());
            for (rank, (row, score)) in (1..).zip(&hits) {
                let hit = rows.get(*row).context("a hit names a row that is not there")?;
                let numbers = [format!("{rank}"), format!("{score:.3}"), format!("{spent:.3}")];
                table.write_record([question.id(), &numbers[0], hit.id(), &numbers[1], &numbers[2]])?;
            }
            telling.tell(place as u64 + 1, Some(asked.len() as u64));
        }
        Ok(table.flush()?)
    })?;
    say(&format!(
        "{}: {answered} of {} answered among {}, made ready in {built:.1} s.",
        out.display(),
        counted(asked.len(), "question"),
        counted(rows.len(), "row")
    ))?;
    took.sort_by(f64::total_cmp);
    say(&format!(
        "Milliseconds a question: half within {:.3}, 99 in 100 within {:.3}, the longest {:.3}.",
        within(&took, 50),
        within(&took, 99),
        within(&took, 100)
    ))
}

/// "1 pair", "2 pairs".
fn counted(number: usize, of: &str) -> String {
    if number == 1 { format!("1 {of}") } else { format!("{number} {of}s") }
}

/// What so many in a hundred are within.
fn within(sorted: &[f64], hundredths: usize) -> f64 {
    let place = (sorted.len() * hundredths).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

/// A file that is read is not written over.
fn apart(out: &Path, read: &[&Path]) -> Result<()> {
    let place = out.canonicalize().ok();
    let same = |path: &&&Path| place.is_some() && path.canonicalize().ok() == place;
    if let Some(path) = read.iter().find(same) {
        anyhow::bail!("{} is read, and cannot be written over: give --out another name", path.display());
    }
    ensure!(!out.is_dir(), "{} is a folder: --out needs the name of a file", out.display());
    Ok(())
}

/// Says a line. The file stands by then: a reader that has gone, as `head` goes, is no failure.
fn say(words: &str) -> Result<()> {
    unless_closed(writeln!(stdout(), "{words}")).context("what was found cannot be said")
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn so_many_in_a_hundred_are_within_it() {
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        for (sorted, hundredths, expected) in [
            (hundred.as_slice(), 50, 50.0),
            (hundred.as_slice(), 99, 99.0),
            (hundred.as_slice(), 100, 100.0),
            (&[3.0], 50, 3.0),
            (&[3.0], 99, 3.0),
            (&[1.0, 2.0], 99, 2.0),
            (&[], 50, 0.0),
        ] {
            assert!(
                (within(sorted, hundredths) - expected).abs() < f64::EPSILON,
                "{hundredths} of {}",
                sorted.len()
            );
        }
    }
}
