//! A state in a word or two. <https://design-system.service.gov.uk/components/tag/>

use maud::{Markup, Render};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// A state in a word or two.
#[derive(Debug, Clone, Default)]
pub struct Tag {
    /// The state.
    pub content: Content,
    /// More classes: `govuk-tag--grey`.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Tag {
    /// A state.
    pub fn new(content: impl Into<Content>) -> Self {
        Tag { content: content.into(), ..Tag::default() }
    }

    /// A state with a class such as `govuk-tag--grey`. The words must say it without the colour.
    pub fn with_classes(content: impl Into<Content>, classes: impl Into<String>) -> Self {
        Tag { content: content.into(), classes: classes.into(), ..Tag::default() }
    }
}

impl Render for Tag {
    fn render(&self) -> Markup {
        Element::new("strong")
            .class("govuk-tag")
            .class(&self.classes)
            .attributes(&self.attributes)
            .holding(&self.content)
    }
}
