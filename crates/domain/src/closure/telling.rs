//! Who is told that support ends, and when they were.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Closure, Stage};
use crate::calendar::london;
use crate::id::Id;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// Somebody who is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToTell {
    /// Who: a parent, the school, who referred.
    pub whom: String,
    /// That they were told.
    pub told: Option<Told>,
}

/// That somebody was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// On which day.
    pub on: Date,
    /// How: by letter, by telephone, at the meeting.
    pub how: String,
    /// Who recorded it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// That somebody was told, as the page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldAsked {
    /// On which day.
    pub on: Date,
    /// How.
    pub how: String,
}

impl ToTell {
    /// Each name once.
    pub(super) fn each(names: &[String]) -> Vec<ToTell> {
        let mut each: Vec<ToTell> = Vec::new();
        for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            if !each.iter().any(|known| known.whom == name) {
                each.push(ToTell { whom: name.to_owned(), told: None });
            }
        }
        each
    }
}

impl Closure {
    /// Whether nothing is left to do: everybody on the list was told, and a step down was accepted. Then nobody has to be allocated to the child any more.
    pub fn is_done(&self) -> bool {
        self.stage == Stage::Closed
            && self.to_tell.iter().all(|one| one.told.is_some())
            && !self.awaits_acceptance()
    }

    /// Records that somebody was told.
    ///
    /// # Errors
    /// When the episode is not closed, there is no such person, or the day cannot be.
    pub fn tell(
        &self,
        place: usize,
        asked: ToldAsked,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        if self.stage != Stage::Closed {
            return Err(Refusal::NotNow("Nobody is told before it is closed.".into()));
        }
        let mut after = self.clone();
        let to_tell = after.to_tell.get_mut(place).ok_or(Refusal::NotFound)?;
        if to_tell.told.is_some() {
            return Err(Refusal::NotNow("They were told already.".into()));
        }
        let mut problems = Vec::new();
        if asked.on > london::date_of(at) {
            problems.push(Problem::new("on", "The day on which they were told cannot lie ahead."));
        }
        if asked.how.trim().is_empty() {
            problems.push(Problem::new("how", "Say how they were told."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        to_tell.told = Some(Told { on: asked.on, how: asked.how, by, at });
        Ok(after)
    }
}
