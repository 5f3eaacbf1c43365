//! One request as the agency's administrator sees it: how it stands, the agency's own answer, asking somebody else, and handing on the words of
//! somebody whose account was closed. The words themselves are not shown.

use casework::Stop;
use casework::partner::{AgencyRequest, agency_request, hand_words, reassign};
use design::govuk::{BackLink, Button, InsetText, Select, SelectItem, SummaryList, SummaryRow};
use domain::access::Action;
use domain::calendar::london::moment_in_words;
use domain::id::Id;
use domain::mash::Request;
use domain::refusal::Refusal;
use domain::staff::Staff;
use maud::{Markup, Render, html};

use super::said;
use crate::forms::page::further_told;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

pub(super) static REQUEST: Act<Id<Request>> = Act {
    path: "/agency/requests/{request}",
    name: "ask somebody else of an agency",
    action: Action::ReassignRequest,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show,
    send,
};

pub(super) static WORDS: Act<(Id<Request>, Id<Staff>)> = Act {
    path: "/agency/requests/{request}/words/{staff}",
    name: "hand on somebody's unfinished words",
    action: Action::ReassignRequest,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_words,
    send: send_words,
};

fn show(visit: &Visit<'_>, id: Id<Request>, filling: &Filling) -> Result<View, Stop> {
    let found = agency_request(&visit.session, id)?;
    let of = &found.of;
    let request = &of.request;
    let asked: Vec<&str> = of.asked.iter().map(|staff| found.names.name(*staff)).collect();
    let viewed = request.viewed.map_or_else(
        || "Nobody yet".to_owned(),
        |(staff, at)| format!("{}, {}", found.names.name(staff), moment_in_words(at)),
    );
    let rows = vec![
        SummaryRow::new("State", of.standing.words()),
        SummaryRow::new("By when", super::agency::due(visit, request, of.standing)),
        SummaryRow::new(
            "Asked of",
            if asked.is_empty() { "Anybody of your agency".to_owned() } else { asked.join(", ") },
        ),
        SummaryRow::new("Opened by", viewed),
        SummaryRow::new("Asked", moment_in_words(request.asked_at)),
    ];
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Request " (request.reference) }
        (SummaryList::new(rows))
        @for waiting in &of.waiting {
            (InsetText::new(html! {
                (found.names.name(waiting.owner)) " was writing an answer, last kept " (moment_in_words(waiting.saved_at)) ", and may not sign in now. "
                a class="govuk-link" href={ "/agency/requests/" (id) "/words/" (waiting.owner) } { "Hand the words to somebody else" }
            }))
        }
        @match &request.answer {
            Some(answer) => {
                h2 class="govuk-heading-m" { "What your agency told us" }
                p class="govuk-body" { (moment_in_words(answer.at)) "." }
                @if answer.no_trace { p class="govuk-body" { "Your agency holds nothing about this family." } }
                @if !answer.facts.is_empty() { (said::facts(&visit.house().pack.hub, &answer.facts)) }
                (further_told(&visit.house().pack, answer.further.as_ref()))
            }
            None => {
                h2 class="govuk-heading-m" { "Ask somebody else" }
                (visit.short_form(filling, html! { (to(&found, filling)) (Button::new("Ask them")) }))
            }
        }
    };
    Ok(View::new("A request to your agency", body).before(BackLink::to("/agency").render()))
}

fn to(found: &AgencyRequest, filling: &Filling) -> Markup {
    let mut items = vec![SelectItem::new("", "Choose")];
    items.extend(
        found.can_answer.iter().map(|(staff, name)| SelectItem::new(staff.to_string(), name.as_str())),
    );
    html! { (Select::new("to", "Who answers", items).value(filling.get("to")).error(filling.error("to"))) }
}

fn chosen(filling: &Filling) -> Result<Id<Staff>, Refusal> {
    filling.get("to").parse().map_err(|_| Refusal::field("to", "Choose somebody of your agency."))
}

fn send(visit: &Visit<'_>, id: Id<Request>, filling: &Filling) -> Result<Sent, Stop> {
    reassign(&visit.session, &filling.sending(), id, chosen(filling)?)?;
    Ok(Sent::to(format!("/agency/requests/{id}")))
}

fn show_words(
    visit: &Visit<'_>,
    (id, from): (Id<Request>, Id<Staff>),
    filling: &Filling,
) -> Result<View, Stop> {
    let found = agency_request(&visit.session, id)?;
    if !found.of.waiting.iter().any(|waiting| waiting.owner == from) {
        return Err(Refusal::NotFound.into());
    }
    let title = "Hand the words to somebody else";
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" {
            "What " (found.names.name(from)) " was writing is put into the form of the person you choose. You do not see it, and that it was handed on is recorded."
        }
        (visit.short_form(filling, html! { (to(&found, filling)) (Button::new("Hand them on")) }))
    };
    Ok(View::new(title, body).before(BackLink::to(format!("/agency/requests/{id}")).render()))
}

fn send_words(
    visit: &Visit<'_>,
    (id, from): (Id<Request>, Id<Staff>),
    filling: &Filling,
) -> Result<Sent, Stop> {
    hand_words(&visit.session, &filling.sending(), id, from, chosen(filling)?)?;
    Ok(Sent::to(format!("/agency/requests/{id}")))
}
