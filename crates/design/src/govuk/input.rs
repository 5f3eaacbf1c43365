//! One line of text. <https://design-system.service.gov.uk/components/text-input/>

use maud::{Markup, Render, html};

use super::form_group::{Help, id_or_name, question_setters};
use super::{ErrorMessage, FormGroup, Hint, Label};
use crate::content::Content;
use crate::element::{Attributes, Element};

/// A unit before or after the field. Screen readers do not read it: say it in the label too.
#[derive(Debug, Clone, Default)]
pub struct Affix {
    /// The unit.
    pub content: Content,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// One line of text.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Identifier: the name when empty.
    pub id: String,
    /// The field's name in the form.
    pub name: String,
    /// `text` when empty. Not for numbers: use `inputmode`.
    pub input_type: String,
    /// Which keyboard a phone shows: `numeric` for whole numbers.
    pub inputmode: String,
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
    /// A unit before the field.
    pub prefix: Affix,
    /// A unit after the field.
    pub suffix: Affix,
    /// The frame.
    pub form_group: FormGroup,
    /// More classes: the width, above all.
    pub classes: String,
    /// Which of the person's own details a browser may fill in; `off` for other people's.
    pub autocomplete: String,
    /// A pattern for the browser.
    pub pattern: String,
    /// Whether the browser checks spelling.
    pub spellcheck: Option<bool>,
    /// How a phone sets capitals.
    pub autocapitalize: String,
    /// More classes for the frame round field and units.
    pub input_wrapper_classes: String,
    /// More attributes for the frame round field and units.
    pub input_wrapper_attributes: Attributes,
    /// More attributes.
    pub attributes: Attributes,
}

question_setters!(Input);

impl Input {
    /// A field with its name in the form and its question.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        Input { name: name.into(), label: label.into(), ..Input::default() }
    }

    /// What was answered.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    fn field(&self, help: &Help<'_>) -> Markup {
        let input_type = if self.input_type.is_empty() { "text" } else { &self.input_type };
        Element::new("input")
            .class("govuk-input")
            .class(&self.classes)
            .class_if(self.error_message.is_some(), "govuk-input--error")
            .attribute("id", help.id)
            .attribute("name", &self.name)
            .attribute("type", input_type)
            .choice("spellcheck", self.spellcheck)
            .optional("value", &self.value)
            .flag("disabled", self.disabled)
            .optional("aria-describedby", &help.described_by())
            .optional("autocomplete", &self.autocomplete)
            .optional("autocapitalize", &self.autocapitalize)
            .optional("pattern", &self.pattern)
            .optional("inputmode", &self.inputmode)
            .attributes(&self.attributes)
            .void()
    }
}

fn affix(class: &str, affix: &Affix) -> Markup {
    if affix.content.is_empty() {
        return Markup::default();
    }
    Element::new("div")
        .class(class)
        .class(&affix.classes)
        .attribute("aria-hidden", "true")
        .attributes(&affix.attributes)
        .holding(&affix.content)
}

impl Render for Input {
    fn render(&self) -> Markup {
        let help = Help {
            id: id_or_name(&self.id, &self.name),
            described_by: &self.described_by,
            hint: self.hint.as_ref(),
            error: self.error_message.as_ref(),
        };
        let around = [&self.form_group.before_input, &self.prefix.content, &self.suffix.content];
        let wrapped = around.iter().any(|c| !c.is_empty()) || !self.form_group.after_input.is_empty();
        let field = self.field(&help);
        let inside = html! {
            (self.label.render_for(help.id, ""))
            (help.markup())
            @if wrapped {
                (Element::new("div")
                    .class("govuk-input__wrapper")
                    .class(&self.input_wrapper_classes)
                    .attributes(&self.input_wrapper_attributes)
                    .holding(html! {
                        (self.form_group.before_input)
                        (affix("govuk-input__prefix", &self.prefix))
                        (field)
                        (affix("govuk-input__suffix", &self.suffix))
                        (self.form_group.after_input)
                    }))
            } @else {
                (field)
            }
        };
        self.form_group.around(self.error_message.is_some(), &inside)
    }
}
