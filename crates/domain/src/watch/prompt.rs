//! A prompt: the question that the watch asks a manager, with the facts that ask it, and what became of it. It is always answered, climbing or closed
//! with a cause; nothing about it says how bad anything is, and nothing waits for it that is urgent.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::evaluate::{Discussed, Trip};
use crate::calendar::{Calendar, Limit, due};
use crate::id::{Any, Id};
use crate::pack::{Pack, Watch, WatchRung};
use crate::person::Person;
use crate::record::Record;
use crate::staff::Staff;

/// One prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// The record's name.
    pub id: Id<Prompt>,
    /// The children it is about: one child, or those of a household.
    pub children: Vec<Id<Person>>,
    /// What asks: rule by rule, child by child, in the order in which it came.
    pub trips: Vec<Trip>,
    /// When it was put.
    pub opened_at: Timestamp,
    /// Whether one of its rules is immediate.
    pub immediate: bool,
    /// The team whose manager is asked; nothing for the front door.
    pub team: Option<String>,
    /// Everybody who was asked.
    pub told: BTreeSet<Id<Staff>>,
    /// What it waits for.
    pub waits: Waits,
    /// When it climbs unless that has come; nothing on the last rung.
    pub due: Option<Timestamp>,
    /// The rungs it has climbed.
    pub climbs: Vec<Climb>,
    /// What managers answered, in order.
    pub answers: Vec<Answered>,
    /// Discussions held meanwhile, by child.
    pub discussed: BTreeMap<Id<Person>, (Timestamp, Id<Any>)>,
    /// When and why it was closed.
    pub closed: Option<Closed>,
    /// The pack whose rules asked.
    pub pack_version: String,
}

/// What an open prompt waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waits {
    /// A manager's answer.
    Answer,
    /// What is being gathered first.
    Gathering,
    /// The discussion that is to be held now.
    Discussion,
}

impl Waits {
    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Waits::Answer => "answer",
            Waits::Gathering => "gathering",
            Waits::Discussion => "discussion",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Waits::Answer => "Waits for an answer",
            Waits::Gathering => "Information is being gathered first",
            Waits::Discussion => "A discussion is to be held now",
        }
    }
}

/// A step up the ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Climb {
    /// When.
    pub at: Timestamp,
    /// The code of the rung that was reached.
    pub rung: String,
    /// Whether it is the clinic's list.
    pub clinic: bool,
}

/// What a manager answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: Answer,
}

/// The three answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A discussion is held now.
    HoldNow {
        /// What the manager adds.
        words: String,
    },
    /// Something is found out first.
    GatherFirst {
        /// By when.
        by: Timestamp,
        /// What, and from whom.
        from: String,
        /// What keeps the child safe meanwhile.
        safe: String,
        /// Whether it is said again, after an earlier time has come.
        again: bool,
    },
    /// No discussion is needed.
    NotNeeded {
        /// Why.
        because: String,
    },
}

impl Answer {
    /// In words.
    pub const fn words(&self) -> &'static str {
        match self {
            Answer::HoldNow { .. } => "Hold now",
            Answer::GatherFirst { again: false, .. } => "Gather first",
            Answer::GatherFirst { again: true, .. } => "Gather first, said again",
            Answer::NotNeeded { .. } => "Not needed",
        }
    }
}

/// When and why a prompt was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub cause: Cause,
}

/// Why a prompt was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A manager said that no discussion is needed, and why.
    NotNeeded,
    /// The discussion that a manager wanted was held.
    Held {
        /// Its record.
        discussion: Id<Any>,
    },
    /// A discussion was held before anybody answered.
    Superseded {
        /// Its record.
        discussion: Id<Any>,
    },
}

