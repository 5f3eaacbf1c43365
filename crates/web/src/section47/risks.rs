//! Every risk that was named, each enquired into or explained: one page, a row for each, and one more for a risk that came up.

use casework::Stop;
use casework::section47;
use design::govuk::Button;
use domain::access::Action;
use domain::calendar::london;
use domain::form::{Place, Row};
use domain::id::Id;
use domain::refusal::Problem;
use domain::section47::{RISKS_FORM, RiskAsked, Section47};
use maud::{Markup, html};

use super::{address, as_either, below, either, guidance, heading, lines, open, record};
use crate::forms::page::{Given, Sheet};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Answering for the risks.
pub(super) static RISKS: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/risks",
    name: "risks of a section 47 enquiry",
    action: Action::MakeSection47,
    prefill,
    show,
    send,
};

/// The section that is asked for each risk.
const RISK: &str = "risk";
/// The question above which the risk stands, as it was named.
const ENQUIRED: &str = "enquired";

fn prefill(visit: &Visit<'_>, id: &Id<Section47>, at: At) -> Result<Prefilled, Stop> {
    let (section47, version) = record(visit, *id, at)?;
    let mut fields = Fields::default();
    for (place, risk) in section47.risks.iter().enumerate() {
        let Some(answer) = &risk.answer else { continue };
        fields.set(&format!("risk-{place}-enquired"), as_either(answer.enquired));
        fields.set(&format!("risk-{place}-words"), &*answer.words);
        fields.set(&format!("risk-{place}-who"), &*answer.who);
        fields.set(&format!("risk-{place}-on"), answer.on.map(london::date_in_digits).unwrap_or_default());
    }
    sheet(visit, &section47)?.fill_further(&mut fields, section47.risks_further.as_ref());
    Ok(Prefilled { fields, version })
}

/// The form, for each risk that was named. One more is named and answered in the last row.
fn sheet(visit: &Visit<'_>, section47: &Section47) -> Result<Sheet, Stop> {
    let known = section47.risks.len();
    let named =
        (0..known).map(|place| Row::new(place.to_string(), format!("Risk {}", place + 1)).without("named"));
    let rows: Vec<Row> = named.chain([Row::new(known.to_string(), "Another risk that came up")]).collect();
    let sheet = Sheet::new(&visit.house().pack, &RISKS_FORM, section47.risks_further.as_ref())?;
    Ok(sheet.rows(RISK, &rows))
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let risks = &view.section47.record.risks;
    let sheet = sheet(visit, &view.section47.record)?;
    let above = |place: &Place| {
        let of_risk = place.section == RISK && place.question == ENQUIRED;
        let risk = place.index.filter(|_| of_risk).and_then(|index| risks.get(usize::from(index)));
        risk.map_or_else(Markup::default, |risk| lines(&risk.words))
    };
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Risks that were named"))
        (guidance(&sheet))
        (visit.form(filling, html! { (sheet.asking(filling).above(&above)) (Button::new("Save")) }))
    };
    below(visit, &view, "Risks that were named", body)
}

/// What was answered in one row.
fn asked(given: &Given<'_>, place: u16, known: usize) -> RiskAsked {
    RiskAsked {
        place: Some(usize::from(place)).filter(|place| *place < known),
        named: given.nth(RISK, place, "named"),
        enquired: either(&given.nth(RISK, place, ENQUIRED)),
        words: given.nth(RISK, place, "words"),
        who: given.nth(RISK, place, "who"),
        on: given.nth_day(RISK, place, "on"),
    }
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let section47 = section47::view(&visit.session, id)?.section47.record;
    let known = section47.risks.len();
    let sheet = sheet(visit, &section47)?.passing_over_blank(&filling.fields, RISK);
    let mut given = sheet.read(&filling.fields)?;
    let mut risks = Vec::new();
    for (place, _) in (0_u16..).zip(0..=known) {
        let one = asked(&given, place, known);
        let is_named = one.place.is_some() || !one.named.trim().is_empty();
        if is_named {
            risks.push(one);
        } else if given.is_answered(RISK, place, &["named"]) {
            let words = "Write what is feared, or leave the whole of it empty.";
            given.problems.push(Problem::new(format!("risk-{place}-named"), words));
        }
    }
    given.all_right()?;
    section47::answer_risks(&visit.session, &filling.sending(), id, risks, given.further())?;
    Ok(Sent::to(address(id, "")))
}
