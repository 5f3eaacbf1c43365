//! The information sheet on an invitation, so that agencies arrive prepared: how each thing stands, and what the reader's agency should bring. It holds
//! no word of what anybody said.

use casework::Stop;
use design::govuk::{Cell, Table};
use design::own::{Tone, scroll_pane};
use domain::calendar::london;
use domain::id::Id;
use domain::meeting::Meeting;
use domain::strategy::{SheetLine, SheetState};
use maud::{Markup, html};

use crate::route::Visit;

/// The sheet for whoever reads the invitation: nothing for another meeting.
pub(crate) fn of_invitation(visit: &Visit<'_>, meeting: Id<Meeting>) -> Result<Markup, Stop> {
    let Some(sheet) = casework::strategy::sheet(&visit.session, meeting)? else {
        return Ok(Markup::default());
    };
    let yours: Vec<&SheetLine> = sheet.lines.iter().filter(|line| line.yours).collect();
    let rows = sheet.lines.iter().map(row);
    let table =
        Table::new("What is known so far", ["What", "How it stands", "Who brings it"], rows.collect());
    Ok(html! {
        h2 class="govuk-heading-m" { "Information sheet" }
        @if !yours.is_empty() {
            p class="govuk-body" { "Please bring what your agency knows of:" }
            ul class="govuk-list govuk-list--bullet" {
                @for line in &yours { li { strong { (line.name) } @if !line.ask.is_empty() { ": " (line.ask) } } }
            }
        }
        p class="govuk-body" { "It says how each thing stands, never what is known: that is told at the meeting." }
        (scroll_pane("What is known so far", table))
    })
}

fn row(line: &SheetLine) -> Vec<Cell> {
    let state = match line.state {
        SheetState::Asked(due) => format!("Asked for, until {}", london::moment_in_words(due)),
        state => state.words().to_owned(),
    };
    let brings = html! { @if line.yours { (Tone::Active.tag("You")) } };
    vec![line.name.as_str().into(), state.into(), brings.into()]
}
