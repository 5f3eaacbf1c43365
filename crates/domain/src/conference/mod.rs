//! A child protection conference at the edge of the front door (Working Together, chapter 3; domain.md 1.7). An enquiry under section 47 found that a
//! child is likely to go on suffering significant harm: a conference is asked for within a working day, held within fifteen working days of the strategy
//! discussion that began the enquiry, and decides for each child whether there is a plan. The record is light and complete, so that whoever holds the plan
//! next has everything on one page.
//!
//! The plan itself stands in the child's episode; here stand the conference that made it, its core group and its reviews.

mod ask;
mod follow;
mod form;
mod hold;
mod plan;
mod quorum;

pub use ask::{AskedOf, ConferenceAsked, DeclineAsked, RequestAsked};
pub use follow::ReviewAsked;
pub use form::{DAY_FORM, DECISION_FORM, DECLINE_FORM, REQUEST_FORM, REVIEW_FORM};
pub use hold::HoldAsked;
pub use plan::PlanAsked;
pub use quorum::ConferenceQuorum;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::calendar::clock::Clock;
use crate::calendar::{Due, london};
use crate::episode::Episode;
use crate::form::Answers;
use crate::id::{Any, Id};
use crate::meeting::Attended;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// Strategy discussion that began the enquiry to the conference: fifteen working days (Working Together).
pub const CONFERENCE: &str = "T11";
/// Outcome of the enquiry to the request: one working day.
pub const REQUEST: &str = "T12";
/// Report to the family, days before the conference.
pub const REPORT_TO_FAMILY: &str = "T13";
/// Report to the service that arranges conferences, working days before.
pub const REPORT_TO_UNIT: &str = "T14";
/// Conference to the first core group: ten working days (Working Together).
pub const CORE_GROUP: &str = "T15";
/// Conference to the first review: three months (Working Together).
pub const FIRST_REVIEW: &str = "T16";
/// Review to the next: six months (Working Together).
pub const LATER_REVIEW: &str = "T17";

/// One child's conference. Brothers and sisters can have theirs on one day; each has a record of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conference {
    /// The record's name.
    pub id: Id<Conference>,
    /// The number people say.
    pub reference: String,
    /// The child.
    pub child: Id<Person>,
    /// What it shares with the conferences of brothers and sisters that are on the same day.
    pub together: Id<Any>,
    /// The enquiry that found harm.
    pub section47: Option<Id<Any>>,
    /// When the strategy discussion was held that began the enquiry: the national count begins there.
    pub initiated_at: Timestamp,
    /// When the last strategy discussion of the enquiry was held, where there was a later one.
    pub last_discussion_at: Option<Timestamp>,
    /// The outcome of the enquiry, and who decided it.
    pub decided: Decided,
    /// Where it stands.
    pub stage: Stage,
    /// Every time it was asked for, the first first.
    pub requests: Vec<Requested>,
    /// Every day it was planned for, the one that holds last.
    pub days: Vec<Planned>,
    /// Who is asked to come.
    pub invited: Vec<Invited>,
    /// To whom the report was given.
    pub reports: Vec<ReportGiven>,
    /// Why it is later than its limit.
    pub late: Option<Late>,
    /// Every time it was declined.
    pub declined: Vec<Declined>,
    /// That it was called off, and why; asking again takes this back.
    pub called_off: Option<CalledOff>,
    /// What it decided.
    pub held: Option<Held>,
    /// The first core group.
    pub core_group: Option<CoreGroup>,
    /// The reviews, oldest first.
    pub reviews: Vec<Review>,
    /// Its clocks. None of them is ever begun again.
    pub clocks: Vec<Clock>,
    /// The partnership's own count, beside the national one.
    pub local: Option<Clock>,
}

/// The outcome of the enquiry that calls for a conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Who decided.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Where a conference stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nobody has asked for it yet.
    Needed,
    /// Asked for; there is no day yet.
    Requested,
    /// There is a day.
    Planned,
    /// Held.
    Held,
    /// The council declined it.
    Declined,
    /// It is not needed any more.
    CalledOff,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Stage; 6] =
        [Stage::Needed, Stage::Requested, Stage::Planned, Stage::Held, Stage::Declined, Stage::CalledOff];

    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Needed => "needed",
            Stage::Requested => "requested",
            Stage::Planned => "planned",
            Stage::Held => "held",
            Stage::Declined => "declined",
            Stage::CalledOff => "called_off",
        }
    }

    /// The stage with this code.
    pub fn from_code(code: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Stage::Needed => "To be requested",
            Stage::Requested => "Requested",
            Stage::Planned => "There is a day",
            Stage::Held => "Held",
            Stage::Declined => "Declined",
            Stage::CalledOff => "Called off",
        }
    }

    /// Whether the conference is still to be held.
    pub const fn waits(self) -> bool {
        matches!(self, Stage::Needed | Stage::Requested | Stage::Planned)
    }
}

