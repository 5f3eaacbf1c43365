//! The end of a plan, which a review decides or which is recorded by itself.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{ChildInNeedPlan, Ended};
use crate::calendar::london;
use crate::episode::Episode;
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The end of a plan as the page asks for it, without a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndAsked {
    /// The last day.
    pub on: Date,
    /// The code of why.
    pub ending: String,
    /// Why, and what holds instead.
    pub words: String,
}

impl ChildInNeedPlan {
    /// Ends the plan: the plan, and the episode with the end of its line.
    ///
    /// # Errors
    /// When it ended already, the day cannot be, or no reason is given.
    pub fn end(
        &self,
        by: Id<Staff>,
        asked: EndAsked,
        episode: &Episode,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<(Self, Episode), Refusal> {
        self.must_be_open()?;
        let EndAsked { on, ending, words } = asked;
        let mut problems = Vec::new();
        let ending = pack.child_in_need.ending(&ending);
        if ending.is_none() {
            problems.push(Problem::new("ending", "Choose why the plan ends."));
        }
        if words.trim().is_empty() {
            problems.push(Problem::new("reasons", "Say why it ends, and what holds for the child instead."));
        }
        if on > london::date_of(at) {
            problems.push(Problem::new("on", "The last day of a plan cannot lie ahead."));
        } else if on <= self.started_on {
            problems.push(Problem::new("on", "A plan ends on a later day than it began."));
        }
        let Some(ending) = ending.filter(|_| problems.is_empty()) else {
            return Err(Refusal::Invalid(problems));
        };
        let changed = episode.need_plan_ended(self.started_on, on)?;
        let ended = Ended {
            on,
            ending: ending.code.clone(),
            step_down: ending.step_down,
            words: words.trim().to_owned(),
            by,
            at,
        };
        Ok((self.over(ended), changed))
    }
}
