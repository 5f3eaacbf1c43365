//! Help that few need, folded away. <https://design-system.service.gov.uk/components/details/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// Something folded away.
#[derive(Debug, Clone, Default)]
pub struct Details {
    /// What is shown folded.
    pub summary: Content,
    /// What is shown unfolded.
    pub content: Content,
    /// Whether it begins unfolded.
    pub open: bool,
    /// Identifier.
    pub id: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Details {
    /// Something folded away under a summary.
    pub fn new(summary: impl Into<Content>, content: impl Into<Content>) -> Self {
        Details { summary: summary.into(), content: content.into(), ..Details::default() }
    }
}

impl Render for Details {
    fn render(&self) -> Markup {
        Element::new("details")
            .class("govuk-details")
            .class(&self.classes)
            .optional("id", &self.id)
            .attributes(&self.attributes)
            .flag("open", self.open)
            .holding(html! {
                summary class="govuk-details__summary" {
                    span class="govuk-details__summary-text" { (self.summary) }
                }
                div class="govuk-details__text" { (self.content) }
            })
    }
}
