//! Blind second reading: another manager decides the same contact without seeing the first answer, so that the council can see how far two of its
//! managers would decide alike. Where they differ it is talked through, and perhaps a word of the threshold document is changed. A reading never
//! changes the first decision by itself. When its reader thinks that a child is not safe, the manager who decided is told at once.

mod decide;
mod sample;

pub use decide::{AnswerAsked, Drawn, ModerationAsked};
pub use sample::Seed;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::calendar::clock::Clock;
use crate::contact::{Cited, Contact};
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::{Any, Id};
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// One decision's second reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondReading {
    /// The record's name.
    pub id: Id<SecondReading>,
    /// What is read.
    pub of: Read,
    /// The number people say on the telephone.
    pub reference: String,
    /// The children it is about.
    pub children: Vec<Id<Person>>,
    /// The first answer: what stands.
    pub first: First,
    /// The ledger's entry of the first decision: the reader sees what was known just before it.
    pub decided_in: u64,
    /// The seed by which it was drawn.
    pub seed: Id<Seed>,
    /// Who reads it; nobody while nobody is free of the decision.
    pub reader: Option<Id<Staff>>,
    /// By when: the council's own limit, no clock of the register.
    pub clock: Clock,
    /// Those who gave it back, and why.
    pub given_back: Vec<GivenBack>,
    /// The second answer.
    pub second: Option<Second>,
    /// What was learnt where the two differ.
    pub moderation: Option<Moderation>,
}

/// Which record's decision is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Read {
    /// A contact's.
    Contact(Id<Contact>),
}

impl Read {
    /// The record's kind in the ledger.
    pub fn kind(self) -> &'static str {
        match self {
            Read::Contact(_) => Contact::KIND,
        }
    }

    /// The record's name.
    pub fn record(self) -> Id<Any> {
        match self {
            Read::Contact(contact) => contact.any(),
        }
    }
}

/// The first decision, as far as the two are compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct First {
    /// Who decided.
    pub by: Id<Staff>,
    /// Their team's code, for agreement by group; empty when they have none.
    pub team: String,
    /// Who proposed or recommended it.
    pub proposed_by: Option<Id<Staff>>,
    /// When it was decided.
    pub at: Timestamp,
    /// Threshold level 1 to 4.
    pub level: u8,
    /// The codes of the paragraphs cited, the first one first.
    pub paragraphs: Vec<String>,
    /// The primary outcome's code.
    pub outcome: String,
}

/// The second answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Second {
    /// Who read.
    pub by: Id<Staff>,
    /// When they answered.
    pub at: Timestamp,
    /// Threshold level 1 to 4.
    pub level: u8,
    /// The code of the paragraph it rests on most.
    pub paragraph: String,
    /// Its words that day.
    pub paragraph_words: String,
    /// The other paragraphs.
    pub also_cited: Vec<Cited>,
    /// The primary outcome's code.
    pub outcome: String,
    /// Why.
    pub reasons: String,
    /// Why a child may not be safe as things stand; nothing when the reader does not think so.
    pub not_safe: Option<String>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// The form of a second answer. The outcome, the level of need and its paragraph are chosen as in the first.
pub const FORM: PageForm = PageForm {
    id: "second_reading",
    needs: &[
        Need::once("outcome", Takes::OneOfPage),
        Need::once("level", Takes::OneOfPage),
        Need::row("paragraph", "paragraph", Takes::OneOfPage).field("paragraph-#"),
        Need::once("also_cited", Takes::Words),
        Need::once("reasons", Takes::Words),
        Need::once("safe", Takes::YesNo),
        Need::once("not_safe", Takes::Words),
    ],
    beside: &[],
};

/// A reader who gave it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenBack {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: WhyGivenBack,
    /// In their words.
    pub words: String,
}

/// Why a reader gives a reading back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyGivenBack {
    /// They know the first answer, or had a part in it.
    Knows,
    /// A conflict of interest.
    Conflict,
    /// They need the record for their work now.
    NeedsRecord,
    /// They are away, or have no time.
    NoTime,
}

impl WhyGivenBack {
    /// Every reason.
    pub const ALL: [WhyGivenBack; 4] =
        [WhyGivenBack::NeedsRecord, WhyGivenBack::Knows, WhyGivenBack::Conflict, WhyGivenBack::NoTime];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            WhyGivenBack::Knows => "knows",
            WhyGivenBack::Conflict => "conflict",
            WhyGivenBack::NeedsRecord => "needs_record",
            WhyGivenBack::NoTime => "no_time",
        }
    }

    /// The reason with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            WhyGivenBack::Knows => "I know what was decided, or had a part in it",
            WhyGivenBack::Conflict => "I have a conflict of interest",
            WhyGivenBack::NeedsRecord => "I need this record for my work now",
            WhyGivenBack::NoTime => "I am away, or cannot do it in time",
        }
    }
}

/// A disagreement that was talked through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moderation {
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Who talked.
    pub talked: Talked,
    /// What it came to.
    pub found: Moderated,
    /// What was learnt.
    pub learnt: String,
    /// Which word of the threshold document should be changed, and how; nothing when none.
    pub document: Option<String>,
}

/// Who talked a disagreement through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Talked {
    /// The two readers, with each other; one of them writes it down.
    Both,
    /// A third person, who wrote neither answer.
    Third,
}

/// What talking a disagreement through came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moderated {
    /// Both answers can be defended.
    Either,
    /// The first answer fits the threshold document better.
    First,
    /// The second answer fits better. The first decision stands until its manager changes what is done.
    Second,
}

impl Moderated {
    /// Every one.
    pub const ALL: [Moderated; 3] = [Moderated::Either, Moderated::First, Moderated::Second];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Moderated::Either => "either",
            Moderated::First => "first",
            Moderated::Second => "second",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|found| found.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Moderated::Either => "Both answers can be defended",
            Moderated::First => "The first answer fits better",
            Moderated::Second => "The second answer fits better",
        }
    }
}

impl SecondReading {
    /// Whether it waits for its reader, whom nothing of the first answer may reach.
    pub fn is_blind(&self) -> bool {
        self.second.is_none()
    }

    /// Whether the two answers differ in level or outcome. Another paragraph at the same level is no disagreement about the threshold.
    pub fn differs(&self) -> bool {
        self.second
            .as_ref()
            .is_some_and(|second| second.level != self.first.level || second.outcome != self.first.outcome)
    }

    /// Whether it is to be talked through.
    pub fn is_to_moderate(&self) -> bool {
        self.differs() && self.moderation.is_none()
    }
}

impl Record for SecondReading {
    const KIND: &'static str = "second_reading";

    fn id(&self) -> Id<SecondReading> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }
}
