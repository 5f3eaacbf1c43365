//! The interim safety plan: what keeps the children of a household safe until something firmer holds (domain register 1.4). One plan for the children
//! it names, with every version of it kept. It stands from when it is made, by whoever makes it: **no plan waits for a signature, and no plan is
//! without an end**. A manager who did not write it agrees to it afterwards. When its time has run out a review is demanded: renewed with what has
//! changed, replaced, or ended with a reason.
//!
//! Beside it, in [`own`], the child's own plan in the child's own words.

mod copies;
mod decide;
mod difference;
mod facts;
pub mod own;
pub mod reading;
mod symbol;
mod words;

pub use copies::{Collected, CopyAsked, CopyOf, Holder, Lifted, PlanCopy, Withheld, WithheldAsked};
pub use decide::{CheckAsked, Made, Next};
pub use difference::{Changed, Part};
pub use own::ChildPlan;
pub use symbol::Symbol;
pub use words::{Agreement, FORM, PlanAction, PlanWords};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::pack::SafetyPlans;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// A plan with all its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyPlan {
    /// The record's name.
    pub id: Id<SafetyPlan>,
    /// The children it is for.
    pub children: Vec<Id<Person>>,
    /// The version that stands.
    pub now: Edition,
    /// The versions before it, oldest first.
    pub before: Vec<Edition>,
    /// Every look at whether it is kept, oldest first.
    pub checks: Vec<Check>,
    /// Who was given it.
    pub copies: Vec<PlanCopy>,
    /// From whom it is withheld.
    pub withheld: Vec<Withheld>,
    /// What people were told by time passing, so that nobody is told twice.
    pub reminded: Vec<Reminded>,
    /// That it is no longer needed.
    pub ended: Option<Ended>,
}

/// One version of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// What it says.
    pub words: PlanWords,
    /// How it came about.
    pub how: How,
    /// Why it was renewed or replaced, with what the review found.
    pub why: String,
    /// Who made it.
    pub by: Id<Staff>,
    /// When: from then on it stands.
    pub at: Timestamp,
    /// Whether it was made while the night team answers, so that the day team must answer it.
    pub by_night: bool,
    /// The manager who agreed to it.
    pub agreed: Option<ManagerAgreed>,
}

/// How a version came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It is the first.
    Made,
    /// The plan before it was reviewed and goes on, with what has changed.
    Renewed,
    /// The plan before it did not do: this one stands instead.
    Replaced,
}

impl How {
    /// In a word.
    pub const fn words(self) -> &'static str {
        match self {
            How::Made => "Made",
            How::Renewed => "Renewed",
            How::Replaced => "Replaced the one before",
        }
    }
}

/// A manager's agreement, never the author's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagerAgreed {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// What they add.
    pub words: String,
}

/// A look at whether a plan is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Which version was looked at, from 1.
    pub edition: usize,
    /// Whether it was kept.
    pub kept: bool,
    /// What was seen, and how: a visit, a telephone call.
    pub seen: String,
    /// What was done at once, when it was broken.
    pub done: String,
    /// When somebody looked.
    pub looked_at: Timestamp,
    /// When somebody looks next.
    pub next: Option<Timestamp>,
    /// Who recorded it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Something people were told because time had passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminded {
    /// Of what.
    pub of: Reminder,
    /// Of which moment.
    pub due: Timestamp,
    /// When they were told.
    pub at: Timestamp,
}

/// What becomes due by time passing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reminder {
    /// The day team must answer a plan made by night.
    Day,
    /// The plan is to be reviewed.
    Review,
    /// The plan has run out.
    Expiry,
}

/// The end of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The code of why.
    pub ending: String,
    /// Why, and what holds instead.
    pub reason: String,
    /// Who ended it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// How a plan stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Its time has run out and nobody has renewed, replaced or ended it.
    Expired,
    /// It holds, and was broken when somebody last looked.
    Broken,
    /// It holds, and its review is due.
    ToReview,
    /// It holds, and has few hours left.
    Expiring,
    /// It holds.
    Holds,
    /// It was ended.
    Ended,
}

impl Standing {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Standing::Expired => "Ran out: review it now",
            Standing::Broken => "Broken",
            Standing::ToReview => "To be reviewed",
            Standing::Expiring => "Runs out soon",
            Standing::Holds => "Holds",
            Standing::Ended => "Ended",
        }
    }
}

impl SafetyPlan {
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

    /// Whether it has not been ended.
    pub fn is_live(&self) -> bool {
        self.ended.is_none()
    }

    /// Until when it holds.
    pub fn expires(&self) -> Timestamp {
        self.now.words.expires
    }

    /// Whether its time has run out and somebody must renew, replace or end it.
    pub fn demands_review(&self, at: Timestamp) -> bool {
        self.is_live() && self.expires() <= at
    }

    /// How it stands.
    pub fn standing(&self, at: Timestamp, plans: &SafetyPlans) -> Standing {
        let soon = at.saturating_add(SignedDuration::from_hours(i64::from(plans.expiring_hours)));
        if !self.is_live() {
            Standing::Ended
        } else if self.demands_review(at) {
            Standing::Expired
        } else if self.checked().last().is_some_and(|check| !check.kept) {
            Standing::Broken
        } else if self.now.words.review_at <= at {
            Standing::ToReview
        } else if soon.is_ok_and(|soon| self.expires() <= soon) {
            Standing::Expiring
        } else {
            Standing::Holds
        }
    }

    /// The looks at the version that stands, oldest first.
    pub fn checked(&self) -> impl DoubleEndedIterator<Item = &Check> {
        let edition = self.edition();
        self.checks.iter().filter(move |check| check.edition == edition)
    }

    /// When somebody looks next.
    pub fn next_check(&self) -> Option<Timestamp> {
        if !self.is_live() {
            return None;
        }
        match self.checked().last() {
            Some(check) => check.next,
            None => Some(self.now.words.next_check),
        }
    }

    /// Whether it was made by night and no day team has renewed, replaced or ended it since.
    pub fn awaits_day(&self) -> bool {
        self.is_live() && self.now.by_night
    }

    /// Whether every action falls on the person in danger.
    pub fn is_lopsided(&self) -> bool {
        self.now.words.falls_on_those_in_danger()
    }

    /// How often it was renewed without any change, up to now.
    pub fn renewed_unchanged(&self) -> usize {
        let editions: Vec<&Edition> = self.editions().collect();
        let pairs = editions.windows(2).rev();
        pairs
            .take_while(|pair| match pair {
                [before, after] => after.how == How::Renewed && after.words.says_the_same(&before.words),
                _ => false,
            })
            .count()
    }
}

impl Record for SafetyPlan {
    const KIND: &'static str = "safety_plan";

    fn id(&self) -> Id<SafetyPlan> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_safety_plan(self)
    }
}

#[cfg(test)]
mod tests;
