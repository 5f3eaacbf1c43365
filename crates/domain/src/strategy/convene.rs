//! Beginning and convening. Convening is always allowed: with much unknown a reason is asked, and where it is better to gather first, from whom,
//! until when, and what keeps the child safe meanwhile (Appendix B2). Waiting ends by itself: after its hours a manager says so again.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Analysis, Discussion, Item, Moment, Stage};
use crate::calendar::{Calendar, Clock, Limit};
use crate::contact::Contact;
use crate::id::{Any, Id};
use crate::mash::Enquiry;
use crate::meeting::Meeting;
use crate::pack::Pack;
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// Why now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WhyNow {
    /// The specific harm that is suspected.
    pub harm: String,
    /// The event or the pattern.
    pub event: String,
    /// When it was first known to anyone in the system, and to whom.
    pub first_known: Option<(Timestamp, String)>,
    /// When this service knew.
    pub service_knew: Option<Timestamp>,
}

/// A discussion as it is begun.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDiscussion {
    /// The record's name.
    pub id: Id<Discussion>,
    /// The number people say.
    pub reference: String,
    /// The children.
    pub children: Vec<Id<Person>>,
    /// The contact.
    pub contact: Option<Id<Contact>>,
    /// The enquiry.
    pub enquiry: Option<Id<Enquiry>>,
    /// The prompts that it answers.
    pub prompts: Vec<Id<Any>>,
    /// The discussion it follows.
    pub follows: Option<Id<Discussion>>,
    /// Why now.
    pub why: WhyNow,
    /// From when on it could be known that the threshold was reached, where that was before now.
    pub threshold_at: Option<Timestamp>,
    /// Who had decided to hold it, and when, where that was before now: the clock runs from there.
    pub decided: Option<(Id<Staff>, Timestamp)>,
    /// By when the watch wants an answer.
    pub watch_due: Option<Timestamp>,
    /// What the record offers.
    pub offers: Vec<Item>,
}

/// It was better to gather first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathering {
    /// Who said so.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// What is missing, and from whom.
    pub from: String,
    /// Which missing fact could change what is decided.
    pub changes: String,
    /// What keeps each child safe until then.
    pub safe: String,
    /// Until when: then it ends by itself.
    pub until: Timestamp,
}

/// That it was convened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Convened {
    /// By whom.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why it could not wait, where much was unknown: a code of the pack.
    pub urgency: Option<String>,
    /// What makes it so.
    pub words: String,
}

/// Who agreed to a discussion by telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// The council's manager.
    pub manager: Id<Staff>,
    /// The police supervisor: name and rank.
    pub supervisor: String,
    /// When they agreed.
    pub at: Timestamp,
    /// Why a meeting could not be had.
    pub why: String,
}

/// Convening as it is sent from the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConveneAsked {
    /// The code of the reason; empty when none is given.
    pub urgency: String,
    /// What makes it so.
    pub words: String,
    /// What is gathered first.
    pub gather: GatherAsked,
}

/// Gathering first, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GatherAsked {
    /// What is missing, and from whom.
    pub from: String,
    /// Which missing fact could change what is decided.
    pub changes: String,
    /// What keeps each child safe until then.
    pub safe: String,
    /// Until when.
    pub until: Option<Timestamp>,
}

impl NewDiscussion {
    fn checked(&self, now: Timestamp) -> Result<(), Refusal> {
        let mut problems = Vec::new();
        if self.children.is_empty() {
            problems.push(Problem::new("children", "Choose the children it is about."));
        }
        if self.why.harm.trim().is_empty() {
            problems.push(Problem::new("harm", "Write which harm is suspected, in plain words."));
        }
        if self.why.event.trim().is_empty() {
            problems.push(Problem::new("event", "Write why now: the event, or the pattern."));
        }
        if self.why.service_knew.is_some_and(|knew| knew > now) {
            problems.push(Problem::new("knew-date", "This service cannot have known it later than now."));
        }
        if self.why.first_known.as_ref().is_some_and(|(known, _)| *known > now) {
            problems.push(Problem::new("first-date", "Nobody can have known it later than now."));
        }
        if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems)) }
    }
}

