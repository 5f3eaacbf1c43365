//! The balanced scorecard (Appendix B3): all lines together, never one alone, and every number opens the records behind it, as far as its reader may read
//! them.

use casework::Stop;
use casework::strategy::{BehindRow, behind, scorecard};
use design::govuk::{BackLink, Cell, Table};
use design::own::scroll_pane;
use domain::access::Action;
use domain::calendar::london;
use domain::refusal::Refusal;
use domain::strategy::{Behind, Measure, Score};
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, Render, html};

use super::address;
use crate::meeting::name;
use crate::route::{Page, View, Visit};

/// The scorecard.
pub(super) static SCORECARD: Page<()> =
    Page { path: "/strategy/scorecard", name: "balanced scorecard", action: Action::SeeHubMeasures, show };

/// What stands behind one of its lines.
pub(super) static BEHIND: Page<()> = Page {
    path: "/strategy/scorecard/behind",
    name: "behind the balanced scorecard",
    action: Action::SeeHubMeasures,
    show: show_behind,
};

/// The times that can be looked at, in days.
const SPANS: [(i64, &str); 3] = [(28, "four weeks"), (91, "three months"), (365, "a year")];

/// The time that is asked for; three months unless it is another.
fn span(visit: &Visit<'_>) -> (i64, Timestamp, Timestamp) {
    let asked = visit.query.get("days").parse().ok();
    let days = SPANS.map(|(days, _)| days).into_iter().find(|days| Some(*days) == asked).unwrap_or(91);
    let until = visit.session.at;
    (days, until - SignedDuration::from_hours(24 * days), until)
}

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let (days, from, until) = span(visit);
    let card = scorecard(&visit.session, from, until)?;
    let rows = card.scores.iter().map(|score| {
        let link = format!("/strategy/scorecard/behind?measure={}&days={days}", score.measure.code());
        let opens = html! { a class="govuk-link" href=(link) { (figure(score)) } };
        vec![score.measure.words().into(), opens.into(), Cell::from(score.measure.means())]
    });
    let body = html! {
        h1 class="govuk-heading-l" { "Strategy discussions: balanced scorecard" }
        p class="govuk-body" {
            "From " (london::date_in_words(london::date_of(from))) " until " (london::date_in_words(london::date_of(until)))
            ". No line is read alone: a discussion held sooner, before enough was known, is no better, and one with everybody there may be too late. Each number opens what it was counted from."
        }
        nav aria-label="Time" { ul class="app-acts" {
            @for (each, words) in SPANS {
                li { @if each == days { strong { "Last " (words) } } @else { a class="govuk-link" href={ "/strategy/scorecard?days=" (each) } { "Last " (words) } } }
            }
        } }
        (scroll_pane("Balanced scorecard", Table::new("Balanced scorecard", ["Line", "Now", "What is counted"], rows.collect())))
        p class="govuk-body" { a class="govuk-link" href="/strategy/measures" { "Why they were late, by cause and agency" } }
    };
    Ok(View::new("Balanced scorecard", body).wide())
}

/// "12 of 14 (86%)"; for days "half within 0.8, nine in ten within 2.4".
fn figure(score: &Score) -> String {
    if score.measure == Measure::Days {
        return match (score.days(50), score.days(90)) {
            (Some(half), Some(most)) => format!("half within {half:.1} days, nine in ten within {most:.1}"),
            _ => "none".to_owned(),
        };
    }
    let (part, whole) = (score.part(), score.whole());
    match (part * 100).checked_div(whole) {
        Some(percent) => format!("{part} of {whole} ({percent}%)"),
        None => "none".to_owned(),
    }
}

fn show_behind(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let asked = visit.query.has("measure").then(|| Measure::from_code(visit.query.get("measure")));
    let measure = asked.unwrap_or(Some(Measure::Answered)).ok_or(Refusal::NotFound)?;
    let (days, from, until) = span(visit);
    let (score, rows) = behind(&visit.session, measure, from, until)?;
    let (counts, others): (Vec<&BehindRow>, Vec<&BehindRow>) = rows.iter().partition(|row| row.counts);
    let body = html! {
        h1 class="govuk-heading-l" { (measure.words()) }
        p class="govuk-body" { strong { (figure(&score)) } ". " (measure.means()) }
        p class="govuk-body" { "Only those whose records you may read are listed." }
        @if measure == Measure::Days {
            (listed("Longest first", &longest(&rows), true))
        } @else {
            (listed("Those that do not count", &others, false))
            (listed("Those that count", &counts, false))
        }
    };
    let to = format!("/strategy/scorecard?days={days}");
    let back = BackLink { content: "Back to the scorecard".into(), ..BackLink::to(to) };
    Ok(View::new(measure.words(), body).before(back.render()).wide())
}

fn longest(rows: &[BehindRow]) -> Vec<&BehindRow> {
    let mut sorted: Vec<&BehindRow> = rows.iter().collect();
    sorted.sort_by(|one, other| other.days.unwrap_or_default().total_cmp(&one.days.unwrap_or_default()));
    sorted
}

fn listed(caption: &str, rows: &[&BehindRow], days: bool) -> Markup {
    if rows.is_empty() {
        return html! { h2 class="govuk-heading-m" { (caption) } p class="govuk-body" { "None that you may read." } };
    }
    let line = |row: &&BehindRow| {
        let (what, href) = match row.behind {
            Behind::Prompt(id) => ("What the watch asked on ", format!("/watch/{id}")),
            Behind::Discussion(id) => ("Discussion ", address(id, "")),
            Behind::Enquiry(id) => ("Section 47 enquiry ", format!("/section47/{id}")),
        };
        let about = html! {
            @for (place, (child, called)) in row.children.iter().enumerate() {
                @if place > 0 { ", " }
                a class="govuk-link" href={ "/children/" (child) } { (name(called)) }
            }
        };
        let link = html! { a class="govuk-link" href=(href) { (what) (row.reference) } };
        let took = row.days.filter(|_| days).map(|days| format!("{days:.1} days")).unwrap_or_default();
        vec![Cell::from(about), link.into(), took.into()]
    };
    let table = Table::new(caption, ["About", "Record", "Took"], rows.iter().map(line).collect());
    html! { (scroll_pane(caption, table)) }
}
