//! The lists of a day: how many rows each has, one of them on screen, and from each row the way to all rows of its child.

use casework::Stop;
use casework::inspection::{Lists, Looked, NOT_RECORDED, ON_PAGE, lists, page_of, why_empty};
use casework::returns::annex_a::layout::{list, lists as layout};
use design::Content;
use design::govuk::Pagination;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use jiff::civil::Date;
use maud::{Markup, html};

use super::file::{BOOK, FURTHER};
use super::rows::cell;
use super::{choose, day, looked};
use crate::route::{Page, View, Visit};

pub(super) static PAGE: Page<()> =
    Page { path: "/inspection", name: "lists for an inspection", action: Action::MakeInspectionLists, show };

/// The list that was chosen.
struct Chosen<'l> {
    code: &'l str,
    page: usize,
    heading: String,
    columns: Vec<&'l str>,
    /// What is said of it when it has no row.
    empty: &'l str,
}

impl<'l> Chosen<'l> {
    fn of(visit: &'l Visit<'_>, found: &'l Lists) -> Option<Self> {
        const NONE: &str = "Nothing of this list is on record.";
        let (code, page) = asked(visit);
        if let Some(further) = found.further.iter().find(|further| further.code == code) {
            let columns = further.columns.to_vec();
            return Some(Chosen { code, page, heading: further.words.to_owned(), columns, empty: NONE });
        }
        let list = list(code.parse().ok()?)?;
        Some(Chosen {
            code,
            page,
            heading: format!("List {}: {}", list.number, list.words),
            columns: list.columns.iter().map(|column| column.name).collect(),
            empty: why_empty(list.number).unwrap_or(NONE),
        })
    }
}

/// Which list is asked for, and which page of it.
fn asked<'v>(visit: &'v Visit<'_>) -> (&'v str, usize) {
    (visit.query.get("list"), visit.query.get("page").parse().unwrap_or(1))
}

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let (on, problem) = day(visit);
    let wanted = match asked(visit) {
        ("", _) => Looked::Counts,
        (list, page) => Looked::Page(list, page),
    };
    let found = looked(lists(&visit.session, on, wanted))?;
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
    html! {
        p class="govuk-body" {
            "What Ofsted asks for (annex A), as the record was known at the end of " (london::date_in_words(found.on)) ". Children have their identifier here and no name, as in the workbook."
        }
        @for ring in &found.ring { p class="govuk-body" { "A record is left out. Restricted: ring " (ring) "." } }
        @if found.blind > 0 {
            p class="govuk-body" { "Of " (found.blind) " children only contacts are listed, because you are to read one of them a second time and have not answered yet." }
        }
        p class="govuk-body" { a class="govuk-link" href=(address(BOOK.path, found.on, "")) download { "Download the lists as a workbook" } }
        p class="govuk-body" { a class="govuk-link" href=(address(FURTHER.path, found.on, "")) download { "Download the lists for a focused visit as a workbook" } }
        (counts(found))
        p class="govuk-body" { (NOT_RECORDED) }
        @if let Some(list) = Chosen::of(visit, found) { (on_screen(found, &list)) }
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

/// A page of a list: each row with why it is here, and a way to all rows of its child.
fn on_screen(found: &Lists, list: &Chosen<'_>) -> Markup {
    let (times, rows) = (found.times(), found.rows(list.code));
    let (number, last) = page_of(rows.len(), list.page);
    let caption = match last {
        1 => format!("{}, rows: {}", list.heading, rows.len()),
        _ => format!("{}, rows: {}, page {number} of {last}", list.heading, rows.len()),
    };
    let here = rows.iter().skip((number - 1) * ON_PAGE).take(ON_PAGE).map(|row| -> Vec<Content> {
        let mut cells: Vec<Content> = row.cells.iter().map(cell).collect();
        let all = all_rows(found, row.child, times.get(&row.child).copied().unwrap_or_default());
        cells.push(html! { div class="app-sentence" { (row.why) br; (all) } }.into());
        cells
    });
    let columns = list.columns.iter().copied().chain(["Why it is here"]).map(Column::new).collect();
    let table =
        CaseTable { empty: list.empty.to_owned(), ..CaseTable::new(caption, columns, here.collect()) };
    let href = |page: u32| format!("{}&page={page}#list", address(PAGE.path, found.on, list.code));
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    html! {
        div id="list" { (table) }
        @if last > 1 { (Pagination::numbered(small(number), small(last), href)) }
    }
}

/// How often a child stands in the lists, as a link to why.
fn all_rows(found: &Lists, child: Id<Person>, times: usize) -> Markup {
    let words = match times {
        1 => "Why here once".to_owned(),
        many => format!("Why here {many} times"),
    };
    html! { a class="govuk-link" href=(address(&format!("/inspection/children/{child}"), found.on, "")) { (words) } }
}
