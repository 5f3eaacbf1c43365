//! That a service is new, or that this is a demonstration. <https://design-system.service.gov.uk/components/phase-banner/>

use maud::{Markup, Render, html};

use super::Tag;
use crate::content::Content;
use crate::element::{Attributes, Element};

/// That a service is new, or that this is a demonstration.
#[derive(Debug, Clone, Default)]
pub struct PhaseBanner {
    /// The word in front.
    pub tag: Tag,
    /// What it means.
    pub content: Content,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Render for PhaseBanner {
    fn render(&self) -> Markup {
        let mut tag = self.tag.clone();
        tag.classes = format!("govuk-phase-banner__content__tag {}", tag.classes).trim_end().to_owned();
        Element::new("div")
            .class("govuk-phase-banner govuk-width-container")
            .class(&self.classes)
            .attributes(&self.attributes)
            .holding(html! {
                p class="govuk-phase-banner__content" {
                    (tag) " "
                    span class="govuk-phase-banner__text" { (self.content) }
                }
            })
    }
}
