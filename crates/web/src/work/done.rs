//! The two smallest acts: "I have seen this" and "this is done".

use casework::Stop;
use casework::work::{acknowledge, action_done, own_work};
use design::govuk::{BackLink, Button};
use domain::access::Action;
use domain::contact::Contact;
use domain::id::Id;
use domain::notice::Notice;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Render, html};

use super::rows;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

pub(super) static ACKNOWLEDGE: Act<Id<Notice>> = Act {
    path: "/notices/{notice}",
    name: "acknowledge",
    action: Action::SeeOwnWork,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_notice,
    send: send_notice,
};

pub(super) static ACTION_DONE: Act<(Id<Contact>, usize)> = Act {
    path: "/contacts/{contact}/actions/{place}",
    name: "an action is done",
    action: Action::SeeOwnWork,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_action,
    send: send_action,
};

fn show_notice(visit: &Visit<'_>, id: Id<Notice>, filling: &Filling) -> Result<View, Stop> {
    let work = own_work(&visit.session)?;
    let notice = work.notices.iter().find(|notice| notice.record.id == id).ok_or(Refusal::NotFound)?;
    let body = html! {
        h1 class="govuk-heading-l" { "You need to know" }
        @if let Some(name) = work.children.get(&notice.record.child) {
            p class="govuk-body" { "About " bdi { (shown_in_line(name)) } }
        }
        p class="govuk-body" { (notice.record.words) }
        (visit.short_form(filling, Button::new("I have seen this")))
    };
    Ok(View::new("You need to know", body).before(BackLink::to("/").render()))
}

fn send_notice(visit: &Visit<'_>, id: Id<Notice>, filling: &Filling) -> Result<Sent, Stop> {
    acknowledge(&visit.session, &filling.sending(), id)?;
    Ok(Sent::to("/"))
}

fn show_action(
    visit: &Visit<'_>,
    (contact, place): (Id<Contact>, usize),
    filling: &Filling,
) -> Result<View, Stop> {
    let work = own_work(&visit.session)?;
    let mine = |(action, _): &&(_, Option<Contact>)| is(action, contact, place);
    let (action, record) = work.actions.iter().find(mine).ok_or(Refusal::NotFound)?;
    let basis = record.as_ref().and_then(Contact::decision).and_then(|decision| decision.outcomes.as_ref());
    let what = basis.and_then(|basis| basis.actions.get(place)).map_or("", |action| action.what.as_str());
    // Somebody of an agency owns it and reads no contact: what they are to do was written for them.
    let theirs = if visit.session.staff.agency.is_some() {
        casework::partner::own_action(&visit.session, contact, place)?
    } else {
        None
    };
    let what = theirs.as_ref().map_or(what, |action| action.what.as_str());
    let body = html! {
        h1 class="govuk-heading-l" { "Say that this is done" }
        @if let Some(record) = record { p class="govuk-body" { "About " (rows::children_of(record)) } }
        p class="govuk-body" {
            @if what.is_empty() { "An action in a record that you cannot open now" } @else { (what) }
            @if let Some(reference) = work.references.get(&contact) { " (contact " (reference) ")" }
        }
        p class="govuk-body" { (rows::by_when(visit, Some(action.due))) }
        (visit.short_form(filling, Button::new("It is done")))
    };
    Ok(View::new("Say that this is done", body).before(BackLink::to("/").render()))
}

fn is(action: &casework::work::OwnedAction, contact: Id<Contact>, place: usize) -> bool {
    action.id == contact && usize::try_from(action.place) == Ok(place)
}

fn send_action(
    visit: &Visit<'_>,
    (contact, place): (Id<Contact>, usize),
    filling: &Filling,
) -> Result<Sent, Stop> {
    action_done(&visit.session, &filling.sending(), contact, place)?;
    Ok(Sent::to("/"))
}
