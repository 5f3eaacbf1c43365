//! Words set apart from the rest. <https://design-system.service.gov.uk/components/inset-text/>

use maud::{Markup, Render};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// Words set apart from the rest.
#[derive(Debug, Clone, Default)]
pub struct InsetText {
    /// The words.
    pub content: Content,
    /// Identifier.
    pub id: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl InsetText {
    /// Words set apart.
    pub fn new(content: impl Into<Content>) -> Self {
        InsetText { content: content.into(), ..InsetText::default() }
    }
}

impl Render for InsetText {
    fn render(&self) -> Markup {
        Element::new("div")
            .class("govuk-inset-text")
            .class(&self.classes)
            .optional("id", &self.id)
            .attributes(&self.attributes)
            .holding(&self.content)
    }
}