impl Cause {
    /// The code in the store.
    pub const fn code(&self) -> &'static str {
        match self {
            Cause::NotNeeded => "not_needed",
            Cause::Held { .. } => "held",
            Cause::Superseded { .. } => "superseded",
        }
    }

    /// In words.
    pub const fn words(&self) -> &'static str {
        match self {
            Cause::NotNeeded => "A manager said why no discussion is needed",
            Cause::Held { .. } => "The discussion was held",
            Cause::Superseded { .. } => "It closed by itself: a discussion was held",
        }
    }
}

/// A new prompt.
pub struct NewPrompt {
    /// Its name.
    pub id: Id<Prompt>,
    /// What asks.
    pub trips: Vec<Trip>,
    /// The team whose manager is asked; nothing for the front door.
    pub team: Option<String>,
}

impl Prompt {
    /// Puts a question. Nothing when nothing asks.
    pub fn open(new: NewPrompt, at: Timestamp, pack: &Pack, calendar: &Calendar) -> Option<Prompt> {
        if new.trips.is_empty() {
            return None;
        }
        let mut prompt = Prompt {
            id: new.id,
            children: Vec::new(),
            trips: Vec::new(),
            opened_at: at,
            immediate: false,
            team: new.team,
            told: BTreeSet::new(),
            waits: Waits::Answer,
            due: None,
            climbs: Vec::new(),
            answers: Vec::new(),
            discussed: BTreeMap::new(),
            closed: None,
            pack_version: pack.version(),
        };
        prompt.take_in(new.trips, at, pack, calendar);
        Some(prompt)
    }

    /// Takes in what asks the same question: of the same child, or of the household. Time that runs is never made longer; what had been answered is
    /// asked again.
    #[must_use]
    pub fn joined(&self, trips: Vec<Trip>, at: Timestamp, pack: &Pack, calendar: &Calendar) -> Prompt {
        let mut prompt = self.clone();
        prompt.take_in(trips, at, pack, calendar);
        prompt
    }

    fn take_in(&mut self, trips: Vec<Trip>, at: Timestamp, pack: &Pack, calendar: &Calendar) {
        let due = trips.iter().filter_map(|trip| answer_by(trip, at, pack, calendar)).min();
        for trip in trips {
            self.immediate |= is_immediate(&trip, &pack.watch);
            if !self.children.contains(&trip.child) {
                self.children.push(trip.child);
            }
            self.trips.push(trip);
        }
        // On the last rung nothing climbs any more; anywhere else the earlier time stands.
        if !self.on_the_last_rung(&pack.watch) {
            self.due = [self.due, due].into_iter().flatten().min();
        }
        self.waits = Waits::Answer;
    }

    /// When the first of what asks tripped: from here the days to the discussion are counted.
    pub fn triggered_at(&self) -> Timestamp {
        self.trips.iter().map(|trip| trip.at).min().unwrap_or(self.opened_at)
    }

    /// Whether it is not closed.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// The place of its rung on the ladder, from 0.
    pub fn rung(&self) -> usize {
        self.climbs.len()
    }

    /// When the time to answer it had gone by with no answer; nothing when somebody answered in time. A discussion that comes of it is late since then.
    pub fn unanswered_at(&self) -> Option<Timestamp> {
        let first = self.climbs.first()?.at;
        self.answers.iter().all(|answer| answer.at >= first).then_some(first)
    }

    /// Whether it stands on the clinic's list: open, unanswered, and on the rung that is the clinic.
    pub fn is_for_clinic(&self) -> bool {
        self.is_open() && self.waits == Waits::Answer && self.climbs.last().is_some_and(|climb| climb.clinic)
    }

    fn on_the_last_rung(&self, watch: &Watch) -> bool {
        self.rung() + 1 >= watch.ladder.len()
    }

