//! One of a few. <https://design-system.service.gov.uk/components/radios/>

use maud::{Markup, Render};

use super::choice::{Control, Group};
use super::form_group::{Help, id_or_name, question_setters, several_fields};
use super::{Choice, ErrorMessage, Fieldset, FormGroup, Hint, Legend};
use crate::element::Attributes;

/// One of a few.
#[derive(Debug, Clone, Default)]
pub struct Radios {
    /// The first choice's id, and the beginning of the others': the name when empty.
    pub id: String,
    /// The field's name in the form.
    pub name: String,
    /// The question, as a fieldset's legend.
    pub fieldset: Option<Fieldset>,
    /// Help.
    pub hint: Option<Hint>,
    /// What is wrong.
    pub error_message: Option<ErrorMessage>,
    /// The frame.
    pub form_group: FormGroup,
    /// What can be chosen.
    pub items: Vec<Choice>,
    /// What was chosen; empty for nothing yet.
    pub value: String,
    /// More classes: `govuk-radios--inline`, `govuk-radios--small`.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

question_setters!(Radios);

impl Radios {
    /// A question with its name in the form, its legend and what can be chosen.
    pub fn new(name: impl Into<String>, legend: impl Into<Legend>, items: Vec<Choice>) -> Self {
        let fieldset = Fieldset::new(legend, Markup::default());
        Radios { name: name.into(), fieldset: Some(fieldset), items, ..Radios::default() }
    }

    /// What was chosen.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// Side by side, for two short choices.
    #[must_use]
    pub fn inline(mut self) -> Self {
        self.classes = format!("{} govuk-radios--inline", self.classes).trim_start().to_owned();
        self
    }
}

impl Render for Radios {
    fn render(&self) -> Markup {
        let help = Help {
            id: id_or_name(&self.id, &self.name),
            described_by: self.fieldset.as_ref().map_or("", |f| f.described_by.as_str()),
            hint: self.hint.as_ref(),
            error: self.error_message.as_ref(),
        };
        let group = Group {
            control: Control::Radio,
            id_prefix: help.id,
            name: &self.name,
            described_by: "",
            ticked: &|value| !self.value.is_empty() && value == self.value,
        };
        let (before, after) = (&self.form_group.before_input, &self.form_group.after_input);
        let fields = group.markup(&self.items, &self.classes, &self.attributes, before, after);
        several_fields(&self.form_group, self.fieldset.as_ref(), "", &help, &fields)
    }
}
