//! "Not sure": two records that may be one person. A task for somebody with more to go on, never a merge.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Person;
use crate::contact::Contact;
use crate::id::Id;
use crate::record::Record;
use crate::staff::Staff;

/// Two records that may be about one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PossibleMatch {
    /// The record's name.
    pub id: Id<PossibleMatch>,
    /// The contact in which the question arose.
    pub contact: Id<Contact>,
    /// The person made for this contact.
    pub made: Id<Person>,
    /// The person they may be.
    pub held: Id<Person>,
    /// Why they may be the same, in words.
    pub reasons: Vec<String>,
    /// Who was not sure.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// What was found in the end.
    pub resolved: Option<Resolution>,
}

/// What was found about a possible match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// Whether they are the same person.
    pub same: bool,
    /// Why.
    pub reason: String,
    /// Who found it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

impl Record for PossibleMatch {
    const KIND: &'static str = "possible_match";

    fn id(&self) -> Id<PossibleMatch> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.made, self.held]
    }
}
