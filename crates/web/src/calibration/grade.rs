//! Grading invented assessments, alone. Until the last day has gone by the grades can be changed.

use casework::Stop;
use casework::calibration::{CalibrationView, grade, view};
use design::govuk::{BackLink, Button};
use domain::access::Action;
use domain::calibration::{Calibration, GRADING_FORM};
use domain::form::Row;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Render, html};

use super::address;
use crate::contact::told;
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static GRADE: Act<Id<Calibration>> = Act {
    path: "/calibration/{calibration}/grade",
    name: "grade invented assessments",
    action: Action::GradeCalibration,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<Calibration>, _: At) -> Result<Prefilled, Stop> {
    let found = view(&visit.session, *id)?;
    let mut fields = Fields::default();
    let sheet = sheet(visit, &found)?;
    let Some(own) = found.own else { return Ok(Prefilled::default()) };
    for (number, text) in own.record.texts.iter().enumerate() {
        fields.set(&format!("saw-{number}"), text.saw.clone());
        for (domain, grade) in &text.grades {
            fields.set(&format!("grade-{number}-{domain}"), grade.code());
        }
    }
    sheet.fill_further(&mut fields, own.record.further.as_ref());
    Ok(Prefilled { fields, version: own.version.0 })
}

/// The form: a grade for each domain of each text, and what one sees in each text.
fn sheet(visit: &Visit<'_>, found: &CalibrationView) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let calibration = &found.calibration;
    let grades = calibration.texts.iter().enumerate().flat_map(|(number, _)| {
        calibration.domains.iter().map(move |code| {
            let name = pack.audit.domain(code).map_or(code.as_str(), |domain| &domain.name);
            Row::new(format!("{number}-{code}"), name)
        })
    });
    let seen =
        calibration.texts.iter().enumerate().map(|(number, text)| Row::new(number.to_string(), &*text.title));
    let scale = pack.audit.grades.iter().map(|grade| (grade.code.code(), &*grade.name));
    let before = found.own.as_ref().and_then(|own| own.record.further.as_ref());
    Ok(Sheet::new(pack, &GRADING_FORM, before)?
        .rows("grade", &grades.collect::<Vec<_>>())
        .rows("seen", &seen.collect::<Vec<_>>())
        .offering("grade", scale))
}

fn show(visit: &Visit<'_>, id: Id<Calibration>, filling: &Filling) -> Result<View, Stop> {
    let found = view(&visit.session, id)?;
    if !found.open {
        return Err(Refusal::NotNow("It has closed: no more grades are taken.".into()).into());
    }
    if found.own_texts {
        return Err(Refusal::not_allowed("You wrote these texts, so you do not grade them.").into());
    }
    let sheet = sheet(visit, &found)?;
    let each = found.calibration.domains.len();
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Grade invented assessments" }
        p class="govuk-body" { "Nobody but you ever sees your grades. Grade as you would grade a colleague’s work, without talking about it first." }
        (visit.form(filling, html! {
            @for (number, text) in found.calibration.texts.iter().enumerate() {
                h2 class="govuk-heading-m" { (text.title) " (invented)" }
                div class="govuk-body" { (told::verbatim(&text.words)) }
                @for domain in 0..each { (sheet.asked_only(filling, &[&format!("grade.{}", number * each + domain)])) }
                (sheet.asked_only(filling, &[&format!("seen.{number}")]))
            }
            (sheet.asked_but(filling, &["grade", "seen"]))
            (Button::new("Give my grades"))
        }))
    };
    let back = BackLink { content: "Back to the calibration".into(), ..BackLink::to(address(id, "")) };
    Ok(View::new("Grade invented assessments", body).before(back.render()))
}

fn send(visit: &Visit<'_>, id: Id<Calibration>, filling: &Filling) -> Result<Sent, Stop> {
    let found = view(&visit.session, id)?;
    let sheet = sheet(visit, &found)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let mut rows = 0_u16..;
    let texts = (0_u16..).zip(&found.calibration.texts).map(|(number, _)| {
        let domains = found.calibration.domains.iter().zip(rows.by_ref());
        let chosen: Vec<(String, String)> =
            domains.map(|(code, row)| (code.clone(), given.nth("grade", row, "grade"))).collect();
        (chosen, given.nth("seen", number, "saw"))
    });
    let texts = texts.collect();
    grade(&visit.session, &filling.sending(), id, texts, given.further())?;
    Ok(Sent::to(address(id, "")))
}
