//! What becomes of a notification: a contact, word to the worker of a child who is open already, or nothing, with a reason that is counted.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Notification, Stage};
use crate::contact::Contact;
use crate::id::Id;
use crate::person::Person;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// The pack's list of reasons for which no contact is needed.
pub const NOT_NEEDED_REASONS: &str = "notification_reason";
/// The shortest words that say why where the list's reason does not.
pub const LEAST_WORDS: usize = 10;

/// What was done about a notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Triage {
    /// A contact was made of it, with the others of its household.
    Contact {
        /// The contact.
        contact: Id<Contact>,
    },
    /// It went to the worker of a child who is open already (DfE: neither a contact's referral nor a new episode).
    SentToWorker {
        /// The worker.
        to: Id<Staff>,
        /// The child it is about, as whoever sent it says.
        child: Id<Person>,
    },
    /// No contact is needed.
    NotNeeded {
        /// The reason's code in the pack.
        reason: String,
        /// More words.
        words: String,
    },
}

/// What was done, by whom, when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triaged {
    /// What.
    pub what: Triage,
    /// By whom.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

impl Notification {
    /// Those who are known to be in it have been looked up: it waits for somebody. `likely` stands in the order of its people.
    #[must_use]
    pub fn looked_up(&self, likely: Vec<Vec<Id<Person>>>) -> Notification {
        let mut found = self.clone();
        for (named, likely) in found.people.iter_mut().zip(likely) {
            named.likely = likely;
        }
        if found.stage == Stage::Arrived {
            found.stage = Stage::Waiting;
        }
        found
    }

    /// Records what was done about it, once.
    ///
    /// # Errors
    /// When somebody has done so already, or who is known in it is still being looked up.
    pub fn triaged(&self, what: Triage, by: Id<Staff>, at: Timestamp) -> Result<Notification, Refusal> {
        match self.stage {
            Stage::Waiting => {}
            Stage::Arrived => {
                return Err(Refusal::NotNow(
                    "Who is known in this notification is still being looked up. Try again in a few seconds."
                        .into(),
                ));
            }
            Stage::Done => {
                return Err(Refusal::NotNow(format!(
                    "Notification {} has been triaged already. Nothing was done twice.",
                    self.reference
                )));
            }
        }
        if let Triage::NotNeeded { reason, words } = &what
            && reason == "other"
            && words.trim().chars().count() < LEAST_WORDS
        {
            return Err(Refusal::field(
                "words",
                "Say why no contact is needed, in words somebody can weigh.",
            ));
        }
        let mut done = self.clone();
        done.stage = Stage::Done;
        done.triage.push(Triaged { what, by, at });
        Ok(done)
    }

    /// What became of it last, as a code: `contact`, `worker`, or the reason why no contact was needed.
    pub fn outcome(&self) -> Option<&str> {
        self.triage.last().map(|done| match &done.what {
            Triage::Contact { .. } => "contact",
            Triage::SentToWorker { .. } => "worker",
            Triage::NotNeeded { reason, .. } => reason,
        })
    }

    /// The contact that was made of it last.
    pub fn contact(&self) -> Option<Id<Contact>> {
        self.triage.iter().rev().find_map(|done| match done.what {
            Triage::Contact { contact } => Some(contact),
            Triage::SentToWorker { .. } | Triage::NotNeeded { .. } => None,
        })
    }
}
