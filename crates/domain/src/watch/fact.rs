//! One thing that counts for the watch: a part of a record, as plain as the record has it. Which facts count for what is the pack's to say.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::person::Person;

/// A recorded fact. It is made from a record's body alone, so that it can be made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Which part of its record: the same for every version of it, and once in each.
    pub part: String,
    /// What kind of fact: a word that rules of the pack name (`contact`, `injury`, `visit`).
    pub kind: String,
    /// The children it is about.
    pub children: Vec<Id<Person>>,
    /// The adults it is about, as far as the record has them as people: for rules that follow the same pair to other children.
    pub adults: Vec<Id<Person>>,
    /// When it happened.
    pub happened: Timestamp,
    /// When the council knew it.
    pub known_at: Timestamp,
    /// From when on it counts: when it was known, or later for what becomes true by time passing, as a plan that expires.
    pub counts_from: Timestamp,
    /// What holds of it, as `field=code`: `outcome=no_further_action`, `mobile=no`. Rules name the ones they ask for.
    pub marks: BTreeSet<String>,
    /// What was measured in it, by name: grades and levels that rules compare with the same child's earlier ones.
    pub measures: BTreeMap<String, i64>,
}

impl Fact {
    /// A fact that counts from when it was known.
    pub fn new(
        part: impl Into<String>,
        kind: impl Into<String>,
        children: Vec<Id<Person>>,
        happened: Timestamp,
        known_at: Timestamp,
    ) -> Self {
        Fact {
            part: part.into(),
            kind: kind.into(),
            children,
            adults: Vec::new(),
            happened,
            known_at,
            counts_from: known_at,
            marks: BTreeSet::new(),
            measures: BTreeMap::new(),
        }
    }

    /// The fact with a mark more.
    #[must_use]
    pub fn marked(mut self, field: &str, code: &str) -> Self {
        self.marks.insert(format!("{field}={code}"));
        self
    }
}
