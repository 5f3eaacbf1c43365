//! Contacts, page by page: taken in, matched to whom we know, an outcome proposed, decided by somebody else, the referrer told
//! (ux 3.2, 3.3, 3.5). Every page shows the facts with who said them, and says "not known" where nobody knows.

pub(crate) mod basis;
mod beside;
mod child;
mod consent;
pub(crate) mod decision;
mod dispense;
mod feedback;
pub(crate) mod filled;
mod hold;
mod household;
mod intake;
pub(crate) mod likeness;
pub(crate) mod page;
mod proposal;
pub(crate) mod repeat;
pub(crate) mod told;

use casework::Stop;
use domain::contact::Contact;
use domain::id::Id;
use maud::{Markup, Render, html};

use crate::route::{At, Mount, Visit};

/// Every page about contacts.
pub fn mounts() -> Vec<Mount> {
    vec![
        intake::NEW.mount(),
        intake::KNOWN.mount(),
        page::CONTACT.mount(),
        hold::HOLD.mount(),
        child::CHILD.mount(),
        beside::BESIDE.mount(),
        household::HOUSEHOLD.mount(),
        proposal::PROPOSAL.mount(),
        decision::DECISION.mount(),
        feedback::FEEDBACK.mount(),
        consent::CONSENT.mount(),
        dispense::DISPENSE.mount(),
        dispense::WITHDRAW.mount(),
    ]
}

/// The contact as it stands, or as it stood in a version, with its version.
fn record(visit: &Visit<'_>, contact: Id<Contact>, at: At) -> Result<(Contact, u64), Stop> {
    Ok(match at {
        At::Now => {
            let view = casework::contact::view(&visit.session, contact)?;
            (view.contact.record, view.contact.version.0)
        }
        At::Version(number) => (casework::contact::version(&visit.session, contact, number)?, number),
    })
}

/// The address of a contact's page, or of one below it.
fn address(contact: Id<Contact>, below: &str) -> String {
    format!("/contacts/{contact}{below}")
}

/// The way back to the contact.
pub(crate) fn back(contact: Id<Contact>) -> Markup {
    let link = design::govuk::BackLink::to(address(contact, ""));
    design::govuk::BackLink { content: "Back to the contact".into(), ..link }.render()
}

/// What the Enter key presses. A form is sent by its first button, which would otherwise be "Add another" inside the questions; nobody sees
/// this one or comes to it with the Tab key.
pub(crate) fn pressed_by_enter(words: &str) -> Markup {
    html! { button type="submit" hidden { (words) } }
}
