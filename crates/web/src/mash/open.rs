//! Opening a MASH enquiry from a contact: why the outcome is not clear yet, and how urgent it is.

use casework::Stop;
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::contact::Contact;
use domain::id::Id;
use maud::html;

use super::{address, rating};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Prefilled, Sent, View, Visit};

/// Opening an enquiry.
pub(super) static OPEN: Act<Id<Contact>> = Act {
    path: "/contacts/{contact}/enquiry",
    name: "open an enquiry",
    action: Action::OpenEnquiry,
    prefill: |_, _, _| Ok(Prefilled::default()),
    show,
    send,
};

fn show(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Open a MASH enquiry" }
        p class="govuk-body" {
            "Contact " (view.contact.record.reference) ". Only where it is not already clear what is right: where it is, propose it and say why no enquiry is needed."
        }
        (crate::contact::page::previous(visit, &view))
        (asked.form(visit, html! {
            (asked.lines("why", "Why is it not clear yet?").hint("What must be found out, and from whom").rows(4))
            (asked.one_of("rating", "How urgent is it?", ratings(visit)))
            (asked.lines("reason", "Why this urgent?").rows(2))
            (Button::new("Open the enquiry"))
        }))
    };
    Ok(View::new("Open a MASH enquiry", body).before(crate::contact::back(contact)))
}

/// The ratings of the pack, with what each means and how long there is.
pub(super) fn ratings(visit: &Visit<'_>) -> Vec<Choice> {
    let pack = &visit.house().pack;
    let choice = |rated: &domain::pack::Rating| {
        Choice::new(&rated.code, &rated.name).hint(format!(
            "{} {}",
            rated.words,
            rating::how_long(pack, rated)
        ))
    };
    pack.hub.ratings.iter().map(choice).collect()
}

fn send(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<Sent, Stop> {
    let get = |name: &str| filling.get(name).to_owned();
    let enquiry = casework::mash::open(
        &visit.session,
        &filling.sending(),
        contact,
        get("why"),
        get("rating"),
        get("reason"),
    )?;
    Ok(Sent::to(address(enquiry, "")))
}
