//! Significant events in the pack: the kinds, the form each is asked with, and which of its answers count for the escalation watch. A council adds a
//! kind, a question or a mark here, and a rule that names it in the watch's own file.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::form::place::is_name;
use crate::form::{Form, Kind, Place, Question};

/// The kinds of significant event, and who can tell of one beside the agencies.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Events {
    /// Who tells of events and is no agency of the pack: the child, the family, the public, our own workers.
    #[serde(rename = "source")]
    pub sources: Vec<EventSource>,
    /// The kinds.
    #[serde(rename = "kind")]
    pub kinds: Vec<EventKind>,
}

/// Who can tell of an event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventSource {
    /// The code.
    pub code: String,
    /// In words.
    pub name: String,
}

/// A kind of significant event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventKind {
    /// The kind's code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// When to use it.
    pub words: String,
    /// The form it is asked with.
    pub form: String,
    /// The kind of fact that the watch's rules name; nothing for a kind that counts for nothing.
    pub counts: Option<String>,
    /// The answers that count, each with the words it is told in.
    #[serde(default)]
    pub marks: Vec<EventMark>,
    /// The grades and levels that rules compare.
    #[serde(default)]
    pub measures: Vec<EventMeasure>,
    /// The question whose answer stands in the chronology.
    pub says: Option<String>,
    /// The question that asks for the child's own words.
    pub child_words: Option<String>,
    /// Whether it has an end: a child is missing until found.
    #[serde(default)]
    pub lasts: bool,
    /// After how long an event that goes on counts for more.
    pub long: Option<LongEvent>,
    /// Whether it may lie ahead: a release that is planned.
    #[serde(default)]
    pub ahead: bool,
    /// Where this is written.
    pub source: String,
}

/// An answer that counts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventMark {
    /// The question: `section.question` of the kind's form.
    pub question: String,
    /// The answers that count, each in a few words; any other counts for nothing.
    pub words: BTreeMap<String, String>,
}

/// A grade or level.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventMeasure {
    /// The question: a number, or a choice whose answers have weights.
    pub question: String,
    /// What is measured.
    pub name: String,
}

/// An event that goes on too long.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LongEvent {
    /// After so many hours.
    pub hours: u32,
    /// The mark it then has.
    pub mark: String,
    /// The kind of fact that it is from then on: another than the event's own, so that one event is not counted as two.
    pub still: String,
    /// The mark in words.
    pub words: String,
}

impl Events {
    /// The kind with this code.
    pub fn kind(&self, code: &str) -> Option<&EventKind> {
        self.kinds.iter().find(|kind| kind.code == code)
    }

    /// Who is no agency and has this code.
    pub fn source(&self, code: &str) -> Option<&EventSource> {
        self.sources.iter().find(|source| source.code == code)
    }
}

impl EventKind {
    /// A mark, `mobile=no`, in the words that the pack has for it.
    pub fn mark_in_words(&self, mark: &str) -> Option<&str> {
        let (field, code) = mark.split_once('=')?;
        if let Some(long) = self.long.as_ref().filter(|long| long.mark == field) {
            return Some(&long.words);
        }
        let of_field = |place: &str| place.rsplit_once('.').is_some_and(|(_, question)| question == field);
        let words = &self.marks.iter().find(|marked| of_field(&marked.question))?.words;
        words.get(code).map(String::as_str)
    }

    /// A measure in words: "Physical care: 4".
    pub fn measure_in_words(&self, name: &str, measure: i64) -> String {
        let of_name = |place: &str| place.rsplit_once('.').is_some_and(|(_, question)| question == name);
        let measured = self.measures.iter().find(|measured| of_name(&measured.question));
        let name = measured.map_or(name, |measured| measured.name.as_str());
        format!("{name}: {measure}")
    }
}

impl Pack {
    /// Who told of an event, in words.
    pub fn event_source<'a>(&'a self, code: &'a str) -> &'a str {
        self.events.source(code).map_or_else(|| self.agency_name(code), |source| &source.name)
    }
}

