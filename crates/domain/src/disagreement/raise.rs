//! Raising a disagreement, saying which children it is about, who speaks in a stage and what they say.

use jiff::Timestamp;

use super::{AboutRecord, Disagreement, Placed, Raised, Said, StageOf, is_empty, reference};
use crate::calendar::clock::Clock;
use crate::calendar::{Calendar, Limit};
use crate::form::Answers;
use crate::id::Id;
use crate::pack::{LadderStage, Pack};
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// A disagreement as the page asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RaiseAsked {
    /// What it is about.
    pub about: String,
    /// The record of ours, when it was raised from there.
    pub record: Option<AboutRecord>,
    /// The number by which they know it.
    pub said_number: String,
    /// The children, as they name them.
    pub said_children: String,
    /// The children, when it was raised from their record.
    pub children: Vec<Id<Person>>,
    /// The agency whose disagreement it is, when one of ours takes it down; a partner's own is theirs.
    pub agency: Option<String>,
    /// Which of its organisations.
    pub organisation: String,
    /// Who of the agency.
    pub for_whom: String,
    /// What they disagree with, and why.
    pub issue: String,
    /// What should be different.
    pub wanted: String,
    /// What keeps the child safe meanwhile.
    pub meanwhile: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

impl Disagreement {
    /// Raises a disagreement. It begins at the first stage, at once.
    pub fn raise(
        id: Id<Disagreement>,
        by: &Staff,
        asked: RaiseAsked,
        at: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Self, Refusal> {
        let mut problems = Vec::new();
        let ladder = &pack.disagreements;
        if !ladder.about.iter().any(|about| about.code == asked.about) {
            problems.push(Problem::new("about", "Choose what it is about."));
        }
        if asked.children.is_empty() && is_empty(&asked.said_children) {
            problems.push(Problem::new("said_children", "Name the child or children, as you know them."));
        }
        if is_empty(&asked.issue) {
            problems.push(Problem::new("issue", "Say what you disagree with, and why."));
        }
        if is_empty(&asked.wanted) {
            problems.push(Problem::new("wanted", "Say what should be different for the child."));
        }
        let partner = by.agency.is_some();
        let agency = if partner { by.agency.clone() } else { asked.agency };
        if let Some(code) = agency.as_ref().filter(|code| !partner && pack.agency(code).is_none()) {
            problems.push(Problem::new("agency", format!("The practice pack has no agency “{code}”.")));
        }
        if !partner && agency.is_some() && is_empty(&asked.for_whom) {
            problems.push(Problem::new(
                "for_whom",
                "Say who of the agency disagrees, so that they can be answered.",
            ));
        }
        let first = ladder.stages.first();
        let Some(first) = first.filter(|_| problems.is_empty()) else {
            return Err(Refusal::Invalid(problems));
        };
        let organisation = if partner { by.organisation.clone() } else { asked.organisation };
        let theirs = if partner { by.name.clone() } else { asked.for_whom.clone() };
        let placed = (!asked.children.is_empty()).then_some(Placed { by: by.id, at });
        Ok(Disagreement {
            id,
            reference: reference(id),
            raised: Raised { by: by.id, at, agency, organisation, for_whom: asked.for_whom },
            about: asked.about,
            record: asked.record,
            said_number: asked.said_number,
            said_children: asked.said_children,
            children: asked.children,
            placed,
            issue: asked.issue,
            wanted: asked.wanted,
            meanwhile: asked.meanwhile,
            further: asked.further,
            stages: vec![StageOf {
                theirs,
                theirs_account: partner.then_some(by.id),
                ..begun(first, at, pack, calendar)
            }],
            resolved: None,
        })
    }

    /// Says which child it is about, and which record of ours. Children who were said before stay.
    pub fn place(
        &self,
        by: Id<Staff>,
        child: Id<Person>,
        record: Option<AboutRecord>,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        if self.children.contains(&child) && record.is_none() {
            return Err(Refusal::NotNow("That is recorded already.".into()));
        }
        let mut after = self.clone();
        if !after.children.contains(&child) {
            after.children.push(child);
        }
        after.record = record.or(after.record);
        after.placed = after.placed.or(Some(Placed { by, at }));
        Ok(after)
    }

    /// Says who speaks in the stage it is in. Its clock goes on as it was.
    pub fn speakers(
        &self,
        ours: Option<&Staff>,
        (theirs, theirs_account): (String, Option<Id<Staff>>),
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        self.must_be_open()?;
        let mut after = self.clone();
        let Some(stage) = after.stages.last_mut() else { return Err(no_stage()) };
        if let Some(ours) = ours {
            let known = pack.disagreements.stage(&stage.code);
            let may = known.is_none_or(|(_, known)| {
                ours.roles.iter().any(|role| known.roles.iter().any(|code| code == role.code()))
            });
            if ours.agency.is_some() || !may {
                let who = known.map_or("", |(_, known)| known.ours.as_str());
                return Err(Refusal::field(
                    "ours",
                    format!("In this stage the council is spoken for by: {who}."),
                ));
            }
            stage.ours = Some(ours.id);
        }
        if !is_empty(&theirs) {
            stage.theirs = theirs;
        }
        stage.theirs_account = theirs_account.or(stage.theirs_account);
        Ok(after)
    }

    /// Somebody says something in the stage it is in. Whoever raised it reads it.
    pub fn say(&self, by: &Staff, words: &str, at: Timestamp) -> Result<Self, Refusal> {
        self.must_be_open()?;
        if is_empty(words) {
            return Err(Refusal::field("words", "Write what you answer."));
        }
        let mut after = self.clone();
        let Some(stage) = after.stages.last_mut() else { return Err(no_stage()) };
        stage.said.push(Said { by: by.id, agency: by.agency.clone(), words: words.trim().into(), at });
        Ok(after)
    }

    pub(super) fn must_be_open(&self) -> Result<(), Refusal> {
        if self.is_open() {
            return Ok(());
        }
        Err(Refusal::NotNow(
            "This disagreement has been resolved. If the worry is still there, raise it again.".into(),
        ))
    }
}

pub(super) fn no_stage() -> Refusal {
    Refusal::NotNow("This disagreement is in no stage of the ladder.".into())
}

/// A stage that begins. One without a timer has no day of its own.
pub(super) fn begun(stage: &LadderStage, at: Timestamp, pack: &Pack, calendar: &Calendar) -> StageOf {
    let timer = stage.timer.as_deref().and_then(|timer| pack.timer(timer));
    let limit = timer.map_or(Limit::Set, |timer| timer.limit);
    let name = timer.map_or(stage.code.as_str(), |timer| timer.id.as_str());
    StageOf {
        code: stage.code.clone(),
        clock: Clock::start(name, at, limit, calendar),
        ours: None,
        theirs: String::new(),
        theirs_account: None,
        said: Vec::new(),
        moved: None,
    }
}
