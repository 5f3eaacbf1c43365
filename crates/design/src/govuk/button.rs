//! Something that is done. <https://design-system.service.gov.uk/components/button/>

use maud::{Markup, PreEscaped, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// Something that is done when pressed: a button in a form, or a link that looks like one when it has an address.
#[derive(Debug, Clone, Default)]
pub struct Button {
    /// What it does, as a verb.
    pub content: Content,
    /// Where it goes; empty for a real button.
    pub href: String,
    /// `submit` when empty.
    pub button_type: String,
    /// The field's name in the form.
    pub name: String,
    /// What the form sends when this button was pressed.
    pub value: String,
    /// Whether it cannot be pressed. Better to say why than to disable.
    pub disabled: bool,
    /// Whether a second press within a second is ignored by the browser.
    pub prevent_double_click: Option<bool>,
    /// Whether it begins a service: larger, with an arrow.
    pub is_start_button: bool,
    /// Identifier.
    pub id: String,
    /// More classes: `govuk-button--secondary`.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Button {
    /// The page's main act.
    pub fn new(content: impl Into<Content>) -> Self {
        Button { content: content.into(), ..Button::default() }
    }

    /// A link that looks like a button.
    pub fn link(content: impl Into<Content>, href: impl Into<String>) -> Self {
        Button { content: content.into(), href: href.into(), ..Button::default() }
    }

    /// An act beside the main one.
    #[must_use]
    pub fn secondary(mut self) -> Self {
        self.classes = "govuk-button--secondary".to_owned();
        self
    }

    /// An act that is hard to undo.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.classes = "govuk-button--warning".to_owned();
        self
    }

    /// The form's field and what it sends when this button was pressed.
    #[must_use]
    pub fn sends(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.name = name.into();
        self.value = value.into();
        self
    }

    fn words(&self) -> Markup {
        let in_span = self.is_start_button && matches!(self.content, Content::Html(_));
        html! {
            @if in_span { span { (self.content) } } @else { (self.content) }
            @if self.is_start_button { (START_ICON) }
        }
    }
}

/// Buttons and links side by side.
pub fn button_group(buttons: impl Render) -> Markup {
    html! { div class="govuk-button-group" { (buttons) } }
}

const START_ICON: PreEscaped<&str> = PreEscaped(
    "<svg class=\"govuk-button__start-icon\" xmlns=\"http://www.w3.org/2000/svg\" width=\"17.5\" height=\"19\" viewBox=\"0 0 33 40\" \
     aria-hidden=\"true\" focusable=\"false\"><path fill=\"currentColor\" d=\"M0 0h13l20 20-20 20H0l20-20z\"/></svg>",
);

impl Render for Button {
    fn render(&self) -> Markup {
        let element = if self.href.is_empty() {
            let button_type = if self.button_type.is_empty() { "submit" } else { &self.button_type };
            Element::new("button")
                .attribute("type", button_type)
                .optional("value", &self.value)
                .optional("name", &self.name)
                .flag("disabled", self.disabled)
                .optional("aria-disabled", if self.disabled { "true" } else { "" })
                .choice("data-prevent-double-click", self.prevent_double_click)
        } else {
            Element::new("a")
                .attribute("href", &self.href)
                .attribute("role", "button")
                .attribute("draggable", "false")
        };
        element
            .class("govuk-button")
            .class(&self.classes)
            .class_if(self.is_start_button, "govuk-button--start")
            .attribute("data-module", "govuk-button")
            .attributes(&self.attributes)
            .optional("id", &self.id)
            .holding(self.words())
    }
}
