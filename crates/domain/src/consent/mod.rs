//! Three different things are called consent; the record keeps them apart (domain register 2.3): agreement to *share*, consent to a *service*,
//! consent to a *medical* examination. Consent is seldom the legal basis for sharing: the basis is recorded beside the answer.

mod facts;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::contact::Contact;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::person::Person;
use crate::person::known::Known;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// Consent or lawful basis for one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The record's name.
    pub id: Id<Basis>,
    /// The children it is about.
    pub children: Vec<Id<Person>>,
    /// The contact it was recorded in.
    pub contact: Option<Id<Contact>>,
    /// Which of the three.
    pub kind: BasisKind,
    /// What for, in words: "to share with the school", "Family First".
    pub purpose: String,
    /// Of whom it was asked.
    pub asked_of: String,
    /// Whether they hold parental responsibility.
    pub parental_responsibility: Known<bool>,
    /// Capacity: the young person's competence, or an adult's capacity.
    pub capacity: String,
    /// How they were asked.
    pub asked_how: String,
    /// The answer.
    pub answer: Answer,
    /// Conditions they set.
    pub conditions: String,
    /// The legal basis for going on (a code of the pack): consent, public task with the safeguarding condition, …
    pub legal_basis: String,
    /// A manager's decision to go on without agreement.
    pub dispensed: Option<Dispensation>,
    /// Who recorded it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// A later withdrawal.
    pub withdrawn: Option<Withdrawal>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// The form in which it is recorded. What it is for and the basis in law are chosen from consent.toml.
pub const FORM: PageForm = PageForm {
    id: "consent",
    needs: &[
        Need::once("kind", Takes::OneOfPage),
        Need::once("purpose", Takes::OneOfPage),
        Need::once("purpose_other", Takes::Words).field("purpose-other"),
        Need::once("answer", Takes::One(&["agreed", "refused", "not_asked"])),
        Need::once("asked_of", Takes::Words),
        Need::once("responsibility", Takes::YesNo),
        Need::once("capacity", Takes::Words),
        Need::once("asked_how", Takes::Words),
        Need::once("conditions", Takes::Words),
        Need::once("legal_basis", Takes::OneOfPage),
    ],
    beside: &[],
};

/// The form in which a manager goes on without agreement. The grounds are chosen from consent.toml.
pub const DISPENSE_FORM: PageForm = PageForm {
    id: "consent_dispense",
    needs: &[
        Need::once("ground", Takes::OneOfPage),
        Need::once("reason", Takes::Words),
        Need::once("risk_if_asked", Takes::Words),
        Need::once("review", Takes::Day),
    ],
    beside: &[],
};

/// Which kind of consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BasisKind {
    /// Agreement that information is shared: courtesy and good practice; an objection is weighed.
    Share,
    /// Consent to a service (section 17, early help): from a holder of parental responsibility; can be withdrawn.
    Service,
    /// Consent to a medical examination.
    Medical,
}

impl BasisKind {
    /// Every kind.
    pub const ALL: [BasisKind; 3] = [BasisKind::Share, BasisKind::Service, BasisKind::Medical];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            BasisKind::Share => "share",
            BasisKind::Service => "service",
            BasisKind::Medical => "medical",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            BasisKind::Share => "Agreement to share information",
            BasisKind::Service => "Consent to a service",
            BasisKind::Medical => "Consent to a medical examination",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<BasisKind> {
        BasisKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What they said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// They agreed.
    Agreed,
    /// They did not agree.
    Refused,
    /// They were not asked.
    NotAsked,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Answer; 3] = [Answer::Agreed, Answer::Refused, Answer::NotAsked];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Answer::Agreed => "agreed",
            Answer::Refused => "refused",
            Answer::NotAsked => "not_asked",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Answer::Agreed => "Agreed",
            Answer::Refused => "Did not agree",
            Answer::NotAsked => "Not asked",
        }
    }

    /// The answer with this code.
    pub fn from_code(code: &str) -> Option<Answer> {
        Answer::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

/// A manager's decision to go on without agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispensation {
    /// The manager.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// The pack's code for the ground: risk of significant harm, prejudice to a crime enquiry, …
    pub ground: String,
    /// Why it holds here, and why it is proportionate.
    pub reason: String,
    /// What would happen if they were asked.
    pub risk_if_asked: String,
    /// When it is looked at again.
    pub review: Option<Date>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// A withdrawal. It never closes anything by itself: a manager states the risk first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Who recorded it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Who withdrew and what they said.
    pub words: String,
}

impl Basis {
    /// Whether information may be shared or the service begun on it.
    pub fn stands(&self) -> bool {
        self.withdrawn.is_none() && (self.answer == Answer::Agreed || self.dispensed.is_some())
    }

    /// Checks what was recorded: a purpose, and of whom it was asked unless nobody was.
    pub fn checked(self) -> Result<Basis, Refusal> {
        let mut problems = Vec::new();
        if self.purpose.trim().is_empty() {
            problems.push(Problem::new("purpose", "Say what it is for."));
        }
        if self.answer != Answer::NotAsked && self.asked_of.trim().is_empty() {
            problems.push(Problem::new("asked_of", "Say who was asked."));
        }
        if self.kind == BasisKind::Service && self.dispensed.is_some() {
            problems.push(Problem::new(
                "kind",
                "Consent to a service cannot be dispensed with: without it there is no service.",
            ));
        }
        if problems.is_empty() { Ok(self) } else { Err(Refusal::Invalid(problems)) }
    }

    /// Goes on without agreement: who, on which ground, why, and the risk if asked.
    pub fn dispense(&self, dispensation: Dispensation, grounds: &[&str]) -> Result<Basis, Refusal> {
        let mut problems = Vec::new();
        if !grounds.contains(&dispensation.ground.as_str()) {
            problems.push(Problem::new("ground", "Choose the ground for going on without agreement."));
        }
        if dispensation.reason.trim().chars().count() < 10 {
            problems.push(Problem::new(
                "reason",
                "Say why this ground holds here, and why going on is proportionate.",
            ));
        }
        if dispensation.risk_if_asked.trim().is_empty() {
            problems.push(Problem::new("risk_if_asked", "Say what could happen if they were asked."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        Basis { dispensed: Some(dispensation), ..self.clone() }.checked()
    }

    /// Records a withdrawal.
    pub fn withdraw(&self, withdrawal: Withdrawal) -> Result<Basis, Refusal> {
        if self.withdrawn.is_some() {
            return Err(Refusal::NotNow("This has already been withdrawn.".into()));
        }
        if withdrawal.words.trim().is_empty() {
            return Err(Refusal::field("words", "Say who withdrew it, and what they said."));
        }
        Ok(Basis { withdrawn: Some(withdrawal), ..self.clone() })
    }
}

impl Record for Basis {
    const KIND: &'static str = "basis";

    fn id(&self) -> Id<Basis> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }
}
