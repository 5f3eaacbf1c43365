//! One person in a few lines: who, how they belong here, where they are, whether involved.

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::Element;

/// One person in a few lines.
#[derive(Debug, Clone, Default)]
pub struct PersonCard {
    /// The name, as it may be shown to this viewer.
    pub name: String,
    /// Where the record is; empty for none.
    pub href: String,
    /// The level of the name's heading: 3 when 0.
    pub heading_level: u8,
    /// The lines, each with its name: "Mother", "Born", "Open to". A name may be empty.
    pub lines: Vec<(String, Content)>,
    /// States, as tags.
    pub tags: Markup,
    /// What can be done.
    pub actions: Markup,
}

impl PersonCard {
    /// A person with the record's address.
    pub fn new(name: impl Into<String>, href: impl Into<String>) -> Self {
        PersonCard { name: name.into(), href: href.into(), ..PersonCard::default() }
    }

    /// Adds a line with its name.
    #[must_use]
    pub fn line(mut self, name: impl Into<String>, words: impl Into<Content>) -> Self {
        self.lines.push((name.into(), words.into()));
        self
    }
}

impl Render for PersonCard {
    fn render(&self) -> Markup {
        let level = if self.heading_level == 0 { 3 } else { self.heading_level };
        let name = html! {
            @if self.href.is_empty() {
                (self.name)
            } @else {
                a class="govuk-link" href=(self.href) { (self.name) }
            }
        };
        html! {
            div class="app-person" {
                (Element::heading(level).class("app-person__name").holding(name))
                (self.tags)
                @for (name, words) in &self.lines {
                    p class="app-person__line" { @if !name.is_empty() { (name) ": " } (words) }
                }
                (self.actions)
            }
        }
    }
}
