//! What one version of a plan says: the danger and the rest of the pack's questions; who does what; who agreed, how, and who did not and why; from
//! when until when, who looks again and when.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::form::page::{Need, Takes};
use crate::form::{Answers, Form, PageForm, Stage};
use crate::id::Id;
use crate::pack::{SAFETY_PLAN_FORM, SafetyPlans};
use crate::person::Person;
use crate::person::known::Known;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The form in which a plan is made, renewed and replaced. The questions that the program does not need become [`PlanWords::answers`].
pub const FORM: PageForm = PageForm {
    id: SAFETY_PLAN_FORM,
    needs: &[
        Need::each("action", "who", Takes::Words),
        Need::each("action", "person", Takes::OneOfPage),
        Need::each("action", "part", Takes::OneOfPage),
        Need::each("action", "what", Takes::Words),
        Need::once("only_theirs", Takes::Words),
        Need::each("agreed", "who", Takes::Words),
        Need::each("agreed", "person", Takes::OneOfPage),
        Need::each("agreed", "answer", Takes::OneOfPage),
        Need::each("agreed", "why", Takes::Words),
        Need::once("voluntary", Takes::One(&["yes", "no", "not_asked"])),
        Need::once("voluntary_words", Takes::Words),
        Need::once("starts", Takes::Moment),
        Need::once("expires", Takes::Moment),
        Need::once("review", Takes::Moment),
        Need::once("next", Takes::Moment),
        Need::once("monitor", Takes::OneOfPage),
    ],
    beside: &["why", "child"],
};

/// What a plan says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanWords {
    /// The danger, the whereabouts, contact, what the children can do, who was told, what if it fails: answers to the pack's form.
    pub answers: Answers,
    /// Who does what.
    pub actions: Vec<PlanAction>,
    /// Why every action falls on the person in danger, when it does. Asked for, and never in the way.
    pub only_theirs: String,
    /// Who was asked to agree.
    pub agreements: Vec<Agreement>,
    /// Whether the parents understood that it was voluntary.
    pub voluntary: Known<bool>,
    /// How that was made sure, or why it was not.
    pub voluntary_words: String,
    /// From when it holds.
    pub starts: Timestamp,
    /// Until when it holds.
    pub expires: Timestamp,
    /// When it is reviewed.
    pub review_at: Timestamp,
    /// When somebody looks first whether it is kept.
    pub next_check: Timestamp,
    /// Who looks.
    pub monitor: Option<Id<Staff>>,
}

/// What somebody does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanAction {
    /// Who, by name.
    pub who: String,
    /// Which person on the record.
    pub person: Option<Id<Person>>,
    /// The code of what they are in the plan.
    pub part: String,
    /// Whether that is who is in danger, as the pack had it when the plan was made.
    pub burdened: bool,
    /// What they do, and when.
    pub what: String,
}

/// How somebody answered when asked to agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Who, by name.
    pub who: String,
    /// Which person on the record.
    pub person: Option<Id<Person>>,
    /// The code of how they answered.
    pub answer: String,
    /// Whether they agreed, as the pack had it when the plan was made.
    pub agrees: bool,
    /// Why they did not, or were not asked.
    pub why: String,
}

impl PlanWords {
    /// Whether every action falls on the person in danger: the harmed parent, or a child. A plan without any action does not do so.
    pub fn falls_on_those_in_danger(&self) -> bool {
        !self.actions.is_empty() && self.actions.iter().all(|action| action.burdened)
    }

    /// Whether it says the same as another, but for its times.
    pub fn says_the_same(&self, other: &PlanWords) -> bool {
        let answers = crate::form::compare(&other.answers, &self.answers, &other.answers);
        answers.is_empty() && self.actions == other.actions && self.agreements == other.agreements
    }

    /// The answer to a question of the pack's form, in words; empty when there is none.
    pub fn said(&self, section: &str, question: &str) -> String {
        self.answers.one(section, question).map(crate::form::Answer::words).unwrap_or_default()
    }

    /// What the pack knows of its codes, and everything trimmed.
    pub(super) fn settled(mut self, plans: &SafetyPlans) -> Self {
        for action in &mut self.actions {
            action.burdened = plans.part(&action.part).is_some_and(|part| part.burdened);
        }
        for agreement in &mut self.agreements {
            agreement.agrees = plans.answer(&agreement.answer).is_some_and(|answer| answer.agrees);
        }
        self
    }

