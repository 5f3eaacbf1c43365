//! What was answered, exactly as it was given. The typed reading of an answer ([`super::Value`]) is made from it and never replaces it,
//! so an answer that cannot be read is still kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{NOT_KNOWN, Place};

/// The answers to one version of one form. What is not here was not asked, or not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The form's name in the pack.
    pub form: String,
    /// The version of the form that was answered.
    pub version: u32,
    /// The answers by their places.
    pub given: BTreeMap<Place, Answer>,
}

/// One answer, as given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Asked, and nobody knows.
    NotKnown,
    /// What was typed, or the one value that was chosen.
    Text(String),
    /// The values that were chosen, in the order they were given.
    Several(Vec<String>),
    /// A date typed into its boxes.
    Date(DateParts),
}

/// The boxes of a date, as typed. Any of them may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateParts {
    /// The day box.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub day: String,
    /// The month box: a number or a name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub month: String,
    /// The year box.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub year: String,
    /// How sure: empty, `about`, or `expected` for an unborn baby.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub precision: String,
    /// The time box of a moment, whose day box holds the whole date as it was typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time: String,
}

impl DateParts {
    /// Whether nothing was typed. A precision alone says nothing.
    pub fn is_empty(&self) -> bool {
        [&self.day, &self.month, &self.year, &self.time].iter().all(|part| part.trim().is_empty())
    }

    /// The date as people write it: `about 3/2019`, `expected 14/9/2026`.
    pub fn words(&self) -> String {
        let date: Vec<&str> = [&self.day, &self.month, &self.year]
            .map(|part| part.trim())
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect();
        let date = date.join("/");
        if !self.time.trim().is_empty() {
            return format!("{date} {}", self.time.trim()).trim().to_owned();
        }
        match self.precision.trim() {
            "" => date,
            precision => format!("{precision} {date}"),
        }
    }
}

impl Answer {
    /// A typed or chosen text.
    pub fn text(text: impl Into<String>) -> Self {
        Answer::Text(text.into())
    }

    /// The answer as one text, for a search, a summary or a comparison; empty when it is not known.
    pub fn words(&self) -> String {
        match self {
            Answer::NotKnown => String::new(),
            Answer::Text(text) => text.clone(),
            Answer::Several(values) => values.join(", "),
            Answer::Date(parts) => parts.words(),
        }
    }

    /// Whether the answer is, or holds, this value; [`NOT_KNOWN`] asks whether nobody knows.
    pub fn is(&self, value: &str) -> bool {
        match self {
            Answer::NotKnown => value == NOT_KNOWN,
            Answer::Text(text) => text == value,
            Answer::Several(values) => values.iter().any(|each| each == value),
            Answer::Date(_) => false,
        }
    }

    /// Whether two answers say the same. A browser sends a line's end as two characters where the record may hold one: no change.
    pub fn same(&self, other: &Answer) -> bool {
        match (self, other) {
            (Answer::Text(one), Answer::Text(two)) => {
                one == two || one.replace("\r\n", "\n") == two.replace("\r\n", "\n")
            }
            _ => self == other,
        }
    }
}

impl Answers {
    /// No answers yet to this version of a form.
    pub fn to(form: impl Into<String>, version: u32) -> Self {
        Answers { form: form.into(), version, given: BTreeMap::new() }
    }

    /// The answer at a place.
    pub fn at(&self, place: &Place) -> Option<&Answer> {
        self.given.get(place)
    }

    /// The answer in a section that does not repeat.
    pub fn one(&self, section: &str, question: &str) -> Option<&Answer> {
        self.given.get(&Place::one(section, question))
    }

    /// The answer in one repeat of a section.
    pub fn nth(&self, section: &str, index: u16, question: &str) -> Option<&Answer> {
        self.given.get(&Place::nth(section, index, question))
    }

    /// Puts an answer in its place and gives back the one that stood there.
    pub fn put(&mut self, place: Place, answer: Answer) -> Option<Answer> {
        self.given.insert(place, answer)
    }

    /// These answers with those of some parts replaced by what was sent of them: for a long form that is sent part by part. A part is a
    /// section (`danger`) or one repeat of it (`day.1`); what was sent outside them is left where it is, and what stands there stays.
    #[must_use]
    pub fn with_parts(&self, parts: &[&str], sent: &Answers) -> Answers {
        let within = |place: &Place| parts.iter().any(|part| place.is_in(part));
        let kept = self.given.iter().filter(|(place, _)| !within(place));
        let given = kept.chain(sent.given.iter().filter(|(place, _)| within(place)));
        let given = given.map(|(place, answer)| (place.clone(), answer.clone())).collect();
        Answers { form: self.form.clone(), version: self.version, given }
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// Everything that was typed, by the names of the places: for looking for what must not stand there.
    pub fn typed(&self) -> impl Iterator<Item = (String, &str)> {
        self.given.iter().filter_map(|(place, answer)| match answer {
            Answer::Text(text) => Some((place.to_string(), text.as_str())),
            _ => None,
        })
    }

    /// The repeats of a section that hold an answer, in order.
    pub fn repeats(&self, section: &str) -> Vec<u16> {
        let mut indexes: Vec<u16> = self
            .given
            .keys()
            .filter(|place| place.section == section)
            .filter_map(|place| place.index)
            .collect();
        indexes.dedup();
        indexes
    }
}
