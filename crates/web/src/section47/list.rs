//! Enquiries in lists: those that run, a child's on the child's page, and what waits for somebody on their first page.

use std::collections::BTreeMap;

use casework::Stop;
use casework::section47::{Listed, on_my_desk, running};
use casework::staff::Names;
use design::Content;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::section47::{CONFERENCE, FIRST_SEEN, Stage};
use maud::{Markup, html};

use super::{address, clock, name, page};
use crate::route::{Page, View, Visit};
use crate::work::rows;

/// The enquiries that run.
pub(super) static LIST: Page<()> =
    Page { path: "/section47", name: "section 47 enquiries", action: Action::SeeSection47s, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let (found, children, names) = running(&visit.session)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Section 47 enquiries" }
        p class="govuk-body" { "Those that run and that you can read, the longest first. Each starts with the strategy discussion that decided on it." }
        (table(visit, "Enquiries that run", &found.iter().collect::<Vec<_>>(), &children, Some(&names), "Open", ""))
    };
    Ok(View::new("Section 47 enquiries", body).wide())
}

/// What waits for somebody on their first page: outcomes to authorise, children not seen as planned, and the other enquiries they lead.
pub(crate) fn desk(visit: &Visit<'_>) -> Result<Markup, Stop> {
    if !visit.may(Action::MakeSection47) {
        return Ok(Markup::default());
    }
    let desk = on_my_desk(&visit.session)?;
    let part = |title: &str, found: &[Listed], verb: &str, below: &str| {
        let found: Vec<&Listed> = found.iter().collect();
        html! {
            @if !found.is_empty() {
                h2 class="govuk-heading-m" { (title) ": " (found.len()) }
                (table(visit, title, &found, &desk.children, None, verb, below))
            }
        }
    };
    Ok(html! {
        (part("Section 47 outcomes to authorise", &desk.to_authorise, "Authorise", "/authorise"))
        (part("Children to be seen in section 47 enquiries", &desk.unseen, "Open", ""))
        (part("Your section 47 enquiries", &desk.own, "Open", ""))
    })
}

fn table(
    visit: &Visit<'_>,
    caption: &str,
    found: &[&Listed],
    children: &BTreeMap<Id<Person>, String>,
    names: Option<&Names>,
    verb: &str,
    below: &str,
) -> Markup {
    let row = |listed: &&Listed| -> Vec<Content> {
        let child = children.get(&listed.child).map_or("", String::as_str);
        let seen: Content = match listed.first_seen {
            Some(at) => format!("Seen {}", london::moment_in_short(at, visit.session.at)).into(),
            None if listed.seen_due.is_none() => "No day set".into(),
            None => rows::by_when(visit, listed.seen_due),
        };
        let risks: Content = match listed.open_risks {
            0 => "All answered".into(),
            open => format!("{open} open").into(),
        };
        let stage = Stage::from_code(&listed.stage).map(page::stage).unwrap_or_default();
        let mut cells: Vec<Content> = vec![
            html! {
                a class="govuk-link" href=(address(listed.id, below)) { (verb) span class="govuk-visually-hidden" { " enquiry " (listed.reference) } }
                " " (name(child)) " " span class="govuk-hint" { (listed.reference) }
            }
            .into(),
            london::date_in_words(london::date_of(listed.started)).into(),
            seen,
            risks,
            stage.into(),
            rows::by_when(visit, listed.conference_due),
        ];
        if let Some(names) = names {
            cells.push(listed.worker.map_or("Nobody yet", |worker| names.name(worker)).into());
        }
        cells
    };
    let mut columns: Vec<Column> =
        ["Child", "Started", "Child seen", "Risks", "Stands", "Conference by"].map(Column::new).into();
    columns.extend(names.map(|_| Column::new("Social worker")));
    let rows = found.iter().map(row).collect();
    let table = CaseTable {
        caption_hidden: true,
        empty: "No enquiry runs that you can read.".into(),
        ..CaseTable::new(caption, columns, rows)
    };
    html! { (table) }
}

/// A child's enquiries, for a section of the child's page: nothing where there are none that the viewer may read.
pub(crate) fn of_child(visit: &Visit<'_>, child: Id<Person>) -> Result<Markup, Stop> {
    if !visit.may(Action::ReadSection47) {
        return Ok(Markup::default());
    }
    let found = casework::section47::of_child(&visit.session, child)?;
    Ok(html! {
        @if !found.section47s.is_empty() {
            h2 class="govuk-heading-m" { "Section 47 enquiries" }
            @for known in &found.section47s {
                @let section47 = &known.record;
                p class="govuk-body" {
                    a class="govuk-link" href=(address(section47.id, "")) { (section47.reference) } ", since "
                    (london::date_in_words(section47.started_on())) " " (page::stage(section47.stage()))
                    @if let Some(outcome) = &section47.outcome { " " (outcome.finding.words()) "." }
                    @if section47.runs() && section47.first_seen().is_none() { " " (Tone::Pressing.tag("Child not yet seen")) }
                }
                @if section47.runs() {
                    ul class="govuk-list" {
                        @if let Some(found) = section47.clock(FIRST_SEEN) { li { (clock(visit, found, "child first seen, as the plan says")) } }
                        @if let Some(found) = section47.clock(CONFERENCE) { li { (clock(visit, found, "conference, from the initiating discussion")) } }
                    }
                }
            }
        }
    })
}
