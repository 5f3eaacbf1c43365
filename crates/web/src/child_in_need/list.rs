//! The open child in need plans: those whose review is overdue first, and which outcomes stand still.

use casework::Stop;
use casework::child_in_need::{Row, list};
use design::Content;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::child_in_need::Standing;
use maud::{Markup, html};

use super::{address, name, standing};
use crate::route::{Page, View, Visit};

/// The open plans.
pub(super) static LIST: Page<()> =
    Page { path: "/plans", name: "child in need plans", action: Action::SeeChildInNeedPlans, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let rows = list(&visit.session)?;
    let overdue = rows.iter().filter(|row| row.standing == Standing::Overdue).count();
    let near = rows.iter().filter(|row| row.standing == Standing::Near).count();
    let body = html! {
        h1 class="govuk-heading-l" { "Child in need plans" }
        @if rows.is_empty() {
            p class="govuk-body" { "No plan that you can read is open. A plan is made from the child’s record." }
        } @else {
            p class="govuk-body" { (rows.len()) " open, " (overdue) " with a review overdue, " (near) " with a review near." }
            (table(&rows, "Child in need plans"))
        }
        p class="govuk-hint" { (visit.house().pack.child_in_need.review_source) }
    };
    Ok(View::new("Child in need plans", body).wide())
}

/// Plans as a table.
pub(super) fn table(rows: &[Row], caption: &str) -> Markup {
    let columns =
        ["Child", "State", "Review by", "Reviewed last", "Outcomes", "Since"].map(Column::new).into();
    let each = rows.iter().map(|row| -> Vec<Content> {
        let (all, stuck) = row.outcomes;
        vec![
            html! { a class="govuk-link" href=(address(row.plan, "")) { (name(&row.name)) } }.into(),
            html! { (standing(row.standing)) @if row.to_agree { " " (Tone::Waiting.tag("Not agreed yet")) } }
                .into(),
            row.due.map_or_else(|| "No day".to_owned(), london::date_in_words).into(),
            row.reviewed_on.map_or_else(|| "Not yet".to_owned(), london::date_in_words).into(),
            html! {
                (all)
                @if stuck > 0 { " " (Tone::Waiting.tag(format!("{stuck} not moving"))) }
            }
            .into(),
            london::date_in_words(row.started_on).into(),
        ]
    });
    let table = CaseTable { caption_hidden: true, ..CaseTable::new(caption, columns, each.collect()) };
    html! { (table) }
}
