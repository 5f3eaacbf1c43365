//! The front door's queue: danger first, then what is due first; or sorted by a column, which an ordinary link does.

use casework::Stop;
use casework::work::{Row, queue};
use design::Content;
use design::own::{CaseTable, Column, Sorted};
use domain::access::Action;
use maud::html;

use super::rows;
use crate::power::OfChildren;
use crate::route::{Page, View, Visit};

pub(super) static QUEUE: Page<()> =
    Page { path: "/queue", name: "front door's queue", action: Action::SeeQueue, show };

/// The columns that can be sorted by, as the address names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// Danger first, then what is due first: the order of work.
    Due,
    Received,
    Stage,
    Holder,
}

impl By {
    fn read(name: &str) -> By {
        match name {
            "received" => By::Received,
            "stage" => By::Stage,
            "holder" => By::Holder,
            _ => By::Due,
        }
    }
}

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let (mut found, names) = queue(&visit.session)?;
    let asked = visit.query.get("sort");
    let (name, down) = asked.strip_prefix('-').map_or((asked, false), |name| (name, true));
    let by = By::read(name);
    match by {
        // The list comes in the order of work.
        By::Due => {}
        By::Received => found.sort_by_key(|row| row.listed.received_at),
        By::Stage => found.sort_by(|a, b| a.listed.stage.cmp(&b.listed.stage)),
        By::Holder => found.sort_by_key(|row| row.listed.holder.map(|holder| names.name(holder).to_owned())),
    }
    if down {
        found.reverse();
    }
    let column = |heading: &str, name: &str, column: By| {
        let sorted = (by == column).then_some(if down { Sorted::Descending } else { Sorted::Ascending });
        let turn = if sorted == Some(Sorted::Ascending) { "-" } else { "" };
        Column::sortable(heading, format!("/queue?sort={turn}{name}"), sorted)
    };
    let columns = vec![
        Column::new("About"),
        column("By when", "due", By::Due),
        column("Stage", "stage", By::Stage),
        column("In whose hands", "holder", By::Holder),
        column("Received", "received", By::Received),
    ];
    let running = OfChildren::ask(visit, found.iter().flat_map(|row| row.people.clone()))?;
    let danger = found.iter().filter(|row| row.listed.danger).count();
    let row = |row: &Row| -> Vec<Content> {
        vec![
            rows::named(row, &format!("/contacts/{}", row.listed.id), &running),
            rows::by_when(visit, row.listed.due),
            rows::stage(row),
            rows::holder(row, &names),
            rows::received(visit, row),
        ]
    };
    let table = CaseTable {
        caption_hidden: true,
        empty: "Nothing waits at the front door.".to_owned(),
        ..CaseTable::new("Contacts at the front door", columns, found.iter().map(row).collect())
    };
    let body = html! {
        h1 class="govuk-heading-l" { "Front door" }
        p class="govuk-body" {
            (found.len()) @if found.len() == 1 { " contact waits" } @else { " contacts wait" }
            @if danger > 0 { ", " strong { (danger) " with danger now" } }
            "."
        }
        (table)
    };
    Ok(View::new("Front door", body).wide())
}