    /// Whether it can stand: a danger, somebody who does something, somebody who was asked, an end that lies ahead and not too far.
    pub(super) fn check(&self, at: Timestamp, form: &Form, plans: &SafetyPlans) -> Result<(), Refusal> {
        let problems = self.problems(at, form, plans);
        if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems)) }
    }

    /// Everything that keeps it from standing, each beside its field.
    pub fn problems(&self, at: Timestamp, form: &Form, plans: &SafetyPlans) -> Vec<Problem> {
        let form = FORM.own(form);
        let mut problems = form.check(&self.answers);
        problems.extend(form.missing(&self.answers, Stage::Submit));
        problems.extend(self.people(plans));
        problems.extend(self.times(at, plans));
        problems
    }

    fn people(&self, plans: &SafetyPlans) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut problem = |field: String, words: &str| problems.push(Problem::new(field, words));
        if self.actions.is_empty() {
            problem("action-0-who".into(), "Say who does what to keep the children safe.");
        }
        for (place, action) in self.actions.iter().enumerate() {
            let field = |field: &str| format!("action-{place}-{field}");
            if action.who.trim().is_empty() {
                problem(field("who"), "Say who does this, by name.");
            }
            if plans.part(&action.part).is_none() {
                problem(field("part"), "Choose what they are in this plan.");
            }
            if action.what.trim().is_empty() {
                problem(field("what"), "Say what they do, and when.");
            }
        }
        if self.agreements.is_empty() {
            problem(
                "agreed-0-who".into(),
                "Say who was asked to agree, and what they said. If nobody was asked, say whom and why not.",
            );
        }
        for (place, agreement) in self.agreements.iter().enumerate() {
            let field = |field: &str| format!("agreed-{place}-{field}");
            if agreement.who.trim().is_empty() {
                problem(field("who"), "Say who was asked, by name.");
            }
            match plans.answer(&agreement.answer) {
                None => problem(field("answer"), "Choose how they answered."),
                Some(answer) if !answer.agrees && agreement.why.trim().is_empty() => {
                    problem(field("why"), "Say why they did not agree, or were not asked.");
                }
                Some(_) => {}
            }
        }
        problems
    }

    fn times(&self, at: Timestamp, plans: &SafetyPlans) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut problem = |field: &str, words: String| problems.push(Problem::new(field, words));
        let longest = SignedDuration::from_hours(24 * i64::from(plans.longest_days));
        let longest = self.starts.max(at).saturating_add(longest);
        if self.expires <= at || self.expires <= self.starts {
            problem("expires-date", "The plan must end after it starts, and later than now.".into());
        } else if longest.is_ok_and(|longest| self.expires > longest) {
            let words = format!(
                "A safety plan holds for at most {} days. Set an earlier end: it is reviewed then.",
                plans.longest_days
            );
            problem("expires-date", words);
        }
        if self.review_at <= at || self.review_at > self.expires {
            problem("review-date", "The review lies ahead, and not after the plan's end.".into());
        }
        if self.next_check <= at || self.next_check > self.expires {
            problem("next-date", "The next check lies ahead, and not after the plan's end.".into());
        }
        if self.monitor.is_none() {
            problem("monitor", "Choose who looks whether the plan is kept.".into());
        }
        problems
    }

    /// Everything typed into it, each beside its field: for looking for what must not stand there.
    pub fn typed(&self) -> Vec<(String, String)> {
        let mut typed: Vec<(String, String)> =
            self.answers.given.iter().map(|(place, answer)| (place.to_string(), answer.words())).collect();
        for (place, action) in self.actions.iter().enumerate() {
            typed.push((format!("action-{place}-who"), action.who.clone()));
            typed.push((format!("action-{place}-what"), action.what.clone()));
        }
        for (place, agreement) in self.agreements.iter().enumerate() {
            typed.push((format!("agreed-{place}-who"), agreement.who.clone()));
            typed.push((format!("agreed-{place}-why"), agreement.why.clone()));
        }
        typed.push(("only_theirs".into(), self.only_theirs.clone()));
        typed.push(("voluntary_words".into(), self.voluntary_words.clone()));
        typed
    }
}
