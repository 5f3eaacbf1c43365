//! Parents, carers and siblings: who was seen, who was not and why; whether a brother or sister needs an enquiry of their own.

use casework::Stop;
use casework::section47;
use casework::section47::Section47View;
use design::govuk::Button;
use domain::access::Action;
use domain::calendar::london;
use domain::form::Row;
use domain::id::Id;
use domain::section47::{CarerAsked, FAMILY_FORM, Section47, SiblingAsked};
use maud::html;

use super::{address, as_either, below, called, either, guidance, heading, open, record};
use crate::forms::page::{Given, Sheet};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing it down.
pub(super) static FAMILY: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/family",
    name: "family in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill,
    show,
    send,
};

/// The sections that are asked for each of them.
const CARER: &str = "carer";
const SIBLING: &str = "sibling";

fn prefill(visit: &Visit<'_>, id: &Id<Section47>, at: At) -> Result<Prefilled, Stop> {
    let (section47, version) = record(visit, *id, at)?;
    let mut fields = Fields::default();
    for (place, carer) in section47.carers.iter().enumerate() {
        let Some(answer) = &carer.answer else { continue };
        fields.set(&format!("carer-{place}-seen"), as_either(answer.seen));
        fields.set(&format!("carer-{place}-words"), &*answer.words);
        fields.set(&format!("carer-{place}-who"), &*answer.who);
        fields.set(&format!("carer-{place}-on"), answer.on.map(london::date_in_digits).unwrap_or_default());
    }
    for (place, sibling) in section47.siblings.iter().enumerate() {
        let Some(answer) = &sibling.answer else { continue };
        fields.set(&format!("sibling-{place}-own_enquiry"), as_either(answer.own_enquiry));
        fields.set(&format!("sibling-{place}-words"), &*answer.words);
    }
    let further = section47.family_further.as_ref();
    Sheet::new(&visit.house().pack, &FAMILY_FORM, further)?.fill_further(&mut fields, further);
    Ok(Prefilled { fields, version })
}

/// The form, for everybody who is known. Somebody else is named and spoken of in the last row of each section.
fn sheet(visit: &Visit<'_>, view: &Section47View) -> Result<Sheet, Stop> {
    let known = &view.section47.record;
    let mut carers: Vec<Row> = Vec::new();
    for (place, carer) in known.carers.iter().enumerate() {
        let who = format!("{}, {}", called(view, carer.person, &carer.name), carer.relation);
        carers.push(Row::new(place.to_string(), who).without("name").without("relation"));
    }
    carers.push(Row::new(carers.len().to_string(), "Another parent or carer"));
    let mut siblings: Vec<Row> = Vec::new();
    for (place, sibling) in known.siblings.iter().enumerate() {
        let who = format!("{}, brother or sister", called(view, sibling.person, &sibling.name));
        siblings.push(Row::new(place.to_string(), who).without("name"));
    }
    siblings.push(Row::new(siblings.len().to_string(), "Another child of the home or the family"));
    let sheet = Sheet::new(&visit.house().pack, &FAMILY_FORM, known.family_further.as_ref())?;
    Ok(sheet.rows(CARER, &carers).rows(SIBLING, &siblings))
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let sheet = sheet(visit, &view)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Parents, carers and siblings"))
        (guidance(&sheet))
        (visit.form(filling, html! { (sheet.asked(filling)) (Button::new("Save")) }))
    };
    below(visit, &view, "Parents, carers and siblings", body)
}

/// The parents and carers: everybody who is known, and whoever is added.
fn carers(given: &Given<'_>, known: usize) -> Vec<CarerAsked> {
    let rows = (0_u16..).zip(0..=known);
    let asked = rows.filter(|(row, place)| *place < known || given.is_answered(CARER, *row, &[]));
    let one = |(row, place): (u16, usize)| CarerAsked {
        place: (place < known).then_some(place),
        name: given.nth(CARER, row, "name"),
        relation: given.nth(CARER, row, "relation"),
        seen: either(&given.nth(CARER, row, "seen")),
        on: given.nth_day(CARER, row, "on"),
        who: given.nth(CARER, row, "who"),
        words: given.nth(CARER, row, "words"),
    };
    asked.map(one).collect()
}

/// The brothers and sisters.
fn siblings(given: &Given<'_>, known: usize) -> Vec<SiblingAsked> {
    let rows = (0_u16..).zip(0..=known);
    let asked = rows.filter(|(row, place)| *place < known || given.is_answered(SIBLING, *row, &[]));
    let one = |(row, place): (u16, usize)| SiblingAsked {
        place: (place < known).then_some(place),
        name: given.nth(SIBLING, row, "name"),
        own_enquiry: either(&given.nth(SIBLING, row, "own_enquiry")),
        words: given.nth(SIBLING, row, "words"),
    };
    asked.map(one).collect()
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let view = section47::view(&visit.session, id)?;
    let sheet = sheet(visit, &view)?
        .passing_over_blank(&filling.fields, CARER)
        .passing_over_blank(&filling.fields, SIBLING);
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let known = &view.section47.record;
    let (carers, siblings) = (carers(&given, known.carers.len()), siblings(&given, known.siblings.len()));
    section47::answer_family(&visit.session, &filling.sending(), id, carers, siblings, given.further())?;
    Ok(Sent::to(address(id, "")))
}
