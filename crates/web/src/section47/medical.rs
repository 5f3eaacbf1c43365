//! The medical: where it stands, by whom, with whose consent, and what was found; or why there is none.

use casework::Stop;
use casework::section47;
use design::govuk::Button;
use domain::access::Action;
use domain::calendar::london;
use domain::form::Answers;
use domain::id::Id;
use domain::section47::{MEDICAL_FORM, MedicalAsked, Section47};
use maud::html;

use super::{address, below, guidance, heading, open, record};
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing it down.
pub(super) static MEDICAL: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/medical",
    name: "medical in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<Section47>, at: At) -> Result<Prefilled, Stop> {
    let (section47, version) = record(visit, *id, at)?;
    let mut fields = Fields::default();
    if let Some(medical) = &section47.medical {
        fields.set("state", &*medical.state);
        fields.set("doctor", &*medical.doctor);
        fields.set("consent", &*medical.consent);
        fields.set("findings", &*medical.findings);
        fields.set("on", medical.on.map(london::date_in_digits).unwrap_or_default());
        sheet(visit, &section47)?.fill_further(&mut fields, medical.further.as_ref());
    }
    Ok(Prefilled { fields, version })
}

/// The form, with where a medical can stand.
fn sheet(visit: &Visit<'_>, section47: &Section47) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let before: Option<&Answers> = section47.medical.as_ref().and_then(|medical| medical.further.as_ref());
    let states = pack.section47.medicals.iter().map(|state| (&*state.code, &*state.name));
    Ok(Sheet::new(pack, &MEDICAL_FORM, before)?.offering("state", states))
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let sheet = sheet(visit, &view.section47.record)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Medical"))
        (guidance(&sheet))
        (visit.form(filling, html! { (sheet.asked(filling)) (Button::new("Save")) }))
    };
    below(visit, &view, "Medical", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let section47 = section47::view(&visit.session, id)?.section47.record;
    let sheet = sheet(visit, &section47)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let asked = MedicalAsked {
        state: given.words("state"),
        doctor: given.words("doctor"),
        on: given.day("on"),
        consent: given.words("consent"),
        findings: given.words("findings"),
        further: given.further(),
    };
    section47::hold_medical(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
