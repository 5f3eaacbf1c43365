//! A night note: what the night team found, what it did, why it did not act where it did not, what is safe until when, and what the day team must
//! do by when. Written on the child's record while it happens. The time recorded is the time of recording; when it happened stands beside it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::contact::Contact;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The form in which a note is written.
pub const NOTE_FORM: PageForm = PageForm {
    id: "night_note",
    needs: &[
        Need::once("found", Takes::Words),
        Need::once("done", Takes::Words),
        Need::once("why_not", Takes::Words),
        Need::once("safe", Takes::Words),
        Need::once("safe_until", Takes::Moment),
        Need::once("day_must", Takes::Words),
        Need::once("day_by", Takes::Moment),
        Need::once("happened", Takes::Moment),
    ],
    beside: &[],
};

/// One note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NightNote {
    /// The record's name.
    pub id: Id<NightNote>,
    /// The children it is about.
    pub children: Vec<Id<Person>>,
    /// The contact it is about, when it is about one.
    pub contact: Option<Id<Contact>>,
    /// What was found.
    pub found: String,
    /// What was done; empty when nothing was.
    pub done: String,
    /// Why nothing, or not more, was done.
    pub why_not: String,
    /// What is safe for now.
    pub safe: String,
    /// Until when.
    pub safe_until: Option<Timestamp>,
    /// What the day team must do.
    pub day_must: String,
    /// By when.
    pub day_by: Option<Timestamp>,
    /// When it happened, as far as that is known.
    pub happened_at: Option<Timestamp>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
    /// Who recorded it.
    pub by: Id<Staff>,
    /// When it was recorded.
    pub at: Timestamp,
}

/// What the night team says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NightNoteAsked {
    /// What was found.
    pub found: String,
    /// What was done.
    pub done: String,
    /// Why nothing was done.
    pub why_not: String,
    /// What is safe for now.
    pub safe: String,
    /// Until when.
    pub safe_until: Option<Timestamp>,
    /// What the day team must do.
    pub day_must: String,
    /// By when.
    pub day_by: Option<Timestamp>,
    /// When it happened.
    pub happened_at: Option<Timestamp>,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

impl NightNote {
    /// Records a note. Where nothing was done, why is asked: not acting is a decision too.
    pub fn record(
        asked: NightNoteAsked,
        id: Id<NightNote>,
        (children, contact): (Vec<Id<Person>>, Option<Id<Contact>>),
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Self, Refusal> {
        let empty = |words: &str| words.trim().is_empty();
        let mut problems = Vec::new();
        if empty(&asked.found) {
            problems.push(Problem::new("found", "Say what you found, or what you were told."));
        }
        if empty(&asked.done) && empty(&asked.why_not) {
            problems.push(Problem::new("why_not", "Say what you did. If you did nothing, say why not."));
        }
        if !empty(&asked.safe) && asked.safe_until.is_none() {
            problems.push(Problem::new("safe_until-date", "Say until when it is safe."));
        }
        if !empty(&asked.day_must) && asked.day_by.is_none() {
            problems.push(Problem::new("day_by-date", "Say by when the day team must do it."));
        }
        if asked.day_by.is_some() && empty(&asked.day_must) {
            problems.push(Problem::new("day_must", "Say what the day team must do."));
        }
        if asked.happened_at.is_some_and(|happened| happened > at) {
            problems.push(Problem::new("happened-date", "When it happened cannot lie ahead."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let NightNoteAsked { found, done, why_not, safe, safe_until, day_must, day_by, happened_at, further } =
            asked;
        let safe_until = safe_until.filter(|_| !empty(&safe));
        Ok(NightNote {
            id,
            children,
            contact,
            found,
            done,
            why_not,
            safe,
            safe_until,
            day_must,
            day_by,
            happened_at,
            further,
            by,
            at,
        })
    }
}

impl Record for NightNote {
    const KIND: &'static str = "night_note";

    fn id(&self) -> Id<NightNote> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_night_note(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_acting_has_a_reason_and_what_is_left_has_a_time() {
        let at: Timestamp = "2026-11-24T02:10:00Z".parse().unwrap();
        let check = |asked: NightNoteAsked, expected: &[&str]| {
            let noted = NightNote::record(asked, Id::from_bits(1), (Vec::new(), None), Id::from_bits(2), at);
            let fields: Vec<String> = match noted {
                Ok(_) => Vec::new(),
                Err(Refusal::Invalid(problems)) => {
                    problems.into_iter().map(|problem| problem.field).collect()
                }
                Err(other) => panic!("{other:?}"),
            };
            assert_eq!(fields, expected);
        };
        let found = NightNoteAsked { found: "He is at home, asleep".into(), ..NightNoteAsked::default() };
        check(NightNoteAsked::default(), &["found", "why_not"]);
        check(found.clone(), &["why_not"]);
        check(NightNoteAsked { why_not: "The aunt is with him".into(), ..found.clone() }, &[]);
        let done = NightNoteAsked { done: "Rang the aunt".into(), ..found };
        check(done.clone(), &[]);
        check(NightNoteAsked { safe: "At the aunt's".into(), ..done.clone() }, &["safe_until-date"]);
        check(NightNoteAsked { day_must: "See him".into(), ..done.clone() }, &["day_by-date"]);
        check(NightNoteAsked { day_by: Some(at), ..done.clone() }, &["day_must"]);
        let later = at.checked_add(jiff::SignedDuration::from_mins(1)).unwrap();
        check(NightNoteAsked { happened_at: Some(later), ..done }, &["happened-date"]);
    }
}
