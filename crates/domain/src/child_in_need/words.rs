//! What one version of a plan says: what the child says and shows first; the outcomes, each with who does what by when, how we will know and what
//! happens if not; what the family thinks; each agency's part; how often the child is seen.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::form::Answers;
use crate::form::page::{Need as Question, PageForm, Takes};
use crate::id::{Any, Id};
use crate::pack::{COUNCIL, Pack};
use crate::person::Person;
use crate::refusal::Problem;

/// The form in which a plan is made and changed. The page knows its outcomes and their steps; when it begins is asked of a new one, and why it changes of one
/// that stands.
pub const FORM: PageForm = PageForm {
    id: "child_in_need_plan",
    needs: &[
        Question::once("started_on", Takes::Day),
        Question::once("why", Takes::Words),
        Question::once("child_says", Takes::Words).field("child-says"),
        Question::once("child_shows", Takes::Words).field("child-shows"),
        Question::once("child_not_known", Takes::Words).field("child-not_known"),
        Question::once("child_kept", Takes::Words).field("child-kept"),
        Question::row("outcome", "what", Takes::Words).field("outcome-#-what"),
        Question::row("step", "who", Takes::Words).field("outcome-#-who"),
        Question::row("step", "what", Takes::Words).field("outcome-#-what"),
        Question::row("step", "by", Takes::Day).field("outcome-#-by"),
        Question::row("knowing", "measure", Takes::Words).field("outcome-#-measure"),
        Question::row("knowing", "contingency", Takes::Words).field("outcome-#-contingency"),
        Question::row("knowing", "without", Takes::Words).field("outcome-#-without"),
        Question::once("contingency", Takes::Words),
        Question::once("contingency_why", Takes::Words),
        Question::each("family", "who", Takes::Words),
        Question::each("family", "answer", Takes::OneOfPage),
        Question::each("family", "view", Takes::Words),
        Question::each("agency", "agency", Takes::OneOfPage),
        Question::each("agency", "organisation", Takes::Words),
        Question::each("agency", "part", Takes::Words),
        Question::once("visit_days", Takes::Number),
        Question::once("visit_why", Takes::Words),
        Question::once("review_on", Takes::Day),
    ],
    beside: &["sibling", "says-*", "outcome-*-number", "more"],
};

/// What a plan says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanWords {
    /// What the child says and shows.
    pub child: ChildSays,
    /// What will be different.
    pub outcomes: Vec<Outcome>,
    /// What happens if the plan as a whole does not work.
    pub contingency: String,
    /// Why it goes on without one.
    pub contingency_why: String,
    /// Each agency's part.
    pub agencies: Vec<AgencyPart>,
    /// What the family thinks and whether they agree.
    pub family: Vec<FamilyView>,
    /// How often the child is seen, in days.
    pub visit_days: u16,
    /// Why less often than the pack's limit.
    pub visit_why: String,
    /// The day of the next review, where it is earlier than the limit.
    pub review_on: Option<Date>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// What the child says and shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildSays {
    /// The child's own words.
    pub says: String,
    /// What somebody sees: how the child is, plays, sleeps, goes to school.
    pub shows: String,
    /// Why nothing is known of either.
    pub not_known: String,
    /// What the child asked not to have passed on: on no copy for the family or another agency.
    pub kept: String,
    /// Records of the child's words and of direct work that this rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Id<Any>>,
}

impl ChildSays {
    /// Whether something is known of the child's view, or it is said why not.
    pub fn is_answered(&self) -> bool {
        [&self.says, &self.shows, &self.not_known].iter().any(|words| !words.trim().is_empty())
    }
}

/// Something that will be different for the child.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Its number in the plan, from 1: kept from version to version, so that reviews say what became of it.
    pub number: u32,
    /// What will be different.
    pub what: String,
    /// Who does what by when.
    pub steps: Vec<Step>,
    /// How we will know.
    pub measure: String,
    /// What happens if not.
    pub contingency: String,
    /// Why it goes on without a step, a measure or a contingency.
    pub without_why: String,
}

/// Something that somebody does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Who, by name.
    pub who: String,
    /// What.
    pub what: String,
    /// By when.
    pub by: Option<Date>,
}

