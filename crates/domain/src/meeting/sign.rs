//! The chair signs the minutes; then each who took part gets their own copy, and the record says who got what when. Nobody signs what they wrote
//! for somebody else to sign.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Meeting, Stage};
use crate::calendar::{Calendar, Due, due};
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// A copy that somebody got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Whose: their place among the invited.
    pub place: usize,
    /// When.
    pub at: Timestamp,
    /// Who distributed it.
    pub by: Id<Staff>,
    /// Which of the things that were told stood in it, by their places.
    pub said: Vec<usize>,
    /// Which actions stood in it, by their places.
    pub actions: Vec<usize>,
}

/// A signature that was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// By whom.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

impl Meeting {
    /// Whether somebody wrote in these minutes for another chair: then they do not sign them.
    pub fn wrote_for_another(&self, staff: Id<Staff>) -> bool {
        self.writers.iter().any(|writer| writer.by == staff && writer.chair != staff)
    }

    /// The chair signs.
    ///
    /// # Errors
    /// When the meeting has not ended or is signed, the person does not chair it or wrote it for somebody else, or its decision is missing.
    pub fn signed(&self, by: Id<Staff>, now: Timestamp, pack: &Pack) -> Result<Meeting, Refusal> {
        match self.stage() {
            Stage::Held => {}
            Stage::Planned => return Err(Refusal::NotNow("The meeting has not ended yet.".into())),
            Stage::Cancelled => return Err(Refusal::NotNow("This meeting was called off.".into())),
            Stage::Signed | Stage::Distributed => {
                return Err(Refusal::NotNow("The minutes are signed already.".into()));
            }
        }
        if self.chair != by {
            return Err(Refusal::not_allowed("The chair signs the minutes."));
        }
        if self.wrote_for_another(by) {
            return Err(Refusal::not_allowed(
                "You wrote these minutes for somebody else, so somebody else signs them.",
            ));
        }
        let decides = pack.meetings.kind(&self.kind).is_some_and(|kind| kind.decides);
        if decides && self.decision.is_none() {
            return Err(Refusal::field(
                "decision",
                "The minutes say no decision. Write what was decided and what else was considered, then sign.",
            ));
        }
        let mut meeting = self.clone();
        meeting.signed = Some((by, now));
        Ok(meeting)
    }

    /// The chair takes the signature back, so that the minutes can be put right. Whoever has a copy reads it again once they are signed.
    ///
    /// # Errors
    /// When they are not signed, the person does not chair, or no reason is given.
    pub fn reopened(&self, by: Id<Staff>, why: &str, now: Timestamp) -> Result<Meeting, Refusal> {
        if self.signed.is_none() || self.cancelled.is_some() {
            return Err(Refusal::NotNow("The minutes are not signed.".into()));
        }
        if self.chair != by {
            return Err(Refusal::not_allowed("The chair signs the minutes."));
        }
        if why.trim().is_empty() {
            return Err(Refusal::field("why", "Say what must be put right."));
        }
        let mut meeting = self.clone();
        meeting.signed = None;
        meeting.reopened.push(Reopened { by, at: now, why: why.to_owned() });
        Ok(meeting)
    }

    /// Gives copies to those at these places. The clock stops when everybody who took part has theirs.
    ///
    /// # Errors
    /// When the minutes are not signed, nobody is chosen, or somebody is not asked.
    pub fn distributed(
        &self,
        places: &[usize],
        protected: &[String],
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Meeting, Refusal> {
        if !matches!(self.stage(), Stage::Signed | Stage::Distributed) {
            return Err(Refusal::NotNow("The chair signs the minutes before anybody gets a copy.".into()));
        }
        if places.is_empty() {
            return Err(Refusal::field("place", "Choose who gets their copy."));
        }
        let mut meeting = self.clone();
        for place in places {
            let invited = self.invited.get(*place).filter(|invited| invited.withdrawn.is_none());
            let copy = self.copy_for(&invited.ok_or(Refusal::NotFound)?.reader(), protected);
            let said = copy.said.iter().map(|one| one.place).collect();
            let actions = copy.actions.iter().map(|one| one.place).collect();
            meeting.given.push(Given { place: *place, at: now, by, said, actions });
        }
        if meeting.everybody_has_theirs()
            && let Some(clock) = &mut meeting.clock
        {
            clock.met.get_or_insert(now);
        }
        let ends = due(pack.meetings.access, now, calendar).map_or(now, Due::instant);
        meeting.closes_at = Some(meeting.closes_at.map_or(ends, |before| before.max(ends)));
        Ok(meeting)
    }

    /// When somebody last got their copy.
    pub fn given_to(&self, place: usize) -> Option<&Given> {
        self.given.iter().rev().find(|given| given.place == place)
    }

    fn everybody_has_theirs(&self) -> bool {
        self.asked()
            .filter(|(_, invited)| invited.took_part() && invited.agency.is_some())
            .all(|(place, _)| self.given_to(place).is_some())
    }

    /// The owner says that an action is done.
    ///
    /// # Errors
    /// When there is no such action, it is somebody else's, the minutes are not signed, or it is done already.
    pub fn action_done(&self, place: usize, by: Id<Staff>, now: Timestamp) -> Result<Meeting, Refusal> {
        let mut meeting = self.clone();
        let action = meeting.actions.get_mut(place).filter(|action| action.owner == by);
        let action = action.filter(|_| self.signed.is_some()).ok_or(Refusal::NotFound)?;
        if action.done_at.is_some() {
            return Err(Refusal::NotNow("This is done already.".into()));
        }
        action.done_at = Some(now);
        Ok(meeting)
    }
}
