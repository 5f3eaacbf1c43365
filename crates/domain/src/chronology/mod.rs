//! A chronology is a view over structured records, curated by a person: accepted, edited or rejected, with its significance and a reason.
//! Proposed entries are computed; only what a person says about one is kept (domain register 1.15).

mod filter;
mod propose;
pub mod recipient;
mod redact;
mod summary;
#[cfg(test)]
mod tests;
mod told_by;
pub mod version;
mod written;

pub use filter::Wanted;
pub use propose::{PARTS, Proposed, Told, proposed, standing};
pub use recipient::{Chosen, Recipient, Selection};
pub use redact::{Instead, redacted};
pub use summary::{InShort, in_short};
pub use told_by::told_by;
pub use version::{Composed, Line};
pub use written::{FORM, Written, WrittenAsked};

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{Any, Id};
use crate::person::Person;
use crate::person::partial_date::PartialDate;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// Which part of which record an entry tells: stable, so that what a person said about it finds it again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The record's kind.
    pub kind: String,
    /// The record.
    pub record: Id<Any>,
    /// The event in it: "received", "decided", "enquiry 2".
    pub event: String,
}

/// What a person said about one proposed entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Curation {
    /// The record's name.
    pub id: Id<Curation>,
    /// The child whose chronology it is.
    pub child: Id<Person>,
    /// What it is about.
    pub source: Source,
    /// Accepted, edited or rejected.
    pub verdict: Verdict,
    /// Whether it is significant for the child.
    pub significant: bool,
    /// Why it is significant, or why it was rejected.
    pub reason: String,
    /// Who said so.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// What was done with a proposed entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It stands as proposed.
    Accepted,
    /// It stands in other words; the proposed words are kept beside them.
    Edited {
        /// The words that stand.
        words: String,
    },
    /// It is not part of the chronology.
    Rejected,
    /// What was said before is taken back: it is a proposal again, and waits for somebody to look at it.
    Undone,
}

/// One line of a child's chronology.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Where it comes from.
    pub source: Source,
    /// When it happened, as precisely as is known.
    pub happened: PartialDate,
    /// The moment it happened, where the record has more than the day.
    pub moment: Option<Timestamp>,
    /// When the council knew it.
    pub known_at: Timestamp,
    /// What happened.
    pub words: String,
    /// What a person said about it, if anybody has.
    pub curation: Option<Curation>,
    /// Its lane, by the code of the pack: harm, police, health, school, home, action, voice. Empty where the pack gives it none.
    pub lane: String,
    /// Its themes, by the codes of the pack: neglect, domestic abuse.
    pub themes: Vec<String>,
    /// The agency that told it or did it, by its code in the pack.
    pub agency: Option<String>,
    /// Whether it holds what others told us, agency or neighbour, whoever they are: nothing of it goes to the family by itself.
    pub told_by_others: bool,
    /// The people it is about, the child always among them.
    pub people: Vec<Id<Person>>,
    /// Where it is known from, in words: "Contact CT-4F7", "Paper file of Otherham Council".
    pub known_from: String,
    /// The kind of significant event, by its code in the pack; nothing for what is no event.
    pub kind: Option<String>,
}

impl Curation {
    /// Checks it: significance and rejection both need a reason.
    pub fn checked(self) -> Result<Curation, Refusal> {
        if self.verdict == Verdict::Undone {
            return Ok(Curation { significant: false, ..self });
        }
        if (self.significant || self.verdict == Verdict::Rejected) && self.reason.trim().is_empty() {
            return Err(Refusal::field(
                "reason",
                "Say why it matters for the child, or why it does not belong here.",
            ));
        }
        if matches!(&self.verdict, Verdict::Edited { words } if words.trim().is_empty()) {
            return Err(Refusal::field("words", "Write the words that should stand."));
        }
        Ok(self)
    }
}

impl Entry {
    /// Whether it is part of the chronology: rejected entries are kept, and shown only when asked for.
    pub fn stands(&self) -> bool {
        !matches!(&self.curation, Some(Curation { verdict: Verdict::Rejected, .. }))
    }

    /// Whether somebody has said what it is.
    pub fn is_looked_at(&self) -> bool {
        self.curation.as_ref().is_some_and(|curation| curation.verdict != Verdict::Undone)
    }

    /// Whether it stands and somebody has said that it is significant.
    pub fn is_significant(&self) -> bool {
        self.stands() && self.is_looked_at() && self.curation.as_ref().is_some_and(|said| said.significant)
    }

    /// Whether it was known at a moment.
    pub fn is_known_at(&self, moment: Timestamp) -> bool {
        self.known_at <= moment
    }

    /// The words that stand.
    pub fn words_that_stand(&self) -> &str {
        match &self.curation {
            Some(Curation { verdict: Verdict::Edited { words }, .. }) => words,
            _ => &self.words,
        }
    }
}

/// Puts proposed entries and what people said about them together, oldest first.
pub fn chronology(proposed: Vec<Proposed>, curations: &[Curation]) -> Vec<Entry> {
    // Of several curations of one entry the last one stands.
    let latest: BTreeMap<&Source, &Curation> =
        curations.iter().map(|curation| (&curation.source, curation)).collect();
    let mut entries: Vec<Entry> = proposed
        .into_iter()
        .map(|proposed| {
            let curation = latest.get(&proposed.source).map(|curation| (*curation).clone());
            Entry {
                source: proposed.source,
                happened: proposed.happened,
                moment: proposed.moment,
                known_at: proposed.known_at,
                words: proposed.words,
                curation,
                lane: proposed.lane,
                themes: proposed.themes,
                agency: proposed.agency,
                told_by_others: proposed.told_by_others,
                people: proposed.people,
                known_from: proposed.known_from,
                kind: proposed.kind,
            }
        })
        .collect();
    entries.sort_by_cached_key(|entry| {
        let moment = entry.moment.unwrap_or(entry.known_at);
        (entry.happened.earliest(), moment, entry.known_at, entry.source.clone())
    });
    entries
}

impl Record for Curation {
    const KIND: &'static str = "curation";

    fn id(&self) -> Id<Curation> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }
}
