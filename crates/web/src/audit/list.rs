//! Audits: what waits for one's grades and acts first, then those one may read.

use casework::Stop;
use casework::audit::{Listed, Mine, mine, visible};
use design::Content;
use design::govuk::Button;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::audit::{Draw, Stage};
use domain::calendar::london;
use maud::{Markup, html};

use super::address;
use crate::route::{Page, View, Visit};
use crate::work::by_when;

pub(super) static LIST: Page<()> = Page { path: "/audits", name: "audits", action: Action::SeeAudits, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = visible(&visit.session)?;
    let waiting = mine(&visit.session)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Audits" }
        p class="govuk-body" {
            "Somebody who had no part in a piece of work reads the record as it was known that day and says how good the work was, with words of the record for each grade. "
            "An audit is about the work. It changes nothing on a child’s record."
        }
        div class="govuk-button-group" {
            @if visit.may(Action::DrawSample) { (Button::link("Draw a sample", "/audits/samples/new")) }
            @if visit.may(Action::SeeSamples) { a class="govuk-link" href="/audits/samples" { "Samples" } }
            @if visit.may(Action::SeeQuality) { a class="govuk-link" href="/quality" { "What audits say together" } }
        }
        (waits(visit, &waiting))
        (table(visit, &found))
    };
    Ok(View::new("Audits", body).wide())
}

/// What stands on the work page: nothing when nothing waits.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    if !visit.may(Action::SeeAudits) {
        return Ok(Markup::default());
    }
    Ok(waits(visit, &mine(&visit.session)?))
}

fn waits(visit: &Visit<'_>, waiting: &Mine) -> Markup {
    let audit = |listed: &Listed| -> Vec<Content> {
        let draw = Draw::from_code(&listed.draw).map_or("", Draw::one);
        vec![
            html! { a class="govuk-link" href=(address(listed.id, "/grade")) { "Grade " (listed.reference) } }.into(),
            draw.into(),
            by_when(visit, listed.due),
        ]
    };
    let action = |(action, reference): &(casework::audit::OpenAction, String)| -> Vec<Content> {
        let (what, href) = if action.done {
            ("Wait until somebody has looked", address(action.id, ""))
        } else {
            (
                "Do it, and say how one can see it",
                address(action.id, &format!("/actions/{}/done", action.place)),
            )
        };
        vec![
            html! { a class="govuk-link" href=(href) { (what) ", " (reference) } }.into(),
            "action of an audit".into(),
            by_when(visit, Some(london::end_of(action.due))),
        ]
    };
    let rows: Vec<Vec<Content>> =
        waiting.to_grade.iter().map(audit).chain(waiting.actions.iter().map(action)).collect();
    let columns = ["What to do", "Of", "By when"].map(Column::new).into();
    html! {
        @if !rows.is_empty() {
            (CaseTable::new(format!("Audits and their actions that wait for you: {}", rows.len()), columns, rows))
        }
    }
}

fn table(visit: &Visit<'_>, found: &[Listed]) -> Markup {
    let row = |listed: &Listed| -> Vec<Content> {
        let stage = Stage::from_code(&listed.stage);
        let tone = match stage {
            Some(Stage::ToGrade | Stage::ToModerate) => Tone::Waiting,
            Some(Stage::Actions) => Tone::Active,
            Some(Stage::Closed) | None => Tone::Done,
        };
        let by = match stage {
            Some(Stage::ToGrade) => by_when(visit, listed.due),
            _ => by_when(visit, listed.action_due.map(london::end_of)),
        };
        vec![
            html! { a class="govuk-link" href=(address(listed.id, "")) { (listed.reference) } }.into(),
            Draw::from_code(&listed.draw).map_or("", Draw::one).into(),
            html! { (tone.tag(stage.map_or("", Stage::words))) }.into(),
            by,
            listed
                .graded_at
                .map_or_else(|| "Not yet".into(), |at| london::date_in_words(london::date_of(at)).into()),
        ]
    };
    let columns = ["Audit", "Of", "Stage", "Next by", "Graded"].map(Column::new).into();
    let rows = found.iter().map(row).collect();
    html! { (CaseTable { empty: "There is no audit that you take part in.".into(), ..CaseTable::new("Audits you may read", columns, rows) }) }
}
