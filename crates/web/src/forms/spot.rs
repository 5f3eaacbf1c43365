//! One question at its place on the page: what its fields are called, what is typed in them, what is wrong with it.

use design::govuk::{ErrorMessage, Hint, Label, Legend};
use domain::form::{NOT_KNOWN, Place, Question, Section};
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::{Asking, condition};

/// One question at its place.
pub(super) struct Spot<'a> {
    pub(super) asking: &'a Asking<'a>,
    pub(super) section: &'a Section,
    pub(super) question: &'a Question,
    pub(super) index: Option<u16>,
    /// The name of its field, and its id.
    pub(super) name: String,
}

impl<'a> Spot<'a> {
    pub(super) fn new(
        asking: &'a Asking<'a>,
        section: &'a Section,
        index: Option<u16>,
        question: &'a Question,
    ) -> Self {
        let place = Place { section: section.id.clone(), index, question: question.id.clone() };
        Spot { asking, section, question, index, name: asking.name_of(&place) }
    }

    /// Its place in the form.
    pub(super) fn place(&self) -> Place {
        Place { section: self.section.id.clone(), index: self.index, question: self.question.id.clone() }
    }

    /// The name of one of its further boxes. A field of a page's own name has "not known" beside it as it has the two boxes of a moment.
    pub(super) fn part(&self, part: &str) -> String {
        let between = if part == NOT_KNOWN && self.asking.page.is_some() && !self.name.contains('.') {
            '-'
        } else {
            '.'
        };
        format!("{}{between}{part}", self.name)
    }

    /// What is typed in its field.
    pub(super) fn typed(&self) -> String {
        writable(self.asking.fields.get(&self.name))
    }

    /// What is typed in one of its further boxes.
    pub(super) fn typed_in(&self, part: &str) -> String {
        writable(self.asking.fields.get(&self.part(part)))
    }

    /// What is typed in a field of this name.
    pub(super) fn typed_at(&self, name: &str) -> String {
        writable(self.asking.fields.get(name))
    }

    /// Every value that is ticked.
    pub(super) fn ticked(&self) -> Vec<String> {
        self.asking.fields.all(&self.name).map(str::to_owned).collect()
    }

    /// Whether the box that says nobody knows is ticked.
    pub(super) fn says_not_known(&self) -> bool {
        let by_choice = self.question.kind.is_choice()
            && self.asking.fields.all(&self.name).any(|value| value == NOT_KNOWN);
        by_choice || !self.asking.fields.get(&self.part(NOT_KNOWN)).trim().is_empty()
    }

    /// What is wrong with its answer.
    pub(super) fn error(&self) -> Option<ErrorMessage> {
        self.error_at(&self.name)
    }

    /// What is wrong with a field of this name.
    pub(super) fn error_at(&self, name: &str) -> Option<ErrorMessage> {
        let problem = self.asking.problems.iter().find(|problem| problem.field == name)?;
        Some(ErrorMessage::from(shown_in_line(&problem.words)))
    }

    /// What looks odd about its answer and is taken all the same.
    pub(super) fn warning(&self) -> Option<&str> {
        self.asking
            .warnings
            .iter()
            .find(|problem| problem.field == self.name)
            .map(|problem| problem.words.as_str())
    }

    /// The id of the warning, for the field to name.
    pub(super) fn warning_id(&self) -> String {
        self.warning().map_or_else(String::new, |_| self.part("warning"))
    }

    /// The question as a label.
    pub(super) fn label(&self) -> Label {
        Label {
            content: self.question.label.as_str().into(),
            classes: "govuk-label--s".to_owned(),
            ..Label::default()
        }
    }

    /// The question as a legend.
    pub(super) fn legend(&self) -> Legend {
        let classes = "govuk-fieldset__legend--s".to_owned();
        Legend { content: self.question.label.as_str().into(), classes, is_page_heading: false }
    }

    /// When it is to be answered, where the page cannot show that by itself, and help; `otherwise` when the form has none.
    pub(super) fn hint(&self, otherwise: &str) -> Option<Hint> {
        let only_if = self
            .question
            .when
            .as_ref()
            .filter(|_| condition::opened_by(self.section, self.question).is_none());
        let only_if = only_if.map(|when| condition::only_if(&self.asking.form, when));
        let help = self.question.hint.as_deref().unwrap_or(otherwise);
        match (only_if, help) {
            (None, "") => None,
            (None, help) => Some(help.into()),
            (Some(only_if), "") => Some(only_if.into()),
            (Some(only_if), help) => Some(html! { (only_if) br; (help) }.into()),
        }
    }

    /// "Not known" and for a screen reader what is not known.
    pub(super) fn not_known_words(&self) -> Markup {
        html! { "Not known" span class="govuk-visually-hidden" { ": " (self.question.label) } }
    }
}

/// What was typed, as a browser can hold it: a zero byte, which HTML cannot carry, stands as its sign, to be seen and taken out.
pub(super) fn writable(typed: &str) -> String {
    typed.replace('\0', "\u{2400}")
}
