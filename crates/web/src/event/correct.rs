//! Correcting an event, with the reason. What stood before stays to be read, and when the council knew it is not moved by putting a word right.

use casework::Stop;
use casework::event::{Nearby, correct, kept_version, nearby};
use design::govuk::Button;
use domain::access::Action;
use domain::event::Event;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use maud::html;

use super::questions::{LABELS, Shown, fields, form_answered, read};
use super::{at_event, page};
use crate::child::identity;
use crate::contact::filled::Asked;
use crate::forms;
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
    Ok(Prefilled { fields: fields(form, &record), version })
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
    let nearby = all_of(nearby(&visit.session, child)?, &view);
    let asked = Asked::new(filling, &[]);
    let who_stands = match &record.told.who {
        Some(_) if record.told.unnamed => {
            "A name is recorded and must not be known. Leave this empty to keep it."
        }
        Some(_) => "A name is recorded. Leave this empty to keep it.",
        None => "Name and role",
    };
    let shown = Shown { visit, kind, form, nearby: &nearby, filling, who_stands };
    let labels: Vec<_> =
        LABELS.iter().copied().filter(|(name, _)| *name != "children" && *name != "adults").collect();
    let body = html! {
        (asked.summary())
        (asked.conflict(&labels, &|_, value| value.to_owned()))
        @if let Some(conflict) = &filling.conflict {
            (forms::compare(form, "", &conflict.base, &filling.fields, &conflict.theirs, "a colleague"))
        }
        span class="govuk-caption-l" { "Correct a significant event" }
        h1 class="govuk-heading-l" { (kind.name) }
        (asked.form(visit, html! {
            (shown.questions(&asked))
            (asked.lines("reason", "Why is it corrected?").rows(3).hint("What was wrong, and how you know"))
            (Button::new("Save the correction"))
        }))
    };
    identity::about(visit, child, Action::ReadFile, "Correct a significant event", body)
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
    let asked = match read(kind, form, &filling.fields, visit.session.at) {
        Ok(asked) => asked,
        Err(Refusal::Invalid(mut problems)) => {
            if reason.trim().is_empty() {
                problems.push(Problem::new("reason", "Say what was wrong, and how you know."));
            }
            return Err(Refusal::Invalid(problems).into());
        }
        Err(refusal) => return Err(refusal.into()),
    };
    let still = asked.children.contains(&child);
    correct(&visit.session, &filling.sending(), event, asked, reason)?;
    Ok(Sent::to(if still { at_event(child, event, "") } else { format!("/children/{child}/events") }))
}
