//! A manager who did not work on the enquiry reads it and authorises its outcome, or sends it back with the reasons.

use casework::Stop;
use casework::section47;
use design::govuk::{Button, button_group};
use domain::access::Action;
use domain::id::Id;
use domain::section47::Section47;
use maud::html;

use super::{address, below, blank, heading, open, page};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Authorising it.
pub(super) static AUTHORISE: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/authorise",
    name: "authorise a section 47 enquiry",
    action: Action::AuthoriseSection47,
    prefill: blank,
    show,
    send,
};

const ACT: &str = "act";
const BACK: &str = "back";

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::AuthoriseSection47)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Authorise the outcome"))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        (super::strip::strip(visit, &view))
        (page::outcome(visit, &view))
        (page::risks(visit, &view))
        (page::harm(visit, &view)?)
        p class="govuk-body" { a class="govuk-link" href=(address(id, "")) { "Read the whole enquiry" } }
        (asked.form(visit, html! {
            (asked.lines("words", "Why is this right for the child? Or what is to be done again?").rows(4))
            (button_group(html! {
                (Button::new("Authorise").sends(ACT, "authorise"))
                (Button::new("Send it back").secondary().sends(ACT, BACK))
            }))
        }))
    };
    below(visit, &view, "Authorise the outcome", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let words = filling.get("words");
    if filling.get(ACT) == BACK {
        section47::send_back(&visit.session, &filling.sending(), id, words)?;
    } else {
        section47::authorise(&visit.session, &filling.sending(), id, words)?;
    }
    Ok(Sent::to(address(id, "")))
}
