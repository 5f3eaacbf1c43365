//! A contact: anything that reaches the front door about a child. A contact is not a referral (DfE): a referral is a request for services for
//! a child who is not already open, accepted for consideration.
//!
//! One contact may be about several children; returns count one row a child. `received_at` is set once and never edited.

mod concern;
pub mod deadlines;
mod decide;
mod decision;
mod different;
mod facts;
mod form;
mod referrer;

pub use concern::{ChildWords, Concern, SafeContact};
pub(crate) use decide::checked_basis;
pub use decide::{CONTACT_SOURCES, Decided, DecisionAsked, NewContact, ProposalAsked};
pub use decision::{Agreement, Cited, Decision, NextAction, Outcomes, Proposal, RulingBasis};
pub use different::NotThem;
pub use form::{AGREEMENTS, BASIS_FIELDS, BASIS_FORM, DECISION_FORM, FORM, TYPED_IN};
pub use referrer::{Channel, Referrer};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::Sealed;
use crate::calendar::clock::Clock;
use crate::form::Answers;
use crate::id::Id;
use crate::person::Person;
use crate::person::address::AddressLines;
use crate::person::known::Known;
use crate::person::name::PersonName;
use crate::person::nhs_number::NhsNumber;
use crate::person::partial_date::PartialDate;
use crate::person::phone::Phone;
use crate::person::relationship::Kinship;
use crate::person::upn::Upn;
use crate::person::{Sex, Standing};
use crate::record::Record;
use crate::staff::Staff;

/// One contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// The record's name.
    pub id: Id<Contact>,
    /// A short number people can say on the telephone.
    pub reference: String,
    /// When it reached the council, to the minute. Set once.
    pub received_at: Timestamp,
    /// When it was typed in.
    pub logged_at: Timestamp,
    /// Who typed it in; for a referral form, the partner who sent it; nobody for the public form.
    pub logged_by: Option<Id<Staff>>,
    /// How it came.
    pub channel: Channel,
    /// The source code of the national returns (22 codes).
    pub source: String,
    /// Who is worried.
    pub referrer: Referrer,
    /// The children it is about.
    pub children: Vec<SubjectChild>,
    /// Everybody else it names: other children at home, adults there, parents and carers elsewhere.
    pub others: Vec<OtherPerson>,
    /// Who on the record was said not to be a child of it, so that nobody is asked twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub different: Vec<NotThem>,
    /// What they are worried about.
    pub concern: Concern,
    /// How to reach the family safely, and what staff must know.
    pub safe_contact: SafeContact,
    /// Answers to the council's own questions of the contact's form, or the referral form as it was sent: with the form's version.
    pub forms: Vec<Answers>,
    /// Where it stands.
    pub stage: Stage,
    /// Who holds it at the front door.
    pub holder: Option<Id<Staff>>,
    /// The outcome proposed, while and after it is decided.
    pub proposal: Option<Proposal>,
    /// Every ruling on it, sent back or decided.
    pub decisions: Vec<Decision>,
    /// The clocks that run on it (T01 decision, T02 acknowledgement, T03 referrer told).
    pub clocks: Vec<Clock>,
}

/// Where a contact stands. There is no "pending".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Received; nobody has proposed an outcome.
    Received,
    /// An outcome is proposed and waits for a manager.
    Proposed,
    /// A manager sent it back with a question.
    SentBack,
    /// Decided; the referrer is still to be told.
    Decided,
    /// Decided and the referrer told, or nobody to tell.
    Closed,
}

impl Stage {
    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Received => "received",
            Stage::Proposed => "proposed",
            Stage::SentBack => "sent_back",
            Stage::Decided => "decided",
            Stage::Closed => "closed",
        }
    }

    /// The stage with this code.
    pub fn from_code(code: &str) -> Option<Stage> {
        [Stage::Received, Stage::Proposed, Stage::SentBack, Stage::Decided, Stage::Closed]
            .into_iter()
            .find(|stage| stage.code() == code)
    }

    /// What the stage means, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Stage::Received => "To be screened",
            Stage::Proposed => "Waiting for a manager's decision",
            Stage::SentBack => "Sent back with a question",
            Stage::Decided => "Decided: referrer to be told",
            Stage::Closed => "Decided",
        }
    }

    /// Whether it is still the front door's.
    pub const fn is_at_the_door(self) -> bool {
        !matches!(self, Stage::Closed)
    }

    /// Whether it has been decided.
    pub const fn is_decided(self) -> bool {
        matches!(self, Stage::Decided | Stage::Closed)
    }
}

