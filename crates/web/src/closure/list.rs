//! The closings of which something waits: a manager's decision, an answer to a question, early help that has not accepted.

use casework::Stop;
use casework::closure::{Row, waiting};
use casework::staff::Names;
use design::Content;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::closure::Stage;
use maud::{Markup, html};

use super::address;
use super::words::{name, stage};
use crate::route::{Page, View, Visit};

/// The closings that wait.
pub(super) static LIST: Page<()> =
    Page { path: "/closures", name: "closings that wait", action: Action::SeeClosures, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let (rows, names) = waiting(&visit.session)?;
    let of = |wanted: Stage| -> Vec<&Row> { rows.iter().filter(|row| row.stage == wanted).collect() };
    let lists = [
        ("To decide", of(Stage::Proposed)),
        ("Sent back with a question", of(Stage::Returned)),
        ("Stepped down, and nobody has accepted it", of(Stage::Closed)),
    ];
    let body = html! {
        h1 class="govuk-heading-l" { "Closings" }
        p class="govuk-body" { "Closing is proposed from the child’s record, and decided by a manager who did not propose it." }
        @if rows.is_empty() { p class="govuk-body" { "No closing that you can read waits for anything." } }
        @for (caption, rows) in &lists {
            @if !rows.is_empty() { (table(caption, rows, Some(&names))) }
        }
        p class="govuk-hint" { (visit.house().pack.closure.source) }
    };
    Ok(View::new("Closings", body).wide())
}

/// Closings as a table.
pub(super) fn table(caption: &str, rows: &[&Row], names: Option<&Names>) -> Markup {
    let mut columns: Vec<Column> = ["Child", "Stands", "Proposed"].map(Column::new).into();
    if names.is_some() {
        columns.push(Column::new("By"));
    }
    let each = rows.iter().map(|row| -> Vec<Content> {
        let mut cells: Vec<Content> = vec![
            html! { a class="govuk-link" href=(address(row.closure, "")) { (name(&row.name)) } }.into(),
            html! {
                (stage(row.stage))
                @if row.withdrawn { " " (Tone::Pressing.tag("Consent withdrawn or not engaging")) }
                @if row.stage == Stage::Closed { " " (Tone::Pressing.tag("Step down not accepted")) }
            }
            .into(),
            london::moment_in_words(row.at).into(),
        ];
        cells.extend(names.map(|names| name(names.name(row.by)).into()));
        cells
    });
    html! { (CaseTable::new(caption, columns, each.collect())) }
}
