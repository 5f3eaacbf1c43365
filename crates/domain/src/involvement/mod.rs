//! Who is involved with a child: the allocated worker and team, and other agencies' people. Content needs such a relationship.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// One person's or agency's involvement with one child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Involvement {
    /// The record's name.
    pub id: Id<Involvement>,
    /// The child.
    pub child: Id<Person>,
    /// Who.
    pub who: Involved,
    /// In what capacity: "allocated social worker", "health visitor".
    pub role: String,
    /// Since when.
    pub from: Timestamp,
    /// Until when; open while empty.
    pub until: Option<Timestamp>,
    /// Why it changed: the national worker-change codes where they apply.
    pub reason: Option<String>,
}

/// Who is involved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Involved {
    /// A council worker, with their team.
    Worker {
        /// The worker.
        staff: Id<Staff>,
        /// The code of the team.
        team: String,
    },
    /// Somebody in another agency.
    Agency {
        /// The agency's code in the pack.
        agency: String,
        /// The person's name.
        name: String,
        /// How to reach them.
        phone: String,
    },
}

impl Involvement {
    /// The council's worker; nothing for somebody of another agency.
    pub fn worker(&self) -> Option<Id<Staff>> {
        match self.who {
            Involved::Worker { staff, .. } => Some(staff),
            Involved::Agency { .. } => None,
        }
    }

    /// Whether it holds at a moment.
    pub fn holds_at(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

impl Record for Involvement {
    const KIND: &'static str = "involvement";

    fn id(&self) -> Id<Involvement> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_involvement(self)
    }
}
