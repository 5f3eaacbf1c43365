//! Why discussions were late, by cause and agency, for the safeguarding partners; what was done before them, by team; times that agencies could not
//! give. Counts only, none read alone: sooner is not better where nobody knew enough. The children behind them are listed for those who may read them.

use casework::Stop;
use casework::strategy::{
    DEFINITIONS, Measures, Row, early_unanswered, late_with_cause, late_without_cause, measures,
};
use design::govuk::{Cell, Details, SummaryList, SummaryRow, Table};
use design::own::scroll_pane;
use domain::access::Action;
use domain::calendar::london;
use domain::strategy::EarlyKind;
use jiff::SignedDuration;
use maud::{Markup, html};

use super::list;
use crate::route::{Page, View, Visit};

/// The measures.
pub(super) static MEASURES: Page<()> = Page {
    path: "/strategy/measures",
    name: "why strategy discussions are late",
    action: Action::SeeHubMeasures,
    show,
};

/// The time that is looked at.
const DAYS: i64 = 91;

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let until = visit.session.at;
    let found = measures(&visit.session, until - SignedDuration::from_hours(24 * DAYS), until)?;
    let (from, until) = (london::date_of(found.from), london::date_of(found.until));
    let definitions = DEFINITIONS.iter().map(|(what, means)| SummaryRow::new(*what, *means)).collect();
    let body = html! {
        h1 class="govuk-heading-l" { "Strategy discussions: why late, and how ready" }
        p class="govuk-body" { "From " (london::date_in_words(from)) " until " (london::date_in_words(until)) ". No line is read alone: a discussion held sooner, before enough was known, is no better." }
        (held(&found))
        (by_cause(visit, &found))
        (by_agency(visit, &found))
        (by_team(visit, &found))
        (by_outcome(visit, &found))
        (Details::new("What the counts mean", html! { (SummaryList::new(definitions)) }))
        (behind(visit, &found)?)
    };
    Ok(View::new("Why strategy discussions are late", body).wide())
}

fn of(part: u64, whole: u64) -> String {
    match (part * 100).checked_div(whole) {
        Some(percent) => format!("{part} of {whole} ({percent}%)"),
        None => "none was held".to_owned(),
    }
}

fn held(found: &Measures) -> Markup {
    let held = &found.held;
    let rows = vec![
        SummaryRow::new("Held", held.held.to_string()),
        SummaryRow::new("Ready, or with a reason", of(held.ready, held.held)),
        SummaryRow::new("Late", of(held.late, held.held)),
        SummaryRow::new("Late without a cause", held.without_cause.to_string()),
        SummaryRow::new("By telephone", held.by_telephone.to_string()),
        SummaryRow::new("By telephone, no meeting in time", held.not_followed.to_string()),
    ];
    html! { h2 class="govuk-heading-m" { "All of them together" } (SummaryList::new(rows)) }
}

fn by_cause(visit: &Visit<'_>, found: &Measures) -> Markup {
    let pack = &visit.house().pack;
    let rows = found.by_cause.iter().map(|one| {
        let cause = pack.strategy.cause(&one.cause).map_or(one.cause.as_str(), |cause| cause.name.as_str());
        let agency = one.agency.as_deref().map_or("", |agency| pack.agency_name(agency));
        let behind = html! { a class="govuk-link" href=(format!("#cause-{}", one.cause)) { (cause) } };
        vec![
            behind.into(),
            agency.into(),
            Cell::numeric(one.late.to_string()),
            Cell::numeric(one.replied.to_string()),
        ]
    });
    counted(
        "Why they were late",
        ["Cause", "Agency", "Late", "It replied"],
        rows.collect(),
        "None was late with a cause in this time.",
    )
}

fn by_agency(visit: &Visit<'_>, found: &Measures) -> Markup {
    let pack = &visit.house().pack;
    let rows = found.by_agency.iter().map(|one| {
        vec![
            pack.agency_name(&one.agency).into(),
            Cell::numeric(one.none.to_string()),
            Cell::numeric(one.taken.to_string()),
        ]
    });
    counted(
        "Times that were not to be had",
        ["Agency", "No time published", "Taken by another child's discussion"],
        rows.collect(),
        "Every time that was wanted was to be had.",
    )
}

