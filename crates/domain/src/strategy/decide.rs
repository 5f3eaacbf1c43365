//! The decision for each child, with what else was considered and who saw it differently; and the chair's signature. What was known at the decision
//! is kept whole.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Discussion, EnquiryPlan, Interim, Moment, Stage};
use crate::calendar::{Calendar, Clock};
use crate::id::Id;
use crate::meeting::Dissent;
use crate::pack::{EnquiryBy, Pack, StrategyOutcome};
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// What is decided for one child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildDecision {
    /// The child.
    pub child: Id<Person>,
    /// What: codes of the pack, the first first.
    pub outcomes: Vec<String>,
    /// Whose section 47 enquiry it begins; set when it is decided.
    #[serde(default)]
    pub begins: Option<EnquiryBy>,
    /// The reasons: whether there is reasonable cause to suspect significant harm, and why.
    pub reasons: String,
    /// What else was considered, and why not.
    pub considered: String,
    /// Who saw it differently.
    pub dissent: Vec<Dissent>,
    /// Why another discussion is needed.
    pub further_because: String,
    /// The plan of the enquiry, where one begins.
    pub plan: EnquiryPlan,
    /// What keeps the child safe for now.
    pub interim: Interim,
}

/// What was decided for whom, for the words of the minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedFor {
    /// The child's name.
    pub child: String,
    /// The outcomes, in words.
    pub outcomes: Vec<String>,
    /// The reasons.
    pub reasons: String,
    /// What else was considered.
    pub considered: String,
}

impl ChildDecision {
    /// A decision about a child that says nothing yet.
    pub fn blank(child: Id<Person>) -> Self {
        ChildDecision {
            child,
            outcomes: Vec::new(),
            begins: None,
            reasons: String::new(),
            considered: String::new(),
            dissent: Vec::new(),
            further_because: String::new(),
            plan: EnquiryPlan::default(),
            interim: Interim::default(),
        }
    }

    /// Whose section 47 enquiry its outcomes begin, if one.
    pub fn section47(&self, pack: &Pack) -> Option<EnquiryBy> {
        self.of(pack).find_map(|outcome| outcome.section47)
    }

    fn of<'a>(&'a self, pack: &'a Pack) -> impl Iterator<Item = &'a StrategyOutcome> {
        self.outcomes.iter().filter_map(|code| pack.strategy.outcome(code))
    }

    pub(super) fn typed(&self) -> Vec<(String, &str)> {
        let mut typed: Vec<(String, &str)> = vec![
            ("reasons".into(), &self.reasons),
            ("considered".into(), &self.considered),
            ("further_because".into(), &self.further_because),
            ("interim".into(), &self.interim.words),
        ];
        typed.extend(
            self.dissent
                .iter()
                .enumerate()
                .map(|(line, dissent)| (format!("dissent-{line}-words"), dissent.words.as_str())),
        );
        typed.extend(self.plan.typed().into_iter().map(|(part, words)| (part.to_owned(), words)));
        typed
    }
}

