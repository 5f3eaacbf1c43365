//! A section 47 enquiry into one child (Children Act 1989 s47; Working Together 2023, chapter 3): it begins with the strategy discussion that decided
//! on it, tests every risk that was named there, and ends when a manager who did not write it authorises its outcome (domain.md 1.6).
//!
//! Which record holds what. This record holds the enquiry: when it was initiated, what was done, its outcome, and whether a conference followed. The
//! episode's list of enquiries is what national returns count: a start, the day of the conference, whether none was required. Its line is made from
//! this record ([`Section47::line`]) and saved with it in one transaction, so that neither can say anything else. Enquiries that came by import have a
//! line and no record. The rules of the census are kept by the episode, over lines of both sorts.
//!
//! Two clocks run to the conference. The Department for Education counts from the discussion that *initiated* the enquiry; where the pack has a local
//! clock that counts from the *last* discussion, it stands beside the first and never in its place.

mod begin;
mod direct_work;
mod enquire;
mod facts;
mod family;
mod forms;
mod outcome;

pub use begin::{Beginning, Begun, RiskNamed};
pub use direct_work::{DirectWork, FORM as DIRECT_WORK_FORM, NewDirectWork, Picture};
pub use enquire::{CheckAsked, PLAN_FORM, PlanAsked, RiskAsked, SeenAsked, WordsAsked};
pub use family::{CarerAsked, MedicalAsked, SiblingAsked};
pub use forms::{
    CHECK_FORM, FAMILY_FORM, HARM_FORM, MEDICAL_FORM, OUTCOME_FORM, RISKS_FORM, SEEN_FORM, TOLD_FORM,
    WORDS_FORM,
};
pub use outcome::{Finding, HarmAsked, HarmFinding, OutcomeAsked, Settled, ToldAsked};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Clock, due, london};
use crate::chronology::Source;
use crate::episode::{Enquiry, Episode};
use crate::form::Answers;
use crate::id::Id;
use crate::pack::EnquiryBy;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;
use crate::strategy::{Discussion, EnquiryPlan};

/// From the start until the child is first seen: the plan sets it.
pub const FIRST_SEEN: &str = "T10";
/// From the initiating discussion to the initial conference: 15 working days (Working Together; DfE).
pub const CONFERENCE: &str = "T11";
/// From the decision that a conference is needed until it is requested.
pub const REQUESTED: &str = "T12";
/// From the initiating discussion to the outcome: a local limit of the pack.
pub const ENQUIRY: &str = "section47";
/// From the last discussion to the conference: a local limit of the pack, beside the national one.
pub const LOCAL_CONFERENCE: &str = "section47_conference";

/// One child's enquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section47 {
    /// The record's name.
    pub id: Id<Section47>,
    /// The number people say.
    pub reference: String,
    /// The child.
    pub child: Id<Person>,
    /// The episode of need it belongs to.
    pub episode: Id<Episode>,
    /// The discussion that initiated it. Its day is the enquiry's start, and may be a day nobody works.
    pub initiated: Discussed,
    /// Later discussions about the same enquiry, in order.
    pub later: Vec<Discussed>,
    /// Who enquires: social care alone, with police, or police.
    pub led: EnquiryBy,
    /// The social worker who leads it.
    pub worker: Option<Id<Staff>>,
    /// Who began it here.
    pub begun_by: Id<Staff>,
    /// When.
    pub begun_at: Timestamp,
    /// How it is to be done, as the discussion decided.
    pub plan: EnquiryPlan,
    /// Answers to the council's own questions about the plan, with the version of the form that was answered.
    #[serde(default)]
    pub plan_further: Option<Answers>,
    /// The risks that were named, each to be enquired into or explained.
    pub risks: Vec<Risk>,
    /// Answers to the council's own questions about the risks; the number of a repeat is the risk's place.
    #[serde(default)]
    pub risks_further: Option<Answers>,
    /// When somebody went to see the child.
    pub seen: Vec<Seen>,
    /// What the child said.
    pub words: Vec<ChildSaid>,
    /// Parents and carers, absent fathers and new partners too.
    pub carers: Vec<Carer>,
    /// Brothers and sisters, and other children of the home.
    pub siblings: Vec<Sibling>,
    /// Answers to the council's own questions about the family; the number of a repeat is the place of the carer or sibling.
    #[serde(default)]
    pub family_further: Option<Answers>,
    /// The medical, or why none.
    pub medical: Option<Medical>,
    /// What was asked of agencies outside the hub.
    pub checks: Vec<Check>,
    /// What it means: is the child suffering, or likely to suffer, significant harm.
    pub harm: Option<Harm>,
    /// The outcome, while and after it waits for a manager.
    pub outcome: Option<Outcome>,
    /// When a manager sent it back, and why.
    pub returned: Vec<Returned>,
    /// Who authorised it: the enquiry ends then.
    pub authorised: Option<Authorised>,
    /// Who was told what came of it.
    pub told: Vec<Told>,
    /// What became of the conference, where one was needed.
    pub settled: Option<Settled>,
    /// Its clocks.
    pub clocks: Vec<Clock>,
}

