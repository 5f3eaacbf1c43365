//! The audits behind a number, for those who may read them. Of the others only what they are of and when they were graded.

use casework::Stop;
use casework::quality::{Behind, IN_SIGHT, Row, behind};
use design::Content;
use design::govuk::BackLink;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::audit::Grade;
use domain::calendar::london;
use maud::{Render, html};

use crate::route::{Page, View, Visit};

pub(super) static BEHIND: Page<()> =
    Page { path: "/quality/behind", name: "audits behind a number", action: Action::SeeQuality, show };

/// The address of the audits behind a number.
pub(super) fn query(of: &[(&str, &str)]) -> String {
    let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(of).finish();
    format!("{}?{query}", BEHIND.path)
}

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let query = &visit.query;
    let asked = |name: &str| query.has(name).then(|| query.get(name).to_owned());
    let of = Behind {
        domain: asked("domain"),
        grade: Grade::from_code(query.get("grade")),
        first: query.has("first"),
        team: asked("team"),
        tag: asked("tag"),
        differ: query.has("differ"),
    };
    let (total, found) = behind(&visit.session, &of)?;
    let row = |row: &Row| -> Vec<Content> {
        vec![
            match &row.open {
                Some((id, reference)) => {
                    html! { a class="govuk-link" href=(crate::audit::address(*id, "")) { (reference) } }
                        .into()
                }
                None => "An audit that you may not open".into(),
            },
            row.draw.one().into(),
            london::date_in_words(london::date_of(row.graded_at)).into(),
        ]
    };
    let columns = ["Audit", "Of", "Graded"].map(Column::new).into();
    let rows = found.iter().map(row).collect();
    let body = html! {
        h1 class="govuk-heading-l" { "Audits behind the number" }
        @if total > IN_SIGHT { p class="govuk-body" { "The newest " (IN_SIGHT) " are shown." } }
        (CaseTable { empty: "None.".into(), ..CaseTable::new(format!("Audits: {total}"), columns, rows) })
    };
    let back = BackLink { content: "Back to quality".into(), ..BackLink::to("/quality") };
    Ok(View::new("Audits behind the number", body).before(back.render()).wide())
}
