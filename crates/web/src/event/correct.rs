//! Correcting an event, with the reason. What stood before stays to be read, and when the council knew it is not moved by putting a word right.

use casework::Stop;
use casework::event::{Nearby, correct, kept_version, nearby};
use design::govuk::{Button, Textarea};
use domain::access::Action;
use domain::event::Event;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use maud::html;

use super::questions::{fields, form_answered, questions, read, sheet};
use super::{at_event, page};
use crate::child::identity;
use crate::forms;
use crate::forms::page::Sheet;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Correcting an event.
pub(super) static CORRECT: Act<(Id<Person>, Id<Event>)> = Act {
    path: "/children/{child}/events/{event}/correct",
    name: "correct a significant event",
    action: Action::CorrectEvent,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, (child, event): &(Id<Person>, Id<Event>), at: At) -> Result<Prefilled, Stop> {
    let view = page::of_child(visit, *child, *event)?;
    may(&view)?;
    let (record, version) = match at {
        At::Now => (view.event.record, view.event.version.0),
        At::Version(version) => (kept_version(&visit.session, *event, version)?, version),
    };
    let (_, form) = form_answered(&visit.house().pack, &record)?;
    let view = page::of_child(visit, *child, *event)?;
    let sheet = asked_of_every(visit, *child, &view)?;
    Ok(Prefilled { fields: fields(form, &sheet, &record), version })
}

fn may(view: &casework::event::EventView) -> Result<(), Refusal> {
    if !view.event.record.stands() {
        return Err(Refusal::NotNow(
            "This event was recorded in error, so it is not changed any more.".into(),
        ));
    }
    if !view.may_correct {
        return Err(Refusal::not_allowed(
            "You read this event, and somebody who works with the child corrects it.",
        ));
    }
    Ok(())
}

fn show(visit: &Visit<'_>, (child, event): (Id<Person>, Id<Event>), filling: &Filling) -> Result<View, Stop> {
    let view = page::of_child(visit, child, event)?;
    may(&view)?;
    let record = &view.event.record;
    let (kind, form) = form_answered(&visit.house().pack, record)?;
    let sheet = asked_of_every(visit, child, &view)?;
    let reason =
        Textarea::new("reason", "Why is it corrected?").hint("What was wrong, and how you know").rows(3);
    let reason = reason.value(filling.get("reason")).error(filling.error("reason"));
    let body = html! {
        (sheet.notices(filling))
        @if let Some(conflict) = &filling.conflict {
            (forms::compare(form, "", &conflict.base, &filling.fields, &conflict.theirs, "a colleague"))
        }
        span class="govuk-caption-l" { "Correct a significant event" }
        h1 class="govuk-heading-l" { (kind.name) }
        (visit.form(filling, html! {
            (questions(&sheet, form, filling))
            (reason)
            (Button::new("Save the correction"))
        }))
    };
    identity::about(visit, child, Action::ReadFile, "Correct a significant event", body)
}

/// The form of what is asked of every event, in the version in which it was answered. A name that stands is not shown: what is said of it stands under its
/// question.
fn asked_of_every(
    visit: &Visit<'_>,
    child: Id<Person>,
    view: &casework::event::EventView,
) -> Result<Sheet, Stop> {
    let record = &view.event.record;
    let (kind, _) = form_answered(&visit.house().pack, record)?;
    let nearby = all_of(nearby(&visit.session, child)?, view);
    let sheet = sheet(visit, kind, &nearby, record.further.as_ref())?;
    let who_stands = match &record.told.who {
        Some(_) if record.told.unnamed => {
            Some("A name is recorded and must not be known. Leave this empty to keep it.")
        }
        Some(_) => Some("A name is recorded. Leave this empty to keep it."),
        None => None,
    };
    Ok(sheet.worded("who", None, who_stands))
}

/// Everybody a form offers: those around the child now, and those whom the event names.
fn all_of(mut nearby: Nearby, view: &casework::event::EventView) -> Nearby {
    for (id, name) in &view.children {
        if !nearby.children.iter().any(|(known, _)| known == id) {
            nearby.children.push((*id, name.clone()));
        }
    }
    for (id, name) in page::named_already(view) {
        if !nearby.adults.iter().any(|(known, _)| *known == id) {
            nearby.adults.push((id, name));
        }
    }
    nearby
}

fn send(visit: &Visit<'_>, (child, event): (Id<Person>, Id<Event>), filling: &Filling) -> Result<Sent, Stop> {
    if forms::wants_one_more("", &filling.fields) {
        return Err(forms::once_more());
    }
    let view = page::of_child(visit, child, event)?;
    let (kind, form) = form_answered(&visit.house().pack, &view.event.record)?;
    let reason = filling.get("reason");
    let sheet = asked_of_every(visit, child, &view)?;
    let asked = match read(kind, form, &sheet, &filling.fields, visit.session.at) {
        Ok(asked) => asked,
        Err(Stop::Refusal(Refusal::Invalid(mut problems))) => {
            if reason.trim().is_empty() {
                problems.push(Problem::new("reason", "Say what was wrong, and how you know."));
            }
            return Err(Refusal::Invalid(problems).into());
        }
        Err(stop) => return Err(stop),
    };
    let still = asked.children.contains(&child);
    correct(&visit.session, &filling.sending(), event, asked, reason)?;
    Ok(Sent::to(if still { at_event(child, event, "") } else { format!("/children/{child}/events") }))
}
