//! Facts in rows and columns. <https://design-system.service.gov.uk/components/table/>

use maud::{Markup, Render, html};

use crate::content::Content;
use crate::element::{Attributes, Element};

/// One cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// What stands in it.
    pub content: Content,
    /// `numeric` aligns it to the right.
    pub format: String,
    /// How many columns it covers.
    pub colspan: Option<u32>,
    /// How many rows it covers.
    pub rowspan: Option<u32>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl<C: Into<Content>> From<C> for Cell {
    fn from(content: C) -> Self {
        Cell { content: content.into(), ..Cell::default() }
    }
}

impl Cell {
    /// A number, aligned to the right.
    pub fn numeric(content: impl Into<Content>) -> Self {
        Cell { content: content.into(), format: "numeric".to_owned(), ..Cell::default() }
    }
}

/// A column's heading has the same parts as a cell.
pub type HeaderCell = Cell;

/// Facts in rows and columns.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What the table holds.
    pub caption: String,
    /// More classes for the caption: `govuk-table__caption--m`.
    pub caption_classes: String,
    /// The columns' headings.
    pub head: Vec<HeaderCell>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of a row is its heading.
    pub first_cell_is_header: bool,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl Table {
    /// A table with its caption, headings and rows, whose first cells are the rows' headings.
    pub fn new<H: Into<HeaderCell>>(
        caption: impl Into<String>,
        head: impl IntoIterator<Item = H>,
        rows: Vec<Vec<Cell>>,
    ) -> Self {
        Table {
            caption: caption.into(),
            caption_classes: "govuk-table__caption--m".to_owned(),
            head: head.into_iter().map(Into::into).collect(),
            rows,
            first_cell_is_header: true,
            ..Table::default()
        }
    }

    fn cell(&self, index: usize, cell: &Cell) -> Markup {
        let element = if index == 0 && self.first_cell_is_header {
            Element::new("th").attribute("scope", "row").class("govuk-table__header")
        } else {
            formatted(Element::new("td").class("govuk-table__cell"), "govuk-table__cell", cell)
        };
        spanned(element.class(&cell.classes), cell).holding(&cell.content)
    }
}

fn formatted(element: Element, class: &str, cell: &Cell) -> Element {
    element.class_if(!cell.format.is_empty(), &format!("{class}--{}", cell.format))
}

fn spanned(element: Element, cell: &Cell) -> Element {
    element.number("colspan", cell.colspan).number("rowspan", cell.rowspan).attributes(&cell.attributes)
}

fn heading(cell: &HeaderCell) -> Markup {
    let element = Element::new("th").attribute("scope", "col").class("govuk-table__header");
    let element = formatted(element, "govuk-table__header", cell).class(&cell.classes);
    spanned(element, cell).holding(&cell.content)
}

impl Render for Table {
    fn render(&self) -> Markup {
        let caption = Element::new("caption").class("govuk-table__caption").class(&self.caption_classes);
        Element::new("table").class("govuk-table").class(&self.classes).attributes(&self.attributes).holding(
            html! {
                @if !self.caption.is_empty() { (caption.holding(&self.caption)) }
                @if !self.head.is_empty() {
                    thead class="govuk-table__head" {
                        tr class="govuk-table__row" { @for cell in &self.head { (heading(cell)) } }
                    }
                }
                tbody class="govuk-table__body" {
                    @for row in &self.rows {
                        tr class="govuk-table__row" {
                            @for (index, cell) in row.iter().enumerate() { (self.cell(index, cell)) }
                        }
                    }
                }
            },
        )
    }
}
