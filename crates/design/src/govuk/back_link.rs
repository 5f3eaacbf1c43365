//! The way back to the page before. <https://design-system.service.gov.uk/components/back-link/>

use maud::{Markup, Render};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// The way back to the page before.
#[derive(Debug, Clone, Default)]
pub struct BackLink {
    /// Where it goes: `#` when empty.
    pub href: String,
    /// What it says: "Back" when empty.
    pub content: Content,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl BackLink {
    /// "Back" to an address.
    pub fn to(href: impl Into<String>) -> Self {
        BackLink { href: href.into(), ..BackLink::default() }
    }
}

impl Render for BackLink {
    fn render(&self) -> Markup {
        Element::new("a")
            .class("govuk-back-link")
            .class(&self.classes)
            .attribute("href", if self.href.is_empty() { "#" } else { &self.href })
            .attributes(&self.attributes)
            .holding(self.content.or(&"Back".into()))
    }
}
