//! A child and family assessment (Children Act 1989 s17; Working Together 2023, chapter 3; domain.md 1.9): the present read in the light of the past,
//! whether those who care for the children can change, and what must happen. It is about a family: each child with the episode it belongs to, each
//! carer, absent fathers and new partners included.
//!
//! Which record holds what. This record holds the answers to the form of the pack (the version it was begun with), what of the chronology they rest on,
//! what was said about them, and who signed what. The episode's list of assessments is what national returns count; its line is made from this record
//! and saved with it in one transaction, as an enquiry's is.
//!
//! The clock runs 45 working days from the *referral*, never from the start. Nothing resets it: no other worker, no return for rework, no child who
//! joins. Whoever wrote any of it does not authorise it.

mod begin;
mod copies;
mod decide;
mod disagree;
mod facts;
mod history;
pub mod likeness;
pub mod measures;
pub mod mirror;
mod outcome;
mod parts;
mod seen;
mod write;

pub use begin::{Beginning, Begun, CarerNamed, ChildNamed, REVIEW_FIELD, ReviewAsked, counts_from};
pub use copies::{Copied, Explained, Finding, Origin, Other, siblings_alike};
pub use decide::{AuthoriseAsked, EndAsked, ExceptionAsked, SubmitAsked, ToldAsked, missing};
pub use disagree::{AskedOf, Contradiction, Side, Unanswered, Who, WhyListed, contradictions};
pub use history::{Citation, Cited, History, Link, LinkAsked, Now, SetAside};
pub use mirror::{Mirror, mirror};
pub use outcome::{ChildOutcome, highest_need, outcomes};
pub use parts::Parts;
pub use seen::Seen;
pub use write::SectionSaved;

pub use crate::form::{Comment, CommentAsked};

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{Clock, london};
use crate::episode::{self, Episode};
use crate::form::{Answers, Place};
use crate::id::Id;
use crate::pack::Pack;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// The form of the pack that an assessment answers.
pub const ASSESSMENT_FORM: &str = "assessment";
/// From the referral to the authorised assessment: 45 working days (Working Together; DfE).
pub const DECISION: &str = "T19";
/// A local target, from the referral.
pub const TARGET: &str = "T20";
/// The review point that is set at the outset and shared with the family (DfE, AssessmentInternalReviewDate).
pub const REVIEW: &str = "T21";

/// One family's assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The record's name.
    pub id: Id<Assessment>,
    /// The number people say.
    pub reference: String,
    /// The children, in the order in which they joined: the n-th repeat of a section that is asked per child is about the n-th of them.
    pub children: Vec<Assessed>,
    /// The carers, in the order in which they were named: the n-th repeat of a section that is asked per carer is about the n-th of them.
    pub carers: Vec<Carer>,
    /// Why it is made: what is to be found out.
    pub purpose: String,
    /// The social worker who makes it.
    pub worker: Id<Staff>,
    /// The team they make it in: a code of the pack.
    pub team: String,
    /// Who began it.
    pub begun_by: Id<Staff>,
    /// When.
    pub begun_at: Timestamp,
    /// Everybody who wrote any of it, in the order in which they first did: none of them authorises it.
    pub authors: Vec<Id<Staff>>,
    /// The answers, with the version of the form they answer.
    pub answers: Answers,
    /// Events of the past that were linked to now.
    pub links: Vec<Link>,
    /// Events that were set aside with a reason.
    pub set_aside: Vec<SetAside>,
    /// Events that an answer rests on.
    pub citations: Vec<Citation>,
    /// What was said about it, at its place.
    pub comments: Vec<Comment>,
    /// What somebody marked as a contradiction.
    pub marked: Vec<Marked>,
    /// What was said about contradictions that were found, by their keys.
    pub weighed: BTreeMap<String, Weighed>,
    /// Text that stands elsewhere too, with where it comes from.
    pub copies: Vec<Copied>,
    /// The review point that was set at the outset, and those set after it, in order.
    pub reviews: Vec<ReviewPoint>,
    /// More time than the limit gives: asked for and decided. No clock moves by it.
    pub exceptions: Vec<Exception>,
    /// When it was put before a manager.
    pub submissions: Vec<Submission>,
    /// When a manager sent it back.
    pub returned: Vec<Returned>,
    /// Who authorised it, and what was decided for each child.
    pub authorised: Option<Authorised>,
    /// How it ended without being authorised.
    pub ended: Option<Ended>,
    /// Who was told what came of it.
    pub told: Vec<Told>,
    /// Its clocks.
    pub clocks: Vec<Clock>,
}

/// A child whom it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessed {
    /// The child.
    pub child: Id<Person>,
    /// The episode of need it belongs to.
    pub episode: Id<Episode>,
    /// The day it began for this child: what national returns count as its start.
    pub started_on: Date,
    /// The child's referral date.
    pub referral_date: Date,
    /// The primary need of the episode, N0 to N9, as it was when the child joined.
    pub need: Option<String>,
    /// When the child joined it.
    pub joined_at: Timestamp,
    /// Who said so.
    pub joined_by: Id<Staff>,
}

