//! The practice pack in use: by when what must be done, who says so, and how far that binds.

use casework::Stop;
use design::Content;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::pack::Timer;
use maud::html;

use crate::route::{Page, View, Visit};

pub(super) static PRACTICE: Page<()> =
    Page { path: "/practice", name: "practice in use", action: Action::ChangePack, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let pack = &visit.house().pack;
    let row = |timer: &Timer| -> Vec<Content> {
        vec![
            html! { (timer.id) " " (timer.name) }.into(),
            html! {
                (timer.limit)
                @if let Some(reason) = &timer.reason { p class="govuk-hint" { "Loosened here: " (reason) } }
                @if let Some(note) = &timer.note { p class="govuk-hint" { (note) } }
            }
            .into(),
            timer.starts.as_str().into(),
            timer.stops.as_str().into(),
            html! { (timer.source) " (" (timer.mark.words()) ")" }.into(),
        ]
    };
    let columns =
        ["Clock", "How long", "Starts", "Stops", "Where the number comes from"].map(Column::new).into();
    let timers = pack.timers.iter().map(row).collect();
    let body = html! {
        h1 class="govuk-heading-l" { "Practice in use" }
        p class="govuk-body" { "Pack " code { (pack.version()) } ", for " (pack.council.name) "." }
        p class="govuk-body" { a class="govuk-link" href="/thresholds" { "The threshold document: " (pack.thresholds.title) } }
        p class="govuk-body" { a class="govuk-link" href="/forms" { "The forms, as they look and on paper" } }
        h2 class="govuk-heading-m" { "Clocks" }
        p class="govuk-body" { "Law, statutory guidance and national specifications may be tightened here, and loosened only with a reason." }
        (CaseTable { caption_hidden: true, ..CaseTable::new("Clocks", columns, timers) })
    };
    Ok(View::new("Practice in use", body).wide())
}
