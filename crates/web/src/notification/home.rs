//! One household: every notification whole, everybody in it, whom each may be, and what was done.

use casework::Stop;
use casework::notification::{Found, Household, Row, household};
use casework::staff::Names;
use design::govuk::{BackLink, SummaryList, SummaryRow};
use design::own::MatchPanel;
use domain::access::Action;
use domain::calendar::london;
use domain::contact::Described;
use domain::id::Id;
use domain::notification::{Notification, Stage, Triage};
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, Render, html};

use super::{list, words};
use crate::contact::likeness;
use crate::route::{Page, View, Visit};

pub(super) static HOME: Page<Id<Notification>> = Page {
    path: "/notifications/{notification}",
    name: "notification",
    action: Action::ReadNotification,
    show,
};

fn show(visit: &Visit<'_>, id: Id<Notification>) -> Result<View, Stop> {
    let (home, mut found, names) = household(&visit.session, id)?;
    let waits = home.notifications.iter().all(|told| told.record.stage == Stage::Waiting);
    let body = html! {
        h1 class="govuk-heading-l" { "Notifications of one household" }
        p class="govuk-body" { (words::tags(&home.sketch)) }
        (words::earlier(visit, &home.sketch))
        (words::known(&home.known))
        @if waits && visit.may(Action::TriageNotification) { (list::acts(visit, &home)) }
        @for (place, told) in home.notifications.iter().enumerate() {
            (one(visit, &home, told, &names))
            (likely(visit, &home, told, found.extract_if(.., |found| found.notification == place).collect()))
        }
    };
    // A title stands in the browser's history: nobody's name is in it.
    Ok(View::new("Notifications of one household", body)
        .before(BackLink::to("/notifications").render())
        .wide())
}

fn one(visit: &Visit<'_>, home: &Household, told: &Row, names: &Names) -> Markup {
    let told = &told.record;
    let address = told.address.as_ref().map(|address| match address.open(home.unsealing) {
        Some(lines) => shown_in_line(&lines.one_line()),
        None => "Withheld".to_owned(),
    });
    let row = |key: &str, value: String| SummaryRow::new(key, value.as_str());
    let mut rows = vec![row("Kind", words::kinds(visit, told))];
    rows.extend(address.map(|address| row("Where", address)));
    rows.extend(told.risk.map(|risk| row("Their grading", risk.words().to_owned())));
    let writer: Vec<&str> = [told.officer.as_str(), told.officer_contact.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if !writer.is_empty() {
        rows.push(row("Written by", shown_in_line(&writer.join(", "))));
    }
    html! {
        h2 class="govuk-heading-m" { (words::agency(visit, &told.agency)) " " bdi { (told.reference) } }
        p class="govuk-body" { (words::when(visit, told)) "." }
        (SummaryList::new(rows))
        p class="govuk-body app-wrap" dir="auto" { (shown(&told.what_happened)) }
        @if !told.people.is_empty() { h3 class="govuk-heading-s" { "Who was in it" } (words::people(told)) }
        @if !told.row.more.is_empty() {
            h3 class="govuk-heading-s" { "Also sent" }
            ul class="govuk-list govuk-list--bullet" {
                @for (name, value) in &told.row.more {
                    li class="app-wrap" { @if !name.is_empty() { (shown_in_line(name)) ": " } bdi { (shown_in_line(value)) } }
                }
            }
        }
        (done(visit, told, names))
    }
}

/// What was done about it, each with who and when.
fn done(visit: &Visit<'_>, told: &Notification, names: &Names) -> Markup {
    html! {
        @for done in &told.triage {
            p class="govuk-body" {
                @match &done.what {
                    Triage::Contact { contact } => {
                        a class="govuk-link" href={ "/contacts/" (contact) } { "A contact was made" }
                    }
                    Triage::SentToWorker { .. } => { "Sent to the allocated worker" }
                    Triage::NotNeeded { reason, words } => {
                        "No contact needed: " (words::reason(visit, reason))
                        @if !words.trim().is_empty() { " (" bdi { (shown_in_line(words)) } ")" }
                    }
                }
                " by " (names.name(done.by)) ", " (london::moment_in_words(done.at)) "."
            }
        }
    }
}

/// Whom each of the people may be, with why, in the words of the panel beside a contact; those of whom little speaks are folded away.
fn likely(visit: &Visit<'_>, home: &Household, told: &Row, found: Vec<Found>) -> Markup {
    let panels = found.into_iter().filter(|found| !found.look.like.is_empty()).filter_map(|found| {
        let said = &told.record.people.get(found.person)?.said;
        let heading = format!("Who {} may be", shown_in_line(&called(said)));
        let panel = likeness::panel(said, found.look, visit, Some(home.unsealing));
        Some(MatchPanel { heading, still: true, ..panel })
    });
    html! { @for panel in panels { (panel) } }
}

/// Whom it is about, where no name was sent.
fn called(said: &Described) -> String {
    if said.name.is_empty() { "somebody without a name".to_owned() } else { said.name.display() }
}
