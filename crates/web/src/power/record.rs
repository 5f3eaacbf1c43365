//! Powers on the child's own record: how long each still has at the top, what ran and runs below, now or as it was known; and a page of all of them.

use casework::Stop;
use casework::child::ChildPage;
use casework::contact::History;
use casework::staff::Names;
use design::Content;
use design::govuk::{Button, button_group};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::pack::Powers;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::power::Power;
use jiff::Timestamp;
use maud::{Markup, html};

use super::{at, clock};
use crate::child::identity;
use crate::route::{Page, View, Visit};

/// A child's powers.
pub(super) static OF_CHILD: Page<Id<Person>> =
    Page { path: "/children/{child}/powers", name: "child's powers", action: Action::ReadPower, show };

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    // Whoever may not read them is told so before anything is read.
    identity::about(visit, child, Action::ReadPower, "", Markup::default())?;
    let (powers, names) = casework::power::of_child(&visit.session, child)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Powers and orders" }
        @if powers.is_empty() { p class="govuk-body" { "Nothing runs for this child, and nothing did." } }
        @else { (table(visit, &powers, &names, visit.session.at)) }
        @if visit.may(Action::RecordPower) {
            (button_group(html! {
                (Button::link("Record police protection, an order or conditions", format!("/children/{child}/powers/new")))
            }))
        }
    };
    Ok(identity::about(visit, child, Action::ReadPower, "Powers and orders", body)?.wide())
}

/// What can be done about powers, as links for a child's page.
pub(crate) fn acts(child: Id<Person>, may: &[Action]) -> Markup {
    let offered = [
        (Action::ReadPower, "powers", "Powers and orders"),
        (Action::RecordPower, "powers/new/police_protection", "Record police protection"),
        (Action::RecordPower, "powers/new", "Record an order, an agreement or conditions"),
    ];
    let offered: Vec<_> = offered.into_iter().filter(|(action, ..)| may.contains(action)).collect();
    html! {
        @if !offered.is_empty() {
            nav aria-label="Powers and orders" {
                ul class="app-acts" {
                    @for (_, page, said) in offered {
                        li { a class="govuk-link" href={ "/children/" (child) "/" (page) } { (said) } }
                    }
                }
            }
        }
    }
}

/// From a contact straight to recording police protection of a child who was found, for those who may do that.
pub(crate) fn record_link(visit: &Visit<'_>, child: Option<Id<Person>>, known: Option<&History>) -> Markup {
    let layer = match known {
        Some(History::Known(_, layer, _)) => *layer,
        Some(History::Existence(_) | History::Restricted(_)) | None => return html! {},
    };
    let may = visit.may(Action::RecordPower) && layer >= Action::RecordPower.needs();
    html! {
        @if let Some(child) = child.filter(|_| may) {
            p class="govuk-body" {
                a class="govuk-link" href={ "/children/" (child) "/powers/new/police_protection" } { "Record police protection" }
                " or "
                a class="govuk-link" href={ "/children/" (child) "/powers/new" } { "an order, an agreement or conditions" }
            }
        }
    }
}

/// The child's powers, as they were known at the page's moment.
pub(crate) fn of_child(visit: &Visit<'_>, page: &ChildPage) -> Markup {
    let mut powers: Vec<Power> = page.file.powers.iter().map(|filed| filed.record.clone()).collect();
    if powers.is_empty() {
        return html! {};
    }
    powers.sort_by_key(|power| (!power.is_open(), std::cmp::Reverse(power.started)));
    html! {
        h2 class="govuk-heading-m" { "Powers and orders" }
        (table(visit, &powers, &page.names, page.at))
    }
}

fn table(visit: &Visit<'_>, powers: &[Power], names: &Names, now: Timestamp) -> Markup {
    let kinds = &visit.house().pack.powers;
    let columns = ["What", "From", "What is left, or how it ended", "Recorded by"].map(Column::new).into();
    let row = |power: &Power| -> Vec<Content> {
        vec![
            html! {
                @if visit.may(Action::ReadPower) { a class="govuk-link" href=(at(power.id, "")) { (name(kinds, power)) } }
                @else { (name(kinds, power)) }
            }
            .into(),
            london::moment_in_words(power.started).into(),
            html! {
                @match (power.countdown(kinds, now), &power.ended) {
                    (Some(countdown), _) => (clock(&countdown)),
                    (None, Some(ended)) => {
                        (london::moment_in_words(ended.when)) ": " (ended.how.words())
                    },
                    (None, None) => {},
                }
            }
            .into(),
            names.name(power.by).into(),
        ]
    };
    let rows = powers.iter().map(row).collect();
    html! { (CaseTable { caption_hidden: true, ..CaseTable::new("Powers and orders", columns, rows) }) }
}

/// What it is, and for whom where it binds somebody.
fn name(kinds: &Powers, power: &Power) -> String {
    let name = kinds.kind(&power.kind).map_or(power.kind.as_str(), |kind| kind.name.as_str());
    match &power.adult {
        Some(adult) => format!("{name} for {}", shown_in_line(&adult.name)),
        None => name.to_owned(),
    }
}

/// What the night recorded, on the morning list.
pub(crate) fn by_night(visit: &Visit<'_>, power: &Power, by: &str, at_words: &str) -> Markup {
    let kinds = &visit.house().pack.powers;
    html! {
        h3 class="govuk-heading-s" { (name(kinds, power)) ", recorded by night, " (at_words) }
        p class="govuk-body" {
            @match (power.countdown(kinds, visit.session.at), &power.ended) {
                (Some(countdown), _) => strong { (clock(&countdown)) },
                (None, Some(ended)) => { "Ended " (london::moment_in_words(ended.when)) ": " (ended.how.words()) },
                (None, None) => {},
            }
            ". Recorded by " (by) ". "
            a class="govuk-link" href=(at(power.id, "")) { "Read it" span class="govuk-visually-hidden" { ": " (name(kinds, power)) } }
        }
    }
}
