//! Reviews: what became of each outcome, what the child says now, who came, and what follows. Moving a review moves no clock: the next is counted from
//! the day on which this one was held.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ChildInNeedPlan, ChildSays, EndAsked, LATER_REVIEW};
use crate::calendar::{Calendar, clock::Clock, london};
use crate::episode::Episode;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The form in which a review is recorded. How far it is and what shows it are asked for each outcome of the plan.
pub const REVIEW_FORM: PageForm = PageForm {
    id: "child_in_need_review",
    needs: &[
        Need::once("on", Takes::Day),
        Need::once("child_says", Takes::Words).field("child-says"),
        Need::once("child_shows", Takes::Words).field("child-shows"),
        Need::once("child_not_known", Takes::Words).field("child-not_known"),
        Need::once("child_kept", Takes::Words).field("child-kept"),
        Need::row("progress", "how", Takes::One(&["met", "moving", "not_moving", "worse"])),
        Need::row("progress", "words", Takes::Words),
        Need::once("came", Takes::Words),
        Need::once(
            "decision",
            Takes::One(&["go_on", "strategy_discussion", "section47", "conference", "early_help", "end"]),
        ),
        Need::once("next_on", Takes::Day),
        Need::once("ending", Takes::OneOfPage),
        Need::once("reasons", Takes::Words),
    ],
    beside: &[],
};

/// One review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The day on which it was held.
    pub on: Date,
    /// Which version was reviewed, from 1.
    pub edition: usize,
    /// What became of each outcome.
    pub progress: Vec<Progress>,
    /// What the child says and shows now.
    pub child: ChildSays,
    /// Who came, and who did not.
    pub came: String,
    /// What follows.
    pub decision: Decision,
    /// Why.
    pub reasons: String,
    /// The day of the next review, where one was set.
    pub next_on: Option<Date>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
    /// Who recorded it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// What became of an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The outcome's number.
    pub outcome: u32,
    /// How it stands.
    pub how: How,
    /// What shows it.
    pub words: String,
}

/// How an outcome stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It is reached.
    Met,
    /// It moves.
    Moving,
    /// It does not move.
    NotMoving,
    /// It is worse than before.
    Worse,
}

impl How {
    /// Every one.
    pub const ALL: [How; 4] = [How::Met, How::Moving, How::NotMoving, How::Worse];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            How::Met => "met",
            How::Moving => "moving",
            How::NotMoving => "not_moving",
            How::Worse => "worse",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<How> {
        How::ALL.into_iter().find(|how| how.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            How::Met => "Reached",
            How::Moving => "Moving",
            How::NotMoving => "Not moving",
            How::Worse => "Worse",
        }
    }
}

/// What follows from a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The plan goes on.
    GoOn,
    /// It goes on, and a strategy discussion is asked for.
    StrategyDiscussion,
    /// It goes on, and a section 47 enquiry is asked for.
    Section47,
    /// It goes on, and a child protection conference is asked for.
    Conference,
    /// It ends, and early help goes on.
    EarlyHelp,
    /// It ends.
    End,
}

impl Decision {
    /// Every one.
    pub const ALL: [Decision; 6] = [
        Decision::GoOn,
        Decision::StrategyDiscussion,
        Decision::Section47,
        Decision::Conference,
        Decision::EarlyHelp,
        Decision::End,
    ];

    /// The code in forms and in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Decision::GoOn => "go_on",
            Decision::StrategyDiscussion => "strategy_discussion",
            Decision::Section47 => "section47",
            Decision::Conference => "conference",
            Decision::EarlyHelp => "early_help",
            Decision::End => "end",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Decision> {
        Decision::ALL.into_iter().find(|decision| decision.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Decision::GoOn => "The plan goes on",
            Decision::StrategyDiscussion => "Step up: hold a strategy discussion",
            Decision::Section47 => "Step up: begin a section 47 enquiry",
            Decision::Conference => "Step up: ask for a child protection conference",
            Decision::EarlyHelp => "Step down: the plan ends and early help goes on",
            Decision::End => "The plan ends",
        }
    }

    /// Whether the plan ends with it.
    pub const fn ends(self) -> bool {
        matches!(self, Decision::EarlyHelp | Decision::End)
    }

    /// Whether it is a step up to child protection.
    pub const fn steps_up(self) -> bool {
        matches!(self, Decision::StrategyDiscussion | Decision::Section47 | Decision::Conference)
    }
}

/// A review as the page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewAsked {
    /// The day on which it was held.
    pub on: Date,
    /// What became of each outcome, by its number; nothing where it was not said.
    pub progress: Vec<(u32, Option<How>, String)>,
    /// What the child says and shows now.
    pub child: ChildSays,
    /// Who came.
    pub came: String,
    /// What follows.
    pub decision: Option<Decision>,
    /// Why.
    pub reasons: String,
    /// The code of the ending, for a plan that ends without early help.
    pub ending: String,
    /// The day of the next review.
    pub next_on: Option<Date>,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

