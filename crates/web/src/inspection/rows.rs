//! Cells of the lists on screen, as they stand in the workbook.

use casework::returns::workbook::Written;
use design::Content;
use domain::id::{Any, Id};
use jiff::civil::Date;
use maud::{Markup, html};

/// A cell.
pub(super) fn cell(cell: &Written) -> Content {
    match cell {
        Written::Blank => Content::default(),
        Written::Text(words) => words.as_str().into(),
        Written::Day(day) => shown(*day).into(),
        Written::Whole(whole) => whole.to_string().into(),
    }
}

/// A day as the lists show it.
fn shown(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// Where the record of a row is read, where it has a page of its own.
pub(super) fn record((kind, id): (&'static str, Id<Any>)) -> Option<Markup> {
    let (folder, words) = match kind {
        "contact" => ("contacts", "Open the contact"),
        "assessment" => ("assessments", "Open the assessment"),
        "section47" => ("section47", "Open the enquiry"),
        "conference" => ("conferences", "Open the conference"),
        "strategy_discussion" => ("strategy", "Open the discussion"),
        "audit" => ("audits", "Open the audit"),
        _ => return None,
    };
    Some(html! { a class="govuk-link" href={ "/" (folder) "/" (id) } { (words) } })
}
