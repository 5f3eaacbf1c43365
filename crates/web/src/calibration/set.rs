//! Setting a calibration: two or three invented assessments, what should be seen in each, what is graded, and until when.

use casework::Stop;
use casework::calibration::set;
use design::govuk::{BackLink, Button, Checkboxes, Choice, InsetText};
use domain::access::Action;
use domain::calibration::CalibrationAsked;
use domain::refusal::Refusal;
use maud::{Render, html};

use super::address;
use crate::audit::{DAY_HINT, day};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static SET: Act<()> = Act {
    path: "/calibration/new",
    name: "set invented assessments to grade",
    action: Action::SetCalibration,
    prefill,
    show,
    send,
};

const TEXTS: usize = 3;

fn prefill(visit: &Visit<'_>, (): &(), _: At) -> Result<Prefilled, Stop> {
    let mut fields = Fields::default();
    for domain in &visit.house().pack.audit.domains {
        fields.add("domains", domain.code.clone());
    }
    Ok(Prefilled { fields, version: 0 })
}

fn show(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let asked = Asked::new(filling, &[]);
    let domains = visit.house().pack.audit.domains.iter();
    let domains = domains.map(|domain| Choice::new(&domain.code, domain.name.as_str())).collect();
    let domains = Checkboxes {
        classes: "govuk-checkboxes--small".into(),
        error_message: filling.error("domains"),
        ..Checkboxes::new("domains", "What is graded?", domains)
    };
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Set invented assessments" }
        (InsetText::new("Invent the family, the house and the words. Use no child’s record, not even with the names changed: somebody will know them."))
        (asked.form(visit, html! {
            (asked.line("title", "What is it called?"))
            @for number in 0..TEXTS {
                h2 class="govuk-heading-m" { "Invented assessment " (number + 1) @if number == 2 { " (may stay empty)" } }
                (asked.line(format!("title-{number}"), "Its name"))
                (asked.lines(format!("words-{number}"), "Its text").rows(10))
                (asked.lines(format!("points-{number}"), "What should be seen in it, one thing a line").rows(4).hint("Nobody reads this before it has closed"))
            }
            (domains.values(filling.fields.all("domains")))
            (asked.line("closes_on", "The last day for grading").hint(DAY_HINT))
            (asked.ticked("invented", "Everybody and everything in these texts is invented"))
            @if let Some(words) = filling.problem("invented") { p class="govuk-error-message" { (words) } }
            (Button::new("Set it"))
        }))
    };
    let back = BackLink { content: "Back to calibration".into(), ..BackLink::to("/calibration") };
    Ok(View::new("Set invented assessments", body).before(back.render()))
}

fn send(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let mut problems = Vec::new();
    let text = |name: String| filling.get(&name).to_owned();
    let one = |number: usize| {
        (text(format!("title-{number}")), text(format!("words-{number}")), text(format!("points-{number}")))
    };
    let asked = CalibrationAsked {
        title: text("title".into()),
        texts: (0..TEXTS).map(one).collect(),
        domains: filling.fields.all("domains").map(str::to_owned).collect(),
        closes_on: day(filling, "closes_on", &mut problems),
        invented: filling.fields.has("invented"),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let id = set(&visit.session, &filling.sending(), asked)?;
    Ok(Sent::to(address(id, "")))
}
