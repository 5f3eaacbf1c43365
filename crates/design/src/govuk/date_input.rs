//! A date that is known, in three fields. <https://design-system.service.gov.uk/components/date-input/>

use maud::{Markup, Render, html};

use super::form_group::{Help, question_setters, several_fields};
use super::{ErrorMessage, Fieldset, FormGroup, Hint, Input, Label, Legend};
use crate::element::{Attributes, Element};

/// One field of a date.
#[derive(Debug, Clone, Default)]
pub struct DatePart {
    /// Identifier: the group's id, `-` and the name when empty.
    pub id: String,
    /// The field's name, after the group's prefix: `day`.
    pub name: String,
    /// What it is called: the name with a capital when empty.
    pub label: String,
    /// What was answered.
    pub value: String,
    /// How many digits wide.
    pub width: u8,
    /// Whether this part is wrong. When no part says so and the group has an error, all are.
    pub error: Option<bool>,
    /// Which of the person's own details a browser may fill in.
    pub autocomplete: String,
    /// `numeric` when empty.
    pub inputmode: String,
    /// A pattern for the browser.
    pub pattern: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl DatePart {
    /// A part with its name and what was answered; the year is four digits wide.
    pub fn new(name: &str, value: impl Into<String>) -> Self {
        let width = if name == "year" { 4 } else { 2 };
        DatePart { name: name.to_owned(), value: value.into(), width, ..DatePart::default() }
    }

    /// Day, month and year, with what was answered.
    pub fn all(day: impl Into<String>, month: impl Into<String>, year: impl Into<String>) -> Vec<Self> {
        vec![DatePart::new("day", day), DatePart::new("month", month), DatePart::new("year", year)]
    }
}

/// A date that is known.
#[derive(Debug, Clone, Default)]
pub struct DateInput {
    /// The beginning of every id.
    pub id: String,
    /// What stands before each part's name: `dob` gives `dob-day`. Empty for none.
    pub name_prefix: String,
    /// The parts.
    pub items: Vec<DatePart>,
    /// The question, as a fieldset's legend.
    pub fieldset: Option<Fieldset>,
    /// Help.
    pub hint: Option<Hint>,
    /// What is wrong.
    pub error_message: Option<ErrorMessage>,
    /// The frame.
    pub form_group: FormGroup,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

question_setters!(DateInput);

impl DateInput {
    /// A date whose parts are named `name-day`, `name-month` and `name-year`. An error's link goes to `name-day`.
    pub fn new(name: impl Into<String>, legend: impl Into<Legend>) -> Self {
        let name = name.into();
        DateInput {
            id: name.clone(),
            name_prefix: name,
            items: DatePart::all("", "", ""),
            fieldset: Some(Fieldset::new(legend, Markup::default())),
            ..DateInput::default()
        }
    }

    /// What was answered, exactly as it was typed.
    #[must_use]
    pub fn values(
        mut self,
        day: impl Into<String>,
        month: impl Into<String>,
        year: impl Into<String>,
    ) -> Self {
        self.items = DatePart::all(day, month, year);
        self
    }

    fn part(&self, part: &DatePart, any_flagged: bool) -> Markup {
        let flagged_here = part.classes.contains("govuk-input--error");
        let in_group_error = self.error_message.is_some() && !any_flagged && part.error != Some(false);
        let mut classes = vec!["govuk-date-input__input".to_owned()];
        if !flagged_here && (part.error == Some(true) || in_group_error) {
            classes.push("govuk-input--error".to_owned());
        }
        if !part.classes.contains("govuk-input--width-") {
            classes.push(format!("govuk-input--width-{}", part.width));
        }
        if !part.classes.is_empty() {
            classes.push(part.classes.clone());
        }
        let prefix =
            if self.name_prefix.is_empty() { String::new() } else { format!("{}-", self.name_prefix) };
        let input = Input {
            id: if part.id.is_empty() { format!("{}-{}", self.id, part.name) } else { part.id.clone() },
            name: format!("{prefix}{}", part.name),
            label: Label {
                content: part.label().into(),
                classes: "govuk-date-input__label".to_owned(),
                ..Label::default()
            },
            classes: classes.join(" "),
            value: part.value.clone(),
            inputmode: if part.inputmode.is_empty() { "numeric".to_owned() } else { part.inputmode.clone() },
            autocomplete: part.autocomplete.clone(),
            pattern: part.pattern.clone(),
            attributes: part.attributes.clone(),
            ..Input::default()
        };
        html! { div class="govuk-date-input__item" { (input) } }
    }
}

impl DatePart {
    fn label(&self) -> String {
        if !self.label.is_empty() {
            return self.label.clone();
        }
        let mut letters = self.name.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    fn flagged(&self) -> bool {
        self.error == Some(true) || self.classes.contains("govuk-input--error")
    }
}

impl Render for DateInput {
    fn render(&self) -> Markup {
        let help = Help {
            id: &self.id,
            described_by: self.fieldset.as_ref().map_or("", |f| f.described_by.as_str()),
            hint: self.hint.as_ref(),
            error: self.error_message.as_ref(),
        };
        let any_flagged = self.items.iter().any(DatePart::flagged);
        let fields = Element::new("div")
            .class("govuk-date-input")
            .class(&self.classes)
            .attributes(&self.attributes)
            .optional("id", &self.id)
            .holding(html! {
                (self.form_group.before_input)
                @for part in &self.items { (self.part(part, any_flagged)) }
                (self.form_group.after_input)
            });
        several_fields(&self.form_group, self.fieldset.as_ref(), "group", &help, &fields)
    }
}
