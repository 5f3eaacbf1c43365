//! The meetings that somebody may read: what is next, what waits for minutes, what was called off.

use casework::Stop;
use casework::meeting::{Listed, asked_of_me};
use design::govuk::InsetText;
use domain::access::Action;
use domain::meeting::Stage;
use maud::html;

use super::{mine, table};
use crate::route::{Page, View, Visit};

/// Meetings.
pub(super) static LIST: Page<()> =
    Page { path: "/meetings", name: "meetings", action: Action::SeeMeetings, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let meetings = casework::meeting::list(&visit.session)?;
    let asked = asked_of_me(&visit.session)?;
    let in_stage = |stages: &[Stage]| -> Vec<&Listed> {
        let is =
            |meeting: &&Listed| Stage::from_code(&meeting.stage).is_some_and(|stage| stages.contains(&stage));
        meetings.iter().filter(is).collect()
    };
    let lists = [
        ("To come", in_stage(&[Stage::Planned])),
        ("Minutes to be signed", in_stage(&[Stage::Held])),
        ("Minutes to be distributed", in_stage(&[Stage::Signed])),
        ("Done with in the last two weeks", in_stage(&[Stage::Distributed, Stage::Cancelled])),
    ];
    let body = html! {
        h1 class="govuk-heading-l" { "Meetings" }
        @if visit.may(Action::ArrangeMeeting) {
            (InsetText::new("A meeting is arranged from the contact, the enquiry or the child that it is about."))
        }
        @if visit.may(Action::SeeHubMeasures) {
            p class="govuk-body" { a class="govuk-link" href="/meetings/measures" { "How agencies attend" } }
        }
        (mine::asked(visit, &asked))
        @if meetings.is_empty() { p class="govuk-body" { "There are no meetings that you can read." } }
        @for (caption, list) in &lists {
            @if !list.is_empty() { (table(visit, caption, list)) }
        }
    };
    Ok(View::new("Meetings", body).wide())
}
