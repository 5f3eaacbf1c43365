//! Audit: somebody who had no part in a piece of work reads the record *as it was known* when it was decided, and says on Ofsted's scale how good the work was,
//! with words quoted from the record for each grade. It is done with the practitioner, hears the child and the parents, says what difference was made, and
//! sets actions that somebody else sees closed (domain register, 1.17; Knowsley quality assurance framework). A share is graded by a second auditor who sees
//! nothing of the first. Nobody audits their own work, no team's manager their own team's, and no audit changes a child's record. When an auditor thinks
//! that a child is not safe, the responsible managers are told at once: that never waits for the audit.

mod decide;
mod grade;
mod measure;
mod sample;

pub use decide::{ActionAsked, CANNOT_TELL, Drawn, GradingAsked, Moved};
pub use grade::{Grade, Graded, Judgement};
pub use measure::{Counted, Measure};
pub use sample::{Candidate, Draw, Only, Sample, SampleAsked, is_free};

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::clock::Clock;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::{Any, Id};
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// One audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// The record's name.
    pub id: Id<Audit>,
    /// The number people say.
    pub reference: String,
    /// The sample it was drawn in; nothing for one that somebody asked for by name.
    pub sample: Option<Id<Sample>>,
    /// What is audited.
    pub of: Audited,
    /// The auditors, the first one first: one, or two of whom neither sees the other's grades before their own are given.
    pub auditors: Vec<Id<Staff>>,
    /// Whether a second auditor was drawn for and nobody was free.
    pub second_missing: bool,
    /// By when it is graded: the council's own limit.
    pub clock: Clock,
    /// Those who gave it back.
    pub given_back: Vec<GivenBack>,
    /// What the auditors found, in the order in which they answered.
    pub gradings: Vec<Grading>,
    /// Grades that moderation looked at.
    pub moderations: Vec<Moderation>,
    /// What the child and the parents said.
    pub feedback: Vec<Feedback>,
    /// What the practitioner says to it.
    pub reply: Option<Said>,
    /// What is to be done.
    pub actions: Vec<AuditAction>,
    /// When an auditor thought that a child was not safe.
    pub alarms: Vec<Alarm>,
}

/// What an audit is of: one decision, at the entry of the ledger that holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audited {
    /// Which kind of decision.
    pub draw: Draw,
    /// The record that was decided.
    pub record: Id<Any>,
    /// The ledger's entry of the decision: the auditor sees what was known then.
    pub entry: u64,
    /// When it was decided.
    pub at: Timestamp,
    /// Whose work it is.
    pub practitioner: Id<Staff>,
    /// Everybody who had a part in it, or worked with the children.
    pub had_a_part: BTreeSet<Id<Staff>>,
    /// The code of the team it was done in; empty when there is none.
    pub team: String,
    /// The codes of every team that worked with the children.
    pub teams: BTreeSet<String>,
    /// The children.
    pub children: Vec<Id<Person>>,
}

/// Somebody who gave an audit back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenBack {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

/// What one auditor found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grading {
    /// The auditor.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// A judgement for each domain of the pack of the day.
    pub grades: Vec<Graded>,
    /// What was done well.
    pub strengths: String,
    /// What difference it made for the child.
    pub impact: String,
    /// What others can learn.
    pub learning: String,
    /// The codes of what it is about.
    pub tags: BTreeSet<String>,
    /// On which day it was talked through with the practitioner.
    pub with_practitioner: Option<Date>,
    /// Why it was not.
    pub without_why: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// A domain that moderation looked at. Both auditors' grades stay what they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moderation {
    /// The domain's code.
    pub domain: String,
    /// The grade that stands.
    pub grade: Grade,
    /// Why.
    pub why: String,
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// The form in which an auditor grades: the first three questions are asked for each domain of the pack.
pub const GRADING_FORM: PageForm = PageForm {
    id: "audit_grading",
    needs: &[
        Need::row("domain", "grade", Takes::OneOfPage).field("grade-#"),
        Need::row("domain", "quote", Takes::Words).field("quote-#"),
        Need::row("domain", "why", Takes::Words).field("why-#"),
        Need::once("impact", Takes::Words),
        Need::once("strengths", Takes::Words),
        Need::once("learning", Takes::Words),
        Need::once("tags", Takes::SeveralOfPage),
        Need::once("with_practitioner", Takes::Day),
        Need::once("without_why", Takes::Words),
    ],
    beside: &[],
};

