//! A referral: a request for services for a child who is not open, waiting to be accepted (DfE, children in need census; Working Together: decided
//! within one working day). A contact is not a referral, and new information on an open child is neither: it goes to the allocated worker.
//!
//! The referral date is the day the council received the request, the earliest where several agencies ask, and may be a day nobody works. The
//! source is that of the first request of that day. Neither is typed.

mod decide;
mod re_referral;

pub(crate) use decide::assessment_clock;
pub use decide::{AcceptanceAsked, Accepted, NoFurtherActionAsked, may_be_asked};
pub use re_referral::{ReReferral, re_referral};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::clock::Clock;
use crate::calendar::london;
use crate::contact::Contact;
use crate::episode::Episode;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// Request received to accepted or not: one working day (Working Together). The same clock that runs on the contact, kept on the referral too,
/// because a decided contact is not yet an answered request.
pub const DECISION: &str = "T01";
/// Referral to the assessment authorised: 45 working days from the referral date.
pub const ASSESSMENT: &str = "T19";
/// Formal notification of a move to the conference: 15 working days.
pub const TRANSFER_CONFERENCE: &str = "T18";

/// One child's referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// The record's name.
    pub id: Id<Referral>,
    /// The child.
    pub child: Id<Person>,
    /// The contact whose decision asked for it.
    pub contact: Id<Contact>,
    /// The contact's number.
    pub reference: String,
    /// What is asked.
    pub kind: Kind,
    /// Everybody's request, in the order in which they came to be asked for here.
    pub requests: Vec<Request>,
    /// The manager who decided the contact: somebody else accepts.
    pub asked_by: Id<Staff>,
    /// When the contact was decided.
    pub asked_at: Timestamp,
    /// Whether the decision suspects significant harm: then it is never "no further action".
    pub protection: bool,
    /// Where it stands.
    pub stage: Stage,
    /// Its clock: request to decision.
    pub clocks: Vec<Clock>,
    /// What was decided.
    pub ruling: Option<Ruling>,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Services for a child.
    Request,
    /// A child on another authority's protection plan moves in for good.
    TransferIn,
}

/// One agency's request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The contact by which it came.
    pub contact: Id<Contact>,
    /// When the council received it.
    pub received_at: Timestamp,
    /// Its source code of the national returns.
    pub source: String,
}

/// Where a referral stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Waiting for the team's manager.
    Waiting,
    /// Accepted: an episode of need is open.
    Accepted,
    /// No further action after initial consideration.
    NoFurtherAction,
    /// Not a referral: the child was open all along, and the worker has it.
    NewInformation,
}

impl Stage {
    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Waiting => "waiting",
            Stage::Accepted => "accepted",
            Stage::NoFurtherAction => "no_further_action",
            Stage::NewInformation => "new_information",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Stage::Waiting => "Waiting to be accepted",
            Stage::Accepted => "Accepted",
            Stage::NoFurtherAction => "Not accepted: no further action",
            Stage::NewInformation => "Not a referral: new information on an open child",
        }
    }
}

/// What the team's manager decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub rationale: String,
    /// Primary need N0 to N9; nothing for new information.
    pub need: Option<String>,
    /// The team that takes it, and the worker.
    pub allocated: Option<(String, Id<Staff>)>,
    /// The referral date, as it was then.
    pub referral_date: Date,
    /// The source code, as it was then.
    pub source: String,
    /// The referral before it, when this is a re-referral.
    pub re_referral: Option<ReReferral>,
    /// The episode it opened, or that keeps the NFA referral.
    pub episode: Option<Id<Episode>>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// The form in which a team's manager answers. What is computed, and the buttons, stand beside it.
pub const ANSWER_FORM: PageForm = PageForm {
    id: "referral_answer",
    needs: &[
        Need::once("rationale", Takes::Words),
        Need::once("authority", Takes::Words),
        Need::once("notified_on", Takes::Day),
        Need::once("need", Takes::OneOfPage),
        Need::once("team", Takes::OneOfPage),
        Need::once("worker", Takes::OneOfPage),
        Need::once("only_advice", Takes::Several(&["yes"])),
    ],
    beside: &["answer"],
};

impl Referral {
    /// The request that counts: the first that was received.
    pub fn first_request(&self) -> Option<&Request> {
        self.requests.iter().min_by_key(|request| request.received_at)
    }

    /// The referral date: the day the council received the first request. For a transfer-in it is the day of formal notification instead, which the
    /// manager writes when they accept.
    pub fn received_on(&self) -> Date {
        london::date_of(self.first_request().map_or(self.asked_at, |request| request.received_at))
    }

    /// The source code of the first request.
    pub fn source(&self) -> &str {
        self.first_request().map_or("", |request| request.source.as_str())
    }
}

impl Record for Referral {
    const KIND: &'static str = "referral";

    fn id(&self) -> Id<Referral> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_referral(self)
    }
}
