//! Looking back. A breach of the clock changes nothing by itself; the cause does (Appendix B3). One cause is asked of a late discussion, and counted
//! by cause and agency for the safeguarding partners. A visit or a safety plan between the threshold and the discussion is noticed and asked about:
//! families were visited before anybody had thought. Times that an agency could not give are counted as demand that was not met.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Discussion, Stage};
use crate::id::{Any, Id};
use crate::pack::{LateAsk, Pack};
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// Why it was late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// The cause: a code of the pack.
    pub cause: String,
    /// The agency that was waited for.
    pub agency: Option<String>,
    /// When it was asked.
    pub asked_at: Option<Timestamp>,
    /// When it replied; nothing when it never did.
    pub replied_at: Option<Timestamp>,
    /// Which event was not seen for what it was.
    pub trigger: String,
    /// Who saw it.
    pub seen_by: String,
    /// What it was deferred for.
    pub with: String,
    /// In words.
    pub words: String,
    /// Who said so.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A cause as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LateAsked {
    /// The cause.
    pub cause: String,
    /// The agency.
    pub agency: String,
    /// When it was asked.
    pub asked_at: Option<Timestamp>,
    /// When it replied.
    pub replied_at: Option<Timestamp>,
    /// Which event.
    pub trigger: String,
    /// Who saw it.
    pub seen_by: String,
    /// What it was deferred for.
    pub with: String,
    /// In words.
    pub words: String,
}

/// Something that was done to the family between the threshold and the discussion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Early {
    /// What.
    pub kind: EarlyKind,
    /// The record that tells it.
    pub record: Id<Any>,
    /// Which part of that record.
    pub part: String,
    /// When it happened.
    pub happened: Timestamp,
    /// The team that was allocated then.
    pub team: Option<String>,
    /// What was said when it was asked about.
    pub answer: Option<EarlyAnswer>,
}

/// What was done too early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EarlyKind {
    /// A visit.
    Visit,
    /// A safety plan.
    SafetyPlan,
}

impl EarlyKind {
    /// The code in the store; the kind of fact that tells it.
    pub const fn code(self) -> &'static str {
        match self {
            EarlyKind::Visit => "visit",
            EarlyKind::SafetyPlan => "safety_plan",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<EarlyKind> {
        [EarlyKind::Visit, EarlyKind::SafetyPlan].into_iter().find(|kind| kind.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            EarlyKind::Visit => "Visit before the discussion",
            EarlyKind::SafetyPlan => "Safety plan before the discussion",
        }
    }
}

/// What was said about something done early.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlyAnswer {
    /// Whether it was an emergency.
    pub emergency: bool,
    /// Why it did not wait.
    pub why: String,
    /// Who said so.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A time that was wanted and that an agency could not give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmet {
    /// The agency.
    pub agency: String,
    /// Which of its organisations.
    pub organisation: String,
    /// The time that was wanted.
    pub wanted: Timestamp,
    /// Whether another child's discussion took the only time it had published; else it had published none.
    pub taken: bool,
    /// When it was wanted.
    pub at: Timestamp,
}

impl Discussion {
    /// Whether it was or will be late: held after the time was over, or not held although it is.
    pub fn is_late(&self, now: Timestamp) -> bool {
        if self.stage() == Stage::CalledOff {
            return false;
        }
        self.due().is_some_and(|due| self.held_at.unwrap_or(now) > due)
    }

    /// Whether its cause is still to be asked.
    pub fn asks_cause(&self, now: Timestamp) -> bool {
        self.late.is_none() && self.is_late(now)
    }

