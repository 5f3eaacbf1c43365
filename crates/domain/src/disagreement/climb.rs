//! Up the ladder, by a person or because the time of a stage has gone by, and how a disagreement ends. A stage that was left because its time had gone by
//! ends when that time was over, whenever the machine noticed: the next clock begins there.

use jiff::Timestamp;

use super::raise::{begun, no_stage};
use super::{Disagreement, Moved, Resolved, is_empty};
use crate::calendar::Calendar;
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// How it ends, as the page asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResolveAsked {
    /// A code of the pack.
    pub outcome: String,
    /// Whether whoever raised it agrees.
    pub agreed: bool,
    /// What changed, or why nothing does.
    pub changed: String,
    /// What is learnt.
    pub learning: String,
}

impl Disagreement {
    /// Somebody moves it up: whoever raised it, or one of ours.
    pub fn move_up(
        &self,
        by: Id<Staff>,
        because: &str,
        at: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Self, Refusal> {
        self.must_be_open()?;
        if is_empty(because) {
            return Err(Refusal::field("because", "Say what this stage did not settle."));
        }
        self.above(Moved { by: Some(by), at, because: because.trim().into() }, pack, calendar)
    }

    /// Moves it up as often as the time of a stage has gone by. Nothing when none has, or there is no stage above.
    pub fn time_passed(&self, at: Timestamp, pack: &Pack, calendar: &Calendar) -> Option<Self> {
        let mut climbed: Option<Self> = None;
        loop {
            let standing = climbed.as_ref().unwrap_or(self);
            if !standing.is_open() || !standing.can_climb(&pack.disagreements) {
                return climbed;
            }
            let due = standing.stage().and_then(|stage| stage.clock.due).filter(|due| due.is_past(at));
            let Some(due) = due else { return climbed };
            let moved =
                Moved { by: None, at: due.instant(), because: "The time of this stage had gone by.".into() };
            match standing.above(moved, pack, calendar) {
                Ok(next) => climbed = Some(next),
                Err(_) => return climbed,
            }
        }
    }

    fn above(&self, moved: Moved, pack: &Pack, calendar: &Calendar) -> Result<Self, Refusal> {
        let mut after = self.clone();
        let Some(stage) = after.stages.last_mut() else { return Err(no_stage()) };
        let place = pack.disagreements.stage(&stage.code).map(|(place, _)| place);
        let next = place.and_then(|place| pack.disagreements.stages.get(place + 1));
        let Some(next) = next else {
            return Err(Refusal::NotNow("This is the last stage of the ladder: it is resolved here.".into()));
        };
        let at = moved.at;
        stage.moved = Some(moved);
        after.stages.push(begun(next, at, pack, calendar));
        Ok(after)
    }

    /// One of ours writes down how it ended. Whoever raised it does not resolve it alone; where they do not agree it goes up instead, as long as there is a
    /// stage above.
    pub fn resolve(
        &self,
        by: Id<Staff>,
        asked: ResolveAsked,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        self.must_be_open()?;
        if by == self.raised.by && self.raised.agency.is_none() {
            return Err(Refusal::not_allowed(
                "You raised this, so somebody else writes down how it ended. You can say that you no longer disagree.",
            ));
        }
        let mut problems = Vec::new();
        if pack.disagreements.outcome(&asked.outcome).is_none() {
            problems.push(Problem::new("outcome", "Choose how it ended."));
        }
        if !asked.agreed && self.can_climb(&pack.disagreements) {
            problems.push(Problem::new(
                "agreed",
                "Whoever raised it does not agree, so it goes up the ladder and does not end here.",
            ));
        }
        if is_empty(&asked.changed) {
            problems.push(Problem::new(
                "changed",
                "Say what changed for the child, or the reasons why nothing does.",
            ));
        }
        if is_empty(&asked.learning) {
            problems.push(Problem::new("learning", "Say what is learnt from it, or that nothing is."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        Ok(self.ended(by, asked, at))
    }

    /// Whoever raised it no longer disagrees.
    pub fn withdraw(&self, by: Id<Staff>, words: &str, at: Timestamp, pack: &Pack) -> Result<Self, Refusal> {
        self.must_be_open()?;
        let theirs = self.stages.iter().any(|stage| stage.theirs_account == Some(by));
        if by != self.raised.by && !theirs {
            return Err(Refusal::not_allowed("Whoever raised it says that they no longer disagree."));
        }
        if is_empty(words) {
            return Err(Refusal::field("words", "Say what settled it for you."));
        }
        let outcome = pack.disagreements.withdrawn.clone();
        let asked =
            ResolveAsked { outcome, agreed: true, changed: words.trim().into(), learning: String::new() };
        Ok(self.ended(by, asked, at))
    }

    fn ended(&self, by: Id<Staff>, asked: ResolveAsked, at: Timestamp) -> Self {
        let mut after = self.clone();
        if let Some(stage) = after.stages.last_mut() {
            stage.clock.met = Some(at);
        }
        let ResolveAsked { outcome, agreed, changed, learning } = asked;
        after.resolved = Some(Resolved { by, at, outcome, agreed, changed, learning });
        after
    }
}
