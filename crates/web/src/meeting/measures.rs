//! How agencies attend and answer, and how fast minutes leave: counts, with what each means beside them.

use casework::Stop;
use casework::meeting::{Attending, DEFINITIONS, Leaving, Measures, measures};
use design::govuk::{Cell, Details, SummaryList, SummaryRow, Table};
use design::own::scroll_pane;
use domain::access::Action;
use domain::calendar::london;
use jiff::SignedDuration;
use maud::{Markup, html};

use super::agency;
use crate::route::{Page, View, Visit};

/// How agencies attend.
pub(super) static MEASURES: Page<()> = Page {
    path: "/meetings/measures",
    name: "how agencies attend meetings",
    action: Action::SeeHubMeasures,
    show,
};

/// The time that is looked at.
const DAYS: i64 = 91;

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let until = visit.session.at;
    let found = measures(&visit.session, until - SignedDuration::from_hours(24 * DAYS), until)?;
    let (from, until) = (london::date_of(found.from), london::date_of(found.until));
    let body = html! {
        h1 class="govuk-heading-l" { "How agencies attend meetings" }
        p class="govuk-body" { "Meetings that ended from " (london::date_in_words(from)) " until " (london::date_in_words(until)) "." }
        (section(visit, &found))
    };
    Ok(View::new("How agencies attend meetings", body).wide())
}

/// The measures, for this page or a section of another.
pub(crate) fn section(visit: &Visit<'_>, found: &Measures) -> Markup {
    let pack = &visit.house().pack;
    let attending = found.attending.iter().map(|one| of_agency(agency(pack, one.agency.as_deref(), ""), one));
    let head = [
        "Agency",
        "Asked",
        "Came",
        "Sent information",
        "Absent",
        "Answered in time",
        "Answered late",
        "No answer",
        "No free time",
    ];
    let attending = Table::new("By agency", head, attending.collect());
    let leaving = found.leaving.iter().map(|one| {
        let kind = pack.meetings.kind(&one.kind).map_or(one.kind.as_str(), |kind| &kind.name);
        of_kind(kind, one)
    });
    let head = ["Kind", "Held", "Minutes in time", "Minutes late", "Overdue"];
    let leaving = Table::new("Minutes, by kind of meeting", head, leaving.collect());
    let definitions = DEFINITIONS.iter().map(|(what, means)| SummaryRow::new(*what, *means)).collect();
    html! {
        @if found.attending.is_empty() {
            p class="govuk-body" { "No meeting ended in this time." }
        } @else {
            (scroll_pane("By agency", attending))
            (scroll_pane("Minutes, by kind of meeting", leaving))
        }
        (Details::new("What the counts mean", html! { (SummaryList::new(definitions)) }))
    }
}

fn of_agency(called: String, one: &Attending) -> Vec<Cell> {
    let counts =
        [one.asked, one.came, one.sent, one.absent, one.answered, one.late, one.silent, one.had_no_slot];
    std::iter::once(called.into()).chain(counts.map(|count| Cell::numeric(count.to_string()))).collect()
}

fn of_kind(called: &str, one: &Leaving) -> Vec<Cell> {
    let counts = [one.held, one.in_time, one.late, one.overdue];
    std::iter::once(called.into()).chain(counts.map(|count| Cell::numeric(count.to_string()))).collect()
}
