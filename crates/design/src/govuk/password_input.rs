//! A password, which can be looked at while typing. <https://design-system.service.gov.uk/components/password-input/>

use maud::{Markup, Render, html};

use super::form_group::{id_or_name, question_setters};
use super::{Button, ErrorMessage, FormGroup, Hint, Input, Label};
use crate::element::Attributes;

/// A password. Pasting is always allowed.
#[derive(Debug, Clone, Default)]
pub struct PasswordInput {
    /// Identifier: the name when empty.
    pub id: String,
    /// The field's name in the form.
    pub name: String,
    /// What was answered. Never send a password back to a page.
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
    /// `current-password` when empty; `new-password` where one is chosen.
    pub autocomplete: String,
    /// Words on the button while hidden: "Show" when empty.
    pub show_password_text: String,
    /// Words on the button while shown.
    pub hide_password_text: String,
    /// What a screen reader calls the button while hidden: "Show password" when empty.
    pub show_password_aria_label_text: String,
    /// What a screen reader calls the button while shown.
    pub hide_password_aria_label_text: String,
    /// What a screen reader says when it is shown.
    pub password_shown_announcement_text: String,
    /// What a screen reader says when it is hidden.
    pub password_hidden_announcement_text: String,
    /// More classes for the button.
    pub button_classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

question_setters!(PasswordInput);

impl PasswordInput {
    /// A field with its name in the form and its question.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        PasswordInput { name: name.into(), label: label.into(), ..PasswordInput::default() }
    }

    fn frame_attributes(&self) -> Attributes {
        let words = [
            ("show-password", &self.show_password_text),
            ("hide-password", &self.hide_password_text),
            ("show-password-aria-label", &self.show_password_aria_label_text),
            ("hide-password-aria-label", &self.hide_password_aria_label_text),
            ("password-shown-announcement", &self.password_shown_announcement_text),
            ("password-hidden-announcement", &self.password_hidden_announcement_text),
        ];
        let start = Attributes::new().with("data-module", "govuk-password-input");
        let all = words
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .fold(start, |all, (key, text)| all.with(format!("data-i18n.{key}"), text));
        self.form_group.attributes.iter().fold(all, |all, (name, value)| all.with(name, value))
    }

    fn toggle(&self, id: &str) -> Button {
        let shown = if self.show_password_text.is_empty() { "Show" } else { &self.show_password_text };
        let label = match self.show_password_aria_label_text.as_str() {
            "" => "Show password",
            label => label,
        };
        let classes = format!(
            "govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle {}",
            self.button_classes
        );
        Button {
            content: shown.into(),
            button_type: "button".to_owned(),
            classes: classes.trim_end().to_owned(),
            attributes: [("aria-controls", id), ("aria-label", label), ("hidden", "")].into(),
            ..Button::default()
        }
    }
}

impl Render for PasswordInput {
    fn render(&self) -> Markup {
        let id = id_or_name(&self.id, &self.name);
        let autocomplete = if self.autocomplete.is_empty() { "current-password" } else { &self.autocomplete };
        let classes = format!("govuk-password-input__input govuk-js-password-input-input {}", self.classes);
        let frame = format!("govuk-password-input {}", self.form_group.classes);
        let input = Input {
            id: id.to_owned(),
            name: self.name.clone(),
            input_type: "password".to_owned(),
            value: self.value.clone(),
            disabled: self.disabled,
            described_by: self.described_by.clone(),
            label: self.label.clone(),
            hint: self.hint.clone(),
            error_message: self.error_message.clone(),
            form_group: FormGroup {
                classes: frame.trim_end().to_owned(),
                attributes: self.frame_attributes(),
                before_input: self.form_group.before_input.clone(),
                after_input: html! { (self.toggle(id)) (self.form_group.after_input) }.into(),
            },
            input_wrapper_classes: "govuk-password-input__wrapper".to_owned(),
            classes: classes.trim_end().to_owned(),
            autocomplete: autocomplete.to_owned(),
            autocapitalize: "none".to_owned(),
            spellcheck: Some(false),
            attributes: self.attributes.clone(),
            ..Input::default()
        };
        input.render()
    }
}
