//! From page to page of a long list, or to the neighbours of one record. <https://design-system.service.gov.uk/components/pagination/>

use maud::{Markup, PreEscaped, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// The way to the page before or after.
#[derive(Debug, Clone, Default)]
pub struct PageLink {
    /// Where it is.
    pub href: String,
    /// What it says: "Previous page" or "Next page" when empty.
    pub content: Content,
    /// What the other page is called, when there are no numbers.
    pub label_text: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl PageLink {
    /// The way to an address.
    pub fn to(href: impl Into<String>) -> Self {
        PageLink { href: href.into(), ..PageLink::default() }
    }
}

/// One page's number, or the gap between numbers.
#[derive(Debug, Clone)]
pub enum PageItem {
    /// A page.
    Page {
        /// Its number, as shown.
        number: String,
        /// Where it is.
        href: String,
        /// Whether it is this page.
        current: bool,
        /// What a screen reader says: "Page 3" when empty.
        visually_hidden_text: String,
        /// More attributes.
        attributes: Attributes,
    },
    /// Numbers left out.
    Ellipsis,
}

/// From page to page.
#[derive(Debug, Clone, Default)]
pub struct Pagination {
    /// The page before.
    pub previous: Option<PageLink>,
    /// The page after.
    pub next: Option<PageLink>,
    /// Numbers; none for the neighbours of one record.
    pub items: Vec<PageItem>,
    /// What a screen reader calls it: "Pagination" when empty.
    pub landmark_label: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Previous,
    Next,
}

impl Pagination {
    /// The pages of a list: first, last, this one and its neighbours, with gaps between. Pages count from 1.
    pub fn numbered(current: u32, last: u32, href: impl Fn(u32) -> String) -> Self {
        if last <= 1 {
            return Pagination::default();
        }
        let mut items = Vec::new();
        let mut shown = 0;
        for number in (1..=last).filter(|n| *n == 1 || *n == last || n.abs_diff(current) <= 1) {
            if number > shown + 1 {
                items.push(PageItem::Ellipsis);
            }
            items.push(PageItem::Page {
                number: number.to_string(),
                href: href(number),
                current: number == current,
                visually_hidden_text: String::new(),
                attributes: Attributes::new(),
            });
            shown = number;
        }
        Pagination {
            previous: (current > 1).then(|| PageLink::to(href(current - 1))),
            next: (current < last).then(|| PageLink::to(href(current + 1))),
            items,
            ..Pagination::default()
        }
    }

    fn arrow(&self, link: &PageLink, direction: Direction) -> Markup {
        let block = self.items.is_empty();
        let (rel, icon, word) = match direction {
            Direction::Previous => ("prev", PREVIOUS_ICON, "Previous"),
            Direction::Next => ("next", NEXT_ICON, "Next"),
        };
        let decorated = block && link.label_text.is_empty();
        html! {
            div class={ "govuk-pagination__" (rel) } {
                (Element::new("a")
                    .class("govuk-link govuk-pagination__link")
                    .attribute("href", &link.href)
                    .attribute("rel", rel)
                    .attributes(&link.attributes)
                    .holding(html! {
                        @if block || direction == Direction::Previous { (icon) }
                        span class={ "govuk-pagination__link-title"
                            @if decorated { " govuk-pagination__link-title--decorated" } } {
                            @if link.content.is_empty() {
                                (word) span class="govuk-visually-hidden" { " page" }
                            } @else {
                                (link.content)
                            }
                        }
                        @if block && !link.label_text.is_empty() {
                            span class="govuk-visually-hidden" { ":" } " "
                            span class="govuk-pagination__link-label" { (link.label_text) }
                        }
                        @if !block && direction == Direction::Next { (icon) }
                    }))
            }
        }
    }
}

const PREVIOUS_ICON: PreEscaped<&str> = PreEscaped(
    "<svg class=\"govuk-pagination__icon govuk-pagination__icon--prev\" xmlns=\"http://www.w3.org/2000/svg\" height=\"13\" \
     width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\"m6.5938-0.0078125-6.7266 6.7266 \
     6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z\"></path></svg>",
);

const NEXT_ICON: PreEscaped<&str> = PreEscaped(
    "<svg class=\"govuk-pagination__icon govuk-pagination__icon--next\" xmlns=\"http://www.w3.org/2000/svg\" height=\"13\" \
     width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path d=\"m8.107-0.0078125-1.4136 1.414 \
     4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z\"></path></svg>",
);

fn page(item: &PageItem) -> Markup {
    let place = Element::new("li").class("govuk-pagination__item");
    let PageItem::Page { number, href, current, visually_hidden_text, attributes } = item else {
        return place.class("govuk-pagination__item--ellipsis").holding("\u{22ef}");
    };
    let label =
        if visually_hidden_text.is_empty() { format!("Page {number}") } else { visually_hidden_text.clone() };
    let link = Element::new("a")
        .class("govuk-link govuk-pagination__link")
        .attribute("href", href)
        .attribute("aria-label", &label)
        .optional("aria-current", if *current { "page" } else { "" })
        .attributes(attributes)
        .holding(number);
    place.class_if(*current, "govuk-pagination__item--current").holding(link)
}

impl Render for Pagination {
    fn render(&self) -> Markup {
        let has_arrow = self.previous.is_some() || self.next.is_some();
        let label = if self.landmark_label.is_empty() { "Pagination" } else { &self.landmark_label };
        if self.items.is_empty() && !has_arrow {
            return Markup::default();
        }
        Element::new("nav")
            .class("govuk-pagination")
            .class_if(self.items.is_empty(), "govuk-pagination--block")
            .class(&self.classes)
            .attribute("aria-label", label)
            .attributes(&self.attributes)
            .holding(html! {
                @if let Some(link) = &self.previous { (self.arrow(link, Direction::Previous)) }
                @if !self.items.is_empty() {
                    ul class="govuk-pagination__list" { @for item in &self.items { (page(item)) } }
                }
                @if let Some(link) = &self.next { (self.arrow(link, Direction::Next)) }
            })
    }
}