/// An agency's part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyPart {
    /// The code of the agency; the council itself has one too.
    pub agency: String,
    /// Which school, practice or service, and who.
    pub organisation: String,
    /// What they do.
    pub part: String,
}

/// What somebody of the family thinks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyView {
    /// Who, by name.
    pub who: String,
    /// The code of how they answered when asked to agree.
    pub answer: String,
    /// Whether they agreed, as the pack had it when the plan was written.
    pub agrees: bool,
    /// What they think, in their words; why not, where they did not agree.
    pub view: String,
}

/// What an assessment found must happen for a child: what a plan is begun from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// Whom it is for; nobody when it is for all.
    pub child: Option<Id<Person>>,
    /// What must be different.
    pub outcome: String,
    /// Who does it.
    pub who: String,
    /// By when, where a day was said.
    pub by: Option<Date>,
    /// How we will know.
    pub measure: String,
    /// What happens if not.
    pub contingency: String,
}

/// The outcomes of a child's plan out of what an assessment found must happen: those for this child and those for all.
pub fn from_needs(needs: &[Need], child: Id<Person>) -> Vec<Outcome> {
    let theirs = needs.iter().filter(|need| need.child.is_none_or(|whom| whom == child));
    (1..)
        .zip(theirs.filter(|need| !need.outcome.trim().is_empty()))
        .map(|(number, need)| Outcome {
            number,
            what: need.outcome.clone(),
            steps: vec![Step { who: need.who.clone(), what: String::new(), by: need.by }],
            measure: need.measure.clone(),
            contingency: need.contingency.clone(),
            without_why: String::new(),
        })
        .collect()
}

fn empty(words: &str) -> bool {
    words.trim().is_empty()
}

impl PlanWords {
    /// The outcomes with a measure.
    pub fn measured(&self) -> usize {
        self.outcomes.iter().filter(|outcome| !empty(&outcome.measure)).count()
    }

    /// Whether the plan says what happens if it does not work: as a whole, or for every outcome.
    pub fn has_contingency(&self) -> bool {
        !empty(&self.contingency)
            || (!self.outcomes.is_empty() && self.outcomes.iter().all(|outcome| !empty(&outcome.contingency)))
    }

    /// Numbers for new outcomes, and what the pack knows of its codes.
    pub(super) fn settled(mut self, highest: u32, pack: &Pack) -> Self {
        let mut next = self.outcomes.iter().map(|outcome| outcome.number).fold(highest, u32::max);
        let mut seen = Vec::new();
        for outcome in &mut self.outcomes {
            if outcome.number == 0 || seen.contains(&outcome.number) {
                next += 1;
                outcome.number = next;
            }
            seen.push(outcome.number);
            outcome.steps.retain(|step| !empty(&step.who) || !empty(&step.what) || step.by.is_some());
        }
        for view in &mut self.family {
            view.agrees = pack.child_in_need.answer(&view.answer).is_some_and(|answer| answer.agrees);
        }
        self
    }