/// Somebody who cares for one of the children, or should. Of somebody on the record the name stands there and not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carer {
    /// The person on the record.
    pub person: Option<Id<Person>>,
    /// The name of somebody who is not on the record.
    pub name: String,
    /// What they are to the children: "father of Ava", "mother's new partner".
    pub relation: String,
    /// Where they stand.
    pub stands: Stands,
    /// Who named them; nobody when the record did.
    pub named_by: Option<Id<Staff>>,
    /// When.
    pub named_at: Timestamp,
}

/// Where a carer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// Lives with a child.
    Household,
    /// A new partner who lives there, or is there much.
    NewPartner,
    /// A parent who lives elsewhere, or whom nobody has met.
    Absent,
    /// Cares for a child otherwise.
    Other,
    /// Nobody has said yet where they live.
    Unknown,
}

impl Stands {
    /// Every way.
    pub const ALL: [Stands; 5] =
        [Stands::Household, Stands::NewPartner, Stands::Absent, Stands::Other, Stands::Unknown];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Stands::Household => "household",
            Stands::NewPartner => "new_partner",
            Stands::Absent => "absent",
            Stands::Other => "other",
            Stands::Unknown => "unknown",
        }
    }

    /// The way with this code.
    pub fn from_code(code: &str) -> Option<Stands> {
        Stands::ALL.into_iter().find(|stands| stands.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Stands::Household => "Lives with the child",
            Stands::NewPartner => "New partner",
            Stands::Absent => "Parent who lives elsewhere",
            Stands::Other => "Cares for the child otherwise",
            Stands::Unknown => "Not known where they live",
        }
    }

    /// Whether they are in the home: an empty block about them does not pass without a reason.
    pub const fn in_the_home(self) -> bool {
        matches!(self, Stands::Household | Stands::NewPartner)
    }
}

/// Two things that cannot both be so, as somebody marked them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Its number in this assessment, from 1.
    pub id: u32,
    /// The question it is about, where it is about one.
    pub place: Option<Place>,
    /// What contradicts what.
    pub words: String,
    /// Who marked it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// What is made of a contradiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    /// Which is believed, and why; or what will be done to find out.
    pub words: String,
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A day by which it is looked whether the assessment gets where it should, shared with the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPoint {
    /// The day.
    pub on: Date,
    /// Why then; of a later one, why it was set.
    pub why: String,
    /// Who set it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// On which day the family was told of it.
    pub shared_on: Option<Date>,
    /// Who was told; or why nobody was.
    pub shared_with: String,
    /// On which day it was looked at, and what was seen.
    pub held: Option<ReviewHeld>,
}

/// A review point that was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewHeld {
    /// On which day.
    pub on: Date,
    /// What was seen, and what is done now.
    pub words: String,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// More time than the limit gives. The limit stays where it is, and what is late is late; the reason stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// Why it takes longer.
    pub reason: String,
    /// What keeps the children safe meanwhile.
    pub meanwhile: String,
    /// Until when.
    pub until: Date,
    /// Who asked.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// What a manager decided.
    pub decided: Option<ExceptionDecided>,
}

/// What a manager decided on more time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionDecided {
    /// Whether it was approved.
    pub approved: bool,
    /// Why.
    pub words: String,
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// It was put before a manager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// What was missing, each with the reason: by the key of the mirror's line, or by the place of an answer.
    pub missing: BTreeMap<String, String>,
    /// Why it cannot wait for what is missing; empty when each has its own reason.
    pub urgent: String,
    /// Anything to say to the manager.
    pub words: String,
}

/// A manager sent it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// What is to be done again, and why.
    pub why: String,
    /// The numbers of the comments that were open then.
    pub comments: Vec<u32>,
}

/// A manager authorised it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorised {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why this is right for the children, and what else was considered.
    pub reasons: String,
    /// The quality mirror as it was shown to whoever authorised it.
    pub mirror: Mirror,
    /// What was decided for each child, in the order of the children.
    pub outcomes: Vec<ChildOutcome>,
}

/// It ended without being authorised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Why: a code of the pack.
    pub ending: String,
    /// In words.
    pub words: String,
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Somebody was told what came of it. It is complete once family and agencies have it in writing, or it was discussed with the family *and* authorised
/// (DfE, children in need census).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Who: a code of the pack.
    pub whom: String,
    /// Their name, or the agency's.
    pub name: String,
    /// How: a code of the pack; empty when they were not told.
    pub way: String,
    /// On which day; nothing when they were not told.
    pub on: Option<Date>,
    /// What they said; or why they were not told.
    pub words: String,
    /// Who told them.
    pub by: Id<Staff>,
    /// When it was written down.
    pub at: Timestamp,
}

