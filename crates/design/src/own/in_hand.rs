//! How much of what was asked for is in hand: a labelled part for each who was asked, and the sentence that says it whole (ux 4.1). A part says its
//! state in words for those who do not see its shape.

use maud::{Markup, Render, html};

/// How one part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartState {
    /// It is here.
    InHand,
    /// It is waited for.
    Awaited,
    /// It is late.
    Overdue,
}

/// One part: who was asked, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Who was asked.
    pub name: String,
    /// How it stands.
    pub state: PartState,
}

/// What is in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InHand {
    /// The parts, in the order in which they were asked for.
    pub parts: Vec<Part>,
    /// "2 of 4 agencies have answered. Still to come: Health, Housing."
    pub sentence: String,
}

impl PartState {
    fn class(self) -> &'static str {
        match self {
            PartState::InHand => "app-in-hand__part app-in-hand__part--here",
            PartState::Awaited => "app-in-hand__part",
            PartState::Overdue => "app-in-hand__part app-in-hand__part--overdue",
        }
    }

    /// Shape and word: a state is never told by colour alone.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            PartState::InHand => ("✔", "in hand"),
            PartState::Awaited => ("○", "waited for"),
            PartState::Overdue => ("!", "overdue"),
        }
    }
}

impl Render for InHand {
    fn render(&self) -> Markup {
        html! {
            div class="app-in-hand" {
                @if !self.parts.is_empty() {
                    ul class="app-in-hand__parts" aria-label="Information in hand" {
                        @for part in &self.parts {
                            @let (shape, words) = part.state.words();
                            li class=(part.state.class()) {
                                span aria-hidden="true" { (shape) " " }
                                (part.name)
                                span class="govuk-visually-hidden" { ": " (words) }
                            }
                        }
                    }
                }
                p class="govuk-body app-in-hand__sentence" role="status" { (self.sentence) }
            }
        }
    }
}
