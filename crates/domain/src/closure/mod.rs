//! Closing a child's episode: a decision as weighty as opening one (domain register 1.8). A worker proposes it and says what changed for the child,
//! which risks remain and who holds the child in mind; a manager who did not propose it decides, with reasons. Where consent was withdrawn or the
//! family did not engage, the manager states how they see the risk to the child and, where contacts repeat, considers a strategy discussion.
//!
//! **Nothing closes by itself, nothing closes over an open section 47 enquiry, and no closure is undone:** a child who needs help again has a new
//! referral. One that was made in error is corrected, with a reason, and both stay on the record.

mod decide;
mod outstanding;
mod propose;
mod telling;

pub use decide::{CorrectAsked, DECISION_FORM, DecideAsked, RulingAsked};
pub use outstanding::{Around, Kind, Outstanding, Standing, contacts_within, outstanding};
pub use propose::{FORM, ProposeAsked, Proposed};
pub use telling::{ToTell, Told, ToldAsked};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::episode::Episode;
use crate::form::Answers;
use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// One closing of one child's episode, from the proposal on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// The record's name.
    pub id: Id<Closure>,
    /// The child.
    pub child: Id<Person>,
    /// The episode.
    pub episode: Id<Episode>,
    /// What is proposed, as it stands.
    pub proposal: Proposal,
    /// What was proposed before it was sent back, oldest first.
    pub before: Vec<Proposal>,
    /// What managers answered, oldest first.
    pub answers: Vec<Answer>,
    /// Where it stands.
    pub stage: Stage,
    /// The decision that closed the episode.
    pub closed: Option<Closed>,
    /// Who is told that support ends.
    pub to_tell: Vec<ToTell>,
    /// That the lead of early help accepted the step down.
    pub accepted: Option<Accepted>,
    /// That it was made in error.
    pub corrected: Option<Corrected>,
}

/// Where a closure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It waits for a manager.
    Proposed,
    /// A manager sent it back with a question.
    Returned,
    /// A manager decided that the episode stays open.
    Refused,
    /// Whoever proposed it took it back.
    Withdrawn,
    /// The episode is closed.
    Closed,
    /// It was closed in error: the episode is open again, with the reason.
    InError,
}

impl Stage {
    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Proposed => "proposed",
            Stage::Returned => "returned",
            Stage::Refused => "refused",
            Stage::Withdrawn => "withdrawn",
            Stage::Closed => "closed",
            Stage::InError => "in_error",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Stage::Proposed => "Waits for a manager",
            Stage::Returned => "Sent back with a question",
            Stage::Refused => "Stays open",
            Stage::Withdrawn => "Taken back",
            Stage::Closed => "Closed",
            Stage::InError => "Closed in error: open again",
        }
    }

    /// Whether somebody is still to do something with it.
    pub const fn waits(self) -> bool {
        matches!(self, Stage::Proposed | Stage::Returned)
    }
}

/// What a worker proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The day of closing.
    pub on: Date,
    /// The reason of the census, RC1 to RC9.
    pub reason: String,
    /// The code of why support stops.
    pub because: String,
    /// What changed for the child.
    pub changed: String,
    /// What the child says about it.
    pub child_says: String,
    /// Which risks remain.
    pub risks: String,
    /// Who holds the child in mind.
    pub in_mind: String,
    /// The code of how consent stands.
    pub consent: String,
    /// What was said about it, by whom, when.
    pub consent_words: String,
    /// What the family was told.
    pub family: String,
    /// Whether the family withdrew or did not engage, by what was said here or by a consent on the record.
    pub withdrawn: bool,
    /// Early help that goes on.
    pub step_down: Option<StepDown>,
    /// What was outstanding, as the program listed it when this was sent.
    pub outstanding: Vec<Outstanding>,
    /// What becomes of it.
    pub outstanding_words: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
    /// The contacts that repeat, as the program counted them when this was sent.
    pub repeated: Option<Repeated>,
    /// Who proposes.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Early help that goes on after the council's own help.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDown {
    /// Who leads it, by name.
    pub lead: String,
    /// For which school, service or team.
    pub organisation: String,
    /// Whether the family agrees to it.
    pub agreed: bool,
    /// Who agreed, and how.
    pub agreement: String,
    /// What happens if it does not work.
    pub contingency: String,
    /// The day on which it was handed over with the family.
    pub met_on: Option<Date>,
}

/// Contacts that repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeated {
    /// How many.
    pub contacts: usize,
    /// Within how many months before.
    pub months: u16,
}

/// What a manager answered without closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whether the episode stays open for good, and the proposal is over; else it was sent back.
    pub refused: bool,
    /// What they said.
    pub words: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// The decision that closed an episode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// The day of closing.
    pub on: Date,
    /// The reason of the census.
    pub reason: String,
    /// The manager's reasons.
    pub reasons: String,
    /// How the manager sees the risk to the child; needed where consent was withdrawn.
    pub risk: String,
    /// Whether a strategy discussion was considered, and with what result; needed where contacts repeat as well.
    pub considered: Option<Considered>,
    /// The contacts that repeated on that day.
    pub repeated: Option<Repeated>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
    /// Who decided.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// That a strategy discussion was considered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Considered {
    /// One was held.
    Held {
        /// On which day.
        on: Date,
        /// What it came to.
        words: String,
    },
    /// None is needed.
    NotNeeded {
        /// Why.
        because: String,
    },
}

/// That the lead of early help accepted the step down: one that nobody accepted is a risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Who accepted, by name.
    pub who: String,
    /// On which day.
    pub on: Date,
    /// Who recorded it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A correction of what was recorded in error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// Whether the episode is open again; else its day or reason was put right.
    pub open_again: bool,
    /// Why.
    pub why: String,
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

impl Closure {
    /// The step down, once the episode is closed with one.
    pub fn stepped_down(&self) -> Option<(Date, &StepDown)> {
        let closed = self.closed.as_ref().filter(|_| self.stage == Stage::Closed)?;
        Some((closed.on, self.proposal.step_down.as_ref()?))
    }

    /// Whether a step down waits to be accepted by whoever leads early help.
    pub fn awaits_acceptance(&self) -> bool {
        self.stepped_down().is_some() && self.accepted.is_none()
    }
}

impl Record for Closure {
    const KIND: &'static str = "closure";

    fn id(&self) -> Id<Closure> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_closure(self)
    }
}

#[cfg(test)]
mod tests;
