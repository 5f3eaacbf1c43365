//! Counts in are counts out: every row of a file is new, changes something, says what the record says already, or is not carried, and then by one rule.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::merge::{Held, Merged};
use super::told::{Part, Rule, Told};
use crate::episode::Episode;
use crate::person::Person;

/// What the rows of one table would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Rows that were read.
    pub read: u64,
    /// Of them, what the record does not have.
    pub new: u64,
    /// What the record has, with something else.
    pub changed: u64,
    /// What the record has, word for word.
    pub same: u64,
    /// What is not carried, by the rule why.
    pub not_carried: BTreeMap<Rule, u64>,
}

impl Count {
    /// Whether each row that was read is counted once as what became of it.
    pub fn balances(&self) -> bool {
        self.read == self.new + self.changed + self.same + self.not_carried.values().sum::<u64>()
    }
}

/// The rows of every table, by its name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tally(pub BTreeMap<String, Count>);

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The record does not have it.
    New,
    /// The record has it otherwise.
    Changed,
    /// The record has it.
    Same,
    /// It is not carried.
    NotCarried(Rule),
}

impl Tally {
    /// Counts one row.
    pub fn count(&mut self, table: &str, fate: Fate) {
        let count = self.0.entry(table.to_owned()).or_default();
        count.read += 1;
        match fate {
            Fate::New => count.new += 1,
            Fate::Changed => count.changed += 1,
            Fate::Same => count.same += 1,
            Fate::NotCarried(rule) => *count.not_carried.entry(rule).or_default() += 1,
        }
    }

    /// Counts a row of which nobody can be told.
    pub fn lost(&mut self, table: &str, rule: Rule) {
        self.count(table, Fate::NotCarried(rule));
    }

    /// Counts every row that spoke of somebody.
    pub fn person(&mut self, told: &Told, held: &Held, after: &Merged) {
        for (table, fate) in fates(told, held, after) {
            self.count(&table, fate);
        }
    }

    /// Whether every table balances.
    pub fn balances(&self) -> bool {
        self.0.values().all(Count::balances)
    }

    /// Rows read in every table together.
    pub fn read(&self) -> u64 {
        self.0.values().map(|count| count.read).sum()
    }

    /// Rows of every table together that are not carried, by the rule why.
    pub fn not_carried(&self) -> BTreeMap<Rule, u64> {
        let mut all = BTreeMap::new();
        for (rule, count) in self.0.values().flat_map(|count| &count.not_carried) {
            *all.entry(*rule).or_default() += count;
        }
        all
    }
}

/// What becomes of each row that spoke of somebody, with its table.
pub fn fates(told: &Told, held: &Held, after: &Merged) -> Vec<(String, Fate)> {
    let fate = |part: &Part| {
        if let Part::Nothing(rule) = part {
            return Fate::NotCarried(*rule);
        }
        let before = slot(part, held.person.as_ref(), &held.episodes);
        match (before, slot(part, Some(&after.person), &after.episodes)) {
            (None, Some(_)) => Fate::New,
            (Some(before), Some(after)) if before == after => Fate::Same,
            (Some(_), _) => Fate::Changed,
            // What is done in an episode that was opened here.
            (None, None) => Fate::NotCarried(Rule::MadeHere),
        }
    };
    told.lines.iter().map(|line| (line.table.clone(), fate(&line.part))).collect()
}

/// What is held of a part, as text; nothing when it is not there.
fn slot(part: &Part, person: Option<&Person>, episodes: &[Episode]) -> Option<String> {
    let episode = |on| episodes.iter().find(|episode: &&Episode| episode.referral_date == on);
    match part {
        Part::Person => person.map(|person| {
            let bare = Person { sources: BTreeMap::new(), ..person.clone() };
            text(&bare)
        }),
        Part::Episode(on) => episode(*on).map(|episode| {
            text(&(
                &episode.source,
                &episode.primary_need,
                episode.no_further_action,
                episode.closed_on,
                &episode.closure_reason,
            ))
        }),
        Part::Assessment(on, began) => {
            let episode = episode(*on)?;
            let one = episode.assessments.iter().find(|one| one.started_on == *began)?;
            Some(text(&(one, episode.brought.as_ref().and_then(|brought| brought.review(*began)))))
        }
        Part::Enquiry(on, began) => {
            episode(*on)?.enquiries.iter().find(|one| one.started_on == *began).map(text)
        }
        Part::Plan(on, kind, began) => {
            episode(*on)?.plans.iter().find(|one| one.kind == *kind && one.started_on == *began).map(text)
        }
        Part::Reviews(on, began) => episode(*on)?.brought.as_ref()?.plan(*began).map(text),
        Part::Conference(on) => episode(*on)?.transfer_in.as_ref().map(text),
        Part::PreProceedings(on, began) => {
            let brought = episode(*on)?.brought.as_ref()?;
            brought.pre_proceedings.iter().find(|one| one.started_on == *began).map(text)
        }
        Part::Nothing(_) => None,
    }
}

fn text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
