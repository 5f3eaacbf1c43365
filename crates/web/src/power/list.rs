//! Everything that runs, by when it ends: for managers and the night team. On somebody's own first page what runs for their children; on tonight's board
//! what ends before the day team is back, and all police protection and emergency protection.

use casework::Stop;
use casework::power::{Running, own, running};
use design::Content;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::pack::PowerAbout;
use domain::person::name::shown_in_line;
use domain::power::{EndsBy, Standing};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{at, clock};
use crate::route::{Page, View, Visit};

/// All that runs.
pub(super) static LIST: Page<()> =
    Page { path: "/powers", name: "powers and orders that run", action: Action::SeePowers, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = running(&visit.session)?;
    let passed = found.iter().filter(|one| one.countdown.standing == Standing::Passed).count();
    let body = html! {
        h1 class="govuk-heading-l" { "Powers and orders" }
        p class="govuk-body" {
            @match found.len() { 0 => "Nothing runs that you may know of.", 1 => "1 runs.", count => { (count) " run." } }
            @if passed > 0 { " " strong { (passed) " past the end, without a record of what happened." } }
        }
        @if !found.is_empty() { (table(visit, "Powers and orders that run", &found)) }
    };
    Ok(View::new("Powers and orders", body).wide())
}

fn table(visit: &Visit<'_>, caption: &str, found: &[Running]) -> Markup {
    let columns = ["Child", "What is left", "Taken or made by", "What to do"].map(Column::new).into();
    let rows = found.iter().map(|one| row(visit, one)).collect();
    html! { (CaseTable { caption_hidden: true, ..CaseTable::new(caption, columns, rows) }) }
}

fn row(visit: &Visit<'_>, one: &Running) -> Vec<Content> {
    let made = [&one.power.made_by.name, &one.power.made_by.body].map(|words| words.trim());
    let made: Vec<&str> = made.into_iter().filter(|words| !words.is_empty()).collect();
    let verb = if one.countdown.standing == Standing::Passed { "Say what happened" } else { "Open" };
    vec![
        html! {
            a class="govuk-link" href={ "/children/" (one.countdown.child) } { bdi { (shown_in_line(&one.name)) } }
        }
        .into(),
        html! { (clock(&one.countdown)) }.into(),
        // Who made it is in the record: whoever may only know that it runs does not read that.
        if visit.may(Action::ReadPower) { shown_in_line(&made.join(", ")).into() } else { "Not shown to you".into() },
        html! {
            @if visit.may(Action::ReadPower) {
                a class="govuk-link" href=(at(one.countdown.power, "")) {
                    (verb) span class="govuk-visually-hidden" { ": " (one.countdown.name) " of " (shown_in_line(&one.name)) }
                }
            } @else { "Ask the child's worker" }
        }
        .into(),
    ]
}

/// What runs for the children somebody works with, on their own first page.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    let found = own(&visit.session)?;
    if found.is_empty() {
        return Ok(Markup::default());
    }
    Ok(html! {
        h2 class="govuk-heading-m" { "Powers and orders that run: " (found.len()) }
        (table(visit, "Powers and orders that run for your children", &found))
        p class="govuk-body" { a class="govuk-link" href="/powers" { "All that run" } }
    })
}

/// What the night must know of: what is past its end, what ends before a moment, and whatever the law or a court took to protect a child at once.
pub(crate) fn tonight(visit: &Visit<'_>, ends: Timestamp) -> Result<Markup, Stop> {
    if !visit.may(Action::SeePowers) {
        return Ok(Markup::default());
    }
    let powers = &visit.house().pack.powers;
    let mut found = running(&visit.session)?;
    found.retain(|one| {
        let kind = powers.kind(&one.countdown.kind);
        let at_once = kind.is_some_and(|kind| {
            kind.about == PowerAbout::Child
                && kind.ends != EndsBy::Review
                && kind.limit != domain::calendar::Limit::Set
        });
        at_once || one.countdown.ends <= ends
    });
    Ok(html! {
        @if !found.is_empty() {
            h2 class="govuk-heading-m" { "Powers and orders that run: " (found.len()) }
            (table(visit, "Powers and orders tonight", &found))
            p class="govuk-body" { a class="govuk-link" href="/powers" { "All that run" } }
        }
    })
}
