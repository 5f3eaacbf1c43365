//! The child's own words, as they were said, with the day and who heard them.

use casework::Stop;
use casework::section47;
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::section47::{Section47, WORDS_FORM, WordsAsked};
use maud::html;

use super::{address, below, blank, guidance, heading, open};
use crate::forms::page::Sheet;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Writing them down.
pub(super) static WORDS: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/words",
    name: "child's words in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill: blank,
    show,
    send,
};

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let sheet = Sheet::new(&visit.house().pack, &WORDS_FORM, None)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "The child's words"))
        (guidance(&sheet))
        (visit.form(filling, html! { (sheet.asked(filling)) (Button::new("Write them down")) }))
    };
    below(visit, &view, "The child's words", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = Sheet::new(&visit.house().pack, &WORDS_FORM, None)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let asked = WordsAsked {
        on: given.day("on"),
        heard_by: given.words("heard_by"),
        asked: given.words("asked"),
        words: given.words("words"),
        further: given.further(),
    };
    section47::child_said(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
