//! The latest significant events on a child's own page, as they were known at the moment it shows.

use casework::child::ChildPage;
use maud::{Markup, html};

use super::{at, at_event, list, page};
use crate::child::asked::Asked;
use crate::route::Visit;

/// How many stand on the child's own page.
const LATEST: usize = 5;

/// The latest events; nothing when there are none.
pub(crate) fn of_child(visit: &Visit<'_>, asked: &Asked, file: &ChildPage) -> Markup {
    let child = file.file.child.record.id;
    let events: Vec<_> = list::newest_first(file).into_iter().filter(|event| event.stands()).collect();
    if events.is_empty() {
        return html! {};
    }
    html! {
        h2 class="govuk-heading-m" { "Significant events" }
        ul class="govuk-list govuk-list--spaced" {
            @for event in events.iter().take(LATEST) {
                li {
                    (page::happened(event)) ": "
                    a class="govuk-link" href=(at_event(child, event.id, "")) { (event.name(&visit.house().pack)) }
                    (list::told(visit, event))
                }
            }
        }
        p class="govuk-body" {
            a class="govuk-link" href={ (at(child, "")) (asked.query(file)) } { "All significant events: " (file.file.events.len()) }
        }
    }
}