/// A request to the service that arranges conferences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requested {
    /// Who asked.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// What the worry is, and what the conference is to decide; asked again, what has changed.
    pub why: String,
    /// What the family needs to take part: an interpreter, an intermediary, to be heard apart.
    pub needs: String,
    /// The answers to the council's own questions, with the version of the form.
    #[serde(default)]
    pub further: Option<Answers>,
}

/// A day for which it is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The day: never at a weekend.
    pub on: Date,
    /// The hour on the wall.
    pub begins: Time,
    /// Where.
    pub venue: String,
    /// The independent chair, by name.
    pub chair: String,
    /// Who planned it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why it was moved to this day, when it had another.
    pub moved_because: Option<String>,
    /// The answers to the council's own questions, with the version of the form.
    #[serde(default)]
    pub further: Option<Answers>,
}

/// Somebody who is asked to come for an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// The agency, or the council itself.
    pub agency: String,
    /// Which of its organisations.
    pub organisation: String,
    /// Who, as far as that is known.
    pub name: String,
    /// Whether the agency has direct contact with the child: those count for the quorum.
    pub direct_contact: bool,
    /// Their account, when they have one: they are told by e-mail that they are asked.
    pub staff: Option<Id<Staff>>,
}

/// To whom the report goes before the conference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportTo {
    /// The family, so that nothing in it is new to them.
    Family,
    /// The service that arranges conferences.
    Unit,
}

impl ReportTo {
    /// The clock it meets.
    pub const fn timer(self) -> &'static str {
        match self {
            ReportTo::Family => REPORT_TO_FAMILY,
            ReportTo::Unit => REPORT_TO_UNIT,
        }
    }

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            ReportTo::Family => "family",
            ReportTo::Unit => "unit",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<ReportTo> {
        [ReportTo::Family, ReportTo::Unit].into_iter().find(|to| to.code() == code)
    }
}

/// A report that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportGiven {
    /// To whom.
    pub to: ReportTo,
    /// On which day.
    pub on: Date,
    /// How, and to whom in the family; in which language.
    pub how: String,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Why a conference is later than its limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// The code of the cause in the pack.
    pub cause: String,
    /// What happened, in words.
    pub words: String,
}

/// That the council declined a conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    /// Who declined: never whoever decided the enquiry or asked.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reasons: String,
    /// What keeps the child safe instead.
    pub instead: String,
    /// Who was told, how and when: the family and every agency that took part.
    pub told: Vec<Told>,
    /// The answers to the council's own questions, with the version of the form.
    #[serde(default)]
    pub further: Option<Answers>,
}

/// Somebody who was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Who.
    pub who: String,
    /// How.
    pub how: String,
    /// On which day.
    pub on: Date,
}

/// That a conference is not needed any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalledOff {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub because: String,
}

/// A conference that was held: the child's views first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// On which day.
    pub on: Date,
    /// The independent chair, by name.
    pub chair: String,
    /// How the child took part: a code of the pack.
    pub child_part: String,
    /// What the child says and wishes, or shows; empty when it is not known.
    pub views: String,
    /// Why the child's views are not known, when they are not.
    pub no_views_because: String,
    /// The family, each with how they took part.
    pub family: Vec<FamilyThere>,
    /// Who was asked or came for an agency, and how they were there.
    pub there: Vec<There>,
    /// Why it decided all the same, when it was not quorate.
    pub not_quorate_because: Option<String>,
    /// What it decided for this child.
    pub decision: Decision,
    /// Who sees it differently, and how.
    pub dissent: String,
    /// The answers to the council's own questions, with the version of the form.
    #[serde(default)]
    pub further: Option<Answers>,
    /// For when the first core group is arranged.
    pub core_group_planned: Option<Date>,
    /// For when the first review is arranged.
    pub review_planned: Option<Date>,
    /// The episode in which the plan stands.
    pub episode: Option<Id<Episode>>,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Somebody of the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyThere {
    /// Who.
    pub who: String,
    /// How they took part: a code of the pack.
    pub part: String,
    /// What they said of the worries and of what should happen; why they were not there.
    pub words: String,
}

/// Somebody of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct There {
    /// The agency, or the council itself.
    pub agency: String,
    /// Which of its organisations.
    pub organisation: String,
    /// Who.
    pub name: String,
    /// Whether the agency has direct contact with the child.
    pub direct_contact: bool,
    /// How they were there.
    pub how: Attended,
}

