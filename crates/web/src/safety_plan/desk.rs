//! What safety plans ask of somebody, on their own first page: plans they look after, what waits for managers, promises to children.

use casework::Stop;
use casework::safety_plan::on_my_desk;
use maud::{Markup, html};

use super::{list, words};
use crate::route::Visit;

/// Safety plans' part of the first page; nothing when they ask nothing.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    let desk = on_my_desk(&visit.session)?;
    let counts = desk.counts.map_or([0; 3], |counts| [counts.expired, counts.awaits_day, counts.to_agree]);
    let said: Vec<String> = counts
        .iter()
        .zip(["ran out", "made by night and not answered", "without a manager's agreement"])
        .filter(|(count, _)| **count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    Ok(html! {
        @if !desk.mine.is_empty() || !said.is_empty() {
            h2 class="govuk-heading-m" { "Safety plans" }
            @if !said.is_empty() { p class="govuk-body" { a class="govuk-link" href="/safety-plans" { "Safety plans: " (said.join(", ")) } } }
            @if !desk.mine.is_empty() { (list::table(visit, &desk.mine, "Safety plans you look after")) }
        }
        @if !desk.promises.is_empty() {
            h2 class="govuk-heading-m" { "Promises to children" }
            ul class="govuk-list" {
                @for due in &desk.promises {
                    li {
                        (words::name(&due.name)) ": " (words::name(&due.who)) " promised “" (words::name(&due.what)) "”. "
                        a class="govuk-link" href={ "/children/" (due.child) "/own-plan/promises/" (due.place) } {
                            "Was it kept?" span class="govuk-visually-hidden" { " " (due.name) ", promise " (due.place + 1) }
                        }
                    }
                }
            }
        }
    })
}
