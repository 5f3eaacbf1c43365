//! One session: who came, what was done, and the measure before it and after it, with their numbers.

use casework::Stop;
use casework::practice_development::view;
use design::Content;
use design::govuk::{BackLink, InsetText, SummaryList, SummaryRow};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::audit::{Counted, Measure};
use domain::calendar::london;
use domain::id::Id;
use domain::practice_development::PracticeSession;
use jiff::civil::Date;
use maud::{Render, html};

use super::address;
use crate::contact::told;
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

pub(super) static PAGE: Page<Id<PracticeSession>> = Page {
    path: "/practice/sessions/{session}",
    name: "practice session",
    action: Action::SeePractice,
    show,
};

fn show(visit: &Visit<'_>, id: Id<PracticeSession>) -> Result<View, Stop> {
    let found = view(&visit.session, id)?;
    let (session, pack) = (&found.session.record, &visit.house().pack.audit);
    let mut came: Vec<&str> = session.came.iter().map(|staff| found.names.name(*staff)).collect();
    came.sort_unstable();
    let others = match session.others {
        0 => String::new(),
        others => format!(" and {others} others"),
    };
    let words = pack.measure(session.measure);
    let row = |which: &str, (from, until, counted): (Date, Date, Counted)| -> Vec<Content> {
        vec![
            which.into(),
            format!("{} to {}", london::date_in_words(from), london::date_in_words(until)).into(),
            counted.in_words().into(),
        ]
    };
    let rows = vec![
        row("Before", found.before),
        row(if found.runs { "Since (it still runs)" } else { "After" }, found.after),
    ];
    let columns = ["When", "Days", "How many"].map(Column::new).into();
    let measured = words.map_or(session.measure.id(), |words| &words.name);
    let of = pack
        .domain(&session.domain)
        .map_or(String::new(), |domain| format!(", {}", domain.name.to_lowercase()));
    let body = html! {
        span class="govuk-caption-l" { "Practice development, " (london::date_in_words(session.on)) }
        h1 class="govuk-heading-l" { (session.theme) }
        (SummaryList::new(vec![
            SummaryRow::new("Came", format!("{}{others}", came.join(", "))),
            SummaryRow::new("What was done", told::verbatim(&session.done)),
            SummaryRow::new("Expected to move", format!("{measured}{of}: {}", session.direction.words().to_lowercase())),
            SummaryRow::new("Written down by", found.names.name(session.by)),
        ]))
        (further_told(&visit.house().pack, session.further.as_ref()))
        @if visit.may(Action::RecordPractice) { p class="govuk-body" { a class="govuk-link" href=(address(id, "/change")) { "Change what is written" } } }
        h2 class="govuk-heading-m" { "Before and after" }
        @if session.measure == Measure::SummaryFresh {
            (InsetText::new("This measure is counted as things stand today: it has no before."))
        }
        (CaseTable { caption_hidden: true, ..CaseTable::new("Before and after", columns, rows) })
        @if let Some(words) = words { p class="govuk-body" { (words.definition) " Of: " (words.denominator) "." } }
        p class="govuk-body" { "The figures stand beside the session. They do not say that it caused anything." }
    };
    let back =
        BackLink { content: "Back to practice development".into(), ..BackLink::to("/practice/sessions") };
    Ok(View::new("Practice session", body).before(back.render()))
}
