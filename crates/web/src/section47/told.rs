//! Who was told what came of the enquiry: parents, the child, agencies; when, and in writing; or why not.

use casework::Stop;
use casework::section47;
use design::govuk::{Button, SelectItem};
use domain::access::Action;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::section47::{Section47, ToldAsked};
use maud::html;

use super::{address, below, blank, heading, open, typed};
use crate::contact::filled::Asked;
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

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let asked = Asked::new(filling, &[]);
    let rules = &visit.house().pack.section47;
    let whoms = rules.whoms.iter().map(|whom| SelectItem::new(&whom.code, whom.name.as_str())).collect();
    let mut ways: Vec<SelectItem> =
        rules.ways.iter().map(|way| SelectItem::new(&way.code, way.name.as_str())).collect();
    ways.push(SelectItem::new(NOT_TOLD, "Not told, and I say why"));
    let body = html! {
        (asked.summary())
        (heading(&view, "Who was told"))
        (asked.form(visit, html! {
            (asked.list("whom", "Who?", whoms))
            (asked.line("name", "Their name, or which agency"))
            (asked.list("way", "How?", ways))
            (typed::day_line(&asked, "on", "On which day?"))
            (asked.lines("words", "What they said; or why they were not told").rows(3))
            (Button::new("Write it down"))
        }))
    };
    below(visit, &view, "Who was told", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems: Vec<Problem> = Vec::new();
    let way = fields.get("way");
    if way.is_empty() {
        problems.push(Problem::new("way", "Choose how they were told, or that they were not."));
    }
    let asked = ToldAsked {
        whom: fields.get("whom").into(),
        name: fields.get("name").into(),
        way: if way == NOT_TOLD { String::new() } else { way.into() },
        on: typed::day(fields, "on", &mut problems),
        words: fields.get("words").into(),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    section47::told(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
