//! The same family as an outline: whoever hears a page instead of seeing it, and whoever wants to correct something, goes along this list. Beneath
//! each person stand their relationships, each with its dates and the way to change it.

use casework::network::{NetworkView, Tied};
use domain::id::Id;
use domain::pack::Pack;
use domain::person::Person;
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::{at, family};
use crate::child::words;
use crate::forms::page::further_told;

/// The outline. `changes`: whether the viewer may change relationships here and now.
pub(super) fn outline(view: &NetworkView, pack: &Pack, changes: bool) -> Markup {
    let Some(child) = view.people.first() else { return Markup::default() };
    html! {
        @if !view.homes.is_empty() {
            h3 class="govuk-heading-s" { "Who lives together" }
            ul class="govuk-list govuk-list--bullet" {
                @for home in &view.homes { li { (words::name(&home.label)) ": " (words::name(&together(view, &home.members))) } }
            }
            h3 class="govuk-heading-s" { "Who is who" }
        }
        ul class="govuk-list app-outline" {
            @for person in &view.people {
                li {
                    a class="govuk-link" href={ "/children/" (person.id) } { (words::name(&person.name())) }
                    @if person.id == child.id { " (this child)" }
                    ", born " (words::born(&person.birth))
                    @if let Some(died) = &person.died { ", died " (died) }
                    @for badge in view.badges.get(&person.id).into_iter().flatten() { ". " strong { (badge.letter()) ": " (badge.words()) } }
                    (ties(view, pack, child.id, person.id, changes))
                }
            }
        }
    }
}

fn together(view: &NetworkView, members: &[Id<Person>]) -> String {
    let names = view.people.iter().filter(|person| members.contains(&person.id));
    names.map(|other| shown_in_line(&other.name())).collect::<Vec<_>>().join(", ")
}

/// What the person is to others: each relationship stands once, under whom it begins at.
fn ties(view: &NetworkView, pack: &Pack, child: Id<Person>, person: Id<Person>, changes: bool) -> Markup {
    let mine: Vec<&Tied> = view.ties.iter().filter(|tied| tied.tie.from == person).collect();
    html! {
        @if !mine.is_empty() {
            ul class="govuk-list govuk-list--bullet" { @for tied in mine { li { (one(view, pack, child, tied, changes)) } } }
        }
    }
}

fn one(view: &NetworkView, pack: &Pack, child: Id<Person>, tied: &Tied, changes: bool) -> Markup {
    let (tie, rules) = (&tied.tie, &pack.network);
    let name_of = |id: Id<Person>| {
        view.people.iter().find(|person| person.id == id).map(|person| shown_in_line(&person.name()))
    };
    let said = family::said(tie, tie.from, &name_of).unwrap_or_default();
    let link = |below: &str, does: &str| {
        html! {
            a class="govuk-link" href=(at(child, &format!("/{}{below}", tie.id))) { (does) span class="govuk-visually-hidden" { ": " (said) } }
        }
    };
    html! {
        (said)
        @if tie.since.is_some() || tie.until.is_some() { ", " (words::between(tie.since.as_ref(), tie.until.as_ref())) }
        @if let Some(close) = rules.close(&tie.tie.closeness) { ". " (close.name) }
        @if !tie.tie.says.is_empty() { ". " (words::name(&tie.tie.says)) }
        @if let Some(ended) = &tie.tie.ended {
            ". Ended: " (rules.ending(&ended.how).map_or(ended.how.as_str(), |ending| ending.name.as_str())) ", " (words::name(&ended.reason))
        }
        @if !tie.source.trim().is_empty() { ". Known from: " (words::name(&tie.source)) }
        ". "
        @if changes {
            (link("", "Change"))
            @if tie.tie.ended.is_none() { ", " (link("/end", "end")) }
        }
        (further_told(pack, tie.tie.further.as_ref()))
    }
}
