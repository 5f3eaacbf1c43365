//! The minutes while they are written: who came, what each agency told and what may be done with it, the decision with its alternatives and who saw
//! it differently, and actions with one owner and one time each. They can be written until the chair signs.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::arrange::{as_guest, guest_problems};
use super::{Attendance, Attended, GuestAsked, MINUTES, Meeting, Stage};
use crate::calendar::{Calendar, Clock};
use crate::id::Id;
use crate::mash::{Handling, Request};
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The fact of an agency's answer that was told: the request, and its place in the answer.
pub type Origin = (Id<Request>, usize);

/// One thing that was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The agency that told it; nothing for the council.
    pub agency: Option<String>,
    /// Which of its organisations.
    pub organisation: String,
    /// Who said it: name and capacity.
    pub by: String,
    /// What they said.
    pub words: String,
    /// What may be done with it.
    pub handling: Handling,
    /// Where it stood before the meeting.
    pub origin: Option<Origin>,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// The decision and its reasons.
    pub words: String,
    /// What else was considered, and why not.
    pub considered: String,
    /// Who may have it.
    pub handling: Handling,
    /// Who saw it differently.
    pub dissent: Vec<Dissent>,
}

/// An agency that saw it differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dissent {
    /// The agency; [`crate::pack::COUNCIL`] for the council.
    pub agency: String,
    /// Which of its organisations.
    pub organisation: String,
    /// What it would have decided, and why.
    pub words: String,
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingAction {
    /// What.
    pub what: String,
    /// By whom: one person.
    pub owner: Id<Staff>,
    /// By when: one time.
    pub due: Timestamp,
    /// Who may have it beside its owner.
    pub handling: Handling,
    /// When it was done.
    pub done_at: Option<Timestamp>,
}

/// Why a meeting was held although somebody needed was missing, and when they are heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The needed agencies that were not there.
    pub missing: Vec<String>,
    /// Why it could not wait.
    pub why: String,
    /// By when the missing agency is told and heard.
    pub added_by: Timestamp,
}

/// Somebody who wrote in the minutes, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writer {
    /// Who wrote.
    pub by: Id<Staff>,
    /// Who chaired then.
    pub chair: Id<Staff>,
}

/// The minutes as they are sent from the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MinutesAsked {
    /// By place: how somebody was there, and why not.
    pub attendance: BTreeMap<usize, (Attended, String)>,
    /// People who came and were not asked, with how they were there.
    pub came_too: Vec<(GuestAsked, Attended)>,
    /// What was told.
    pub said: Vec<SaidAsked>,
    /// The decision; nothing when whoever writes may not decide, and what stands is kept.
    pub decision: Option<Resolution>,
    /// What is to be done.
    pub actions: Vec<ActionAsked>,
    /// When they meet next.
    pub next: Option<Timestamp>,
    /// Why it could not wait.
    pub gap: Option<GapAsked>,
    /// Whether the meeting has ended.
    pub end: bool,
}

/// One thing that was told, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidAsked {
    /// The agency; nothing for the council.
    pub agency: Option<String>,
    /// Which of its organisations.
    pub organisation: String,
    /// Who said it.
    pub by: String,
    /// What they said.
    pub words: String,
    /// What may be done with it; nobody may guess it.
    pub handling: Option<Handling>,
    /// Where it stood before.
    pub origin: Option<Origin>,
}

/// An action as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionAsked {
    /// What.
    pub what: String,
    /// By whom: exactly one is taken.
    pub owners: Vec<Id<Staff>>,
    /// By when.
    pub due: Option<Timestamp>,
    /// Who may have it.
    pub handling: Handling,
}

/// Why it could not wait, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GapAsked {
    /// Why.
    pub why: String,
    /// By when the missing agency is told and heard.
    pub added_by: Option<Timestamp>,
}

