//! What somebody is worried about. Fact stands apart from opinion; a child's words stand as they were said.

use serde::{Deserialize, Serialize};

use crate::person::known::Known;
use crate::person::partial_date::PartialDate;

/// The worry.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Concern {
    /// Is any child in danger now?
    pub danger_now: Known<bool>,
    /// When danger is now: whether 999 was rung, who is with the child.
    pub danger_words: String,
    /// Is anybody hurt?
    pub injury: Known<String>,
    /// When it happened.
    pub happened: Known<PartialDate>,
    /// What was seen or heard, by whom.
    pub facts: String,
    /// What the caller thinks it means.
    pub opinion: String,
    /// The children's own words.
    pub words: Vec<ChildWords>,
    /// How it is for the child.
    pub impact: String,
    /// What is working well.
    pub working_well: String,
    /// Who else knows or is involved.
    pub who_else: String,
    /// Whether the parents know that the council has been told.
    pub family_aware: Known<bool>,
    /// Whether the family agrees to the contact.
    pub family_agrees: Known<bool>,
    /// Why not asked, or what was said.
    pub family_words: String,
}

/// What a child said, as they said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildWords {
    /// The words.
    pub words: String,
    /// Which child: their place in the contact.
    pub child: usize,
    /// Who heard them.
    pub heard_by: String,
}

/// How to reach the family safely: shown before any call or letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafeContact {
    /// Safe ways.
    pub how: String,
    /// What must not be done or sent.
    pub never: String,
    /// Risk to staff.
    pub staff_risk: String,
}
