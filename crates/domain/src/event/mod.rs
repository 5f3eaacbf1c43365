//! Significant events: what happened in a child's life that changes what is known of their safety (domain register 1.15; Appendix B1). An injury, what a
//! child told, an incident at home, a night away, a visit that found nobody. One event stands in the files of all the children it is about: a fact is
//! recorded once.
//!
//! What is asked of each kind is a form of the pack. What counts for the escalation watch is taken from the answers when the event is recorded and
//! kept in it, so that it can be made again from the record alone and a later pack changes no past.

mod facts;
mod record;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::Sealed;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::{COUNCIL, EventKind, Pack};
use crate::person::Person;
use crate::person::partial_date::PartialDate;
use crate::record::Record;
use crate::staff::Staff;

/// One significant event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The record's name.
    pub id: Id<Event>,
    /// The kind's code in the pack.
    pub kind: String,
    /// The children it is about.
    pub children: Vec<Id<Person>>,
    /// The adults who had a part in it.
    pub adults: Vec<Adult>,
    /// When it happened, as precisely as is known; for a kind that may lie ahead, when it will.
    pub happened: PartialDate,
    /// The moment it happened, where the time is known.
    pub moment: Option<Timestamp>,
    /// Until when it lasted, for kinds that last; nothing while it goes on.
    pub until: Option<Timestamp>,
    /// When the council knew it.
    pub known_at: Timestamp,
    /// Who told us.
    pub told: Told,
    /// What was answered on the kind's own form.
    pub answers: Answers,
    /// What of it counts for the watch; nothing for kinds that count for nothing.
    pub counts: Option<Counts>,
    /// Who recorded it.
    pub by: Id<Staff>,
    /// When it was recorded.
    pub at: Timestamp,
    /// How it came to stand as it does now, when it was corrected.
    pub corrected: Option<Said>,
    /// That it should never have been recorded.
    pub in_error: Option<Said>,
    /// Answers to the council's own questions about every event, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// The form with what is asked of every event, around the questions of its kind's own form.
pub const FORM: PageForm = PageForm {
    id: "event",
    needs: &[
        Need::once("children", Takes::SeveralOfPage),
        Need::once("happened", Takes::Words),
        Need::once("happened_time", Takes::Words).field("happened-time"),
        Need::once("until", Takes::Moment),
        Need::once("adults", Takes::SeveralOfPage),
        Need::once("adults_other", Takes::Words).field("adults-other"),
        Need::once("from", Takes::OneOfPage),
        Need::once("who", Takes::Words),
        Need::once("unnamed", Takes::Several(&["yes"])),
        Need::once("known", Takes::Moment),
    ],
    beside: &[],
};

/// An adult in an event: somebody on the record, or a name as it was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adult {
    /// Somebody on the record.
    Known(Id<Person>),
    /// A name, or what they are to the child.
    Named(String),
}

/// Who told the council.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// An agency of the pack, or one of the pack's other sources of events: `police`, `child`, `family`.
    pub from: String,
    /// Name and role. Protected when they must not be known.
    pub who: Option<Sealed<String>>,
    /// Whether nobody may learn who they are.
    pub unnamed: bool,
}

/// The source that stands for our own workers.
const OURSELVES: &str = "ourselves";

impl Told {
    /// Whether our own worker tells it: what others told was told in confidence.
    pub fn is_ours(&self) -> bool {
        matches!(self.from.as_str(), OURSELVES | COUNCIL)
    }
}

/// Somebody's act on a record, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// What of an event counts for the watch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The kind of fact that the pack's rules name.
    pub kind: String,
    /// `question=answer` for the questions that the pack says count.
    pub marks: BTreeSet<String>,
    /// Grades and levels by the names of their questions.
    pub measures: BTreeMap<String, i64>,
    /// From when on an event that still goes on, or went on for longer than that, counts for more.
    pub long: Option<Long>,
}

/// An event that goes on too long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Long {
    /// From when on.
    pub from: Timestamp,
    /// The mark it then has: `over_24_hours`.
    pub mark: String,
    /// The kind of fact that it is from then on.
    pub still: String,
}

/// An event as it is typed in.
#[derive(Debug, Clone, PartialEq)]
pub struct EventAsked {
    /// The kind's code.
    pub kind: String,
    /// The children it is about.
    pub children: Vec<Id<Person>>,
    /// The adults who had a part in it.
    pub adults: Vec<Adult>,
    /// When it happened.
    pub happened: PartialDate,
    /// The moment, where the time is known.
    pub moment: Option<Timestamp>,
    /// Until when it lasted.
    pub until: Option<Timestamp>,
    /// When the council knew it; now when nothing else is said.
    pub known_at: Option<Timestamp>,
    /// Where it is known from.
    pub from: String,
    /// Who told us; a correction that leaves it empty keeps the name that stands.
    pub who: String,
    /// Whether nobody may learn who they are.
    pub unnamed: bool,
    /// What was answered.
    pub answers: Answers,
    /// Answers to the council's own questions about every event.
    pub further: Option<Answers>,
}

impl Event {
    /// Whether it stands: recorded, and not in error.
    pub fn stands(&self) -> bool {
        self.in_error.is_none()
    }

    /// What it is called on pages.
    pub fn name<'a>(&'a self, pack: &'a Pack) -> &'a str {
        self.of_kind(pack).map_or(self.kind.as_str(), |kind| &kind.name)
    }

    /// Its kind in the pack.
    pub fn of_kind<'p>(&self, pack: &'p Pack) -> Option<&'p EventKind> {
        pack.events.kind(&self.kind)
    }

    /// What counts in it, each in a few words of the pack: "explanation does not fit", "physical care: grade 4".
    pub fn marks_in_words(&self, pack: &Pack) -> Vec<String> {
        let (Some(kind), Some(counts)) = (self.of_kind(pack), &self.counts) else { return Vec::new() };
        let marked = counts.marks.iter().filter_map(|mark| kind.mark_in_words(mark));
        let measured = counts.measures.iter().map(|(name, measure)| kind.measure_in_words(name, *measure));
        marked.map(str::to_owned).chain(measured).collect()
    }

    /// What was written of it: the answer to the question that the pack names for it.
    pub fn says(&self, pack: &Pack) -> String {
        self.answered(self.of_kind(pack).and_then(|kind| kind.says.as_deref()))
    }

    /// The child's own words, for kinds that ask for them.
    pub fn child_said(&self, pack: &Pack) -> String {
        self.answered(self.of_kind(pack).and_then(|kind| kind.child_words.as_deref()))
    }

    fn answered(&self, place: Option<&str>) -> String {
        let place = place.and_then(|place| place.parse().ok());
        place.and_then(|place| self.answers.at(&place)).map(crate::form::Answer::words).unwrap_or_default()
    }
}

impl Record for Event {
    const KIND: &'static str = "event";

    fn id(&self) -> Id<Event> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }

    fn passages(&self) -> Vec<crate::passage::Passage> {
        crate::passage::of_event(self)
    }
}
