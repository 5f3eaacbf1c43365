//! The case summary: one page about a child for a stranger at two in the morning. Who the child is, why we are involved, what the plan is and what if it
//! fails, who may have contact, and what staff must know before they knock (domain register 1.2 and 1.17). What the record knows by itself, the legal
//! status above all, is never typed into it a second time: pages put it beside these words.
//!
//! A summary has an age. It is due again after so many days, and it is stale at once when something of weight happened after it was written.

mod standing;
mod words;

pub use standing::{Because, News, Standing, news};
pub use words::SummaryWords;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::calendar::london;
use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// A child's case summary with all its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSummary {
    /// The record's name.
    pub id: Id<CaseSummary>,
    /// Whose it is.
    pub child: Id<Person>,
    /// The version that stands.
    pub now: SummaryEdition,
    /// The versions before it, oldest first.
    pub before: Vec<SummaryEdition>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryEdition {
    /// What it says.
    pub words: SummaryWords,
    /// Who wrote or confirmed it.
    pub by: Id<Staff>,
    /// When: its age is counted from here.
    pub at: Timestamp,
}

impl CaseSummary {
    /// Writes a child's first summary.
    ///
    /// # Errors
    /// When a part that a stranger cannot do without is missing.
    pub fn write(
        id: Id<CaseSummary>,
        child: Id<Person>,
        words: SummaryWords,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        let words = words.checked()?;
        Ok(CaseSummary { id, child, now: SummaryEdition { words, by, at }, before: Vec::new() })
    }

    /// Writes it anew; the version before is kept. The same words again say that they still hold: the age begins again.
    ///
    /// # Errors
    /// As [`CaseSummary::write`].
    pub fn renew(&self, words: SummaryWords, by: Id<Staff>, at: Timestamp) -> Result<Self, Refusal> {
        let words = words.checked()?;
        let mut summary = self.clone();
        summary.before.push(std::mem::replace(&mut summary.now, SummaryEdition { words, by, at }));
        Ok(summary)
    }

    /// Its age in whole days of London's calendar.
    pub fn age_in_days(&self, at: Timestamp) -> i64 {
        let (written, today) = (london::date_of(self.now.at), london::date_of(at));
        i64::from(written.until(today).map_or(0, |span| span.get_days())).max(0)
    }

    /// The number of the version that stands, from 1.
    pub fn edition(&self) -> usize {
        self.before.len() + 1
    }
}

impl Record for CaseSummary {
    const KIND: &'static str = "case_summary";

    fn id(&self) -> Id<CaseSummary> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }
}

#[cfg(test)]
mod tests;
