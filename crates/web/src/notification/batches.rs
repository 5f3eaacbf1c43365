//! The batches that came, what was taken of each, and the rows that somebody must mend.

use casework::Stop;
use casework::notification::{batch, batches};
use design::Content;
use design::govuk::{BackLink, SummaryList, SummaryRow};
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::notification::{Batch, REFERENCE, RefusedRow};
use domain::person::name::shown_in_line;
use maud::{Render, html};

use super::words;
use crate::route::{Page, View, Visit};

pub(super) static BATCHES: Page<()> = Page {
    path: "/notifications/batches",
    name: "batches of notifications",
    action: Action::SeeNotifications,
    show: show_all,
};

pub(super) static BATCH: Page<Id<Batch>> = Page {
    path: "/notifications/batches/{batch}",
    name: "batch of notifications",
    action: Action::SeeNotifications,
    show,
};

fn show_all(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let batches = batches(&visit.session)?;
    let row = |batch: &Batch| -> Vec<Content> {
        let when = london::moment_in_short(batch.received_at, visit.session.at);
        vec![
            html! {
                a class="govuk-link" href={ "/notifications/batches/" (batch.id) } {
                    (words::agency(visit, &batch.agency)) ", " (when)
                }
            }
            .into(),
            batch.way.words().into(),
            batch.rows.to_string().into(),
            batch.taken.to_string().into(),
            batch.changed.to_string().into(),
            batch.refused.to_string().into(),
            html! {
                @if batch.is_finished() { (Tone::Done.tag("Taken in")) }
                @else { (Tone::Waiting.tag("Being taken in")) }
            }
            .into(),
        ]
    };
    let number = |heading: &str| Column { numeric: true, ..Column::new(heading) };
    let columns = vec![
        Column::new("Batch"),
        Column::new("How it came"),
        number("Incidents"),
        number("New"),
        number("Changed"),
        number("To mend at first"),
        Column::new("State"),
    ];
    let table = CaseTable {
        caption_hidden: true,
        empty: "No batch has come yet.".to_owned(),
        ..CaseTable::new("Batches of notifications", columns, batches.iter().map(row).collect())
    }
    .stacked();
    let body = html! {
        h1 class="govuk-heading-l" { "Batches of notifications" }
        (table)
    };
    Ok(View::new("Batches of notifications", body).before(BackLink::to("/notifications").render()).wide())
}

fn show(visit: &Visit<'_>, id: Id<Batch>) -> Result<View, Stop> {
    let view = batch(&visit.session, id)?;
    let known = &view.batch;
    let line = |key: &str, value: String| SummaryRow::new(key, value.as_str());
    let mut lines = vec![
        line("From", words::agency(visit, &known.agency)),
        line("Received", london::moment_in_words(known.received_at)),
        line("How it came", format!("{}, {}", known.way.words(), known.format.words())),
        line("Incidents", known.rows.to_string()),
        line("New", known.taken.to_string()),
        line("Sent before, with other words now", known.changed.to_string()),
        line("Sent before, word for word", known.same.to_string()),
        line("Could not be taken as they were", known.refused.to_string()),
    ];
    if !known.name.is_empty() {
        lines.insert(1, line("File", shown_in_line(&known.name)));
    }
    let row = |row: &RefusedRow| -> Vec<Content> {
        let reference = shown_in_line(row.row.get(REFERENCE));
        vec![
            html! {
                a class="govuk-link" href={ "/notifications/rows/" (row.id) } {
                    "Mend line " (row.row.line) @if !reference.is_empty() { ": " bdi { (reference) } }
                }
            }
            .into(),
            html! {
                ul class="govuk-list govuk-!-margin-bottom-0" {
                    @for problem in &row.problems { li { (shown_in_line(&problem.words)) } }
                }
            }
            .into(),
        ]
    };
    let columns = vec![Column::new("Row"), Column::new("What is wrong with it")];
    let table = CaseTable {
        empty: "None.".to_owned(),
        ..CaseTable::new("Rows to mend", columns, view.refused.iter().map(row).collect())
    }
    .stacked();
    let body = html! {
        h1 class="govuk-heading-l" { "A batch of notifications" }
        (SummaryList::new(lines))
        @if !known.findings.is_empty() {
            h2 class="govuk-heading-m" { "Noticed about the file" }
            ul class="govuk-list govuk-list--bullet" { @for finding in &known.findings { li { (shown_in_line(finding)) } } }
        }
        @for ring in &view.rings { (words::ring(ring)) }
        (table)
        p class="govuk-body" { a class="govuk-link" href="/notifications" { "Notifications that wait" } }
    };
    Ok(View::new("A batch of notifications", body)
        .before(BackLink::to("/notifications/batches").render())
        .wide())
}
