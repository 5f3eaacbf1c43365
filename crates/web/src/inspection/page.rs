//! The lists of a day: how many rows each has, one of them on screen, and from each row the way to all rows of its child.

use casework::Stop;
use casework::inspection::{Further, Lists, NOT_RECORDED, lists, why_empty};
use casework::returns::annex_a::layout::{List, list, lists as layout};
use design::Content;
use design::govuk::Pagination;
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

/// So many rows stand on one page.
const ON_PAGE: usize = 50;

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
        @if let Some(list) = chosen { (of_list(visit, found, list)) }
        @if let Some(further) = further { (of_further(visit, found, further)) }
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

/// One list as it stands on screen.
struct OnScreen<'l> {
    code: &'l str,
    heading: String,
    columns: Vec<&'l str>,
    /// What a list says that has no row.
    empty: &'l str,
    /// The cells of each row, why it is here, and whose it is.
    rows: Vec<(Vec<Content>, &'l str, Id<Person>)>,
}

fn of_list(visit: &Visit<'_>, found: &Lists, list: &List) -> Markup {
    let code = list.number.to_string();
    let rows = found
        .of(list.number)
        .map(|line| (line.row.cells().iter().map(cell).collect(), line.why.as_str(), line.child));
    let on_screen = OnScreen {
        code: &code,
        heading: format!("List {}: {}", list.number, list.words),
        columns: list.columns.iter().map(|column| column.name).collect(),
        empty: why_empty(list.number).unwrap_or("Nothing of this list is on record."),
        rows: rows.collect(),
    };
    on_screen.table(visit, found)
}

fn of_further(visit: &Visit<'_>, found: &Lists, further: &Further) -> Markup {
    let rows = further
        .lines
        .iter()
        .map(|line| (line.cells.iter().map(cell).collect(), line.why.as_str(), line.child));
    let on_screen = OnScreen {
        code: further.code,
        heading: further.words.to_owned(),
        columns: further.columns.to_vec(),
        empty: "Nothing of this list is on record.",
        rows: rows.collect(),
    };
    on_screen.table(visit, found)
}

impl OnScreen<'_> {
    /// A page of the list: each row with why it is here, and a way to all rows of its child.
    fn table(self, visit: &Visit<'_>, found: &Lists) -> Markup {
        let many = found.times();
        let (count, last) = (self.rows.len(), self.rows.len().div_ceil(ON_PAGE).max(1));
        let number = visit.query.get("page").parse::<usize>().unwrap_or(1).clamp(1, last);
        let caption = match last {
            1 => format!("{}, rows: {count}", self.heading),
            _ => format!("{}, rows: {count}, page {number} of {last}", self.heading),
        };
        let rows = self.rows.into_iter().skip((number - 1) * ON_PAGE).take(ON_PAGE).map(
            |(mut cells, why, child)| {
                let times = times(found, child, many.get(&child).copied().unwrap_or_default());
                cells.push(html! { div class="app-sentence" { (why) br; (times) } }.into());
                cells
            },
        );
        let table = CaseTable {
            empty: self.empty.to_owned(),
            ..CaseTable::new(
                caption,
                self.columns.into_iter().chain(["Why it is here"]).map(Column::new).collect(),
                rows.collect(),
            )
        };
        let href = |page: u32| format!("{}&page={page}#list", address(PAGE.path, found.on, self.code));
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        html! {
            div id="list" { (table) }
            @if last > 1 { (Pagination::numbered(small(number), small(last), href)) }
        }
    }
}

/// How often a child stands in the lists, as a link to why.
fn times(found: &Lists, child: Id<Person>, times: usize) -> Markup {
    let words = match times {
        1 => "Why here once".to_owned(),
        many => format!("Why here {many} times"),
    };
    html! { a class="govuk-link" href=(address(&format!("/inspection/children/{child}"), found.on, "")) { (words) } }
}
