//! Many lines of text. <https://design-system.service.gov.uk/components/textarea/>

use maud::{Markup, Render};

use super::form_group::{Help, id_or_name, question_setters, single_field};
use super::{ErrorMessage, FormGroup, Hint, Label};
use crate::element::{Attributes, Element};

/// Many lines of text.
#[derive(Debug, Clone, Default)]
pub struct Textarea {
    /// Identifier: the name when empty.
    pub id: String,
    /// The field's name in the form.
    pub name: String,
    /// Whether the browser checks spelling.
    pub spellcheck: Option<bool>,
    /// Lines shown: 5 when `None`.
    pub rows: Option<u32>,
    /// What was answered.
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
    /// Which of the person's own details a browser may fill in.
    pub autocomplete: String,
    /// More attributes.
    pub attributes: Attributes,
}

question_setters!(Textarea);

impl Textarea {
    /// A field with its name in the form and its question.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Textarea { name: name.into(), label: label.into(), ..Textarea::default() }
    }

    /// What was answered.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// Lines shown.
    #[must_use]
    pub fn rows(mut self, rows: u32) -> Self {
        self.rows = Some(rows);
        self
    }

    /// The answer as it must be written so that a browser gives it back unchanged: it drops one line break after the tag.
    fn written(&self) -> String {
        if self.value.starts_with('\n') { format!("\n{}", self.value) } else { self.value.clone() }
    }
}

impl Render for Textarea {
    fn render(&self) -> Markup {
        let help = Help {
            id: id_or_name(&self.id, &self.name),
            described_by: &self.described_by,
            hint: self.hint.as_ref(),
            error: self.error_message.as_ref(),
        };
        let field = Element::new("textarea")
            .class("govuk-textarea")
            .class_if(self.error_message.is_some(), "govuk-textarea--error")
            .class(&self.classes)
            .attribute("id", help.id)
            .attribute("name", &self.name)
            .attribute("rows", &self.rows.unwrap_or(5).to_string())
            .choice("spellcheck", self.spellcheck)
            .flag("disabled", self.disabled)
            .optional("aria-describedby", &help.described_by())
            .optional("autocomplete", &self.autocomplete)
            .attributes(&self.attributes)
            .holding(self.written());
        single_field(&self.form_group, &self.label, &help, &field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_begins_with_an_empty_line_keeps_it() {
        let html = Textarea::new("worry", "What worries you?").value("\nfirst").render().into_string();
        assert!(html.contains(">\n\nfirst</textarea>"), "{html}");
    }
}
