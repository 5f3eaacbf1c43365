//! What is written while the discussion is held: what it means, each risk by name, and what is proposed for each child. It can be written again until
//! it is decided. Nothing here is demanded before the decision: a half-written record is better than none.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ChildDecision, Discussion, InformedAsked, Stage};
use crate::form::Answers;
use crate::id::Id;
use crate::pack::Pack;
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// What the information means.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Analysis {
    /// How likely the harm is, and why.
    pub likelihood: String,
    /// How severe it is or would be.
    pub severity: String,
    /// What protects the child.
    pub protective: String,
    /// What else could explain this.
    pub otherwise: String,
}

/// A risk by name. The section 47 enquiry enquires into it, or says why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// Its number in the discussion: never given twice.
    pub number: u32,
    /// The risk, in one line.
    pub words: String,
    /// The children it is a risk to.
    pub children: Vec<Id<Person>>,
}

/// A risk as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RiskAsked {
    /// Its number, for one that was named before.
    pub number: Option<u32>,
    /// The risk.
    pub words: String,
    /// The children; all, when none is chosen.
    pub children: Vec<Id<Person>>,
}

/// What is written, as the page sends it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RecordAsked {
    /// What is known by now.
    pub information: InformedAsked,
    /// What it means.
    pub analysis: Analysis,
    /// The risks; a line left empty is none.
    pub risks: Vec<RiskAsked>,
    /// What is decided for each child.
    pub decisions: Vec<ChildDecision>,
    /// Other children.
    pub other_children: String,
    /// What the designated officer is told.
    pub designated_officer: String,
    /// When the next discussion is.
    pub next: Option<Timestamp>,
    /// The answers to the council's own questions, with the version of the form.
    pub further: Option<Answers>,
}

impl Discussion {
    /// Writes the record. `held_at` is when its meeting began, once it has begun.
    ///
    /// # Errors
    /// When it is decided, signed or called off; when an item of information is typed by halves; when a decision is about another child.
    pub fn recorded(
        &self,
        asked: RecordAsked,
        held_at: Option<Timestamp>,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Discussion, Refusal> {
        self.must_be_open()?;
        if self.stage() == Stage::Decided {
            return Err(Refusal::NotNow(
                "This discussion is decided. Only its chair's signature is missing.".into(),
            ));
        }
        let mut discussion = self.informed(asked.information, by, now, pack)?;
        let mut problems = Vec::new();
        discussion.analysis = asked.analysis;
        discussion.name_risks(asked.risks, &mut problems);
        for decision in &asked.decisions {
            if !self.children.contains(&decision.child) {
                return Err(Refusal::NotFound);
            }
            for code in decision.outcomes.iter().filter(|code| pack.strategy.outcome(code).is_none()) {
                let words = format!("The practice pack has no outcome “{code}”. Choose again.");
                problems.push(Problem::new(self.field(decision.child, "outcome"), words));
            }
        }
        discussion.decisions = asked.decisions;
        discussion.other_children = asked.other_children;
        discussion.designated_officer = asked.designated_officer;
        discussion.next = asked.next;
        discussion.further = asked.further;
        discussion.held_at = self.held_at.or(held_at.filter(|held| *held <= now));
        if problems.is_empty() { Ok(discussion) } else { Err(Refusal::Invalid(problems)) }
    }

    fn name_risks(&mut self, asked: Vec<RiskAsked>, problems: &mut Vec<Problem>) {
        let mut named = Vec::new();
        let mut numbers = BTreeSet::new();
        for (line, risk) in asked.into_iter().enumerate().filter(|(_, risk)| !risk.words.trim().is_empty()) {
            if risk.children.iter().any(|child| !self.children.contains(child)) {
                problems.push(Problem::new(
                    format!("risk-{line}-children"),
                    "Choose children of this discussion.",
                ));
                continue;
            }
            let before = self.risks.iter().map(|risk| risk.number);
            let kept = risk.number.filter(|number| before.clone().any(|one| one == *number));
            let number = kept.filter(|number| numbers.insert(*number)).unwrap_or_else(|| {
                self.risks_named += 1;
                self.risks_named
            });
            let children = if risk.children.is_empty() { self.children.clone() } else { risk.children };
            named.push(Risk { number, words: risk.words, children });
        }
        self.risks = named;
    }

    /// The name of a child's field: `child-<place>-<part>`.
    pub(super) fn field(&self, child: Id<Person>, part: &str) -> String {
        let place = self.children.iter().position(|one| *one == child).unwrap_or_default();
        format!("child-{place}-{part}")
    }
}

impl RecordAsked {
    /// Everything typed, each beside its field: for looking for what must not stand in it. `children` are those of the discussion, in order.
    pub fn typed(&self, children: &[Id<Person>]) -> Vec<(String, &str)> {
        let analysis = &self.analysis;
        let mut typed: Vec<(String, &str)> = vec![
            ("likelihood".into(), &analysis.likelihood),
            ("severity".into(), &analysis.severity),
            ("protective".into(), &analysis.protective),
            ("otherwise".into(), &analysis.otherwise),
            ("other_children".into(), &self.other_children),
            ("designated_officer".into(), &self.designated_officer),
        ];
        for item in &self.information {
            typed.push((format!("item-{}-words", item.code), &item.words));
            typed.push((format!("item-{}-source", item.code), &item.source));
        }
        for (line, risk) in self.risks.iter().enumerate() {
            typed.push((format!("risk-{line}-words"), &risk.words));
        }
        for decision in &self.decisions {
            let place = children.iter().position(|one| *one == decision.child).unwrap_or_default();
            typed.extend(
                decision.typed().into_iter().map(|(part, words)| (format!("child-{place}-{part}"), words)),
            );
        }
        typed.extend(self.further.iter().flat_map(Answers::typed));
        typed
    }

