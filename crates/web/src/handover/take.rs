//! "I have it", and handing it to somebody who then says so themselves.

use casework::Stop;
use casework::handover::{Morning, accept, hand, item};
use casework::staff::colleagues;
use design::govuk::{BackLink, Button, Select, SelectItem};
use domain::access::Action;
use domain::handover::NightItem;
use domain::id::Id;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::{morning, words};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Accepting what the night left.
pub(super) static ACCEPT: Act<Id<NightItem>> = Act {
    path: "/morning/{item}",
    name: "accept what the night left",
    action: Action::AcceptMorning,
    prefill,
    show: show_accept,
    send: |visit, id, filling| {
        accept(&visit.session, &filling.sending(), &items(id, filling)?)?;
        Ok(Sent::to("/morning"))
    },
};

/// Handing it on.
pub(super) static HAND: Act<Id<NightItem>> = Act {
    path: "/morning/{item}/hand",
    name: "hand on what the night left",
    action: Action::HandMorning,
    prefill,
    show: show_hand,
    send: |visit, id, filling| {
        let to = filling.get("to").parse().map_err(|_| Refusal::field("to", "Choose who gets it."))?;
        hand(&visit.session, &filling.sending(), &items(id, filling)?, to)?;
        Ok(Sent::to("/morning"))
    },
};

fn prefill(visit: &Visit<'_>, id: &Id<NightItem>, _: At) -> Result<Prefilled, Stop> {
    item(&visit.session, *id)?;
    Ok(Prefilled::default())
}

/// What was shown is what is accepted: something that came meanwhile waits for a press of its own.
fn items(id: Id<NightItem>, filling: &Filling) -> Result<Vec<Id<NightItem>>, Stop> {
    let named: Result<Vec<_>, _> = filling.fields.all("item").map(str::parse).collect();
    let named = named.map_err(|_| Refusal::NotFound)?;
    Ok(if named.is_empty() { vec![id] } else { named })
}

fn show_accept(visit: &Visit<'_>, id: Id<NightItem>, filling: &Filling) -> Result<View, Stop> {
    let (list, place) = item(&visit.session, id)?;
    let asked = Button::new("I have it").render();
    Ok(page(visit, (&list, place), filling, "Accept what the night left", &asked))
}

fn show_hand(visit: &Visit<'_>, id: Id<NightItem>, filling: &Filling) -> Result<View, Stop> {
    let (list, place) = item(&visit.session, id)?;
    let workers = colleagues(&visit.session)?;
    let workers =
        workers.iter().map(|worker| SelectItem::new(worker.id.to_string(), shown_in_line(&worker.name)));
    let choices = std::iter::once(SelectItem::new("", "Choose")).chain(workers).collect();
    let asked = html! {
        (Select::new("to", "Who gets it?", choices)
            .hint("They are told, and must still say that they have it.")
            .value(filling.get("to"))
            .error(filling.error("to")))
        (Button::new("Hand it on"))
    };
    Ok(page(visit, (&list, place), filling, "Hand on what the night left", &asked))
}

fn page(
    visit: &Visit<'_>,
    (list, place): (&Morning, usize),
    filling: &Filling,
    title: &str,
    asked: &Markup,
) -> View {
    let group = &list.groups[place];
    let waits: Vec<&NightItem> =
        group.items.iter().map(|item| &item.item).filter(|item| item.is_open()).collect();
    let questions = html! {
        @for item in &waits { input type="hidden" name="item" value=(item.id); }
        (asked)
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (title) }
        h2 class="govuk-heading-m" { (morning::about(&group.about)) }
        @for item in &group.items {
            (words::says(visit, item, &list.names))
            p class="govuk-body" { (words::who_has(&item.item, &list.names, visit.session.at)) }
        }
        @if waits.is_empty() {
            p class="govuk-body" { "Nothing of it waits any more." }
        } @else { (visit.short_form(filling, questions)) }
    };
    let back = BackLink { content: "Back to the morning list".into(), ..BackLink::to("/morning") };
    View::new(title, body).before(back.render())
}
