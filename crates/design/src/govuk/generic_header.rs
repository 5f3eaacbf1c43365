//! The head of every page, for a service that is not on GOV.UK. <https://design-system.service.gov.uk/components/generic-header/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// The head of every page: the organisation's name or mark, linked to its first page.
#[derive(Debug, Clone, Default)]
pub struct GenericHeader {
    /// The name or mark.
    pub logo: Content,
    /// Where it goes: `/` when empty.
    pub url: String,
    /// Classes of the inner frame: `govuk-width-container` when empty.
    pub container_classes: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Render for GenericHeader {
    fn render(&self) -> Markup {
        let container =
            if self.container_classes.is_empty() { "govuk-width-container" } else { &self.container_classes };
        let url = if self.url.is_empty() { "/" } else { &self.url };
        Element::new("div")
            .class("govuk-generic-header")
            .class(&self.classes)
            .attributes(&self.attributes)
            .holding(html! {
                div class={ "govuk-generic-header__container " (container) } {
                    div class="govuk-generic-header__logo" {
                        a href=(url) class="govuk-generic-header__homepage-link" { (self.logo) }
                    }
                }
            })
    }
}
