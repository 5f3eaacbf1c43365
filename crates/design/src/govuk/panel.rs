//! What was done, in large letters; or an interruption before something grave. <https://design-system.service.gov.uk/components/panel/>

use maud::{Markup, Render, html};

use super::Button;
use crate::content::Content;
use crate::element::{Attributes, Element};

/// Something to do from an interruption.
#[derive(Debug, Clone, Default)]
pub struct PanelAction {
    /// What it does.
    pub text: String,
    /// Where it goes; empty for a button.
    pub href: String,
    /// `button` makes a link look like one; otherwise the button's own type.
    pub action_type: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// What was done, in large letters; or an interruption.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// The heading.
    pub title: Content,
    /// The heading's level: 1 when `None`.
    pub heading_level: Option<u8>,
    /// What stands below.
    pub content: Content,
    /// Whether it interrupts, rather than confirms.
    pub is_interruption: bool,
    /// What can be done from an interruption; `None` for no place for it.
    pub actions: Option<Vec<PanelAction>>,
    /// More classes for the actions.
    pub actions_classes: String,
    /// More attributes for the actions.
    pub actions_attributes: Attributes,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Panel {
    /// What was done.
    pub fn new(title: impl Into<Content>, content: impl Into<Content>) -> Self {
        Panel { title: title.into(), content: content.into(), ..Panel::default() }
    }
}

fn action(action: &PanelAction) -> Markup {
    if action.href.is_empty() || action.action_type == "button" {
        let button_type = if action.action_type.is_empty() { "button" } else { &action.action_type };
        let classes = ["govuk-button--inverse", &action.classes];
        return Button {
            content: action.text.as_str().into(),
            button_type: button_type.to_owned(),
            classes: classes.join(" ").trim().to_owned(),
            href: action.href.clone(),
            attributes: action.attributes.clone(),
            ..Button::default()
        }
        .render();
    }
    Element::new("a")
        .class("govuk-link govuk-link--inverse")
        .class(&action.classes)
        .attribute("href", &action.href)
        .attributes(&action.attributes)
        .holding(&action.text)
}

impl Render for Panel {
    fn render(&self) -> Markup {
        let actions = self.actions.as_ref().filter(|_| self.is_interruption);
        Element::new("div")
            .class("govuk-panel")
            .class(if self.is_interruption {
                "govuk-panel--interruption"
            } else {
                "govuk-panel--confirmation"
            })
            .class(&self.classes)
            .attributes(&self.attributes)
            .holding(html! {
                (Element::heading(self.heading_level.unwrap_or(1))
                    .class("govuk-panel__title")
                    .holding(&self.title))
                @if !self.content.is_empty() {
                    div class="govuk-panel__body" { (self.content) }
                }
                @if let Some(actions) = actions {
                    (Element::new("div")
                        .class("govuk-panel__actions")
                        .class(&self.actions_classes)
                        .attributes(&self.actions_attributes)
                        .holding(html! {
                            @if !actions.is_empty() {
                                div class="govuk-button-group" { @for item in actions { (action(item)) } }
                            }
                        }))
                }
            })
    }
}
