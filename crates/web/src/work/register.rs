//! Every queue with its size, its oldest piece of work and who answers for it, as far as this viewer may read what waits there.

use casework::Stop;
use casework::work::{Registered, register};
use design::Content;
use design::own::{CaseTable, Column};
use domain::access::Action;
use maud::html;

use super::rows;
use crate::route::{Page, View, Visit};

pub(super) static REGISTER: Page<()> =
    Page { path: "/queues", name: "queues", action: Action::SeeQueueRegister, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let queues = register(&visit.session)?;
    let row = |queue: &Registered| -> Vec<Content> {
        let oldest = queue.length.oldest.map_or_else(|| "Nothing waits".into(), |at| rows::moment(visit, at));
        vec![queue.name.into(), queue.length.size.to_string().into(), oldest, queue.owner.into()]
    };
    let columns = vec![
        Column::new("Queue"),
        Column { numeric: true, ..Column::new("How many") },
        Column::new("Oldest since"),
        Column::new("Who answers for it"),
    ];
    let table = CaseTable {
        caption_hidden: true,
        ..CaseTable::new("Every queue", columns, queues.iter().map(row).collect())
    };
    let body = html! {
        h1 class="govuk-heading-l" { "Queues" }
        p class="govuk-body" { "Work that you may not read is not counted here." }
        (table)
        @if visit.may(Action::SeeQueue) { p class="govuk-body" { a class="govuk-link" href="/queue" { "Open the front door's queue" } } }
    };
    Ok(View::new("Queues", body))
}
