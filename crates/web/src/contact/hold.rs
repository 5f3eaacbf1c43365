//! Taking a contact on. Whoever holds it, its clocks stay what they are.

use casework::Stop;
use design::govuk::Button;
use domain::access::Action;
use domain::contact::Contact;
use domain::id::Id;
use maud::html;

use super::filled::Asked;
use super::{address, back};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Taking a contact on.
pub(super) static HOLD: Act<Id<Contact>> = Act {
    path: "/contacts/{contact}/hold",
    name: "take on a contact",
    action: Action::ChangeContact,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, contact: &Id<Contact>, _: At) -> Result<Prefilled, Stop> {
    let view = casework::contact::view(&visit.session, *contact)?;
    Ok(Prefilled { version: view.contact.version.0, ..Prefilled::default() })
}

fn show(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let known = &view.contact.record;
    let held = match known.holder {
        Some(holder) if holder == visit.session.staff.id => "You hold this contact.".to_owned(),
        Some(holder) => format!("{} holds this contact now.", view.names.name(holder)),
        None => "Nobody holds this contact yet.".to_owned(),
    };
    let body = html! {
        h1 class="govuk-heading-l" { "Take on contact " (known.reference) }
        p class="govuk-body" { (held) " Its clocks do not change by it." }
        (Asked::new(filling, &[]).short_form(visit, html! { (Button::new("Take on this contact")) }))
    };
    Ok(View::new("Take on a contact", body).before(back(contact)))
}

fn send(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<Sent, Stop> {
    casework::contact::take_on(&visit.session, &filling.sending(), contact)?;
    Ok(Sent::to(address(contact, "")))
}
