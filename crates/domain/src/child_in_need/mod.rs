//! A child in need plan (Children Act 1989, section 17; domain register 1.8): what will be different for one child, who does what by when, how we will
//! know, and what happens if not; reviewed at times, and ended when it is done, when something firmer begins, or when early help goes on.
//!
//! Each child has their own, in their episode, whose line of it the returns count: one open at a time, none beside a child protection plan (census
//! rules 4001, 4004, 4014, 4016, 4017). Its first heading is what the child says and shows. An outcome without a measure, or a plan without a
//! contingency, is asked for once more, and goes on with the reason.

mod agree;
mod decide;
mod difference;
mod end;
mod review;
mod words;

pub use agree::{AgreeAsked, Agreed};
pub use decide::Made;
pub use difference::{Changed, Part};
pub use end::EndAsked;
pub use review::{Decision, How, Progress, REVIEW_FORM, Review, ReviewAsked};
pub use words::{AgencyPart, ChildSays, FORM, FamilyView, Need, Outcome, PlanWords, Step, from_needs};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::clock::Clock;
use crate::episode::Episode;
use crate::id::{Any, Id};
use crate::pack::ChildInNeedPlans;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// The clock of the first review.
pub const FIRST_REVIEW: &str = "child_in_need_first_review";
/// The clock of each later review.
pub const LATER_REVIEW: &str = "child_in_need_later_review";

/// One child's plan, with all its versions and reviews.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildInNeedPlan {
    /// The record's name.
    pub id: Id<ChildInNeedPlan>,
    /// The child.
    pub child: Id<Person>,
    /// The episode that it stands in.
    pub episode: Id<Episode>,
    /// What binds the plans of brothers and sisters that were made together.
    pub together: Id<Any>,
    /// From which day it holds.
    pub started_on: Date,
    /// The version that stands.
    pub now: Edition,
    /// The versions before it, oldest first.
    pub before: Vec<Edition>,
    /// The reviews, oldest first.
    pub reviews: Vec<Review>,
    /// The clocks of its reviews: the last one runs, those before were met.
    pub clocks: Vec<Clock>,
    /// Its end.
    pub ended: Option<Ended>,
    /// What managers said of its versions, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<Agreed>,
}

/// One version of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// What it says.
    pub words: PlanWords,
    /// Why it was changed; empty for the first.
    pub why: String,
    /// Who wrote it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// The end of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The last day on which it held.
    pub on: Date,
    /// The code of why.
    pub ending: String,
    /// Whether early help goes on, as the pack had it then.
    pub step_down: bool,
    /// Why, and what holds instead.
    pub words: String,
    /// Who ended it; nobody when a conference did.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// How a plan stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Its review is overdue.
    Overdue,
    /// Its review is near.
    Near,
    /// It holds.
    Holds,
    /// It ended.
    Ended,
}

impl Standing {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Standing::Overdue => "Review overdue",
            Standing::Near => "Review is near",
            Standing::Holds => "Holds",
            Standing::Ended => "Ended",
        }
    }
}

impl ChildInNeedPlan {
    /// Whether it has not ended.
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// The number of the version that stands, from 1.
    pub fn edition(&self) -> usize {
        self.before.len() + 1
    }

    /// Every version, oldest first.
    pub fn editions(&self) -> impl DoubleEndedIterator<Item = &Edition> {
        self.before.iter().chain(std::iter::once(&self.now))
    }

    /// The version of this number, from 1.
    pub fn edition_of(&self, number: usize) -> Option<&Edition> {
        self.editions().nth(number.checked_sub(1)?)
    }

    /// The day by which it is reviewed: what the plan set, and never later than the pack's limit. Nothing once it ended.
    pub fn review_due(&self) -> Option<Date> {
        if !self.is_open() {
            return None;
        }
        let clock = self.clocks.last().and_then(|clock| clock.due).map(crate::calendar::Due::day);
        let set = self.next_review_on();
        match (set, clock) {
            (Some(set), Some(clock)) => Some(set.min(clock)),
            (set, clock) => set.or(clock),
        }
    }

    /// The day that the last review, or the version that stands, set for the next.
    fn next_review_on(&self) -> Option<Date> {
        let said = self.reviews.last().and_then(|review| review.next_on.map(|next| (review.at, next)));
        let written = self.now.words.review_on.map(|next| (self.now.at, next));
        match (said, written) {
            (Some(said), Some(written)) => Some(if written.0 > said.0 { written.1 } else { said.1 }),
            (said, written) => said.or(written).map(|(_, next)| next),
        }
    }

    /// How it stands on a day.
    pub fn standing(&self, on: Date, plans: &ChildInNeedPlans) -> Standing {
        let Some(due) = self.review_due() else { return Standing::Ended };
        let soon = on.checked_add(jiff::Span::new().days(i64::from(plans.soon_days))).unwrap_or(on);
        if due < on {
            Standing::Overdue
        } else if due <= soon {
            Standing::Near
        } else {
            Standing::Holds
        }
    }

    /// The progress of an outcome at the last review that spoke of it.
    pub fn progress_of(&self, outcome: u32) -> Option<(&Review, &Progress)> {
        self.reviews.iter().rev().find_map(|review| {
            review.progress.iter().find(|progress| progress.outcome == outcome).map(|found| (review, found))
        })
    }

    /// By when the child is next to be seen, counted from the last day on which they were.
    pub fn visit_due(&self, last_seen: Option<Date>) -> Option<Date> {
        if !self.is_open() {
            return None;
        }
        let from = last_seen.map_or(self.started_on, |seen| seen.max(self.started_on));
        from.checked_add(jiff::Span::new().days(i64::from(self.now.words.visit_days))).ok()
    }
}

impl Record for ChildInNeedPlan {
    const KIND: &'static str = "child_in_need_plan";

    fn id(&self) -> Id<ChildInNeedPlan> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_child_in_need_plan(self)
    }
}

#[cfg(test)]
mod tests;
