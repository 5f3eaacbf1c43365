//! One event: what was recorded, about whom, how it is known, what of it counts for the escalation watch, and every version it has had.

use casework::Stop;
use casework::event::{Called, EventView, view};
use design::govuk::{Button, SummaryList, SummaryRow, WarningText, button_group};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::event::{Adult, Event};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{at, at_event};
use crate::child::{identity, words};
use crate::forms;
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

/// One event.
pub(super) static EVENT: Page<(Id<Person>, Id<Event>)> = Page {
    path: "/children/{child}/events/{event}",
    name: "significant event",
    action: Action::ReadEvent,
    show,
};

fn show(visit: &Visit<'_>, (child, event): (Id<Person>, Id<Event>)) -> Result<View, Stop> {
    let view = of_child(visit, child, event)?;
    let record = &view.event.record;
    let pack = &visit.house().pack;
    let name = record.name(pack);
    let form = pack.form_version(&record.answers.form, record.answers.version);
    let body = html! {
        span class="govuk-caption-l" { "Significant event" }
        h1 class="govuk-heading-l" { (name) }
        (in_error(&view))
        (about(visit, &view))
        @if let Some(form) = form.or_else(|| pack.form(&record.answers.form)) {
            h2 class="govuk-heading-m" { "What was recorded" }
            (forms::read_only(form, &record.answers))
        }
        (counts(visit, record))
        @if view.may_correct { (button_group(html! {
            (Button::link("Correct this event", at_event(child, event, "/correct")).secondary())
            a class="govuk-link" href=(at_event(child, event, "/error")) { "It was recorded in error" }
        })) }
        (versions(&view))
        p class="govuk-body" { a class="govuk-link" href=(at(child, "")) { "All significant events" } }
    };
    identity::about(visit, child, Action::ReadFile, name, body)
}

/// The event, when it is one of the child's.
pub(super) fn of_child(visit: &Visit<'_>, child: Id<Person>, event: Id<Event>) -> Result<EventView, Stop> {
    let view = view(&visit.session, event)?;
    if view.event.record.children.contains(&child) { Ok(view) } else { Err(Refusal::NotFound.into()) }
}

fn in_error(view: &EventView) -> Markup {
    let record = &view.event.record;
    html! {
        @if let Some(said) = &record.in_error {
            (WarningText::new(html! {
                "Recorded in error: " (words::verbatim(&said.reason)) " It counts for nothing. "
                (words::name(view.names.name(said.by))) ", " (london::moment_in_words(said.at)) "."
            }))
        }
    }
}

fn about(visit: &Visit<'_>, view: &EventView) -> Markup {
    let record = &view.event.record;
    let children = html! {
        ul class="govuk-list" {
            @for (id, name) in &view.children { li { a class="govuk-link" href={ "/children/" (id) } { bdi { (shown_in_line(name)) } } } }
        }
    };
    let mut rows = vec![SummaryRow::new("About", children), SummaryRow::new("Happened", happened(record))];
    if record.of_kind(&visit.house().pack).is_some_and(|kind| kind.lasts) {
        let until =
            record.until.map_or_else(|| "Not recorded: it goes on".to_owned(), london::moment_in_words);
        rows.push(SummaryRow::new("Until", until));
    }
    rows.push(SummaryRow::new("Adults", adults(view)));
    rows.push(SummaryRow::new("How we know", told(visit, view)));
    rows.push(SummaryRow::new("We knew", london::moment_in_words(record.known_at)));
    rows.push(SummaryRow::new(
        "Recorded",
        html! { (words::name(view.names.name(record.by))) ", " (london::moment_in_words(record.at)) },
    ));
    html! { (SummaryList::new(rows)) (further_told(&visit.house().pack, record.further.as_ref())) }
}

/// When it happened, with the time where the record has it.
pub(super) fn happened(event: &Event) -> String {
    match event.moment {
        Some(moment) => format!("{}, {}", event.happened, london::time_in_words(moment)),
        None => event.happened.to_string(),
    }
}

fn adults(view: &EventView) -> Markup {
    html! {
        @if view.adults.is_empty() { "Nobody is named" } @else {
            ul class="govuk-list" {
                @for adult in &view.adults {
                    li {
                        @match adult {
                            Called::Person(id, name) => a class="govuk-link" href={ "/children/" (id) } { bdi { (shown_in_line(name)) } },
                            Called::Named(name) => (words::name(name)),
                            Called::Restricted(said) => (said),
                        }
                    }
                }
            }
        }
    }
}

fn told(visit: &Visit<'_>, view: &EventView) -> Markup {
    let told = &view.event.record.told;
    html! {
        (visit.house().pack.event_source(&told.from))
        @if let Some(who) = &told.who {
            @match who.open(view.unsealing) {
                Some(who) => { ": " (words::name(who)) },
                None => { ". " (Tone::Protected.tag("Withheld")) " They must not be known." },
            }
        }
    }
}

/// What the watch counts of it, in the words that a prompt will use.
fn counts(visit: &Visit<'_>, event: &Event) -> Markup {
    let marks = event.marks_in_words(&visit.house().pack);
    html! {
        @if event.stands() && event.counts.is_some() {
            h2 class="govuk-heading-m" { "What counts for the escalation watch" }
            @if marks.is_empty() {
                p class="govuk-body" { "That it happened." }
            } @else {
                ul class="govuk-list govuk-list--bullet" { @for mark in marks { li { (mark) } } }
            }
        }
    }
}

fn versions(view: &EventView) -> Markup {
    html! {
        @if view.versions.len() > 1 {
            h2 class="govuk-heading-m" { "How it came to stand so" }
            ol class="govuk-list govuk-list--number" {
                @for kept in &view.versions {
                    li {
                        (london::moment_in_words(kept.at)) ", " (words::name(view.names.name(kept.by))) ": "
                        @if kept.reason.is_empty() { "recorded" } @else { (words::verbatim(&kept.reason)) }
                    }
                }
            }
        }
    }
}

/// The adults that a form must offer beside those around the child: those whom the event names already.
pub(super) fn named_already(view: &EventView) -> Vec<(Id<Person>, String)> {
    let person = |called: &Called| match called {
        Called::Person(id, name) => Some((*id, name.clone())),
        Called::Named(_) | Called::Restricted(_) => None,
    };
    let known = |id: &Id<Person>| view.event.record.adults.contains(&Adult::Known(*id));
    view.adults.iter().filter_map(person).filter(|(id, _)| known(id)).collect()
}
