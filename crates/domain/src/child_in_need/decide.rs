//! Making a plan and writing another version of it. It stands from when it is sent; what it lacks was asked for once more.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{ChildInNeedPlan, Edition, Ended, FIRST_REVIEW, PlanWords};
use crate::calendar::{Calendar, london};
use crate::episode::Episode;
use crate::id::{Any, Id};
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// Who makes a plan, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// The record's name.
    pub id: Id<ChildInNeedPlan>,
    /// What binds it to the plans of brothers and sisters.
    pub together: Id<Any>,
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

impl ChildInNeedPlan {
    /// Makes a plan in an open episode: the plan, and the episode with its line.
    ///
    /// # Errors
    /// When something is missing, the day cannot be, or another plan runs.
    pub fn make(
        made: Made,
        episode: &Episode,
        (started_on, words): (Date, PlanWords),
        (pack, calendar): (&Pack, &Calendar),
    ) -> Result<(Self, Episode), Refusal> {
        let Made { id, together, by, at } = made;
        let words = words.settled(0, pack);
        let mut problems = words.problems(started_on, pack);
        if started_on > london::date_of(at) {
            problems.push(Problem::new(
                "started_on",
                "A plan is recorded once it holds, and not for a day ahead.",
            ));
        }
        let limit = pack.child_in_need.first_review;
        let clock =
            crate::calendar::clock::Clock::start(FIRST_REVIEW, london::start_of(started_on), limit, calendar);
        if let (Some(on), Some(due)) = (words.review_on, clock.due)
            && on > due.day()
        {
            let words = format!(
                "The first review is by {} at the latest ({limit}).",
                london::date_in_words(due.day())
            );
            problems.push(Problem::new("review_on", words));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let changed = episode.with_need_plan(started_on)?;
        let plan = ChildInNeedPlan {
            id,
            child: episode.child,
            episode: episode.id,
            together,
            started_on,
            now: Edition { words, why: String::new(), by, at },
            before: Vec::new(),
            reviews: Vec::new(),
            clocks: vec![clock],
            ended: None,
            agreed: Vec::new(),
        };
        Ok((plan, changed))
    }

    /// Writes another version; the one before it is kept.
    ///
    /// # Errors
    /// When the plan ended, something is missing, nothing is said of why, or nothing changed.
    pub fn change(
        &self,
        by: Id<Staff>,
        (words, why): (PlanWords, &str),
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        self.must_be_open()?;
        let words = words.settled(self.highest(), pack);
        let mut problems = words.problems(self.started_on, pack);
        if why.trim().is_empty() {
            problems
                .insert(0, Problem::new("why", "Say what has changed, and why the plan changes with it."));
        }
        let due = self.clocks.last().and_then(|clock| clock.due).map(crate::calendar::Due::day);
        if let (Some(on), Some(due)) = (words.review_on, due)
            && on > due
            && self.now.words.review_on != words.review_on
        {
            let words = format!("The next review is by {} at the latest.", london::date_in_words(due));
            problems.push(Problem::new("review_on", words));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        if words == self.now.words {
            return Err(Refusal::NotNow(
                "Nothing in the plan is different. Change what has changed, or review it.".into(),
            ));
        }
        let mut plan = self.clone();
        let now = Edition { words, why: why.trim().to_owned(), by, at };
        plan.before.push(std::mem::replace(&mut plan.now, now));
        Ok(plan)
    }

    /// A child protection plan began: it takes the place of this one from that day. The episode's line ends by itself.
    pub fn superseded(&self, on: Date, by: Id<Staff>, at: Timestamp, pack: &Pack) -> Self {
        let ending = pack.child_in_need.protection().map_or("protection_plan", |ending| ending.code.as_str());
        self.over(Ended {
            on,
            ending: ending.to_owned(),
            step_down: false,
            words: "A child protection plan began on that day, and takes the place of this plan.".into(),
            by,
            at,
        })
    }

    pub(super) fn over(&self, ended: Ended) -> Self {
        let mut plan = self.clone();
        plan.ended = Some(ended);
        plan
    }

    /// The highest number an outcome of any version has had.
    fn highest(&self) -> u32 {
        let numbers = self.editions().flat_map(|edition| &edition.words.outcomes);
        numbers.map(|outcome| outcome.number).max().unwrap_or_default()
    }

    pub(super) fn must_be_open(&self) -> Result<(), Refusal> {
        match &self.ended {
            None => Ok(()),
            Some(ended) => Err(Refusal::NotNow(format!(
                "This plan ended on {}. A new one begins at the child's record.",
                london::date_in_words(ended.on)
            ))),
        }
    }
}
