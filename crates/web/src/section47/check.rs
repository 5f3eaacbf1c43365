//! What agencies are asked in the enquiry, and what they answered. What the hub asked stands on the enquiry's page without being typed again.

use casework::Stop;
use casework::section47;
use design::govuk::Button;
use domain::access::Action;
use domain::calendar::london;
use domain::form::Answers;
use domain::id::Id;
use domain::refusal::Refusal;
use domain::section47::{CHECK_FORM, CheckAsked, Section47};
use maud::html;

use super::{address, below, blank, guidance, heading, open, record};
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Asking an agency.
pub(super) static NEW: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/check",
    name: "check in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill: blank,
    show: |visit, id, filling| show(visit, id, None, filling),
    send: |visit, id, filling| send(visit, id, None, filling),
};

/// Writing down what it answered.
pub(super) static ANSWER: Act<(Id<Section47>, usize)> = Act {
    path: "/section47/{section47}/checks/{place}",
    name: "answer to a check in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill,
    show: |visit, (id, place), filling| show(visit, id, Some(place), filling),
    send: |visit, (id, place), filling| send(visit, id, Some(place), filling),
};

fn prefill(visit: &Visit<'_>, (id, place): &(Id<Section47>, usize), at: At) -> Result<Prefilled, Stop> {
    let (section47, version) = record(visit, *id, at)?;
    let check = section47.checks.get(*place).ok_or(Refusal::NotFound)?;
    let mut fields = Fields::default()
        .with("agency", &*check.agency)
        .with("whom", &*check.whom)
        .with("asked_on", london::date_in_digits(check.asked_on))
        .with("answered_on", check.answered_on.map(london::date_in_digits).unwrap_or_default())
        .with("result", &*check.result);
    sheet(visit, &section47, Some(*place))?.fill_further(&mut fields, check.further.as_ref());
    Ok(Prefilled { fields, version })
}

/// The form, with the agencies of the pack; gone on with in the version in which the check was written.
fn sheet(visit: &Visit<'_>, section47: &Section47, place: Option<usize>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let before: Option<&Answers> = match place {
        Some(place) => section47.checks.get(place).ok_or(Refusal::NotFound)?.further.as_ref(),
        None => None,
    };
    let agencies = pack.agencies.iter().map(|agency| (&*agency.id, &*agency.name));
    Ok(Sheet::new(pack, &CHECK_FORM, before)?.offering("agency", agencies))
}

fn show(visit: &Visit<'_>, id: Id<Section47>, place: Option<usize>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let sheet = sheet(visit, &view.section47.record, place)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Ask an agency"))
        (guidance(&sheet))
        (visit.form(filling, html! { (sheet.asked(filling)) (Button::new("Save")) }))
    };
    below(visit, &view, "Ask an agency", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, place: Option<usize>, filling: &Filling) -> Result<Sent, Stop> {
    let section47 = section47::view(&visit.session, id)?.section47.record;
    let sheet = sheet(visit, &section47, place)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let asked = CheckAsked {
        place,
        agency: given.words("agency"),
        whom: given.words("whom"),
        asked_on: given.day("asked_on"),
        answered_on: given.day("answered_on"),
        result: given.words("result"),
        further: given.further(),
    };
    section47::check(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
