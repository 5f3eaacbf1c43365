//! Allocating a child to a worker. Whoever held the same part before ends; no clock is reset by it.

use casework::Stop;
use casework::child::{AllocationAsked, allocate};
use casework::staff::colleagues;
use design::govuk::{Button, Choice, Radios, Select, SelectItem};
use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::html;

use super::{at, identity};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Allocating a child.
pub static ALLOCATE: Act<Id<Person>> = Act {
    path: "/children/{child}/allocate",
    name: "allocate",
    action: Action::Allocate,
    prefill,
    show,
    send,
};

/// The parts a council's worker can have. The store keeps the words.
const PARTS: &[&str] =
    &["allocated social worker", "second social worker", "early help worker", "exploitation worker"];

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    identity::about(visit, *child, Action::Allocate, "", maud::Markup::default())?;
    Ok(Prefilled::default())
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let choose = || SelectItem::new("", "Choose");
    let workers = colleagues(&visit.session)?;
    let workers =
        workers.iter().map(|worker| SelectItem::new(worker.id.to_string(), shown_in_line(&worker.name)));
    let teams = visit.house().pack.council.teams.iter().map(|team| SelectItem::new(&team.id, &team.name));
    let parts = PARTS.iter().map(|part| Choice::new(*part, *part)).collect();
    let questions = html! {
        (Select::new("staff", "Worker", std::iter::once(choose()).chain(workers).collect())
            .value(filling.get("staff"))
            .error(filling.error("staff")))
        (Select::new("team", "Team", std::iter::once(choose()).chain(teams).collect())
            .value(filling.get("team"))
            .error(filling.error("team")))
        (Radios::new("role", "In what capacity?", parts).value(filling.get("role")).error(filling.error("role")))
        (Button::new("Allocate"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Allocate this child" }
        p class="govuk-body" { "Whoever has the same part now ends. No clock is changed." }
        (visit.short_form(filling, questions))
    };
    identity::about(visit, child, Action::Allocate, "Allocate this child", body)
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let staff = filling
        .get("staff")
        .parse()
        .map_err(|_| Refusal::field("staff", "Choose a worker who can sign in."))?;
    let asked = AllocationAsked { staff, team: filling.get("team").into(), role: filling.get("role").into() };
    allocate(&visit.session, &filling.sending(), child, asked)?;
    Ok(Sent::to(at(child, "")))
}
