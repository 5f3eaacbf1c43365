//! Discussions in lists: what is to be convened, held, decided and signed, first due first; what is late without a cause; what did not wait. Each list
//! holds what its viewer may read.

use casework::Stop;
use casework::strategy::{Row, early_unanswered, late_without_cause, open};
use design::Content;
use design::govuk::{Button, Table};
use design::own::scroll_pane;
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::strategy::Stage;
use maud::{Markup, html};

use super::{address, told};
use crate::child::identity;
use crate::meeting::name;
use crate::route::{Page, View, Visit};
use crate::work::rows;

/// What is still to be done.
pub(super) static LIST: Page<()> =
    Page { path: "/strategy", name: "strategy discussions", action: Action::SeeDiscussions, show };

/// What is late and says no cause, and what did not wait.
pub(super) static LATE: Page<()> = Page {
    path: "/strategy/late",
    name: "late strategy discussions",
    action: Action::SeeDiscussions,
    show: show_late,
};

/// Those about a child.
pub(super) static OF_CHILD: Page<Id<Person>> = Page {
    path: "/children/{child}/strategy",
    name: "strategy discussions about a child",
    action: Action::SeeDiscussions,
    show: show_child,
};

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = open(&visit.session)?;
    let stage = |row: &Row| Stage::from_code(&row.listed.stage);
    let of = |stages: &[Stage]| -> Vec<&Row> {
        found.iter().filter(|row| stage(row).is_some_and(|stage| stages.contains(&stage))).collect()
    };
    let lists = [
        ("To convene and hold", of(&[Stage::Begun, Stage::Gathering, Stage::Convened])),
        ("To decide", of(&[Stage::Held])),
        ("To sign", of(&[Stage::Decided])),
    ];
    let body = html! {
        h1 class="govuk-heading-l" { "Strategy discussions" }
        p class="govuk-body" { "Begun from the child, contact or enquiry that it is about. Those that you may not read are not listed." }
        ul class="app-acts" {
            li { a class="govuk-link" href="/strategy/late" { "Late without a cause, and what did not wait" } }
            @if visit.may(Action::SeeHubMeasures) {
                li { a class="govuk-link" href="/strategy/measures" { "Why they were late, by cause and agency" } }
                li { a class="govuk-link" href="/strategy/scorecard" { "Balanced scorecard" } }
            }
        }
        @if found.is_empty() { p class="govuk-body" { "Nothing waits." } }
        @for (caption, list) in &lists { @if !list.is_empty() { (table(visit, caption, list)) } }
    };
    Ok(View::new("Strategy discussions", body).wide())
}

fn show_late(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let (late, early) = (late_without_cause(&visit.session)?, early_unanswered(&visit.session)?);
    let (late, early): (Vec<&Row>, Vec<&Row>) = (late.iter().collect(), early.iter().collect());
    let body = html! {
        h1 class="govuk-heading-l" { "Late strategy discussions" }
        h2 class="govuk-heading-m" { "Late, and nobody has said why" }
        @if late.is_empty() { p class="govuk-body" { "None that you may read." } } @else { (table(visit, "Late without a cause", &late)) }
        h2 class="govuk-heading-m" { "A visit or safety plan did not wait" }
        @if early.is_empty() { p class="govuk-body" { "None that you may read." } } @else { (table(visit, "Done before the discussion", &early)) }
        p class="govuk-body" { a class="govuk-link" href="/strategy" { "Strategy discussions" } }
    };
    Ok(View::new("Late strategy discussions", body).wide())
}

fn show_child(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let found = casework::strategy::of_child(&visit.session, child)?;
    let found: Vec<&Row> = found.iter().collect();
    let may = casework::child::may(&visit.session, child)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Strategy discussions" }
        @if found.is_empty() { p class="govuk-body" { "None that you may read." } } @else { (table(visit, "Strategy discussions about this child", &found)) }
        @if may.contains(&Action::BeginDiscussion) {
            (Button::link("Begin a strategy discussion", format!("/strategy/new?child={child}")))
        }
    };
    Ok(identity::around_known(visit, child, "Strategy discussions", body)?.wide())
}

/// A list of discussions, for a page of its own or a section of another.
pub(super) fn table(visit: &Visit<'_>, caption: &str, listed: &[&Row]) -> Markup {
    let rows = listed.iter().map(|row| line(visit, row));
    let rows: Vec<Vec<design::govuk::Cell>> =
        rows.map(|row| row.into_iter().map(design::govuk::Cell::from).collect()).collect();
    let head = ["About", "Discussion", "Stands", "By when"];
    html! { (scroll_pane(caption, Table::new(caption, head, rows))) }
}

fn line(visit: &Visit<'_>, row: &Row) -> Vec<Content> {
    let listed = &row.listed;
    let stage = Stage::from_code(&listed.stage);
    let about = html! {
        @for (place, (_, called)) in row.children.iter().enumerate() { @if place > 0 { ", " } (name(called)) }
    };
    let held = listed.held_at.map(|at| london::moment_in_short(at, visit.session.at));
    let when: Content = match (held, stage) {
        (Some(held), _) => format!("Held {held}").into(),
        (None, Some(Stage::CalledOff)) => "Not held".into(),
        (None, _) => rows::by_when(visit, listed.due),
    };
    vec![
        about.into(),
        html! { a class="govuk-link" href=(address(listed.id, "")) { (listed.reference) } }.into(),
        stage.map(told::stage).unwrap_or_default().into(),
        when,
    ]
}

/// What waits for this person: nothing when nothing does.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    if !visit.may(Action::ConveneDiscussion) {
        return Ok(Markup::default());
    }
    let found = open(&visit.session)?;
    let late = late_without_cause(&visit.session)?;
    let of = |stages: &[Stage]| -> Vec<&Row> {
        let is =
            |row: &&Row| Stage::from_code(&row.listed.stage).is_some_and(|stage| stages.contains(&stage));
        found.iter().filter(is).collect()
    };
    let to_hold = of(&[Stage::Begun, Stage::Gathering, Stage::Convened]);
    let to_decide = of(&[Stage::Held]);
    let to_sign = of(&[Stage::Decided]);
    let manages = visit.may(Action::SignDiscussion);
    Ok(html! {
        @if !to_hold.is_empty() {
            h2 class="govuk-heading-m" { "Strategy discussions to hold: " (to_hold.len()) }
            (table(visit, "Strategy discussions to hold", &to_hold))
        }
        @if !to_decide.is_empty() {
            h2 class="govuk-heading-m" { "Strategy discussions to decide: " (to_decide.len()) }
            (table(visit, "Strategy discussions to decide", &to_decide))
        }
        @if manages && !to_sign.is_empty() {
            h2 class="govuk-heading-m" { "Strategy discussions to sign: " (to_sign.len()) }
            (table(visit, "Strategy discussions to sign", &to_sign))
        }
        @if manages && !late.is_empty() {
            h2 class="govuk-heading-m" { "Late strategy discussions" }
            p class="govuk-body" {
                a class="govuk-link" href="/strategy/late" {
                    (late.len()) @if late.len() == 1 { " is late and says no cause" } @else { " are late and say no cause" }
                }
            }
        }
    })
}
