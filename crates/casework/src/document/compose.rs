//! What a document says to whom. Each kind of document has a file of its own; here stand what all share: the frame, and the rule for the family. **Nothing is
//! let in but what a rule names: a kind of entry that nobody thought of is left out, and counted, so that whoever prepares it sees that there is more.**

use std::collections::BTreeMap;

use domain::calendar::london;
use domain::document::{Kind, Of, Part, Recipient, Section};
use domain::form::{Answer, Answers, Kind as Asks, Place, Question, Value};
use domain::id::{Any, Id};
use domain::pack::{Pack, filled};
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use jiff::civil::Date;
use store::{Door, Stop};

use super::drawing::{self, Drawing};
use super::{assessment, child_in_need, chronology, conference, letter, safety_plan, section47};
use crate::child::ChildPage;
use crate::session::Session;

/// A document that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What.
    pub of: Of,
    /// Of which record, where the child has several.
    pub record: Option<Id<Any>>,
    /// Which letter of the pack, when it is one.
    pub letter: String,
    /// For whom.
    pub recipient: Recipient,
    /// The code of what for.
    pub purpose: String,
    /// What for, in words.
    pub purpose_words: String,
    /// From whom it is withheld: name and reason; nothing when both are empty.
    pub withhold: (String, String),
}

/// What of a record a reader may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// As it stands.
    Whole,
    /// In other words.
    As(String),
    /// Not at all: what it is, for the count.
    Not(&'static str),
}

/// A document as it was composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Composed {
    /// What it is called.
    pub title: String,
    /// The children it is about.
    pub children: Vec<Id<Person>>,
    /// What it says.
    pub sections: Vec<Section>,
    /// What was left out, in words.
    pub left_out: Vec<String>,
}

/// What a composition is made from.
pub(super) struct From<'a> {
    /// The child's file, as whoever prepares it may read it.
    pub page: &'a ChildPage,
    /// For whom.
    pub recipient: &'a Recipient,
    /// The pack.
    pub pack: &'a Pack,
    /// The record, where one was chosen.
    pub record: Option<Id<Any>>,
    /// What draws its pictures.
    pub drawing: Option<&'a dyn Drawing>,
}

/// Composes what was asked for.
///
/// # Errors
/// When there is no such record, or such a reader gets no such document.
pub(super) fn compose(
    session: &Session<'_>,
    door: &Door,
    page: &ChildPage,
    asked: &Asked,
) -> Result<Composed, Stop> {
    let pack = &session.house.pack;
    let drawing = session.house.drawing.as_deref();
    let from = From { page, recipient: &asked.recipient, pack, record: asked.record, drawing };
    let mut composed = words(&from, asked)?;
    if asked.of == Of::Assessment {
        let day = assessment::day(&from)?;
        let family = drawing::family(session, door, page, from.kind(), day)?;
        let place = composed.sections.len().min(1);
        composed.sections.splice(place..place, family);
    }
    Ok(composed)
}

fn words(from: &From<'_>, asked: &Asked) -> Result<Composed, Refusal> {
    match asked.of {
        Of::Chronology => chronology::compose(from, false),
        Of::OnePage => chronology::compose(from, true),
        Of::SafetyPlan => safety_plan::compose(from),
        Of::ProtectionPlan => conference::compose(from),
        Of::ConferenceReport => section47::compose(from),
        Of::Letter => letter::compose(from, &asked.letter),
        Of::Assessment => assessment::compose(from),
        Of::ChildInNeedPlan => child_in_need::compose(from),
    }
}

