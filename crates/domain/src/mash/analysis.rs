//! What the information means: a MASH social worker's analysis, apart from the facts, and *then* a recommendation.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::contact::RulingBasis;
use crate::form::Answers;
use crate::id::Id;
use crate::staff::Staff;

/// An analysis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analysis {
    /// Who analysed.
    pub by: Id<Staff>,
    /// When it was last saved.
    pub at: Timestamp,
    /// What could happen to the child, how likely and how bad.
    pub risk: String,
    /// What makes the child safer.
    pub protective: String,
    /// What the child says and shows.
    pub voice: String,
    /// What the history tells, read in the light of today.
    pub history: String,
    /// What is not known, and whether it can wait.
    pub gaps: String,
    /// What is recommended, once it is; the analysis can be saved before.
    pub recommendation: Option<Recommendation>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// What is recommended, or decided: the same fields for both, so that they can be read side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Outcome, level, threshold paragraph, reasons, alternatives, actions.
    pub basis: RulingBasis,
    /// What would change their mind.
    pub would_change: String,
    /// By when what is decided has begun.
    pub begun_by: Timestamp,
}

impl Analysis {
    /// When the recommendation was made; nothing before.
    pub fn recommended_at(&self) -> Option<Timestamp> {
        self.recommendation.as_ref().map(|_| self.at)
    }
}
