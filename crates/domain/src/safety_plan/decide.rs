//! What may happen to a plan: made, renewed, replaced, ended, looked at, agreed to. Safety waits for nothing: what is needed to make a plan is what
//! makes it one, and everything else is asked for afterwards.

use jiff::Timestamp;

use super::{Check, Edition, Ended, How, ManagerAgreed, PlanWords, Reminded, Reminder, SafetyPlan};
use crate::form::Form;
use crate::id::Id;
use crate::pack::SafetyPlans;
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// Who makes a version, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Whether the night team answers at that moment.
    pub by_night: bool,
}

/// Which version comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// Renewed, or replaced.
    pub how: How,
    /// Why, with what the review found.
    pub why: String,
    /// Children who join the plan.
    pub joining: Vec<Id<Person>>,
}

/// What somebody saw when they looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckAsked {
    /// Whether the plan was kept; nothing when it was not said.
    pub kept: Option<bool>,
    /// What was seen, and how.
    pub seen: String,
    /// What was done at once.
    pub done: String,
    /// When somebody looked; now when it is not said.
    pub looked_at: Option<Timestamp>,
    /// When somebody looks next.
    pub next: Option<Timestamp>,
}

impl SafetyPlan {
    /// Makes a plan. It stands from now on.
    pub fn make(
        id: Id<SafetyPlan>,
        children: Vec<Id<Person>>,
        words: PlanWords,
        made: Made,
        (form, plans): (&Form, &SafetyPlans),
    ) -> Result<Self, Refusal> {
        if children.is_empty() {
            return Err(Refusal::field("child", "Choose the children that the plan is for."));
        }
        let words = words.settled(plans);
        words.check(made.at, form, plans)?;
        let now = edition(words, How::Made, String::new(), made);
        Ok(SafetyPlan {
            id,
            children,
            now,
            before: Vec::new(),
            checks: Vec::new(),
            copies: Vec::new(),
            withheld: Vec::new(),
            reminded: Vec::new(),
            ended: None,
        })
    }

