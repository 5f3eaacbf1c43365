//! The decisions that wait to be read a second time by this manager.

use casework::Stop;
use casework::second_reading::mine;
use design::Content;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::Due;
use domain::second_reading::SecondReading;
use maud::{Markup, html};

use crate::route::{Page, View, Visit};
use crate::work::rows;

pub(super) static MINE: Page<()> =
    Page { path: "/second-readings", name: "my second readings", action: Action::SeeSecondReadings, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let body = html! {
        h1 class="govuk-heading-l" { "Decisions to read a second time" }
        p class="govuk-body" {
            "A share of decisions is drawn by lot and decided again by another manager who does not know the first answer. Nothing that you answer changes what was decided."
        }
        (table(visit, true)?)
    };
    Ok(View::new("Decisions to read a second time", body))
}

/// What stands on the work page: nothing when nothing waits.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    if !visit.may(Action::SeeSecondReadings) || mine(&visit.session)?.is_empty() {
        return Ok(Markup::default());
    }
    table(visit, false)
}

fn table(visit: &Visit<'_>, alone: bool) -> Result<Markup, Stop> {
    let waiting = mine(&visit.session)?;
    let row = |reading: &SecondReading| -> Vec<Content> {
        let address = format!("/second-readings/{}", reading.id);
        vec![
            html! { a class="govuk-link" href=(address) { "Read contact " (reading.reference) } }.into(),
            rows::by_when(visit, reading.clock.due.map(Due::instant)),
        ]
    };
    let caption = format!("To read a second time: {}", waiting.len());
    let columns = ["What to do", "By when"].map(Column::new).into();
    let rows = waiting.iter().map(|known| row(&known.record)).collect();
    let table = CaseTable {
        caption_hidden: true,
        empty: "Nothing waits for you.".into(),
        ..CaseTable::new(&*caption, columns, rows)
    };
    Ok(html! {
        @if !alone { h2 class="govuk-heading-m" { (caption) } }
        (table)
    })
}
