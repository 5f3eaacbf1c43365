//! The readings behind a number, for those who may open the records they are of. Of the others only the two answers stand here.

use casework::Stop;
use casework::second_reading::{Behind, Cell, IN_SIGHT, Row, behind};
use design::Content;
use design::govuk::BackLink;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use maud::{Render, html};

use crate::route::{Page, View, Visit};
use crate::second_reading::both_address;

pub(super) static BEHIND: Page<()> = Page {
    path: "/consistency/readings",
    name: "readings behind a number",
    action: Action::SeeConsistency,
    show,
};

/// The address of the readings behind a number.
pub(super) fn query(of: &[(&str, &str)]) -> String {
    if of.is_empty() {
        return BEHIND.path.to_owned();
    }
    let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(of).finish();
    format!("{}?{query}", BEHIND.path)
}

fn cell(asked: &str) -> Cell {
    match asked {
        "differ" => Cell::Differ,
        "moderated" => Cell::Moderated,
        levels => {
            let levels = levels
                .split_once('-')
                .and_then(|(first, second)| Some((first.parse().ok()?, second.parse().ok()?)));
            levels.map_or(Cell::All, |(first, second)| Cell::Levels(first, second))
        }
    }
}

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let team = visit.query.has("team").then(|| visit.query.get("team").to_owned());
    let asked = Behind { cell: cell(visit.query.get("cell")), team };
    let (total, found) = behind(&visit.session, &asked)?;
    let caption = format!("Readings: {total}");
    let rows = found.iter().map(|found| row(visit, found)).collect();
    let body = html! {
        h1 class="govuk-heading-l" { "Readings behind the number" }
        @if total > IN_SIGHT { p class="govuk-body" { "The newest " (IN_SIGHT) " are shown." } }
        (CaseTable { empty: "None.".into(), ..CaseTable::new(caption, columns(), rows) })
    };
    let back = BackLink { content: "Back to consistency".into(), ..BackLink::to("/consistency") };
    Ok(View::new("Readings behind a number", body).before(back.render()).wide())
}

/// The columns of a list of readings.
pub(super) fn columns() -> Vec<Column> {
    ["Decision", "First answer", "Second answer", "Read", "State"].map(Column::new).into()
}

/// One reading in a list.
pub(super) fn row(visit: &Visit<'_>, row: &Row) -> Vec<Content> {
    let pack = &visit.house().pack;
    let answered = &row.answered;
    let answer = |level: u64, outcome: &str| -> Content {
        let outcome = pack.outcome(outcome).map_or(outcome, |outcome| &outcome.name);
        format!("Level {level}, {outcome}").into()
    };
    let state = match (answered.differs, answered.moderated_at) {
        (false, _) => "Agree",
        (true, None) => "To be talked through",
        (true, Some(_)) => "Talked through",
    };
    vec![
        match &row.reference {
            Some(reference) => {
                html! { a class="govuk-link" href=(both_address(answered.id)) { "Contact " (reference) } }
                    .into()
            }
            None => "A decision that you may not open".into(),
        },
        answer(answered.first_level, &answered.first_outcome),
        answer(answered.second_level, &answered.second_outcome),
        london::date_in_words(london::date_of(answered.answered_at)).into(),
        state.into(),
    ]
}
