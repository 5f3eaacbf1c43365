//! One calibration: the invented texts; when it has closed, one's own grades beside the spread, and what should have been seen.

use casework::Stop;
use casework::calibration::{CalibrationView, view};
use design::Content;
use design::govuk::{BackLink, Button, Details, InsetText, button_group};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::calibration::Calibration;
use domain::id::Id;
use maud::{Markup, Render, html};

use super::{address, spread};
use crate::contact::told;
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

pub(super) static PAGE: Page<Id<Calibration>> =
    Page { path: "/calibration/{calibration}", name: "calibration", action: Action::GradeCalibration, show };

fn show(visit: &Visit<'_>, id: Id<Calibration>) -> Result<View, Stop> {
    let found = view(&visit.session, id)?;
    let calibration = &found.calibration;
    let last = london::date_in_words(calibration.closes_on);
    let body = html! {
        span class="govuk-caption-l" { "Calibration" }
        h1 class="govuk-heading-l" { (calibration.title) }
        @if found.open {
            p class="govuk-body" { "It can be graded until the end of " (last) "." @if found.own.is_some() { " You have graded; you can still change your grades." } }
            @if !found.own_texts { (button_group(Button::link(if found.own.is_some() { "Change my grades" } else { "Grade it" }, address(id, "/grade")))) }
        } @else {
            p class="govuk-body" { "It closed at the end of " (last) "." }
            (yours(visit, &found))
            @match &found.sums {
                Some(sums) => { h2 class="govuk-heading-m" { "How everybody graded" } (spread(visit, calibration, sums)) },
                None => (InsetText::new("Too few people graded for a spread that could not be traced to one of them. You see what should have been seen.")),
            }
        }
        @for text in &calibration.texts {
            h2 class="govuk-heading-m" { (text.title) " (invented)" }
            @if !text.key_points.is_empty() {
                h3 class="govuk-heading-s" { "What should be seen" }
                ul class="govuk-list govuk-list--bullet" { @for point in &text.key_points { li { (point) } } }
            }
            (Details::new("Read the text", told::verbatim(&text.words)))
        }
        (further_told(&visit.house().pack, calibration.further.as_ref()))
    };
    let back = BackLink { content: "Back to calibration".into(), ..BackLink::to("/calibration") };
    Ok(View::new("Calibration", body).before(back.render()).wide())
}

/// One's own grades, which nobody else sees.
fn yours(visit: &Visit<'_>, found: &CalibrationView) -> Markup {
    let Some(own) = &found.own else { return Markup::default() };
    let (pack, calibration) = (&visit.house().pack.audit, &found.calibration);
    let row = |domain: &String| -> Vec<Content> {
        let of = own.record.texts.iter().map(|text| {
            let grade = text.grades.iter().find(|(of, _)| of == domain).map(|(_, grade)| pack.grade(*grade));
            Content::from(grade.unwrap_or("Not graded"))
        });
        std::iter::once(Content::from(pack.domain(domain).map_or(domain.as_str(), |known| &known.name)))
            .chain(of)
            .collect()
    };
    let mut columns = vec![Column::new("Domain")];
    columns.extend(calibration.texts.iter().map(|text| Column::new(text.title.as_str())));
    let rows = calibration.domains.iter().map(row).collect();
    let missed = own.record.missed.as_ref();
    html! {
        h2 class="govuk-heading-m" { "Your grades, for you alone" }
        (CaseTable { caption_hidden: true, ..CaseTable::new("Your grades", columns, rows) })
        (further_told(&visit.house().pack, own.record.further.as_ref()))
        @match missed {
            None => (button_group(Button::link("Say what you missed", address(calibration.id, "/look-back")))),
            Some(missed) if missed.is_empty() => p class="govuk-body" { "You say that you missed nothing." },
            Some(missed) => {
                p class="govuk-body" { "You say that you missed:" }
                ul class="govuk-list govuk-list--bullet" {
                    @for (text, point) in missed { li { (calibration.texts.get(*text).and_then(|text| text.key_points.get(*point)).map_or("", String::as_str)) } }
                }
            },
        }
    }
}
