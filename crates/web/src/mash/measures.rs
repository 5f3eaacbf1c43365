//! How agencies answer: counts by agency over a time, each with what it counts. No child can be told from them.

use casework::Stop;
use design::Content;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use jiff::SignedDuration;
use maud::html;

use super::agency_name;
use crate::route::{Page, View, Visit};

/// How agencies answer.
pub(super) static MEASURES: Page<()> =
    Page { path: "/hub/measures", name: "how agencies answer", action: Action::SeeHubMeasures, show };

/// Over how long: a quarter of a year.
const OVER: SignedDuration = SignedDuration::from_hours(91 * 24);

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let until = visit.session.at;
    let from = until.saturating_sub(OVER).unwrap_or(until);
    let found = casework::mash::timeliness(&visit.session, from, until)?;
    let pack = &visit.house().pack;
    let row = |line: &casework::mash::Timeliness| -> Vec<Content> {
        let mean = line.took.checked_div(line.answered).map(|micros| micros / 60_000_000);
        vec![
            agency_name(pack, &line.agency, "").into(),
            line.asked.to_string().into(),
            share(line.answered, line.asked).into(),
            share(line.in_time, line.asked).into(),
            line.overdue.to_string().into(),
            mean.map_or_else(|| "".into(), |minutes| format!("{minutes} minutes").into()),
        ]
    };
    let columns = ["Agency", "Asked", "Answered", "Answered in time", "Overdue now", "Mean time to answer"];
    let columns = columns
        .into_iter()
        .enumerate()
        .map(|(place, heading)| Column { numeric: place > 0, ..Column::new(heading) });
    let attended = casework::meeting::measures(&visit.session, from, until)?;
    let body = html! {
        h1 class="govuk-heading-l" { "How agencies answer" }
        p class="govuk-body" { "From " (london::date_in_words(london::date_of(from))) " until now, counted as you opened this page." }
        (CaseTable { empty: "Nobody was asked in this time.".into(), caption_hidden: true, ..CaseTable::new("How agencies answer", columns.collect(), found.iter().map(row).collect()) })
        p class="govuk-body" {
            "Asked: requests sent and not taken back. In time: the first answer by the time on the request, telephone answers too. Overdue now: not answered, and the time has gone by. Mean: from asked to first answer, in hours by the clock."
        }
        h2 class="govuk-heading-m" { "How agencies attend meetings" }
        (crate::meeting::measures::section(visit, &attended))
    };
    Ok(View::new("How agencies answer", body).wide())
}

/// "3 (75%)".
fn share(part: u64, whole: u64) -> String {
    match (part * 100).checked_div(whole) {
        Some(percent) => format!("{part} ({percent}%)"),
        None => part.to_string(),
    }
}
