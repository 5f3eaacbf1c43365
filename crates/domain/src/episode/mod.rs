//! An episode of need: a referral accepted, and what followed (DfE census module by module). The front door opens one; past ones come by import.

mod assessed;
mod facts;
mod plans;
mod protection;
mod rules;

mod brought;
mod closing;
mod need_plan;

pub use brought::{Brought, BroughtPlan, BroughtReview, PreProceedings};
pub use protection::{ABUSE_OR_NEGLECT, conference_target};

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::clock::Clock;
use crate::id::Id;
use crate::import::Provenance;
use crate::person::Person;
use crate::record::Record;
use crate::referral::Referral;
use crate::section47::Section47;

/// One child's episode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Episode {
    /// The record's name.
    pub id: Id<Episode>,
    /// The child.
    pub child: Id<Person>,
    /// Referral date: may be a non-working day.
    pub referral_date: Date,
    /// Source code (22 codes).
    pub source: Option<String>,
    /// Primary need N0 to N9.
    pub primary_need: Option<String>,
    /// No further action after initial consideration.
    pub no_further_action: bool,
    /// Closure date.
    pub closed_on: Option<Date>,
    /// Closure reason RC1 to RC9.
    pub closure_reason: Option<String>,
    /// Assessments.
    pub assessments: Vec<Assessment>,
    /// Section 47 enquiries.
    pub enquiries: Vec<Enquiry>,
    /// Child in need and child protection plans.
    pub plans: Vec<Plan>,
    /// Where it came from, when it was not made here.
    pub provenance: Option<String>,
    /// The referral that was accepted, when it was made here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Id<Referral>>,
    /// For a child who came on another authority's protection plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_in: Option<TransferIn>,
    /// What a return brought of it that work done here keeps in records of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brought: Option<Box<Brought>>,
    /// The clocks that run on it: T19 assessment from the referral date, T18 transfer-in conference.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<Clock>,
    /// Of each fact that came with a file, where it came from.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, Provenance>,
    /// Whether the file that made it was taken back: it is no episode of anybody any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub taken_back: bool,
}

/// A child on another authority's child protection plan who moved in for good (DfE: the conference stands with the episode, in no enquiry).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferIn {
    /// The other authority.
    pub authority: String,
    /// The day on which it formally told us: the referral date.
    pub notified_on: Date,
    /// The day of our conference, due within 15 working days of the notification.
    pub conference_on: Option<Date>,
}

/// A child and family assessment in an episode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Start.
    pub started_on: Date,
    /// Authorisation.
    pub authorised_on: Option<Date>,
    /// Factors found, as understood at the end.
    pub factors: Vec<String>,
    /// Its record: the line is made from it. Nothing for one that came by import, or was opened with an enquiry and is not begun yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Id<crate::assessment::Assessment>>,
}

/// A section 47 enquiry in an episode, as the returns count it. What was done in it stands in its own record, where it was begun here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enquiry {
    /// Date of the strategy discussion that began it.
    pub started_on: Date,
    /// Date of the initial child protection conference.
    pub conference_on: Option<Date>,
    /// Whether a conference was not required.
    pub conference_not_required: bool,
    /// Its record: the line is made from it. Nothing for one that came by import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Id<Section47>>,
}

/// A plan in an episode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Child in need or child protection.
    pub kind: PlanKind,
    /// Start.
    pub started_on: Date,
    /// End.
    pub ended_on: Option<Date>,
    /// Latest category of abuse, for child protection.
    pub category: Option<String>,
}

/// What kind of plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// Child in need plan.
    ChildInNeed,
    /// Child protection plan.
    ChildProtection,
}

impl PlanKind {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            PlanKind::ChildInNeed => "Child in need plan",
            PlanKind::ChildProtection => "Child protection plan",
        }
    }
}

impl Episode {
    /// An episode of a child that opens with a referral, and of which nothing else is known yet.
    pub fn opened(id: Id<Episode>, child: Id<Person>, referral_date: Date) -> Self {
        Episode {
            id,
            child,
            referral_date,
            source: None,
            primary_need: None,
            no_further_action: false,
            closed_on: None,
            closure_reason: None,
            assessments: Vec::new(),
            enquiries: Vec::new(),
            plans: Vec::new(),
            provenance: None,
            referral: None,
            transfer_in: None,
            brought: None,
            clocks: Vec::new(),
            sources: BTreeMap::new(),
            taken_back: false,
        }
    }

    /// Whether it is open on a day.
    pub fn is_open_on(&self, day: Date) -> bool {
        self.referral_date <= day
            && !self.no_further_action
            && self.closed_on.is_none_or(|closed| day < closed)
    }
}

impl Record for Episode {
    const KIND: &'static str = "episode";

    fn id(&self) -> Id<Episode> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }
}