impl From<'_> {
    /// What the child is called.
    pub fn child(&self) -> String {
        shown_in_line(&self.page.file.child.record.name())
    }

    /// The child.
    pub fn child_id(&self) -> Id<Person> {
        self.page.file.child.record.id
    }

    /// What sort of reader.
    pub fn kind(&self) -> Kind {
        self.recipient.kind
    }

    /// The day on which support ended: by the closing that was chosen, or the last that stands.
    pub fn closed_on(&self) -> Option<Date> {
        let closures = self.page.file.closures.iter().rev().map(|filed| &filed.record);
        let mut chosen = closures
            .filter(|closure| self.record.is_none_or(|record| closure.id.any() == record))
            .filter(|closure| closure.stage == domain::closure::Stage::Closed);
        chosen.find_map(|closure| closure.closed.as_ref()).map(|closed| closed.on)
    }

    /// Words of the pack with what they leave open.
    pub fn filled(&self, words: &str) -> String {
        filled(words, |name| match name {
            "council" => Some(self.pack.council.name.clone()),
            "duty_phone" => Some(self.pack.council.duty_phone.clone()),
            "night_phone" => Some(self.pack.council.night_phone.clone()),
            "child" => Some(self.child()),
            "closed_on" => self.closed_on().map(london::date_in_words),
            "name" if !self.recipient.name.trim().is_empty() => Some(shown_in_line(&self.recipient.name)),
            _ => None,
        })
    }

    /// The sections in the reader's own order, each with what the record gives for it.
    pub fn headings(&self, given: &BTreeMap<&str, String>) -> Vec<Section> {
        let headings = self.pack.documents.headings(self.kind()).iter();
        let section = |heading: &domain::pack::DocumentHeading| {
            let words = given.get(heading.code.as_str()).filter(|words| !words.trim().is_empty());
            let words = words.cloned().unwrap_or_else(|| self.filled(&heading.words));
            Section::own(&heading.code, self.filled(&heading.title), words)
        };
        headings.map(section).collect()
    }

    /// Who and what it is about, at the head of a copy for a court or the file.
    pub fn about(&self) -> Section {
        let child = &self.page.file.child.record;
        let birth = child.birth.map(|birth| birth.to_string()).words();
        let mut facts = vec![("Child".into(), self.child()), ("Born".into(), birth)];
        if let Some(known) = self.page.file.known_at {
            facts.push(("As it was known on".into(), london::moment_in_words(known)));
        }
        Section::of("about", "", vec![Part::Facts(facts)])
    }

    /// What a member of staff is called.
    pub fn staff(&self, staff: Id<domain::staff::Staff>) -> String {
        shown_in_line(self.page.names.name(staff))
    }
}

/// Lines as a list that may be changed.
pub(super) fn lines(items: impl IntoIterator<Item = String>) -> String {
    let items = items.into_iter().filter(|item| !item.trim().is_empty());
    items.map(|item| format!("- {}", item.replace(['\r', '\n'], " "))).collect::<Vec<_>>().join("\n")
}

/// How many things of which kind were left out, in words.
pub(super) fn counted(left_out: &[&'static str]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for what in left_out {
        *counts.entry(what).or_default() += 1;
    }
    counts.into_iter().map(|(what, count)| format!("{what}: {count}")).collect()
}

/// A part with words, when there are any.
pub(super) fn fact(name: &str, words: &str) -> Option<(String, String)> {
    (!words.trim().is_empty()).then(|| (name.to_owned(), words.trim().to_owned()))
}

/// The answers to a form, question by question, of the sections that are asked for.
pub(super) fn answers(
    pack: &Pack,
    given: &Answers,
    stands: impl Fn(&Place) -> bool,
) -> Vec<(String, String)> {
    let Some(form) = pack.form_version(&given.form, given.version) else { return Vec::new() };
    form.asked(given)
        .into_iter()
        .filter(|(place, _)| stands(place))
        .filter_map(|(place, question)| Some((question.label.clone(), said(question, given.at(&place)?))))
        .collect()
}

/// The answers to a council's own questions in a form with a page of its own, in the form's order. What their conditions look at is not kept with them.
pub(super) fn further(pack: &Pack, given: &Answers) -> Vec<(String, String)> {
    let form = pack.form_version(&given.form, given.version).or_else(|| pack.form(&given.form));
    let Some(form) = form else { return Vec::new() };
    let told = form.in_order(given).into_iter().filter_map(|(place, answer)| {
        let question = form.question(place)?;
        Some((question.label.clone(), said(question, answer)))
    });
    told.collect()
}

/// An answer in words.
pub(super) fn said(question: &Question, answer: &Answer) -> String {
    let choice = |value: &str| match (&question.kind, value) {
        (_, domain::form::NOT_KNOWN) => "Not known".to_owned(),
        (Asks::YesNo, "yes") => "Yes".to_owned(),
        (Asks::YesNo, "no") => "No".to_owned(),
        (kind, value) => {
            let found = kind.choices().iter().find(|choice| choice.value == value);
            found.map_or_else(|| value.to_owned(), |choice| choice.words.clone())
        }
    };
    match answer {
        Answer::NotKnown => "Asked, and not known".to_owned(),
        Answer::Text(text) if question.kind.is_choice() => choice(text),
        Answer::Text(text) => text.clone(),
        Answer::Several(values) => values.iter().map(|value| choice(value)).collect::<Vec<_>>().join("; "),
        Answer::Date(parts) => match question.value(answer) {
            Ok(Value::Date(date)) => date.to_string(),
            _ => parts.words(),
        },
    }
}