impl Meeting {
    /// Writes the minutes. `allowed` is what each agency allows to be done with the facts of its answer; `people` are those who can own an action.
    ///
    /// # Errors
    /// When they are signed, something is typed by halves, a fact would go further than its agency allows, or the meeting cannot end like this.
    #[expect(clippy::too_many_arguments, reason = "a decision takes all it depends on, each by its name")]
    pub fn written(
        &self,
        asked: MinutesAsked,
        allowed: &BTreeMap<Origin, Handling>,
        people: &BTreeSet<Id<Staff>>,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Meeting, Refusal> {
        match self.stage() {
            Stage::Planned | Stage::Held => {}
            Stage::Cancelled => return Err(Refusal::NotNow("This meeting was called off.".into())),
            Stage::Signed | Stage::Distributed => {
                return Err(Refusal::NotNow(
                    "The minutes are signed. The chair can take the signature back and say why.".into(),
                ));
            }
        }
        let mut problems = Vec::new();
        let mut meeting = self.clone();
        meeting.attend(&asked.attendance, asked.came_too, now, pack, &mut problems);
        meeting.said = said(asked.said, allowed, &mut problems);
        if let Some(decision) = asked.decision {
            meeting.decision = meeting.decided(decision, &mut problems);
        }
        meeting.actions = meeting.to_do(asked.actions, people, &mut problems);
        meeting.next = asked.next;
        if asked.end || meeting.ended_at.is_some() {
            meeting.gap = meeting.ended(asked.gap.unwrap_or_default(), now, pack, &mut problems);
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        if asked.end && meeting.ended_at.is_none() {
            meeting.ended_at = Some(now);
            let limit = pack.meetings.kind(&meeting.kind).map(|kind| kind.minutes);
            meeting.clock = limit.map(|limit| Clock::start(MINUTES, now, limit, calendar));
        }
        let writer = Writer { by, chair: meeting.chair };
        if !meeting.writers.contains(&writer) {
            meeting.writers.push(writer);
        }
        Ok(meeting)
    }

    /// Takes the decision that a record of its own says, in words for the minutes.
    ///
    /// # Errors
    /// When the minutes are signed or the meeting was called off, or the decision is written by halves.
    pub fn resolved(&self, decision: Resolution) -> Result<Meeting, Refusal> {
        if !matches!(self.stage(), Stage::Planned | Stage::Held) {
            return Err(Refusal::NotNow("The minutes of this meeting can be written no more.".into()));
        }
        let mut problems = Vec::new();
        let decision = self.decided(decision, &mut problems);
        if problems.is_empty() {
            Ok(Meeting { decision, ..self.clone() })
        } else {
            Err(Refusal::Invalid(problems))
        }
    }

    fn attend(
        &mut self,
        attendance: &BTreeMap<usize, (Attended, String)>,
        came_too: Vec<(GuestAsked, Attended)>,
        now: Timestamp,
        pack: &Pack,
        problems: &mut Vec<Problem>,
    ) {
        for (place, invited) in self.invited.iter_mut().enumerate() {
            if invited.withdrawn.is_some() {
                continue;
            }
            let Some((how, words)) = attendance.get(&place) else {
                invited.attendance = None;
                continue;
            };
            if *how == Attended::Absent && words.trim().is_empty() {
                problems.push(Problem::new(
                    format!("attendance-{place}-words"),
                    format!("Say why {} was not there.", invited.name),
                ));
            }
            invited.attendance = Some(Attendance { how: *how, words: words.clone() });
        }
        for (number, (guest, how)) in came_too.into_iter().enumerate() {
            problems.extend(guest_problems(number, &guest, pack));
            let mut invited = as_guest(guest, now, now);
            invited.attendance = Some(Attendance { how, words: String::new() });
            self.invited.push(invited);
        }
    }

    fn decided(&self, decision: Resolution, problems: &mut Vec<Problem>) -> Option<Resolution> {
        let nothing = decision.words.trim().is_empty();
        if nothing && decision.considered.trim().is_empty() && decision.dissent.is_empty() {
            return None;
        }
        if nothing {
            problems.push(Problem::new("decision", "Write what was decided, and why."));
        }
        if decision.considered.trim().is_empty() {
            problems.push(Problem::new("considered", "Write what else was considered, and why not."));
        }
        for (number, dissent) in decision.dissent.iter().enumerate() {
            let agency = Some(dissent.agency.as_str()).filter(|agency| *agency != crate::pack::COUNCIL);
            let there = self.asked().any(|(_, invited)| {
                invited.took_part()
                    && invited.agency.as_deref() == agency
                    && (agency.is_none() || invited.organisation == dissent.organisation)
            });
            if !there {
                problems.push(Problem::new(
                    format!("dissent-{number}-agency"),
                    "Only an agency that took part can have seen it differently. Say first who was there.",
                ));
            }
            if dissent.words.trim().is_empty() {
                problems.push(Problem::new(
                    format!("dissent-{number}-words"),
                    "Write what this agency would have decided, and why.",
                ));
            }
        }
        Some(decision)
    }

    fn to_do(
        &self,
        asked: Vec<ActionAsked>,
        people: &BTreeSet<Id<Staff>>,
        problems: &mut Vec<Problem>,
    ) -> Vec<MeetingAction> {
        let mut actions = Vec::new();
        for (number, action) in asked.into_iter().enumerate() {
            let mut wrong = |field: &str, words: &str| {
                problems.push(Problem::new(format!("action-{number}-{field}"), words));
            };
            if action.what.trim().is_empty() {
                wrong("what", "Write what is to be done.");
            }
            let owner = match action.owners.as_slice() {
                [one] if people.contains(one) => Some(*one),
                [_] => {
                    wrong("owner", "Choose one of the people named here.");
                    None
                }
                [] => {
                    wrong("owner", "Choose who does it: one person.");
                    None
                }
                [_, _, ..] => {
                    wrong("owner", "Choose one person only: what two own, nobody does.");
                    None
                }
            };
            match action.due {
                None => wrong("date", "Write by when it is done: one day and time."),
                Some(due) if due < self.starts => wrong("date", "The time must lie after the meeting began."),
                Some(_) => {}
            }
            let (Some(owner), Some(due)) = (owner, action.due) else { continue };
            let same = |before: &&MeetingAction| before.owner == owner && before.what == action.what;
            let done_at = self.actions.iter().find(same).and_then(|before| before.done_at);
            actions.push(MeetingAction { what: action.what, owner, due, handling: action.handling, done_at });
        }
        actions
    }

    /// What must be so when a meeting has ended.
    fn ended(&self, gap: GapAsked, now: Timestamp, pack: &Pack, problems: &mut Vec<Problem>) -> Option<Gap> {
        for (place, invited) in self.asked() {
            if invited.attendance.is_none() {
                let words = format!("Say whether {} came.", invited.name);
                problems.push(Problem::new(format!("attendance-{place}"), words));
            }
        }
        let quorum = pack.meetings.kind(&self.kind).map(|kind| self.quorum(kind));
        let quorum = quorum.filter(|quorum| !quorum.holds())?;
        if gap.why.trim().is_empty() {
            problems.push(Problem::new(
                "gap_why",
                "The meeting is not quorate. Say why it could not wait, or plan it for another time.",
            ));
        }
        let kept = self.gap.as_ref().map(|gap| gap.added_by);
        let added_by = gap.added_by.filter(|at| *at > now || Some(*at) == kept);
        if added_by.is_none() {
            problems.push(Problem::new(
                "gap_date",
                "Write by when the agency that was missing is told and heard: a time to come.",
            ));
        }
        added_by.map(|added_by| Gap { missing: quorum.missing, why: gap.why, added_by })
    }
}

fn said(
    asked: Vec<SaidAsked>,
    allowed: &BTreeMap<Origin, Handling>,
    problems: &mut Vec<Problem>,
) -> Vec<Said> {
    let mut told = Vec::new();
    for (number, fact) in asked.into_iter().enumerate() {
        let mut wrong = |field: &str, words: &str| {
            problems.push(Problem::new(format!("fact-{number}-{field}"), words));
        };
        if fact.words.trim().is_empty() {
            wrong("words", "Write what was told.");
        }
        if fact.by.trim().is_empty() {
            wrong("by", "Write who said it, and in which capacity.");
        }
        let Some(handling) = fact.handling else {
            wrong("handling", "Say what may be done with it: ask whoever told it.");
            continue;
        };
        let most = fact.origin.as_ref().and_then(|origin| allowed.get(origin));
        if most.is_some_and(|most| handling > *most) {
            wrong(
                "handling",
                "The agency that told us this does not allow so much. Ring them and ask first.",
            );
        }
        if most.is_some_and(|most| *most < Handling::Meeting) {
            wrong("handling", "The agency gave this to the hub only: it is not told at a meeting.");
        }
        told.push(Said {
            agency: fact.agency,
            organisation: fact.organisation,
            by: fact.by,
            words: fact.words,
            handling,
            origin: fact.origin,
        });
    }
    told
}
