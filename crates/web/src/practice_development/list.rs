//! The sessions, the newest first.

use casework::Stop;
use casework::practice_development::all;
use design::Content;
use design::govuk::{Button, button_group};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::practice_development::PracticeSession;
use maud::html;

use super::address;
use crate::route::{Page, View, Visit};

pub(super) static LIST: Page<()> =
    Page { path: "/practice/sessions", name: "practice development", action: Action::SeePractice, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let pack = &visit.house().pack.audit;
    let row = |session: &PracticeSession| -> Vec<Content> {
        let came = u32::try_from(session.came.len()).unwrap_or(u32::MAX).saturating_add(session.others);
        vec![
            html! { a class="govuk-link" href=(address(session.id, "")) { (session.theme) } }.into(),
            london::date_in_words(session.on).into(),
            came.to_string().into(),
            pack.measure(session.measure).map_or(session.measure.id(), |words| &words.name).into(),
        ]
    };
    let columns = vec![
        Column::new("Session"),
        Column::new("On"),
        Column { numeric: true, ..Column::new("Came") },
        Column::new("Expected to move"),
    ];
    let rows = all(&visit.session)?.iter().map(row).collect();
    let body = html! {
        h1 class="govuk-heading-l" { "Practice development" }
        p class="govuk-body" { "What was learnt together, and the measure that should move because of it. Later figures stand beside each session; that one moved says nothing about why." }
        @if visit.may(Action::RecordPractice) { (button_group(Button::link("Write a session down", "/practice/sessions/new"))) }
        (CaseTable { caption_hidden: true, empty: "No session was written down yet.".into(), ..CaseTable::new("Sessions", columns, rows) })
    };
    Ok(View::new("Practice development", body).wide())
}
