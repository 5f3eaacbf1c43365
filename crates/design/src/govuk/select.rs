//! One from a list. A last resort: radios serve better where they fit. <https://design-system.service.gov.uk/components/select/>

use maud::{Markup, Render, html};

use super::form_group::{Help, id_or_name, question_setters, single_field};
use super::{ErrorMessage, FormGroup, Hint, Label};
use crate::element::{Attributes, Element};

/// One thing that can be chosen.
#[derive(Debug, Clone, Default)]
pub struct SelectItem {
    /// What the form sends; the text when `None`.
    pub value: Option<String>,
    /// What is shown.
    pub text: String,
    /// Whether it is chosen, whatever the list's value says.
    pub selected: Option<bool>,
    /// Whether it cannot be chosen.
    pub disabled: bool,
    /// More attributes.
    pub attributes: Attributes,
}

impl SelectItem {
    /// What the form sends and what is shown.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        SelectItem { value: Some(value.into()), text: text.into(), ..SelectItem::default() }
    }
}

/// One from a list.
#[derive(Debug, Clone, Default)]
pub struct Select {
    /// Identifier: the name when empty.
    pub id: String,
    /// The field's name in the form.
    pub name: String,
    /// What can be chosen.
    pub items: Vec<SelectItem>,
    /// What was chosen.
    pub value: String,
    /// Whether it cannot be answered.
    pub disabled: bool,
    /// Ids of other elements that describe the field.
    pub described_by: String,
    /// The question.
    pub label: Label,
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

question_setters!(Select);

impl Select {
    /// A list with its name in the form, its question and what can be chosen.
    pub fn new(name: impl Into<String>, label: impl Into<Label>, items: Vec<SelectItem>) -> Self {
        Select { name: name.into(), label: label.into(), items, ..Select::default() }
    }

    /// What was chosen.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    fn option(&self, item: &SelectItem) -> Markup {
        let effective = item.value.as_ref().unwrap_or(&item.text);
        let by_value = !self.value.is_empty() && *effective == self.value;
        let mut option = Element::new("option");
        if let Some(value) = &item.value {
            option = option.attribute("value", value);
        }
        option
            .flag("selected", item.selected.unwrap_or(by_value))
            .flag("disabled", item.disabled)
            .attributes(&item.attributes)
            .holding(&item.text)
    }
}

impl Render for Select {
    fn render(&self) -> Markup {
        let help = Help {
            id: id_or_name(&self.id, &self.name),
            described_by: &self.described_by,
            hint: self.hint.as_ref(),
            error: self.error_message.as_ref(),
        };
        let field = Element::new("select")
            .class("govuk-select")
            .class(&self.classes)
            .class_if(self.error_message.is_some(), "govuk-select--error")
            .attribute("id", help.id)
            .attribute("name", &self.name)
            .flag("disabled", self.disabled)
            .optional("aria-describedby", &help.described_by())
            .attributes(&self.attributes)
            .holding(html! { @for item in &self.items { (self.option(item)) } });
        single_field(&self.form_group, &self.label, &help, &field)
    }
}
