//! The prompts on a manager's own first page: what is asked of them, with the clock in words; and how many stand on the clinic's list.

use casework::Stop;
use casework::watch::{PromptRow, prompts};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::staff::Role;
use domain::watch::Waits;
use maud::{Markup, html};

use super::list::row;
use crate::route::Visit;

/// What stands on the work page of those who answer: nothing when nothing waits for them.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    if !visit.may(Action::AnswerPrompt) {
        return Ok(Markup::default());
    }
    let found = prompts(&visit.session)?;
    let clinic = found.rows.iter().filter(|row| row.prompt.record.is_for_clinic()).count();
    let mine: Vec<&PromptRow> =
        found.rows.iter().filter(|row| row.mine && row.prompt.record.waits == Waits::Answer).collect();
    let clinic = if visit.session.actor.is(Role::ServiceManager) { clinic } else { 0 };
    if mine.is_empty() && clinic == 0 {
        return Ok(Markup::default());
    }
    let title = format!("Consider a strategy discussion: {}", mine.len());
    let columns = ["About", "What asks", "Since", "By when", "State", "What to do"];
    let rows: Vec<_> = mine.iter().map(|one| row(visit, one, &found.names)).collect();
    Ok(html! {
        @if !rows.is_empty() { (CaseTable::new(title, columns.map(Column::new).into(), rows)) }
        @if clinic > 0 {
            p class="govuk-body" {
                a class="govuk-link" href="/watch" { "The clinic list of the escalation watch: " (clinic) @if clinic == 1 { " prompt" } @else { " prompts" } " that nobody answered" }
            }
        }
    })
}
