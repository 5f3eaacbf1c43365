//! Calibration: invented assessments that everybody grades alone; one's own grades beside the spread when they have closed; and what they came to in sum.

mod grade;
mod list;
mod look;
mod page;
mod set;

pub(crate) use list::on_work_page;

use casework::Stop;
use casework::calibration::{CalibrationView, view};
use design::picture::{Spread, Strip};
use domain::audit::Grade;
use domain::calibration::{Calibration, Sums};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use crate::route::{Mount, Visit};

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        list::SUMS.mount(),
        set::SET.mount(),
        page::PAGE.mount(),
        grade::GRADE.mount(),
        look::LOOK.mount(),
    ]
}

/// The address of a calibration, or of a page below it.
fn address(calibration: Id<Calibration>, below: &str) -> String {
    format!("/calibration/{calibration}{below}")
}

/// A calibration that the viewer has graded.
fn graded(visit: &Visit<'_>, id: Id<Calibration>) -> Result<CalibrationView, Stop> {
    let found = view(&visit.session, id)?;
    if found.own.is_none() {
        return Err(Refusal::NotNow("You have not graded these texts.".into()).into());
    }
    Ok(found)
}

/// How grades spread, text by text.
fn spread(visit: &Visit<'_>, calibration: &Calibration, sums: &Sums) -> Markup {
    let pack = &visit.house().pack.audit;
    html! {
        p class="govuk-body" { (sums.people) " people graded. Agreement (alpha): " (sums.agreement.in_words_of("grade", "grades")) "." }
        @for (number, text) in calibration.texts.iter().enumerate() {
            @let strips = sums.spread.iter().filter(|spread| spread.text == number).map(|spread| Strip {
                name: pack.domain(&spread.domain).map_or(spread.domain.as_str(), |domain| &domain.name).to_owned(),
                counts: spread.counts.into(),
                hrefs: Vec::new(),
            });
            (Spread {
                prefix: format!("text-{}-{number}", calibration.id),
                title: format!("Grades of “{}”", text.title),
                steps: Grade::ALL.map(|grade| pack.grade(grade).to_owned()).into(),
                strips: strips.collect(),
                sentence: format!("How {} people graded “{}”.", sums.people, text.title),
            })
        }
        @if !sums.missed.is_empty() {
            h3 class="govuk-heading-s" { "What was most missed" }
            ul class="govuk-list govuk-list--bullet" {
                @for (text, point, times) in sums.missed.iter().filter(|(_, _, times)| *times > 0) {
                    li { (calibration.texts.get(*text).and_then(|text| text.key_points.get(*point)).map_or("", String::as_str)) ": missed by " (times) " of " (sums.looked) }
                }
            }
        }
    }
}
