//! Earlier contacts about the same child, beside the one in hand: one low worry is little, the fourth in nine months is a pattern.

use maud::{Markup, Render, html};

use crate::element::Element;

/// One earlier contact.
#[derive(Debug, Clone, Default)]
pub struct PreviousContact {
    /// When it came: "3 March 2026".
    pub when: String,
    /// Who told us.
    pub source: String,
    /// What was decided.
    pub outcome: String,
    /// Where it is; empty when this viewer may know only that it was.
    pub href: String,
}

/// Earlier contacts about the same child.
#[derive(Debug, Clone, Default)]
pub struct PreviousContacts {
    /// What they amount to: "4th contact in 9 months".
    pub summary: String,
    /// The level of its heading: 2 when 0.
    pub heading_level: u8,
    /// The contacts, newest first.
    pub contacts: Vec<PreviousContact>,
    /// Where all of them are; empty when all are shown.
    pub all_href: String,
}

fn contact(contact: &PreviousContact) -> Markup {
    html! {
        li class="app-strip__contact" {
            @if contact.href.is_empty() {
                span { (contact.when) }
            } @else {
                a class="govuk-link" href=(contact.href) { (contact.when) }
            }
            @if !contact.source.is_empty() { span { (contact.source) } }
            @if !contact.outcome.is_empty() { span { (contact.outcome) } }
        }
    }
}

impl Render for PreviousContacts {
    fn render(&self) -> Markup {
        let level = if self.heading_level == 0 { 2 } else { self.heading_level };
        html! {
            (Element::heading(level).class("govuk-heading-s").holding(&self.summary))
            @if self.contacts.is_empty() {
                p class="govuk-body" { "No earlier contacts." }
            } @else {
                ol class="app-strip" { @for earlier in &self.contacts { (contact(earlier)) } }
            }
            @if !self.all_href.is_empty() {
                p class="govuk-body" { a class="govuk-link" href=(self.all_href) { "All earlier contacts" } }
            }
        }
    }
}
