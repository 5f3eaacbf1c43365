//! An entry that a person writes by hand, about something that no record here holds: an old paper file, another council, what a grandmother told. It
//! says where it is known from, and since when the council has known it. A wrong one is withdrawn with a reason and stays to be read.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::london;
use crate::event::Said;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::Pack;
use crate::person::Person;
use crate::person::partial_date::PartialDate;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The form in which an entry is written.
pub const FORM: PageForm = PageForm {
    id: "chronology_entry",
    needs: &[
        Need::once("happened", Takes::Date),
        Need::once("words", Takes::Words),
        Need::once("known_from", Takes::Words),
        Need::once("known_on", Takes::Day),
        Need::once("lane", Takes::OneOfPage),
        Need::once("agency", Takes::OneOfPage),
        Need::once("themes", Takes::SeveralOfPage),
        Need::once("people", Takes::SeveralOfPage),
    ],
    beside: &[],
};

/// One entry written by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The record's name.
    pub id: Id<Written>,
    /// The child whose chronology it is.
    pub child: Id<Person>,
    /// When it happened, as precisely as is known.
    pub happened: PartialDate,
    /// What happened.
    pub words: String,
    /// Where it is known from: "Paper file of Otherham Council, volume 2, page 31".
    pub known_from: String,
    /// Since when the council has known it: the day it was written down, or an earlier one for what stood in an old file of its own.
    pub known_at: Timestamp,
    /// Its lane, by the code of the pack.
    pub lane: String,
    /// Its themes, by the codes of the pack.
    pub themes: Vec<String>,
    /// The agency that told it, by its code in the pack.
    pub agency: Option<String>,
    /// Who else it is about, among the people on the record.
    pub people: Vec<Id<Person>>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
    /// Who wrote it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// That it should not stand, by whom, when and why.
    pub withdrawn: Option<Said>,
}

/// An entry as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenAsked {
    /// When it happened.
    pub happened: Option<PartialDate>,
    /// What happened.
    pub words: String,
    /// Where it is known from.
    pub known_from: String,
    /// On which day the council learned of it; today when nothing is said.
    pub known_on: Option<Date>,
    /// Its lane.
    pub lane: String,
    /// Its themes.
    pub themes: Vec<String>,
    /// The agency that told it; empty for none.
    pub agency: String,
    /// Who else it is about.
    pub people: Vec<Id<Person>>,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

impl Written {
    /// Keeps an entry that somebody wrote.
    ///
    /// # Errors
    /// When what happened, when, or where it is known from is missing, a code is not the pack's, or a day lies ahead.
    pub fn write(
        asked: WrittenAsked,
        id: Id<Written>,
        child: Id<Person>,
        by: Id<Staff>,
        at: Timestamp,
        pack: &Pack,
    ) -> Result<Written, Refusal> {
        let mut problems = Vec::new();
        let mut wrong = |field: &str, words: &str| problems.push(Problem::new(field, words));
        let today = london::date_of(at);
        match asked.happened {
            None => wrong("happened", "Say when it happened, as closely as it is known."),
            Some(happened) if happened.is_after(today) => {
                wrong("happened", "What has not happened yet is no part of the story.");
            }
            Some(_) => {}
        }
        if asked.words.trim().is_empty() {
            wrong("words", "Write what happened.");
        }
        if asked.known_from.trim().is_empty() {
            wrong("known_from", "Say where it is known from: which file, which council, who told it.");
        }
        if asked.known_on.is_some_and(|day| day > today) {
            wrong("known_on", "The day on which we learned of it cannot lie ahead.");
        }
        let happened = asked.happened.filter(|happened| !happened.is_after(today));
        let before = asked.known_on.zip(happened.and_then(|happened| happened.earliest()));
        if before.is_some_and(|(known, happened)| known < happened) {
            wrong("known_on", "Nobody knew of it before it happened. Look at both dates again.");
        }
        if pack.chronology.lane(&asked.lane).is_none() {
            wrong("lane", "Choose where it stands in the picture.");
        }
        if !asked.agency.is_empty() && pack.agency(&asked.agency).is_none() {
            wrong("agency", "Choose an agency from the list, or none.");
        }
        let (true, Some(happened)) = (problems.is_empty(), asked.happened) else {
            return Err(Refusal::Invalid(problems));
        };
        let WrittenAsked { words, known_from, lane, themes, agency, people, further, .. } = asked;
        Ok(Written {
            id,
            child,
            happened,
            words,
            known_from,
            known_at: asked.known_on.filter(|day| *day != today).map_or(at, london::start_of),
            lane,
            themes: themes.into_iter().filter(|theme| pack.chronology.theme(theme).is_some()).collect(),
            agency: Some(agency).filter(|agency| !agency.is_empty()),
            people,
            further,
            by,
            at,
            withdrawn: None,
        })
    }

    /// Says that it should not stand.
    ///
    /// # Errors
    /// When no reason is given, or somebody has said so already.
    pub fn withdraw(&self, by: Id<Staff>, at: Timestamp, reason: &str) -> Result<Written, Refusal> {
        if self.withdrawn.is_some() {
            return Err(Refusal::NotNow("This entry was withdrawn already.".into()));
        }
        if reason.trim().is_empty() {
            return Err(Refusal::field("reason", "Say why it should not stand."));
        }
        let withdrawn = Some(Said { by, at, reason: reason.into() });
        Ok(Written { withdrawn, ..self.clone() })
    }
}

impl Record for Written {
    const KIND: &'static str = "chronology_entry";

    fn id(&self) -> Id<Written> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_written(self)
    }
}