    /// Everything that keeps it from standing, each beside its field. What is asked for once more goes on with a reason.
    pub fn problems(&self, started_on: Date, pack: &Pack) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !self.child.is_answered() {
            let words = "Say what the child says or shows, or why it is not known.";
            problems.push(Problem::new("child-says", words));
        }
        if self.outcomes.is_empty() {
            problems.push(Problem::new("outcome-0-what", "Say what will be different for the child."));
        }
        for (place, outcome) in self.outcomes.iter().enumerate() {
            outcome_problems(place, outcome, &mut problems);
        }
        if !self.has_contingency() && empty(&self.contingency_why) {
            let words =
                "What happens if the plan does not work? Say it, or say below why the plan goes on without.";
            problems.push(Problem::new("contingency", words));
        }
        self.people_problems(pack, &mut problems);
        let plans = &pack.child_in_need;
        if self.visit_days == 0 {
            problems.push(Problem::new("visit_days", "Say how often the child is seen, in days."));
        } else if self.visit_days > plans.visit_days_most && empty(&self.visit_why) {
            let words = format!(
                "That is less often than every {} days. See the child more often, or say why less often is enough.",
                plans.visit_days_most
            );
            problems.push(Problem::new("visit_days", words));
        }
        if self.review_on.is_some_and(|on| on <= started_on) {
            problems.push(Problem::new("review_on", "The review is on a later day than the plan begins."));
        }
        problems
    }

    fn people_problems(&self, pack: &Pack, problems: &mut Vec<Problem>) {
        for (place, part) in self.agencies.iter().enumerate() {
            let field = |name: &str| format!("agency-{place}-{name}");
            if part.agency != COUNCIL && pack.agency(&part.agency).is_none() {
                problems.push(Problem::new(field("agency"), "Choose the agency."));
            }
            if empty(&part.part) {
                problems.push(Problem::new(field("part"), "Say what they do in this plan."));
            }
        }
        if self.family.is_empty() {
            let words = "Say who of the family was asked, and what they think. If nobody was asked, say whom and why not.";
            problems.push(Problem::new("family-0-who", words));
        }
        for (place, view) in self.family.iter().enumerate() {
            let field = |name: &str| format!("family-{place}-{name}");
            if empty(&view.who) {
                problems.push(Problem::new(field("who"), "Say who, by name."));
            }
            match pack.child_in_need.answer(&view.answer) {
                None => problems.push(Problem::new(field("answer"), "Choose how they answered.")),
                Some(answer) if !answer.agrees && empty(&view.view) => {
                    let words = "Say why they do not agree, or were not asked.";
                    problems.push(Problem::new(field("view"), words));
                }
                Some(_) => {}
            }
        }
    }

    /// Everything typed into it, each beside its field: for looking for what must not stand there.
    pub fn typed(&self) -> Vec<(String, String)> {
        let mut typed = vec![
            ("child-says".into(), self.child.says.clone()),
            ("child-shows".into(), self.child.shows.clone()),
            ("contingency".into(), self.contingency.clone()),
        ];
        for (place, outcome) in self.outcomes.iter().enumerate() {
            for (name, words) in [
                ("what", &outcome.what),
                ("measure", &outcome.measure),
                ("contingency", &outcome.contingency),
                ("without", &outcome.without_why),
            ] {
                typed.push((format!("outcome-{place}-{name}"), words.clone()));
            }
            for (step, words) in outcome.steps.iter().enumerate() {
                typed.push((format!("outcome-{place}-step-{step}-what"), words.what.clone()));
            }
        }
        for (place, part) in self.agencies.iter().enumerate() {
            typed.push((format!("agency-{place}-part"), part.part.clone()));
        }
        for (place, view) in self.family.iter().enumerate() {
            typed.push((format!("family-{place}-view"), view.view.clone()));
        }
        for (field, words) in self.further.iter().flat_map(Answers::typed) {
            typed.push((field, words.to_owned()));
        }
        typed
    }
}

fn outcome_problems(place: usize, outcome: &Outcome, problems: &mut Vec<Problem>) {
    let field = |name: &str| format!("outcome-{place}-{name}");
    if empty(&outcome.what) {
        problems.push(Problem::new(field("what"), "Say what will be different for the child."));
    }
    for (step, one) in outcome.steps.iter().enumerate() {
        if empty(&one.who) {
            problems.push(Problem::new(field(&format!("step-{step}-who")), "Say who does this, by name."));
        }
    }
    if !empty(&outcome.without_why) {
        return;
    }
    if outcome.steps.is_empty() {
        let words = "Who does what, and by when? Say it, or say below why the outcome goes on without.";
        problems.push(Problem::new(field("step-0-who"), words));
    }
    if outcome.steps.iter().any(|step| !empty(&step.who) && step.by.is_none()) {
        let at = outcome.steps.iter().position(|step| step.by.is_none()).unwrap_or_default();
        let words = "By when? Say it, or say below why the outcome goes on without.";
        problems.push(Problem::new(field(&format!("step-{at}-by")), words));
    }
    if empty(&outcome.measure) {
        let words = "How will we know? Say it, or say below why the outcome goes on without.";
        problems.push(Problem::new(field("measure"), words));
    }
}