impl Discussion {
    /// Begins one: it has been decided to hold it, and its clock runs.
    ///
    /// # Errors
    /// When it is about no child, or does not say which harm is suspected and what happened.
    pub fn begin(
        new: NewDiscussion,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Discussion, Refusal> {
        new.checked(now)?;
        let strategy = &pack.strategy;
        let limit = pack.timer(&strategy.hold).map_or(Limit::Hours(24), |timer| timer.limit);
        let decided = new.decided.filter(|(_, at)| *at <= now).unwrap_or((by, now));
        Ok(Discussion {
            id: new.id,
            reference: new.reference,
            children: new.children,
            contact: new.contact,
            enquiry: new.enquiry,
            prompts: new.prompts,
            follows: new.follows,
            threshold_at: new.threshold_at.map_or(decided.1, |threshold| threshold.min(decided.1)),
            why: new.why,
            begun_by: by,
            begun_at: now,
            decided_to_hold: decided,
            clock: Clock::start(&strategy.hold, decided.1, limit, calendar),
            watch_due: new.watch_due,
            information: Item::offered(strategy, &new.offers),
            frozen: Vec::new(),
            gatherings: Vec::new(),
            convened: None,
            telephone: None,
            rings: Vec::new(),
            climbed: Vec::new(),
            unmet: Vec::new(),
            meeting: None,
            held_at: None,
            late: None,
            early: Vec::new(),
            analysis: Analysis::default(),
            risks: Vec::new(),
            risks_named: 0,
            decisions: Vec::new(),
            other_children: String::new(),
            designated_officer: String::new(),
            next: None,
            further: None,
            decided: None,
            signed: None,
            follow_up: None,
            called_off: None,
        })
    }

    /// Convenes it, or says that it is better to gather first. What is known now is kept whole either way. Convening again changes the reason, and
    /// keeps what was known then beside what was known before.
    ///
    /// # Errors
    /// When it was held or called off; when much is unknown and no reason is given; when gathering first does not say from whom, until when and
    /// what keeps the child safe.
    pub fn convened(
        &self,
        asked: ConveneAsked,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Discussion, Refusal> {
        self.must_not_be_held()?;
        let strategy = &pack.strategy;
        let unknown = self.first_unknown(strategy);
        let urgency = strategy.urgency(&asked.urgency);
        if urgency.is_none() && (unknown >= strategy.ask_reason_from || !asked.urgency.trim().is_empty()) {
            let words = format!(
                "{unknown} of the first {} things are not known. Say why it cannot wait, or that it is better to gather first.",
                strategy.items.iter().filter(|item| item.first).count()
            );
            return Err(Refusal::field("urgency", words));
        }
        let mut discussion = self.clone();
        if urgency.is_some_and(|urgency| urgency.gather) {
            discussion.gatherings.push(gathering(asked.gather, by, now, strategy.gather_hours)?);
            discussion.convened = None;
            discussion.freeze(Moment::Gathering, by, now, strategy);
            return Ok(discussion);
        }
        if urgency.is_some_and(|urgency| urgency.say_what) && asked.words.trim().is_empty() {
            return Err(Refusal::field("words", "Write what makes it so."));
        }
        let urgency = urgency.map(|urgency| urgency.code.clone());
        discussion.convened = Some(Convened { by, at: now, urgency, words: asked.words });
        discussion.freeze(Moment::Convening, by, now, strategy);
        Ok(discussion)
    }

    /// The gathering that lasts: nothing once it was convened, or its time is over.
    pub fn gathering_at(&self, now: Timestamp) -> Option<&Gathering> {
        self.gatherings.last().filter(|last| self.stage() == Stage::Gathering && now < last.until)
    }

    /// Whether gathering again is a manager's to say: it was gathered first before.
    pub fn gathers_again(&self) -> bool {
        !self.gatherings.is_empty()
    }

    /// Joins it to its meeting. A meeting that was called off gives way to another.
    ///
    /// # Errors
    /// When it was held or called off.
    pub fn arranged(&self, meeting: Id<Meeting>) -> Result<Discussion, Refusal> {
        self.must_not_be_held()?;
        Ok(Discussion { meeting: Some(meeting), ..self.clone() })
    }

    /// It is held by telephone: agreed between a named manager of the council and a named police supervisor.
    ///
    /// # Errors
    /// When one of them is not named, no reason is given, or they agreed later than now.
    pub fn by_telephone(&self, agreed: Agreed, now: Timestamp) -> Result<Discussion, Refusal> {
        self.must_not_be_held()?;
        let mut problems = Vec::new();
        if agreed.supervisor.trim().is_empty() {
            problems.push(Problem::new("supervisor", "Write the police supervisor's name and rank."));
        }
        if agreed.why.trim().is_empty() {
            problems.push(Problem::new("telephone_why", "Write why a meeting could not be had."));
        }
        if agreed.at > now {
            problems.push(Problem::new("agreed-date", "They cannot have agreed later than now."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        Ok(Discussion { telephone: Some(agreed), ..self.clone() })
    }

    /// It is not held after all.
    ///
    /// # Errors
    /// When it was held, or no reason is given.
    pub fn not_held(&self, by: Id<Staff>, why: &str, now: Timestamp) -> Result<Discussion, Refusal> {
        self.must_not_be_held()?;
        if why.trim().is_empty() {
            return Err(Refusal::field("why", "Write why no discussion is held, and what makes that safe."));
        }
        Ok(Discussion { called_off: Some((by, now, why.to_owned())), ..self.clone() })
    }

    pub(super) fn must_be_open(&self) -> Result<(), Refusal> {
        match self.stage() {
            Stage::Signed => Err(Refusal::NotNow("This discussion is signed.".into())),
            Stage::CalledOff => Err(Refusal::NotNow("This discussion was not held.".into())),
            Stage::Begun | Stage::Gathering | Stage::Convened | Stage::Held | Stage::Decided => Ok(()),
        }
    }

    pub(super) fn must_not_be_held(&self) -> Result<(), Refusal> {
        match self.stage() {
            Stage::Begun | Stage::Gathering | Stage::Convened => Ok(()),
            Stage::CalledOff => Err(Refusal::NotNow("This discussion was not held.".into())),
            Stage::Held | Stage::Decided | Stage::Signed => {
                Err(Refusal::NotNow("This discussion was held already. Begin another.".into()))
            }
        }
    }
}

fn gathering(asked: GatherAsked, by: Id<Staff>, now: Timestamp, hours: u16) -> Result<Gathering, Refusal> {
    let mut problems = Vec::new();
    if asked.from.trim().is_empty() {
        problems.push(Problem::new("gather_from", "Write what is missing, and from whom."));
    }
    if asked.changes.trim().is_empty() {
        problems
            .push(Problem::new("gather_changes", "Write which missing fact could change what is decided."));
    }
    if asked.safe.trim().is_empty() {
        problems.push(Problem::new("gather_safe", "Write what keeps each child safe until then."));
    }
    let latest = now + SignedDuration::from_hours(i64::from(hours));
    let until = asked.until.filter(|until| *until > now && *until <= latest);
    match until {
        Some(until) if problems.is_empty() => {
            Ok(Gathering { by, at: now, from: asked.from, changes: asked.changes, safe: asked.safe, until })
        }
        _ => {
            if until.is_none() {
                let words =
                    format!("Write until when: within {hours} hours. After that a manager says so again.");
                problems.push(Problem::new("gather-date", words));
            }
            Err(Refusal::Invalid(problems))
        }
    }
}