/// What a conference decided for one child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Whether there is a plan.
    pub plan: PlanDecision,
    /// The category of abuse under which it was made: the first category.
    pub category: Option<String>,
    /// Why a discouraged category was chosen.
    pub category_because: String,
    /// Why.
    pub reasons: String,
}

/// Whether there is a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanDecision {
    /// A child protection plan begins on this day.
    Plan,
    /// There is none.
    NoPlan,
    /// The child was on a plan already, and it goes on.
    GoesOn,
}

impl PlanDecision {
    /// Every decision.
    pub const ALL: [PlanDecision; 3] = [PlanDecision::Plan, PlanDecision::NoPlan, PlanDecision::GoesOn];

    /// The code in forms and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            PlanDecision::Plan => "plan",
            PlanDecision::NoPlan => "no_plan",
            PlanDecision::GoesOn => "goes_on",
        }
    }

    /// The decision with this code.
    pub fn from_code(code: &str) -> Option<PlanDecision> {
        PlanDecision::ALL.into_iter().find(|decision| decision.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            PlanDecision::Plan => "Child protection plan",
            PlanDecision::NoPlan => "No plan",
            PlanDecision::GoesOn => "The plan the child is on already goes on",
        }
    }
}

/// The first core group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoreGroup {
    /// On which day.
    pub on: Date,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A review conference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// On which day.
    pub on: Date,
    /// The code of why the plan ends; nothing while it goes on.
    pub ends: Option<String>,
    /// The category from then on, while it goes on.
    pub category: Option<String>,
    /// Why.
    pub reasons: String,
    /// For when the next is arranged.
    pub next_planned: Option<Date>,
    /// The answers to the council's own questions, with the version of the form.
    #[serde(default)]
    pub further: Option<Answers>,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

impl Conference {
    /// The clock of a timer; of a timer that runs again after each review, the last.
    pub fn clock(&self, timer: &str) -> Option<&Clock> {
        self.clocks.iter().rev().find(|clock| clock.timer == timer)
    }

    /// The day for which it is planned now.
    pub fn planned(&self) -> Option<&Planned> {
        self.days.last().filter(|_| self.stage == Stage::Planned)
    }

    /// By when something must happen next: the first clock that is not met, while anything is still to be done.
    pub fn next_due(&self) -> Option<(&str, Due)> {
        if matches!(self.stage, Stage::Declined | Stage::CalledOff) {
            return None;
        }
        let open = self.clocks.iter().filter(|clock| clock.met.is_none() && !self.is_over(&clock.timer));
        open.filter_map(|clock| Some((clock.timer.as_str(), clock.due?))).min_by_key(|(_, due)| *due)
    }

    /// Whether a clock has nothing to wait for any more: what comes before the conference once it was held, what comes after it once the plan has ended.
    fn is_over(&self, timer: &str) -> bool {
        match timer {
            REPORT_TO_FAMILY | REPORT_TO_UNIT => self.stage == Stage::Held,
            CORE_GROUP | FIRST_REVIEW | LATER_REVIEW => self.plan_ended(),
            _ => false,
        }
    }

    /// Whether the plan that this conference made has ended at a review.
    pub fn plan_ended(&self) -> bool {
        self.reviews.iter().any(|review| review.ends.is_some())
    }

    /// The day on which the plan began that this conference made.
    pub fn plan_from(&self) -> Option<Date> {
        let held = self.held.as_ref()?;
        (held.decision.plan == PlanDecision::Plan).then_some(held.on)
    }

    fn must_wait(&self) -> Result<(), Refusal> {
        if self.stage.waits() {
            return Ok(());
        }
        let words = match self.stage {
            Stage::Held => "This conference has been held.",
            Stage::Declined => "This conference was declined. Ask for it again first.",
            _ => "This conference was called off. Ask for it again first.",
        };
        Err(Refusal::NotNow(words.into()))
    }

    fn meet(&mut self, timer: &str, on: Date) {
        let clock = self.clocks.iter_mut().rev().find(|clock| clock.timer == timer && clock.met.is_none());
        if let Some(clock) = clock {
            clock.met = Some(london::start_of(on));
        }
    }
}

/// A number that people can say on the telephone, and that tells nothing.
pub fn reference(id: Id<Conference>) -> String {
    format!("CF-{}", id.spoken(6))
}

fn is_empty(words: &str) -> bool {
    words.trim().is_empty()
}

impl Record for Conference {
    const KIND: &'static str = "conference";

    fn id(&self) -> Id<Conference> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_conference(self)
    }
}

#[cfg(test)]
mod tests;
