//! A queue or a list of cases: columns that can be sorted by an ordinary link, the case's name first, in a pane of its own on a phone.

use maud::{Markup, PreEscaped, Render, html};

use super::pane::scroll_pane;
use crate::content::Content;
use crate::element::Element;

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorted {
    /// Smallest or earliest first.
    Ascending,
    /// Largest or latest first.
    Descending,
}

/// One column.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// What it holds.
    pub heading: String,
    /// Where the list is sorted by it, the other way round when it is already; empty when it cannot be.
    pub sort_href: String,
    /// Which way the list is sorted by it now.
    pub sorted: Option<Sorted>,
    /// Whether it holds numbers.
    pub numeric: bool,
}

impl Column {
    /// A column that cannot be sorted.
    pub fn new(heading: impl Into<String>) -> Self {
        Column { heading: heading.into(), ..Column::default() }
    }

    /// A column that can be sorted, with the address that does it and how it is sorted now.
    pub fn sortable(
        heading: impl Into<String>,
        sort_href: impl Into<String>,
        sorted: Option<Sorted>,
    ) -> Self {
        Column { heading: heading.into(), sort_href: sort_href.into(), sorted, numeric: false }
    }
}

/// A queue or a list of cases.
#[derive(Debug, Clone, Default)]
pub struct CaseTable {
    /// What the table holds, with how many: "My work: 3 due".
    pub caption: String,
    /// Whether the caption is for screen readers only, because a heading says the same.
    pub caption_hidden: bool,
    /// The columns; the first names the case.
    pub columns: Vec<Column>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<Content>>,
    /// What is said when there are no rows.
    pub empty: String,
    /// Whether a row becomes a block of its own on a phone, each cell under its heading: where the last column is what the table is for, nobody should have
    /// to scroll sideways to it.
    pub stacked: bool,
}

impl CaseTable {
    /// A table with its caption, columns and rows.
    pub fn new(caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<Content>>) -> Self {
        CaseTable {
            caption: caption.into(),
            columns,
            rows,
            empty: "Nothing here.".to_owned(),
            ..CaseTable::default()
        }
    }

    /// The same table, with its rows as blocks on a phone.
    pub fn stacked(self) -> Self {
        CaseTable { stacked: true, ..self }
    }

    /// A role that a stacked table says aloud: laid out as blocks, some browsers would no longer tell that it is a table.
    const fn role(&self, role: &'static str) -> &'static str {
        if self.stacked { role } else { "" }
    }

    fn row(&self, cells: &[Content]) -> Markup {
        let numeric = |index: usize| self.columns.get(index).is_some_and(|column| column.numeric);
        let heading = |index: usize| match self.columns.get(index).filter(|_| self.stacked) {
            Some(column) if column.heading.ends_with('?') => column.heading.clone(),
            Some(column) => format!("{}:", column.heading),
            None => String::new(),
        };
        let cell = |index: usize, cell: &Content| match index {
            0 => Element::new("th")
                .class("govuk-table__header")
                .attribute("scope", "row")
                .optional("role", self.role("rowheader"))
                .holding(cell),
            _ => Element::new("td")
                .class("govuk-table__cell")
                .class_if(numeric(index), "govuk-table__cell--numeric")
                .optional("role", self.role("cell"))
                .optional("data-heading", &heading(index))
                .holding(cell),
        };
        let cells = html! { @for (index, content) in cells.iter().enumerate() { (cell(index, content)) } };
        Element::new("tr").class("govuk-table__row").optional("role", self.role("row")).holding(cells)
    }

    fn table(&self) -> Markup {
        let caption = Element::new("caption").class("govuk-table__caption").class(if self.caption_hidden {
            "govuk-visually-hidden"
        } else {
            "govuk-table__caption--m"
        });
        let headings =
            html! { @for column in &self.columns { (heading(column, self.role("columnheader"))) } };
        let headings =
            Element::new("tr").class("govuk-table__row").optional("role", self.role("row")).holding(headings);
        let group = |name, class| Element::new(name).class(class).optional("role", self.role("rowgroup"));
        let rows = html! { @for row in &self.rows { (self.row(row)) } };
        Element::new("table")
            .class("govuk-table app-case-table")
            .class_if(self.stacked, "app-case-table--stacked")
            .optional("role", self.role("table"))
            .holding(html! {
                (caption.holding(&self.caption))
                (group("thead", "govuk-table__head").holding(headings))
                (group("tbody", "govuk-table__body").holding(rows))
            })
    }
}

fn heading(column: &Column, role: &str) -> Markup {
    let sorted = match column.sorted {
        Some(Sorted::Ascending) => "ascending",
        Some(Sorted::Descending) => "descending",
        None if column.sort_href.is_empty() => "",
        None => "none",
    };
    Element::new("th")
        .class("govuk-table__header")
        .class_if(column.numeric, "govuk-table__header--numeric")
        .attribute("scope", "col")
        .optional("role", role)
        .optional("aria-sort", sorted)
        .holding(html! {
            @if column.sort_href.is_empty() {
                (column.heading)
            } @else {
                a class="govuk-link govuk-link--no-visited-state" href=(column.sort_href) {
                    (column.heading)
                    (arrow(column.sorted))
                }
            }
        })
}

fn arrow(sorted: Option<Sorted>) -> PreEscaped<String> {
    let path = match sorted {
        Some(Sorted::Ascending) => "M6 2l5 8H1z",
        Some(Sorted::Descending) => "M6 10l5-8H1z",
        None => "M6 0l4 5H2zM6 12l4-5H2z",
    };
    html! {
        svg class="app-case-table__arrow" viewBox="0 0 12 12" aria-hidden="true" focusable="false" { path d=(path) {} }
    }
}

impl Render for CaseTable {
    fn render(&self) -> Markup {
        if self.rows.is_empty() {
            return html! {
                p class="govuk-body" {
                    @if !self.caption_hidden { (self.caption) ". " }
                    (self.empty)
                }
            };
        }
        if self.stacked { self.table() } else { scroll_pane(&self.caption, self.table()) }
    }
}
