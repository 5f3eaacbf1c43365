//! A manager's agreement on a plan: by another person than its author, to one version of it. The plan stands from when it is sent, because help does not wait; the
//! agreement says that somebody else has read it and answers for it, or what must be changed first. A version that was changed is agreed anew, with why.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ChildInNeedPlan;
use crate::id::Id;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// What a manager said of one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// The number of the version, from 1.
    pub edition: usize,
    /// Whether they agree; else they ask for a change.
    pub agrees: bool,
    /// Why, or what must be changed.
    pub words: String,
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// An answer as the page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreeAsked {
    /// Whether they agree; nothing when it was not said.
    pub agrees: Option<bool>,
    /// Why, or what must be changed.
    pub words: String,
}

impl ChildInNeedPlan {
    /// What was said last of the version that stands; nothing when nobody has said anything of it.
    pub fn agreement(&self) -> Option<&Agreed> {
        self.agreed.iter().rev().find(|said| said.edition == self.edition())
    }

    /// Whether the version that stands waits for a manager: nobody has said anything of it.
    pub fn awaits_agreement(&self) -> bool {
        self.is_open() && self.agreement().is_none()
    }

    /// Whether a manager asked for a change of the version that stands.
    pub fn awaits_change(&self) -> bool {
        self.is_open() && self.agreement().is_some_and(|said| !said.agrees)
    }

    /// Agrees to the version that stands, or asks for a change of it.
    ///
    /// # Errors
    /// When the plan ended, the person wrote this version, it was agreed already, nothing was chosen, or words are missing: always for a change, and for agreeing to a
    /// version that was changed.
    pub fn agree(&self, by: Id<Staff>, asked: &AgreeAsked, at: Timestamp) -> Result<Self, Refusal> {
        self.must_be_open()?;
        if self.now.by == by {
            return Err(Refusal::not_allowed("You wrote this version, so somebody else must agree to it."));
        }
        if self.agreement().is_some_and(|said| said.agrees) {
            return Err(Refusal::NotNow("This version was agreed already.".into()));
        }
        let Some(agrees) = asked.agrees else {
            return Err(Refusal::Invalid(vec![Problem::new("agrees", "Choose whether you agree.")]));
        };
        let words = asked.words.trim();
        if words.is_empty() && !agrees {
            return Err(Refusal::field("words", "Say what must be changed, and why."));
        }
        if words.is_empty() && self.edition() > 1 {
            let words = "The plan was changed: say why it is right as it stands now.";
            return Err(Refusal::field("words", words));
        }
        let mut plan = self.clone();
        plan.agreed.push(Agreed { edition: self.edition(), agrees, words: words.to_owned(), by, at });
        Ok(plan)
    }
}
