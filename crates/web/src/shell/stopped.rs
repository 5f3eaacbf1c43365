//! The pages for when something cannot be done: refused, failed, too much, too slow. What was typed is always shown, so that not a word is lost.

use design::govuk::Button;
use domain::refusal::Refusal;
use maud::{Markup, html};

use crate::route::{Fields, View};

/// What a person had typed when they were stopped.
#[derive(Debug, Clone)]
pub(crate) enum Left {
    /// Nothing.
    Nothing,
    /// A form.
    Typed {
        /// The address it was sent to.
        page: String,
        /// What was typed.
        fields: Fields,
        /// Whether it is kept as a draft.
        draft: bool,
    },
}

/// A refusal in words.
pub(crate) fn refused(refusal: &Refusal, left: &Left) -> View {
    let title = match refusal {
        Refusal::NotFound => "Page not found",
        Refusal::NotAllowed(_) => "You cannot do or see this",
        Refusal::NotNow(_) => "This cannot be done now",
        Refusal::Changed { .. } => "Someone else saved this",
        Refusal::Busy => "The service is busy",
        Refusal::Invalid(_) => "There is a problem with your answers",
    };
    let again = matches!(refusal, Refusal::Busy | Refusal::Changed { .. });
    View::new(
        title,
        html! {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (refusal) }
            @if matches!(refusal, Refusal::NotFound) {
                p class="govuk-body" { "If you typed the address, check it. If you followed a link, the record may have moved, or may not be yours to see." }
            }
            (kept(left, again))
            (onward())
        },
    )
}

/// Something of ours failed.
pub(crate) fn sorry(number: &str, left: &Left) -> View {
    let title = "Sorry, there is a problem with the service";
    View::new(
        title,
        html! {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { "It is our fault, not yours. If you were saving something, it has not been saved." }
            p class="govuk-body" { "If it goes on, tell your administrator this number: " strong { (number) } "." }
            p class="govuk-body" { "If a child may be in danger now, ring 999. Do not wait for this service." }
            (kept(left, true))
            (onward())
        },
    )
}

/// More was sent than is taken.
pub(crate) fn too_much() -> View {
    let title = "What you sent is too long";
    View::new(
        title,
        html! {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { "The service takes up to 8 megabytes at once. Nothing was saved. Go back, shorten what you wrote, and send it again." }
            (onward())
        },
    )
}

/// An answer takes too long.
pub(crate) fn taking_long() -> View {
    let title = "The service is busy";
    View::new(
        title,
        html! {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { "This takes longer than it should. If you were saving something, it may have been saved: go back and send it again, which does no harm." }
            (onward())
        },
    )
}

/// What was typed, to read, to copy and, where that can help, to send again as it was.
fn kept(left: &Left, again: bool) -> Markup {
    let Left::Typed { page, fields, draft } = left else { return html! {} };
    let written = fields.pairs().iter().filter(|(_, value)| !value.trim().is_empty());
    html! {
        h2 class="govuk-heading-m" { "What you typed" }
        @if *draft {
            p class="govuk-body" { "It is kept as a draft: " a class="govuk-link" href="/drafts" { "see your drafts" } "." }
        }
        @if again {
            form method="post" action=(page) novalidate {
                @for (name, value) in fields.pairs() { input type="hidden" name=(name) value=(value); }
                (Button::new("Send it again"))
            }
        }
        dl class="govuk-summary-list" {
            @for (name, value) in written {
                div class="govuk-summary-list__row" {
                    dt class="govuk-summary-list__key" { (in_words(name)) }
                    dd class="govuk-summary-list__value app-as-typed" { (value) }
                }
            }
        }
    }
}

/// A field's name as words: only for a page that does not know its questions.
fn in_words(name: &str) -> String {
    let words = name.replace(['_', '-', '.'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

fn onward() -> Markup {
    html! { p class="govuk-body" { a class="govuk-link" href="/" { "Go to the first page" } } }
}
