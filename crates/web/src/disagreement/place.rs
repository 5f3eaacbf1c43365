//! Saying that an agency's disagreement is about a child: it named the child in words of its own, and one of ours knows whom it means.

use casework::Stop;
use casework::disagreement::{place, unplaced};
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use maud::html;

use super::{address, name};
use crate::child::identity;
use crate::contact::filled::Asked;
use crate::route::{Act, Fields, Filling, Prefilled, Sent, View, Visit};

/// Saying which child it is about.
pub(super) static PLACE: Act<Id<Person>> = Act {
    path: "/children/{child}/disagreements/place",
    name: "say which child a disagreement is about",
    action: Action::RaiseDisagreement,
    prefill: |visit, _, _| {
        let fields = Fields::default().with("disagreement", visit.query.get("disagreement"));
        Ok(Prefilled { fields, version: 0 })
    },
    show,
    send,
};

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let found = if visit.may(Action::SeeDisagreements) { unplaced(&visit.session)? } else { Vec::new() };
    let pack = &visit.house().pack;
    let asked = Asked::new(filling, &[]);
    let choice = |one: &domain::disagreement::Disagreement| {
        let whose = one.raised.agency.as_deref().map_or("One of ours", |agency| pack.agency_name(agency));
        let hint = format!(
            "{whose}, {}. {}",
            london::moment_in_words(one.raised.at),
            pack.disagreements.about(&one.about)
        );
        Choice::new(one.id.to_string(), html! { (one.reference) ": " (name(&one.said_children)) }).hint(hint)
    };
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "An agency’s disagreement is about this child" }
        @if found.is_empty() {
            p class="govuk-body" { "No disagreement that you can read waits for its child to be said." }
        } @else {
            (asked.short_form(visit, html! {
                (asked.one_of("disagreement", "Which one is about this child?", found.iter().map(choice).collect()))
                (Button::new("It is about this child"))
            }))
        }
    };
    identity::about(visit, child, Action::RaiseDisagreement, "A disagreement about this child", body)
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let Ok(disagreement) = filling.get("disagreement").parse() else {
        return Err(Refusal::field("disagreement", "Choose the disagreement.").into());
    };
    place(&visit.session, &filling.sending(), child, disagreement)?;
    Ok(Sent::to(address(disagreement, "")))
}