/// Where an assessment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being made.
    Begun,
    /// Waiting for a manager.
    Submitted,
    /// Sent back to be worked on again.
    Returned,
    /// Authorised; the family is still to be told.
    ToTell,
    /// Authorised and complete.
    Authorised,
    /// Ended without being authorised.
    Ended,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Stage; 6] =
        [Stage::Begun, Stage::Submitted, Stage::Returned, Stage::ToTell, Stage::Authorised, Stage::Ended];

    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Begun => "begun",
            Stage::Submitted => "submitted",
            Stage::Returned => "returned",
            Stage::ToTell => "to_tell",
            Stage::Authorised => "authorised",
            Stage::Ended => "ended",
        }
    }

    /// The stage with this code.
    pub fn from_code(code: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Stage::Begun => "Being made",
            Stage::Submitted => "Waiting to be authorised",
            Stage::Returned => "Sent back to be worked on again",
            Stage::ToTell => "Authorised: the family is still to be told",
            Stage::Authorised => "Authorised",
            Stage::Ended => "Ended without being authorised",
        }
    }

    /// Whether answers may be written.
    pub const fn is_written(self) -> bool {
        matches!(self, Stage::Begun | Stage::Returned)
    }

    /// Whether something is still to come of it.
    pub const fn runs(self) -> bool {
        matches!(self, Stage::Begun | Stage::Submitted | Stage::Returned | Stage::ToTell)
    }
}

impl Assessment {
    /// Where it stands: said by what has happened.
    pub fn stage(&self) -> Stage {
        match (&self.ended, &self.authorised) {
            (Some(_), _) => Stage::Ended,
            (None, Some(_)) if self.completed_on().is_none() => Stage::ToTell,
            (None, Some(_)) => Stage::Authorised,
            (None, None) if self.submissions.len() > self.returned.len() => Stage::Submitted,
            (None, None) if self.returned.is_empty() => Stage::Begun,
            (None, None) => Stage::Returned,
        }
    }

    /// Whether something is still to come of it.
    pub fn runs(&self) -> bool {
        self.stage().runs()
    }

    /// The place of a child among its children: the number of the repeat about them.
    pub fn place_of(&self, child: Id<Person>) -> Option<u16> {
        self.children
            .iter()
            .position(|assessed| assessed.child == child)
            .and_then(|at| u16::try_from(at).ok())
    }

    /// Whether a child was seen while it was made, as it was answered (Annex A, list 4).
    pub fn seen(&self, child: Id<Person>, pack: &Pack) -> Seen {
        let form = pack.form_version(&self.answers.form, self.answers.version);
        match (form, self.place_of(child)) {
            (Some(form), Some(index)) => Seen::of(&Parts::of(form, &self.answers), index),
            _ => Seen::Unknown,
        }
    }

    /// One of its clocks.
    pub fn clock(&self, timer: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.timer == timer)
    }

    /// The review point that stands.
    pub fn review(&self) -> Option<&ReviewPoint> {
        self.reviews.last()
    }

    /// The last time it was put before a manager.
    pub fn submission(&self) -> Option<&Submission> {
        self.submissions.last()
    }

    /// The comments that nobody has answered.
    pub fn open_comments(&self) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(|comment| comment.is_open())
    }

    /// Whether somebody wrote any of it, or makes it: they do not authorise it.
    pub fn wrote(&self, staff: Id<Staff>) -> bool {
        self.worker == staff || self.authors.contains(&staff)
    }

    /// The exception that was approved last.
    pub fn exception(&self) -> Option<&Exception> {
        let approved = |exception: &&Exception| exception.decided.as_ref().is_some_and(|one| one.approved);
        self.exceptions.iter().rfind(approved)
    }

    /// The exception that waits for a manager. Once it is signed or ended nobody needs more time.
    pub fn exception_asked(&self) -> Option<&Exception> {
        if self.authorised.is_some() || self.ended.is_some() {
            return None;
        }
        self.exceptions.iter().rfind(|exception| exception.decided.is_none())
    }

    /// Its line in a child's episode, as national returns count it. Nothing for one that ended without being authorised, and for a child it is not about.
    pub fn line(&self, child: Id<Person>) -> Option<episode::Assessment> {
        if self.ended.is_some() {
            return None;
        }
        let place = usize::from(self.place_of(child)?);
        let assessed = self.children.get(place)?;
        let outcome = self.authorised.as_ref().and_then(|authorised| authorised.outcomes.get(place));
        let completed = self.completed_on();
        Some(episode::Assessment {
            started_on: assessed.started_on,
            authorised_on: completed,
            factors: completed.and(outcome).map_or_else(Vec::new, |outcome| outcome.factors.clone()),
            record: Some(self.id),
        })
    }

    /// The day it began: that of its first child.
    pub fn started_on(&self) -> Date {
        let first = self.children.iter().map(|assessed| assessed.started_on).min();
        first.unwrap_or_else(|| london::date_of(self.begun_at))
    }
}

impl Record for Assessment {
    const KIND: &'static str = "assessment";

    fn id(&self) -> Id<Assessment> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.iter().map(|assessed| assessed.child).collect()
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_assessment(self)
    }
}

#[cfg(test)]
mod tests;