fn by_team(visit: &Visit<'_>, found: &Measures) -> Markup {
    let council = &visit.house().pack.council;
    let rows = found.by_team.iter().map(|one| {
        let team = one.team.as_deref().map_or("Nobody was allocated", |team| {
            council.team(team).map_or(team, |team| team.name.as_str())
        });
        let kind = EarlyKind::from_code(&one.kind).map_or(one.kind.as_str(), |kind| kind.words());
        vec![
            team.into(),
            kind.into(),
            Cell::numeric(one.times.to_string()),
            Cell::numeric(one.emergencies.to_string()),
            Cell::numeric(one.unanswered.to_string()),
        ]
    });
    counted(
        "What did not wait",
        ["Team", "What", "Times", "Emergency", "Nobody has said why"],
        rows.collect(),
        "Nothing was done before a discussion in this time.",
    )
}

fn by_outcome(visit: &Visit<'_>, found: &Measures) -> Markup {
    let strategy = &visit.house().pack.strategy;
    let rows = found.by_outcome.iter().map(|one| {
        let outcome =
            strategy.outcome(&one.outcome).map_or(one.outcome.as_str(), |outcome| outcome.name.as_str());
        vec![outcome.into(), Cell::numeric(one.children.to_string())]
    });
    counted("What was decided", ["Outcome", "Children"], rows.collect(), "Nothing was decided in this time.")
}

fn counted<const COLUMNS: usize>(
    caption: &str,
    head: [&str; COLUMNS],
    rows: Vec<Vec<Cell>>,
    empty: &str,
) -> Markup {
    html! {
        @if rows.is_empty() {
            h2 class="govuk-heading-m" { (caption) }
            p class="govuk-body" { (empty) }
        } @else {
            (scroll_pane(caption, Table::new(caption, headed(head, &rows), rows)))
        }
    }
}

/// A column of numbers is headed as its numbers stand.
fn headed<const COLUMNS: usize>(head: [&str; COLUMNS], rows: &[Vec<Cell>]) -> Vec<Cell> {
    let first = rows.first();
    let of = |(column, words): (usize, &str)| match first.and_then(|row| row.get(column)) {
        Some(cell) if cell.format == "numeric" => Cell::numeric(words),
        _ => words.into(),
    };
    head.into_iter().enumerate().map(of).collect()
}

/// The children behind the counts, as far as this viewer may read them: by cause, and those that still ask for something.
fn behind(visit: &Visit<'_>, found: &Measures) -> Result<Markup, Stop> {
    if !visit.may(Action::SeeDiscussions) {
        return Ok(Markup::default());
    }
    let strategy = &visit.house().pack.strategy;
    let session = &visit.session;
    let caused = late_with_cause(session, found.from)?;
    let (late, early) = (late_without_cause(session)?, early_unanswered(session)?);
    let (late, early): (Vec<&Row>, Vec<&Row>) = (late.iter().collect(), early.iter().collect());
    let mut causes: Vec<&str> = found.by_cause.iter().map(|one| one.cause.as_str()).collect();
    causes.sort_unstable();
    causes.dedup();
    Ok(html! {
        h2 class="govuk-heading-m" { "The children behind them" }
        p class="govuk-body" { "Only those whose records you may read." }
        @for cause in causes {
            @let name = strategy.cause(cause).map_or(cause, |known| known.name.as_str());
            @let rows: Vec<&Row> = caused.iter().filter(|row| row.listed.cause.as_deref() == Some(cause)).collect();
            div id=(format!("cause-{cause}")) {
                @if rows.is_empty() { p class="govuk-body" { (name) ": none that you may read." } }
                @else { (list::table(visit, name, &rows)) }
            }
        }
        @if !late.is_empty() { (list::table(visit, "Late without a cause", &late)) }
        @if !early.is_empty() { (list::table(visit, "Done before the discussion", &early)) }
    })
}
