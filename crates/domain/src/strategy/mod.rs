//! A strategy discussion: social care, police, health and whoever knows the child decide whether there is reasonable cause to suspect significant
//! harm, and what is done today (Working Together 2023, chapter 3; domain.md 1.5 and Appendix B).
//!
//! There are two ways to get its time wrong. Held late, risk rose while nobody joined the dots; held early, nobody knew enough and a family was
//! drawn in needlessly. So the record says what was known when: the *information state* is kept whole at convening and again at the decision, and
//! neither ever changes. Convening is always allowed; where much is unknown a reason is asked. Late is asked *why*.
//!
//! Who was invited, came, told what and does what by when stands in its [`Meeting`]: a discussion by telephone has one too.

mod convene;
mod decide;
mod facts;
mod form;
mod information;
mod late;
mod plan;
mod record;
mod ring;
mod scorecard;
mod sheet;

pub use convene::{Agreed, ConveneAsked, Convened, GatherAsked, Gathering, NewDiscussion, WhyNow};
pub use decide::{ChildDecision, DecidedFor};
pub use form::RECORD_FORM;
pub use information::{Frozen, Informed, InformedAsked, Item, ItemState, Moment};
pub use late::{Early, EarlyAnswer, EarlyKind, Late, LateAsked, Unmet};
pub use plan::{EnquiryPlan, Interim, Need, Needed, ParentsTold};
pub use record::{Analysis, RecordAsked, Risk, RiskAsked};
pub use ring::{Climbed, Ring, RingAnswer, RingAsked};
pub use scorecard::{Behind, HeldDiscussion, Measure, Score, scorecard};
pub use sheet::{Sheet, SheetLine, SheetState};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::calendar::Clock;
use crate::contact::Contact;
use crate::form::Answers;
use crate::id::{Any, Id};
use crate::mash::Enquiry;
use crate::meeting::Meeting;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// One strategy discussion. Where another follows it, that is a record of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Discussion {
    /// The record's name.
    pub id: Id<Discussion>,
    /// The number people say.
    pub reference: String,
    /// The children it is about.
    pub children: Vec<Id<Person>>,
    /// The contact it came from.
    pub contact: Option<Id<Contact>>,
    /// The hub's enquiry whose answers it uses.
    pub enquiry: Option<Id<Enquiry>>,
    /// The prompts of the watch that asked for it. It answers them.
    pub prompts: Vec<Id<Any>>,
    /// The discussion that it follows: a telephone discussion, or one that asked for another.
    pub follows: Option<Id<Discussion>>,
    /// Why now.
    pub why: WhyNow,
    /// Who began it.
    pub begun_by: Id<Staff>,
    /// When.
    pub begun_at: Timestamp,
    /// From when on it could be known that the threshold was reached: the prompt, the decision on the contact, or the decision to hold it.
    /// What was done to the family after it and before the discussion is asked about.
    pub threshold_at: Timestamp,
    /// When it was decided to hold it, and by whom: its clock runs from there.
    pub decided_to_hold: (Id<Staff>, Timestamp),
    /// The clock from the decision to hold it.
    pub clock: Clock,
    /// By when the watch wants an answer, or wanted one that did not come: it is due by then where the clock gives more time.
    pub watch_due: Option<Timestamp>,
    /// What is known now, item by item, in the pack's order when it was begun.
    pub information: Vec<Item>,
    /// What was known when: at each gathering, at convening, at the decision. Nothing is ever changed or taken out.
    pub frozen: Vec<Frozen>,
    /// Every time that it was better to gather first, in order.
    pub gatherings: Vec<Gathering>,
    /// When and how it was convened.
    pub convened: Option<Convened>,
    /// Who agreed to a discussion by telephone; nothing for a meeting.
    pub telephone: Option<Agreed>,
    /// Every try to reach an agency.
    pub rings: Vec<Ring>,
    /// How far agencies' silence has climbed.
    pub climbed: Vec<Climbed>,
    /// Times that were wanted and that an agency could not give.
    pub unmet: Vec<Unmet>,
    /// Its meeting: who was asked, came, told what.
    pub meeting: Option<Id<Meeting>>,
    /// When it was held.
    pub held_at: Option<Timestamp>,
    /// Why it was late.
    pub late: Option<Late>,
    /// What was done to the family after the threshold and before the discussion.
    pub early: Vec<Early>,
    /// What the information means.
    pub analysis: Analysis,
    /// Every risk named; the section 47 enquiry answers for each.
    pub risks: Vec<Risk>,
    /// How many risks were ever named: a number is never given twice.
    pub risks_named: u32,
    /// What is decided for each child. It is being written until `decided` is set.
    pub decisions: Vec<ChildDecision>,
    /// Other children who should be thought of and are not in this record, in words.
    pub other_children: String,
    /// A person who works or volunteers with children is involved: what the designated officer is told. Empty when nobody is.
    pub designated_officer: String,
    /// When the next discussion is.
    pub next: Option<Timestamp>,
    /// The answers to the council's own questions, with the version of the form.
    #[serde(default)]
    pub further: Option<Answers>,
    /// Who recorded the decision, and when.
    pub decided: Option<(Id<Staff>, Timestamp)>,
    /// Who chaired and signed it, and when.
    pub signed: Option<(Id<Staff>, Timestamp)>,
    /// The clock of the meeting that follows a telephone discussion.
    pub follow_up: Option<Clock>,
    /// That it was not held after all: by whom, when, and why.
    pub called_off: Option<(Id<Staff>, Timestamp, String)>,
}

