//! A document that is given to somebody: a chronology, a plan, a report, a letter, composed for one reader and one purpose. What the family gets is composed
//! for them, in their words and order; an agency gets what is its own or was shared; only the file copy is the record (Working Together 2023, chapter 3: the
//! plan and the assessment are shared with the family in a form they understand; UK GDPR, Article 5(1)(c): no more than the purpose needs).
//!
//! **Nothing leaves before somebody has seen it a second time, exactly as it goes.** It is composed from what was known after one entry of the ledger, and
//! its words are kept, so that the same file can be made again. **What has left is not changed: a newer one replaces it, and says so.**

mod decide;
pub mod paper;
mod recipient;

pub use decide::{GivenFiles, Prepared, withheld_from};
pub use paper::{Document, Image, Part, Picture, Run, Table, Tone};
pub use recipient::{Kind, Recipient};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::calendar::london;
use crate::id::{Any, Id};
use crate::person::Person;
use crate::record::Record;
use crate::safety_plan::Holder;
use crate::staff::Staff;

/// A document, from when it is prepared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The record's name.
    pub id: Id<Issued>,
    /// The number people say, and all that a file's name tells.
    pub reference: String,
    /// What it is.
    pub of: Of,
    /// The record it tells; nothing for what is told from the child's whole file.
    pub record: Option<Id<Any>>,
    /// Which letter of the pack, when it is one.
    pub letter: Option<String>,
    /// The children it is about: whoever may not know one of them does not read it.
    pub children: Vec<Id<Person>>,
    /// For whom.
    pub recipient: Recipient,
    /// The code of what for.
    pub purpose: String,
    /// What for, where more is to be said.
    pub purpose_words: String,
    /// The last entry of the ledger that was known when it was composed.
    pub known: u64,
    /// What it is called.
    pub title: String,
    /// The council, as its letters are headed.
    pub from: String,
    /// What it says, part by part.
    pub sections: Vec<Section>,
    /// What the rules left out for this reader: how many things of which kind, never what they say.
    pub left_out: Vec<String>,
    /// Who prepared it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Who changed its words since, in order.
    pub changed: Vec<Change>,
    /// That it was given.
    pub given: Option<Given>,
    /// That it was thrown away before anybody had it.
    pub thrown: Option<Thrown>,
    /// That a newer one was given in its place.
    pub replaced: Option<Replaced>,
    /// From whom this document, and every later one of the same kind about the child, is withheld.
    pub withheld: Vec<Withheld>,
    /// That the copy came back.
    pub collected: Option<Collected>,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// A child's chronology.
    Chronology,
    /// The chronology's significant events on one page.
    OnePage,
    /// An interim safety plan.
    SafetyPlan,
    /// What a child protection conference decided: the outline plan.
    ProtectionPlan,
    /// The social worker's report to a conference.
    ConferenceReport,
    /// An assessment.
    Assessment,
    /// A child in need plan.
    ChildInNeedPlan,
    /// A letter of the pack.
    Letter,
}

impl Of {
    /// Everything a document can be.
    pub const ALL: [Of; 8] = [
        Of::Chronology,
        Of::OnePage,
        Of::SafetyPlan,
        Of::ProtectionPlan,
        Of::ConferenceReport,
        Of::Assessment,
        Of::ChildInNeedPlan,
        Of::Letter,
    ];

    /// The code in forms and in the pack.
    pub const fn code(self) -> &'static str {
        match self {
            Of::Chronology => "chronology",
            Of::OnePage => "one_page",
            Of::SafetyPlan => "safety_plan",
            Of::ProtectionPlan => "protection_plan",
            Of::ConferenceReport => "conference_report",
            Of::Assessment => "assessment",
            Of::ChildInNeedPlan => "child_in_need_plan",
            Of::Letter => "letter",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Of> {
        Of::ALL.into_iter().find(|of| of.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Of::Chronology => "Chronology",
            Of::OnePage => "Chronology on one page",
            Of::SafetyPlan => "Safety plan",
            Of::ProtectionPlan => "Child protection plan",
            Of::ConferenceReport => "Report for a child protection conference",
            Of::Assessment => "Assessment",
            Of::ChildInNeedPlan => "Child in need plan",
            Of::Letter => "Letter",
        }
    }
}

/// A part of what a document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its code: what it is found by when its words are changed.
    pub code: String,
    /// Its heading; empty for words that stand below the title.
    pub heading: String,
    /// Its words. Empty ones are not printed.
    pub words: String,
    /// What the record itself gives: a table, a list. It is left out, never changed.
    pub parts: Vec<Part>,
    /// Whether its words may be changed before it is given.
    pub own: bool,
    /// Why it is left out, when somebody left it out.
    pub left_out: Option<String>,
}

