//! Something one worker must see and acknowledge: a contact about a child who is open to them, a record somebody opened with a reason.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::contact::Contact;
use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// A notice to one person, kept until they acknowledge it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The record's name.
    pub id: Id<Notice>,
    /// Who must acknowledge it.
    pub to: Id<Staff>,
    /// The child it is about.
    pub child: Id<Person>,
    /// The contact it is about.
    pub contact: Option<Id<Contact>>,
    /// What it says.
    pub words: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// When it was acknowledged.
    pub acknowledged_at: Option<Timestamp>,
}

impl Record for Notice {
    const KIND: &'static str = "notice";

    fn id(&self) -> Id<Notice> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }
}
