//! The night's own form: who rang, what we found, what we did or why not, what is safe until when, what the day team must do by when. Written
//! while it happens, on a child's record or on a contact.

use casework::Stop;
use casework::handover::{note_on_child, note_on_contact};
use design::govuk::{BackLink, Button};
use domain::access::Action;
use domain::contact::Contact;
use domain::handover::{NOTE_FORM, NightNoteAsked};
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, Render, html};

use crate::child::identity;
use crate::forms::page::Sheet;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

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
        identity::about(visit, child, Action::WriteNightNote, "Night note", body(visit, filling)?)
    },
    send: |visit, child, filling| {
        note_on_child(&visit.session, &filling.sending(), child, read(visit, filling)?)?;
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
        note_on_contact(&visit.session, &filling.sending(), contact, read(visit, filling)?)?;
        Ok(Sent::to(format!("/contacts/{contact}")))
    },
};

fn of_contact(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<View, Stop> {
    casework::contact::view(&visit.session, contact)?;
    let back =
        BackLink { content: "Back to the contact".into(), ..BackLink::to(format!("/contacts/{contact}")) };
    Ok(View::new("Night note", body(visit, filling)?).before(back.render()))
}

fn sheet(visit: &Visit<'_>) -> Result<Sheet, Stop> {
    Sheet::new(&visit.house().pack, &NOTE_FORM, None)
}

fn body(visit: &Visit<'_>, filling: &Filling) -> Result<Markup, Stop> {
    let sheet = sheet(visit)?;
    let questions = html! {
        (sheet.asked(filling))
        (Button::new("Record this note"))
    };
    Ok(html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Night note" }
        p class="govuk-body" { "It stands on the record at once, with the time you record it, and on the morning list until a named worker has it." }
        (visit.form(filling, questions))
    })
}

fn read(visit: &Visit<'_>, filling: &Filling) -> Result<NightNoteAsked, Stop> {
    let sheet = sheet(visit)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    Ok(NightNoteAsked {
        found: given.words("found"),
        done: given.words("done"),
        why_not: given.words("why_not"),
        safe: given.words("safe"),
        safe_until: given.moment("safe_until"),
        day_must: given.words("day_must"),
        day_by: given.moment("day_by"),
        happened_at: given.moment("happened"),
        further: given.further(),
    })
}
