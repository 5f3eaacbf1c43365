//! A form as it is written in a pack, and its reading into [`crate::form::Form`] with every fault found in one go. `docs/forms.md` tells whoever writes
//! a form what each key means.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::PackProblem;
use super::condition_text::{ConditionText, Earlier};
use super::form_check;
use super::form_keys::{CONDITION, FORM, KINDS};
use super::lists::CodeList;
use super::nearest::meant;
use super::shape;
use super::source::SourceFile;
use crate::calendar::typed::parse_time;
use crate::form::kind::PAGE_LIST;
use crate::form::place::is_name;
use crate::form::{
    Band, Choice, Form, Kind, NOT_KNOWN, OfferedOn, Question, Repeats, Section, Source, Stage, Target,
};

/// `forms/NAME.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormText {
    id: String,
    version: u32,
    title: String,
    guidance: Option<String>,
    offered: Option<OfferedOn>,
    #[serde(rename = "section")]
    sections: Vec<SectionText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionText {
    id: String,
    title: String,
    guidance: Option<String>,
    when: Option<ConditionText>,
    repeats: Option<Repeats>,
    block: Option<String>,
    #[serde(default)]
    bands: Vec<Band>,
    #[serde(rename = "question")]
    questions: Vec<QuestionText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionText {
    id: String,
    kind: String,
    label: String,
    hint: Option<String>,
    guidance: Option<String>,
    needed: Option<Stage>,
    missing: Option<String>,
    when: Option<ConditionText>,
    prefill: Option<String>,
    fills: Option<String>,
    plays: Option<String>,
    #[serde(default)]
    evidence: Vec<String>,
    #[serde(default)]
    not_known: bool,
    #[serde(default)]
    folded: bool,
    owner: String,
    why: String,
    #[serde(default)]
    choices: Vec<ChoiceText>,
    list: Option<String>,
    min: Option<i64>,
    max: Option<i64>,
    hour: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceText {
    value: String,
    words: String,
    hint: Option<String>,
    weight: Option<i32>,
}

/// Reads one form. What cannot be read is left out of it and told in `problems`.
pub(super) fn read(
    file: &SourceFile<'_>,
    codes: &BTreeMap<String, CodeList>,
    problems: &mut Vec<PackProblem>,
) -> Option<Form> {
    let text: FormText = shape::read(file, FORM, CONDITION, problems)?;
    if !is_name(&text.id) {
        problems.push(file.problem("id", not_a_name(&text.id)));
    }
    let names = [format!("forms/{}.toml", text.id), format!("forms/{}.{}.toml", text.id, text.version)];
    if !names.iter().any(|name| name == file.name()) {
        let words = format!(
            "Version {} of the form “{}” belongs in {}, or in {} once there is a newer one.",
            text.version, text.id, names[0], names[1]
        );
        problems.push(file.problem("id", words));
    }
    let mut reader = Reader { file, codes, problems, earlier: Earlier::default() };
    let sections: Vec<Section> =
        text.sections.into_iter().enumerate().map(|(n, section)| reader.section(n, section)).collect();
    reader.targets_once(&sections);
    form_check::check(file, &sections, problems);
    Some(Form {
        id: text.id,
        version: text.version,
        title: text.title,
        guidance: text.guidance,
        offered: text.offered,
        sections,
    })
}

struct Reader<'a, 'f> {
    file: &'a SourceFile<'f>,
    codes: &'a BTreeMap<String, CodeList>,
    problems: &'a mut Vec<PackProblem>,
    earlier: Earlier,
}

impl Reader<'_, '_> {
    fn problem(&mut self, path: &str, words: impl Into<String>) {
        let problem = self.file.problem(path, words);
        self.problems.push(problem);
    }

    fn section(&mut self, n: usize, text: SectionText) -> Section {
        let path = format!("section.{n}");
        if !is_name(&text.id) {
            self.problem(&format!("{path}.id"), not_a_name(&text.id));
        }
        if self.earlier.has_section(&text.id) {
            self.problem(&format!("{path}.id"), format!("Two sections are called “{}”.", text.id));
        }
        if let Some(repeats) = &text.repeats
            && (repeats.min > repeats.max || repeats.max > 200)
        {
            self.problem(
                &format!("{path}.repeats"),
                "A section repeats from `min` to `max` times, 200 at most.",
            );
        }
        if !text.bands.is_sorted_by(|one, two| one.from < two.from) {
            self.problem(&format!("{path}.bands"), "Bands go from the lowest to the highest.");
        }
        let when = self.condition(&format!("{path}.when"), text.when, &text.id);
        let mut questions = Vec::new();
        for (m, question) in text.questions.into_iter().enumerate() {
            let question = self.question(&format!("{path}.question.{m}"), question, &text.id);
            self.earlier.add(&text.id, &question);
            questions.push(question);
        }
        Section {
            id: text.id,
            title: text.title,
            guidance: text.guidance,
            when,
            repeats: text.repeats,
            block: text.block,
            bands: text.bands,
            questions,
        }
    }

    fn question(&mut self, path: &str, text: QuestionText, section: &str) -> Question {
        if !is_name(&text.id) || text.id == NOT_KNOWN {
            self.problem(&format!("{path}.id"), not_a_name(&text.id));
        }
        if self.earlier.has(section, &text.id) {
            self.problem(
                &format!("{path}.id"),
                format!("Two questions of this section are called “{}”.", text.id),
            );
        }
        for (key, words) in [("owner", &text.owner), ("why", &text.why), ("label", &text.label)] {
            if words.trim().is_empty() {
                self.problem(
                    &format!("{path}.{key}"),
                    "A question needs a label, an owner and a reason, or it goes.",
                );
            }
        }
        let kind = self.kind(path, &text);
        let prefill = text.prefill.as_deref().and_then(|name| self.prefill(path, name, &kind));
        let fills = text.fills.as_deref().and_then(|name| self.target(&format!("{path}.fills"), name, &kind));
        let when = self.condition(&format!("{path}.when"), text.when, section);
        Question {
            id: text.id,
            kind,
            label: text.label,
            hint: text.hint,
            guidance: text.guidance,
            needed: text.needed,
            missing: text.missing,
            when,
            prefill,
            fills,
            plays: text.plays,
            evidence: text.evidence,
            not_known: text.not_known,
            folded: text.folded,
            owner: text.owner,
            why: text.why,
        }
    }

    fn kind(&mut self, path: &str, text: &QuestionText) -> Kind {
        let kind = match text.kind.as_str() {
            "short_text" => Kind::ShortText,
            "long_text" => Kind::LongText,
            "one" => Kind::One(self.choices(path, &text.choices, 2)),
            "several" => Kind::Several(self.choices(path, &text.choices, 1)),
            "yes_no" => Kind::YesNo,
            "partial_date" => Kind::PartialDate,
            "day" => Kind::Day,
            "moment" => self.moment(path, text),
            "person_name" => Kind::PersonName,
            "address" => Kind::Address,
            "phone" => Kind::Phone,
            "email" => Kind::Email,
            "nhs_number" => Kind::NhsNumber,
            "upn" => Kind::Upn,
            "postcode" => Kind::Postcode,
            "number" => Kind::Number { min: text.min, max: text.max },
            "code" | "codes" => self.list(path, text),
            other => {
                // One that is missing or no word was told already.
                if !other.starts_with("missing_") {
                    let words =
                        format!("There is no kind of question called “{other}”.{}", meant(other, KINDS));
                    self.problem(&format!("{path}.kind"), words);
                }
                Kind::LongText
            }
        };
        let strays = [
            ("choices", !text.choices.is_empty() && !matches!(kind, Kind::One(_) | Kind::Several(_))),
            ("list", text.list.is_some() && !matches!(kind, Kind::Code { .. } | Kind::Codes { .. })),
            ("min", text.min.is_some() && !matches!(kind, Kind::Number { .. })),
            ("max", text.max.is_some() && !matches!(kind, Kind::Number { .. })),
            ("hour", text.hour.is_some() && !matches!(kind, Kind::Moment { .. })),
        ];
        // A kind that nobody knows has nothing that is too much.
        let known = KINDS.contains(&text.kind.as_str());
        for (key, _) in strays.into_iter().filter(|(_, stray)| known && *stray) {
            self.problem(
                &format!("{path}.{key}"),
                format!("A question of kind “{}” has no `{key}`.", text.kind),
            );
        }
        kind
    }

    /// The choices of a question. One of several boxes may stand alone; a button alone could never be let go.
    fn choices(&mut self, path: &str, texts: &[ChoiceText], least: usize) -> Vec<Choice> {
        let path = format!("{path}.choices");
        if texts.len() < least {
            let words = match least {
                1 => "Boxes need at least one of the `choices`: [{ value = \"a\", words = \"A\" }, …].",
                _ => "A choice needs at least two `choices`: [{ value = \"a\", words = \"A\" }, …].",
            };
            self.problem(&path, words);
        }
        for (n, choice) in texts.iter().enumerate() {
            let twice = texts.iter().take(n).any(|earlier| earlier.value == choice.value);
            if twice || choice.value == NOT_KNOWN || choice.value.trim().is_empty() {
                let words = "Each choice has a value of its own; `not_known = true` on the question offers “not known”.";
                self.problem(&format!("{path}.{n}.value"), words);
            }
        }
        let choice = |text: &ChoiceText| Choice {
            value: text.value.clone(),
            words: text.words.clone(),
            hint: text.hint.clone(),
            weight: text.weight,
            folded: None,
        };
        texts.iter().map(choice).collect()
    }

    fn moment(&mut self, path: &str, text: &QuestionText) -> Kind {
        if let Some(wrong) = text.hour.as_ref().and_then(|hour| parse_time(hour).err()) {
            self.problem(
                &format!("{path}.hour"),
                format!("{wrong} It is the time taken when only a day is typed."),
            );
        }
        Kind::Moment { hour: text.hour.clone() }
    }

    fn list(&mut self, path: &str, text: &QuestionText) -> Kind {
        let list = text.list.clone().unwrap_or_default();
        if list == PAGE_LIST {
            return match text.kind.as_str() {
                "codes" => Kind::Codes { list, choices: Vec::new() },
                _ => Kind::Code { list, choices: Vec::new() },
            };
        }
        let Some(found) = self.codes.get(&list) else {
            let words = match text.list {
                Some(_) => {
                    let known = self.codes.keys().map(String::as_str);
                    format!("The pack has no code list “{list}”.{}", meant(&list, known))
                }
                None => format!("A question of kind “{}” says which `list` of the pack it takes.", text.kind),
            };
            self.problem(&format!("{path}.list"), words);
            return Kind::LongText;
        };
        let current = found.codes.iter().filter(|code| !code.withdrawn);
        let choices = current.map(|code| Choice::new(&code.code, &code.words)).collect();
        match text.kind.as_str() {
            "codes" => Kind::Codes { list, choices },
            _ => Kind::Code { list, choices },
        }
    }

    fn prefill(&mut self, path: &str, name: &str, kind: &Kind) -> Option<Source> {
        let path = format!("{path}.prefill");
        let source = Source::named(name);
        match source {
            None => {
                let words =
                    format!("Nothing on the record is called “{name}”.{}", meant(name, Source::names()));
                self.problem(&path, words);
            }
            Some(source) if !source.answers(kind) => {
                let words = format!("“{name}” cannot answer a question of kind “{}”.", kind.name());
                self.problem(&path, words);
            }
            Some(_) => {}
        }
        source
    }

    fn target(&mut self, path: &str, name: &str, kind: &Kind) -> Option<Target> {
        let Some(target) = Target::named(name) else {
            let parts = Target::ALL.iter().map(|target| target.as_str());
            self.problem(path, format!("A contact has no part called “{name}”.{}", meant(name, parts)));
            return None;
        };
        if !target.takes(kind) {
            self.problem(path, format!("A question of kind “{}” cannot fill “{name}”.", kind.name()));
        }
        Some(target)
    }

    fn condition(
        &mut self,
        path: &str,
        text: Option<ConditionText>,
        section: &str,
    ) -> Option<crate::form::Condition> {
        match text?.read(section, &self.earlier) {
            Ok(condition) => Some(condition),
            Err(words) => {
                self.problem(path, words);
                None
            }
        }
    }

    /// A part of the contact that two questions fill would say what the later one says: a word lost.
    fn targets_once(&mut self, sections: &[Section]) {
        let mut seen: Vec<Target> = Vec::new();
        for (n, section) in sections.iter().enumerate() {
            for (m, question) in section.questions.iter().enumerate() {
                let Some(target) = question.fills else { continue };
                if seen.contains(&target) {
                    let words = format!("Two questions fill “{}”.", target.as_str());
                    self.problem(&format!("section.{n}.question.{m}.fills"), words);
                }
                seen.push(target);
            }
        }
    }
}

fn not_a_name(id: &str) -> String {
    format!(
        "“{id}” cannot be a name: use a lower-case letter, then lower-case letters, digits and `_`, 60 at most."
    )
}
