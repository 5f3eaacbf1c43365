//! One radio button or checkbox with its label, hint, and the question it opens. What radios and checkboxes share.

use maud::{Markup, html};

use super::{Hint, Label};
use crate::content::Content;
use crate::element::{Attributes, Element};

/// One thing that can be ticked, or the word between two groups of them.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Identifier; made from the group's when empty.
    pub id: String,
    /// The field's name, where it differs from the group's (checkboxes only).
    pub name: String,
    /// What the form sends.
    pub value: String,
    /// What is shown.
    pub content: Content,
    /// More classes for the label.
    pub label_classes: String,
    /// More attributes for the label.
    pub label_attributes: Attributes,
    /// Help.
    pub hint: Option<Hint>,
    /// A word such as "or" in place of a choice.
    pub divider: String,
    /// Whether it is ticked, whatever the group's value says.
    pub checked: Option<bool>,
    /// What appears when it is ticked.
    pub conditional: Option<Markup>,
    /// Whether ticking it clears the others: for "none of these" (checkboxes only).
    pub exclusive: bool,
    /// Whether it cannot be ticked.
    pub disabled: bool,
    /// More attributes.
    pub attributes: Attributes,
}

impl Choice {
    /// What the form sends and what is shown.
    pub fn new(value: impl Into<String>, content: impl Into<Content>) -> Self {
        Choice { value: value.into(), content: content.into(), ..Choice::default() }
    }

    /// A word between two groups of choices: "or".
    pub fn divider(word: impl Into<String>) -> Self {
        Choice { divider: word.into(), ..Choice::default() }
    }

    /// Adds help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Hint>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what appears when it is ticked.
    #[must_use]
    pub fn conditional(mut self, markup: Markup) -> Self {
        self.conditional = Some(markup);
        self
    }

    /// Makes ticking it clear the others.
    #[must_use]
    pub fn exclusive(mut self) -> Self {
        self.exclusive = true;
        self
    }
}

/// Which control the choices are drawn with.
#[derive(Clone, Copy)]
pub(crate) enum Control {
    Radio,
    Checkbox,
}

impl Control {
    fn input_type(self) -> &'static str {
        match self {
            Control::Radio => "radio",
            Control::Checkbox => "checkbox",
        }
    }

    fn class(self, part: &str) -> String {
        match self {
            Control::Radio => format!("govuk-radios{part}"),
            Control::Checkbox => format!("govuk-checkboxes{part}"),
        }
    }
}

/// The choices of one question.
pub(crate) struct Group<'a> {
    pub(crate) control: Control,
    pub(crate) id_prefix: &'a str,
    pub(crate) name: &'a str,
    /// What describes each choice when no fieldset says it for all.
    pub(crate) described_by: &'a str,
    pub(crate) ticked: &'a dyn Fn(&str) -> bool,
}

impl Group<'_> {
    /// All the choices in their frame.
    pub(crate) fn markup(
        &self,
        choices: &[Choice],
        classes: &str,
        attributes: &Attributes,
        before: &Content,
        after: &Content,
    ) -> Markup {
        Element::new("div")
            .class(&self.control.class(""))
            .class(classes)
            .attributes(attributes)
            .attribute("data-module", &self.control.class(""))
            .holding(html! {
                (before)
                @for (index, choice) in choices.iter().enumerate() {
                    @if choice.divider.is_empty() {
                        (self.choice(index, choice))
                    } @else {
                        div class=(self.control.class("__divider")) { (choice.divider) }
                    }
                }
                (after)
            })
    }

    /// The first id has no number, so that the error summary can link to it.
    fn id_of(&self, index: usize, choice: &Choice) -> String {
        match (choice.id.as_str(), index) {
            ("", 0) => self.id_prefix.to_owned(),
            ("", _) => format!("{}-{}", self.id_prefix, index + 1),
            (id, _) => id.to_owned(),
        }
    }

    fn choice(&self, index: usize, choice: &Choice) -> Markup {
        let id = self.id_of(index, choice);
        let label = Label {
            content: choice.content.clone(),
            classes: choice.label_classes.clone(),
            attributes: choice.label_attributes.clone(),
            ..Label::default()
        };
        let checked = choice.checked.unwrap_or_else(|| (self.ticked)(&choice.value));
        let conditional = choice.conditional.as_ref().filter(|markup| !markup.0.is_empty());
        html! {
            div class=(self.control.class("__item")) {
                (self.field(choice, &id, checked))
                (label.render_for(&id, &self.control.class("__label")))
                @if let Some(hint) = &choice.hint {
                    (hint.render_as(&format!("{id}-item-hint"), &self.control.class("__hint")))
                }
            }
            @if let Some(markup) = conditional {
                (Element::new("div")
                    .class(&self.control.class("__conditional"))
                    .class_if(!checked, &self.control.class("__conditional--hidden"))
                    .attribute("id", &format!("conditional-{id}"))
                    .holding(markup))
            }
        }
    }

    fn field(&self, choice: &Choice, id: &str, checked: bool) -> Markup {
        let opens = choice.conditional.as_ref().is_some_and(|markup| !markup.0.is_empty());
        let mut described_by = self.described_by.to_owned();
        if choice.hint.is_some() {
            if !described_by.is_empty() {
                described_by.push(' ');
            }
            described_by.push_str(&format!("{id}-item-hint"));
        }
        Element::new("input")
            .class(&self.control.class("__input"))
            .attribute("id", id)
            .attribute("name", if choice.name.is_empty() { self.name } else { &choice.name })
            .attribute("type", self.control.input_type())
            .attribute("value", &choice.value)
            .flag("checked", checked)
            .flag("disabled", choice.disabled)
            .optional("data-aria-controls", &if opens { format!("conditional-{id}") } else { String::new() })
            .optional("data-behaviour", if choice.exclusive { "exclusive" } else { "" })
            .optional("aria-describedby", &described_by)
            .attributes(&choice.attributes)
            .void()
    }
}
