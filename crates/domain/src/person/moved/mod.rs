//! Something was written on the wrong child: "these notes are the brother's". It is moved to the child it is about, with who said so, when and why, and
//! nothing of it is lost: every version that stood on the first record still stands there for whoever reads what was known then (UK GDPR article 5(1)(d):
//! what is wrong is put right without delay; Working Together: records are accurate and say who decided what).
//!
//! What is moved is asked for first and done by a second act, which shows exactly what goes where. Where either child has a plan in force the second act
//! is somebody else's. It is taken back in the same two steps, and then stands as if it had never been moved; what was written since is kept.
//!
//! What a decision in law rests on is never moved: it is put right by an act of its own ([`offer`]).

mod carry;
mod decide;
mod fact;
mod goes_with;
pub mod offer;
#[cfg(test)]
mod tests;

pub use carry::{Movable, Mover};
pub use decide::{Between, MoveAsked, REASON, WHAT, WHOSE, has_plan};
pub use fact::{Answer, Fact, facts_back, facts_over, shown as fact_shown};
pub use goes_with::goes_with;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Person;
use crate::event::Said;
use crate::id::{Any, Id};
use crate::record::Record;
use crate::staff::Staff;

/// What was, or is to be, moved from one record to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The record's name.
    pub id: Id<Moved>,
    /// On whose record it stood.
    pub from: Id<Person>,
    /// Whose it is.
    pub to: Id<Person>,
    /// What, as it was chosen.
    pub items: Vec<Item>,
    /// The version of the first person at which facts are counted: the second address of that version.
    pub opened: u64,
    /// How it is known. It names neither child: it is read on both records.
    pub reason: String,
    /// Who asked for it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Whether a second person must say so, because one of the children had a plan in force.
    pub two_people: bool,
    /// Where it stands.
    pub stage: Stage,
}

/// One thing that stands on a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// A record of its own: an event, an entry of the chronology, a contact.
    Record {
        /// Its kind in the ledger.
        kind: String,
        /// The record.
        record: Id<Any>,
    },
    /// A fact about the person: a telephone number, an address.
    Fact(Fact),
}

/// Where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Asked for, and not done.
    Proposed,
    /// It was not done, and why.
    NotDone(Said),
    /// Moved.
    Done(Done),
    /// Moved; somebody asks to have it back.
    BackProposed {
        /// How it was moved.
        done: Done,
        /// Who asks, and why.
        asked: Said,
        /// Whether a second person must say so.
        two_people: bool,
    },
    /// Taken back.
    TakenBack {
        /// How it was moved.
        done: Done,
        /// Who asked, and why.
        asked: Said,
        /// Who took it back.
        by: Id<Staff>,
        /// When.
        at: Timestamp,
        /// What could not be taken back, because somebody wrote something else since: in a few words each, without what was written.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left: Vec<String>,
    },
}

/// How it was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Who moved it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// The records that were moved, those that go with what was chosen among them.
    pub records: Vec<Carried>,
    /// The version of the second person before.
    pub to_before: u64,
}

/// A record that was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Its kind in the ledger.
    pub kind: String,
    /// The record.
    pub record: Id<Any>,
    /// Its version before.
    pub before: u64,
}

impl Moved {
    /// Whether a second person must confirm what is asked.
    pub fn needs_two(&self, plan: bool) -> bool {
        plan || match &self.stage {
            Stage::Proposed => self.two_people,
            Stage::BackProposed { two_people, .. } => *two_people,
            Stage::NotDone(_) | Stage::Done(_) | Stage::TakenBack { .. } => false,
        }
    }

    /// Who asked for what waits to be done: to move it, or to have it back.
    pub fn asked_by(&self) -> Option<Id<Staff>> {
        match &self.stage {
            Stage::Proposed => Some(self.by),
            Stage::BackProposed { asked, .. } => Some(asked.by),
            Stage::NotDone(_) | Stage::Done(_) | Stage::TakenBack { .. } => None,
        }
    }

    /// How it was moved, while it stands on the second record.
    pub fn stands(&self) -> Option<&Done> {
        match &self.stage {
            Stage::Done(done) | Stage::BackProposed { done, .. } => Some(done),
            Stage::Proposed | Stage::NotDone(_) | Stage::TakenBack { .. } => None,
        }
    }

    /// The staff named in it.
    pub fn staff(&self) -> Vec<Id<Staff>> {
        let mut staff = vec![self.by];
        match &self.stage {
            Stage::Proposed => {}
            Stage::NotDone(said) => staff.push(said.by),
            Stage::Done(done) => staff.push(done.by),
            Stage::BackProposed { done, asked, .. } => staff.extend([done.by, asked.by]),
            Stage::TakenBack { done, asked, by, .. } => staff.extend([done.by, asked.by, *by]),
        }
        staff
    }

    /// The facts among what is moved.
    pub fn facts(&self) -> Vec<Fact> {
        self.items
            .iter()
            .filter_map(|item| match item {
                Item::Fact(fact) => Some(*fact),
                Item::Record { .. } => None,
            })
            .collect()
    }

    /// The records among what was chosen, each with its kind.
    pub fn records(&self) -> impl Iterator<Item = (&str, Id<Any>)> {
        self.items.iter().filter_map(|item| match item {
            Item::Record { kind, record } => Some((kind.as_str(), *record)),
            Item::Fact(_) => None,
        })
    }

    /// What it is in a few words that say nothing of what was written: "an entry of the chronology, 2 significant events, NHS number".
    pub fn in_words(&self) -> String {
        let kinds: BTreeSet<&str> = self.records().map(|(kind, _)| kind).collect();
        let counted = kinds.into_iter().map(|kind| {
            let count = self.records().filter(|(each, _)| *each == kind).count();
            offer::counted(kind, count)
        });
        let facts = self.facts().into_iter().map(|fact| fact.words().to_owned());
        counted.chain(facts).collect::<Vec<_>>().join(", ")
    }
}

impl Item {
    /// What a form sends for it.
    pub fn code(&self) -> String {
        match self {
            Item::Record { kind, record } => format!("{kind}:{record}"),
            Item::Fact(fact) => format!("fact:{}", fact.code()),
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Item> {
        let (kind, which) = code.split_once(':')?;
        if kind == "fact" {
            return Fact::from_code(which).map(Item::Fact);
        }
        Some(Item::Record { kind: kind.to_owned(), record: which.parse().ok()? })
    }
}

impl Record for Moved {
    const KIND: &'static str = "moved";

    fn id(&self) -> Id<Moved> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.from, self.to]
    }
}