    /// Renews or replaces it: another version stands, and the one before it is kept. A review that changes nothing says why that is enough.
    pub fn next(
        &self,
        next: Next,
        words: PlanWords,
        made: Made,
        (form, plans): (&Form, &SafetyPlans),
    ) -> Result<Self, Refusal> {
        self.live()?;
        let words = words.settled(plans);
        let mut problems = match words.check(made.at, form, plans) {
            Ok(()) => Vec::new(),
            Err(Refusal::Invalid(problems)) => problems,
            Err(other) => return Err(other),
        };
        if next.why.trim().is_empty() {
            let asked = match next.how {
                How::Replaced => "Say why the plan is replaced: what did not hold.",
                How::Made | How::Renewed => "Say what the review found, and why the plan goes on.",
            };
            problems.insert(0, Problem::new("why", asked));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let mut plan = self.clone();
        plan.children.extend(next.joining.into_iter().filter(|child| !self.children.contains(child)));
        let now = edition(words, next.how, next.why.trim().to_owned(), made);
        plan.before.push(std::mem::replace(&mut plan.now, now));
        Ok(plan)
    }

    /// Ends it with the reason.
    pub fn end(&self, ended: Ended, plans: &SafetyPlans) -> Result<Self, Refusal> {
        self.live()?;
        let mut problems = Vec::new();
        if plans.ending(&ended.ending).is_none() {
            problems.push(Problem::new("ending", "Choose why the plan ends."));
        }
        if ended.reason.trim().is_empty() {
            problems.push(Problem::new(
                "reason",
                "Say why it is no longer needed, and what keeps the children safe now.",
            ));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        Ok(SafetyPlan { ended: Some(ended), ..self.clone() })
    }

    /// Records that somebody looked. A broken plan says what was done at once.
    pub fn looked(&self, asked: CheckAsked, by: Id<Staff>, at: Timestamp) -> Result<Self, Refusal> {
        self.live()?;
        let mut problems = Vec::new();
        if asked.kept.is_none() {
            problems.push(Problem::new("kept", "Say whether the plan was kept."));
        }
        if asked.seen.trim().is_empty() {
            problems.push(Problem::new("seen", "Say what was seen or heard, and how."));
        }
        if asked.kept == Some(false) && asked.done.trim().is_empty() {
            problems.push(Problem::new("done", "Say what was done at once to keep the children safe."));
        }
        if asked.looked_at.is_some_and(|looked| looked > at) {
            problems.push(Problem::new("looked-date", "When somebody looked cannot lie ahead."));
        }
        if asked.next.is_some_and(|next| next <= at) {
            problems.push(Problem::new("next-date", "The next check must lie ahead."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let check = Check {
            edition: self.edition(),
            kept: asked.kept == Some(true),
            seen: asked.seen,
            done: asked.done,
            looked_at: asked.looked_at.unwrap_or(at),
            next: asked.next,
            by,
            at,
        };
        let mut plan = self.clone();
        plan.checks.push(check);
        Ok(plan)
    }

    /// A manager agrees to the version that stands: never its author. The plan stood before, and goes on standing if nobody does.
    pub fn agree(&self, by: Id<Staff>, at: Timestamp, words: &str) -> Result<Self, Refusal> {
        self.live()?;
        if self.now.agreed.is_some() {
            return Err(Refusal::NotNow("A manager has agreed to this version already.".into()));
        }
        if self.now.by == by {
            return Err(Refusal::not_allowed("You wrote this version, so another manager must agree to it."));
        }
        let mut plan = self.clone();
        plan.now.agreed = Some(ManagerAgreed { by, at, words: words.trim().into() });
        Ok(plan)
    }

    /// Says why every action falls on the person in danger.
    pub fn explain(&self, words: &str) -> Result<Self, Refusal> {
        self.live()?;
        if !self.is_lopsided() {
            return Err(Refusal::NotNow(
                "Somebody else acts in this plan too: nothing is to be explained.".into(),
            ));
        }
        if words.trim().is_empty() {
            let asked = "Say why only they can act now, and who else will, by when.";
            return Err(Refusal::field("only_theirs", asked));
        }
        let mut plan = self.clone();
        plan.now.words.only_theirs = words.trim().into();
        Ok(plan)
    }

    /// What is due of it at a moment that people have not been told of yet.
    pub fn to_remind(&self, at: Timestamp, day_answers_by: Option<Timestamp>) -> Vec<(Reminder, Timestamp)> {
        if !self.is_live() {
            return Vec::new();
        }
        let day = day_answers_by.filter(|_| self.now.by_night).map(|due| (Reminder::Day, due));
        let each = [
            day,
            Some((Reminder::Review, self.now.words.review_at)).filter(|(_, due)| *due < self.expires()),
            Some((Reminder::Expiry, self.expires())),
        ];
        let told = |of: Reminder, due: Timestamp| {
            self.reminded.iter().any(|reminded| reminded.of == of && reminded.due == due)
        };
        each.into_iter().flatten().filter(|(of, due)| *due <= at && !told(*of, *due)).collect()
    }

    /// The plan with the mark that people were told.
    #[must_use]
    pub fn reminded(&self, of: &[(Reminder, Timestamp)], at: Timestamp) -> Self {
        let mut plan = self.clone();
        plan.reminded.extend(of.iter().map(|(of, due)| Reminded { of: *of, due: *due, at }));
        plan
    }

    pub(super) fn live(&self) -> Result<(), Refusal> {
        match self.ended {
            Some(_) => Err(Refusal::NotNow("This plan has been ended. Make a new one.".into())),
            None => Ok(()),
        }
    }
}

fn edition(words: PlanWords, how: How, why: String, made: Made) -> Edition {
    let Made { by, at, by_night } = made;
    Edition { words, how, why, by, at, by_night, agreed: None }
}
