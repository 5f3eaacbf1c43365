//! The open children whose summary is missing, stale or due again: what waited longest first.

use casework::Stop;
use casework::case_summary::{Row, list};
use design::Content;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::case_summary::Standing;
use maud::{Markup, html};

use super::{at, block};
use crate::child::words;
use crate::route::{Page, View, Visit};

/// The list.
pub(super) static LIST: Page<()> =
    Page { path: "/case-summaries", name: "case summaries to write", action: Action::SeeCaseSummaries, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let rows = list(&visit.session)?;
    let count = |wanted: fn(&Standing) -> bool| rows.iter().filter(|row| wanted(&row.standing)).count();
    let (missing, stale, due) = (
        count(|standing| matches!(standing, Standing::Missing)),
        count(|standing| matches!(standing, Standing::Stale(_))),
        count(|standing| matches!(standing, Standing::Due { .. })),
    );
    let body = html! {
        h1 class="govuk-heading-l" { "Case summaries" }
        @if rows.is_empty() {
            p class="govuk-body" { "Every open child whom you may read of has a current summary." }
        } @else {
            p class="govuk-body" { (missing) " missing, " (stale) " stale, " (due) " due again." }
            (yours(visit, &rows))
        }
        p class="govuk-hint" { "Due again after " (visit.house().pack.case_summary.due_days) " days, and stale at once when something of weight becomes known. " (visit.house().pack.case_summary.source) }
    };
    Ok(View::new("Case summaries", body).wide())
}

/// The children with whom the viewer works, before those of colleagues.
fn yours(visit: &Visit<'_>, rows: &[Row]) -> Markup {
    let me = &visit.session.staff.name;
    let (mine, others): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.workers.contains(me));
    let table = |caption: String, rows: Vec<&Row>| {
        let columns = ["Child", "State", "Written", "Workers"].map(Column::new).into();
        CaseTable::new(caption, columns, rows.into_iter().map(row).collect())
    };
    html! {
        @if mine.is_empty() { (table("Summaries to write".into(), others)) } @else {
            (table(format!("Children you work with: {}", mine.len()), mine))
            @if !others.is_empty() { (table(format!("Children of colleagues: {}", others.len()), others)) }
        }
    }
}

fn row(row: &Row) -> Vec<Content> {
    let child = html! { a class="govuk-link" href=(at(row.child, "")) { (words::name(&row.name)) } };
    let written =
        row.written_at.map_or_else(|| "Never".to_owned(), |at| london::date_in_words(london::date_of(at)));
    vec![
        child.into(),
        block::stands(&row.standing).into(),
        written.into(),
        words::name(&row.workers.join(", ")).into(),
    ]
}
