//! Taking a request back: the agency sees it no more. The reason stays.

use casework::Stop;
use design::govuk::Button;
use domain::access::Action;
use maud::html;

use super::{OfRequest, address, chase};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Prefilled, Sent, View, Visit};

/// Taking a request back.
pub(super) static WITHDRAW: Act<OfRequest> = Act {
    path: "/enquiries/{enquiry}/requests/{request}/withdraw",
    name: "take a request back",
    action: Action::ChaseAgency,
    prefill: |_, _, _| Ok(Prefilled::default()),
    show,
    send,
};

fn show(visit: &Visit<'_>, place: OfRequest, filling: &Filling) -> Result<View, Stop> {
    let asked = Asked::new(filling, &[]);
    chase::around(visit, place, "Take the request back", &asked, |_, _| {
        Ok(html! {
            (asked.lines("words", "Why is it taken back?").rows(2))
            (Button::new("Take it back"))
        })
    })
}

fn send(visit: &Visit<'_>, (enquiry, request): OfRequest, filling: &Filling) -> Result<Sent, Stop> {
    casework::mash::take_back(&visit.session, &filling.sending(), enquiry, request, filling.get("words"))?;
    Ok(Sent::to(address(enquiry, "")))
}
