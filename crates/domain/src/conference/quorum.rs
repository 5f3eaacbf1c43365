//! When a conference may decide: social care, and at least two other agencies with direct contact with the child (standard safeguarding data set). One
//! that is not says why it went on all the same; nothing is blocked.

use std::collections::BTreeSet;

use super::{Held, There};
use crate::pack::Conferences;

/// How a conference stands to the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConferenceQuorum {
    /// The needed agencies that are not there, in the pack's order.
    pub missing: Vec<String>,
    /// How many others with direct contact are there.
    pub others: usize,
    /// How many must be.
    pub least: usize,
}

impl ConferenceQuorum {
    /// By who was there.
    pub fn of(there: &[There], rule: &Conferences) -> Self {
        let rule = &rule.quorum;
        let came = || there.iter().filter(|one| one.how.was_there());
        let missing = rule.needed.iter().filter(|agency| !came().any(|one| one.agency == **agency)).cloned();
        let others: BTreeSet<&str> = came()
            .filter(|one| one.direct_contact && !rule.needed.contains(&one.agency))
            .map(|one| one.agency.as_str())
            .collect();
        ConferenceQuorum { missing: missing.collect(), others: others.len(), least: rule.others }
    }

    /// Whether the rule is kept.
    pub fn holds(&self) -> bool {
        self.missing.is_empty() && self.others >= self.least
    }
}

impl Held {
    /// Whether it was quorate.
    pub fn quorum(&self, rule: &Conferences) -> ConferenceQuorum {
        ConferenceQuorum::of(&self.there, rule)
    }
}
