//! The people round a child: how they stand to them and who holds parental responsibility, who lives with them on the day, who matters elsewhere.

use std::collections::BTreeSet;

use casework::child::ChildPage;
use design::own::Restricted;
use domain::calendar::london;
use domain::child_file::Filed;
use domain::id::Id;
use domain::person::relationship::Relationship;
use domain::person::{Person, Standing};
use maud::{Markup, Render, html};

use super::super::{at, words};
use super::in_pane;

/// The people round the child.
pub(super) fn people(page: &ChildPage) -> Markup {
    let day = london::date_in_words(london::date_of(page.at));
    html! {
        h2 class="govuk-heading-m" { "Family and household" }
        (relationships(page))
        h3 class="govuk-heading-s" { "Living with the child on " (day) }
        @if page.household.is_empty() { p class="govuk-body" { "Nobody is recorded at the same address." } } @else {
            ul class="govuk-list govuk-list--bullet" {
                @for mate in &page.household { li { (link(mate.person, &mate.name)) ", born " (words::born(&mate.birth)) } }
            }
        }
        (elsewhere(page))
        @if !page.linked.is_empty() {
            h3 class="govuk-heading-s" { "Linked children" }
            ul class="govuk-list govuk-list--bullet" {
                @for linked in &page.linked { li { (link(linked.person, &linked.name)) ", " (linked.why) } }
            }
        }
        (restricted(page))
    }
}

fn link(person: Id<Person>, name: &str) -> Markup {
    html! { a class="govuk-link" href=(at(person, "")) { (words::name(name)) } }
}

fn relative(page: &ChildPage, other: Id<Person>) -> Option<&Person> {
    page.file.relatives.iter().map(|filed| &filed.record).find(|relative| relative.id == other)
}

/// What somebody is to the child: "mother".
fn kinship(page: &ChildPage, relationship: &Relationship) -> &'static str {
    let from_child = relationship.from == page.file.child.record.id;
    if from_child { relationship.kind.seen_from_the_other() } else { relationship.kind.words() }
}

fn relationships(page: &ChildPage) -> Markup {
    let row = |filed: &Filed<Relationship>| {
        let relationship = &filed.record;
        let other = relative(page, page.file.other(relationship))?;
        let responsibility = if relationship.to == page.file.child.record.id {
            words::yes_no(relationship.parental_responsibility)
        } else {
            html! { "Does not apply" }
        };
        let dates = match (relationship.since.as_ref(), relationship.until.as_ref()) {
            (None, None) => words::nothing("Dates not known"),
            (since, until) => html! { (words::between(since, until)) },
        };
        Some(vec![
            link(other.id, &other.name()).into(),
            kinship(page, relationship).into(),
            responsibility.into(),
            dates.into(),
            words::known_from(page, &relationship.source).into(),
        ])
    };
    let rows: Vec<_> = page.file.relationships.iter().filter_map(row).collect();
    let head = ["Name", "To the child", "Parental responsibility", "When", "Known from"];
    html! {
        @if rows.is_empty() { p class="govuk-body" { "No relatives are recorded." } } @else {
            (in_pane("Relationships", head, rows))
        }
    }
}

/// Adults who matter to the child and do not live with them: fathers elsewhere count.
fn elsewhere(page: &ChildPage) -> Markup {
    let day = london::date_of(page.at);
    let at_home: BTreeSet<Id<Person>> = page.household.iter().map(|mate| mate.person).collect();
    let adults: Vec<(&Person, &'static str)> = page
        .file
        .relationships
        .iter()
        .filter(|filed| filed.record.holds_on(day))
        .filter_map(|filed| {
            Some((relative(page, page.file.other(&filed.record))?, kinship(page, &filed.record)))
        })
        .filter(|(person, _)| person.standing == Standing::Adult && !at_home.contains(&person.id))
        .collect();
    html! {
        @if !adults.is_empty() {
            h3 class="govuk-heading-s" { "Significant adults elsewhere" }
            ul class="govuk-list govuk-list--bullet" {
                @for (person, kinship) in adults { li { (link(person.id, &person.name())) ", " (kinship) } }
            }
        }
    }
}

/// Whoever is restricted stands here by whom to ring, and by nothing else: not even by what they are to the child.
fn restricted(page: &ChildPage) -> Markup {
    let words: BTreeSet<&String> = page.withheld.values().collect();
    html! {
        @for words in words {
            @match words.strip_prefix("Restricted: ring ") {
                Some(whom) => (Restricted::ring(whom.trim_end_matches('.')).render()),
                None => p class="govuk-body" { (words) },
            }
        }
    }
}