impl ChildInNeedPlan {
    /// Records a review: the plan, and the episode where the plan ends with it.
    ///
    /// # Errors
    /// When the plan ended, the day cannot be, or something is missing.
    pub fn review(
        &self,
        by: Id<Staff>,
        asked: ReviewAsked,
        episode: &Episode,
        at: Timestamp,
        (pack, calendar): (&Pack, &Calendar),
    ) -> Result<(Self, Option<Episode>), Refusal> {
        self.must_be_open()?;
        let clock =
            Clock::start(LATER_REVIEW, london::start_of(asked.on), pack.child_in_need.later_review, calendar);
        let mut problems = self.review_problems(&asked, at, &clock);
        let ending = self.ending_of(&asked, pack, &mut problems);
        let decision = match (asked.decision, problems.is_empty()) {
            (Some(decision), true) => decision,
            _ => return Err(Refusal::Invalid(problems)),
        };
        let reviewed = london::start_of(asked.on);
        let mut plan = self.clone();
        if let Some(clock) = plan.clocks.last_mut() {
            clock.met = Some(reviewed);
        }
        let progress = asked
            .progress
            .into_iter()
            .filter_map(|(outcome, how, words)| how.map(|how| Progress { outcome, how, words }));
        plan.reviews.push(Review {
            on: asked.on,
            edition: self.edition(),
            progress: progress.collect(),
            child: asked.child,
            came: asked.came,
            decision,
            reasons: asked.reasons.clone(),
            next_on: asked.next_on.filter(|_| !decision.ends()),
            further: asked.further,
            by,
            at,
        });
        let Some(ending) = ending.filter(|_| decision.ends()) else {
            plan.clocks.push(clock);
            return Ok((plan, None));
        };
        let asked = EndAsked { on: asked.on, ending, words: asked.reasons };
        let (plan, episode) = plan.end(by, asked, episode, at, pack)?;
        Ok((plan, Some(episode)))
    }

    /// The ending that a review decides, where it ends the plan.
    fn ending_of(&self, asked: &ReviewAsked, pack: &Pack, problems: &mut Vec<Problem>) -> Option<String> {
        let plans = &pack.child_in_need;
        match asked.decision? {
            Decision::EarlyHelp => {
                plans.endings.iter().find(|ending| ending.step_down).map(|ending| ending.code.clone())
            }
            Decision::End => {
                let ending = plans.ending(&asked.ending).filter(|ending| !ending.step_down);
                if ending.is_none() {
                    problems.push(Problem::new("ending", "Choose why the plan ends."));
                }
                ending.map(|ending| ending.code.clone())
            }
            _ => None,
        }
    }

    fn review_problems(&self, asked: &ReviewAsked, at: Timestamp, next: &Clock) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut problem = |field: &str, words: String| problems.push(Problem::new(field, words));
        let last = self.reviews.last().map_or(self.started_on, |review| review.on);
        if asked.on > london::date_of(at) {
            problem("on", "A review is recorded once it was held.".into());
        } else if asked.on <= last {
            problem(
                "on",
                format!(
                    "A review is later than {}, when the plan began or was reviewed last.",
                    london::date_in_words(last)
                ),
            );
        }
        for (place, outcome) in self.now.words.outcomes.iter().enumerate() {
            let said = asked.progress.iter().find(|(number, ..)| *number == outcome.number);
            match said {
                None | Some((_, None, _)) => {
                    problem(&format!("progress-{place}-how"), "Choose how it stands.".into());
                }
                Some((_, Some(_), words)) if words.trim().is_empty() => {
                    problem(&format!("progress-{place}-words"), "Say what shows it.".into());
                }
                Some(_) => {}
            }
        }
        if !asked.child.is_answered() {
            problem("child-says", "Say what the child says or shows now, or why it is not known.".into());
        }
        if asked.came.trim().is_empty() {
            problem("came", "Say who came, and who was asked and did not.".into());
        }
        if asked.decision.is_none() {
            problem("decision", "Choose what follows.".into());
        }
        if asked.reasons.trim().is_empty() {
            problem("reasons", "Give the reasons.".into());
        }
        if let (Some(on), Some(due)) = (asked.next_on, next.due) {
            if on <= asked.on {
                problem("next_on", "The next review is on a later day than this one.".into());
            } else if on > due.day() {
                let words =
                    format!("The next review is by {} at the latest.", london::date_in_words(due.day()));
                problem("next_on", words);
            }
        }
        problems
    }
}
