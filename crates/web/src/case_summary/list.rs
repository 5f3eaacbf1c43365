//! The open children whose summary is missing, stale or due again: what waited longest first.

use casework::Stop;
use casework::case_summary::{Row, list};
use design::Content;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::case_summary::Standing;
use maud::html;

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
            (CaseTable::new("Summaries to write", ["Child", "State", "Written", "Who works with the child"].map(Column::new).into(), rows.iter().map(row).collect()))
        }
        p class="govuk-hint" { "Due again after " (visit.house().pack.case_summary.due_days) " days, and stale at once when something of weight becomes known. " (visit.house().pack.case_summary.source) }
    };
    Ok(View::new("Case summaries", body).wide())
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
