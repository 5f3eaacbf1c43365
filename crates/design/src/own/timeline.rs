//! What happened, one event after another, each with when it happened, where we know it from, and when we learnt of it if that was later.
//! The same events can be drawn as a table.

use maud::{Markup, Render, html};

use super::case_table::{CaseTable, Column};
use crate::content::Content;
use crate::element::Element;

/// One event.
#[derive(Debug, Clone, Default)]
pub struct Event {
    /// Identifier, for links to it; empty for none.
    pub id: String,
    /// When it happened, with its honest precision: "about March 2024".
    pub when: String,
    /// The same as a machine reads it; empty when it is not exact.
    pub datetime: String,
    /// What happened, in a line.
    pub title: String,
    /// Where its record is; empty for none.
    pub href: String,
    /// What happened, at length.
    pub text: Content,
    /// Where we know it from: "Police notification, entered by Asha P".
    pub source: String,
    /// When we learnt of it, where that was later: "learnt 9 October 2026".
    pub learnt: String,
    /// Why somebody marked it as significant; empty when nobody did.
    pub significant: String,
    /// Whether it was not yet known at the moment the page shows.
    pub not_yet_known: bool,
    /// What can be done with it.
    pub actions: Markup,
}

/// What happened, one event after another.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// The level of the events' headings: 3 when 0.
    pub heading_level: u8,
    /// The events, in the order they are read.
    pub events: Vec<Event>,
}

impl Timeline {
    /// Events in the order they are read.
    pub fn new(events: Vec<Event>) -> Self {
        Timeline { heading_level: 3, events }
    }

    /// The same facts as a table.
    pub fn table(&self, caption: impl Into<String>) -> CaseTable {
        let columns = ["When", "What happened", "Known from", "Marks"].map(Column::new).into();
        let row = |event: &Event| {
            vec![
                Content::from(when(event)),
                Content::from(html! { (title(event)) @if !event.text.is_empty() { " " (event.text) } }),
                Content::from(source(event)),
                Content::from(marks(event)),
            ]
        };
        CaseTable::new(caption, columns, self.events.iter().map(row).collect())
    }

    fn event(&self, event: &Event) -> Markup {
        let level = if self.heading_level == 0 { 3 } else { self.heading_level };
        Element::new("li")
            .class("app-timeline__event")
            .class_if(!event.significant.is_empty(), "app-timeline__event--significant")
            .class_if(event.not_yet_known, "app-timeline__event--unknown")
            .optional("id", &event.id)
            .holding(html! {
                (Element::heading(level).class("app-timeline__title").holding(title(event)))
                p class="app-timeline__when" { (when(event)) }
                @if !event.text.is_empty() { div class="app-timeline__text" { (event.text) } }
                p class="app-timeline__source" { (source(event)) }
                @if !event.significant.is_empty() || event.not_yet_known {
                    p class="app-timeline__source" { (marks(event)) }
                }
                (event.actions)
            })
    }
}

fn title(event: &Event) -> Markup {
    html! {
        @if event.href.is_empty() {
            (event.title)
        } @else {
            a class="govuk-link" href=(event.href) { (event.title) }
        }
    }
}

fn when(event: &Event) -> Markup {
    if event.datetime.is_empty() {
        return event.when.render();
    }
    Element::new("time").attribute("datetime", &event.datetime).holding(&event.when)
}

fn source(event: &Event) -> Markup {
    html! {
        (event.source)
        @if !event.learnt.is_empty() { @if !event.source.is_empty() { ", " } (event.learnt) }
    }
}

fn marks(event: &Event) -> Markup {
    html! {
        @if !event.significant.is_empty() { strong { "Significant:" } " " (event.significant) }
        @if event.not_yet_known { @if !event.significant.is_empty() { ". " } "Not yet known then" }
    }
}

impl Render for Timeline {
    fn render(&self) -> Markup {
        if self.events.is_empty() {
            return html! { p class="govuk-body" { "Nothing is recorded." } };
        }
        html! { ol class="app-timeline" { @for event in &self.events { (self.event(event)) } } }
    }
}
