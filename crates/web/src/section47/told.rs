//! Who was told what came of the enquiry: parents, the child, agencies; when, and in writing; or why not.

use casework::Stop;
use casework::section47;
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::refusal::Problem;
use domain::section47::{Section47, TOLD_FORM, ToldAsked};
use maud::html;

use super::{address, below, blank, guidance, heading, open};
use crate::forms::page::Sheet;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Writing it down.
pub(super) static TOLD: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/told",
    name: "who was told of a section 47 enquiry",
    action: Action::MakeSection47,
    prefill: blank,
    show,
    send,
};

/// The way that is none: they were not told.
const NOT_TOLD: &str = "not_told";

/// The form, with whom and how the pack knows, and that they were not told.
fn sheet(visit: &Visit<'_>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let whoms = pack.section47.whoms.iter().map(|whom| (&*whom.code, &*whom.name));
    let ways = pack.section47.ways.iter().map(|way| (&*way.code, &*way.name));
    let ways = ways.chain([(NOT_TOLD, "Not told, and I say why")]);
    Ok(Sheet::new(pack, &TOLD_FORM, None)?.offering("whom", whoms).offering("way", ways))
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let sheet = sheet(visit)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Who was told"))
        (guidance(&sheet))
        (visit.form(filling, html! { (sheet.asked(filling)) (Button::new("Write it down")) }))
    };
    below(visit, &view, "Who was told", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit)?;
    let mut given = sheet.read(&filling.fields)?;
    let way = given.words("way");
    if way.is_empty() {
        let words = "Choose how they were told, or that they were not.";
        given.problems.push(Problem::new("way", words));
    }
    given.all_right()?;
    let asked = ToldAsked {
        whom: given.words("whom"),
        name: given.words("name"),
        way: if way == NOT_TOLD { String::new() } else { way },
        on: given.day("on"),
        words: given.words("words"),
        further: given.further(),
    };
    section47::told(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
