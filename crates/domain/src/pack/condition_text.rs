//! A condition as it is written: `when = { question = "family_aware", is = "no" }`, or `all`, `any` and `not` of such.

use serde::Deserialize;

use super::nearest::meant;
use crate::form::{Condition, Kind, NOT_KNOWN, Question, Reference};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionText {
    question: Option<String>,
    is: Option<OneOrMore>,
    answered: Option<bool>,
    all: Option<Vec<ConditionText>>,
    any: Option<Vec<ConditionText>>,
    not: Option<Box<ConditionText>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// The questions that stand before the one being read: only these may be looked at.
#[derive(Default)]
pub(super) struct Earlier(Vec<(String, Question)>);

impl Earlier {
    pub(super) fn add(&mut self, section: &str, question: &Question) {
        self.0.push((section.to_owned(), question.clone()));
    }

    pub(super) fn has_section(&self, section: &str) -> bool {
        self.0.iter().any(|(each, _)| each == section)
    }

    pub(super) fn has(&self, section: &str, question: &str) -> bool {
        self.0.iter().any(|(each, asked)| each == section && asked.id == question)
    }

    /// The names by which a section's conditions can call the earlier questions.
    fn names(&self, here: &str) -> Vec<String> {
        let name = |(section, question): &(String, Question)| match section == here {
            true => question.id.clone(),
            false => format!("{section}.{}", question.id),
        };
        self.0.iter().map(name).collect()
    }

    fn find(&self, section: &str, name: &str) -> Option<(Reference, &Question)> {
        let (section, name) = name.split_once('.').unwrap_or((section, name));
        let (_, question) = self.0.iter().find(|(each, asked)| each == section && asked.id == name)?;
        Some((Reference { section: section.to_owned(), question: name.to_owned() }, question))
    }
}

impl ConditionText {
    /// The condition, or words that say what is wrong with it.
    pub(super) fn read(self, section: &str, earlier: &Earlier) -> Result<Condition, String> {
        match self {
            ConditionText { question: Some(question), is, answered, all: None, any: None, not: None } => {
                about(&question, is, answered, section, earlier)
            }
            ConditionText {
                question: None,
                is: None,
                answered: None,
                all: Some(all),
                any: None,
                not: None,
            } => each(all, section, earlier).map(Condition::All),
            ConditionText {
                question: None,
                is: None,
                answered: None,
                all: None,
                any: Some(any),
                not: None,
            } => each(any, section, earlier).map(Condition::Any),
            ConditionText {
                question: None,
                is: None,
                answered: None,
                all: None,
                any: None,
                not: Some(not),
            } => Ok(Condition::Not(Box::new(not.read(section, earlier)?))),
            _ => {
                Err("A condition is one of: `question` with `is` or `answered`; `all`; `any`; `not`."
                    .to_owned())
            }
        }
    }
}

fn each(texts: Vec<ConditionText>, section: &str, earlier: &Earlier) -> Result<Vec<Condition>, String> {
    texts.into_iter().map(|text| text.read(section, earlier)).collect()
}

fn about(
    name: &str,
    is: Option<OneOrMore>,
    answered: Option<bool>,
    section: &str,
    earlier: &Earlier,
) -> Result<Condition, String> {
    let Some((reference, question)) = earlier.find(section, name) else {
        let here = earlier.names(section);
        let near = meant(name, here.iter().map(String::as_str));
        return Err(format!("No question before this one is called “{name}”.{near}"));
    };
    let values = match (is, answered) {
        (Some(OneOrMore::One(value)), None) => vec![value],
        (Some(OneOrMore::More(values)), None) => values,
        (None, Some(true)) => return Ok(Condition::Answered(reference)),
        (None, Some(false)) => return Ok(Condition::Not(Box::new(Condition::Answered(reference)))),
        _ => return Err(format!("Say what “{name}” must be: `is` or `answered`, one of them.")),
    };
    match values.iter().find(|value| !may_be(question, value)) {
        Some(value) => {
            let mut offered: Vec<&str> = question.kind.choices().iter().map(|c| c.value.as_str()).collect();
            if matches!(question.kind, Kind::YesNo) {
                offered.extend(["yes", "no"]);
            }
            if question.not_known {
                offered.push(NOT_KNOWN);
            }
            Err(format!("“{name}” can never be “{value}”.{}", meant(value, offered.iter().copied())))
        }
        None if values.is_empty() => Err(format!("Say what “{name}” must be.")),
        None => Ok(Condition::Is { question: reference, values }),
    }
}

fn may_be(question: &Question, value: &str) -> bool {
    match question.kind {
        _ if value == NOT_KNOWN => question.not_known,
        Kind::PartialDate | Kind::Day | Kind::Moment { .. } => false,
        _ => !question.kind.is_choice() || question.kind.is_of_page() || question.kind.offers(value),
    }
}
