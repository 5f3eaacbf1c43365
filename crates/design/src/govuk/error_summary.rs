//! Everything that is wrong, at the top of the page. <https://design-system.service.gov.uk/components/error-summary/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// One thing that is wrong, with a link to the field.
#[derive(Debug, Clone, Default)]
pub struct ErrorLink {
    /// The same words as beside the field.
    pub content: Content,
    /// `#` and the field's id; empty for a problem with no field.
    pub href: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// Everything that is wrong.
#[derive(Debug, Clone, Default)]
pub struct ErrorSummary {
    /// The heading: say "There is a problem".
    pub title: Content,
    /// Words above the list.
    pub description: Content,
    /// What is wrong, in the order of the page.
    pub errors: Vec<ErrorLink>,
    /// Whether the page leaves the focus where it was.
    pub disable_auto_focus: Option<bool>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl ErrorSummary {
    /// "There is a problem", with what is wrong.
    pub fn new(errors: Vec<ErrorLink>) -> Self {
        ErrorSummary { title: "There is a problem".into(), errors, ..ErrorSummary::default() }
    }
}

impl Render for ErrorSummary {
    fn render(&self) -> Markup {
        Element::new("div")
            .class("govuk-error-summary")
            .class(&self.classes)
            .choice("data-disable-auto-focus", self.disable_auto_focus)
            .attributes(&self.attributes)
            .attribute("data-module", "govuk-error-summary")
            .holding(html! {
                // The role stands on an inner element, so that moving the focus does not interrupt its reading.
                div role="alert" {
                    h2 class="govuk-error-summary__title" { (self.title) }
                    div class="govuk-error-summary__body" {
                        @if !self.description.is_empty() { p { (self.description) } }
                        @if !self.errors.is_empty() {
                            ul class="govuk-list govuk-error-summary__list" {
                                @for error in &self.errors { li { (line(error)) } }
                            }
                        }
                    }
                }
            })
    }
}

fn line(error: &ErrorLink) -> Markup {
    if error.href.is_empty() {
        return error.content.render();
    }
    Element::new("a").attribute("href", &error.href).attributes(&error.attributes).holding(&error.content)
}
