//! Setting a calibration: two or three invented assessments, what should be seen in each, what is graded, and until when.

use casework::Stop;
use casework::calibration::set;
use design::govuk::{BackLink, Button, InsetText};
use domain::access::Action;
use domain::calibration::{CalibrationAsked, FORM};
use domain::form::Row;
use maud::{Render, html};

use super::address;
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static SET: Act<()> = Act {
    path: "/calibration/new",
    name: "set invented assessments to grade",
    action: Action::SetCalibration,
    prefill,
    show,
    send,
};

/// So many invented assessments at most: more are not graded.
const TEXTS: usize = 3;

fn prefill(visit: &Visit<'_>, (): &(), _: At) -> Result<Prefilled, Stop> {
    let mut fields = Fields::default();
    for domain in &visit.house().pack.audit.domains {
        fields.add("domains", domain.code.clone());
    }
    Ok(Prefilled { fields, version: 0 })
}

/// The form, with room for as many invented assessments as are graded at once.
fn sheet(visit: &Visit<'_>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let title = |number: usize| match number {
        2 => "Invented assessment 3 (may stay empty)".to_owned(),
        number => format!("Invented assessment {}", number + 1),
    };
    let texts: Vec<Row> = (0..TEXTS).map(|number| Row::new(number.to_string(), title(number))).collect();
    let domains = pack.audit.domains.iter().map(|domain| (&*domain.code, &*domain.name));
    Ok(Sheet::new(pack, &FORM, None)?.rows("text", &texts).offering("domains", domains))
}

fn show(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let sheet = sheet(visit)?;
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Set invented assessments" }
        (InsetText::new("Invent the family, the house and the words. Use no child’s record, not even with the names changed: somebody will know them."))
        (visit.form(filling, html! {
            (sheet.asked(filling))
            (Button::new("Set it"))
        }))
    };
    let back = BackLink { content: "Back to calibration".into(), ..BackLink::to("/calibration") };
    Ok(View::new("Set invented assessments", body).before(back.render()))
}

fn send(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let sheet = sheet(visit)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let one = |place: u16| {
        let said = |question: &str| given.nth("text", place, question);
        (said("title"), said("words"), said("points"))
    };
    let asked = CalibrationAsked {
        title: given.words("title"),
        texts: (0_u16..).take(TEXTS).map(one).collect(),
        domains: given.all("domains"),
        closes_on: given.day("closes_on"),
        invented: !given.all("invented").is_empty(),
        further: given.further(),
    };
    let id = set(&visit.session, &filling.sending(), asked)?;
    Ok(Sent::to(address(id, "")))
}
