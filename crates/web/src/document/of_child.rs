//! The copies that were given out about a child: who has what, which were replaced; and what waits for a second look.

use casework::Stop;
use casework::document::{of_child, waiting};
use design::govuk::{Button, Table, button_group};
use design::own::{Restricted, scroll_pane};
use domain::access::Action;
use domain::calendar::london;
use domain::document::Issued;
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use maud::{Markup, Render, html};

use super::{at, drawn, page};
use crate::child::identity;
use crate::route::{Page, View, Visit};

/// The copies about a child.
pub(super) static OF_CHILD: Page<Id<Person>> = Page {
    path: "/children/{child}/documents",
    name: "copies given out about a child",
    action: Action::SeeDocuments,
    show,
};

/// What can be done about documents, as a link for a child's page.
pub(crate) fn acts(child: Id<Person>, may: &[Action]) -> Markup {
    html! {
        @if may.contains(&Action::SeeDocuments) {
            nav aria-label="Documents" {
                ul class="app-acts" {
                    li { a class="govuk-link" href={ "/children/" (child) "/documents" } { "Copies given out" } }
                }
            }
        }
    }
}

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let found = of_child(&visit.session, child)?;
    let row = |issued: &Issued| {
        let given = match &issued.given {
            Some(given) => {
                html! { (london::moment_in_words(given.at)) ", " (drawn::line(found.names.name(given.by))) }
            }
            None => html! { "Not given" },
        };
        let what = html! {
            a class="govuk-link" href=(at(issued.id, "")) { (issued.of.words()) span class="govuk-visually-hidden" { " " (issued.reference) } }
            br; span class="govuk-hint" { (issued.reference) }
        };
        vec![
            what.into(),
            drawn::line(&issued.recipient.words()).into(),
            given.into(),
            page::stage(issued.stage()).render().into(),
        ]
    };
    let rows: Vec<_> = found.documents.iter().map(row).collect();
    let head = vec!["What", "For", "Given", "Stands"];
    let body = html! {
        h1 class="govuk-heading-l" { "Copies given out" }
        @for words in &found.closed { (restricted(words)) }
        @if rows.is_empty() {
            p class="govuk-body" { "No document about this child was composed for anybody." }
        } @else {
            (scroll_pane("Documents and who has them", Table::new("Documents and who has them", head, rows)))
        }
        @if visit.may(Action::PrepareDocument) {
            (button_group(Button::link("Compose a document", format!("/children/{child}/documents/new")).render()))
        }
    };
    identity::about(visit, child, Action::SeeDocuments, "Copies given out", body)
}

/// Whom to ring about a document with a restricted child: the door's own words.
fn restricted(said: &str) -> Markup {
    let whom = said.strip_prefix("Restricted: ring ").unwrap_or(said);
    Restricted::ring(shown_in_line(whom.trim_end_matches('.'))).render()
}

/// Documents that somebody prepared and has not looked at again, on their own first page.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    if !visit.may(Action::PrepareDocument) {
        return Ok(html! {});
    }
    let waits = waiting(&visit.session)?;
    Ok(html! {
        @if !waits.is_empty() {
            h2 class="govuk-heading-m" { "Documents to look at before they go" }
            ul class="govuk-list" {
                @for one in &waits {
                    li { a class="govuk-link" href=(at(one.id, "")) { (one.of.words()) ", " (one.reference) } ": " (drawn::line(&one.child)) }
                }
            }
        }
    })
}
