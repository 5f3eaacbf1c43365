//! A proposal by whoever screened the contact, and a manager's ruling on it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::form::Answers;
use crate::id::Id;
use crate::staff::Staff;

/// What should happen: several may be true, one is primary (SSD outcome flags and local ones, from the pack).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// The code of the primary outcome.
    pub primary: String,
    /// Codes of others that are also true.
    pub also: BTreeSet<String>,
}

impl Outcomes {
    /// Whether an outcome is among them.
    pub fn includes(&self, code: &str) -> bool {
        self.primary == code || self.also.contains(code)
    }
}

/// What a ruling rests on: the same fields for the proposal and the decision, so that they can be read side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulingBasis {
    /// What should happen.
    pub outcomes: Outcomes,
    /// Threshold level 1 to 4.
    pub level: u8,
    /// The code of the threshold paragraph in the pack.
    pub paragraph: String,
    /// The words of the paragraph as they stood that day.
    pub paragraph_words: String,
    /// The pack's version that day.
    pub pack_version: String,
    /// Why: what it is like for the child, and what the history says.
    pub rationale: String,
    /// What else was considered.
    pub considered: String,
    /// Why it is already clear without a MASH enquiry, where the outcome asks for that and there was none.
    #[serde(default)]
    pub no_enquiry: String,
    /// What happens next, by whom, by when.
    pub actions: Vec<NextAction>,
    /// The other paragraphs it rests on, in the order they were cited. Rulings written before there could be several have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_cited: Vec<Cited>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// One more paragraph of the threshold document that a ruling rests on, with its words as they stood that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// The code of the paragraph in the pack.
    pub paragraph: String,
    /// Its number, as people say it.
    pub number: String,
    /// Its words that day.
    pub words: String,
}

impl RulingBasis {
    /// The codes of every paragraph it cites, the one it rests on most first.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.paragraph.as_str())
            .chain(self.also_cited.iter().map(|cited| cited.paragraph.as_str()))
    }
}

/// Something to be done, with one owner and one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextAction {
    /// What.
    pub what: String,
    /// Who.
    pub owner: Id<Staff>,
    /// By when.
    pub due: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}

/// What the screening officer proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Who proposes.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// What, and why.
    pub basis: RulingBasis,
}

/// How the manager ruled on the proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// Agreed as proposed.
    Agree,
    /// Agreed with a change.
    AgreeWithChange,
    /// Sent back with a question.
    SendBack,
}

impl Agreement {
    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Agreement::Agree => "agree",
            Agreement::AgreeWithChange => "change",
            Agreement::SendBack => "send_back",
        }
    }

    /// The ruling with this code.
    pub fn from_code(code: &str) -> Option<Agreement> {
        [Agreement::Agree, Agreement::AgreeWithChange, Agreement::SendBack]
            .into_iter()
            .find(|a| a.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Agreement::Agree => "Agreed",
            Agreement::AgreeWithChange => "Agreed with a change",
            Agreement::SendBack => "Sent back",
        }
    }
}

/// A manager's ruling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Who ruled.
    pub by: Id<Staff>,
    /// When: the time it was recorded, never one typed in.
    pub at: Timestamp,
    /// How it stands to the proposal.
    pub agreement: Agreement,
    /// What was decided and why; nothing when sent back.
    pub outcomes: Option<RulingBasis>,
    /// The question, when sent back; what the manager adds, otherwise.
    pub words: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}
