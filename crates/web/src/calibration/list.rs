//! The calibrations there are, with what one has to do; and what they came to in sum.

use casework::Stop;
use casework::calibration::{all, in_sum};
use design::Content;
use design::govuk::{BackLink, Button, button_group};
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::calibration::Calibration;
use maud::{Markup, Render, html};

use super::{address, spread};
use crate::route::{Page, View, Visit};
use crate::work::by_when;

pub(super) static LIST: Page<()> =
    Page { path: "/calibration", name: "calibrations", action: Action::GradeCalibration, show };

pub(super) static SUMS: Page<()> =
    Page { path: "/calibration/sums", name: "calibrations in sum", action: Action::SeeQuality, show: sums };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = all(&visit.session)?;
    let today = london::date_of(visit.session.at);
    let row = |(calibration, graded): &(Calibration, bool)| -> Vec<Content> {
        let state = match (calibration.is_open(today), graded) {
            (true, false) => Tone::Waiting.tag("To be graded"),
            (true, true) => Tone::Active.tag("You have graded"),
            (false, _) => Tone::Done.tag("Closed"),
        };
        vec![
            html! { a class="govuk-link" href=(address(calibration.id, "")) { (calibration.title) } }.into(),
            html! { (state) }.into(),
            london::date_in_words(calibration.closes_on).into(),
        ]
    };
    let columns = ["Calibration", "State", "Last day"].map(Column::new).into();
    let rows = found.iter().map(row).collect();
    let body = html! {
        h1 class="govuk-heading-l" { "Calibration" }
        p class="govuk-body" {
            "Two or three invented assessments, which everybody grades alone. When they have closed you see your own grades beside how others graded. "
            "Nobody else ever sees yours: the service sees sums."
        }
        @if visit.may(Action::SetCalibration) { (button_group(Button::link("Set invented assessments", "/calibration/new"))) }
        @if visit.may(Action::SeeQuality) { p class="govuk-body" { a class="govuk-link" href="/calibration/sums" { "What calibrations came to" } } }
        (CaseTable { caption_hidden: true, empty: "None was set yet.".into(), ..CaseTable::new("Calibrations", columns, rows) })
    };
    Ok(View::new("Calibration", body))
}

/// What stands on the work page: calibrations that one has not graded.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    if !visit.may(Action::GradeCalibration) {
        return Ok(Markup::default());
    }
    let (today, me) = (london::date_of(visit.session.at), visit.session.staff.id);
    let waits = |(calibration, graded): &(Calibration, bool)| {
        !graded && calibration.is_open(today) && calibration.by != me
    };
    let row = |(calibration, _): (Calibration, bool)| -> Vec<Content> {
        vec![
            html! { a class="govuk-link" href=(address(calibration.id, "/grade")) { "Grade invented assessments: " (calibration.title) } }.into(),
            by_when(visit, Some(london::end_of(calibration.closes_on))),
        ]
    };
    let rows: Vec<Vec<Content>> = all(&visit.session)?.into_iter().filter(waits).map(row).collect();
    let columns = ["What to do", "By when"].map(Column::new).into();
    Ok(
        html! { @if !rows.is_empty() { (CaseTable::new(format!("Calibrations to grade: {}", rows.len()), columns, rows)) } },
    )
}

fn sums(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = in_sum(&visit.session)?;
    let fewest = visit.house().pack.audit.calibration_fewest;
    let today = london::date_of(visit.session.at);
    let body = html! {
        h1 class="govuk-heading-l" { "Calibrations in sum" }
        p class="govuk-body" { "Sums of " (fewest) " people at least, and never while it can be graded. Nobody’s own grades stand here." }
        @if found.is_empty() { p class="govuk-body" { "None was set yet." } }
        @for (calibration, sums) in &found {
            h2 class="govuk-heading-m" {
                (calibration.title) ", " (if calibration.is_open(today) { "closes" } else { "closed" }) " " (london::date_in_words(calibration.closes_on))
            }
            @match sums {
                Some(sums) => (spread(visit, calibration, sums)),
                None if calibration.is_open(today) => p class="govuk-body" { "It is open. What it comes to stands here when it has closed." },
                None => p class="govuk-body" { "Fewer than " (fewest) " people graded: nothing is shown." },
            }
        }
    };
    let back = BackLink { content: "Back to quality".into(), ..BackLink::to("/quality") };
    Ok(View::new("Calibrations in sum", body).before(back.render()).wide())
}
