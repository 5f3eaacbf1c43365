//! Notifications: what another agency tells the front door of every incident with a child in it, by the hundred, most of all the police after a
//! weekend (domain register 1.1, 1.11; Working Together: information is shared early and read against the history).
//!
//! A notification is not yet a contact: somebody reads it together with everything else told of the same household, and either makes a contact,
//! tells the worker of a child who is open already, or says why no contact is needed. What the agency wrote is kept as it was sent.

mod check;
mod facts;
mod file;
pub mod household;
pub mod key;
mod row;
mod triage;

pub use check::{Checked, INCIDENT_KINDS, checked, people_of};
pub use file::{Batch, BatchFile, Format, Mended, RefusedRow, Way};
pub use row::{Column, INCIDENT, PERSON, REFERENCE, Row, column};
pub use triage::{LEAST_WORDS, NOT_NEEDED_REASONS, Triage, Triaged};

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::Sealed;
use crate::contact::Described;
use crate::id::Id;
use crate::person::Person;
use crate::person::known::Known;
use crate::record::Record;

/// The kind of incident that is domestic abuse: a child who sees, hears or lives with it is a victim (Domestic Abuse Act 2021, section 3).
pub const DOMESTIC_ABUSE: &str = "domestic_abuse";

/// One notification: one incident, with everybody in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notification {
    /// The record's name.
    pub id: Id<Notification>,
    /// The code in the pack of the agency that sent it.
    pub agency: String,
    /// The agency's own reference: with the agency it is the incident, whatever file it comes in.
    pub reference: String,
    /// The batch that brought this version of it.
    pub batch: Id<Batch>,
    /// What was sent, word for word.
    pub row: Row,
    /// When the first version of it reached the council.
    pub received_at: Timestamp,
    /// When the incident was, as far as they say.
    pub incident_at: Option<Timestamp>,
    /// The codes of its kinds.
    pub kinds: BTreeSet<String>,
    /// What happened.
    pub what_happened: String,
    /// Who wrote it.
    pub officer: String,
    /// How to reach whoever wrote it.
    pub officer_contact: String,
    /// Where it happened.
    pub address: Option<Sealed<crate::person::address::AddressLines>>,
    /// Everybody in it.
    pub people: Vec<Named>,
    /// The agency's own grading.
    pub risk: Option<Risk>,
    /// Where it stands.
    pub stage: Stage,
    /// When the agency sent it again with other words.
    pub changed_at: Option<Timestamp>,
    /// What was done about it, in order.
    pub triage: Vec<Triaged>,
}

/// Somebody in an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// What they were in it.
    pub part: Part,
    /// What is said of them.
    pub said: Described,
    /// A telephone number, as it is written.
    pub phone: String,
    /// Those on the record who nearly certainly are this person, found when it came. Nobody has said yet that they are.
    pub likely: Vec<Id<Person>>,
}

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $words:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $(#[doc = $words] $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The code.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// In words.
            pub const fn words(self) -> &'static str {
                match self { $($name::$variant => $words,)* }
            }

            /// The one with this code.
            pub fn from_code(code: &str) -> Option<$name> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }
        }
    };
}
pub(crate) use coded;

coded! {
    /// What somebody was in an incident.
    Part {
        Child = "child", "Child";
        Victim = "victim", "Victim";
        Suspect = "suspect", "Suspect";
        Witness = "witness", "Witness";
        Missing = "missing", "Missing person";
        Adult = "adult", "Adult in the home";
        Other = "other", "Other";
    }
}

coded! {
    /// The agency's own grading: the DASH bands of the police.
    Risk {
        Standard = "standard", "Standard risk";
        Medium = "medium", "Medium risk";
        High = "high", "High risk";
    }
}

coded! {
    /// Where a notification stands.
    Stage {
        Arrived = "arrived", "Arrived: who is known is being looked up";
        Waiting = "waiting", "Waiting for triage";
        Done = "done", "Triaged";
    }
}

impl Notification {
    /// A notification from a row that was checked.
    pub fn new(
        id: Id<Notification>,
        agency: &str,
        batch: Id<Batch>,
        row: Row,
        checked: Checked,
        at: Timestamp,
    ) -> Self {
        Notification {
            id,
            agency: agency.to_owned(),
            reference: checked.reference,
            batch,
            row,
            received_at: at,
            incident_at: checked.incident_at,
            kinds: checked.kinds,
            what_happened: checked.what_happened,
            officer: checked.officer,
            officer_contact: checked.officer_contact,
            address: checked.address,
            people: checked.people,
            risk: checked.risk,
            stage: Stage::Arrived,
            changed_at: None,
            triage: Vec::new(),
        }
    }

    /// The same incident told again with other words: it waits again, and what was done about the first words stays beside it.
    #[must_use]
    pub fn told_again(&self, batch: Id<Batch>, row: Row, checked: Checked, at: Timestamp) -> Self {
        let new = Notification::new(self.id, &self.agency, batch, row, checked, at);
        Notification {
            received_at: self.received_at,
            changed_at: Some(at),
            triage: self.triage.clone(),
            reference: self.reference.clone(),
            ..new
        }
    }

    /// Whether domestic abuse is among its kinds.
    pub fn is_domestic_abuse(&self) -> bool {
        self.kinds.contains(DOMESTIC_ABUSE)
    }

    /// When it was: the incident, or when it reached the council while nobody says.
    pub fn happened_or_received(&self) -> Timestamp {
        self.incident_at.unwrap_or(self.received_at)
    }

    /// Everybody on the record who nearly certainly is in it.
    pub fn likely(&self) -> BTreeSet<Id<Person>> {
        self.people.iter().flat_map(|named| named.likely.iter().copied()).collect()
    }
}

impl Named {
    /// Whether they are a child, as far as their part and age say; somebody of unknown age who is called a child is one.
    pub fn is_child(&self, on: jiff::civil::Date) -> bool {
        let age = match self.said.birth {
            Known::Is(birth) => birth.age_on(on),
            Known::NotAsked | Known::NotKnown => None,
        };
        age.map_or(matches!(self.part, Part::Child), |age| age.at_least < 18)
    }
}

impl Record for Notification {
    const KIND: &'static str = "notification";

    fn id(&self) -> Id<Notification> {
        self.id
    }

    /// A likeness found by a machine puts nothing into a child's file: only what somebody said is about the child does.
    fn children(&self) -> Vec<Id<Person>> {
        let mut children: Vec<Id<Person>> = self
            .triage
            .iter()
            .filter_map(|done| match done.what {
                Triage::SentToWorker { child, .. } => Some(child),
                Triage::Contact { .. } | Triage::NotNeeded { .. } => None,
            })
            .collect();
        children.dedup();
        children
    }
}
