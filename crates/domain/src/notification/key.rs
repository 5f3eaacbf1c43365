//! The key of another agency's system: with it the system sends notifications and reads what came of its own batches, and nothing else. Shown once,
//! kept as a digest, ended by a date or by an administrator.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// One key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyKey {
    /// The record's name.
    pub id: Id<AgencyKey>,
    /// The agency's code in the pack.
    pub agency: String,
    /// What the administrator calls it: which system, in whose hands.
    pub name: String,
    /// The digest of the key.
    pub digest: String,
    /// Who made it.
    pub made_by: Id<Staff>,
    /// When.
    pub made_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// Who ended it earlier, and when.
    pub revoked: Option<(Id<Staff>, Timestamp)>,
}

impl AgencyKey {
    /// Whether it opens anything at a moment.
    pub fn holds_at(&self, at: Timestamp) -> bool {
        self.revoked.is_none() && at < self.expires_at
    }

    /// Ends it.
    ///
    /// # Errors
    /// When it has ended already.
    pub fn revoke(&self, by: Id<Staff>, at: Timestamp) -> Result<AgencyKey, Refusal> {
        if !self.holds_at(at) {
            return Err(Refusal::NotNow("This key has ended already.".into()));
        }
        Ok(AgencyKey { revoked: Some((by, at)), ..self.clone() })
    }

    /// How it stands, in words.
    pub fn standing(&self, at: Timestamp) -> &'static str {
        match (&self.revoked, at < self.expires_at) {
            (Some(_), _) => "Ended",
            (None, true) => "In use",
            (None, false) => "Run out",
        }
    }
}

impl Record for AgencyKey {
    const KIND: &'static str = "agency_key";

    fn id(&self) -> Id<AgencyKey> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}
