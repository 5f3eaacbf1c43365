//! Discussions on the pages of a child and of a contact, and the way to begin one there.

use casework::Stop;
use casework::strategy::Row;
use design::govuk::Button;
use domain::access::Action;
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, html};

use super::list;
use crate::route::Visit;

/// The button that begins a discussion, from what the address says: `contact=…`, `enquiry=…`, `child=…`.
pub(crate) fn begin_from(visit: &Visit<'_>, from: &str) -> Markup {
    html! {
        @if visit.may(Action::BeginDiscussion) {
            (Button::link("Begin a strategy discussion", format!("/strategy/new?{from}")).secondary())
        }
    }
}

/// The discussions about a child, for a section of the child's page: nothing when there is none that the viewer may read.
pub(crate) fn of_child(visit: &Visit<'_>, child: Id<Person>) -> Result<Markup, Stop> {
    if !visit.may(Action::SeeDiscussions) {
        return Ok(Markup::default());
    }
    let rows = casework::strategy::of_child(&visit.session, child)?;
    Ok(section(visit, &rows, &format!("/children/{child}/strategy")))
}

/// The discussions that came from a contact, for a section of its page.
pub(crate) fn of_contact(visit: &Visit<'_>, contact: Id<Contact>) -> Result<Markup, Stop> {
    if !visit.may(Action::SeeDiscussions) {
        return Ok(Markup::default());
    }
    let rows = casework::strategy::of_contact(&visit.session, contact)?;
    Ok(section(visit, &rows, ""))
}

fn section(visit: &Visit<'_>, rows: &[Row], all: &str) -> Markup {
    let rows: Vec<&Row> = rows.iter().collect();
    html! {
        @if !rows.is_empty() {
            (list::table(visit, "Strategy discussions", &rows))
            @if !all.is_empty() { p class="govuk-body" { a class="govuk-link" href=(all) { "All strategy discussions about this child" } } }
        }
    }
}
