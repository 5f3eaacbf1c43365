//! A form as it was answered: for the contact's page and for receipts, with the version of the form, because a question may have changed since.

use design::govuk::{SummaryList, SummaryRow};
use domain::form::{Answer, Answers, Form, Kind, Place, Question, Section, Value};
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, html};

use super::sections::block_words;

/// What was answered, section by section, under headings of level 3. Questions without an answer are left out; an answer to a question that is no
/// longer asked is shown and marked. Give the version of the form that was answered when the pack still has it (`Pack::form_version`).
pub fn read_only(form: &Form, answers: &Answers) -> Markup {
    html! {
        p class="govuk-hint" {
            "“" (form.title) "”, version " (answers.version) "."
            @if form.version != answers.version {
                " The questions stand as they are worded in version " (form.version) "."
            }
        }
        @for section in &form.sections { (answered(form, section, answers)) }
        (left_over(form, answers))
    }
}

fn answered(form: &Form, section: &Section, answers: &Answers) -> Markup {
    let blocks: Vec<(Option<u16>, Vec<SummaryRow>)> = form
        .repeats(answers, section)
        .into_iter()
        .map(|index| (index, rows(form, section, index, answers)))
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    if blocks.is_empty() {
        return Markup::default();
    }
    html! {
        h3 class="govuk-heading-s" { (section.title) }
        @for (number, (index, rows)) in blocks.into_iter().enumerate() {
            @match (index, &section.repeats) {
                (Some(_), Some(repeats)) => {
                    p class="govuk-body" { strong { (block_words(section, repeats, number + 1)) } }
                    (SummaryList::new(rows))
                },
                _ => (SummaryList::new(rows)),
            }
        }
    }
}

fn rows(form: &Form, section: &Section, index: Option<u16>, answers: &Answers) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    for question in &section.questions {
        let place = Place { section: section.id.clone(), index, question: question.id.clone() };
        let Some(answer) = answers.at(&place) else { continue };
        let words = html! {
            (lines(&answer_words(question, answer)))
            @if !form.asks(answers, &place) { br; em { "Given, though another answer makes this question fall away." } }
        };
        rows.push(SummaryRow::new(question.label.as_str(), words));
    }
    rows
}

/// Answers whose question this version of the form does not have.
fn left_over(form: &Form, answers: &Answers) -> Markup {
    let left: Vec<SummaryRow> = answers
        .given
        .iter()
        .filter(|(place, _)| form.question(place).is_none())
        .map(|(place, answer)| SummaryRow::new(place.to_string(), lines(&answer.words())))
        .collect();
    if left.is_empty() {
        return Markup::default();
    }
    html! {
        h3 class="govuk-heading-s" { "Answers to questions that the form no longer has" }
        (SummaryList::new(left))
    }
}

/// An answer in words, as they may be shown: the words of a choice, a date as people write it, "Not known".
pub fn answer_words(question: &Question, answer: &Answer) -> String {
    match answer {
        Answer::NotKnown => "Not known".to_owned(),
        Answer::Text(text) if question.kind.is_choice() => choice_words(&question.kind, text),
        Answer::Text(text) if matches!(question.kind, Kind::PartialDate) => shown_in_line(text),
        Answer::Text(text) => shown(text),
        Answer::Several(values) => {
            values.iter().map(|value| choice_words(&question.kind, value)).collect::<Vec<_>>().join("; ")
        }
        Answer::Date(parts) => match question.value(answer) {
            Ok(Value::Date(date)) => date.to_string(),
            _ => shown_in_line(&parts.words()),
        },
    }
}

/// The words of a choice; the value itself when the kind does not offer it.
pub(super) fn choice_words(kind: &Kind, value: &str) -> String {
    match (kind, value) {
        (_, domain::form::NOT_KNOWN) => "Not known".to_owned(),
        (Kind::YesNo, "yes") => "Yes".to_owned(),
        (Kind::YesNo, "no") => "No".to_owned(),
        (kind, value) => {
            let choice = kind.choices().iter().find(|choice| choice.value == value);
            choice.map_or_else(|| shown_in_line(value), |choice| choice.words.clone())
        }
    }
}

/// Words line by line, each in its own direction.
fn lines(words: &str) -> Markup {
    html! {
        @for (number, line) in words.lines().enumerate() {
            @if number > 0 { br; }
            bdi { (line) }
        }
    }
}