/// The form in which it is written down what the family says.
pub const HEARD_FORM: PageForm = PageForm {
    id: "audit_heard",
    needs: &[
        Need::once("of", Takes::OneOfPage),
        Need::once("words", Takes::Words),
        Need::once("why_not", Takes::Words),
    ],
    beside: &[],
};

/// What somebody of the family said about the help they had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// The code of who was asked.
    pub of: String,
    /// Their words; empty when they were not heard.
    pub words: String,
    /// Why they were not heard.
    pub why_not: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Words somebody said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// What.
    pub words: String,
}

/// What is to be done because of an audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditAction {
    /// What.
    pub words: String,
    /// Who does it.
    pub owner: Id<Staff>,
    /// By which day.
    pub due: Date,
    /// Who set it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// That it was done, and how one can see that.
    pub done: Option<Said>,
    /// Those who looked whether it was, the last one last.
    pub looked: Vec<Looked>,
}

/// Somebody looked whether an action was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// What they saw.
    pub said: Said,
    /// What the owner had said.
    pub of: Said,
    /// Whether it is closed by that.
    pub closed: bool,
}

/// An auditor thought that a child was not safe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// Why.
    pub said: Said,
    /// Who was told.
    pub told: BTreeSet<Id<Staff>>,
    /// What they did.
    pub answer: Option<Said>,
}

/// Where an audit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// An auditor has not graded yet.
    ToGrade,
    /// Two auditors differ, and nobody has moderated.
    ToModerate,
    /// An action is not closed yet.
    Actions,
    /// Nothing is left to do.
    Closed,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 4] = [Stage::ToGrade, Stage::ToModerate, Stage::Actions, Stage::Closed];

    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::ToGrade => "to_grade",
            Stage::ToModerate => "to_moderate",
            Stage::Actions => "actions",
            Stage::Closed => "closed",
        }
    }

    /// The stage with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Stage::ToGrade => "To be graded",
            Stage::ToModerate => "To be moderated",
            Stage::Actions => "Actions open",
            Stage::Closed => "Closed",
        }
    }
}

impl AuditAction {
    /// Whether somebody else has seen that it was done.
    pub fn is_closed(&self) -> bool {
        self.looked.last().is_some_and(|looked| looked.closed)
    }

    /// Whether it is over its day and not done.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.done.is_none() && !self.is_closed() && self.due < today
    }
}

impl Audit {
    /// What one auditor found, when they have answered.
    pub fn grading_of(&self, auditor: Id<Staff>) -> Option<&Grading> {
        self.gradings.iter().find(|grading| grading.by == auditor)
    }

    /// Whether every auditor has graded.
    pub fn is_graded(&self) -> bool {
        !self.gradings.is_empty() && self.auditors.iter().all(|auditor| self.grading_of(*auditor).is_some())
    }

    /// Whether it waits for this person's grades.
    pub fn waits_for(&self, staff: Id<Staff>) -> bool {
        self.auditors.contains(&staff) && self.grading_of(staff).is_none()
    }

    /// The audit as far as somebody may see it: until every auditor has graded, nobody sees the grades of another, what others make of them, or who
    /// the other auditor is. What concerns a child's safety now is never kept from anybody.
    #[must_use]
    pub fn for_viewer(&self, staff: Id<Staff>) -> Audit {
        if self.is_graded() {
            return self.clone();
        }
        let own = |grading: &&Grading| grading.by == staff;
        let auditors = if self.auditors.contains(&staff) { vec![staff] } else { self.auditors.clone() };
        Audit {
            gradings: self.gradings.iter().filter(own).cloned().collect(),
            auditors,
            second_missing: false,
            moderations: Vec::new(),
            feedback: self.feedback.iter().filter(|heard| heard.by == staff).cloned().collect(),
            reply: None,
            actions: Vec::new(),
            ..self.clone()
        }
    }

