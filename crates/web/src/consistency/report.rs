//! The report (ux 3.16, 3.17): agreement beyond chance with its interval and the number of readings, by level and by team, never without the number;
//! and the disagreements that wait to be talked through. No league table, and no colour says anything.

use casework::Stop;
use casework::second_reading::{Report, Row, report};
use design::Content;
use design::govuk::Details;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::statistics::Figure;
use maud::{Markup, html};

use super::behind::{self, query};
use crate::contact::basis::level_words;
use crate::route::{Page, View, Visit};

pub(super) static REPORT: Page<()> =
    Page { path: "/consistency", name: "consistency", action: Action::SeeConsistency, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = report(&visit.session)?;
    let consistency = &visit.house().pack.consistency;
    let n = found.answers.n();
    let body = html! {
        h1 class="govuk-heading-l" { "Would another manager have decided alike?" }
        p class="govuk-body" {
            (consistency.second_reading.share) " in a hundred decisions on contacts are drawn by lot and read again by another manager who does not know the first answer. "
            "Readings answered since " (london::date_in_words(found.since)) ": "
            a class="govuk-link" href=(query(&[])) { (n) } "."
        }
        p class="govuk-body" {
            "Waiting for their reader: " (found.waiting.waiting)
            @if found.waiting.unread > 0 { ", of them with nobody free to read: " (found.waiting.unread) }
            "."
        }
        @if visit.may(Action::SeeQuality) {
            p class="govuk-body" { a class="govuk-link" href="/quality" { "How good is the work, and would two auditors judge it alike?" } }
        }
        h2 class="govuk-heading-m" { "Agreement" }
        (overall(&found))
        h2 class="govuk-heading-m" { "Level by level" }
        (levels(visit, &found))
        (answers(visit, &found))
        h2 class="govuk-heading-m" { "By the team of whoever decided first" }
        (groups(visit, &found))
        (to_talk_through(visit, &found))
        (meaning(visit))
    };
    Ok(View::new("Consistency", body).wide())
}

fn overall(found: &Report) -> Markup {
    let n = found.answers.n();
    let counted = |words: &str, count: u32, cell: &str| -> Vec<Content> {
        let to = if cell.is_empty() { query(&[]) } else { query(&[("cell", cell)]) };
        vec![words.into(), html! { a class="govuk-link" href=(to) { (count) " of " (n) } }.into()]
    };
    let figure =
        |words: &str, figure: Figure| -> Vec<Content> { vec![words.into(), figure.in_words().into()] };
    let rows = vec![
        vec!["Level and outcome the same".into(), format!("{} of {n}", found.alike).into()],
        counted("Level or outcome differ", n - found.alike.min(n), "differ"),
        counted("Talked through", found.moderated, "moderated"),
        figure("Agreement on the level beyond chance (kappa)", found.unweighted),
        figure("The same, a neighbouring level counting as nearer (linear weights)", found.weighted),
    ];
    let columns = ["What", "How much"].map(Column::new).into();
    html! { (CaseTable { caption_hidden: true, ..CaseTable::new("Agreement", columns, rows) }) }
}

fn levels(visit: &Visit<'_>, found: &Report) -> Markup {
    let row = |(level, figure): &(u8, Figure)| -> Vec<Content> {
        vec![level_words(&visit.house().pack, *level).into(), figure.in_words().into()]
    };
    let columns = ["This level or another?", "Agreement beyond chance (kappa)"].map(Column::new).into();
    let rows = found.levels.iter().map(row).collect();
    html! { (CaseTable { caption_hidden: true, ..CaseTable::new("Level by level", columns, rows) }) }
}

/// First answers by second ones: each number leads to its readings.
fn answers(visit: &Visit<'_>, found: &Report) -> Markup {
    let cell = |first: usize, second: usize, count: u32| -> Content {
        if count == 0 {
            return "0".into();
        }
        let to = query(&[("cell", &format!("{}-{}", first + 1, second + 1))]);
        html! { a class="govuk-link" href=(to) { (count) span class="govuk-visually-hidden" { ": level " (first + 1) ", then level " (second + 1) } } }.into()
    };
    let row = |(first, counts): (usize, &[u32; 4])| -> Vec<Content> {
        let named = u8::try_from(first + 1)
            .map_or_else(|_| String::new(), |level| level_words(&visit.house().pack, level));
        let cells = counts.iter().enumerate().map(|(second, count)| cell(first, second, *count));
        std::iter::once(named.into()).chain(cells).collect()
    };
    let mut columns = vec![Column::new("First answer")];
    columns.extend(
        (1..=4).map(|level| Column { numeric: true, ..Column::new(format!("Second: level {level}")) }),
    );
    let rows = found.answers.counts.iter().enumerate().map(row).collect();
    html! { (CaseTable::new("First answers by second answers", columns, rows)) }
}

fn groups(visit: &Visit<'_>, found: &Report) -> Markup {
    let council = &visit.house().pack.council;
    let row = |group: &casework::second_reading::Group| -> Vec<Content> {
        let name = council.team(&group.team).map_or("No team", |team| &team.name);
        vec![
            html! { a class="govuk-link" href=(query(&[("team", &group.team)])) { (name) } }.into(),
            group.unweighted.in_words().into(),
            group.weighted.in_words().into(),
        ]
    };
    let columns = ["Team", "Agreement beyond chance (kappa)", "Linearly weighted"].map(Column::new).into();
    let rows = found.groups.iter().map(row).collect();
    let empty = "No readings yet.".into();
    html! { (CaseTable { caption_hidden: true, empty, ..CaseTable::new("By team", columns, rows) }) }
}

fn to_talk_through(visit: &Visit<'_>, found: &Report) -> Markup {
    let caption = format!("To be talked through: {}", found.waiting_for_talk);
    let rows: Vec<Vec<Content>> = found.to_moderate.iter().map(|row: &Row| behind::row(visit, row)).collect();
    let empty = "No disagreement waits.".into();
    html! {
        h2 class="govuk-heading-m" { (caption) }
        (CaseTable { caption_hidden: true, empty, ..CaseTable::new(&*caption, behind::columns(), rows) })
    }
}

fn meaning(visit: &Visit<'_>) -> Markup {
    let consistency = &visit.house().pack.consistency;
    let words = html! {
        p { "Kappa is agreement beyond what chance would give: 1 is agreement always, 0 is no more than chance (Cohen 1960; weighted, Cohen 1968). Between the two numbers beside it lies the true value in 95 of 100 such samples; the standard error is that of Fleiss, Cohen and Everitt (1969)." }
        p { "Fewer than " (consistency.fewest) " readings say nothing here, and no figure is shown. Readings about a restricted child are counted only for those in its circle." }
        p { "A disagreement is about level or outcome. It is a question to the threshold document and to both managers, never a mark against either." }
        p { "Source of the share, of the fewest and of the period: " (consistency.source) "." }
    };
    html! { (Details::new("What these figures mean, and what they do not", words)) }
}
