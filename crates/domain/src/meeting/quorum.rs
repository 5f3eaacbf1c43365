//! When a meeting can decide: the agencies without which it cannot, and how many different agencies must be there. Urgent action is never blocked:
//! a meeting that is not quorate says why it could not wait, and when whoever is missing is told and heard (domain.md 1.5, item 2).

use std::collections::BTreeSet;

use super::{Invited, Meeting};
use crate::pack::{COUNCIL, MeetingKind};

/// How a meeting stands to its kind's rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quorum {
    /// The needed agencies that are not there, in the pack's order.
    pub missing: Vec<String>,
    /// How many different agencies are there.
    pub there: usize,
    /// How many must be.
    pub least: usize,
}

impl Quorum {
    /// Whether the rule is kept.
    pub fn holds(&self) -> bool {
        self.missing.is_empty() && self.there >= self.least
    }
}

impl Meeting {
    /// Whether it is quorate by who was there.
    pub fn quorum(&self, kind: &MeetingKind) -> Quorum {
        self.counted(kind, Invited::was_there)
    }

    /// Whether it would be quorate if everybody came who says so.
    pub fn promised(&self, kind: &MeetingKind) -> Quorum {
        use super::Coming::{DiallingIn, InPerson};
        self.counted(kind, |invited| {
            invited.reply.as_ref().is_some_and(|reply| matches!(reply.coming, InPerson | DiallingIn))
        })
    }

    fn counted(&self, kind: &MeetingKind, counts: impl Fn(&Invited) -> bool) -> Quorum {
        let there: BTreeSet<&str> = self
            .asked()
            .filter(|(_, invited)| counts(invited) && invited.reader() != super::Reader::Family)
            .map(|(_, invited)| invited.agency.as_deref().unwrap_or(COUNCIL))
            .collect();
        let missing = kind.needed.iter().filter(|agency| !there.contains(agency.as_str())).cloned().collect();
        Quorum { missing, there: there.len(), least: kind.least }
    }
}