impl Section {
    /// A section of words that whoever prepares it may change.
    pub fn own(code: impl Into<String>, heading: impl Into<String>, words: impl Into<String>) -> Section {
        Section { own: true, words: words.into(), ..Section::of(code, heading, Vec::new()) }
    }

    /// A section as the record gives it.
    pub fn of(code: impl Into<String>, heading: impl Into<String>, parts: Vec<Part>) -> Section {
        Section {
            code: code.into(),
            heading: heading.into(),
            words: String::new(),
            parts,
            own: false,
            left_out: None,
        }
    }

    /// Whether anything of it is printed.
    pub fn is_printed(&self) -> bool {
        self.left_out.is_none() && (!self.words.trim().is_empty() || !self.parts.is_empty())
    }
}

/// A change of its words before it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// That it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Who looked at it a second time and gave it.
    pub by: Id<Staff>,
    /// When: the moment that its files bear.
    pub at: Timestamp,
    /// How, and into whose hands.
    pub how: String,
    /// The SHA-256 of the PDF, in hexadecimal digits.
    pub pdf: String,
    /// The SHA-256 of the Word file.
    pub word: String,
}

/// That it was thrown away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thrown {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

/// That a newer one stands in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// The newer one.
    pub with: Id<Issued>,
    /// When it was given.
    pub at: Timestamp,
}

/// Somebody who must not have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Who.
    pub from: Holder,
    /// Why.
    pub why: String,
    /// Who said so.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// That the copy came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Where it is now, or why it cannot be had back.
    pub words: String,
}

/// Where a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Prepared, to be looked at a second time.
    Prepared,
    /// In somebody's hands.
    Given,
    /// In somebody's hands, and a newer one was given.
    Replaced,
    /// Came back.
    Collected,
    /// Thrown away before anybody had it.
    Thrown,
}

impl Stage {
    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Prepared => "prepared",
            Stage::Given => "given",
            Stage::Replaced => "replaced",
            Stage::Collected => "collected",
            Stage::Thrown => "thrown",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Stage::Prepared => "To be looked at",
            Stage::Given => "Given",
            Stage::Replaced => "Replaced",
            Stage::Collected => "Came back",
            Stage::Thrown => "Thrown away",
        }
    }
}

impl Issued {
    /// Where it stands.
    pub fn stage(&self) -> Stage {
        if self.thrown.is_some() {
            Stage::Thrown
        } else if self.collected.is_some() {
            Stage::Collected
        } else if self.replaced.is_some() {
            Stage::Replaced
        } else if self.given.is_some() {
            Stage::Given
        } else {
            Stage::Prepared
        }
    }

    /// The document as it goes: once given, as it went.
    pub fn document(&self, at: Timestamp) -> Document {
        let made = self.given.as_ref().map_or(at, |given| given.at);
        let mut parts = Vec::new();
        for section in self.sections.iter().filter(|section| section.is_printed()) {
            if !section.heading.is_empty() {
                parts.push(Part::heading(1, &section.heading));
            }
            parts.extend(Part::typed(&section.words));
            parts.extend(section.parts.iter().cloned());
        }
        Document {
            title: self.title.clone(),
            language: "en-GB".into(),
            from: self.from.clone(),
            composed_for: self.recipient.line(),
            made,
            dated: format!("{}. Reference {}.", london::date_in_words(london::date_of(made)), self.reference),
            parts,
        }
    }

    /// Whether it is of the same kind as another, of the same record, for the same reader: the newer one replaces it.
    pub fn is_replaced_by(&self, newer: &Issued) -> bool {
        self.id != newer.id
            && self.of == newer.of
            && self.of != Of::Letter
            && self.record == newer.record
            && self.stage() == Stage::Given
            && self.recipient.kind == newer.recipient.kind
            && (self.recipient.kind == Kind::File
                || self.recipient.holder().may_be(&newer.recipient.holder()))
    }

    /// The section with this code.
    pub fn section(&self, code: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.code == code)
    }
}

impl Record for Issued {
    const KIND: &'static str = "issued_document";

    fn id(&self) -> Id<Issued> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_issued(self)
    }
}

#[cfg(test)]
mod tests;
