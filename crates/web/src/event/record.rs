//! Recording an event: its kind's own questions, and those that are asked of every event. Kept as a draft while it is typed.

use casework::Stop;
use casework::event::{nearby, record};
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, html};

use super::questions::{blank, form_of, questions, read, sheet};
use super::{at, at_event};
use crate::child::identity;
use crate::forms;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Recording an event.
pub(super) static RECORD: Act<(Id<Person>, String)> = Act {
    path: "/children/{child}/events/new/{event_kind}",
    name: "record a significant event",
    action: Action::RecordEvent,
    prefill: |visit, (child, kind), _: At| {
        form_of(&visit.house().pack, kind)?;
        identity::about(visit, *child, Action::RecordEvent, "", Markup::default())?;
        Ok(Prefilled { fields: blank(visit, *child), version: 0 })
    },
    show,
    send,
};

fn show(visit: &Visit<'_>, (child, kind): (Id<Person>, String), filling: &Filling) -> Result<View, Stop> {
    let (kind, form) = form_of(&visit.house().pack, &kind)?;
    let nearby = nearby(&visit.session, child)?;
    let sheet = sheet(visit, kind, &nearby, None)?;
    let body = html! {
        (sheet.notices(filling))
        span class="govuk-caption-l" { "Record a significant event" }
        h1 class="govuk-heading-l" { (kind.name) }
        p class="govuk-body" { (kind.words) " " a class="govuk-link" href=(at(child, "/new")) { "Choose another kind" } "." }
        @if let Some(guidance) = &form.guidance { p class="govuk-body" { (guidance) } }
        (visit.form(filling, html! {
            (questions(&sheet, form, filling))
            (Button::new("Record this event"))
        }))
    };
    identity::about(visit, child, Action::RecordEvent, &format!("Record: {}", kind.name), body)
}

fn send(visit: &Visit<'_>, (child, kind): (Id<Person>, String), filling: &Filling) -> Result<Sent, Stop> {
    if forms::wants_one_more("", &filling.fields) {
        return Err(forms::once_more());
    }
    let (kind, form) = form_of(&visit.house().pack, &kind)?;
    let sheet = sheet(visit, kind, &nearby(&visit.session, child)?, None)?;
    let asked = read(kind, form, &sheet, &filling.fields, visit.session.at)?;
    let about_child = asked.children.contains(&child);
    let event = record(&visit.session, &filling.sending(), asked)?;
    // Whoever reads a summary only records an event and does not read the record it stands in.
    let reads = casework::child::may(&visit.session, child)?.contains(&Action::ReadFile);
    Ok(Sent::to(match (about_child, reads) {
        (true, true) => at_event(child, event, ""),
        _ => format!("/children/{child}"),
    }))
}
