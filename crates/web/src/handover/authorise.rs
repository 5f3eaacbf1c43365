//! Authorising a card: a manager who did not write it reads what the night team would see, beside what it sees now.

use casework::Stop;
use casework::handover::{authorise_card, card_to_authorise};
use design::govuk::{BackLink, Button};
use domain::access::Action;
use domain::calendar::london;
use domain::handover::Card;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::words;
use crate::child::identity;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Authorising a card.
pub(super) static AUTHORISE: Act<Id<Card>> = Act {
    path: "/cards/{card}",
    name: "authorise a card for the night",
    action: Action::AuthoriseCard,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, card: &Id<Card>, _: At) -> Result<Prefilled, Stop> {
    let view = card_to_authorise(&visit.session, *card)?;
    let version = view.card.map_or(0, |known| known.version.0);
    Ok(Prefilled { version, ..Prefilled::default() })
}

fn show(visit: &Visit<'_>, card: Id<Card>, filling: &Filling) -> Result<View, Stop> {
    let view = card_to_authorise(&visit.session, card)?;
    let known = view.card.as_ref().filter(|known| known.record.id == card).ok_or(Refusal::NotFound)?;
    let hours = &visit.house().pack.handover;
    let own = known.record.draft.as_ref().is_some_and(|draft| draft.by == visit.session.staff.id);
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Authorise a card for the night" }
        @match &known.record.draft {
            None => p class="govuk-body" { "Nothing waits to be authorised." },
            Some(draft) => {
                p class="govuk-body" {
                    strong { (words::kind(hours, &draft.words.kind)) } ". Written by " (words::name(view.names.name(draft.by))) " "
                    (london::moment_in_short(draft.at, visit.session.at)) "."
                }
                (words::card(&visit.house().pack, &draft.words))
                @if own {
                    p class="govuk-body" { "You wrote this card, so somebody else must authorise it." }
                } @else {
                    (visit.short_form(filling, Button::new("Authorise for the night team")))
                }
            },
        }
        @if let Some(stands) = &known.record.stands { (standing(visit, &view.names, stands)) }
    };
    let page = identity::about(visit, view.child, Action::ReadCard, "Authorise a card for the night", body)?;
    Ok(page.before(BackLink::to("/").render()))
}

/// What the night team sees until then.
fn standing(
    visit: &Visit<'_>,
    names: &casework::staff::Names,
    stands: &domain::handover::card::Authorised,
) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "What the night team sees now" }
        p class="govuk-body" { "Authorised by " (words::name(names.name(stands.by))) " on " (london::moment_in_words(stands.at)) "." }
        (words::card(&visit.house().pack, &stands.words))
    }
}

fn send(visit: &Visit<'_>, card: Id<Card>, filling: &Filling) -> Result<Sent, Stop> {
    authorise_card(&visit.session, &filling.sending(), card)?;
    Ok(Sent::to("/tonight"))
}
