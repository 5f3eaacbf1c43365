//! Declining a conference although an enquiry found continuing risk: with reasons, what keeps the child safe instead, and who was told. Somebody else than
//! whoever decided the enquiry or asked.

use casework::Stop;
use casework::conference::decline;
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::conference::{Conference, DECLINE_FORM, DeclineAsked};
use domain::id::Id;
use maud::html;

use super::{address, at_version, back, form, heading};
use crate::contact::pressed_by_enter;
use crate::forms::page::Sheet;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Declining a conference.
pub(super) static DECLINE: Act<Id<Conference>> = Act {
    path: "/conferences/{conference}/decline",
    name: "decline a conference",
    action: Action::DeclineConference,
    prefill: |visit, conference, at| at_version(visit, *conference, at),
    show,
    send,
};

fn sheet(visit: &Visit<'_>) -> Result<Sheet, Stop> {
    Sheet::new(&visit.house().pack, &DECLINE_FORM, None)
}

fn show(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let sheet = sheet(visit)?;
    let questions = html! {
        (pressed_by_enter("Decline the conference"))
        (sheet.asked(filling))
        (Button::new("Decline the conference").warning())
    };
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Decline the conference"))
        (InsetText::new("The enquiry found that the child is likely to go on suffering significant harm. An agency that disagrees may ask for a conference all the same, and take it up the partnership’s ladder (Working Together)."))
        (visit.form(filling, questions))
    };
    Ok(View::new("Decline the conference", body).before(back(conference)))
}

fn send(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit)?;
    let mut given = sheet.read(&filling.fields)?;
    let told = form::told(&mut given);
    given.all_right()?;
    let asked = DeclineAsked {
        reasons: given.words("reasons"),
        instead: given.words("instead"),
        told,
        further: given.further(),
    };
    decline(&visit.session, &filling.sending(), conference, asked).map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(address(conference, "")))
}
