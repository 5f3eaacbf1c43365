//! What can happen in the council, and its place in time.

use std::cmp::Ordering;

use domain::contact::Contact;
use domain::id::Id;
use domain::mash::Enquiry;
use jiff::Timestamp;

use super::make::{Case, LeadsTo};
use super::months::From;
use super::{
    child_in_need, childs_story, conference, hub, meetings, night, power, safety_plan, section47, strategy,
};

/// What happens next.
pub(super) enum What {
    Arrives {
        family: usize,
        source: &'static str,
        from: From,
        leads_to: LeadsTo,
    },
    Found(Box<Case>),
    Proposed(Box<Case>),
    Decided(Box<Case>),
    Told(Box<Case>),
    Allocated(Box<Case>),
    Done(Id<Contact>),
    Moves(usize),
    Night(night::Moment),
    TakenOver(Id<Contact>),
    /// The significant event of this number.
    Event(usize),
    Reads,
    Talks,
    Meets(meetings::Part),
    Enquires47(section47::Part),
    Discusses(strategy::Part),
    /// Agencies say that their people still work there.
    Confirmed,
    Hub(Box<Case>, Id<Enquiry>, hub::Moment),
    Conferences(conference::Part),
    Power(power::Begins),
    Plans(safety_plan::Moment),
    /// Family, summary and voice of a child.
    ChildsStory(childs_story::Part),
    /// Documents are composed.
    Composes,
    /// A child who is on the record is recorded once more.
    Twice,
    /// Managers answer what the escalation watch asks.
    Watches,
    /// The long story.
    LongStory,
    /// Assessments are made.
    Assesses(super::assessment::Part),
    /// The council's own form of this number.
    LocalForm(usize),
    InNeed(child_in_need::Moment),
    /// Audits, calibrations and practice sessions.
    Audits(super::audit::Part),
}

/// What happens, and when; of two at one moment the one that was thought of first.
pub(super) struct Step {
    pub(super) at: Timestamp,
    pub(super) order: usize,
    pub(super) what: What,
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order
    }
}
impl Eq for Step {}
impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Step {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.at, self.order).cmp(&(other.at, other.order))
    }
}
