//! Three readings of the same answers, when somebody else saved while this person was writing: yours, theirs, and what both began from.
//! Nothing is lost: each answer stands in full, and the caller gives the control that takes the one to keep.

use maud::{Markup, Render, html};

use crate::element::Element;

/// One answer in its three readings.
#[derive(Debug, Clone, Default)]
pub struct ComparedField {
    /// What was asked.
    pub question: String,
    /// What this person wrote.
    pub yours: String,
    /// What the other person saved.
    pub theirs: String,
    /// What both began from.
    pub base: String,
    /// The control that takes the answer to keep.
    pub control: Markup,
}

/// Three readings of the same answers.
#[derive(Debug, Clone, Default)]
pub struct Compare {
    /// Who saved theirs, and when: "R. Khan, 14:02".
    pub theirs_by: String,
    /// The level of the questions' headings: 2 when 0.
    pub heading_level: u8,
    /// The answers that differ.
    pub fields: Vec<ComparedField>,
}

impl Compare {
    fn field(&self, field: &ComparedField) -> Markup {
        let level = if self.heading_level == 0 { 2 } else { self.heading_level };
        let theirs = format!("Theirs, saved by {}", self.theirs_by);
        html! {
            div class="app-compare__field" {
                (Element::heading(level).class("govuk-heading-s").holding(&field.question))
                dl class="app-compare__versions" {
                    (version("yours", "Yours", &field.yours))
                    (version("theirs", &theirs, &field.theirs))
                    (version("base", "What both began from", &field.base))
                }
                (field.control)
            }
        }
    }
}

fn version(kind: &str, name: &str, answer: &str) -> Markup {
    html! {
        div class={ "app-compare__version app-compare__version--" (kind) } {
            dt { (name) }
            dd { @if answer.is_empty() { "No answer" } @else { (answer) } }
        }
    }
}

impl Render for Compare {
    fn render(&self) -> Markup {
        html! {
            div class="app-compare" { @for field in &self.fields { (self.field(field)) } }
        }
    }
}
