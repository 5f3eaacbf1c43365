//! An agency as its administrator sees it: who there is, what they were asked and by when, and whose unfinished words wait.

use casework::Stop;
use casework::partner::{Agency, Member, OfAgency, agency};
use design::Content;
use design::govuk::Button;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::{Due, london};
use domain::mash::{Request, Standing};
use domain::staff::Role;
use maud::{Markup, html};

use super::agency_name;
use crate::route::{Page, View, Visit};
use crate::work::by_when;

pub(super) static AGENCY: Page<()> =
    Page { path: "/agency", name: "an agency's people and requests", action: Action::ManageAgency, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let agency = agency(&visit.session)?;
    let staff = &visit.session.staff;
    let name = agency_name(visit.house(), staff.agency.as_deref().unwrap_or_default(), &staff.organisation);
    let body = html! {
        h1 class="govuk-heading-l" { "Your agency" }
        p class="govuk-body" { (name) }
        h2 class="govuk-heading-m" { "What you were asked" }
        (requests(visit, &agency))
        h2 class="govuk-heading-m" { "Your people" }
        (Button::link("Add a person", "/agency/people/new").secondary())
        (people(visit, &agency))
        p class="govuk-body" { a class="govuk-link" href="/agency/contacts" { "People without an account who can be sent a link" } }
    };
    Ok(View::new("Your agency", body).wide())
}

/// By when an answer is needed; nothing runs once it was given or is needed no more.
pub(super) fn due(visit: &Visit<'_>, request: &Request, standing: Standing) -> Content {
    match (standing, request.clock.met) {
        (Standing::Answered, Some(met)) => format!("Answered {}", london::moment_in_words(met)).into(),
        (Standing::Answered | Standing::Withdrawn, _) => standing.words().into(),
        _ => by_when(visit, request.clock.due.map(Due::instant)),
    }
}

fn requests(visit: &Visit<'_>, agency: &Agency) -> Markup {
    let row = |of: &OfAgency| -> Vec<Content> {
        let names: Vec<&str> = of.asked.iter().map(|staff| agency.names.name(*staff)).collect();
        vec![
            html! {
                a class="govuk-link" href={ "/agency/requests/" (of.request.id) } { (of.request.reference) }
                @if !of.waiting.is_empty() { " " (Tone::Pressing.tag("Unfinished words wait")) }
            }
            .into(),
            if names.is_empty() { "Anybody of your agency".into() } else { names.join(", ").into() },
            due(visit, &of.request, of.standing),
            of.standing.words().into(),
        ]
    };
    let columns = ["Number", "Asked of", "By when", "State"].map(Column::new).into();
    let table = CaseTable {
        caption_hidden: true,
        empty: "Nothing was asked of your agency.".to_owned(),
        ..CaseTable::new("What you were asked", columns, agency.requests.iter().map(row).collect())
    };
    html! { (table) }
}

fn people(visit: &Visit<'_>, agency: &Agency) -> Markup {
    let row = |member: &Member| -> Vec<Content> {
        let staff = &member.staff;
        let used = member.used.map_or_else(|| "Not yet".to_owned(), london::moment_in_words);
        let soon = member.confirm_by.duration_since(visit.session.at).as_hours() < 24 * 14;
        vec![
            html! {
                a class="govuk-link" href={ "/agency/people/" (staff.id) } { (staff.name) }
                @if staff.roles.contains(&Role::AgencyAdministrator) { " " span class="govuk-hint" { "Administrator" } }
            }
            .into(),
            used.into(),
            html! {
                (london::moment_in_words(member.confirm_by))
                @if soon && staff.active { " " (Tone::Pressing.tag("Confirm soon")) }
            }
            .into(),
            html! { (state(member)) }.into(),
        ]
    };
    let columns = ["Name", "Last here", "Confirm by", "May sign in"].map(Column::new).into();
    let table = CaseTable {
        caption_hidden: true,
        ..CaseTable::new("Your people", columns, agency.people.iter().map(row).collect())
    };
    html! { (table) }
}

/// Whether somebody may sign in, as a tag.
pub(super) fn state(member: &Member) -> Markup {
    html! {
        @if member.staff.active { (Tone::Done.tag("Yes")) }
        @else if member.lapsed { (Tone::Waiting.tag("Closed by itself")) }
        @else { (Tone::Quiet.tag("No")) }
    }
}
