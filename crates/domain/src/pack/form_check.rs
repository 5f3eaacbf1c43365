//! What must hold inside one form beyond its shape: questions that can never be asked, weights and bands that do not add up, blocks and parts of
//! the thinking that nobody knows, evidence that nobody can show.

use std::collections::BTreeMap;

use super::Pack;
use super::PackProblem;
use super::nearest::{meant, nearest};
use super::reading::Reading;
use super::source::SourceFile;
use crate::assessment::ASSESSMENT_FORM;
use crate::form::{Condition, Form, Kind, Question, Reference, Section, evidence, plays};

/// The blocks of an assessment (domain.md 1.9).
const BLOCKS: [&str; 9] = ["A", "B", "C", "D", "E", "F", "G", "H", "I"];

/// Checks the sections of one form.
pub(super) fn check(file: &SourceFile<'_>, sections: &[Section], problems: &mut Vec<PackProblem>) {
    let mut told: Vec<(String, String)> = Vec::new();
    for (n, section) in sections.iter().enumerate() {
        let path = format!("section.{n}");
        if section.questions.is_empty() {
            told.push((path.clone(), format!("The section “{}” has no question.", section.id)));
        }
        if let Some(block) = section.block.as_ref().filter(|block| !BLOCKS.contains(&block.as_str())) {
            told.push((
                format!("{path}.block"),
                format!("A block is one of A to I, as the assessment has them; not “{block}”."),
            ));
        }
        told.extend(bands(section).map(|words| (format!("{path}.bands"), words)));
        for (m, question) in section.questions.iter().enumerate() {
            let path = format!("{path}.question.{m}");
            told.extend(
                of_question(sections, section, question)
                    .into_iter()
                    .map(|(key, words)| (format!("{path}.{key}"), words)),
            );
        }
    }
    problems.extend(told.into_iter().map(|(path, words)| file.problem(&path, words)));
}

fn of_question(sections: &[Section], section: &Section, question: &Question) -> Vec<(&'static str, String)> {
    let mut told = Vec::new();
    if let Some(never) = never(sections, section, question) {
        told.push(("when", never));
    }
    if question.missing.is_some() && question.needed.is_none() {
        told.push(("missing", "`missing` is what is said when a needed answer is not there: say from when with `needed`, or take it out.".to_owned()));
    }
    if let Kind::Number { min: Some(min), max: Some(max) } = question.kind
        && min > max
    {
        told.push(("min", format!("No number is from {min} to {max}.")));
    }
    told.extend(weights(&question.kind).map(|words| ("choices", words)));
    if let Some(name) = &question.plays {
        let names = plays::PLAYS.iter().map(|play| play.name);
        match plays::named(name) {
            Some(play) => told.extend(play.wrong(section, question).map(|words| ("plays", words))),
            None => told.push((
                "plays",
                format!("No part of the thinking is called “{name}”.{}", meant(name, names)),
            )),
        }
    }
    told
}

/// Weights: on every choice of a question or on none.
fn weights(kind: &Kind) -> Option<String> {
    let (Kind::One(choices) | Kind::Several(choices)) = kind else { return None };
    let without = choices.iter().find(|choice| choice.weight.is_none())?;
    choices.iter().any(|choice| choice.weight.is_some()).then(|| {
        format!(
            "“{}” has no `weight` and another choice has one: give every choice of the question a weight, or none.",
            without.value
        )
    })
}

/// Bands: of a section that adds something up, and each reached by some answers.
fn bands(section: &Section) -> Option<String> {
    let (first, last) = (section.bands.first()?, section.bands.last()?);
    let weighed: Vec<(i32, i32)> = section.questions.iter().filter_map(range).collect();
    if weighed.is_empty() {
        return Some(
            "Bands say what a sum is called, and no choice of this section has a `weight`.".to_owned(),
        );
    }
    let least = weighed.iter().fold(0_i32, |sum, (least, _)| sum.saturating_add(*least));
    let most = weighed.iter().fold(0_i32, |sum, (_, most)| sum.saturating_add(*most));
    if first.from > least {
        return Some(format!("The sum can be {least}, and the lowest band begins at {}.", first.from));
    }
    if last.from > most {
        return Some(format!(
            "The sum is at most {most}, so “{}” from {} is never reached.",
            last.words, last.from
        ));
    }
    None
}

/// The least and the most that a question adds, an answer left out adding nothing.
fn range(question: &Question) -> Option<(i32, i32)> {
    let weights: Vec<i32> = question.kind.choices().iter().filter_map(|choice| choice.weight).collect();
    let sum = |sign: i32| {
        let same = weights.iter().filter(|weight| weight.signum() == sign);
        same.fold(0_i32, |sum, weight| sum.saturating_add(*weight))
    };
    match (&question.kind, weights.iter().min(), weights.iter().max()) {
        (Kind::Several(_), Some(_), Some(_)) => Some((sum(-1), sum(1))),
        (_, Some(least), Some(most)) => Some((0.min(*least), 0.max(*most))),
        _ => None,
    }
}

