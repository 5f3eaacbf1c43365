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
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::Pack;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// The form in which a summary is written.
pub const FORM: PageForm = PageForm {
    id: "case_summary",
    needs: &[
        Need::once("who", Takes::Words),
        Need::once("why", Takes::Words),
        Need::once("plan", Takes::Words),
        Need::once("contingency", Takes::Words),
        Need::once("contact", Takes::Words),
        Need::once("staff_safety", Takes::Words),
        Need::once("long_why", Takes::Words),
    ],
    beside: &["address_meant"],
};

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
    /// Why it is longer than one page holds; empty where it is not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub long_why: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
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
        Ok(CaseSummary {
            id,
            child,
            now: SummaryEdition { words, by, at, long_why: String::new(), further: None },
            before: Vec::new(),
        })
    }

    /// Writes it anew; the version before is kept. The same words again say that they still hold: the age begins again.
    ///
    /// # Errors
    /// As [`CaseSummary::write`].
    pub fn renew(&self, words: SummaryWords, by: Id<Staff>, at: Timestamp) -> Result<Self, Refusal> {
        let words = words.checked()?;
        let mut summary = self.clone();
        let now = SummaryEdition { words, by, at, long_why: String::new(), further: None };
        summary.before.push(std::mem::replace(&mut summary.now, now));
        Ok(summary)
    }

    /// Holds it to one page. A longer one is asked for once more, and stands with the reason: a long summary at two in the morning is better than none.
    ///
    /// # Errors
    /// When it has more words than the pack's page holds, and nobody says why it must.
    pub fn on_one_page(mut self, long_why: &str, pack: &Pack) -> Result<Self, Refusal> {
        let (has, most) = (self.now.words.count(), pack.case_summary.most_words);
        if has <= most {
            return Ok(self);
        }
        if long_why.trim().is_empty() {
            let words = format!(
                "It has {has} words, and one page holds {most}. Shorten it, or say here why it must be longer. Nothing is lost."
            );
            return Err(Refusal::field("long_why", words));
        }
        long_why.trim().clone_into(&mut self.now.long_why);
        Ok(self)
    }

    /// With the answers to the council's own questions.
    #[must_use]
    pub fn answering(mut self, further: Option<Answers>) -> Self {
        self.now.further = further;
        self
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

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_case_summary(self)
    }
}

#[cfg(test)]
mod tests;