    /// Goes a rung up when its time has gone by; nothing when it has not, or there is no rung above. What was gathered or was to be held, and has not
    /// come, is asked again.
    pub fn climbed<'w>(
        &self,
        at: Timestamp,
        watch: &'w Watch,
        calendar: &Calendar,
    ) -> Option<(Prompt, &'w WatchRung)> {
        let due = self.due.filter(|due| *due <= at && self.is_open())?;
        let mut prompt = self.clone();
        prompt.waits = Waits::Answer;
        prompt.due = None;
        let last = watch.ladder.last()?;
        let Some(rung) = watch.ladder.get(self.rung() + 1) else { return Some((prompt, last)) };
        prompt.climbs.push(Climb { at, rung: rung.code.clone(), clinic: rung.clinic });
        // From when it was due, so that a night in which nothing ran gives nobody more time.
        prompt.due = rung.answer.and_then(|limit| moment(limit, due, calendar));
        Some((prompt, rung))
    }

    /// Notes discussions held about its children, and closes by itself when each of what asked was discussed since. Nothing when nothing changes.
    pub fn discussed(&self, child: Id<Person>, held: &Discussed, at: Timestamp) -> Option<Prompt> {
        let concerns = self.is_open() && self.children.contains(&child);
        let known = self.discussed.get(&child).is_some_and(|(when, _)| *when >= held.at);
        let after = self.trips.iter().any(|trip| trip.child == child && trip.at <= held.at);
        if !concerns || known || !after {
            return None;
        }
        let mut prompt = self.clone();
        prompt.discussed.insert(child, (held.at, held.record));
        let discussed =
            |trip: &Trip| prompt.discussed.get(&trip.child).is_some_and(|(when, _)| *when >= trip.at);
        if prompt.trips.iter().all(discussed) {
            let discussion = held.record;
            let wanted = self.answers.iter().any(|answer| matches!(answer.what, Answer::HoldNow { .. }));
            let cause = if wanted { Cause::Held { discussion } } else { Cause::Superseded { discussion } };
            prompt.closed = Some(Closed { at, cause });
            prompt.due = None;
        }
        Some(prompt)
    }

    /// Parts a child from the others, because its record was restricted: what is left, and the child's own prompt. Clocks, answers and rungs are those of
    /// before in both. Nothing when it is about this child alone, or not about it.
    pub fn parted(&self, child: Id<Person>, id: Id<Prompt>) -> Option<(Prompt, Prompt)> {
        if !self.is_open() || !self.children.contains(&child) || self.children == [child] {
            return None;
        }
        let (mut rest, mut own) = (self.clone(), Prompt { id, children: vec![child], ..self.clone() });
        rest.children.retain(|other| *other != child);
        rest.trips.retain(|trip| trip.child != child);
        own.trips.retain(|trip| trip.child == child);
        Some((rest, own))
    }

    /// What became of it so far, in one line.
    pub fn in_words(&self) -> String {
        match (&self.closed, self.answers.last()) {
            (Some(closed), _) => closed.cause.words().to_owned(),
            (None, Some(_)) if self.waits != Waits::Answer => self.waits.words().to_owned(),
            (None, _) if self.climbs.is_empty() => Waits::Answer.words().to_owned(),
            (None, _) => {
                format!("Unanswered: went on to {}", self.climbs.last().map_or("", |climb| &climb.rung))
            }
        }
    }
}

fn is_immediate(trip: &Trip, watch: &Watch) -> bool {
    watch.rule(&trip.rule).is_some_and(|rule| rule.immediate)
}

/// By when a prompt with this in it is to be answered.
fn answer_by(trip: &Trip, at: Timestamp, pack: &Pack, calendar: &Calendar) -> Option<Timestamp> {
    let rule = pack.watch.rule(&trip.rule)?;
    let immediate = pack.timer(&pack.watch.immediate_timer).map(|timer| timer.limit);
    let limit = if rule.immediate { immediate.unwrap_or(rule.answer) } else { rule.answer };
    moment(limit, at, calendar)
}

pub(super) fn moment(limit: Limit, from: Timestamp, calendar: &Calendar) -> Option<Timestamp> {
    due(limit, from, calendar).map(crate::calendar::Due::instant)
}

impl Record for Prompt {
    const KIND: &'static str = "prompt";

    fn id(&self) -> Id<Prompt> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }
}
