//! Child in need plans elsewhere: on the child's record, and on a worker's first page.

use casework::Stop;
use casework::child_in_need::{on_my_desk, to_agree};
use domain::access::Action;
use domain::calendar::london;
use domain::child_file::ChildFile;
use domain::id::Id;
use domain::person::Person;
use jiff::Timestamp;
use maud::{Markup, html};

use super::{address, list, standing, verbatim};
use crate::route::Visit;

/// What can be done about plans, as a link for a child's page.
pub(crate) fn acts(child: Id<Person>, may: &[Action]) -> Markup {
    html! {
        @if may.contains(&Action::ReadChildInNeedPlan) {
            p class="govuk-body" { a class="govuk-link" href={ "/children/" (child) "/plan" } { "Child in need plan" } }
        }
    }
}

/// The child's plans, now or as they were known: nothing when there is none.
pub(crate) fn of_child(visit: &Visit<'_>, file: &ChildFile, at: Timestamp) -> Markup {
    let day = london::date_of(at);
    let plans = &visit.house().pack.child_in_need;
    html! {
        @if !file.need_plans.is_empty() {
            h2 class="govuk-heading-m" { "Child in need plan" }
            @for plan in file.need_plans.iter().rev().map(|filed| &filed.record) {
                p class="govuk-body" {
                    (standing(plan.standing(day, plans))) " "
                    a class="govuk-link" href=(address(plan.id, "")) { "Plan from " (london::date_in_words(plan.started_on)) }
                    @match &plan.ended {
                        Some(ended) => { " until " (london::date_in_words(ended.on)) "." },
                        None => { @if let Some(due) = plan.review_due() { ", review by " (london::date_in_words(due)) "." } },
                    }
                }
                @if plan.is_open() {
                    ul class="govuk-list govuk-list--bullet" {
                        @for outcome in &plan.now.words.outcomes { li { (verbatim(&outcome.what)) } }
                    }
                }
            }
        }
    }
}

/// The plans that wait for a manager's agreement, and those of a worker's own children whose review is near or overdue: nothing when there is none.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    let rows = on_my_desk(&visit.session)?;
    let agree = to_agree(&visit.session)?;
    Ok(html! {
        @if !agree.is_empty() {
            h2 class="govuk-heading-m" { "Child in need plans to agree: " (agree.len()) }
            (list::table(&agree, "Child in need plans to agree"))
        }
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" { "Child in need plans to review: " (rows.len()) }
            (list::table(&rows, "Child in need plans to review"))
        }
    })
}
