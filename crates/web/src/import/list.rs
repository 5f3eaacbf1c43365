//! The files that came, the newest first.

use casework::Stop;
use casework::import::report::recent;
use design::Content;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::import::{Import, Stage};
use domain::person::name::shown_in_line;
use maud::{Render, html};

use super::address;
use crate::route::{Page, View, Visit};

pub(super) static LIST: Page<()> =
    Page { path: "/imports", name: "imports", action: Action::ImportRecords, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let imports = recent(&visit.session)?;
    let row = |import: &Import| -> Vec<Content> {
        let when = london::moment_in_short(import.at, visit.session.at);
        let state = match import.stage {
            Stage::Reading if import.may_be_read_still(visit.session.at) => Tone::Active.tag("Being read"),
            Stage::Reading => Tone::Pressing.tag("Broken off"),
            Stage::Proposed => Tone::Active.tag("Proposals"),
            Stage::TakenBack { .. } => Tone::Quiet.tag("Taken back"),
        };
        vec![
            html! {
                a class="govuk-link" href=(address(import.id, "")) { bdi { (shown_in_line(&import.name)) } ", " (when) }
            }
            .into(),
            import.source.words().into(),
            import.tally.read().to_string().into(),
            import.proposals.to_string().into(),
            html! { (state) }.into(),
        ]
    };
    let number = |heading: &str| Column { numeric: true, ..Column::new(heading) };
    let columns = vec![
        Column::new("File"),
        Column::new("Kind"),
        number("Rows"),
        number("Proposals"),
        Column::new("State"),
    ];
    let table = CaseTable {
        caption_hidden: true,
        empty: "Nothing has been brought yet.".to_owned(),
        ..CaseTable::new("Imports", columns, imports.iter().map(row).collect())
    }
    .stacked();
    let body = html! {
        h1 class="govuk-heading-l" { "Moving in" }
        p class="govuk-body" {
            "A file is brought at the terminal: " code { "frontdoor import cin|annex-a|ssd|people FILE" } ". What it says stands here as proposals until somebody decides."
        }
        (table.render())
    };
    Ok(View::new("Moving in", body).wide())
}
