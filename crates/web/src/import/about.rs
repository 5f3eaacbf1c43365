//! What was brought about a record and waits for somebody who reads it, on the page of that record.

use casework::Stop;
use casework::import::about::waiting;
use design::govuk::InsetText;
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, Render, html};

use crate::route::Visit;

/// A link to each proposal that is for those who read the record; nothing when there is none.
pub(crate) fn of_child(visit: &Visit<'_>, child: Id<Person>) -> Result<Markup, Stop> {
    let waiting = waiting(&visit.session, child)?;
    let links = waiting.iter().map(|one| {
        html! {
            p class="govuk-body" {
                a class="govuk-link" href={ "/brought/" (one.import) "/" (one.number) } {
                    "Decide what a file says that may be about this record"
                }
                " (" (one.source) ", proposal " (one.number) ")"
            }
        }
    });
    Ok(html! {
        @if !waiting.is_empty() {
            (InsetText::new(html! {
                p class="govuk-body" { "Brought from another system, and waiting for somebody who reads this record:" }
                @for link in links { (link) }
            }).render())
        }
    })
}
