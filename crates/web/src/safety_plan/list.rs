//! The safety plans that stand: what ran out first at the top, then what was broken, is to be reviewed, runs out soon. With what waits of each.

use casework::Stop;
use casework::safety_plan::{Row, list};
use design::Content;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::safety_plan::Standing;
use maud::{Markup, html};

use super::{at, words};
use crate::route::{Page, View, Visit};

/// The plans that stand.
pub(super) static LIST: Page<()> =
    Page { path: "/safety-plans", name: "safety plans", action: Action::SeeSafetyPlans, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let rows = list(&visit.session)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Safety plans" }
        @if rows.is_empty() {
            p class="govuk-body" { "No safety plan stands that you can read." }
        } @else {
            p class="govuk-body" { (in_words(&rows)) }
            (table(visit, &rows, "Safety plans that stand"))
        }
        p class="govuk-body" { "A plan is made from the child's record. It holds for at most " (visit.house().pack.safety_plans.longest_days) " days, then somebody renews, replaces or ends it." }
    };
    Ok(View::new("Safety plans", body).wide())
}

fn in_words(rows: &[Row]) -> String {
    let count = |wanted: Standing| rows.iter().filter(|row| row.standing == wanted).count();
    let parts = [
        (count(Standing::Expired), "ran out"),
        (count(Standing::Broken), "broken"),
        (count(Standing::ToReview), "to be reviewed"),
        (count(Standing::Expiring), "running out"),
        (rows.iter().filter(|row| row.day_by.is_some()).count(), "made by night and not answered"),
        (rows.iter().filter(|row| row.to_agree).count(), "without a manager's agreement"),
    ];
    let said: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    let said = if said.is_empty() { "Nothing of them waits".to_owned() } else { said.join(", ") };
    format!("{} in all. {said}.", rows.len())
}

/// Plans as a table.
pub(super) fn table(visit: &Visit<'_>, rows: &[Row], caption: &str) -> Markup {
    let columns =
        ["Children", "State", "Until", "Next check", "Looked after by", "What waits"].map(Column::new).into();
    let each = rows.iter().map(|row| -> Vec<Content> {
        let children = html! { a class="govuk-link" href=(at(row.plan, "")) { (words::names(row.children.iter().map(String::as_str))) } };
        let next = row.next_check.map_or_else(|| "Not set".to_owned(), |next| london::moment_in_short(next, visit.session.at));
        vec![
            children.into(),
            html! { (words::standing(row.standing)) }.into(),
            london::moment_in_words(row.expires).into(),
            html! { (next) @if row.next_check.is_some_and(|next| next <= visit.session.at) { " " (Tone::Pressing.tag("Overdue")) } }.into(),
            words::name(&row.monitor).into(),
            waits(visit, row).into(),
        ]
    });
    let table = CaseTable { caption_hidden: true, ..CaseTable::new(caption, columns, each.collect()) };
    html! { (table) }
}

fn waits(visit: &Visit<'_>, row: &Row) -> Markup {
    let mut said: Vec<String> = Vec::new();
    if let Some(by) = row.day_by {
        let late = if by <= visit.session.at { " Overdue." } else { "" };
        said.push(format!(
            "Made by night: the day team renews, replaces or ends it by {}.{late}",
            london::moment_in_words(by)
        ));
    }
    if row.to_agree {
        said.push(if row.own {
            "A manager agrees; you wrote it.".into()
        } else {
            "A manager agrees.".into()
        });
    }
    if row.unexplained {
        said.push("Every action falls on those in danger: say why.".into());
    }
    if row.unchanged >= visit.house().pack.safety_plans.renewals_unchanged {
        said.push(format!("Renewed {} times without a change.", row.unchanged));
    }
    if row.to_collect > 0 {
        let copies =
            if row.to_collect == 1 { "1 copy".to_owned() } else { format!("{} copies", row.to_collect) };
        said.push(format!("{copies} to collect."));
    }
    html! { @for (place, words) in said.iter().enumerate() { @if place > 0 { br; } (words) } }
}
