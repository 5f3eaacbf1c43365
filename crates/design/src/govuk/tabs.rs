//! Parts of a page of which one is looked at at a time. <https://design-system.service.gov.uk/components/tabs/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// One part.
#[derive(Debug, Clone, Default)]
pub struct Tab {
    /// Identifier: the group's prefix and a number when empty.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it holds. Words become a paragraph.
    pub panel: Content,
    /// More attributes for the panel.
    pub panel_attributes: Attributes,
    /// More attributes for the tab.
    pub attributes: Attributes,
}

/// Parts of a page of which one is looked at at a time. Without a script they stand one after another.
#[derive(Debug, Clone, Default)]
pub struct Tabs {
    /// Identifier.
    pub id: String,
    /// The beginning of the parts' ids.
    pub id_prefix: String,
    /// The heading without a script: "Contents" when empty.
    pub title: String,
    /// The parts.
    pub items: Vec<Tab>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Tabs {
    fn id_of(&self, index: usize, tab: &Tab) -> String {
        if tab.id.is_empty() { format!("{}-{}", self.id_prefix, index + 1) } else { tab.id.clone() }
    }

    fn tab(&self, index: usize, tab: &Tab) -> Markup {
        let link = Element::new("a")
            .class("govuk-tabs__tab")
            .attribute("href", &format!("#{}", self.id_of(index, tab)))
            .attributes(&tab.attributes)
            .holding(&tab.label);
        Element::new("li")
            .class("govuk-tabs__list-item")
            .class_if(index == 0, "govuk-tabs__list-item--selected")
            .holding(link)
    }

    fn panel(&self, index: usize, tab: &Tab) -> Markup {
        Element::new("div")
            .class("govuk-tabs__panel")
            .class_if(index > 0, "govuk-tabs__panel--hidden")
            .attribute("id", &self.id_of(index, tab))
            .attributes(&tab.panel_attributes)
            .holding(match &tab.panel {
                Content::Html(markup) => markup.clone(),
                Content::Text(words) if words.is_empty() => Markup::default(),
                Content::Text(words) => html! { p class="govuk-body" { (words) } },
            })
    }
}

impl Render for Tabs {
    fn render(&self) -> Markup {
        Element::new("div")
            .class("govuk-tabs")
            .class(&self.classes)
            .optional("id", &self.id)
            .attributes(&self.attributes)
            .attribute("data-module", "govuk-tabs")
            .holding(html! {
                h2 class="govuk-tabs__title" { @if self.title.is_empty() { "Contents" } @else { (self.title) } }
                @if !self.items.is_empty() {
                    ul class="govuk-tabs__list" {
                        @for (index, tab) in self.items.iter().enumerate() { (self.tab(index, tab)) }
                    }
                    @for (index, tab) in self.items.iter().enumerate() { (self.panel(index, tab)) }
                }
            })
    }
}
