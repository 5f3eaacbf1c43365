//! The assessments behind a measure, for those who may read them: of which it is so, and of which not.

use casework::Stop;
use casework::quality::{IN_SIGHT, OfAssessment, behind_measure};
use design::Content;
use design::govuk::BackLink;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::audit::Measure;
use domain::refusal::Refusal;
use maud::{Render, html};

use crate::route::{Page, View, Visit};

pub(super) static BEHIND: Page<()> = Page {
    path: "/quality/assessments",
    name: "assessments behind a number",
    action: Action::SeeQuality,
    show,
};

/// The address of the assessments behind a measure.
pub(super) fn query(measure: Measure) -> String {
    format!("{}?measure={}", BEHIND.path, measure.id())
}

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let asked = visit.query.get("measure");
    let measure = if asked.is_empty() { Some(Measure::AssessmentWhole) } else { Measure::from_id(asked) };
    let measure = measure.ok_or(Refusal::NotFound)?;
    let found = behind_measure(&visit.session, measure)?;
    let words = visit.house().pack.audit.measure(measure);
    let row = |row: &OfAssessment| -> Vec<Content> {
        vec![
            match &row.open {
                Some((id, reference)) => {
                    html! { a class="govuk-link" href=(format!("/assessments/{id}")) { (reference) } }.into()
                }
                None => "An assessment that you may not open".into(),
            },
            if row.so { "Yes" } else { "No" }.into(),
        ]
    };
    let columns = ["Assessment", "Is it so?"].map(Column::new).into();
    let rows = found.iter().map(row).collect();
    let body = html! {
        h1 class="govuk-heading-l" { (words.map_or(measure.id(), |words| &words.name)) }
        @if let Some(words) = words { p class="govuk-body" { (words.definition) " Of: " (words.denominator) "." } }
        @if found.len() > IN_SIGHT { p class="govuk-body" { "The first " (IN_SIGHT) " of each are shown." } }
        (CaseTable { empty: "None.".into(), ..CaseTable::new(format!("Assessments: {}", found.len()), columns, rows) })
    };
    let back = BackLink { content: "Back to quality".into(), ..BackLink::to("/quality") };
    Ok(View::new("Assessments behind the number", body).before(back.render()).wide())
}
