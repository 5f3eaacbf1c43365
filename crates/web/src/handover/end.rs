//! Ending a card: the night team no longer needs it, and why.

use casework::Stop;
use casework::handover::{card_to_authorise, end_card};
use design::govuk::{BackLink, Button, Textarea};
use domain::access::Action;
use domain::handover::Card;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Render, html};

use super::words;
use crate::child::identity;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Ending a card.
pub(super) static END: Act<Id<Card>> = Act {
    path: "/cards/{card}/end",
    name: "end a card for the night",
    action: Action::EndCard,
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
    let stands = known.record.stands.as_ref().map(|stands| &stands.words);
    let questions = html! {
        (Textarea::new("reason", "Why does the night team no longer need it?")
            .value(filling.get("reason"))
            .error(filling.error("reason")))
        (Button::new("End this card").warning())
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "End this card" }
        @if let Some(said) = stands.or(known.record.draft.as_ref().map(|draft| &draft.words)) { (words::card(&visit.house().pack, said)) }
        (visit.short_form(filling, questions))
    };
    let page = identity::about(visit, view.child, Action::ReadCard, "End this card", body)?;
    Ok(page.before(BackLink::to("/tonight").render()))
}

fn send(visit: &Visit<'_>, card: Id<Card>, filling: &Filling) -> Result<Sent, Stop> {
    end_card(&visit.session, &filling.sending(), card, filling.get("reason"))?;
    Ok(Sent::to("/tonight"))
}
