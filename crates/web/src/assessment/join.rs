//! A brother or sister joins an assessment that is being made; another social worker takes it over. No clock moves for either.

use casework::Stop;
use casework::assessment::{hand_to, join_child, offered};
use casework::staff::colleagues;
use design::govuk::{Button, Choice, SelectItem};
use domain::access::Action;
use domain::assessment::Assessment;
use domain::calendar::london;
use domain::id::Id;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::html;

use super::begin::can_be;
use super::{address, below, blank, heading, is_open, name, open, writes};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// A child joins.
pub(super) static JOIN: Act<Id<Assessment>> = Act {
    path: "/assessments/{assessment}/join",
    name: "child who joins an assessment",
    action: Action::BeginAssessment,
    prefill: blank,
    show: show_join,
    send: send_join,
};

/// Another social worker makes it.
pub(super) static HAND: Act<Id<Assessment>> = Act {
    path: "/assessments/{assessment}/hand",
    name: "hand an assessment over",
    action: Action::WriteAssessment,
    prefill: blank,
    show: show_hand,
    send: send_hand,
};

fn show_join(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, writes)?;
    let asked = Asked::new(filling, &[]);
    let known = &view.assessment.record;
    let mut choices = Vec::new();
    if let Some(first) = known.children.first() {
        for sibling in offered(&visit.session, first.child)?.siblings {
            if can_be(&sibling) && known.place_of(sibling.child).is_none() {
                let referred = sibling.referral_date.map(london::date_in_words).unwrap_or_default();
                let words = html! { (name(&sibling.name)) ", referred " (referred) };
                choices.push(Choice::new(sibling.child.to_string(), words));
            }
        }
    }
    let body = html! {
        (asked.summary())
        (heading(&view, "A brother or sister joins"))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        @if choices.is_empty() {
            p class="govuk-body" { "No other brother or sister has an open episode that you can read and no assessment of their own." }
        } @else {
            (asked.form(visit, html! {
                (asked.one_of("child", "Who joins?", choices))
                p class="govuk-body" { "They get pages of their own. Where their referral is older, the clock has been running since then." }
                (Button::new("Add the child"))
            }))
        }
    };
    below(visit, &view, "Child who joins an assessment", body)
}

fn send_join(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<Sent, Stop> {
    let child = filling.get("child").parse().map_err(|_| Refusal::field("child", "Choose who joins."))?;
    join_child(&visit.session, &filling.sending(), id, child)?;
    Ok(Sent::to(address(id, "#sections")))
}

fn show_hand(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, is_open)?;
    let asked = Asked::new(filling, &[]);
    let colleagues = colleagues(&visit.session)?;
    let workers =
        colleagues.iter().map(|one| SelectItem::new(one.id.to_string(), shown_in_line(&one.name))).collect();
    let body = html! {
        (asked.summary())
        (heading(&view, "Hand it over"))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        p class="govuk-body" { (view.names.name(view.assessment.record.worker)) " makes it now. No clock is changed." }
        (asked.short_form(visit, html! {
            (asked.list("worker", "Which social worker makes it from now on?", workers))
            (Button::new("Hand it over"))
        }))
    };
    below(visit, &view, "Hand an assessment over", body)
}

fn send_hand(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<Sent, Stop> {
    let to =
        filling.get("worker").parse().map_err(|_| Refusal::field("worker", "Choose a social worker."))?;
    hand_to(&visit.session, &filling.sending(), id, to)?;
    Ok(Sent::to(address(id, "")))
}
