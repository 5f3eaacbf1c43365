//! What the referrer is told: drafted, approved by somebody else, sent through the outbox. Silence is partners' first grievance.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::Sealed;
use crate::contact::Contact;
use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// One message to a referrer about one contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feedback {
    /// The record's name.
    pub id: Id<Feedback>,
    /// The contact.
    pub contact: Id<Contact>,
    /// The children in it: the message is part of their files.
    pub children: Vec<Id<Person>>,
    /// How it goes: chosen from what the referrer said is safe.
    pub way: Way,
    /// What it says.
    pub words: String,
    /// Who wrote it.
    pub drafted_by: Id<Staff>,
    /// When.
    pub drafted_at: Timestamp,
    /// Who approved it, and when.
    pub approved: Option<(Id<Staff>, Timestamp)>,
    /// When it left.
    pub sent_at: Option<Timestamp>,
}

/// How a message reaches the referrer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By e-mail to an address they gave.
    Email(Sealed<String>),
    /// Shown to them in their own list of referrals when they sign in.
    OwnReferrals,
    /// Told by telephone: recorded by whoever rang.
    Telephone(Sealed<String>),
}

impl Feedback {
    /// Approves the message. Whoever wrote it may not (the access decision says so first).
    pub fn approve(&self, by: Id<Staff>, at: Timestamp, words: String) -> Result<Feedback, Refusal> {
        if self.approved.is_some() {
            return Err(Refusal::NotNow("This message has already been approved.".into()));
        }
        if words.trim().is_empty() {
            return Err(Refusal::field("words", "Write what the referrer is told."));
        }
        Ok(Feedback { words, approved: Some((by, at)), ..self.clone() })
    }
}

impl Record for Feedback {
    const KIND: &'static str = "feedback";

    fn id(&self) -> Id<Feedback> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }
}
