//! Somebody went to see the child: when, by whom, where, alone or not, how the child was; and the child's day, as the council asks about it.

use casework::Stop;
use casework::section47;
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::section47::{SEEN_FORM, Section47, SeenAsked};
use maud::html;

use super::{address, below, blank, either, guidance, heading, open};
use crate::forms::page::Sheet;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Writing it down.
pub(super) static SEEN: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/seen",
    name: "child seen in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill: blank,
    show,
    send,
};

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let sheet = Sheet::new(&visit.house().pack, &SEEN_FORM, None)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "The child was seen, or was not"))
        (guidance(&sheet))
        (visit.form(filling, html! { (sheet.asked(filling)) (Button::new("Write it down")) }))
    };
    below(visit, &view, "The child was seen, or was not", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = Sheet::new(&visit.house().pack, &SEEN_FORM, None)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let asked = SeenAsked {
        at: given.moment("at"),
        seen: either(&given.words("seen")),
        alone: either(&given.words("alone")),
        who: given.words("who"),
        place: given.words("place"),
        interpreter: given.words("interpreter"),
        looked: given.words("looked"),
        why: given.words("why"),
        further: given.further(),
    };
    section47::saw(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