    /// The first and the second auditor's judgement of a domain.
    pub fn judgements(&self, domain: &str) -> Vec<&Judgement> {
        let of = |grading: &'_ Grading| -> Option<usize> {
            grading.grades.iter().position(|graded| graded.domain == domain)
        };
        self.gradings
            .iter()
            .filter_map(|grading| of(grading).map(|at| &grading.grades[at].judgement))
            .collect()
    }

    /// The grades two auditors gave a domain; nothing while there are not two.
    pub fn both(&self, domain: &str) -> Option<(Grade, Grade)> {
        if !self.is_graded() {
            return None;
        }
        match *self.judgements(domain) {
            [one, other] => one.grade().zip(other.grade()),
            _ => None,
        }
    }

    /// The grade of a domain before anybody moderated: the first auditor's.
    pub fn first_grade(&self, domain: &str) -> Option<Grade> {
        let first = self.auditors.first().and_then(|auditor| self.grading_of(*auditor))?;
        first.grades.iter().find(|graded| graded.domain == domain)?.judgement.grade()
    }

    /// The moderated grade of a domain, the last one.
    pub fn moderated(&self, domain: &str) -> Option<&Moderation> {
        self.moderations.iter().rev().find(|moderation| moderation.domain == domain)
    }

    /// The grade of a domain that stands: the moderated one; without it the auditors', when they agree.
    pub fn grade(&self, domain: &str) -> Option<Grade> {
        if let Some(moderation) = self.moderated(domain) {
            return Some(moderation.grade);
        }
        let grades: BTreeSet<Grade> =
            self.judgements(domain).into_iter().filter_map(Judgement::grade).collect();
        match grades.len() {
            1 => grades.into_iter().next(),
            _ => None,
        }
    }

    /// The domains somebody graded, in the order of the first grading.
    pub fn domains(&self) -> Vec<&str> {
        let mut domains: Vec<&str> = Vec::new();
        for graded in self.gradings.iter().flat_map(|grading| &grading.grades) {
            if !domains.contains(&graded.domain.as_str()) {
                domains.push(&graded.domain);
            }
        }
        domains
    }

    /// The domains on which two auditors differ and that nobody has moderated.
    pub fn to_moderate(&self) -> Vec<&str> {
        let differs = |domain: &&str| self.both(domain).is_some_and(|(one, other)| one != other);
        self.domains().into_iter().filter(differs).filter(|domain| self.moderated(domain).is_none()).collect()
    }

    /// Where it stands.
    pub fn stage(&self) -> Stage {
        if !self.is_graded() {
            Stage::ToGrade
        } else if !self.to_moderate().is_empty() {
            Stage::ToModerate
        } else if self.actions.iter().any(|action| !action.is_closed()) {
            Stage::Actions
        } else {
            Stage::Closed
        }
    }

    /// Everybody named in it, who therefore reads it: auditors, the practitioner once it is graded, owners of actions, those who were told of an alarm.
    pub fn parties(&self) -> BTreeSet<Id<Staff>> {
        let mut parties: BTreeSet<Id<Staff>> = self.auditors.iter().copied().collect();
        if self.is_graded() {
            parties.insert(self.of.practitioner);
        }
        parties.extend(self.actions.iter().map(|action| action.owner));
        parties.extend(self.alarms.iter().flat_map(|alarm| alarm.told.iter().copied()));
        parties
    }

    /// The first day on which an action that is not done falls due.
    pub fn action_due(&self) -> Option<Date> {
        self.actions
            .iter()
            .filter(|action| action.done.is_none() && !action.is_closed())
            .map(|action| action.due)
            .min()
    }
}

impl Record for Audit {
    const KIND: &'static str = "audit";

    fn id(&self) -> Id<Audit> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.of.children.clone()
    }
}
