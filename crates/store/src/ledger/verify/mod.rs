//! Showing that the record is what it was. Both chains are made again from their entries, every body is held against its digest, every gap
//! must be explained by a recorded disposal, every table must be exactly what the bodies give, and a head exported earlier must still stand in
//! its chain: without it, somebody with every right could cut the end off or write the whole anew.

mod entries;
mod replay;

pub(in crate::ledger) use replay::{LATEST, PAGE};

use std::fmt;

use crate::Store;
use crate::engine::{Query, Statement, Transaction};
use crate::failure::Failure;
use crate::ledger::{Chain, Head, Seq, heads};
use crate::schema::Misfit;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Where the chains ended when the verification began.
    pub heads: [Head; 2],
    /// Records whose tables were made again.
    pub records: u64,
    /// Bodies destroyed under a recorded decision.
    pub disposed: u64,
    /// What is wrong, the first bad entry first; at most [`MOST_FINDINGS`] of each step.
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub more: u64,
}

/// How many findings of one step a report names.
pub const MOST_FINDINGS: usize = 100;

/// Something is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// An entry of a chain.
    Entry {
        /// Which chain.
        chain: Chain,
        /// Which entry.
        seq: Seq,
        /// What is wrong with it.
        what: Wrong,
    },
    /// The head of a chain does not fit its entries.
    Head {
        /// Which chain.
        chain: Chain,
        /// What is wrong.
        what: &'static str,
    },
    /// An exported head does not stand in its chain any more.
    Exported {
        /// The head.
        head: Head,
        /// What became of it.
        what: &'static str,
    },
    /// A table does not hold what the bodies give.
    Table {
        /// The table.
        table: String,
        /// The record's name.
        record: String,
        /// What is wrong.
        what: &'static str,
    },
    /// The ledger holds records of a kind this program does not know.
    Kind(String),
    /// A table or statement does not fit the database.
    Misfit(Misfit),
    /// The engine finds its own file damaged.
    Damage(String),
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It is not there.
    Missing,
    /// One of its columns holds something it cannot.
    Unreadable,
    /// It does not follow the entry before.
    NotFollowing,
    /// Its hash is not the hash of its columns and children.
    Changed,
    /// Its body is not the one it was made with.
    BodyChanged,
    /// Its body is gone and no disposal explains it.
    BodyGone,
}

/// Which part of the verification is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The ledger's chain.
    Ledger,
    /// The access log's chain.
    Access,
    /// The tables.
    Tables,
}

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The step.
    pub step: Step,
    /// Entries or records done.
    pub done: u64,
    /// Entries to do; for tables, the entries of the ledger as an upper bound.
    pub of: u64,
}

/// Findings up to a number, and how many there were.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub findings: Vec<Finding>,
    pub count: u64,
}

impl Found {
    pub fn add(&mut self, finding: Finding) {
        self.count += 1;
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }

    pub fn append(&mut self, other: Found) {
        let kept = other.findings.len() as u64;
        for finding in other.findings {
            self.add(finding);
        }
        self.count += other.count - kept;
    }
}

crate::row! {
    struct Ends {
        ledger: Option<Seq>,
        children: Option<Seq>,
        access: Option<Seq>,
    }
}

crate::statements! {
    static ENDS: Query<Ends> = "select (select max(seq) from ledger) as ledger,
        (select max(seq) from ledger_child) as children, (select max(seq) from access) as access";
    static LEDGER_HASH: Query<([u8; 32],)> = "select hash as value from ledger where seq = $1";
    static ACCESS_HASH: Query<([u8; 32],)> = "select hash as value from access where seq = $1";
}

/// The statements of the verification, for the register.
pub(crate) static ALL_STATEMENTS: &[&[&dyn Statement]] =
    &[STATEMENTS, entries::STATEMENTS, replay::STATEMENTS];

impl Report {
    /// Whether everything is what it was.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty() && self.more == 0
    }
}

impl Store {
    /// Verifies everything, while others read and write. `against` are heads exported earlier.
    ///
    /// # Errors
    /// When the database cannot be read. What is read and wrong is a finding, not an error.
    pub fn verify(&self, against: &[Head], progress: &mut dyn FnMut(Progress)) -> Result<Report, Failure> {
        let mut found = Found::default();
        let (ends, now) = self.look(|tx| Ok((tx.one(&ENDS, &[])?, heads(tx)?)))?;
        beyond(&ends, &now, &mut found);
        let mut disposed = 0;
        for head in &now {
            let checked = entries::verify(self, head, progress)?;
            disposed += checked.disposed;
            found.append(checked.found);
        }
        for head in against {
            found.append(self.exported(head, &now)?);
        }
        let replayed = self.look(|tx| replay::verify(tx, &self.schema().kinds, now[0].seq, progress))?;
        found.append(replayed.found);
        for damage in self.look(Transaction::damage)? {
            found.add(Finding::Damage(damage));
        }
        for misfit in self.misfits()? {
            found.add(Finding::Misfit(misfit));
        }
        let more = found.count - found.findings.len() as u64;
        Ok(Report { heads: now, records: replayed.records, disposed, findings: found.findings, more })
    }

    /// Whether a head exported earlier still stands in its chain.
    fn exported(&self, head: &Head, now: &[Head; 2]) -> Result<Found, Failure> {
        let mut found = Found::default();
        let mut says = |what| found.add(Finding::Exported { head: head.clone(), what });
        let last = now.iter().find(|other| other.chain == head.chain).map_or(Seq(0), |head| head.seq);
        if head.seq > last {
            says("the chain ends before it: its end was cut off");
        } else if head.seq > Seq(0) {
            let hash = match head.chain {
                Chain::Ledger => &LEDGER_HASH,
                Chain::Access => &ACCESS_HASH,
            };
            let hash = self.look(|tx| tx.maybe(hash, &crate::values![head.seq]))?;
            match hash {
                Some((hash,)) if hash == head.hash => {}
                Some(_) => says("the entry there has another hash: the chain was written anew"),
                None => says("the entry is not there"),
            }
        }
        Ok(found)
    }
}

/// Entries after a head were not added by this program.
fn beyond(ends: &Ends, now: &[Head; 2], found: &mut Found) {
    for head in now {
        let ends: &[Option<Seq>] = match head.chain {
            Chain::Ledger => &[ends.ledger, ends.children],
            Chain::Access => &[ends.access],
        };
        if ends.iter().flatten().any(|end| *end > head.seq) {
            found.add(Finding::Head { chain: head.chain, what: "there are entries after it" });
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Entry { chain, seq, what } => write!(f, "{} entry {seq} {what}", chain.name()),
            Finding::Head { chain, what } => write!(f, "the head of the {} chain: {what}", chain.name()),
            Finding::Exported { head, what } => {
                write!(f, "the exported head {} {}: {what}", head.chain.name(), head.seq)
            }
            Finding::Table { table, record, what } => write!(f, "table {table}, record {record}: {what}"),
            Finding::Kind(kind) => {
                write!(f, "the ledger holds records of kind {kind}, which this program does not know")
            }
            Finding::Misfit(misfit) => misfit.fmt(f),
            Finding::Damage(words) => write!(f, "the database's file is damaged: {words}"),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Wrong::Missing => "is missing",
            Wrong::Unreadable => "cannot be read",
            Wrong::NotFollowing => "does not follow the entry before it",
            Wrong::Changed => "has been changed",
            Wrong::BodyChanged => "has another body than it was made with",
            Wrong::BodyGone => "has lost its body and no disposal explains it",
        })
    }
}
