//! What is wrong with one answer, beside it. <https://design-system.service.gov.uk/components/error-message/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// What is wrong with one answer and how to mend it.
#[derive(Debug, Clone, Default)]
pub struct ErrorMessage {
    /// Identifier; form components give one themselves.
    pub id: String,
    /// The words.
    pub content: Content,
    /// What a screen reader says first: "Error" when `None`, nothing when empty.
    pub visually_hidden_text: Option<String>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl<C: Into<Content>> From<C> for ErrorMessage {
    fn from(content: C) -> Self {
        ErrorMessage { content: content.into(), ..ErrorMessage::default() }
    }
}

impl Render for ErrorMessage {
    fn render(&self) -> Markup {
        self.render_as(&self.id)
    }
}

impl ErrorMessage {
    /// Draws with the id that the surrounding component gives.
    pub(crate) fn render_as(&self, id: &str) -> Markup {
        let prefix = self.visually_hidden_text.as_deref().unwrap_or("Error");
        let words = html! {
            @if !prefix.is_empty() {
                span class="govuk-visually-hidden" { (prefix) ":" } " "
            }
            (self.content)
        };
        Element::new("p")
            .class("govuk-error-message")
            .class(&self.classes)
            .optional("id", id)
            .attributes(&self.attributes)
            .holding(words)
    }
}