/// A strategy discussion, as the enquiry knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussed {
    /// The discussion's record.
    pub id: Id<Discussion>,
    /// Its number.
    pub reference: String,
    /// When it was held.
    pub at: Timestamp,
}

/// A risk that the discussion named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// The discussion that named it, and its number there; nothing for one that came up in the enquiry.
    pub named: Option<(Id<Discussion>, u32)>,
    /// The risk, as it was named.
    pub words: String,
    /// When it was named.
    pub named_at: Timestamp,
    /// What became of it.
    pub answer: Option<RiskAnswer>,
}

/// A risk that was enquired into, or why it was not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskAnswer {
    /// Whether it was enquired into.
    pub enquired: bool,
    /// What was found; or why it was not enquired into.
    pub words: String,
    /// Who enquired.
    pub who: String,
    /// When.
    pub on: Option<Date>,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Somebody went to see the child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When.
    pub at: Timestamp,
    /// Whether the child was seen.
    pub seen: bool,
    /// Whether the child was alone with whoever saw them.
    pub alone: bool,
    /// By whom.
    pub who: String,
    /// Where.
    pub place: String,
    /// Who interpreted.
    pub interpreter: String,
    /// How the child looked and was.
    pub looked: String,
    /// Why the child was not seen, or not alone.
    pub why: String,
    /// The child's day and whatever else the council asks, with the version of the form that was answered. Records from before have it as `day`.
    #[serde(default, alias = "day")]
    pub further: Option<Answers>,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub written_at: Timestamp,
}

/// What the child said, in the child's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildSaid {
    /// The day on which it was said.
    pub on: Date,
    /// Who heard it.
    pub heard_by: String,
    /// What the child was asked, or what went before.
    pub asked: String,
    /// The words.
    pub words: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default)]
    pub further: Option<Answers>,
    /// Who wrote them down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A parent or carer. Of somebody on the record the name stands there and not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carer {
    /// The person on the record.
    pub person: Option<Id<Person>>,
    /// The name of somebody who is not on the record.
    pub name: String,
    /// What they are to the child: "father", "mother's new partner".
    pub relation: String,
    /// Whether they were seen.
    pub answer: Option<CarerAnswer>,
}

/// Whether a parent or carer was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarerAnswer {
    /// Whether.
    pub seen: bool,
    /// On which day.
    pub on: Option<Date>,
    /// By whom.
    pub who: String,
    /// What they said; or why they were not seen.
    pub words: String,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A brother or sister, or another child of the home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sibling {
    /// The person on the record.
    pub person: Option<Id<Person>>,
    /// The name of somebody who is not on the record.
    pub name: String,
    /// What was found about their safety; nothing while nobody has looked.
    pub answer: Option<SiblingAnswer>,
}

/// What is known of a sibling's safety.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiblingAnswer {
    /// Whether an enquiry of their own is needed or runs.
    pub own_enquiry: bool,
    /// Why, or why not, and what was seen of them.
    pub words: String,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// The medical, or why there was none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medical {
    /// Where it stands: a code of the pack.
    pub state: String,
    /// Which doctor, of which hospital or clinic.
    pub doctor: String,
    /// On which day.
    pub on: Option<Date>,
    /// Who consented, and how; the child's own wish.
    pub consent: String,
    /// What was found; or why none was needed or held.
    pub findings: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default)]
    pub further: Option<Answers>,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// What an agency was asked in this enquiry, outside the hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The agency, by its code in the pack.
    pub agency: String,
    /// Who was asked there.
    pub whom: String,
    /// On which day.
    pub asked_on: Date,
    /// On which day it answered.
    pub answered_on: Option<Date>,
    /// What it said.
    pub result: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default)]
    pub further: Option<Answers>,
    /// Who wrote it down last.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Is the child suffering, or likely to suffer, significant harm (Children Act 1989 s31(9), s47(1)(b)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Harm {
    /// What was found.
    pub finding: HarmFinding,
    /// Of which kind: codes of `abuse_category`.
    pub categories: Vec<String>,
    /// The reasoning.
    pub reasons: String,
    /// What happened before that is like this: the family's history.
    pub history: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    pub further: Option<Answers>,
    /// Events of the child's chronology that it rests on.
    pub evidence: Vec<Source>,
    /// Who reasoned so.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// What came of the enquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// (a), (b) or (c).
    pub finding: Finding,
    /// What follows: codes of the pack, each with its flag of the national data set.
    pub follows: Vec<String>,
    /// Whether an initial conference is needed. A child on a protection plan has a review conference instead, and none is required.
    pub initial_conference: bool,
    /// Why the child was never seen, if so.
    pub unseen: String,
    /// Anything to add.
    pub words: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default)]
    pub further: Option<Answers>,
    /// Who proposed it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
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
}