/// Where a discussion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It is to be held; nobody has convened it.
    Begun,
    /// It waits for what is gathered first.
    Gathering,
    /// Convened; not held.
    Convened,
    /// Held; its decision is to be recorded.
    Held,
    /// Decided; its chair is to sign.
    Decided,
    /// Signed.
    Signed,
    /// Not held after all.
    CalledOff,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Stage; 7] = [
        Stage::Begun,
        Stage::Gathering,
        Stage::Convened,
        Stage::Held,
        Stage::Decided,
        Stage::Signed,
        Stage::CalledOff,
    ];

    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Begun => "begun",
            Stage::Gathering => "gathering",
            Stage::Convened => "convened",
            Stage::Held => "held",
            Stage::Decided => "decided",
            Stage::Signed => "signed",
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
            Stage::Begun => "To be convened",
            Stage::Gathering => "Gathering first",
            Stage::Convened => "Convened",
            Stage::Held => "Held: decision to be recorded",
            Stage::Decided => "Decided: to be signed",
            Stage::Signed => "Signed",
            Stage::CalledOff => "Not held",
        }
    }

    /// Whether something is still to be done for it.
    pub const fn is_open(self) -> bool {
        !matches!(self, Stage::Signed | Stage::CalledOff)
    }
}

impl Discussion {
    /// Where it stands: said by what has happened.
    pub fn stage(&self) -> Stage {
        if self.called_off.is_some() {
            Stage::CalledOff
        } else if self.signed.is_some() {
            Stage::Signed
        } else if self.decided.is_some() {
            Stage::Decided
        } else if self.held_at.is_some() {
            Stage::Held
        } else if self.convened.is_some() {
            Stage::Convened
        } else if self.gatherings.is_empty() {
            Stage::Begun
        } else {
            Stage::Gathering
        }
    }

    /// When the watch or the clock wants it held, whichever is first.
    pub fn due(&self) -> Option<Timestamp> {
        let clock = self.clock.due.map(crate::calendar::Due::instant);
        match (clock, self.watch_due) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    /// The children for whom a section 47 enquiry was decided, each with what was decided and whose enquiry it is.
    pub fn for_section47(&self) -> impl Iterator<Item = (&ChildDecision, crate::pack::EnquiryBy)> {
        let decided = self.decided.is_some();
        let decisions = self.decisions.iter().filter(move |_| decided);
        decisions.filter_map(|decision| decision.begins.map(|by| (decision, by)))
    }

    /// The risks that are named for a child, in the order in which they were named.
    pub fn risks_of(&self, child: Id<Person>) -> impl Iterator<Item = &Risk> {
        self.risks.iter().filter(move |risk| risk.children.contains(&child))
    }

    /// What is decided for a child.
    pub fn decision_of(&self, child: Id<Person>) -> Option<&ChildDecision> {
        self.decisions.iter().find(|decision| decision.child == child)
    }
}

impl Record for Discussion {
    const KIND: &'static str = "strategy_discussion";

    fn id(&self) -> Id<Discussion> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_discussion(self)
    }
}

#[cfg(test)]
mod tests;