    /// A whole record with these words in each field that is typed: for examples, and for looking whether one of them gets out. `word` is given the
    /// field's name. The outcome is a joint enquiry for each child.
    pub fn filled(children: &[Id<Person>], when: Timestamp, word: impl Fn(&str) -> String) -> RecordAsked {
        use super::{EnquiryPlan, Interim, Need, Needed, ParentsTold};
        let need = |field: &str| Need { needed: Needed::Yes, words: word(field), when: Some(when) };
        let decision = |child: &Id<Person>| ChildDecision {
            child: *child,
            outcomes: vec!["s47_joint".into()],
            begins: None,
            reasons: word("reasons"),
            considered: word("considered"),
            dissent: Vec::new(),
            further_because: word("further_because"),
            plan: EnquiryPlan {
                seen_by: word("seen_by"),
                place: word("place"),
                seen_by_when: Some(when),
                with: word("with"),
                language: word("language"),
                interpreter: need("interpreter"),
                capacity: word("capacity"),
                intermediary: need("intermediary"),
                communication: word("communication"),
                parents: ParentsTold { told: Needed::Later, when: Some(when), words: word("parents") },
                medical: need("medical"),
                medical_consent: word("medical_consent"),
                interview: need("interview"),
                legal_advice: need("legal"),
                criminal: word("criminal"),
                open_because: String::new(),
            },
            interim: Interim { words: word("interim"), until: Some(when), plan: None },
        };
        RecordAsked {
            information: Vec::new(),
            analysis: Analysis {
                likelihood: word("likelihood"),
                severity: word("severity"),
                protective: word("protective"),
                otherwise: word("otherwise"),
            },
            risks: vec![RiskAsked { number: None, words: word("risk"), children: Vec::new() }],
            decisions: children.iter().map(decision).collect(),
            other_children: word("other_children"),
            designated_officer: word("designated_officer"),
            next: Some(when),
            further: None,
        }
    }
}
