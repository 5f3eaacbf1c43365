//! Who holds a plan on paper, and from whom it is withheld. A plan that has changed is still in drawers and bags: each copy says which version it is
//! of, and is collected back. Nobody on the list of those it is withheld from is given a copy, and nothing is printed with their name at its head.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::SafetyPlan;
use crate::id::Id;
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// A copy in somebody's hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCopy {
    /// Who holds it.
    pub to: Holder,
    /// Which version of the plan, from 1.
    pub edition: usize,
    /// The family's version, or the worker's.
    pub of: CopyOf,
    /// Who gave it.
    pub by: Id<Staff>,
    /// When it was given.
    pub given_at: Timestamp,
    /// That it came back.
    pub collected: Option<Collected>,
}

/// Somebody who holds a copy, or from whom the plan is withheld.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// What they are called.
    pub name: String,
    /// Which person on the record.
    pub person: Option<Id<Person>>,
    /// Of which agency, by its name in the pack.
    pub agency: Option<String>,
}

/// Which of a plan's versions for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyOf {
    /// What the family keeps.
    Family,
    /// What workers keep.
    Worker,
}

impl CopyOf {
    /// Both.
    pub const ALL: [CopyOf; 2] = [CopyOf::Family, CopyOf::Worker];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            CopyOf::Family => "family",
            CopyOf::Worker => "worker",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            CopyOf::Family => "Family's copy",
            CopyOf::Worker => "Workers' copy",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<CopyOf> {
        CopyOf::ALL.into_iter().find(|of| of.code() == code)
    }
}

/// A copy that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// Who collected it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Where it is now, or why it cannot be had back.
    pub words: String,
}

/// A copy to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyAsked {
    /// To whom.
    pub to: Holder,
    /// Which.
    pub of: Option<CopyOf>,
}

/// Somebody from whom a plan is withheld.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Who.
    pub from: Holder,
    /// Why.
    pub why: String,
    /// Who put them there.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// That they may have it now.
    pub lifted: Option<Lifted>,
}

/// That a plan is withheld from somebody no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifted {
    /// Who decided so.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

/// Somebody to be put on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithheldAsked {
    /// Who.
    pub from: Holder,
    /// Why.
    pub why: String,
}

/// What a refusal of a copy says.
const REFUSED: &str = "This plan is withheld from them: no copy is given and nothing is printed for them. The list says why; a manager can lift it.";
/// Shorter than this, a name is compared whole: it could be part of any other.
const SHORTEST: usize = 4;

impl Holder {
    /// Whether this is, or may be, the same: the same person on the record, the same agency where only an agency is named, or the same name
    /// however it is written.
    pub fn may_be(&self, other: &Holder) -> bool {
        if self.person.is_some() && self.person == other.person {
            return true;
        }
        let (mine, theirs) = (squeezed(&self.name), squeezed(&other.name));
        let both_short = mine.chars().count().min(theirs.chars().count()) < SHORTEST;
        let same_name = !mine.is_empty() && !theirs.is_empty() && {
            mine == theirs || (!both_short && (mine.contains(&theirs) || theirs.contains(&mine)))
        };
        // An agency named without a person is all of it.
        let whole_agency = self.agency.is_some()
            && self.agency == other.agency
            && (self.name.trim().is_empty() || other.name.trim().is_empty());
        same_name || whole_agency
    }
}

impl SafetyPlan {
    /// Why somebody is not given it, when it is withheld from them.
    pub fn withheld_from(&self, holder: &Holder) -> Option<&Withheld> {
        self.withheld.iter().find(|entry| entry.lifted.is_none() && entry.from.may_be(holder))
    }

    /// Gives somebody a copy of the version that stands.
    pub fn give(&self, asked: CopyAsked, by: Id<Staff>, at: Timestamp) -> Result<Self, Refusal> {
        self.live()?;
        let mut problems = Vec::new();
        if asked.to.name.trim().is_empty() && asked.to.agency.is_none() {
            problems.push(Problem::new("to", "Say who gets the copy."));
        } else if self.withheld_from(&asked.to).is_some() {
            problems.push(Problem::new("to", REFUSED));
        }
        let (Some(of), true) = (asked.of, problems.is_empty()) else {
            if asked.of.is_none() {
                problems.push(Problem::new("of", "Choose which copy they get."));
            }
            return Err(Refusal::Invalid(problems));
        };
        let copy = PlanCopy { to: asked.to, edition: self.edition(), of, by, given_at: at, collected: None };
        let mut plan = self.clone();
        plan.copies.push(copy);
        Ok(plan)
    }

    /// Writes down that a copy came back, or why it cannot be had.
    pub fn collect(&self, place: usize, collected: Collected) -> Result<Self, Refusal> {
        let mut plan = self.clone();
        let copy = plan.copies.get_mut(place).ok_or(Refusal::NotFound)?;
        if copy.collected.is_some() {
            return Err(Refusal::NotNow("This copy has been collected already.".into()));
        }
        copy.collected = Some(collected);
        Ok(plan)
    }

    /// Puts somebody on the list of those it is withheld from. Copies they hold already are to be collected.
    pub fn withhold(&self, asked: WithheldAsked, by: Id<Staff>, at: Timestamp) -> Result<Self, Refusal> {
        let mut problems = Vec::new();
        if asked.from.name.trim().is_empty() && asked.from.agency.is_none() && asked.from.person.is_none() {
            problems.push(Problem::new("from", "Say from whom the plan is withheld."));
        }
        if asked.why.trim().is_empty() {
            problems.push(Problem::new("why", "Say why they must not have it."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let mut plan = self.clone();
        plan.withheld.push(Withheld { from: asked.from, why: asked.why, by, at, lifted: None });
        Ok(plan)
    }

    /// Takes somebody off the list: never whoever put them there.
    pub fn lift(&self, place: usize, lifted: Lifted) -> Result<Self, Refusal> {
        let mut plan = self.clone();
        let entry = plan.withheld.get_mut(place).ok_or(Refusal::NotFound)?;
        if entry.lifted.is_some() {
            return Err(Refusal::NotNow("They may have it already.".into()));
        }
        if entry.by == lifted.by {
            return Err(Refusal::not_allowed(
                "You put them on the list, so somebody else must take them off.",
            ));
        }
        if lifted.why.trim().is_empty() {
            return Err(Refusal::field("why", "Say why they may have it now."));
        }
        entry.lifted = Some(lifted);
        Ok(plan)
    }

    /// The copies that are not of the version that stands, or are in the hands of somebody who must not have it, and have not come back.
    pub fn to_collect(&self) -> impl Iterator<Item = (usize, &PlanCopy)> {
        let (edition, live) = (self.edition(), self.is_live());
        self.copies.iter().enumerate().filter(move |(_, copy)| {
            copy.collected.is_none()
                && (!live || copy.edition != edition || self.withheld_from(&copy.to).is_some())
        })
    }

    /// A copy to be printed with its holder's name at its head: refused when the plan has come to be withheld from them.
    pub fn printed_for(&self, place: usize) -> Result<&PlanCopy, Refusal> {
        let copy = self.copies.get(place).ok_or(Refusal::NotFound)?;
        match self.withheld_from(&copy.to) {
            Some(_) => Err(Refusal::not_allowed(REFUSED)),
            None => Ok(copy),
        }
    }
}

fn squeezed(name: &str) -> String {
    name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
