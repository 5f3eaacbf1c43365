//! Opening a MASH enquiry from a contact: why the outcome is not clear yet, and how urgent it is.

use casework::Stop;
use casework::mash::OpeningAsked;
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::contact::Contact;
use domain::form;
use domain::id::Id;
use domain::mash::OPEN_FORM;
use maud::html;

use super::{address, rating};
use crate::forms::page::Sheet;
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

/// The form, with the ratings of the pack.
fn sheet(visit: &Visit<'_>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let rated = pack.hub.ratings.iter().map(|rated| form::Choice {
        hint: Some(meaning(visit, rated)),
        ..form::Choice::new(&rated.code, &rated.name)
    });
    let rated: Vec<form::Choice> = rated.collect();
    Ok(Sheet::new(pack, &OPEN_FORM, None)?.offering_choices("rating", &rated))
}

fn show(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::contact::view(&visit.session, contact)?;
    let sheet = sheet(visit)?;
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Open a MASH enquiry" }
        p class="govuk-body" {
            "Contact " (view.contact.record.reference) ". Only where it is not already clear what is right: where it is, propose it and say why no enquiry is needed."
        }
        (crate::contact::page::previous(visit, &view))
        (visit.form(filling, html! {
            (sheet.asked(filling))
            (Button::new("Open the enquiry"))
        }))
    };
    Ok(View::new("Open a MASH enquiry", body).before(crate::contact::back(contact)))
}

/// The ratings of the pack, with what each means and how long there is.
pub(super) fn ratings(visit: &Visit<'_>) -> Vec<Choice> {
    let choice =
        |rated: &domain::pack::Rating| Choice::new(&rated.code, &rated.name).hint(meaning(visit, rated));
    visit.house().pack.hub.ratings.iter().map(choice).collect()
}

fn meaning(visit: &Visit<'_>, rated: &domain::pack::Rating) -> String {
    format!("{} {}", rated.words, rating::how_long(&visit.house().pack, rated))
}

fn send(visit: &Visit<'_>, contact: Id<Contact>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let asked = OpeningAsked {
        why: given.words("why"),
        rating: given.words("rating"),
        reason: given.words("reason"),
        further: given.further(),
    };
    let enquiry = casework::mash::open(&visit.session, &filling.sending(), contact, asked)?;
    Ok(Sent::to(address(enquiry, "")))
}