impl Discussion {
    /// Records the decision: nothing of it changes afterwards. Where it was by telephone, the clock of the meeting that follows begins.
    ///
    /// # Errors
    /// When it was not held, or what must be said for a child is not said.
    pub fn decided(
        &self,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Discussion, Refusal> {
        let held_at = match (self.stage(), self.held_at) {
            (Stage::Held, Some(held_at)) => held_at,
            (Stage::Begun | Stage::Gathering | Stage::Convened, _) | (Stage::Held, None) => {
                return Err(Refusal::NotNow(
                    "This discussion has not been held. Say first who was there.".into(),
                ));
            }
            (Stage::Decided | Stage::Signed, _) => {
                return Err(Refusal::NotNow("This discussion is decided already.".into()));
            }
            (Stage::CalledOff, _) => return Err(Refusal::NotNow("This discussion was not held.".into())),
        };
        let problems = self.decision_problems(held_at, pack);
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let mut discussion = self.clone();
        discussion.freeze(Moment::Decision, by, now, &pack.strategy);
        for decision in &mut discussion.decisions {
            decision.begins = decision.section47(pack);
        }
        discussion.decided = Some((by, now));
        discussion.clock.met.get_or_insert(held_at);
        if self.telephone.is_some()
            && let Some(timer) = pack.timer(&pack.strategy.follow_up)
        {
            discussion.follow_up = Some(Clock::start(&timer.id, held_at, timer.limit, calendar));
        }
        Ok(discussion)
    }

    fn decision_problems(&self, held_at: Timestamp, pack: &Pack) -> Vec<Problem> {
        let mut problems = Vec::new();
        let analysis = [
            ("likelihood", &self.analysis.likelihood, "Write how likely harm is, and why."),
            ("severity", &self.analysis.severity, "Write how severe it is or would be."),
            (
                "otherwise",
                &self.analysis.otherwise,
                "Write what else could explain this. It is asked so that nobody is drawn in needlessly.",
            ),
        ];
        for (field, words, ask) in analysis {
            if words.trim().is_empty() {
                problems.push(Problem::new(field, ask));
            }
        }
        let mut further = false;
        for child in &self.children {
            match self.decision_of(*child) {
                Some(decision) => {
                    problems.extend(self.child_problems(decision, pack));
                    further |= decision.of(pack).any(|outcome| outcome.further);
                }
                None => {
                    let field = self.field(*child, "outcome");
                    problems.push(Problem::new(field, "Choose what is decided for this child."));
                }
            }
        }
        if further && self.next.is_none_or(|next| next <= held_at) {
            problems.push(Problem::new("next-date", "Write when the further discussion is."));
        }
        problems
    }

    fn child_problems(&self, decision: &ChildDecision, pack: &Pack) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut wrong = |part: &str, words: &str| {
            problems.push(Problem::new(self.field(decision.child, part), words));
        };
        let outcomes: Vec<&StrategyOutcome> = decision.of(pack).collect();
        if outcomes.is_empty() {
            wrong("outcome", "Choose what is decided for this child.");
        }
        if outcomes.len() > 1 && outcomes.iter().any(|outcome| outcome.alone) {
            wrong("outcome", "“No further action” stands alone.");
        }
        if outcomes.iter().filter(|outcome| outcome.section47.is_some()).count() > 1 {
            wrong("outcome", "Choose one: alone, jointly, or by police.");
        }
        if decision.reasons.trim().is_empty() {
            wrong("reasons", "Write whether the threshold is reached for this child, and why.");
        }
        if decision.considered.trim().is_empty() {
            wrong("considered", "Write what else was considered, and why not.");
        }
        for (line, dissent) in decision.dissent.iter().enumerate() {
            if dissent.words.trim().is_empty() {
                wrong(
                    &format!("dissent-{line}-words"),
                    "Write what this agency would have decided, and why.",
                );
            }
        }
        if outcomes.iter().any(|outcome| outcome.further) && decision.further_because.trim().is_empty() {
            wrong("further_because", "Write what is missing that a further discussion would know.");
        }
        if outcomes.iter().any(|outcome| outcome.safety) {
            if decision.interim.words.trim().is_empty() {
                wrong("interim", "Write what keeps this child safe for now, and who does it.");
            }
            if decision.interim.until.is_none() {
                wrong("interim-date", "Write until when: it cannot be left open.");
            }
        }
        if outcomes.iter().any(|outcome| outcome.section47.is_some()) {
            if self.risks_of(decision.child).next().is_none() {
                wrong("risks", "Name at least one risk to this child: the enquiry answers for each.");
            }
            problems.extend(decision.plan.problems(&self.field(decision.child, "plan")));
        }
        problems
    }

    /// The chair signs. Whoever chaired is said by its meeting.
    ///
    /// # Errors
    /// When it is not decided, or somebody else chaired.
    pub fn signed(&self, chair: Id<Staff>, by: Id<Staff>, now: Timestamp) -> Result<Discussion, Refusal> {
        match self.stage() {
            Stage::Decided => {}
            Stage::Signed => return Err(Refusal::NotNow("This discussion is signed already.".into())),
            Stage::CalledOff => return Err(Refusal::NotNow("This discussion was not held.".into())),
            Stage::Begun | Stage::Gathering | Stage::Convened | Stage::Held => {
                return Err(Refusal::NotNow("Record the decision first, then sign.".into()));
            }
        }
        if by != chair {
            return Err(Refusal::not_allowed("The chair signs the discussion."));
        }
        Ok(Discussion { signed: Some((by, now)), ..self.clone() })
    }

    /// The meeting that follows a telephone discussion was held.
    pub fn followed(&self, held_at: Timestamp) -> Discussion {
        let mut discussion = self.clone();
        if let Some(clock) = &mut discussion.follow_up {
            clock.met.get_or_insert(held_at);
        }
        discussion
    }

    /// What was decided, in words for the minutes. `name` gives a child's name.
    pub fn in_minutes(&self, pack: &Pack, name: impl Fn(Id<Person>) -> String) -> Vec<DecidedFor> {
        let decided = self.decisions.iter().map(|decision| DecidedFor {
            child: name(decision.child),
            outcomes: decision.of(pack).map(|outcome| outcome.name.clone()).collect(),
            reasons: decision.reasons.clone(),
            considered: decision.considered.clone(),
        });
        decided.collect()
    }
}
