//! The open disagreements that somebody may read, the first due first.

use casework::Stop;
use casework::disagreement::Listed;
use design::Content;
use design::govuk::InsetText;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use maud::{Markup, html};

use super::address;
use crate::route::{Page, View, Visit};
use crate::work::by_when;

/// Disagreements.
pub(super) static LIST: Page<()> =
    Page { path: "/disagreements", name: "disagreements", action: Action::SeeDisagreements, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = casework::disagreement::list(&visit.session)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Professional disagreements" }
        (InsetText::new("Anybody may disagree with a decision about a child. What keeps the child safe goes on meanwhile. One is raised from the child’s record; an agency raises its own."))
        @if visit.may(Action::SeeDisagreementMeasures) {
            p class="govuk-body" { a class="govuk-link" href="/disagreements/measures" { "How many there are" } }
        }
        (table(visit, "Open disagreements", &found.iter().collect::<Vec<_>>()))
    };
    Ok(View::new("Professional disagreements", body).wide())
}

/// What stands on the work page of those who answer: disagreements that wait, when there are any.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    if !visit.may(Action::AnswerDisagreement) {
        return Ok(Markup::default());
    }
    let found = casework::disagreement::list(&visit.session)?;
    Ok(html! {
        @if !found.is_empty() {
            h2 class="govuk-heading-m" { "Professional disagreements: " (found.len()) }
            (table(visit, "Disagreements that wait", &found.iter().collect::<Vec<_>>()))
        }
    })
}

fn table(visit: &Visit<'_>, caption: &str, found: &[&Listed]) -> Markup {
    let pack = &visit.house().pack;
    let ladder = &pack.disagreements;
    let row = |one: &&Listed| -> Vec<Content> {
        vec![
            html! { a class="govuk-link" href=(address(one.id, "")) { (one.reference) } }.into(),
            one.agency.as_deref().map_or("One of ours", |agency| pack.agency_name(agency)).into(),
            html! { (ladder.about(&one.about)) @if !one.placed { " " (Tone::Pressing.tag("Child not said")) } }.into(),
            ladder.stage(&one.stage).map_or(one.stage.as_str(), |(_, stage)| &stage.name).into(),
            by_when(visit, one.due),
            london::date_in_words(london::date_of(one.raised_at)).into(),
        ]
    };
    let columns = ["Number", "Whose", "About", "Stage", "By when", "Raised"].map(Column::new).into();
    let table = CaseTable {
        empty: "No disagreement is open that you can read.".into(),
        ..CaseTable::new(caption, columns, found.iter().map(row).collect())
    };
    html! { (table) }
}
