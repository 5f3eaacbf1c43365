//! A contact's page: clocks in words, the decision once there is one, what may be done next as verbs, the worry with the children's own words,
//! whom the children were found to be and what is already known of them, who told us, consent, and the proposal beside the rulings.

mod children;
mod consent;
mod next;
mod rulings;
mod said;

pub(crate) use children::previous;
pub(crate) use consent::{agreement, basis};
pub(crate) use said::{care, clock, clocks, said};

use casework::Stop;
use design::own::Tone;
use domain::access::Action;
use domain::contact::{Contact, Stage};
use domain::id::Id;
use domain::person::known::Known;
use maud::{Markup, html};

use crate::handover;
use crate::route::{Page, View, Visit};

/// A contact's page.
pub(crate) static CONTACT: Page<Id<Contact>> =
    Page { path: "/contacts/{contact}", name: "contact", action: Action::ReadContact, show };

fn show(visit: &Visit<'_>, contact: Id<Contact>) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let known = &view.contact.record;
    let body = html! {
        h1 class="govuk-heading-l" { "Contact " (known.reference) }
        p class="govuk-body" { (stage(known.stage)) }
        p class="govuk-body" { (rulings::hands(&view)) }
        (danger(visit, known))
        (crate::power::OfChildren::ask(visit, known.people())?.in_words(known))
        (clocks(visit, known))
        (next::enquiry(&view))
        (rulings::decided(visit, &view))
        (care(&view))
        (handover::of_contact(visit, contact)?)
        (next::steps(visit, &view))
        h2 class="govuk-heading-m" { "The worry" }
        (said::worry(known))
        (children::children(visit, &view))
        h2 class="govuk-heading-m" { "What else was said" }
        (said::rest(visit, &view))
        (sources(visit, contact)?)
        (agreement(visit, &view))
        (crate::acceptance::of_contact(visit, &view))
        (crate::meeting::of_contact(visit, contact)?)
        (crate::strategy::of_contact(visit, contact)?)
        (rulings::rulings(visit, &view))
        (rulings::feedback(&view))
    };
    Ok(View::new("Contact", body).wide())
}

/// The notifications that the contact was made of.
fn sources(visit: &Visit<'_>, contact: Id<Contact>) -> Result<Markup, Stop> {
    let sources = casework::notification::of_contact(&visit.session, contact)?;
    Ok(html! {
        @if !sources.is_empty() {
            p class="govuk-body" {
                "Made of notifications: "
                @for (place, source) in sources.iter().enumerate() {
                    @if place > 0 { ", " }
                    a class="govuk-link" href={ "/notifications/" (source.id) } { bdi { (source.reference) } }
                }
            }
        }
    })
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
