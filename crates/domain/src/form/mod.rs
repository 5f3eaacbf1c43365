//! The form engine, and the only one: a form is pack data, so that a council changes a question without a programmer.
//!
//! A form has sections, a section has questions of typed kinds and may repeat for each child or carer. A question may depend on an
//! earlier answer, may be filled from what the record already holds ("ask once") and may fill the typed core of a contact. It has an
//! owner and a reason for being asked, or it goes (ux.md 1, need 2). Answers are kept exactly as given, with the version of the form
//! they answer. *Not known* is an answer; *not asked* is the absence of one (domain.md 1.1).

pub mod answers;
mod asked;
pub mod comment;
pub mod compare;
pub mod condition;
pub mod evidence;
pub mod kind;
pub mod page;
mod people;
pub mod place;
pub mod plays;
mod posted;
mod prefill;
mod progress;
mod rows;
pub mod score;
pub mod target;
pub mod value;

use serde::{Deserialize, Serialize};

pub use answers::{Answer, Answers, DateParts};
pub use asked::Filled;
pub use comment::{Comment, CommentAnswer, CommentAsked};
pub use compare::{Difference, Merged, Whose, compare, merge};
pub use condition::{Condition, Reference};
pub use kind::{Choice, Kind};
pub use page::PageForm;
pub use people::People;
pub use place::Place;
pub use posted::Read;
pub use progress::Progress;
pub use rows::Row;
pub use score::{Band, Score};
pub use target::{Source, Target};
pub use value::Value;

/// The answer of a choice, and the word in a condition, that says nobody knows.
pub const NOT_KNOWN: &str = "not_known";

/// One form of the pack, at one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The form's name in the pack: lower-case letters, digits and `_`.
    pub id: String,
    /// Rises by one whenever a question changes; kept with every answer.
    pub version: u32,
    /// The heading of the form's page.
    pub title: String,
    /// Words before the first question.
    pub guidance: Option<String>,
    /// Where whoever works with a child finds it by themselves; nothing for a form that a page of the program opens.
    pub offered: Option<OfferedOn>,
    /// The sections in the order they are asked.
    pub sections: Vec<Section>,
}

/// Where a form is offered without a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferedOn {
    /// On the page of every child.
    Child,
}

/// Questions that belong under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The section's name inside the form.
    pub id: String,
    /// The heading.
    pub title: String,
    /// Words under the heading.
    pub guidance: Option<String>,
    /// Asked only when this holds.
    pub when: Option<Condition>,
    /// Asked once for each child, carer or thing, when set.
    pub repeats: Option<Repeats>,
    /// Which block of an assessment it belongs to, `A` to `I` (domain.md 1.9): what completeness is counted by.
    pub block: Option<String>,
    /// Bands for the sum of the weights of the choices, when the section is an instrument (domain.md 1.11). Lowest first.
    pub bands: Vec<Band>,
    /// The questions in the order they are asked.
    pub questions: Vec<Question>,
}

/// How often a section is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeats {
    /// Whom each repeat is about.
    pub per: Per,
    /// Repeats shown even when nothing is answered yet, and needed when the form is sent.
    pub min: u16,
    /// The most repeats the form takes.
    pub max: u16,
    /// Words of the button that adds one: "Add another child".
    pub another: String,
    /// What one of them is called, where the section's title is too long for that: "Person".
    #[serde(default)]
    pub one: Option<String>,
    /// The people that the repeats are about, when whoever asks knows them ([`Form::with_people`]): then there is one repeat for each of them, in
    /// this order, whatever `min` and `max` say.
    #[serde(skip)]
    pub named: Option<Vec<String>>,
    /// The rows that the page gave ([`Form::with_rows`]).
    #[serde(skip)]
    pub rows: Vec<Row>,
}

/// Whom a repeat of a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// One repeat a child.
    Child,
    /// One repeat a parent or carer, those living elsewhere included.
    Carer,
    /// Whatever the heading says.
    Free,
    /// One repeat for each row that the page gives.
    Page,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question's name inside its section. Never given to another question once answers exist.
    pub id: String,
    /// What sort of answer it takes.
    pub kind: Kind,
    /// The question itself.
    pub label: String,
    /// A few words under the label.
    pub hint: Option<String>,
    /// Longer guidance, folded away until wanted.
    pub guidance: Option<String>,
    /// From which step on the form cannot go further without an answer. "Not known" is an answer.
    pub needed: Option<Stage>,
    /// What to say when the needed answer is missing; when absent, words are made from the label.
    pub missing: Option<String>,
    /// Asked only when this holds.
    pub when: Option<Condition>,
    /// What the record already holds that answers it.
    pub prefill: Option<Source>,
    /// Which part of the contact's typed core the answer becomes.
    pub fills: Option<Target>,
    /// Which part of the thinking the answer is, by a name that the program knows: `capacity_judgement`. A council words the question as it likes;
    /// whoever signs is shown the same parts.
    pub plays: Option<String>,
    /// What of the record stands beside the question while it is answered, by the names of lanes of the chronology or of panes.
    pub evidence: Vec<String>,
    /// Whether "not known" is offered.
    pub not_known: bool,
    /// Whether what can be chosen stands in a list that opens, however little it is: for a phone, and for an answer that can be taken back.
    pub folded: bool,
    /// Who in the council answers for this question being asked.
    pub owner: String,
    /// The legal reason for asking, or what the answer is used for.
    pub why: String,
}

/// The steps a form goes through. Each needs what the step before it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Kept as a record, still being worked on.
    Save,
    /// Sent, or put before a manager.
    Submit,
    /// Signed by a manager.
    Authorise,
}

impl Form {
    /// The section of this name.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// The question that an answer at this place answers; none when the place is of another form, or when an index stands where the
    /// section does not repeat or is missing where it does.
    pub fn question(&self, place: &Place) -> Option<&Question> {
        let section = self.section(&place.section)?;
        if section.repeats.is_some() != place.index.is_some() {
            return None;
        }
        section.questions_in(place.index).iter().find(|question| question.id == place.question)
    }

    /// An empty set of answers to this version of the form.
    pub fn blank(&self) -> Answers {
        Answers::to(&self.id, self.version)
    }
}

impl Section {
    /// The question of this name.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod people_tests;
#[cfg(test)]
mod rows_tests;
#[cfg(test)]
mod tests;
