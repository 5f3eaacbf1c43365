//! A MASH enquiry: several agencies, one lawful picture, one decision (domain register 1.2). It is opened from a contact only when the outcome
//! is not already clear, rated for urgency, answered by the agencies that were asked, analysed by a MASH social worker and decided by a MASH
//! manager. There is no "pending".
//!
//! Facts and analysis are kept apart: what an agency said stands in its answer to a [`Request`]; what it means stands in the [`Analysis`].

mod analysis;
mod answer;
pub mod deadlines;
mod decide;
mod difference;
mod lawful;
mod rating;
mod request;
mod sharing;

pub use analysis::{Analysis, Recommendation};
pub use answer::{ANSWER_FORM, Answer, AnswerAsked, AnsweredBy, Fact, Handling, TELEPHONE_ANSWER};
pub use decide::{EnquiryDecided, EnquiryDecisionAsked, MASH_ENQUIRY, NewEnquiry, RecommendationAsked};
pub use difference::{Difference, differences};
pub use lawful::{Lawful, lawful};
pub use rating::{Conflict, Rated};
pub use request::{
    About, Asked, Chase, ChaseOutcome, NewRequest, REQUEST_FORM, Request, Standing, Substitute,
    information_in_hand,
};
pub use sharing::{Shared, SharedFact};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::calendar::Clock;
use crate::contact::{AGREEMENTS, Agreement, BASIS_FIELDS, Contact};
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// The form in which an enquiry is opened.
pub const OPEN_FORM: PageForm = PageForm {
    id: "enquiry_open",
    needs: &[
        Need::once("why", Takes::Words),
        Need::once("rating", Takes::OneOfPage),
        Need::once("reason", Takes::Words),
    ],
    beside: &[],
};

/// The form in which an enquiry is analysed. What the recommendation rests on stands on the page beside it, in a form of its own ([`crate::contact::BASIS_FORM`]).
pub const ANALYSIS_FORM: PageForm = PageForm {
    id: "enquiry_analysis",
    needs: &[
        Need::once("risk", Takes::Words),
        Need::once("protective", Takes::Words),
        Need::once("voice", Takes::Words),
        Need::once("history", Takes::Words),
        Need::once("gaps", Takes::Words),
        Need::once("would_change", Takes::Words),
        Need::once("begun_by", Takes::Moment),
    ],
    beside: BASIS_FIELDS,
};

/// The form in which a manager decides. What is changed of the recommendation is asked under the choice that changes it.
pub const DECISION_FORM: PageForm = PageForm {
    id: "enquiry_decision",
    needs: &[
        Need::once("agreement", Takes::One(AGREEMENTS)),
        Need::once("would_change", Takes::Words),
        Need::once("begun_by", Takes::Moment),
        Need::once("words", Takes::Words),
    ],
    beside: BASIS_FIELDS,
};

/// One enquiry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Enquiry {
    /// The record's name.
    pub id: Id<Enquiry>,
    /// The contact it was opened from.
    pub contact: Id<Contact>,
    /// The contact's number, by which people speak of it.
    pub reference: String,
    /// The children it is about: those the contact had found when it was opened.
    pub children: Vec<Id<Person>>,
    /// When the hub received it: its clock starts here, whatever its rating becomes.
    pub opened_at: Timestamp,
    /// Who opened it.
    pub opened_by: Id<Staff>,
    /// Why the outcome is not already clear.
    pub why: String,
    /// Every rating, the first first; the last stands.
    pub ratings: Vec<Rated>,
    /// Who said that they must not decide, and why.
    pub conflicts: Vec<Conflict>,
    /// What was shared with which agency.
    pub shared: Vec<Shared>,
    /// What the information means, and what is recommended.
    pub analysis: Option<Analysis>,
    /// Every ruling, sent back or decided.
    pub rulings: Vec<EnquiryRuling>,
    /// What was answered to the council's own questions when it was opened, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// Where an enquiry stands. There is no "pending".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Information is gathered; nothing has been recommended.
    Gathering,
    /// A recommendation waits for a manager.
    Recommended,
    /// A manager sent it back with a question.
    SentBack,
    /// Decided.
    Decided,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Stage; 4] = [Stage::Gathering, Stage::Recommended, Stage::SentBack, Stage::Decided];

    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Gathering => "gathering",
            Stage::Recommended => "recommended",
            Stage::SentBack => "sent_back",
            Stage::Decided => "decided",
        }
    }

    /// The stage with this code.
    pub fn from_code(code: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// What the stage means, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Stage::Gathering => "Gathering information",
            Stage::Recommended => "Waiting for a manager's decision",
            Stage::SentBack => "Sent back with a question",
            Stage::Decided => "Decided",
        }
    }
}

/// A manager's ruling on a recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnquiryRuling {
    /// Who ruled.
    pub by: Id<Staff>,
    /// When: the time it was recorded, never one typed in.
    pub at: Timestamp,
    /// How it stands to the recommendation.
    pub agreement: Agreement,
    /// What was decided; nothing when it was sent back.
    pub decided: Option<Recommendation>,
    /// The manager's own reasons, or the question.
    pub words: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

impl Enquiry {
    /// Where it stands: said by what has happened, never stored beside it.
    pub fn stage(&self) -> Stage {
        match (self.rulings.last(), &self.analysis) {
            (Some(ruling), _) if ruling.decided.is_some() => Stage::Decided,
            (Some(ruling), Some(analysis)) if analysis.recommended_at() <= Some(ruling.at) => Stage::SentBack,
            (_, Some(analysis)) if analysis.recommendation.is_some() => Stage::Recommended,
            _ => Stage::Gathering,
        }
    }

    /// The rating that stands. Every enquiry has one from the moment it is opened.
    pub fn rating(&self) -> &Rated {
        self.ratings.last().unwrap_or(&rating::UNRATED)
    }

    /// The clock of the rating that stands; nothing for a rating without one.
    pub fn clock(&self) -> Option<&Clock> {
        self.rating().clock.as_ref()
    }

    /// The decision, once decided.
    pub fn decision(&self) -> Option<&EnquiryRuling> {
        self.rulings.last().filter(|ruling| ruling.decided.is_some())
    }

    /// Who recommended what now waits or was decided.
    pub fn recommended_by(&self) -> Option<Id<Staff>> {
        self.analysis
            .as_ref()
            .filter(|analysis| analysis.recommendation.is_some())
            .map(|analysis| analysis.by)
    }

    /// Whether somebody said that they must not decide this enquiry.
    pub fn is_conflicted(&self, staff: Id<Staff>) -> bool {
        self.conflicts.iter().any(|conflict| conflict.by == staff)
    }
}

impl Record for Enquiry {
    const KIND: &'static str = "enquiry";

    fn id(&self) -> Id<Enquiry> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_enquiry(self)
    }
}
