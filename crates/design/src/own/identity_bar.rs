//! Whom the page is about, always in sight. At most three hazards stand in it: more would not be read (MOJ's guidance on alerts).

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::govuk::Details;

/// How many hazards stand in sight; the rest are behind "more".
const IN_SIGHT: usize = 3;

/// Something that whoever acts must know first.
#[derive(Debug, Clone, Default)]
pub struct Hazard {
    /// In a few words: "Two-person visit".
    pub words: String,
    /// Where it is explained; empty for no link.
    pub href: String,
}

impl Hazard {
    /// Something to know first, with where it is explained.
    pub fn new(words: impl Into<String>, href: impl Into<String>) -> Self {
        Hazard { words: words.into(), href: href.into() }
    }
}

/// Whom the page is about.
#[derive(Debug, Clone, Default)]
pub struct IdentityBar {
    /// The child's name, as it may be shown to this viewer.
    pub name: String,
    /// Where the child's record is; empty on the record itself.
    pub href: String,
    /// Age in words: "7 years", "expected in 6 weeks".
    pub age: String,
    /// Date of birth with its honest precision: "about March 2019".
    pub date_of_birth: String,
    /// Where the child stands: "Open to Team 2", as words or tag.
    pub status: Content,
    /// More facts, with their names.
    pub facts: Vec<(String, Content)>,
    /// What runs and ends soon, always in sight: how long police protection still has.
    pub running: Markup,
    /// What whoever acts must know first, gravest first.
    pub hazards: Vec<Hazard>,
    /// What can be done.
    pub actions: Markup,
    /// Whether the page itself is wide.
    pub wide: bool,
}

impl IdentityBar {
    /// A child's name, age and date of birth.
    pub fn new(name: impl Into<String>, age: impl Into<String>, date_of_birth: impl Into<String>) -> Self {
        IdentityBar {
            name: name.into(),
            age: age.into(),
            date_of_birth: date_of_birth.into(),
            ..IdentityBar::default()
        }
    }

    fn fact(name: &str, value: impl Render, shown: bool) -> Markup {
        html! { @if shown { div { dt { (name) ":" } " " dd { (value) } } } }
    }

    fn facts(&self) -> Markup {
        html! {
            dl class="app-identity__facts" {
                (Self::fact("Age", &self.age, !self.age.is_empty()))
                (Self::fact("Born", &self.date_of_birth, !self.date_of_birth.is_empty()))
                (Self::fact("Status", &self.status, !self.status.is_empty()))
                @for (name, value) in &self.facts { (Self::fact(name, value, true)) }
            }
        }
    }

    fn hazards(&self) -> Markup {
        let (seen, more) = self.hazards.split_at(self.hazards.len().min(IN_SIGHT));
        html! {
            @if !seen.is_empty() { (hazard_list(seen)) }
            @if !more.is_empty() {
                (Details::new(format!("{} more to know first", more.len()), hazard_list(more)))
            }
        }
    }
}

fn hazard_list(hazards: &[Hazard]) -> Markup {
    html! {
        ul class="app-identity__hazards" aria-label="To know first" {
            @for hazard in hazards {
                li class="app-hazard" {
                    @if hazard.href.is_empty() {
                        (hazard.words)
                    } @else {
                        a class="govuk-link" href=(hazard.href) { (hazard.words) }
                    }
                }
            }
        }
    }
}

impl Render for IdentityBar {
    fn render(&self) -> Markup {
        let width = if self.wide { "govuk-width-container app-width" } else { "govuk-width-container" };
        html! {
            section class="app-identity" aria-label="Whom this page is about" {
                div class={ (width) " app-identity__inside" } {
                    p class="app-identity__name" {
                        @if self.href.is_empty() {
                            (self.name)
                        } @else {
                            a class="govuk-link govuk-link--no-visited-state" href=(self.href) { (self.name) }
                        }
                    }
                    (self.facts())
                    (self.running)
                    (self.hazards())
                    (self.actions)
                }
            }
        }
    }
}
