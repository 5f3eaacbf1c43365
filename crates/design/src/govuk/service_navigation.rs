//! The service's name and its main places. <https://design-system.service.gov.uk/components/service-navigation/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// One of the main places.
#[derive(Debug, Clone, Default)]
pub struct NavigationItem {
    /// What it is called.
    pub content: Content,
    /// Where it is; empty for words that are no link.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
    /// Whether this page lies within it.
    pub active: bool,
    /// More attributes.
    pub attributes: Attributes,
}

impl NavigationItem {
    /// A place with its address.
    pub fn new(content: impl Into<Content>, href: impl Into<String>) -> Self {
        NavigationItem { content: content.into(), href: href.into(), ..NavigationItem::default() }
    }
}

/// Markup put between the parts.
#[derive(Debug, Clone, Default)]
pub struct Slots {
    /// Before everything.
    pub start: Markup,
    /// After everything.
    pub end: Markup,
    /// Whether the end stands on the same line.
    pub end_inline: bool,
    /// Before the first place.
    pub navigation_start: Markup,
    /// After the last place.
    pub navigation_end: Markup,
}

/// The service's name and its main places.
#[derive(Debug, Clone, Default)]
pub struct ServiceNavigation {
    /// The service's name.
    pub service_name: String,
    /// Where the name goes; empty for words that are no link.
    pub service_url: String,
    /// The main places.
    pub navigation: Vec<NavigationItem>,
    /// Whether a phone folds them behind a button; when there are several, if `None`.
    pub collapse_navigation_on_mobile: Option<bool>,
    /// Words on that button: "Menu" when empty.
    pub menu_button_text: String,
    /// What a screen reader calls that button.
    pub menu_button_label: String,
    /// What a screen reader calls the places: the button's words when empty.
    pub navigation_label: String,
    /// The list's id: `navigation` when empty.
    pub navigation_id: String,
    /// More classes for the places.
    pub navigation_classes: String,
    /// What a screen reader calls the whole: "Service information" when empty.
    pub aria_label: String,
    /// Markup put between the parts.
    pub slots: Slots,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

fn or<'a>(text: &'a str, default: &'a str) -> &'a str {
    if text.is_empty() { default } else { text }
}

fn is_empty(markup: &Markup) -> bool {
    markup.0.is_empty()
}

impl ServiceNavigation {
    fn name(&self) -> Markup {
        html! {
            @if !self.service_name.is_empty() {
                span class="govuk-service-navigation__service-name" {
                    @if self.service_url.is_empty() {
                        span class="govuk-service-navigation__text" { (self.service_name) }
                    } @else {
                        a href=(self.service_url) class="govuk-service-navigation__link" { (self.service_name) }
                    }
                }
            }
        }
    }

    fn toggle(&self) -> Markup {
        let text = or(&self.menu_button_text, "Menu");
        let label = if self.menu_button_label == text { "" } else { &self.menu_button_label };
        Element::new("button")
            .class("govuk-service-navigation__toggle govuk-js-service-navigation-toggle")
            .attribute("type", "button")
            .attribute("aria-controls", or(&self.navigation_id, "navigation"))
            .optional("aria-label", label)
            .flag("hidden", true)
            .attribute("aria-hidden", "true")
            .holding(text)
    }

    fn places(&self) -> Markup {
        let slots = &self.slots;
        if self.navigation.is_empty() && is_empty(&slots.navigation_start) && is_empty(&slots.navigation_end)
        {
            return Markup::default();
        }
        let collapse = self.collapse_navigation_on_mobile.unwrap_or(self.navigation.len() > 1);
        let label = or(&self.navigation_label, or(&self.menu_button_text, "Menu"));
        Element::new("nav")
            .class("govuk-service-navigation__wrapper")
            .class(&self.navigation_classes)
            .attribute("aria-label", label)
            .holding(html! {
                @if collapse { (self.toggle()) }
                ul class="govuk-service-navigation__list" id=(or(&self.navigation_id, "navigation")) {
                    (slots.navigation_start)
                    @for item in &self.navigation { (place(item)) }
                    (slots.navigation_end)
                }
            })
    }
}

fn place(item: &NavigationItem) -> Markup {
    let here = item.active || item.current;
    let words = html! {
        @if here {
            strong class="govuk-service-navigation__active-fallback" { (item.content) }
        } @else {
            (item.content)
        }
    };
    let aria_current = match (item.current, here) {
        (true, _) => "page",
        (false, true) => "true",
        (false, false) => "",
    };
    let inside = if !item.href.is_empty() {
        Element::new("a")
            .class("govuk-service-navigation__link")
            .attribute("href", &item.href)
            .optional("aria-current", aria_current)
            .attributes(&item.attributes)
            .holding(words)
    } else if !item.content.is_empty() {
        Element::new("span")
            .class("govuk-service-navigation__text")
            .optional("aria-current", aria_current)
            .holding(words)
    } else {
        Markup::default()
    };
    Element::new("li")
        .class("govuk-service-navigation__item")
        .class_if(here, "govuk-service-navigation__item--active")
        .holding(inside)
}

impl Render for ServiceNavigation {
    fn render(&self) -> Markup {
        let slots = &self.slots;
        let inside = Element::new("div")
            .class("govuk-width-container")
            .class_if(slots.end_inline, "govuk-service-navigation__inlining-container")
            .holding(html! {
                (slots.start)
                div class="govuk-service-navigation__container" { (self.name()) (self.places()) }
                (slots.end)
            });
        // A name makes it a region of the page; places alone are one already.
        let region = !self.service_name.is_empty() || !is_empty(&slots.start) || !is_empty(&slots.end);
        let element = if region {
            Element::new("section").attribute("aria-label", or(&self.aria_label, "Service information"))
        } else {
            Element::new("div")
        };
        element
            .class("govuk-service-navigation")
            .class(&self.classes)
            .attribute("data-module", "govuk-service-navigation")
            .attributes(&self.attributes)
            .holding(inside)
    }
}