/// A manager authorised it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorised {
    /// Who.
    pub by: Id<Staff>,
    /// When: the enquiry's end.
    pub at: Timestamp,
    /// Why this is right for the child.
    pub words: String,
}

/// Somebody was told what came of it.
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
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default)]
    pub further: Option<Answers>,
    /// Who told them.
    pub by: Id<Staff>,
    /// When it was written down.
    pub at: Timestamp,
}

/// Who enquires, in words.
pub const fn led_words(led: EnquiryBy) -> &'static str {
    match led {
        EnquiryBy::Single => "Children's social care alone",
        EnquiryBy::Joint => "Social care and police together",
        EnquiryBy::Police => "Police, with social care beside them",
    }
}

/// Everybody who can enquire.
pub const LED: [EnquiryBy; 3] = [EnquiryBy::Single, EnquiryBy::Joint, EnquiryBy::Police];

/// Where an enquiry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being made.
    Open,
    /// Its outcome waits for a manager.
    ToAuthorise,
    /// Authorised; a conference is to be held.
    AwaitsConference,
    /// Over.
    Ended,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Stage; 4] = [Stage::Open, Stage::ToAuthorise, Stage::AwaitsConference, Stage::Ended];

    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Open => "open",
            Stage::ToAuthorise => "to_authorise",
            Stage::AwaitsConference => "awaits_conference",
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
            Stage::Open => "Being enquired into",
            Stage::ToAuthorise => "Outcome to be authorised",
            Stage::AwaitsConference => "Authorised: a conference is to be held",
            Stage::Ended => "Ended",
        }
    }
}

impl Section47 {
    /// Its start: the day of the initiating discussion.
    pub fn started_on(&self) -> Date {
        london::date_of(self.initiated.at)
    }

    /// Where it stands: said by what has happened.
    pub fn stage(&self) -> Stage {
        let conference = self.outcome.as_ref().is_some_and(|outcome| outcome.initial_conference);
        match (&self.authorised, &self.outcome) {
            (Some(_), _) if conference && self.settled.is_none() => Stage::AwaitsConference,
            (Some(_), _) => Stage::Ended,
            (None, Some(_)) => Stage::ToAuthorise,
            (None, None) => Stage::Open,
        }
    }

    /// Whether something is still to come of it: no second one begins and the episode does not close meanwhile.
    pub fn runs(&self) -> bool {
        self.stage() != Stage::Ended
    }

    /// When the child was first seen.
    pub fn first_seen(&self) -> Option<&Seen> {
        self.seen.iter().filter(|seen| seen.seen).min_by_key(|seen| seen.at)
    }

    /// Whether the child was seen alone at any time.
    pub fn seen_alone(&self) -> bool {
        self.seen.iter().any(|seen| seen.seen && seen.alone)
    }

    /// The risks of which nobody has said what became of them.
    pub fn open_risks(&self) -> impl Iterator<Item = &Risk> {
        self.risks.iter().filter(|risk| risk.answer.is_none())
    }

    /// One of its clocks.
    pub fn clock(&self, timer: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.timer == timer)
    }

    /// The last discussion about it.
    pub fn last_discussion(&self) -> &Discussed {
        self.later
            .iter()
            .chain([&self.initiated])
            .max_by_key(|discussed| discussed.at)
            .unwrap_or(&self.initiated)
    }

    /// Its line in the episode, as national returns count it: no conference required once it ended in any other way.
    pub fn line(&self) -> Enquiry {
        let held = match self.settled {
            Some(Settled::Held { on }) => Some(on),
            Some(Settled::NotHeld { .. }) | None => None,
        };
        Enquiry {
            started_on: self.started_on(),
            conference_on: held,
            conference_not_required: self.stage() == Stage::Ended && held.is_none(),
            record: Some(self.id),
        }
    }

    /// The local clock to the conference again from the last discussion. Later discussions move this clock and never the national one.
    fn local_clock_moves(&mut self, calendar: &Calendar) {
        let last = self.last_discussion().at;
        for clock in self.clocks.iter_mut().filter(|clock| clock.timer == LOCAL_CONFERENCE) {
            clock.started = last;
            clock.due = due(clock.limit, last, calendar);
        }
    }
}

impl Record for Section47 {
    const KIND: &'static str = "section47";

    fn id(&self) -> Id<Section47> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_section47(self)
    }
}

#[cfg(test)]
mod tests;
