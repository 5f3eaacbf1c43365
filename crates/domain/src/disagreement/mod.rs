//! A professional disagreement: somebody of an agency, or of ours, thinks that a decision leaves a child unsafe, and the partnership's ladder says who
//! talks with whom and by when (Working Together: every partnership has a policy; domain.md 1.18). Anybody may start it. What keeps the child safe goes on
//! meanwhile: nothing here holds anything up.
//!
//! Whoever raised it reads what they said, who speaks in each stage, what was answered and how it ended. They read nothing of the child's record here: the
//! children stand as they named them.

mod climb;
mod facts;
mod raise;

pub use climb::ResolveAsked;
pub use raise::RaiseAsked;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::calendar::clock::{Clock, State};
use crate::conference::Conference;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::{Any, Id};
use crate::pack::Ladder;
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// What is declined and then challenged: the code in the pack for a disagreement about it.
pub const DECLINED_CONFERENCE: &str = "declined_conference";

/// What every form of a disagreement asks.
const ABOUT: Need = Need::once("about", Takes::OneOfPage);
const ISSUE: Need = Need::once("issue", Takes::Words);
const WANTED: Need = Need::once("wanted", Takes::Words);
const MEANWHILE: Need = Need::once("meanwhile", Takes::Words);

/// The form in which one of ours disagrees, or takes down what somebody of an agency said.
pub const FORM: PageForm = PageForm {
    id: "disagreement",
    needs: &[
        ABOUT,
        ISSUE,
        WANTED,
        MEANWHILE,
        Need::once("agency", Takes::OneOfPage),
        Need::once("organisation", Takes::Words),
        Need::once("for_whom", Takes::Words),
    ],
    beside: &["conference"],
};

/// The form in which somebody of an agency disagrees.
pub const AGENCY_FORM: PageForm = PageForm {
    id: "disagreement_agency",
    needs: &[
        Need::once("said_children", Takes::Words),
        Need::once("said_number", Takes::Words),
        ABOUT,
        ISSUE,
        WANTED,
        MEANWHILE,
    ],
    beside: &[],
};

/// One disagreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// The record's name.
    pub id: Id<Disagreement>,
    /// The number people say.
    pub reference: String,
    /// Who raised it.
    pub raised: Raised,
    /// What it is about: a code of the pack.
    pub about: String,
    /// The record of ours it is about, when that is known.
    pub record: Option<AboutRecord>,
    /// The number by which they know it.
    pub said_number: String,
    /// The children, as whoever raised it named them.
    pub said_children: String,
    /// The children, once one of ours has said who they are.
    pub children: Vec<Id<Person>>,
    /// Who said who the children are.
    pub placed: Option<Placed>,
    /// What they disagree with, and why.
    pub issue: String,
    /// What should be different.
    pub wanted: String,
    /// What keeps the child safe meanwhile.
    pub meanwhile: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
    /// The stages it went through, the one that holds last.
    pub stages: Vec<StageOf>,
    /// How it ended.
    pub resolved: Option<Resolved>,
}

/// Who raised it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// Who raised it, or took it down for somebody who rang.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// The agency whose disagreement it is; nothing when it is one of ours.
    pub agency: Option<String>,
    /// Which of its organisations.
    pub organisation: String,
    /// Who of the agency, when one of ours took it down.
    pub for_whom: String,
}

/// The record of ours that somebody disagrees about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutRecord {
    /// Its kind in the ledger.
    pub kind: String,
    /// Its name.
    pub id: Id<Any>,
}

/// Who said who the children are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// Who.
    pub by: Id<Staff>,
    /// When, for the first of them.
    pub at: Timestamp,
}

/// A stage it went through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageOf {
    /// The stage's code in the pack.
    pub code: String,
    /// How long it has: begun once, and never again.
    pub clock: Clock,
    /// Who speaks for the council.
    pub ours: Option<Id<Staff>>,
    /// Who speaks for whoever raised it, by name.
    pub theirs: String,
    /// Their account, when they have one: they read it too.
    pub theirs_account: Option<Id<Staff>>,
    /// What was said in it, oldest first.
    pub said: Vec<Said>,
    /// That it went up from here, and why.
    pub moved: Option<Moved>,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who wrote it.
    pub by: Id<Staff>,
    /// For which agency; nothing for the council.
    pub agency: Option<String>,
    /// What.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

/// That it went up to the next stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Who moved it; nobody when its time had passed.
    pub by: Option<Id<Staff>>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub because: String,
}

/// How a disagreement ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolved {
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// How it ended: a code of the pack.
    pub outcome: String,
    /// Whether whoever raised it agrees.
    pub agreed: bool,
    /// What changed for the child, or the reasons why nothing does.
    pub changed: String,
    /// What is learnt from it. The council's own.
    pub learning: String,
}

impl Disagreement {
    /// The stage it is in. A disagreement has one from the moment it is raised.
    pub fn stage(&self) -> Option<&StageOf> {
        self.stages.last()
    }

    /// Whether it still waits to be resolved.
    pub fn is_open(&self) -> bool {
        self.resolved.is_none()
    }

    /// Whether the time of the stage it is in has gone by.
    pub fn is_overdue(&self, at: Timestamp) -> bool {
        self.is_open() && self.stage().is_some_and(|stage| stage.clock.state(at) == State::Overdue)
    }

    /// Whether there is a stage above the one it is in.
    pub fn can_climb(&self, ladder: &Ladder) -> bool {
        let place = self.stage().and_then(|stage| ladder.stage(&stage.code)).map(|(place, _)| place);
        self.is_open() && place.is_some_and(|place| place + 1 < ladder.stages.len())
    }

    /// The conference it is about.
    pub fn conference(&self) -> Option<Id<Conference>> {
        let record = self.record.as_ref().filter(|record| record.kind == Conference::KIND)?;
        Some(record.id.of_kind())
    }

    /// Those who take part: who raised it, and who speaks in any stage.
    pub fn parties(&self) -> Vec<Id<Staff>> {
        let mut parties = vec![self.raised.by];
        for stage in &self.stages {
            parties.extend(stage.ours);
            parties.extend(stage.theirs_account);
        }
        parties.sort();
        parties.dedup();
        parties
    }
}

/// A number that people can say on the telephone, and that tells nothing.
pub fn reference(id: Id<Disagreement>) -> String {
    format!("DS-{}", id.spoken(6))
}

fn is_empty(words: &str) -> bool {
    words.trim().is_empty()
}

impl Record for Disagreement {
    const KIND: &'static str = "disagreement";

    fn id(&self) -> Id<Disagreement> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_disagreement(self)
    }
}

#[cfg(test)]
mod tests;
