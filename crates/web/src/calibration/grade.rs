//! Grading invented assessments, alone. Until the last day has gone by the grades can be changed.

use casework::Stop;
use casework::calibration::{grade, view};
use design::govuk::{BackLink, Button, Choice};
use domain::access::Action;
use domain::audit::Grade;
use domain::calibration::Calibration;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::address;
use crate::contact::filled::Asked;
use crate::contact::told;
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
    let Some(own) = found.own else { return Ok(Prefilled::default()) };
    for (number, text) in own.record.texts.iter().enumerate() {
        fields.set(&format!("saw-{number}"), text.saw.clone());
        for (domain, grade) in &text.grades {
            fields.set(&format!("grade-{number}-{domain}"), grade.code());
        }
    }
    Ok(Prefilled { fields, version: own.version.0 })
}

fn show(visit: &Visit<'_>, id: Id<Calibration>, filling: &Filling) -> Result<View, Stop> {
    let found = view(&visit.session, id)?;
    if !found.open {
        return Err(Refusal::NotNow("It has closed: no more grades are taken.".into()).into());
    }
    if found.own_texts {
        return Err(Refusal::not_allowed("You wrote these texts, so you do not grade them.").into());
    }
    let pack = &visit.house().pack.audit;
    let asked = Asked::new(filling, &[]);
    let one = |number: usize, code: &String| -> Markup {
        let choices =
            pack.grades.iter().map(|grade| Choice::new(grade.code.code(), grade.name.as_str())).collect();
        let name = pack.domain(code).map_or(code.as_str(), |domain| &domain.name);
        html! { (asked.one_of(format!("grade-{number}-{code}"), name, choices).classes("govuk-radios--small govuk-radios--inline")) }
    };
    // The same person in two windows is shown both.
    let mut fields: Vec<(String, String)> = Vec::new();
    for (number, text) in found.calibration.texts.iter().enumerate() {
        for code in &found.calibration.domains {
            let name = pack.domain(code).map_or(code.as_str(), |domain| &domain.name);
            fields.push((format!("grade-{number}-{code}"), format!("{}: {name}", text.title)));
        }
        fields.push((format!("saw-{number}"), format!("{}: what you see in it", text.title)));
    }
    let labels: Vec<(&str, &str)> =
        fields.iter().map(|(field, words)| (field.as_str(), words.as_str())).collect();
    let body = html! {
        (asked.summary())
        (asked.conflict(&labels, &|_, words| Grade::from_code(words).map_or(words, |grade| pack.grade(grade)).to_owned()))
        h1 class="govuk-heading-l" { "Grade invented assessments" }
        p class="govuk-body" { "Nobody but you ever sees your grades. Grade as you would grade a colleague’s work, without talking about it first." }
        (asked.form(visit, html! {
            @for (number, text) in found.calibration.texts.iter().enumerate() {
                h2 class="govuk-heading-m" { (text.title) " (invented)" }
                div class="govuk-body" { (told::verbatim(&text.words)) }
                @for code in &found.calibration.domains { (one(number, code)) }
                (asked.lines(format!("saw-{number}"), "What do you see in it, and what is missing?").rows(4).hint("You read it again beside what should be seen"))
            }
            (Button::new("Give my grades"))
        }))
    };
    let back = BackLink { content: "Back to the calibration".into(), ..BackLink::to(address(id, "")) };
    Ok(View::new("Grade invented assessments", body).before(back.render()))
}

fn send(visit: &Visit<'_>, id: Id<Calibration>, filling: &Filling) -> Result<Sent, Stop> {
    let found = view(&visit.session, id)?;
    let one = |number: usize| {
        let chosen = found
            .calibration
            .domains
            .iter()
            .map(|code| (code.clone(), filling.get(&format!("grade-{number}-{code}")).to_owned()));
        (chosen.collect::<Vec<_>>(), filling.get(&format!("saw-{number}")).to_owned())
    };
    let texts = (0..found.calibration.texts.len()).map(one).collect();
    grade(&visit.session, &filling.sending(), id, texts)?;
    Ok(Sent::to(address(id, "")))
}
