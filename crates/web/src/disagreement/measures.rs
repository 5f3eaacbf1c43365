//! How many disagreements there are: counts, with what each means beside them.

use casework::Stop;
use casework::disagreement::{DEFINITIONS, Measures, measures};
use design::govuk::{Cell, Details, SummaryList, SummaryRow, Table};
use design::own::scroll_pane;
use domain::access::Action;
use domain::calendar::london;
use jiff::SignedDuration;
use maud::{Markup, html};

use crate::route::{Page, View, Visit};

/// How many there are.
pub(super) static MEASURES: Page<()> = Page {
    path: "/disagreements/measures",
    name: "how many disagreements there are",
    action: Action::SeeDisagreementMeasures,
    show,
};

/// The time that is looked at.
const DAYS: i64 = 91;

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let until = visit.session.at;
    let found = measures(&visit.session, until - SignedDuration::from_hours(24 * DAYS), until)?;
    let (from, until) = (london::date_of(found.from), london::date_of(found.until));
    let body = html! {
        h1 class="govuk-heading-l" { "How many professional disagreements there are" }
        p class="govuk-body" { "Raised or resolved from " (london::date_in_words(from)) " until " (london::date_in_words(until)) "; open ones as they stand now." }
        (section(visit, &found))
    };
    Ok(View::new("How many professional disagreements there are", body).wide())
}

fn section(visit: &Visit<'_>, found: &Measures) -> Markup {
    let pack = &visit.house().pack;
    let ladder = &pack.disagreements;
    let stages = ladder.stages.iter().map(|stage| {
        let counted = found.stages.iter().find(|one| one.stage == stage.code);
        let counts = counted.map_or([0, 0], |one| [one.open, one.overdue]);
        counted_row(stage.name.clone(), &counts)
    });
    let stages = Table::new("Open now, by stage", ["Stage", "Open", "Overdue"], stages.collect());
    let agencies = found.agencies.iter().map(|one| {
        let whose =
            one.agency.as_deref().map_or("The council’s own people", |agency| pack.agency_name(agency));
        counted_row(whose.to_owned(), &[one.raised, one.open, one.overdue])
    });
    let agencies =
        Table::new("Raised, by agency", ["Whose", "Raised", "Open", "Overdue"], agencies.collect());
    let ended = ladder.outcomes.iter().map(|outcome| {
        let counted = found.ended.iter().find(|one| one.outcome == outcome.code).map_or(0, |one| one.ended);
        counted_row(outcome.words.clone(), &[counted])
    });
    let ended = Table::new("How they ended", ["Outcome", "Ended"], ended.collect());
    let definitions = DEFINITIONS.iter().map(|(what, means)| SummaryRow::new(*what, *means)).collect();
    html! {
        (scroll_pane("Open now, by stage", stages))
        @if found.agencies.is_empty() { p class="govuk-body" { "None was raised in this time." } } @else { (scroll_pane("Raised, by agency", agencies)) }
        (scroll_pane("How they ended", ended))
        (Details::new("What the counts mean", html! { (SummaryList::new(definitions)) }))
    }
}

fn counted_row(called: String, counts: &[u64]) -> Vec<Cell> {
    let counts = counts.iter().map(|count| Cell::numeric(count.to_string()));
    std::iter::once(called.into()).chain(counts).collect()
}
