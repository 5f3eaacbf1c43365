//! Practice development: what was learnt together, when, by whom, and which measure is expected to move because of it, and which way. Later figures are set
//! beside it with their numbers. That a figure moved after a session says nothing about why (domain register, 1.17 and 2.1).

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::audit::Measure;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::Pack;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The form in which a session is written down.
pub const FORM: PageForm = PageForm {
    id: "practice_session",
    needs: &[
        Need::once("theme", Takes::Words),
        Need::once("tag", Takes::OneOfPage),
        Need::once("on", Takes::Day),
        Need::once("came", Takes::SeveralOfPage),
        Need::once("others", Takes::Number),
        Need::once("done", Takes::Words),
        Need::once("measure", Takes::OneOfPage),
        Need::once("domain", Takes::OneOfPage),
        Need::once("direction", Takes::One(&["up", "down"])),
    ],
    beside: &[],
};

/// A session of practice development.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeSession {
    /// The record's name.
    pub id: Id<PracticeSession>,
    /// What it was about, in words.
    pub theme: String,
    /// The code of what audits call it; nothing when it is something else.
    pub tag: Option<String>,
    /// The day.
    pub on: Date,
    /// Who came.
    pub came: BTreeSet<Id<Staff>>,
    /// How many others came who do not use Frontdoor.
    pub others: u32,
    /// What was done.
    pub done: String,
    /// The measure that is expected to move.
    pub measure: Measure,
    /// The domain of audits it is about, for grades; empty for all.
    pub domain: String,
    /// Which way.
    pub direction: Direction,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
    /// Who wrote it down.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Which way a measure is expected to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More.
    Up,
    /// Less.
    Down,
}

impl Direction {
    /// Both.
    pub const ALL: [Direction; 2] = [Direction::Up, Direction::Down];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.code() == code)
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Direction::Up => "More of it",
            Direction::Down => "Less of it",
        }
    }
}

/// A session as somebody writes it down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SessionAsked {
    /// What it was about.
    pub theme: String,
    /// The code of what audits call it; empty for something else.
    pub tag: String,
    /// The day.
    pub on: Option<Date>,
    /// Who came.
    pub came: BTreeSet<Id<Staff>>,
    /// How many others came.
    pub others: Option<u32>,
    /// What was done.
    pub done: String,
    /// The id of the measure.
    pub measure: String,
    /// The domain; empty for all.
    pub domain: String,
    /// Which way.
    pub direction: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

impl PracticeSession {
    /// Writes a session down, or writes it again.
    ///
    /// # Errors
    /// What is missing, beside each question.
    pub fn written(
        id: Id<PracticeSession>,
        by: Id<Staff>,
        asked: SessionAsked,
        (now, today): (Timestamp, Date),
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        let mut problems = Vec::new();
        let mut say = |holds: bool, field: &str, words: &str| {
            if !holds {
                problems.push(Problem::new(field, words));
            }
        };
        say(!asked.theme.trim().is_empty(), "theme", "Write what it was about.");
        say(asked.tag.is_empty() || pack.audit.tag(&asked.tag).is_some(), "tag", "Choose from the list.");
        say(asked.on.is_some_and(|on| on <= today), "on", "Write the day: today or before.");
        say(!asked.came.is_empty() || asked.others.is_some_and(|others| others > 0), "came", "Say who came.");
        say(!asked.done.trim().is_empty(), "done", "Write what was done.");
        let (measure, direction) = (Measure::from_id(&asked.measure), Direction::from_code(&asked.direction));
        say(measure.is_some(), "measure", "Choose the measure that is expected to move.");
        say(direction.is_some(), "direction", "Say which way.");
        let known = asked.domain.is_empty() || pack.audit.domain(&asked.domain).is_some();
        say(known, "domain", "Choose from the list.");
        match (asked.on, measure, direction) {
            (Some(on), Some(measure), Some(direction)) if problems.is_empty() => Ok(PracticeSession {
                id,
                theme: asked.theme,
                tag: Some(asked.tag).filter(|tag| !tag.is_empty()),
                on,
                came: asked.came,
                others: asked.others.unwrap_or_default(),
                done: asked.done,
                measure,
                domain: asked.domain,
                direction,
                further: asked.further,
                by,
                at: now,
            }),
            _ => Err(Refusal::Invalid(problems)),
        }
    }

    /// The days before the session and from it on that are set beside each other: first and last of each. The later ones may lie ahead in part.
    pub fn beside(&self, months: u8) -> [(Date, Date); 2] {
        let months = i32::from(months).months();
        let begins = self.on.checked_sub(months).unwrap_or(self.on);
        let ends = self.on.checked_add(months).unwrap_or(self.on);
        let before = self.on.yesterday().unwrap_or(self.on);
        [(begins, before), (self.on, ends.yesterday().unwrap_or(ends))]
    }
}

impl Record for PracticeSession {
    const KIND: &'static str = "practice_session";

    fn id(&self) -> Id<PracticeSession> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        Vec::new()
    }
}
