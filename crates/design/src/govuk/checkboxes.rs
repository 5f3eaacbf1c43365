//! Any of several. <https://design-system.service.gov.uk/components/checkboxes/>

use maud::{Markup, Render};

use super::choice::{Control, Group};
use super::form_group::{Help, id_or_name, question_setters, several_fields};
use super::{Choice, ErrorMessage, Fieldset, FormGroup, Hint, Legend};
use crate::element::Attributes;

/// Any of several.
#[derive(Debug, Clone, Default)]
pub struct Checkboxes {
    /// The first choice's id, and the beginning of the others': the name when empty.
    pub id: String,
    /// The field's name in the form.
    pub name: String,
    /// Ids of other elements that describe the choices, when there is no fieldset.
    pub described_by: String,
    /// The question, as a fieldset's legend.
    pub fieldset: Option<Fieldset>,
    /// Help.
    pub hint: Option<Hint>,
    /// What is wrong.
    pub error_message: Option<ErrorMessage>,
    /// The frame.
    pub form_group: FormGroup,
    /// What can be ticked.
    pub items: Vec<Choice>,
    /// What was ticked.
    pub values: Vec<String>,
    /// More classes: `govuk-checkboxes--small`.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

question_setters!(Checkboxes);

impl Checkboxes {
    /// A question with its name in the form, its legend and what can be ticked.
    pub fn new(name: impl Into<String>, legend: impl Into<Legend>, items: Vec<Choice>) -> Self {
        let fieldset = Fieldset::new(legend, Markup::default());
        Checkboxes { name: name.into(), fieldset: Some(fieldset), items, ..Checkboxes::default() }
    }

    /// One box that says everything in its own label.
    pub fn single(name: impl Into<String>, choice: Choice) -> Self {
        Checkboxes { name: name.into(), items: vec![choice], ..Checkboxes::default() }
    }

    /// What was ticked.
    #[must_use]
    pub fn values<V: Into<String>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.values = values.into_iter().map(Into::into).collect();
        self
    }
}

impl Render for Checkboxes {
    fn render(&self) -> Markup {
        let of_fieldset = self.fieldset.as_ref().map_or("", |f| f.described_by.as_str());
        let help = Help {
            id: id_or_name(&self.id, &self.name),
            described_by: if of_fieldset.is_empty() { &self.described_by } else { of_fieldset },
            hint: self.hint.as_ref(),
            error: self.error_message.as_ref(),
        };
        let described_by = if self.fieldset.is_some() { String::new() } else { help.described_by() };
        let group = Group {
            control: Control::Checkbox,
            id_prefix: help.id,
            name: &self.name,
            described_by: &described_by,
            ticked: &|value| self.values.iter().any(|ticked| ticked == value),
        };
        let (before, after) = (&self.form_group.before_input, &self.form_group.after_input);
        let fields = group.markup(&self.items, &self.classes, &self.attributes, before, after);
        several_fields(&self.form_group, self.fieldset.as_ref(), "", &help, &fields)
    }
}
