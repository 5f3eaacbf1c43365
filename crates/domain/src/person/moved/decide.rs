//! Asking for something to be moved, doing it, not doing it, and having it back: each from what is known, with words for whoever may not.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use super::super::Person;
use super::super::name::PersonName;
use super::{Done, Item, Moved, Stage};
use crate::child_file::ChildFile;
use crate::event::Said;
use crate::id::Id;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveAsked {
    /// Whose it is; nothing when nobody was chosen.
    pub to: Option<Id<Person>>,
    /// What.
    pub items: Vec<Item>,
    /// How it is known.
    pub reason: String,
}

/// The two people it is between, and whether either has a plan in force.
#[derive(Debug, Clone, Copy)]
pub struct Between<'p> {
    /// On whose record it stands.
    pub from: &'p Person,
    /// The version of that record.
    pub opened: u64,
    /// Whose it is.
    pub to: &'p Person,
    /// Whether either has a plan in force, or a power, an order or conditions.
    pub plan: bool,
}

/// The field with what is ticked.
pub const WHAT: &str = "what";
/// The field with the other child.
pub const WHOSE: &str = "whose";
/// The field with the reason.
pub const REASON: &str = "reason";

impl Moved {
    /// Asks for something to be moved.
    ///
    /// # Errors
    /// When nothing is chosen, the two are one person or not both children, or the reason is missing or names either of them.
    pub fn propose(
        asked: MoveAsked,
        between: Between<'_>,
        id: Id<Moved>,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Moved, Refusal> {
        let mut problems = Vec::new();
        if asked.items.is_empty() {
            problems.push(Problem::new(WHAT, "Tick what is the other child’s."));
        }
        if between.from.id == between.to.id {
            problems.push(Problem::new(WHOSE, "This is the record it stands on. Choose the other child."));
        } else if between.from.standing != between.to.standing {
            problems.push(Problem::new(WHOSE, "A child’s record and an adult’s are not exchanged: what is said of an adult is written on the adult’s own record."));
        }
        problems.extend(wrong_reason(&asked.reason, [between.from, between.to]));
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let mut items = asked.items;
        items.sort_unstable();
        items.dedup();
        Ok(Moved {
            id,
            from: between.from.id,
            to: between.to.id,
            items,
            opened: between.opened,
            reason: asked.reason.trim().to_owned(),
            by,
            at,
            two_people: between.plan,
            stage: Stage::Proposed,
        })
    }

    /// Whether this person may do what was asked, by a plan that stands now or stood when it was asked.
    ///
    /// # Errors
    /// When nothing is asked, or somebody else must do it.
    pub fn may_confirm(&self, by: Id<Staff>, plan: bool) -> Result<(), Refusal> {
        let Some(asker) = self.asked_by() else {
            return Err(Refusal::NotNow("Nothing is asked here any more: somebody has answered it.".into()));
        };
        if self.needs_two(plan) && asker == by {
            return Err(Refusal::not_allowed(
                "One of the children has a plan or a power in force, and you asked for this: somebody else must confirm it.",
            ));
        }
        Ok(())
    }

    /// It was moved. `items` and `opened` say which facts those were at the version before.
    ///
    /// # Errors
    /// When it does not wait to be moved.
    pub fn done(&self, done: Done, items: Vec<Item>, opened: u64) -> Result<Moved, Refusal> {
        match self.stage {
            Stage::Proposed => Ok(Moved { stage: Stage::Done(done), items, opened, ..self.clone() }),
            Stage::NotDone(_) | Stage::Done(_) | Stage::BackProposed { .. } | Stage::TakenBack { .. } => {
                Err(Refusal::NotNow("This was answered already.".into()))
            }
        }
    }

    /// It is not done after all: nothing is moved, or what was moved stays where it is.
    ///
    /// # Errors
    /// Without a reason, or when nothing is asked.
    pub fn decline(&self, said: Said) -> Result<Moved, Refusal> {
        if said.reason.trim().is_empty() {
            return Err(Refusal::field(REASON, "Say why not."));
        }
        let stage = match &self.stage {
            Stage::Proposed => Stage::NotDone(said),
            Stage::BackProposed { done, .. } => Stage::Done(done.clone()),
            Stage::NotDone(_) | Stage::Done(_) | Stage::TakenBack { .. } => {
                return Err(Refusal::NotNow(
                    "Nothing is asked here any more: somebody has answered it.".into(),
                ));
            }
        };
        Ok(Moved { stage, ..self.clone() })
    }

    /// Asks to have it back.
    ///
    /// # Errors
    /// When it was not moved, or the reason is missing or names either child.
    pub fn ask_back(&self, asked: Said, between: Between<'_>) -> Result<Moved, Refusal> {
        let Stage::Done(done) = &self.stage else {
            return Err(Refusal::NotNow("Only what was moved can be taken back.".into()));
        };
        if let Some(problem) = wrong_reason(&asked.reason, [between.from, between.to]) {
            return Err(Refusal::Invalid(vec![problem]));
        }
        let (done, two_people) = (done.clone(), between.plan);
        Ok(Moved { stage: Stage::BackProposed { done, asked, two_people }, ..self.clone() })
    }

    /// It was taken back, but for what is `left`.
    ///
    /// # Errors
    /// When nobody asked for it.
    pub fn taken_back(&self, by: Id<Staff>, at: Timestamp, left: Vec<String>) -> Result<Moved, Refusal> {
        let Stage::BackProposed { done, asked, .. } = &self.stage else {
            return Err(Refusal::NotNow("Nobody asks to have this back.".into()));
        };
        let (done, asked) = (done.clone(), asked.clone());
        Ok(Moved { stage: Stage::TakenBack { done, asked, by, at, left }, ..self.clone() })
    }
}

/// Whether a plan is in force for the child: a child protection or child in need plan, or an interim safety plan.
pub fn has_plan(file: &ChildFile, on: Date) -> bool {
    let holds = |started: Date, ended: Option<Date>| started <= on && ended.is_none_or(|end| on < end);
    let in_episode = file
        .episodes
        .iter()
        .filter(|filed| filed.record.is_open_on(on))
        .flat_map(|filed| &filed.record.plans)
        .any(|plan| holds(plan.started_on, plan.ended_on));
    in_episode
        || file.need_plans.iter().any(|filed| filed.record.is_open())
        || file.safety_plans.iter().any(|filed| filed.record.is_live())
}

/// What is wrong with a reason that is read on two records: it is missing, or names one of the two on the record of the other.
fn wrong_reason(reason: &str, people: [&Person; 2]) -> Option<Problem> {
    if reason.trim().is_empty() {
        return Some(Problem::new(REASON, "Say how you know whose it is."));
    }
    let said: BTreeSet<String> = words(reason).collect();
    let names = people.into_iter().flat_map(|person| &person.names).flat_map(|known| in_words(&known.name));
    let named = names.into_iter().any(|name| name.chars().count() > 2 && said.contains(&name));
    named.then(|| {
        Problem::new(
            REASON,
            "Write it without either child’s name: it is read on both records, also by people who may read only one of them.",
        )
    })
}

fn in_words(name: &PersonName) -> Vec<String> {
    words(&name.display()).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}
