//! The lists of a day: how many rows each has, one of them on screen, and from each row the way to all rows of its child.

use std::collections::BTreeMap;

use casework::Stop;
use casework::inspection::{Further, Lists, NOT_RECORDED, lists, why_empty};
use casework::returns::annex_a::derive::Line;
use casework::returns::annex_a::layout::{List, list, lists as layout};
use design::Content;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use jiff::civil::Date;
use maud::{Markup, html};

use super::rows::cell;
use super::{choose, day, looked};
use crate::route::{Page, View, Visit};

pub(super) static PAGE: Page<()> =
    Page { path: "/inspection", name: "lists for an inspection", action: Action::MakeInspectionLists, show };

/// So many rows stand on one page; the workbook has them all.
const IN_SIGHT: usize = 200;

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let (on, problem) = day(visit);
    let found = looked(lists(&visit.session, on))?;
    let title = "Inspection room";
    let (problem, body) = match &found {
        Ok(found) => (problem, room(visit, found)),
        Err(words) => (problem.or(Some(words.clone())), html! {}),
    };
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        (choose(visit, on, problem.as_deref()))
        (body)
    };
    Ok(View::new(title, body).wide())
}

fn room(visit: &Visit<'_>, found: &Lists) -> Markup {
    let asked = visit.query.get("list");
    let chosen = asked.parse().ok().and_then(list);
    let further = found.further.iter().find(|further| further.code == asked);
    html! {
        p class="govuk-body" {
            "What Ofsted asks for (annex A), as the record was known at the end of " (london::date_in_words(found.on)) ". Children have their identifier here and no name, as in the workbook."
        }
        @for ring in &found.ring { p class="govuk-body" { "A record is left out. Restricted: ring " (ring) "." } }
        @if found.blind > 0 {
            p class="govuk-body" { "Of " (found.blind) " children only contacts are listed, because you are to read one of them a second time and have not answered yet." }
        }
        p class="govuk-body" { a class="govuk-link" href=(address("/inspection/lists.xlsx", found.on, "")) download { "Download the lists as a workbook" } }
        (counts(found))
        p class="govuk-body" { (NOT_RECORDED) }
        @if let Some(list) = chosen { (of_list(found, list)) }
        @if let Some(further) = further { (of_further(found, further)) }
    }
}

/// An address of the room on a day.
fn address(path: &str, on: Date, list: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("on", &on.to_string());
    if !list.is_empty() {
        query.append_pair("list", list);
    }
    format!("{path}?{}", query.finish())
}

fn counts(found: &Lists) -> Markup {
    let row = |words: &str, code: &str, rows: usize, why: &str| -> Vec<Content> {
        vec![
            html! { a class="govuk-link" href=(address(PAGE.path, found.on, code)) { (words) } }.into(),
            rows.to_string().into(),
            why.into(),
        ]
    };
    let of_ofsted = layout().iter().map(|list| {
        let words = format!("List {}: {}", list.number, list.words);
        row(
            &words,
            &list.number.to_string(),
            found.of(list.number).count(),
            why_empty(list.number).unwrap_or_default(),
        )
    });
    let further = found.further.iter().map(|further| {
        row(
            further.words,
            further.code,
            further.lines.len(),
            "For a focused visit: annex A does not ask for it.",
        )
    });
    let columns = vec![
        Column::new("List"),
        Column { numeric: true, ..Column::new("Rows") },
        Column::new("To be known"),
    ];
    html! { (CaseTable::new("The lists", columns, of_ofsted.chain(further).collect())) }
}

/// How often a child stands in the lists, as a link to why.
fn times(found: &Lists, child: Id<Person>, times: &BTreeMap<Id<Person>, usize>) -> Content {
    let many = times.get(&child).copied().unwrap_or_default();
    let words = match many {
        1 => "Why here once".to_owned(),
        many => format!("Why here {many} times"),
    };
    html! { a class="govuk-link" href=(address(&format!("/inspection/children/{child}"), found.on, "")) { (words) } }.into()
}

fn of_list(found: &Lists, list: &List) -> Markup {
    let many = found.times();
    let row = |line: &Line| -> Vec<Content> {
        let mut cells: Vec<Content> = line.row.cells().iter().map(cell).collect();
        cells.push(line.why.as_str().into());
        cells.push(times(found, line.child, &many));
        cells
    };
    let rows: Vec<Vec<Content>> = found.of(list.number).take(IN_SIGHT).map(row).collect();
    let headings =
        list.columns.iter().map(|column| column.name).chain(["Why it is here", "All rows of the child"]);
    let caption = format!("List {}, {}: {}", list.number, list.words, found.of(list.number).count());
    let empty = why_empty(list.number).unwrap_or("Nothing of this list is on record.").to_owned();
    html! {
        h2 class="govuk-heading-m" { "List " (list.number) ": " (list.words) }
        @if found.of(list.number).count() > IN_SIGHT { p class="govuk-body" { "The first " (IN_SIGHT) " rows are shown; the workbook has all." } }
        (CaseTable { empty, ..CaseTable::new(caption, headings.map(Column::new).collect(), rows) })
    }
}

fn of_further(found: &Lists, further: &Further) -> Markup {
    let many = found.times();
    let rows = further.lines.iter().take(IN_SIGHT).map(|line| -> Vec<Content> {
        let mut cells: Vec<Content> = line.cells.iter().map(cell).collect();
        cells.push(line.why.as_str().into());
        cells.push(times(found, line.child, &many));
        cells
    });
    let rows: Vec<Vec<Content>> = rows.collect();
    let headings = further.columns.iter().copied().chain(["Why it is here", "All rows of the child"]);
    let caption = format!("{}: {}", further.words, further.lines.len());
    html! {
        h2 class="govuk-heading-m" { (further.words) }
        (CaseTable::new(caption, headings.map(Column::new).collect(), rows))
    }
}
