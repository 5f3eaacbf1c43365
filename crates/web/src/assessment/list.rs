//! Assessments in lists: one's own, those of one's team, those that wait for a manager; a child's on the child's page; and what waits for somebody on their
//! first page.

use casework::Stop;
use casework::assessment::{Row, on_my_desk, running};
use casework::staff::Names;
use design::Content;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::assessment::{DECISION, REVIEW, Stage};
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, html};

use super::{address, name, page, strip};
use crate::route::{Page, View, Visit};
use crate::work::rows;

/// The lists.
pub(super) static LIST: Page<()> =
    Page { path: "/assessments", name: "assessments", action: Action::SeeAssessments, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let (found, names) = running(&visit.session)?;
    let me = visit.session.staff.id;
    let authorises = visit.may(Action::AuthoriseAssessment);
    let waits = |row: &Row| authorises && row.listed.stage == Stage::Submitted.code() && !row.wrote;
    let (to_authorise, rest): (Vec<Row>, Vec<Row>) = found.into_iter().partition(waits);
    let (own, others): (Vec<Row>, Vec<Row>) = rest.into_iter().partition(|row| row.listed.worker == me);
    let body = html! {
        h1 class="govuk-heading-l" { "Assessments" }
        p class="govuk-body" { "Child and family assessments that run and that you can read, what is due first on top. The limit counts from the referral." }
        @if authorises { (part(visit, "To authorise", &to_authorise, &names, "Authorise", "/authorise", "No assessment waits for you.")) }
        @if visit.may(Action::WriteAssessment) { (part(visit, "Yours", &own, &names, "Open", "", "You make no assessment now.")) }
        (part(visit, "Your team’s and others", &others, &names, "Open", "", "No other assessment runs that you can read."))
    };
    Ok(View::new("Assessments", body).wide())
}

fn part(
    visit: &Visit<'_>,
    title: &str,
    found: &[Row],
    names: &Names,
    verb: &str,
    below: &str,
    empty: &str,
) -> Markup {
    html! {
        h2 class="govuk-heading-m" { (title) @if !found.is_empty() { ": " (found.len()) } }
        @if found.is_empty() { p class="govuk-body" { (empty) } } @else { (table(visit, title, found, names, verb, below)) }
    }
}

fn table(visit: &Visit<'_>, caption: &str, found: &[Row], names: &Names, verb: &str, below: &str) -> Markup {
    let row = |row: &Row| -> Vec<Content> {
        let listed = &row.listed;
        vec![
            html! {
                a class="govuk-link" href=(address(listed.id, below)) { (verb) span class="govuk-visually-hidden" { " assessment " (listed.reference) } }
                " " @for (number, (_, child)) in row.children.iter().enumerate() { @if number > 0 { ", " } (name(child)) }
                " " span class="govuk-hint" { (listed.reference) }
            }
            .into(),
            html! {
                (Stage::from_code(&listed.stage).map(page::stage).unwrap_or_default())
                @if row.open_comments > 0 { br; (row.open_comments) " to answer" }
                @if listed.exception_asked { br; "More time is asked for" }
            }
            .into(),
            rows::by_when(visit, listed.due),
            rows::by_when(visit, listed.review),
            names.name(listed.worker).into(),
        ]
    };
    let columns =
        ["Children", "Stands", "Decision by", "Review point", "Social worker"].map(Column::new).into();
    let table = CaseTable {
        caption_hidden: true,
        empty: "None.".into(),
        ..CaseTable::new(caption, columns, found.iter().map(row).collect())
    };
    html! { (table) }
}

/// What waits for somebody on their first page: assessments to authorise, time to decide on, and those they make.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    if !visit.may(Action::WriteAssessment) {
        return Ok(Markup::default());
    }
    let desk = on_my_desk(&visit.session)?;
    let part = |title: &str, found: &[Row], verb: &str, below: &str| {
        html! {
            @if !found.is_empty() {
                h2 class="govuk-heading-m" { (title) ": " (found.len()) }
                (table(visit, title, found, &desk.names, verb, below))
            }
        }
    };
    Ok(html! {
        (part("Assessments to authorise", &desk.to_authorise, "Authorise", "/authorise"))
        (part("Assessments that ask for more time", &desk.exceptions, "Decide", "/exception/decide"))
        (part("Assessments sent back to you", &desk.returned, "Open", ""))
        (part("Assessments of which the family is to be told", &desk.to_tell, "Tell", "/told"))
        (part("Your assessments", &desk.own, "Open", ""))
    })
}

/// The act on a child's page.
pub(crate) fn act_of_child(child: Id<Person>, may: &[Action]) -> Markup {
    html! {
        @if may.contains(&Action::BeginAssessment) {
            ul class="app-acts" { li { a class="govuk-link" href={ "/children/" (child) "/assessment" } { "Child and family assessment" } } }
        }
    }
}

/// A child's assessments, for a section of the child's page: nothing where there are none that the viewer may read.
pub(crate) fn of_child(visit: &Visit<'_>, child: Id<Person>) -> Result<Markup, Stop> {
    if !visit.may(Action::ReadAssessment) {
        return Ok(Markup::default());
    }
    let found = casework::assessment::of_child(&visit.session, child)?;
    Ok(html! {
        @if !found.assessments.is_empty() {
            h2 class="govuk-heading-m" { "Child and family assessments" }
            @for known in &found.assessments {
                @let known = &known.record;
                p class="govuk-body" {
                    a class="govuk-link" href=(address(known.id, "")) { (known.reference) } ", since "
                    (london::date_in_words(known.started_on())) " " (page::stage(known.stage()))
                }
                @if known.runs() {
                    ul class="govuk-list" {
                        @if let Some(found) = known.clock(DECISION) { li { (strip::clock(visit, found, "decision, from the referral")) } }
                        @if let Some(found) = known.clock(REVIEW) { li { (strip::clock(visit, found, "review point")) } }
                    }
                }
            }
        }
    })
}
