//! A form as it was answered: for the contact's page and for receipts, with the version of the form, because a question may have changed since.

use std::borrow::Cow;

use design::govuk::{SummaryList, SummaryRow};
use domain::form::{Answer, Answers, Form, Kind, People, Place, Question, Section, Value};
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, Render, html};

use super::Beside;
use super::sections::{block_words, two_columns};

/// What was answered, section by section, under headings of level 3. Questions without an answer are left out; an answer to a question that is no
/// longer asked is shown and marked. Give the version of the form that was answered when the pack still has it (`Pack::form_version`).
pub fn read_only(form: &Form, answers: &Answers) -> Markup {
    Answered::new(form, answers).render()
}

/// A form as it was answered, for a page that shows more than the answers.
pub struct Answered<'a> {
    form: Cow<'a, Form>,
    answers: &'a Answers,
    only: Vec<String>,
    beside: Option<&'a Beside<'a>>,
    unanswered: bool,
}

impl<'a> Answered<'a> {
    /// A form and the answers to it.
    pub fn new(form: &'a Form, answers: &'a Answers) -> Self {
        Answered { form: Cow::Borrowed(form), answers, only: Vec::new(), beside: None, unanswered: false }
    }

    /// About these people: the repeats for each child and carer stand under their names.
    #[must_use]
    pub fn people(self, people: &People<'_>) -> Self {
        let form = Cow::Owned(self.form.with_people(people));
        Answered { form, ..self }
    }

    /// With something beside each answer: evidence, citations, comments. Each answer then has the id of its place, so that a link can lead to it:
    /// draw a form so only once on a page, and not on one where it is filled in.
    #[must_use]
    pub fn beside(self, beside: &'a Beside<'a>) -> Self {
        Answered { beside: Some(beside), ..self }
    }

    /// Only these parts, as [`super::Asking::only`] takes them.
    #[must_use]
    pub fn only(self, parts: &[&str]) -> Self {
        Answered { only: parts.iter().map(|part| (*part).to_owned()).collect(), ..self }
    }

    /// With the questions that were asked and have no answer, marked so.
    #[must_use]
    pub fn with_unanswered(self) -> Self {
        Answered { unanswered: true, ..self }
    }

    fn section(&self, section: &Section) -> Markup {
        let blocks: Vec<(Option<u16>, Markup)> = self
            .form
            .repeats(self.answers, section)
            .into_iter()
            .map(|index| (index, self.block(section, index)))
            .filter(|(_, block)| !block.0.is_empty())
            .collect();
        if blocks.is_empty() {
            return Markup::default();
        }
        html! {
            h3 class="govuk-heading-s" { (section.title) }
            @for (number, (index, block)) in blocks.into_iter().enumerate() {
                @if let (Some(index), Some(repeats)) = (index, &section.repeats) {
                    @let number = if repeats.is_about_people() { usize::from(index) } else { number };
                    p class="govuk-body" { strong { (block_words(section, repeats, number)) } }
                }
                (block)
            }
        }
    }

    fn block(&self, section: &Section, index: Option<u16>) -> Markup {
        let mut rows: Vec<SummaryRow> = Vec::new();
        let mut apart: Vec<Markup> = Vec::new();
        for question in &section.questions {
            let place = Place { section: section.id.clone(), index, question: question.id.clone() };
            if !self.only.is_empty() && !self.only.iter().any(|part| place.is_in(part)) {
                continue;
            }
            let Some(words) = self.words(&place, question) else { continue };
            match self.beside {
                None => rows.push(SummaryRow::new(question.label.as_str(), words)),
                Some(beside) => apart.push(two_columns(
                    html! {
                        div class="app-answer" id=(place) {
                            p class="app-answer__question" { (question.label) }
                            p class="govuk-body" { (words) }
                        }
                    },
                    &beside(&place, question),
                )),
            }
        }
        html! {
            @if !rows.is_empty() { (SummaryList::new(rows)) }
            @for each in apart { (each) }
        }
    }

    fn words(&self, place: &Place, question: &Question) -> Option<Markup> {
        let asked = self.form.asks(self.answers, place);
        let Some(answer) = self.answers.at(place) else {
            return (self.unanswered && asked).then(|| html! { em { "Not answered" } });
        };
        Some(html! {
            (lines(&answer_words(question, answer)))
            @if !asked { br; em { "Given, though another answer makes this question fall away." } }
        })
    }
}

impl Render for Answered<'_> {
    fn render(&self) -> Markup {
        let (form, answers) = (&self.form, self.answers);
        html! {
            @if self.only.is_empty() {
                p class="govuk-hint" {
                    "“" (form.title) "”, version " (answers.version) "."
                    @if form.version != answers.version {
                        " The questions stand as they are worded in version " (form.version) "."
                    }
                }
            }
            @for section in &form.sections { (self.section(section)) }
            @if self.only.is_empty() { (left_over(form, answers)) }
        }
    }
}

/// Answers whose question this version of the form does not have.
fn left_over(form: &Form, answers: &Answers) -> Markup {
    let left: Vec<SummaryRow> = answers
        .given
        .iter()
        .filter(|(place, _)| !form.has_place(place))
        .map(|(place, answer)| match form.question(place) {
            Some(question) => {
                let nobody = html! { (question.label) " (about somebody who is no longer named here)" };
                SummaryRow::new(nobody, lines(&answer_words(question, answer)))
            }
            None => SummaryRow::new(place.to_string(), lines(&answer.words())),
        })
        .collect();
    if left.is_empty() {
        return Markup::default();
    }
    html! {
        h3 class="govuk-heading-s" { "Answers that the form no longer has a place for" }
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
pub(super) fn lines(words: &str) -> Markup {
    html! {
        @for (number, line) in words.lines().enumerate() {
            @if number > 0 { br; }
            bdi { (line) }
        }
    }
}
