//! The database's tables, step by step. Each step is a numbered file, applied once, in order, in a transaction of its own, and never changed
//! afterwards: its digest is kept and a changed file stops the program before it can do harm.
//!
//! A file is written once for both engines. `{integer}`, `{bytes}` and `{strict}` stand for what each engine calls them; `-- sqlite`,
//! `-- postgres` and `-- both` on a line of their own begin a part for one engine or for both.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::transaction::Transaction;
use crate::failure::Failure;

/// One step.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number: 1, 2, 3 …
    pub number: u32,
    /// What it makes, from the file's name.
    pub name: &'static str,
    /// The file's text.
    pub text: &'static str,
}

impl Migration {
    /// The SHA-256 of the file, in hexadecimal digits.
    fn digest(&self) -> String {
        crate::hex(&Sha256::digest(self.text.as_bytes()))
    }
}

crate::row! {
    /// A step taken.
    pub(crate) struct Applied {
        number: u64,
        name: String,
        digest: String,
    }
}

crate::statements! {
    /// The steps taken.
    pub(crate) static APPLIED: super::Query<Applied> = "select number, name, digest from migration order by number";
    static NOTE: super::Change = "insert into migration (number, name, digest) values ($1, $2, $3)";
}

/// Two processes that start at once take turns: SQLite lets one writer in, PostgreSQL is asked for a lock of ours ("frontdoor" in a number),
/// because it lets two make the same table at once and then refuses one.
const TABLE: &str = "-- postgres
select pg_advisory_xact_lock(1718775661);
-- both
create table if not exists migration (
    number {integer} not null primary key,
    name text not null,
    digest text not null
) {strict};";

/// Brings the database up to the last step. `begin` gives a new writing transaction for each; `remake` is done in that of the last step, when it is
/// new: it makes the tables of records that are there already.
///
/// # Errors
/// [`Failure::Schema`] when a step already applied differs from this program's, or is newer than this program; what `remake` fails with.
pub(crate) fn apply(
    steps: &[Migration],
    mut begin: impl FnMut() -> Result<Transaction, Failure>,
    remake: impl Fn(&Transaction) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let opening = begin()?;
    let engine = opening.engine()?;
    opening.batch("the table of migrations", &part_for(engine, TABLE))?;
    opening.commit()?;
    for step in steps {
        let tx = begin()?;
        tx.batch("the table of migrations", &part_for(engine, TABLE))?;
        let applied: BTreeMap<u64, Applied> =
            tx.all(&APPLIED, &[])?.into_iter().map(|step| (step.number, step)).collect();
        refuse_newer(steps, &applied)?;
        match applied.get(&u64::from(step.number)) {
            Some(before) if before.digest == step.digest() => {}
            Some(before) => {
                return Err(Failure::Schema(format!(
                    "migration {} ({}) was applied with digest {} and this program's has {}: one of them has been changed",
                    before.number,
                    before.name,
                    before.digest,
                    step.digest()
                )));
            }
            None => {
                tx.batch(step.name, &part_for(engine, step.text))?;
                tx.run(&NOTE, &crate::values![step.number, step.name, step.digest()])?;
                if steps.last().is_some_and(|last| last.number == step.number) {
                    remake(&tx)?;
                }
            }
        }
        tx.commit()?;
    }
    Ok(())
}

fn refuse_newer(steps: &[Migration], applied: &BTreeMap<u64, Applied>) -> Result<(), Failure> {
    let known = |number: u64| steps.iter().any(|step| u64::from(step.number) == number);
    match applied.values().find(|step| !known(step.number)) {
        None => Ok(()),
        Some(newer) => Err(Failure::Schema(format!(
            "migration {} ({}) was applied by a newer version of Frontdoor than this one: use that version or a backup from before",
            newer.number, newer.name
        ))),
    }
}

/// The text of one engine, in that engine's words.
pub(crate) fn part_for(engine: &str, text: &str) -> String {
    let mut wanted = true;
    let mut part = String::with_capacity(text.len());
    for line in text.lines() {
        match line.trim().strip_prefix("-- ") {
            Some("both") => wanted = true,
            Some(only @ ("sqlite" | "postgres")) => wanted = only == engine,
            _ if wanted => {
                part.push_str(line);
                part.push('\n');
            }
            _ => {}
        }
    }
    let words = match engine {
        "sqlite" => [("{integer}", "integer"), ("{bytes}", "blob"), (" {strict}", " strict")],
        _ => [("{integer}", "bigint"), ("{bytes}", "bytea"), (" {strict}", "")],
    };
    words.iter().fold(part, |part, (word, here)| part.replace(word, here))
}

#[cfg(test)]
mod tests {
    use super::part_for;

    #[test]
    fn each_engine_reads_its_own_words() {
        let text = "a {integer} {bytes}) {strict};\n-- sqlite\nb\n-- postgres\nc\n-- both\nd -- sqlite\n";
        let cases = [
            ("sqlite", "a integer blob) strict;\nb\nd -- sqlite\n"),
            ("postgres", "a bigint bytea);\nc\nd -- sqlite\n"),
        ];
        for (engine, expected) in cases {
            assert_eq!(part_for(engine, text), expected, "{engine}");
        }
    }
}
