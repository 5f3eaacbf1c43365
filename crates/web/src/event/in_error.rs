//! Saying that an event should never have been recorded: another child's, a mistake of the hand. It stays to be read and counts for nothing.

use casework::Stop;
use casework::event::withdraw;
use design::govuk::{Button, Textarea};
use domain::access::Action;
use domain::event::Event;
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, html};

use super::{at_event, page};
use crate::child::identity;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Saying that an event was recorded in error.
pub(super) static IN_ERROR: Act<(Id<Person>, Id<Event>)> = Act {
    path: "/children/{child}/events/{event}/error",
    name: "event recorded in error",
    action: Action::CorrectEvent,
    prefill: |visit, (child, event), _: At| {
        let view = page::of_child(visit, *child, *event)?;
        Ok(Prefilled { fields: Fields::default(), version: view.event.version.0 })
    },
    show,
    send: |visit, (child, event), filling| {
        page::of_child(visit, child, event)?;
        withdraw(&visit.session, &filling.sending(), event, filling.get("reason"))?;
        Ok(Sent::to(at_event(child, event, "")))
    },
};

fn show(visit: &Visit<'_>, (child, event): (Id<Person>, Id<Event>), filling: &Filling) -> Result<View, Stop> {
    let view = page::of_child(visit, child, event)?;
    let record = &view.event.record;
    let name = record.name(&visit.house().pack);
    let body = html! {
        (filling.notices(&[("reason", WHY)]))
        span class="govuk-caption-l" { (name) ", " (page::happened(record)) }
        h1 class="govuk-heading-l" { "It was recorded in error" }
        p class="govuk-body" { "The event stays to be read, with your reason. It leaves the chronology and counts for nothing in the escalation watch. If only a part is wrong, "
            a class="govuk-link" href=(at_event(child, event, "/correct")) { "correct it" } " instead." }
        (visit.form(filling, asks_why(filling)))
    };
    identity::about(visit, child, Action::ReadFile, "Recorded in error", body)
}

/// The question of everybody who says that a record should never have been made.
pub(crate) const WHY: &str = "Why should it not have been recorded?";

/// It, with the button.
pub(crate) fn asks_why(filling: &Filling) -> Markup {
    html! {
        (Textarea::new("reason", WHY).rows(3).value(filling.get("reason")).error(filling.error("reason")))
        (Button::new("Mark as recorded in error").warning())
    }
}
