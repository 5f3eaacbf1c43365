//! Restricting a record to a named circle, with whom everybody else rings: a colleague's child, a child whose place must not be found.

use std::collections::BTreeSet;

use casework::Stop;
use casework::child::restrict;
use casework::staff::colleagues;
use design::govuk::{Button, Checkboxes, Choice, Input, Textarea};
use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use maud::html;

use super::{at, identity, words};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Restricting a record.
pub static RESTRICT: Act<Id<Person>> = Act {
    path: "/children/{child}/restrict",
    name: "restrict a record",
    action: Action::RestrictRecord,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    let page = identity::content(visit, *child, Action::RestrictRecord)?;
    let mut fields = Fields::default();
    if let Some(restriction) = &page.file.child.record.restriction {
        fields = fields.with("ring", &restriction.ring);
        if identity::is_of_circle(visit, restriction) {
            fields = fields.with("reason", &restriction.reason);
        }
        restriction.circle.iter().for_each(|staff| fields.add("circle", staff.to_string()));
    }
    Ok(Prefilled { fields, version: page.file.child.version })
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::RestrictRecord)?;
    let workers = colleagues(&visit.session)?;
    let workers = workers.iter().filter(|worker| worker.id != visit.session.staff.id);
    let workers =
        workers.map(|worker| Choice::new(worker.id.to_string(), words::name(&worker.name))).collect();
    let questions = html! {
        (Checkboxes::new("circle", "Who else may read it?", workers)
            .hint("You are in the circle yourself.")
            .values(filling.fields.all("circle"))
            .error(filling.error("circle")))
        (Input::new("ring", "Whom does everybody else ring?")
            .hint("A name and a number. These words are all that others see.")
            .value(filling.get("ring"))
            .error(filling.error("ring")))
        (Textarea::new("reason", "Why is it restricted?")
            .hint("Only the circle reads this.")
            .value(filling.get("reason"))
            .error(filling.error("reason")))
        (Button::new("Restrict this record").warning())
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Restrict this record" }
        p class="govuk-body" {
            "Nobody outside the circle will see more than whom to ring: not in searches, lists, counts or the family of another child."
        }
        (visit.short_form(filling, questions))
    };
    Ok(identity::around(&page, "Restrict this record", body))
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let circle: Result<BTreeSet<Id<Staff>>, _> = filling.fields.all("circle").map(str::parse).collect();
    let circle = circle.map_err(|_| Refusal::field("circle", "Choose people from the list."))?;
    let (ring, reason) = (filling.get("ring").to_owned(), filling.get("reason").to_owned());
    restrict(&visit.session, &filling.sending(), child, circle, ring, reason)?;
    Ok(Sent::to(at(child, "")))
}
