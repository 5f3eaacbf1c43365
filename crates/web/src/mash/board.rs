//! The hub's board: every open enquiry, the most pressing first, how much time is left and how much information is in hand.

use casework::Stop;
use casework::mash::BoardRow;
use design::Content;
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::mash::Stage;
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::address;
use crate::route::{Page, View, Visit};
use crate::work::by_when;

/// The board.
pub(super) static BOARD: Page<()> = Page { path: "/hub", name: "hub board", action: Action::SeeHub, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let (rows, names) = casework::mash::board(&visit.session)?;
    let running = crate::power::OfChildren::ask(visit, rows.iter().flat_map(|row| row.people.clone()))?;
    let waiting = rows.iter().filter(|row| row.listed.stage == Stage::Recommended.code()).count();
    let row = |row: &BoardRow| -> Vec<Content> {
        let stage = Stage::from_code(&row.listed.stage);
        vec![
            html! { (about(row)) (running.of_each(&row.people)) }.into(),
            rating(visit, &row.listed.rating).into(),
            if row.listed.met.is_some() { "Analysed".into() } else { by_when(visit, row.listed.due) },
            in_hand(row).into(),
            stage.map_or_else(|| "".into(), |stage| html! { (tone(stage).tag(stage.words())) }.into()),
            row.listed.recommended_by.map_or_else(|| "".into(), |by| names.name(by).to_owned().into()),
        ]
    };
    let columns = ["About", "Rating", "By when", "Information in hand", "Stage", "Recommended by"];
    let table = CaseTable {
        caption_hidden: true,
        empty: "No enquiry is open.".into(),
        ..CaseTable::new(
            "Open enquiries",
            columns.into_iter().map(Column::new).collect(),
            rows.iter().map(row).collect(),
        )
    };
    let body = html! {
        h1 class="govuk-heading-l" { "Hub" }
        p class="govuk-body" {
            (rows.len()) @if rows.len() == 1 { " enquiry is open" } @else { " enquiries are open" }
            @if waiting > 0 { ", " strong { (waiting) " waiting for a manager’s decision" } }
            "."
        }
        (table)
        @if visit.may(Action::SeeHubMeasures) {
            p class="govuk-body" { a class="govuk-link" href="/hub/measures" { "How agencies answer" } }
        }
    };
    Ok(View::new("Hub", body).wide())
}

/// Whom an enquiry is about, and its number.
pub(crate) fn about(row: &BoardRow) -> Markup {
    html! {
        a class="govuk-link" href=(address(row.listed.id, "")) {
            @if row.children.is_empty() { (row.reference) }
            @for (number, child) in row.children.iter().enumerate() {
                @if number > 0 { ", " }
                bdi { (shown_in_line(child)) }
            }
        }
        br;
        span class="govuk-hint" { (row.reference) }
    }
}

/// "2 of 4".
pub(crate) fn in_hand(row: &BoardRow) -> String {
    match row.listed.asked {
        0 => "Nobody asked yet".to_owned(),
        asked => format!("{} of {asked}", row.listed.answered),
    }
}

/// A rating with its name; how pressing it is stands in the word, not in the colour alone.
pub(super) fn rating(visit: &Visit<'_>, code: &str) -> Markup {
    let hub = &visit.house().pack.hub;
    let place = hub.ratings.iter().position(|rating| rating.code == code);
    let name = hub.rating(code).map_or(code, |rating| &rating.name);
    let tone = match place {
        Some(0) => Tone::Pressing,
        Some(1) => Tone::Waiting,
        Some(2) => Tone::Done,
        _ => Tone::Quiet,
    };
    html! { (tone.tag(name.to_owned())) }
}

/// How a stage stands to whoever reads it.
pub(super) fn tone(stage: Stage) -> Tone {
    match stage {
        Stage::Gathering => Tone::Active,
        Stage::Recommended => Tone::Pressing,
        Stage::SentBack => Tone::Waiting,
        Stage::Decided => Tone::Done,
    }
}