/// A child the contact is about: what was said, and whom we found it to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SubjectChild {
    /// What the caller said.
    pub said: Described,
    /// Where the child is now.
    pub where_now: Known<String>,
    /// Who we found it to be.
    pub found: Found,
}

/// What a caller said about a person: never overwritten by what we hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Described {
    /// The name as said.
    pub name: PersonName,
    /// Birth as said: a date, an age, an expected date.
    pub birth: Known<PartialDate>,
    /// Sex as said.
    pub sex: Known<Sex>,
    /// The address as said.
    pub address: Known<Sealed<AddressLines>>,
    /// School or nursery as said.
    pub school: Known<String>,
    /// NHS number as said.
    pub nhs_number: Known<NhsNumber>,
    /// Unique pupil number as said. Contacts from before it was asked say nothing.
    #[serde(default)]
    pub upn: Known<Upn>,
    /// A telephone number of the child, or of whoever looks after them.
    #[serde(default)]
    pub phone: Known<Sealed<Phone>>,
    /// Anything else said about the child: language, disability, ethnicity.
    pub more: Known<String>,
}

impl Described {
    /// Only a name was said, or that it is not known.
    pub fn named(name: PersonName) -> Self {
        Described {
            name,
            birth: Known::NotAsked,
            sex: Known::NotAsked,
            address: Known::NotAsked,
            school: Known::NotAsked,
            nhs_number: Known::NotAsked,
            upn: Known::NotAsked,
            phone: Known::NotAsked,
            more: Known::NotAsked,
        }
    }
}

/// Whom we found the child to be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// Nobody has looked yet.
    #[default]
    NotLooked,
    /// A person already on the record.
    Known {
        /// The person.
        person: Id<Person>,
        /// Who said so, and when.
        by: Id<Staff>,
        /// When.
        at: Timestamp,
    },
    /// A person made for this contact.
    New {
        /// The person.
        person: Id<Person>,
        /// Who said so.
        by: Id<Staff>,
        /// When.
        at: Timestamp,
    },
    /// A person made for this contact, who may be somebody already on the record.
    NotSure {
        /// The person made.
        person: Id<Person>,
        /// Who said so.
        by: Id<Staff>,
        /// When.
        at: Timestamp,
    },
}

impl Found {
    /// When somebody looked.
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            Found::NotLooked => None,
            Found::Known { at, .. } | Found::New { at, .. } | Found::NotSure { at, .. } => Some(*at),
        }
    }

    /// The person, once somebody has looked.
    pub fn person(&self) -> Option<Id<Person>> {
        match self {
            Found::NotLooked => None,
            Found::Known { person, .. } | Found::New { person, .. } | Found::NotSure { person, .. } => {
                Some(*person)
            }
        }
    }
}

/// Somebody else the contact names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OtherPerson {
    /// The name as said.
    pub name: PersonName,
    /// Child or adult.
    pub standing: Standing,
    /// What they are to the first child.
    pub kinship: Option<Kinship>,
    /// Whether they live with the child; fathers elsewhere count.
    pub lives_with: Known<bool>,
    /// Whether they hold parental responsibility.
    pub parental_responsibility: Known<bool>,
    /// Anything else said.
    pub words: String,
    /// The person on the record, once recorded.
    pub person: Option<Id<Person>>,
}

impl Contact {
    /// The latest ruling.
    pub fn ruling(&self) -> Option<&Decision> {
        self.decisions.last()
    }

    /// The decision, once decided.
    pub fn decision(&self) -> Option<&Decision> {
        self.decisions.iter().rev().find(|decision| decision.outcomes.is_some())
    }

    /// The contact as it was before anybody proposed or decided anything: for somebody who is to decide it again without knowing the answer.
    #[must_use]
    pub fn undecided(&self) -> Contact {
        let before = |clock: &Clock| clock.timer != deadlines::OUTCOME_TOLD;
        let clocks = self.clocks.iter().filter(|clock| before(clock)).cloned();
        Contact {
            stage: Stage::Received,
            proposal: None,
            decisions: Vec::new(),
            clocks: clocks.map(|clock| Clock { met: None, ..clock }).collect(),
            ..self.clone()
        }
    }

    /// The people identified in it.
    pub fn people(&self) -> impl Iterator<Item = Id<Person>> + '_ {
        self.children.iter().filter_map(|child| child.found.person())
    }
}

impl Record for Contact {
    const KIND: &'static str = "contact";

    fn id(&self) -> Id<Contact> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.people().collect()
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_contact(self)
    }
}