impl Reading<'_> {
    /// What must hold between the events' file, the forms and the agencies.
    pub(super) fn events(&mut self, pack: &Pack) {
        const FILE: &str = "events.toml";
        let events = &pack.events;
        self.once(FILE, "kind", "code", events.kinds.iter().map(|kind| kind.code.as_str()));
        let mut wrong: Vec<(String, String)> = Vec::new();
        let mut codes: Vec<&str> = pack.agencies.iter().map(|agency| agency.id.as_str()).collect();
        for (n, source) in events.sources.iter().enumerate() {
            if codes.contains(&source.code.as_str()) {
                let words = format!("“{}” stands here twice, or is an agency.", source.code);
                wrong.push((format!("source.{n}.code"), words));
            }
            codes.push(&source.code);
        }
        if events.kinds.is_empty() {
            wrong.push(("kind".into(), "There must be one kind of event.".into()));
        }
        for (n, kind) in events.kinds.iter().enumerate() {
            wrong.extend(
                kind_problems(kind, pack)
                    .into_iter()
                    .map(|(path, words)| (format!("kind.{n}.{path}"), words)),
            );
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

fn kind_problems(kind: &EventKind, pack: &Pack) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    if !is_name(&kind.code) {
        wrong.push((
            "code".into(),
            format!("“{}” cannot be a code: small letters, digits and `_`.", kind.code),
        ));
    }
    if kind.counts.is_none() && !(kind.marks.is_empty() && kind.measures.is_empty()) {
        wrong.push(("counts".into(), "Answers count only in a kind that counts.".into()));
    }
    if kind.long.as_ref().is_some_and(|long| long.hours == 0) || (kind.long.is_some() && !kind.lasts) {
        wrong.push(("long".into(), "Only what lasts can go on too long, after an hour at least.".into()));
    }
    let Some(form) = pack.form(&kind.form) else {
        wrong.push(("form".into(), format!("The pack has no form “{}”.", kind.form)));
        return wrong;
    };
    for (n, mark) in kind.marks.iter().enumerate() {
        wrong.extend(mark_problem(form, mark).map(|words| (format!("marks.{n}.question"), words)));
    }
    for (n, measure) in kind.measures.iter().enumerate() {
        let measures = |question: &Question| match &question.kind {
            Kind::Number { .. } => true,
            Kind::One(choices) => choices.iter().all(|choice| choice.weight.is_some()),
            _ => false,
        };
        if !asked(form, &measure.question).is_some_and(measures) {
            let words = format!(
                "“{}” is no number, and no choice whose answers all have a weight.",
                measure.question
            );
            wrong.push((format!("measures.{n}.question"), words));
        }
    }
    for (key, place) in [("says", &kind.says), ("child_words", &kind.child_words)] {
        let Some(place) = place else { continue };
        if asked(form, place).is_none_or(|question| question.kind != Kind::LongText) {
            wrong.push((key.into(), format!("The form has no long text “{place}”.")));
        }
    }
    wrong
}

fn mark_problem(form: &Form, mark: &EventMark) -> Option<String> {
    let Some(question) = asked(form, &mark.question).filter(|question| question.kind.is_choice()) else {
        return Some(format!("The form has no choice “{}” outside a section that repeats.", mark.question));
    };
    let offered =
        |code: &str| question.kind.offers(code) || code == crate::form::NOT_KNOWN && question.not_known;
    let stray = mark.words.keys().find(|code| !offered(code))?;
    Some(format!("“{}” does not offer “{stray}”.", mark.question))
}

fn asked<'f>(form: &'f Form, place: &str) -> Option<&'f Question> {
    form.question(&place.parse::<Place>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{ENGLAND, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let text = ENGLAND.iter().find(|(name, _)| *name == "events.toml").unwrap().1;
        assert!(text.contains(from), "{from}");
        Pack::over_england([("events.toml", text.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn every_kind_of_fact_that_events_tell_is_a_kind_of_event() {
        let events = &england().events;
        for code in [
            "injury",
            "disclosure",
            "domestic_abuse",
            "neglect_tool",
            "missing",
            "return_interview",
            "exploitation",
            "visit",
            "adult_joins",
            "adult_released",
            "professional_concern",
        ] {
            assert_eq!(events.kind(code).and_then(|kind| kind.counts.as_deref()), Some(code), "{code}");
        }
        assert!(events.kind("other").is_some_and(|kind| kind.counts.is_none()));
        assert!(events.kinds.iter().all(|kind| !kind.source.trim().is_empty() && kind.says.is_some()));
    }

    #[test]
    fn events_that_do_not_fit_the_pack_are_told_with_their_line() {
        for (from, to, words) in [
            ("form = \"event_injury\"", "form = \"event_injurie\"", "no form “event_injurie”"),
            ("code = \"disclosure\"", "code = \"injury\"", "twice"),
            ("code = \"disclosure\"", "code = \"Disclosure\"", "cannot be a code"),
            ("code = \"child\"", "code = \"police\"", "is an agency"),
            ("question = \"injury.mobile\"", "question = \"injury.what\"", "no choice “injury.what”"),
            ("question = \"neglect.physical_care\"", "question = \"neglect.seen\"", "no number"),
            (
                "words = { no = \"does not yet move about\" }",
                "words = { maybe = \"x\" }",
                "does not offer “maybe”",
            ),
            ("says = \"injury.what\"", "says = \"injury.mobile\"", "no long text"),
            ("hours = 24", "hours = 0", "after an hour at least"),
            ("counts = \"injury\"\n", "", "only in a kind that counts"),
            ("lasts = true", "lasting = true", "unknown field"),
        ] {
            let problems = with(from, to);
            assert!(
                problems.iter().any(|problem| problem.words.contains(words)
                    && problem.file == "events.toml"
                    && problem.line > 1),
                "{from} -> {to}: {problems:?}"
            );
        }
    }
}
