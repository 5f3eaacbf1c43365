//! Looking back, alone: one's own words beside what should have been seen, and what one missed.

use casework::Stop;
use casework::calibration::look_back;
use design::govuk::{BackLink, Button, Checkboxes, Choice};
use domain::access::Action;
use domain::calibration::Calibration;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Render, html};

use super::{address, graded};
use crate::contact::filled::Asked;
use crate::contact::told;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static LOOK: Act<Id<Calibration>> = Act {
    path: "/calibration/{calibration}/look-back",
    name: "say what was missed in invented assessments",
    action: Action::GradeCalibration,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<Calibration>, _: At) -> Result<Prefilled, Stop> {
    let found = graded(visit, *id)?;
    let mut fields = Fields::default();
    let Some(own) = found.own else { return Ok(Prefilled::default()) };
    for (text, point) in own.record.missed.iter().flatten() {
        fields.add("missed", format!("{text}-{point}"));
    }
    Ok(Prefilled { fields, version: own.version.0 })
}

fn show(visit: &Visit<'_>, id: Id<Calibration>, filling: &Filling) -> Result<View, Stop> {
    let found = graded(visit, id)?;
    if found.open {
        return Err(Refusal::NotNow("It is open until its last day has gone by.".into()).into());
    }
    let asked = Asked::new(filling, &[]);
    let mut points = Vec::new();
    for (text, invented) in found.calibration.texts.iter().enumerate() {
        for (point, words) in invented.key_points.iter().enumerate() {
            points.push(Choice::new(format!("{text}-{point}"), format!("{}: {words}", invented.title)));
        }
    }
    let own = found.own.as_ref().map(|own| own.record.texts.as_slice()).unwrap_or_default();
    let body = html! {
        (asked.summary())
        (asked.conflict(&[], &|_, words| words.to_owned()))
        h1 class="govuk-heading-l" { "What did you miss?" }
        p class="govuk-body" { "For you alone. The service sees how often each point was missed, when enough people have looked back." }
        @for (text, invented) in own.iter().zip(&found.calibration.texts) {
            @if !text.saw.trim().is_empty() {
                h2 class="govuk-heading-s" { "You saw in “" (invented.title) "”" }
                div class="govuk-body" { (told::verbatim(&text.saw)) }
            }
        }
        (asked.form(visit, html! {
            (Checkboxes::new("missed", "Tick what you did not see", points).values(filling.fields.all("missed")))
            (Button::new("Write it down"))
        }))
    };
    let back = BackLink { content: "Back to the calibration".into(), ..BackLink::to(address(id, "")) };
    Ok(View::new("What did you miss?", body).before(back.render()))
}

fn send(visit: &Visit<'_>, id: Id<Calibration>, filling: &Filling) -> Result<Sent, Stop> {
    let point = |value: &str| {
        value.split_once('-').and_then(|(text, point)| Some((text.parse().ok()?, point.parse().ok()?)))
    };
    let missed = filling.fields.all("missed").filter_map(point).collect();
    look_back(&visit.session, &filling.sending(), id, missed)?;
    Ok(Sent::to(address(id, "")))
}
