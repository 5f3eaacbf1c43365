//! Help beside a question. <https://design-system.service.gov.uk/components/text-input/#hint-text>

use maud::{Markup, Render};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// Help that most people need to answer the question.
#[derive(Debug, Clone, Default)]
pub struct Hint {
    /// Identifier; form components give one themselves.
    pub id: String,
    /// The help.
    pub content: Content,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl<C: Into<Content>> From<C> for Hint {
    fn from(content: C) -> Self {
        Hint { content: content.into(), ..Hint::default() }
    }
}

impl Render for Hint {
    fn render(&self) -> Markup {
        self.render_as(&self.id, "")
    }
}

impl Hint {
    /// Draws with the id, and the class, that the surrounding component gives.
    pub(crate) fn render_as(&self, id: &str, class: &str) -> Markup {
        Element::new("div")
            .class("govuk-hint")
            .class(class)
            .class(&self.classes)
            .optional("id", id)
            .attributes(&self.attributes)
            .holding(&self.content)
    }
}
