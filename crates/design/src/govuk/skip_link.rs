//! The way past the head of the page, by keyboard. <https://design-system.service.gov.uk/components/skip-link/>

use maud::{Markup, Render};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// The way past the head of the page.
#[derive(Debug, Clone, Default)]
pub struct SkipLink {
    /// Where it goes: `#content` when empty.
    pub href: String,
    /// What it says.
    pub content: Content,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Render for SkipLink {
    fn render(&self) -> Markup {
        Element::new("a")
            .class("govuk-skip-link")
            .class(&self.classes)
            .attribute("href", if self.href.is_empty() { "#content" } else { &self.href })
            .attributes(&self.attributes)
            .attribute("data-module", "govuk-skip-link")
            .holding(&self.content)
    }
}
