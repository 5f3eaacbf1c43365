//! Whether a changed pack still keeps its word to answers that were given: a question that changed without a new version would stand beside an answer
//! it never asked for, and a version that was thrown away leaves its answers without their questions.

use std::collections::BTreeMap;

use super::source::SourceFile;
use super::{Pack, PackProblem};
use crate::form::{Form, Kind, Question, Section};

/// What a pack is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The pack that the program brings: a council may never have used its forms.
    Default,
    /// The council's own pack as it was: answers to all of its forms may be kept.
    Before,
}

/// What the forms of a pack, given by its files, owe to an earlier pack: each question that changed while its form kept its version, and each version
/// of a form that was thrown away, when the earlier pack was in use.
pub fn changed<N: AsRef<str>, T: AsRef<str>>(
    files: &[(N, T)],
    pack: &Pack,
    earlier: &Pack,
    against: Against,
) -> Vec<PackProblem> {
    let texts: BTreeMap<&str, &str> =
        files.iter().map(|(name, text)| (name.as_ref(), text.as_ref())).collect();
    let mut problems: Vec<PackProblem> = Vec::new();
    for before in &earlier.forms {
        let (file, words) = match pack.form_version(&before.id, before.version) {
            Some(now) => {
                let changes = changes(before, now);
                if changes.is_empty() {
                    continue;
                }
                let words = format!(
                    "Version {} of this form was already in use and its questions are others now: {}. Raise `version` to {}, and keep the form as it was in forms/{}.{}.toml, so that answers keep their questions.",
                    now.version,
                    changes.join("; "),
                    next(pack, earlier, &now.id),
                    now.id,
                    now.version
                );
                (file_of(&texts, now), words)
            }
            None if against == Against::Before => {
                let words = format!(
                    "Version {} of the form “{}” is gone: answers to it can be read and no longer changed, beside questions that may be others. Keep it as forms/{}.{}.toml.",
                    before.version, before.id, before.id, before.version
                );
                (
                    pack.form(&before.id)
                        .map_or_else(|| format!("forms/{}.toml", before.id), |now| file_of(&texts, now)),
                    words,
                )
            }
            None => continue,
        };
        problems.push(problem(&texts, &file, words));
    }
    problems.sort();
    problems
}

fn next(pack: &Pack, earlier: &Pack, id: &str) -> u32 {
    let versions = pack.forms.iter().chain(&earlier.forms).filter(|form| form.id == id);
    versions.map(|form| form.version).max().unwrap_or(0).saturating_add(1)
}

fn file_of(texts: &BTreeMap<&str, &str>, form: &Form) -> String {
    let older = format!("forms/{}.{}.toml", form.id, form.version);
    if texts.contains_key(older.as_str()) { older } else { format!("forms/{}.toml", form.id) }
}

fn problem(texts: &BTreeMap<&str, &str>, file: &str, words: String) -> PackProblem {
    let opened = texts.get(file).and_then(|text| SourceFile::open(file, text).ok());
    match opened {
        Some(source) => source.problem("version", words),
        None => PackProblem { file: file.to_owned(), line: 1, words },
    }
}

/// What of a form's questions is not as it was, in a few words each. Guidance, hints and who answers for a question may change freely: an answer is
/// still an answer to the same question.
fn changes(before: &Form, now: &Form) -> Vec<String> {
    let mut found = Vec::new();
    for section in &before.sections {
        match now.section(&section.id) {
            None => found.push(format!("the section “{}” is gone", section.id)),
            Some(same) => section_changes(section, same, &mut found),
        }
    }
    let new = now.sections.iter().filter(|section| before.section(&section.id).is_none());
    found.extend(new.map(|section| format!("the section “{}” is new", section.id)));
    found
}

fn section_changes(before: &Section, now: &Section, found: &mut Vec<String>) {
    let parts = [
        ("its title", before.title != now.title),
        ("when it is asked", before.when != now.when),
        ("for whom it repeats", before.repeats != now.repeats),
        ("its bands", before.bands != now.bands),
    ];
    for (what, _) in parts.into_iter().filter(|(_, differs)| *differs) {
        found.push(format!("section “{}”: {what}", before.id));
    }
    for question in &before.questions {
        match now.question(&question.id) {
            None => found.push(format!("“{}.{}” is gone", before.id, question.id)),
            Some(same) => {
                let what = question_changes(question, same);
                if !what.is_empty() {
                    found.push(format!("“{}.{}”: {}", before.id, question.id, what.join(", ")));
                }
            }
        }
    }
    let new = now.questions.iter().filter(|question| before.question(&question.id).is_none());
    found.extend(new.map(|question| format!("“{}.{}” is new", now.id, question.id)));
}

fn question_changes(before: &Question, now: &Question) -> Vec<&'static str> {
    let parts = [
        ("its kind", before.kind.name() != now.kind.name()),
        ("its words", before.label != now.label),
        ("its choices", before.kind.name() == now.kind.name() && !same_choices(&before.kind, &now.kind)),
        ("when it is asked", before.when != now.when),
        ("from when it is needed", before.needed != now.needed),
        ("whether “not known” is offered", before.not_known != now.not_known),
        ("what it fills", before.fills != now.fills),
        ("which part it plays", before.plays != now.plays),
    ];
    parts.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what).collect()
}

/// Choices of a code list are the list's: it is not changed by its form.
fn same_choices(before: &Kind, now: &Kind) -> bool {
    match (before, now) {
        (Kind::Code { list, .. }, Kind::Code { list: other, .. })
        | (Kind::Codes { list, .. }, Kind::Codes { list: other, .. }) => list == other,
        _ => before == now,
    }
}

#[cfg(test)]
#[path = "changed_tests.rs"]
mod tests;
