//! A child's significant events, the newest first, by kind, now or as they were known.

use casework::Stop;
use casework::child::{ChildPage, Shown};
use design::Content;
use design::govuk::Button;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::event::Event;
use domain::id::Id;
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use maud::{Markup, html};

use super::{at, at_event, page};
use crate::child::asked::{self, Asked, When};
use crate::child::{identity, words};
use crate::route::{Page, View, Visit};

/// A child's significant events.
pub(super) static EVENTS: Page<Id<Person>> =
    Page { path: "/children/{child}/events", name: "significant events", action: Action::ReadFile, show };

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let asked = asked::read(visit, child)?;
    let Shown::Content(file) = &asked.shown else {
        return Err(identity::refused(visit, child, Action::ReadFile)?.into());
    };
    let path = at(child, "");
    let kind = visit.query.get("kind");
    let chosen = newest_first(file).into_iter().filter(|event| kind.is_empty() || event.kind == kind);
    let rows: Vec<_> = chosen.map(|event| row(visit, file, event)).collect();
    let caption = match rows.len() {
        1 => "1 event".to_owned(),
        many => format!("{many} events, newest first"),
    };
    let records = asked.when == When::Now
        && casework::child::may(&visit.session, child)?.contains(&Action::RecordEvent);
    let table = CaseTable {
        empty: if file.file.events.is_empty() {
            "No significant event is recorded."
        } else {
            "None of this kind."
        }
        .into(),
        ..CaseTable::new(
            caption,
            ["Happened", "What happened", "How we know", "Recorded"].map(Column::new).into(),
            rows,
        )
    };
    let body = html! {
        (asked.banner(file, &path))
        h1 class="govuk-heading-l" { "Significant events" }
        (identity::notices(visit, file))
        @if records { (Button::link("Record a significant event", at(child, "/new"))) }
        (filter(visit, &asked, file, &path, kind))
        (table)
        @for closed in &file.closed { p class="govuk-body" { "A record that is also about another child. " (closed) } }
        (asked.controls(file, &path))
    };
    Ok(identity::around(file, "Significant events", body).wide())
}

/// A child's events: the latest to have happened first, those whose day nobody knows by when we knew.
pub(super) fn newest_first(file: &ChildPage) -> Vec<&Event> {
    let mut events: Vec<&Event> = file.file.events.iter().map(|filed| &filed.record).collect();
    events.sort_by_key(|event| {
        let day = event.happened.latest().map(london::start_of);
        std::cmp::Reverse((event.moment.or(day).unwrap_or(event.known_at), event.known_at))
    });
    events
}

/// The kinds that there are, each with how many.
fn filter(visit: &Visit<'_>, asked: &Asked, file: &ChildPage, path: &str, chosen: &str) -> Markup {
    let query = asked.query(file);
    let and = if query.is_empty() { "?" } else { "&" };
    let of = |code: &str| file.file.events.iter().filter(|filed| filed.record.kind == code).count();
    let kinds = visit.house().pack.events.kinds.iter();
    let kinds: Vec<_> = kinds.map(|kind| (kind, of(&kind.code))).filter(|(_, count)| *count > 0).collect();
    html! {
        @if kinds.len() > 1 {
            nav aria-label="Kinds of event" {
                ul class="app-acts" {
                    li {
                        @if chosen.is_empty() { strong { "All: " (file.file.events.len()) } }
                        @else { a class="govuk-link" href={ (path) (query) } { "All: " (file.file.events.len()) } }
                    }
                    @for (kind, count) in kinds {
                        li {
                            @if kind.code == chosen { strong { (kind.name) ": " (count) } }
                            @else { a class="govuk-link" href={ (path) (query) (and) "kind=" (kind.code) } { (kind.name) ": " (count) } }
                        }
                    }
                }
            }
        }
    }
}

fn row(visit: &Visit<'_>, file: &ChildPage, event: &Event) -> Vec<Content> {
    let child = file.file.child.record.id;
    vec![
        page::happened(event).into(),
        html! {
            a class="govuk-link" href=(at_event(child, event.id, "")) { (event.name(&visit.house().pack)) }
            (told(visit, event))
        }
        .into(),
        html! {
            (visit.house().pack.event_source(&event.told.from))
            @if known_later(event) { span class="govuk-hint" { "Known " (london::date_in_words(london::date_of(event.known_at))) } }
        }
        .into(),
        html! { (words::name(file.names.name(event.by))) span class="govuk-hint" { (words::day(event.at)) } }.into(),
    ]
}

/// What counts in an event and what was written of it, in short.
pub(super) fn told(visit: &Visit<'_>, event: &Event) -> Markup {
    let pack = &visit.house().pack;
    let marks = event.marks_in_words(pack);
    html! {
        @if !event.stands() { " " (Tone::Quiet.tag("Recorded in error")) }
        @if event.stands() && !marks.is_empty() { br; strong { (marks.join("; ")) } }
        @let says = event.says(pack);
        @if !says.trim().is_empty() { br; (words::verbatim(&says)) }
    }
}

fn known_later(event: &Event) -> bool {
    !matches!(event.happened, PartialDate::Exact(day) if day == london::date_of(event.known_at))
}
