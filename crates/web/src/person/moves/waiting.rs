//! Moves that wait: for a second person where a plan is in force, or for whoever asked to look once more at what goes where.

use casework::Stop;
use casework::person::moved::{MoveRow, on_my_desk, waiting};
use casework::staff::Names;
use design::Content;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use maud::{Markup, html};

use super::address;
use crate::child::words;
use crate::route::{Page, View, Visit};

/// The moves that wait.
pub(super) static LIST: Page<()> =
    Page { path: "/moves", name: "moves between records that wait", action: Action::SeeMoves, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let (rows, names) = waiting(&visit.session)?;
    let rows: Vec<&MoveRow> = rows.iter().collect();
    let body = html! {
        h1 class="govuk-heading-l" { "Moves between records" }
        p class="govuk-body" { "What was written on the wrong child is moved from that child’s record. Where one of the two has a plan or a power in force, a second person confirms it." }
        @if rows.is_empty() {
            p class="govuk-body" { "No move between records that you can read waits for anything." }
        } @else {
            (table("Moves that wait", &rows, Some(&names)))
        }
    };
    Ok(View::new("Moves between records", body).wide())
}

fn table(caption: &str, rows: &[&MoveRow], names: Option<&Names>) -> Markup {
    let mut columns: Vec<Column> =
        ["What", "It stands on", "It belongs to", "Asked for"].map(Column::new).into();
    if names.is_some() {
        columns.push(Column::new("By"));
    }
    let each = rows.iter().map(|row| -> Vec<Content> {
        let what = if row.back { "Take it back" } else { "Move it" };
        let mut cells: Vec<Content> = vec![
            html! {
                a class="govuk-link" href=(address(row.id)) { (what) }
                @if row.two_people { " " (Tone::Waiting.tag("A second person confirms it")) }
            }
            .into(),
            words::name(&row.from).into(),
            words::name(&row.to).into(),
            london::moment_in_words(row.at).into(),
        ];
        cells.extend(names.map(|names| words::name(names.name(row.by)).into()));
        cells
    });
    html! { (CaseTable::new(caption, columns, each.collect()).stacked()) }
}

/// Moves that wait for this person: nothing when none does.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    let rows = on_my_desk(&visit.session)?;
    let rows: Vec<&MoveRow> = rows.iter().collect();
    Ok(html! {
        @if !rows.is_empty() { (table("Moves between records that wait for you", &rows, None)) }
    })
}
