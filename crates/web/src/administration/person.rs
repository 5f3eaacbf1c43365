//! One person who signs in.

use casework::Stop;
use casework::staff::everybody;
use design::govuk::{BackLink, SummaryList, SummaryRow};
use domain::access::Action;
use domain::id::Id;
use domain::refusal::Refusal;
use domain::staff::Staff;
use maud::{Render, html};

use super::people::belongs;
use crate::route::{Page, View, Visit};

pub(super) static PERSON: Page<Id<Staff>> =
    Page { path: "/people/{staff}", name: "a person who signs in", action: Action::ManagePeople, show };

/// The person, if there is one.
pub(super) fn find(visit: &Visit<'_>, id: Id<Staff>) -> Result<Staff, Stop> {
    let found = everybody(&visit.session)?.into_iter().find(|person| person.record.id == id);
    Ok(found.ok_or(Refusal::NotFound)?.record)
}

fn show(visit: &Visit<'_>, id: Id<Staff>) -> Result<View, Stop> {
    let staff = find(visit, id)?;
    let roles: Vec<&str> = staff.roles.iter().map(|role| role.words()).collect();
    let rows = vec![
        SummaryRow::new("What they do", staff.title.as_str()),
        SummaryRow::new("Roles", roles.join(", ")),
        SummaryRow::new("Teams or agency", belongs(visit, &staff)),
        SummaryRow::new("Telephone", staff.phone.as_str()),
        SummaryRow::new("E-mail", staff.email.as_str()),
        SummaryRow::new("May sign in", if staff.active { "Yes" } else { "No" }),
    ];
    let body = html! {
        h1 class="govuk-heading-l" { (staff.name) }
        (SummaryList::new(rows))
        ul class="govuk-list" {
            @if staff.active {
                li { a class="govuk-link" href={ "/people/" (id) "/invite" } { "Make a link to set up their sign-in" } }
            }
            @if id != visit.session.staff.id {
                li {
                    a class="govuk-link" href={ "/people/" (id) "/active" } {
                        @if staff.active { "Stop them signing in" } @else { "Let them sign in again" }
                    }
                }
            }
        }
    };
    // A title stands in the browser's history: no name in it.
    Ok(View::new("A person who signs in", body).before(BackLink::to("/people").render()))
}
