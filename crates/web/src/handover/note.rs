//! The night's own form: who rang, what we found, what we did or why not, what is safe until when, what the day team must do by when. Written
//! while it happens, on a child's record or on a contact.

use casework::Stop;
use casework::handover::{note_on_child, note_on_contact};
use design::govuk::{BackLink, Button, Textarea};
use domain::access::Action;
use domain::contact::Contact;
use domain::handover::NightNoteAsked;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use maud::{Markup, Render, html};

use super::moment;
use crate::child::identity;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// A note on a child.
pub(super) static ON_CHILD: Act<Id<Person>> = Act {
    path: "/children/{child}/night-note",
    name: "night note on a child",
    action: Action::WriteNightNote,
    prefill: |visit, child, _: At| {
        identity::about(visit, *child, Action::WriteNightNote, "", Markup::default())?;
        Ok(Prefilled::default())
    },
    show: |visit, child, filling| {
        identity::about(visit, child, Action::WriteNightNote, "Night note", body(visit, filling))
    },
    send: |visit, child, filling| {
        note_on_child(&visit.session, &filling.sending(), child, read(&filling.fields)?)?;
        Ok(Sent::to(format!("/children/{child}")))
    },
};

/// A note on a contact.
pub(super) static ON_CONTACT: Act<Id<Contact>> = Act {
    path: "/contacts/{contact}/night-note",
    name: "night note on a contact",
    action: Action::WriteNightNote,
    prefill: |visit, contact, _: At| {
        casework::contact::view(&visit.session, *contact)?;
        Ok(Prefilled::default())
    },
    show: of_contact,
    send: |visit, contact, filling| {
        note_on_contact(&visit.session, &filling.sending(), contact, read(&filling.fields)?)?;
        Ok(Sent::to(format!("/contacts/{contact}")))
    },
};

/// The times taken when only the day is said.
const SAFE_UNTIL: &str = "09:00";
const DAY_BY: &str = "12:00";
const HAPPENED: &str = "00:00";

fn of_contact(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<View, Stop> {
    casework::contact::view(&visit.session, contact)?;
    let back =
        BackLink { content: "Back to the contact".into(), ..BackLink::to(format!("/contacts/{contact}")) };
    Ok(View::new("Night note", body(visit, filling)).before(back.render()))
}

fn body(visit: &Visit<'_>, filling: &Filling) -> Markup {
    let lines = |name: &str, question: &str, hint: &str, rows: u32| {
        Textarea::new(name, question)
            .hint(hint)
            .rows(rows)
            .value(filling.get(name))
            .error(filling.error(name))
    };
    let questions = html! {
        (lines("found", "What did you find, or what were you told?", "Who rang, and what they said", 4))
        (lines("done", "What did you do?", "Leave it empty when you did nothing", 4))
        (lines("why_not", "Why did you not act, or not do more?", "Needed when nothing was done: deciding not to act is a decision", 4))
        (lines("safe", "What is safe for now?", "Where the child is, and with whom", 2))
        (moment::asked(filling, "safe_until", "Safe until when", SAFE_UNTIL))
        (lines("day_must", "What must the day team do?", "Leave it empty when nothing must be done", 3))
        (moment::asked(filling, "day_by", "By when", DAY_BY))
        (moment::asked(filling, "happened", "When did it happen", HAPPENED))
        (Button::new("Record this note"))
    };
    html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Night note" }
        p class="govuk-body" { "It stands on the record at once, with the time you record it, and on the morning list until a named worker has it." }
        (visit.form(filling, questions))
    }
}

fn read(fields: &Fields) -> Result<NightNoteAsked, Refusal> {
    let mut problems: Vec<Problem> = Vec::new();
    let asked = NightNoteAsked {
        found: fields.get("found").into(),
        done: fields.get("done").into(),
        why_not: fields.get("why_not").into(),
        safe: fields.get("safe").into(),
        safe_until: moment::read(fields, "safe_until", SAFE_UNTIL, &mut problems),
        day_must: fields.get("day_must").into(),
        day_by: moment::read(fields, "day_by", DAY_BY, &mut problems),
        happened_at: moment::read(fields, "happened", HAPPENED, &mut problems),
    };
    if problems.is_empty() { Ok(asked) } else { Err(Refusal::Invalid(problems)) }
}
