//! Everybody who signs in.

use casework::staff::everybody;
use casework::{Stop, Versioned};
use design::Content;
use design::govuk::Button;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::staff::Staff;
use maud::html;

use crate::route::{Page, View, Visit};

pub(super) static PEOPLE: Page<()> =
    Page { path: "/people", name: "people who sign in", action: Action::ManagePeople, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let people = everybody(&visit.session)?;
    let columns = ["Name", "Roles", "Teams or agency", "May sign in"].map(Column::new).into();
    let rows = people.iter().map(|person| row(visit, person)).collect();
    let body = html! {
        h1 class="govuk-heading-l" { "People who sign in" }
        (Button::link("Add a person", "/people/new"))
        (CaseTable { caption_hidden: true, ..CaseTable::new("People who sign in", columns, rows) })
    };
    Ok(View::new("People who sign in", body).wide())
}

fn row(visit: &Visit<'_>, Versioned { record, .. }: &Versioned<Staff>) -> Vec<Content> {
    let roles: Vec<&str> = record.roles.iter().map(|role| role.words()).collect();
    let name = html! {
        a class="govuk-link" href={ "/people/" (record.id) } { (record.name) }
        @if !record.title.is_empty() { " " span class="govuk-hint" { (record.title) } }
    };
    let active = if record.active { Tone::Done.tag("Yes") } else { Tone::Quiet.tag("No") };
    vec![name.into(), roles.join(", ").into(), belongs(visit, record).into(), html! { (active) }.into()]
}

/// The teams, or for a partner the agency, in words.
pub(super) fn belongs(visit: &Visit<'_>, staff: &Staff) -> String {
    let pack = &visit.house().pack;
    if let Some(agency) = &staff.agency {
        return pack.agency(agency).map_or_else(|| agency.clone(), |agency| agency.name.clone());
    }
    let name = |team: &String| pack.council.team(team).map_or_else(|| team.clone(), |team| team.name.clone());
    let teams: Vec<String> = staff.teams.iter().map(name).collect();
    if teams.is_empty() { "None".to_owned() } else { teams.join(", ") }
}
