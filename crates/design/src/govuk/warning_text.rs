//! Something that must not be overlooked. <https://design-system.service.gov.uk/components/warning-text/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// Something that must not be overlooked.
#[derive(Debug, Clone, Default)]
pub struct WarningText {
    /// The words.
    pub content: Content,
    /// What a screen reader says first: "Warning" when empty.
    pub icon_fallback_text: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl WarningText {
    /// Something that must not be overlooked.
    pub fn new(content: impl Into<Content>) -> Self {
        WarningText { content: content.into(), ..WarningText::default() }
    }
}

impl Render for WarningText {
    fn render(&self) -> Markup {
        let spoken = if self.icon_fallback_text.is_empty() { "Warning" } else { &self.icon_fallback_text };
        Element::new("div")
            .class("govuk-warning-text")
            .class(&self.classes)
            .attributes(&self.attributes)
            .holding(html! {
                span class="govuk-warning-text__icon" aria-hidden="true" { "!" }
                strong class="govuk-warning-text__text" {
                    span class="govuk-visually-hidden" { (spoken) } " "
                    (self.content)
                }
            })
    }
}
