//! The frame round one question: label, hint, error, field. What all form components share.

use maud::{Markup, html};

use super::error_message::ErrorMessage;
use super::fieldset::Fieldset;
use super::hint::Hint;
use super::label::Label;
use crate::content::Content;
use crate::element::{Attributes, Element};

/// The frame round one question.
#[derive(Debug, Clone, Default)]
pub struct FormGroup {
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
    /// What stands between the error and the field.
    pub before_input: Content,
    /// What stands after the field.
    pub after_input: Content,
}

impl FormGroup {
    /// The frame, red at its side when there is an error.
    pub(crate) fn around(&self, in_error: bool, inside: &Markup) -> Markup {
        Element::new("div")
            .class("govuk-form-group")
            .class_if(in_error, "govuk-form-group--error")
            .class(&self.classes)
            .attributes(&self.attributes)
            .holding(inside)
    }
}

/// Hint and error with the ids that the field names in `aria-describedby`.
pub(crate) struct Help<'a> {
    pub(crate) id: &'a str,
    pub(crate) described_by: &'a str,
    pub(crate) hint: Option<&'a Hint>,
    pub(crate) error: Option<&'a ErrorMessage>,
}

impl Help<'_> {
    /// The ids of everything that describes the field, in reading order.
    pub(crate) fn described_by(&self) -> String {
        let mut ids: Vec<String> = Vec::new();
        if !self.described_by.is_empty() {
            ids.push(self.described_by.to_owned());
        }
        if self.hint.is_some() {
            ids.push(format!("{}-hint", self.id));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.id));
        }
        ids.join(" ")
    }

    /// The hint and the error, drawn.
    pub(crate) fn markup(&self) -> Markup {
        html! {
            @if let Some(hint) = self.hint { (hint.render_as(&format!("{}-hint", self.id), "")) }
            @if let Some(error) = self.error { (error.render_as(&format!("{}-error", self.id))) }
        }
    }
}

/// A question with one field: label, help, what stands before, the field, what stands after, in the frame.
pub(crate) fn single_field(group: &FormGroup, label: &Label, help: &Help<'_>, field: &Markup) -> Markup {
    let inside = html! {
        (label.render_for(help.id, ""))
        (help.markup())
        (group.before_input)
        (field)
        (group.after_input)
    };
    group.around(help.error.is_some(), &inside)
}

/// A question with several fields: help and fields, in a fieldset when there is one, in the frame.
pub(crate) fn several_fields(
    group: &FormGroup,
    fieldset: Option<&Fieldset>,
    role: &str,
    help: &Help<'_>,
    fields: &Markup,
) -> Markup {
    let inside = html! { (help.markup()) (fields) };
    let inside = match fieldset {
        Some(fieldset) => fieldset.render_around(&help.described_by(), role, &inside),
        None => inside,
    };
    group.around(help.error.is_some(), &inside)
}

/// The id given, or the name when there is none.
pub(crate) fn id_or_name<'a>(id: &'a str, name: &'a str) -> &'a str {
    if id.is_empty() { name } else { id }
}

/// Setters that every form component has, so that a question reads as a sentence.
macro_rules! question_setters {
    ($component:ident) => {
        impl $component {
            /// Adds help.
            #[must_use]
            pub fn hint(mut self, hint: impl Into<$crate::govuk::Hint>) -> Self {
                self.hint = Some(hint.into());
                self
            }

            /// Adds what is wrong with the answer, when something is.
            #[must_use]
            pub fn error(mut self, error: Option<$crate::govuk::ErrorMessage>) -> Self {
                self.error_message = error;
                self
            }

            /// Adds classes, such as `govuk-input--width-10`.
            #[must_use]
            pub fn classes(mut self, classes: impl Into<String>) -> Self {
                self.classes = classes.into();
                self
            }

            /// Gives an id other than the name.
            #[must_use]
            pub fn id(mut self, id: impl Into<String>) -> Self {
                self.id = id.into();
                self
            }
        }
    };
}
pub(crate) use question_setters;
