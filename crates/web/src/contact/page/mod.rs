//! A contact's page: what was said and by whom, whom the children were found to be and what is already known of them, consent, clocks in words,
//! the proposal and the rulings side by side, and what may be done next, as verbs.

mod children;
mod consent;
mod next;
mod rulings;
mod said;

pub(super) use children::previous;
pub(super) use consent::{agreement, basis};
pub(super) use said::{care, clocks, said};

use casework::Stop;
use design::own::Tone;
use domain::access::Action;
use domain::contact::{Contact, Stage};
use domain::id::Id;
use domain::person::known::Known;
use maud::{Markup, html};

use crate::route::{Page, View, Visit};

/// A contact's page.
pub(super) static CONTACT: Page<Id<Contact>> =
    Page { path: "/contacts/{contact}", name: "contact", action: Action::ReadContact, show };

fn show(visit: &Visit<'_>, contact: Id<Contact>) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let known = &view.contact.record;
    let body = html! {
        h1 class="govuk-heading-l" { "Contact " (known.reference) }
        p class="govuk-body" {
            (stage(known.stage))
            @if let Some(holder) = known.holder { " Held by " (view.names.name(holder)) "." } @else { " Nobody holds it yet." }
        }
        (danger(visit, known))
        (clocks(visit, known))
        (care(&view))
        (next::steps(visit, &view))
        (children::children(visit, &view))
        div class="app-split" {
            div {
                h2 class="govuk-heading-m" { "What was said" }
                (said(visit, &view))
            }
            div { (agreement(&view)) }
        }
        (rulings::rulings(visit, &view))
        (rulings::feedback(&view))
    };
    Ok(View::new("Contact", body).wide())
}

fn stage(stage: Stage) -> Markup {
    let tone = match stage {
        Stage::Received => Tone::Waiting,
        Stage::Proposed | Stage::SentBack => Tone::Active,
        Stage::Decided => Tone::Pressing,
        Stage::Closed => Tone::Done,
    };
    html! { (tone.tag(stage.words())) }
}

/// A child in danger now, while nobody has decided.
fn danger(visit: &Visit<'_>, known: &Contact) -> Markup {
    let council = &visit.house().pack.council;
    html! {
        @if known.concern.danger_now == Known::Is(true) && !known.stage.is_decided() {
            (design::govuk::WarningText::new(html! {
                "A child may be in danger now. Ring 999 if nobody has. Duty: " (council.duty_phone) ". Nights: " (council.night_phone) "."
            }))
        }
    }
}