/// Why a question can never be asked: its conditions and its section's want two answers of one question.
fn never(sections: &[Section], section: &Section, question: &Question) -> Option<String> {
    let mut wanted: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    let mut all: Vec<(&Reference, &[String])> = Vec::new();
    for when in section.when.iter().chain(&question.when) {
        needs(when, &mut all);
    }
    for (reference, values) in all {
        // In another section that repeats, two repeats may give the two answers.
        let Some(of) = sections.iter().find(|each| each.id == reference.section) else { continue };
        let one_answer = of.id == section.id || of.repeats.is_none();
        let several = of.question(&reference.question).is_some_and(|asked| asked.kind.takes_several());
        if several || !one_answer {
            continue;
        }
        let key = (reference.section.as_str(), reference.question.as_str());
        let both = match wanted.get(&key) {
            None => values.iter().map(String::as_str).collect::<Vec<_>>(),
            Some(before) => {
                before.iter().copied().filter(|value| values.iter().any(|one| one == value)).collect()
            }
        };
        if both.is_empty() {
            let needed = if question.needed.is_some() { " though it is needed" } else { "" };
            return Some(format!(
                "This is never asked{needed}: the conditions want two different answers to “{}” at once.",
                reference.question
            ));
        }
        wanted.insert(key, both);
    }
    None
}

fn needs<'c>(condition: &'c Condition, all: &mut Vec<(&'c Reference, &'c [String])>) {
    match condition {
        Condition::Is { question, values } => all.push((question, values)),
        Condition::All(conditions) => conditions.iter().for_each(|each| needs(each, all)),
        Condition::Answered(_) | Condition::Any(_) | Condition::Not(_) => {}
    }
}

impl Reading<'_> {
    /// What must hold between the forms and the rest of the pack.
    pub(super) fn forms_fit(&mut self, pack: &Pack) {
        let mut told: Vec<(String, String, String)> = Vec::new();
        for form in &pack.forms {
            let Some(file) = self.file_of(form) else { continue };
            for (place, question) in places(form) {
                for (k, name) in question.evidence.iter().enumerate() {
                    if !evidence::is_pane(name) && !pack.has_lane(name) {
                        let known =
                            pack.lanes().into_iter().chain(evidence::PANES.iter().map(|(pane, _)| *pane));
                        let near = match nearest(name, known.clone()) {
                            Some(near) => format!(" Did you mean “{near}”?"),
                            None => format!(" There is: {}.", known.collect::<Vec<_>>().join(", ")),
                        };
                        let words =
                            format!("No lane of the chronology and no pane is called “{name}”.{near}");
                        told.push((file.clone(), format!("{place}.evidence.{k}"), words));
                    }
                }
            }
            // The assessment's own form is told what it misses where the rest of the assessment is checked.
            let newest = pack.form(&form.id).is_some_and(|newest| newest.version == form.version);
            let told_here = newest && form.id != ASSESSMENT_FORM;
            for play in plays::missing(form).into_iter().filter(|_| told_here) {
                let words = format!(
                    "No question plays “{}” ({}, block {}). Whoever signs is shown it, so the form must ask it: write `plays = \"{}\"` on the question that does.",
                    play.name, play.words, play.block, play.name
                );
                told.push((file.clone(), "section".to_owned(), words));
            }
        }
        for (file, path, words) in told {
            self.problem(&file, &path, words);
        }
    }

    pub(super) fn file_of(&self, form: &Form) -> Option<String> {
        let names = [format!("forms/{}.toml", form.id), format!("forms/{}.{}.toml", form.id, form.version)];
        names.into_iter().rev().find(|name| self.files.contains_key(name.as_str()))
    }
}

/// The questions of a form with their paths in its file.
fn places(form: &Form) -> impl Iterator<Item = (String, &Question)> {
    form.sections.iter().enumerate().flat_map(|(n, section)| {
        let questions = section.questions.iter().enumerate();
        questions.map(move |(m, question)| (format!("section.{n}.question.{m}"), question))
    })
}

impl Pack {
    /// The lanes of the chronology, by their codes.
    pub fn lanes(&self) -> Vec<&str> {
        self.chronology.lanes.iter().map(|lane| lane.code.as_str()).collect()
    }

    /// Whether the chronology has a lane of this name.
    pub fn has_lane(&self, name: &str) -> bool {
        self.lanes().contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Place;

    #[test]
    fn a_place_in_the_file_is_found_by_numbers() {
        let form = crate::pack::england().form("contact").unwrap();
        let (path, question) = places(form).nth(1).unwrap();
        assert_eq!((path.as_str(), question.id.as_str()), ("section.0.question.1", "danger_words"));
        assert_eq!(form.question(&Place::one("danger", "danger_words")), Some(question));
    }
}
