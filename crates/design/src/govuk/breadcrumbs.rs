//! Where this page lies. <https://design-system.service.gov.uk/components/breadcrumbs/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// One step on the way to this page.
#[derive(Debug, Clone, Default)]
pub struct Breadcrumb {
    /// What it is called.
    pub content: Content,
    /// Where it is; empty for the page itself.
    pub href: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Breadcrumb {
    /// A step with its address.
    pub fn new(content: impl Into<Content>, href: impl Into<String>) -> Self {
        Breadcrumb { content: content.into(), href: href.into(), ..Breadcrumb::default() }
    }
}

/// Where this page lies.
#[derive(Debug, Clone, Default)]
pub struct Breadcrumbs {
    /// The steps, outermost first.
    pub items: Vec<Breadcrumb>,
    /// Whether only the first and last are shown on a phone.
    pub collapse_on_mobile: bool,
    /// What a screen reader calls it: "Breadcrumb" when empty.
    pub label_text: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Render for Breadcrumbs {
    fn render(&self) -> Markup {
        let label = if self.label_text.is_empty() { "Breadcrumb" } else { &self.label_text };
        Element::new("nav")
            .class("govuk-breadcrumbs")
            .class(&self.classes)
            .class_if(self.collapse_on_mobile, "govuk-breadcrumbs--collapse-on-mobile")
            .attributes(&self.attributes)
            .attribute("aria-label", label)
            .holding(html! {
                ol class="govuk-breadcrumbs__list" {
                    @for item in &self.items { (step(item)) }
                }
            })
    }
}

fn step(item: &Breadcrumb) -> Markup {
    let place = Element::new("li").class("govuk-breadcrumbs__list-item");
    if item.href.is_empty() {
        return place.attribute("aria-current", "page").holding(&item.content);
    }
    let link = Element::new("a")
        .class("govuk-breadcrumbs__link")
        .attribute("href", &item.href)
        .attributes(&item.attributes)
        .holding(&item.content);
    place.holding(link)
}
