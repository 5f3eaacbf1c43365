//! Recording that somebody was told that support ends, and that early help accepted.

use casework::Stop;
use casework::closure::{accept, tell, view};
use design::govuk::Button;
use domain::access::Action;
use domain::calendar::london;
use domain::closure::{Closure, ToldAsked};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::html;

use super::words::name;
use super::{address, back, heading};
use crate::child_in_need::read::day;
use crate::contact::filled::Asked;
use crate::contact::repeat::all_right;
use crate::route::{Act, Fields, Filling, Prefilled, Sent, View, Visit};

/// Somebody was told.
pub(super) static TOLD: Act<(Id<Closure>, usize)> = Act {
    path: "/closures/{closure}/told/{place}",
    name: "record who was told of a closing",
    action: Action::TellOfClosure,
    prefill: |visit, (closure, _), _| prefilled(visit, *closure),
    show: show_told,
    send: send_told,
};

/// Early help accepted.
pub(super) static ACCEPTED: Act<Id<Closure>> = Act {
    path: "/closures/{closure}/accepted",
    name: "record that early help accepted",
    action: Action::TellOfClosure,
    prefill: |visit, closure, _| {
        let mut prefilled = prefilled(visit, *closure)?;
        let record = view(&visit.session, *closure)?.closure.record;
        if let Some(down) = &record.proposal.step_down {
            prefilled.fields.set("who", &*down.lead);
        }
        Ok(prefilled)
    },
    show: show_accepted,
    send: send_accepted,
};

fn prefilled(visit: &Visit<'_>, closure: Id<Closure>) -> Result<Prefilled, Stop> {
    let version = view(&visit.session, closure)?.closure.version.0;
    let today = london::date_in_words(london::date_of(visit.session.at));
    Ok(Prefilled { fields: Fields::default().with("on", today), version })
}

fn show_told(
    visit: &Visit<'_>,
    (closure, place): (Id<Closure>, usize),
    filling: &Filling,
) -> Result<View, Stop> {
    let view = view(&visit.session, closure)?;
    let asked = Asked::new(filling, &[]);
    let one = view.closure.record.to_tell.get(place).ok_or(Refusal::NotFound)?;
    let body = html! {
        (asked.summary())
        (heading(&view, "They were told"))
        p class="govuk-body" { "Who: " strong { (name(&one.whom)) } }
        (asked.short_form(visit, html! {
            (asked.line("on", "On which day?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
            (asked.line("how", "How?").hint("By letter, by telephone, at the meeting"))
            (Button::new("Save"))
        }))
    };
    Ok(View::new("Who was told of a closing", body).before(back(closure)))
}

fn send_told(
    visit: &Visit<'_>,
    (closure, place): (Id<Closure>, usize),
    filling: &Filling,
) -> Result<Sent, Stop> {
    let mut problems = Vec::new();
    let on = day(&filling.fields, "on", &mut problems);
    all_right(problems)?;
    let Some(on) = on else { return Err(Refusal::Invalid(Vec::new()).into()) };
    let asked = ToldAsked { on, how: filling.get("how").trim().to_owned() };
    tell(&visit.session, &filling.sending(), closure, place, asked)?;
    Ok(Sent::to(address(closure, "")))
}

fn show_accepted(visit: &Visit<'_>, closure: Id<Closure>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, closure)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Early help accepted"))
        (asked.short_form(visit, html! {
            (asked.line("who", "Who accepted it, by name?"))
            (asked.line("on", "On which day?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
            (Button::new("Save"))
        }))
    };
    Ok(View::new("Early help accepted", body).before(back(closure)))
}

fn send_accepted(visit: &Visit<'_>, closure: Id<Closure>, filling: &Filling) -> Result<Sent, Stop> {
    let mut problems = Vec::new();
    let on = day(&filling.fields, "on", &mut problems);
    all_right(problems)?;
    let Some(on) = on else { return Err(Refusal::Invalid(Vec::new()).into()) };
    accept(&visit.session, &filling.sending(), closure, (filling.get("who"), on))?;
    Ok(Sent::to(address(closure, "")))
}
