//! The conferences that wait for something: to be requested or planned, coming up, declined, and what follows a plan. What is due first stands first, and
//! what is overdue says so.

use casework::Stop;
use casework::conference::InList;
use design::Content;
use design::govuk::InsetText;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::conference::Stage;
use jiff::Timestamp;
use maud::{Markup, html};

use super::{address, name, stage};
use crate::route::{Page, View, Visit};
use crate::work::by_when;

/// Conferences.
pub(super) static LIST: Page<()> =
    Page { path: "/conferences", name: "conferences", action: Action::SeeConferences, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = casework::conference::list(&visit.session)?;
    let in_stage = |stages: &[Stage]| -> Vec<&InList> {
        let is =
            |one: &&InList| Stage::from_code(&one.listed.stage).is_some_and(|stage| stages.contains(&stage));
        found.iter().filter(is).collect()
    };
    let overdue = found.iter().filter(|one| is_overdue(one, visit.session.at)).collect();
    let lists: [(&str, Vec<&InList>); 5] = [
        ("Overdue", overdue),
        ("Requested, or to be requested", in_stage(&[Stage::Needed, Stage::Requested])),
        ("Coming up", in_stage(&[Stage::Planned])),
        ("Core groups and reviews", in_stage(&[Stage::Held])),
        ("Declined", in_stage(&[Stage::Declined])),
    ];
    let body = html! {
        h1 class="govuk-heading-l" { "Child protection conferences" }
        (InsetText::new("A conference is asked for with the outcome of a section 47 enquiry, or from the child’s record."))
        @if found.is_empty() { p class="govuk-body" { "No conference that you can read waits for anything." } }
        @for (caption, list) in &lists {
            @if !list.is_empty() { (table(visit, caption, list)) }
        }
    };
    Ok(View::new("Child protection conferences", body).wide())
}

fn is_overdue(one: &InList, now: Timestamp) -> bool {
    one.listed.next_due.is_some_and(|due| due < now)
}

/// What stands on the work page: the conferences of this person's children that are overdue, or to be asked for or planned.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    if !visit.may(Action::RequestConference) {
        return Ok(Markup::default());
    }
    let found = casework::conference::list(&visit.session)?;
    let presses = |one: &&InList| {
        is_overdue(one, visit.session.at)
            || matches!(Stage::from_code(&one.listed.stage), Some(Stage::Needed | Stage::Requested))
    };
    let pressing: Vec<&InList> = found.iter().filter(presses).collect();
    Ok(html! {
        @if !pressing.is_empty() {
            h2 class="govuk-heading-m" { "Conferences: " (pressing.len()) }
            (table(visit, "Conferences that wait", &pressing))
        }
    })
}

fn table(visit: &Visit<'_>, caption: &str, found: &[&InList]) -> Markup {
    let row = |one: &&InList| -> Vec<Content> {
        let listed = &one.listed;
        let day = match (listed.held_on, listed.planned_on) {
            (Some(day), _) => format!("Held {}", london::date_in_words(day)),
            (None, Some(day)) => london::date_in_words(day),
            (None, None) => "No day yet".into(),
        };
        vec![
            html! {
                a class="govuk-link" href=(address(listed.id, "")) { (name(&one.child)) }
                " " span class="govuk-hint" { (listed.reference) }
            }
            .into(),
            next(visit, listed.next_timer.as_deref()).into(),
            by_when(visit, listed.next_due),
            day.into(),
            Stage::from_code(&listed.stage).map(stage).unwrap_or_default().into(),
        ]
    };
    let columns = ["Child", "What is next", "By when", "Day", "Stands"].map(Column::new).into();
    let table = CaseTable::new(caption, columns, found.iter().map(row).collect());
    html! { (table) }
}

/// What is due next, by the name of its clock.
fn next(visit: &Visit<'_>, timer: Option<&str>) -> String {
    let timer = timer.and_then(|timer| visit.house().pack.timer(timer));
    timer.map_or_else(|| "Nothing".to_owned(), |timer| timer.name.clone())
}
