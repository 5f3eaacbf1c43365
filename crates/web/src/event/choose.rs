//! What kind of event it is: each kind has a form of its own, so that only what matters is asked.

use casework::Stop;
use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use maud::html;

use super::at;
use crate::child::identity;
use crate::route::{Page, View, Visit};

/// Choosing the kind of an event.
pub(super) static CHOOSE: Page<Id<Person>> = Page {
    path: "/children/{child}/events/new",
    name: "choose a kind of event",
    action: Action::RecordEvent,
    show,
};

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let body = html! {
        h1 class="govuk-heading-l" { "Record a significant event" }
        p class="govuk-body" { "What kind of event is it? It is recorded once, for every child it is about." }
        dl class="govuk-summary-list" {
            @for kind in &visit.house().pack.events.kinds {
                div class="govuk-summary-list__row" {
                    dt class="govuk-summary-list__key" {
                        a class="govuk-link" href=(at(child, &format!("/new/{}", kind.code))) { (kind.name) }
                    }
                    dd class="govuk-summary-list__value" { (kind.words) }
                }
            }
        }
    };
    identity::about(visit, child, Action::RecordEvent, "Record a significant event", body)
}