    /// Says why it was late. It can be said again, by somebody who knows better.
    ///
    /// # Errors
    /// When it is not late, or what the cause asks for is missing.
    pub fn late_because(
        &self,
        asked: LateAsked,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Discussion, Refusal> {
        if !self.is_late(now) {
            return Err(Refusal::NotNow("This discussion is not late: no cause is asked.".into()));
        }
        let cause = pack.strategy.cause(&asked.cause);
        let cause = cause.ok_or_else(|| Refusal::field("cause", "Choose one cause."))?;
        let mut problems = Vec::new();
        let mut wrong = |field: &str, words: &str| problems.push(Problem::new(field, words));
        for ask in &cause.asks {
            match ask {
                LateAsk::Agency if pack.agency(&asked.agency).is_none() => {
                    wrong("agency", "Choose which agency was waited for.");
                }
                LateAsk::AskedAt if asked.asked_at.is_none_or(|at| at > now) => {
                    wrong("asked-date", "Write when it was first asked.");
                }
                LateAsk::RepliedAt
                    if asked.replied_at.is_some_and(|at| Some(at) < asked.asked_at || at > now) =>
                {
                    wrong("replied-date", "It cannot have replied before it was asked, or later than now.");
                }
                LateAsk::Trigger if asked.trigger.trim().is_empty() => {
                    wrong("trigger", "Write which event was not seen for what it was.");
                }
                LateAsk::SeenBy if asked.seen_by.trim().is_empty() => wrong("seen_by", "Write who saw it."),
                LateAsk::With if asked.with.trim().is_empty() => {
                    wrong("with", "Write what was gathered, and from whom.");
                }
                LateAsk::Words if asked.words.trim().is_empty() => wrong("words", "Write what happened."),
                LateAsk::Agency
                | LateAsk::AskedAt
                | LateAsk::RepliedAt
                | LateAsk::Trigger
                | LateAsk::SeenBy
                | LateAsk::With
                | LateAsk::Words => {}
            }
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let typed = Some(asked.agency).filter(|_| cause.asks.contains(&LateAsk::Agency));
        let late = Late {
            cause: asked.cause,
            agency: cause.agency.clone().or(typed),
            asked_at: asked.asked_at,
            replied_at: asked.replied_at,
            trigger: asked.trigger,
            seen_by: asked.seen_by,
            with: asked.with,
            words: asked.words,
            by,
            at: now,
        };
        Ok(Discussion { late: Some(late), ..self.clone() })
    }

    /// Notices what was done after the threshold and before it was held. What is known already keeps its answer.
    #[must_use]
    pub fn noticed(&self, done: Vec<Early>) -> Discussion {
        let mut discussion = self.clone();
        for early in done {
            let until = self.held_at.unwrap_or(Timestamp::MAX);
            let known = |one: &Early| one.record == early.record && one.part == early.part;
            let between = self.threshold_at < early.happened && early.happened < until;
            if between && !discussion.early.iter().any(known) {
                discussion.early.push(early);
            }
        }
        discussion
    }

    /// Answers why something did not wait for the discussion.
    ///
    /// # Errors
    /// When there is no such thing, or no reason is given.
    pub fn early_answered(
        &self,
        place: usize,
        emergency: bool,
        why: &str,
        by: Id<Staff>,
        now: Timestamp,
    ) -> Result<Discussion, Refusal> {
        let mut discussion = self.clone();
        let early = discussion.early.get_mut(place).ok_or(Refusal::NotFound)?;
        if why.trim().is_empty() {
            return Err(Refusal::field("why", "Write why it did not wait for the discussion."));
        }
        early.answer = Some(EarlyAnswer { emergency, why: why.to_owned(), by, at: now });
        Ok(discussion)
    }

    /// Counts times that were wanted and not to be had. The same agency and time count once.
    #[must_use]
    pub fn wanted(&self, unmet: Vec<Unmet>) -> Discussion {
        let mut discussion = self.clone();
        for one in unmet {
            let same = |known: &Unmet| {
                known.agency == one.agency
                    && known.organisation == one.organisation
                    && known.wanted == one.wanted
            };
            if !discussion.unmet.iter().any(same) {
                discussion.unmet.push(one);
            }
        }
        discussion
    }
}
