//! The network: who is close to the child, who is not, and what each says; agencies and workers beside family and friends. The rings are a list, the closest
//! first: a picture of names in circles says no more, and cannot be read on a telephone.

use std::collections::BTreeMap;

use casework::child::{ChildPage, worker_of};
use casework::network::NetworkView;
use domain::id::Id;
use domain::pack::NetworkRules;
use domain::person::Person;
use maud::{Markup, html};

use crate::child::words;
use crate::route::Visit;

/// Somebody in a ring.
struct Around<'a> {
    person: Id<Person>,
    name: String,
    what: &'static str,
    close: &'a str,
    says: &'a str,
}

/// The rings, and who is involved.
pub(super) fn rings(visit: &Visit<'_>, page: &ChildPage, view: &NetworkView, rules: &NetworkRules) -> Markup {
    let child = page.file.child.record.id;
    let mut rings: BTreeMap<usize, Vec<Around<'_>>> = BTreeMap::new();
    for tie in view.ties.iter().map(|tied| &tied.tie).filter(|tie| tie.from == child || tie.to == child) {
        let error = tie
            .tie
            .ended
            .as_ref()
            .and_then(|ended| rules.ending(&ended.how))
            .is_some_and(|ending| ending.error);
        if error || !tie.holds_on(view.day) || !tie.had_begun(view.day) {
            continue;
        }
        let other = if tie.from == child { tie.to } else { tie.from };
        let Some(person) = view.people.iter().find(|person| person.id == other) else { continue };
        let close = rules.close(&tie.tie.closeness);
        let what = if tie.from == child { tie.kind.seen_from_the_other() } else { tie.kind.words() };
        let around = Around {
            person: other,
            name: person.name(),
            what,
            close: close.map_or("", |close| close.name.as_str()),
            says: &tie.tie.says,
        };
        rings.entry(close.map_or(usize::MAX, |close| close.ring)).or_default().push(around);
    }
    html! {
        @if rings.is_empty() { p class="govuk-body" { "Nobody is recorded as close to the child." } }
        @for (ring, people) in &rings {
            div class=(format!("app-ring app-ring--{}", if *ring > 6 { "unknown".to_owned() } else { ring.to_string() })) {
                h3 class="govuk-heading-s" { (name(rules, *ring)) }
                ul class="govuk-list" { @for around in people { li { (one(around)) } } }
            }
        }
        h3 class="govuk-heading-s" { "Agencies and workers" }
        (involved(visit, page))
    }
}

fn name(rules: &NetworkRules, ring: usize) -> String {
    let names: Vec<&str> =
        rules.closeness.iter().filter(|close| close.ring == ring).map(|close| close.name.as_str()).collect();
    if names.is_empty() { "Nobody has said how close".to_owned() } else { names.join("; ") }
}

fn one(around: &Around<'_>) -> Markup {
    html! {
        a class="govuk-link" href={ "/children/" (around.person) } { (words::name(&around.name)) } ", " (around.what)
        @if !around.close.is_empty() { ": " strong { (around.close) } }
        @if !around.says.is_empty() { ". " (words::name(around.says)) }
    }
}

fn involved(visit: &Visit<'_>, page: &ChildPage) -> Markup {
    let workers: Vec<_> = page
        .file
        .involved_at(page.at)
        .map(|involvement| worker_of(&visit.session, involvement, &page.names))
        .collect();
    html! {
        @if workers.is_empty() { p class="govuk-body" { "Nobody is allocated." } } @else {
            ul class="govuk-list govuk-list--bullet" {
                @for worker in workers { li { (words::name(&worker.name)) ", " (words::name(&worker.role)) ", " (words::name(&worker.team)) @if !worker.phone.is_empty() { ", " (worker.phone) } } }
            }
        }
    }
}
