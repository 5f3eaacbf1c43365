//! A form on paper: empty, with boxes to tick and room to write, or filled in. Nothing on it can be pressed; no question is cut by the end of a
//! page; its head says which form it is and in which version, so that whoever types it in later uses the questions that were answered.

use domain::form::{Answer, Answers, Choice, Form, Kind, NOT_KNOWN, Place, Question, Section};
use domain::person::name::shown;
use maud::{Markup, Render, html};

use super::condition::only_if;
use super::read_only::answer_words;
use super::sections::block_words;
use super::{Guidance, lines};

/// How many empty repeats stand on paper where nobody is named yet.
const EMPTY_REPEATS: u16 = 2;

/// A form on paper.
pub struct Paper<'a> {
    form: &'a Form,
    answers: Option<&'a Answers>,
    guidance: Guidance,
}

impl<'a> Paper<'a> {
    /// An empty form. Give it [`Form::with_people`] to have the names on it.
    pub fn empty(form: &'a Form) -> Self {
        Paper { form, answers: None, guidance: Guidance::Folded }
    }

    /// A form as it was answered.
    pub fn filled(form: &'a Form, answers: &'a Answers) -> Self {
        Paper { answers: Some(answers), ..Paper::empty(form) }
    }

    /// With guidance or without it: paper cannot fold anything, so folded is open here.
    #[must_use]
    pub fn guidance(self, guidance: Guidance) -> Self {
        Paper { guidance, ..self }
    }

    fn guides(&self) -> bool {
        self.guidance != Guidance::Hidden
    }

    fn repeats(&self, section: &Section) -> Vec<Option<u16>> {
        let blank = self.form.blank();
        let mut repeats = self.form.repeats(self.answers.unwrap_or(&blank), section);
        let Some(kinds) = section.repeats.as_ref().filter(|repeats| !repeats.is_about_people()) else {
            return repeats;
        };
        if self.answers.is_none() {
            repeats = (0..kinds.max.min(kinds.min.max(EMPTY_REPEATS))).map(Some).collect();
        }
        repeats
    }

    fn section(&self, section: &Section) -> Markup {
        html! {
            h2 class="govuk-heading-m" { (section.title) }
            @if let Some(guidance) = section.guidance.as_ref().filter(|_| self.guides()) {
                p class="govuk-body" { (guidance) }
            }
            @if let Some(when) = section.when.as_ref().filter(|_| self.answers.is_none()) {
                p class="govuk-hint" { (only_if(self.form, when)) }
            }
            @for (number, index) in self.repeats(section).into_iter().enumerate() {
                @if let Some(repeats) = &section.repeats {
                    h3 class="govuk-heading-s" { (block_words(section, repeats, number)) }
                }
                @for question in &section.questions { (self.question(section, index, question)) }
            }
        }
    }

    fn question(&self, section: &Section, index: Option<u16>, question: &Question) -> Markup {
        let place = Place { section: section.id.clone(), index, question: question.id.clone() };
        let answer = self.answers.and_then(|answers| answers.at(&place));
        if self.answers.is_some_and(|answers| answer.is_none() && !self.form.asks(answers, &place)) {
            return Markup::default();
        }
        html! {
            div class="app-paper__question" {
                p class="app-answer__question" { (question.label) }
                @if let Some(hint) = question.hint.as_ref().filter(|_| self.guides()) { p class="govuk-hint" { (hint) } }
                @if let Some(when) = question.when.as_ref().filter(|_| self.answers.is_none()) {
                    p class="govuk-hint" { (only_if(self.form, when)) }
                }
                @if let Some(guidance) = question.guidance.as_ref().filter(|_| self.guides()) {
                    p class="govuk-body-s" { (guidance) }
                }
                (answered(question, answer, self.answers.is_some()))
            }
        }
    }
}

impl Render for Paper<'_> {
    fn render(&self) -> Markup {
        let form = self.form;
        html! {
            h1 class="govuk-heading-l" { (form.title) }
            p class="govuk-hint" { "Form “" (form.id) "”, version " (form.version) "." }
            @if let Some(guidance) = form.guidance.as_ref().filter(|_| self.guides()) {
                p class="govuk-body" { (guidance) }
            }
            @for section in &form.sections { (self.section(section)) }
        }
    }
}

fn answered(question: &Question, answer: Option<&Answer>, filled: bool) -> Markup {
    if question.kind.is_choice() && !(question.kind.is_of_page() && question.kind.choices().is_empty()) {
        return choices(question, answer);
    }
    let not_known = Choice::new(NOT_KNOWN, "Not known");
    html! {
        @match (answer, filled) {
            (Some(answer), _) => div class="app-paper__room" { (lines(&shown(&answer_words(question, answer)))) },
            (None, true) => div class="app-paper__room" { em { "Not answered" } },
            (None, false) => {
                div class={ "app-paper__room " (room(&question.kind)) } {}
                @if question.not_known { ul class="app-paper__choices" { (box_of(&not_known, false)) } }
            },
        }
    }
}

fn choices(question: &Question, answer: Option<&Answer>) -> Markup {
    let yes_no = [Choice::new("yes", "Yes"), Choice::new("no", "No")];
    let offered: &[Choice] =
        if matches!(question.kind, Kind::YesNo) { &yes_no } else { question.kind.choices() };
    let not_known = question.not_known.then(|| Choice::new(NOT_KNOWN, "Not known"));
    let chosen = |choice: &Choice| answer.is_some_and(|answer| answer.is(&choice.value));
    let beside = offered.iter().all(|choice| choice.hint.is_none() && choice.words.len() < 20);
    let stray = answer.filter(|_| !offered.iter().chain(&not_known).any(chosen));
    html! {
        ul class=(if beside { "app-paper__choices app-paper__choices--beside" } else { "app-paper__choices" }) {
            @for choice in offered.iter().chain(&not_known) { (box_of(choice, chosen(choice))) }
        }
        @if let Some(answer) = stray { div class="app-paper__room" { (lines(&shown(&answer_words(question, answer)))) } }
    }
}

fn box_of(choice: &Choice, chosen: bool) -> Markup {
    html! {
        li class=(if chosen { "app-paper__choice app-paper__choice--chosen" } else { "app-paper__choice" }) {
            (choice.words)
            @if chosen { span class="govuk-visually-hidden" { " (chosen)" } }
            @if let Some(hint) = &choice.hint { " " span class="govuk-hint govuk-!-margin-bottom-0" { (hint) } }
        }
    }
}

/// How much room somebody needs to write it by hand.
fn room(kind: &Kind) -> &'static str {
    match kind {
        Kind::LongText => "app-paper__room--page",
        Kind::Address => "app-paper__room--lines",
        Kind::Phone
        | Kind::NhsNumber
        | Kind::Upn
        | Kind::Postcode
        | Kind::Number { .. }
        | Kind::PartialDate
        | Kind::Day
        | Kind::Moment { .. } => "app-paper__room--short",
        _ => "",
    }
}
