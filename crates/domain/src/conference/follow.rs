//! What follows a plan: the first core group within ten working days, the first review within three months, then one every six months (Working Together).
//! A review may change the category, and is where a plan ends, with the reason.

use jiff::Timestamp;
use jiff::civil::Date;

use super::hold::category_problem;
use super::{CORE_GROUP, Conference, CoreGroup, FIRST_REVIEW, LATER_REVIEW, Review, is_empty};
use crate::calendar::{Calendar, london};
use crate::episode::Episode;
use crate::form::Answers;
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// A review as the page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewAsked {
    /// On which day.
    pub on: Date,
    /// The code of why the plan ends; nothing when it goes on.
    pub ends: Option<String>,
    /// The category from then on.
    pub category: Option<String>,
    /// Why a discouraged category was chosen.
    pub category_because: String,
    /// Why.
    pub reasons: String,
    /// For when the next is arranged.
    pub next_planned: Option<Date>,
    /// The answers to the council's own questions, with the version of the form.
    pub further: Option<Answers>,
}

impl Conference {
    /// The first core group was held.
    pub fn core_group_held(&self, by: Id<Staff>, on: Date, at: Timestamp) -> Result<Self, Refusal> {
        let began = self.plan_from().ok_or_else(no_plan)?;
        if self.core_group.is_some() {
            return Err(Refusal::NotNow("The first core group is recorded already.".into()));
        }
        if on <= began {
            return Err(Refusal::field("on", "The first core group comes after the conference."));
        }
        if on > london::date_of(at) {
            return Err(Refusal::field("on", "The day cannot lie ahead: record it once it was held."));
        }
        let mut after = self.clone();
        after.meet(CORE_GROUP, on);
        after.core_group = Some(CoreGroup { on, by, at });
        Ok(after)
    }

    /// A review was held: the plan goes on, or ends. The next clock begins with it, and the plan in the episode follows.
    pub fn review_held(
        &self,
        by: Id<Staff>,
        asked: ReviewAsked,
        episode: &Episode,
        at: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<(Self, Episode), Refusal> {
        let began = self.plan_from().ok_or_else(no_plan)?;
        if self.plan_ended() {
            return Err(Refusal::NotNow("The plan has ended.".into()));
        }
        let problems = self.review_problems(&asked, began, at, pack);
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let episode = match &asked.ends {
            Some(_) => episode.protection_plan_ended(began, asked.on)?,
            None => episode.protection_plan_category(began, asked.category.clone())?,
        };
        let mut after = self.clone();
        let timer = if after.reviews.is_empty() { FIRST_REVIEW } else { LATER_REVIEW };
        after.meet(timer, asked.on);
        if asked.ends.is_none() {
            after.clocks.push(pack.start(LATER_REVIEW, london::start_of(asked.on), calendar)?);
        }
        let ReviewAsked { on, ends, category, reasons, next_planned, further, .. } = asked;
        after.reviews.push(Review {
            on,
            category: category.filter(|_| ends.is_none()),
            ends,
            reasons,
            next_planned,
            further,
            by,
            at,
        });
        Ok((after, episode))
    }

    fn review_problems(&self, asked: &ReviewAsked, began: Date, at: Timestamp, pack: &Pack) -> Vec<Problem> {
        let mut problems = Vec::new();
        let last = self.reviews.last().map_or(began, |review| review.on);
        if asked.on <= last {
            let words = "A review comes after the conference and after the review before it.";
            problems.push(Problem::new("on", words));
        }
        if asked.on > london::date_of(at) {
            problems.push(Problem::new("on", "The day cannot lie ahead: record it once it was held."));
        }
        if is_empty(&asked.reasons) {
            problems
                .push(Problem::new("reasons", "Say why: what has changed for the child, and what has not."));
        }
        match &asked.ends {
            Some(code) if !pack.conferences.plan_ends.iter().any(|ends| ends.code == *code) => {
                problems.push(Problem::new("ends", "Say why the plan ends."));
            }
            Some(_) => {}
            None => {
                problems.extend(category_problem(asked.category.as_deref(), &asked.category_because, pack));
                if asked.next_planned.is_some_and(|next| next <= asked.on) {
                    problems.push(Problem::new("next_planned", "The next review comes after this one."));
                }
            }
        }
        problems
    }
}

fn no_plan() -> Refusal {
    Refusal::NotNow("This conference made no child protection plan.".into())
}
