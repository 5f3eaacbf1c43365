//! The network: who is close to the child, who is not, and what each says; agencies and workers beside family and friends. A picture of rings, and its
//! twin as a list, the closest first, with each person's own words.

use std::collections::BTreeMap;

use casework::child::{ChildPage, Worker, worker_of};
use casework::network::NetworkView;
use design::picture::{Around, Network, Quarter};
use domain::calendar::london;
use domain::id::Id;
use domain::pack::NetworkRules;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::person::relationship::{Kinship, Relationship};
use maud::{Markup, html};

use crate::child::words;
use crate::route::Visit;

/// Where whoever nobody has said anything about stands: outside every ring of the pack.
const NOT_SAID: usize = usize::MAX;

/// Somebody in a ring, with all that joins them to the child.
struct Near<'a> {
    person: &'a Person,
    what: Vec<&'static str>,
    ring: usize,
    close: &'a str,
    says: Vec<&'a str>,
    quarter: Quarter,
    dead: bool,
}

impl Near<'_> {
    /// What they are to the child: "grandparent, carer".
    fn what(&self) -> String {
        let died = self.dead.then_some("has died");
        let unknown = self.what.is_empty().then_some("relationship not recorded");
        self.what.iter().copied().chain(unknown).chain(died).collect::<Vec<_>>().join(", ")
    }
}

/// The rings, and who is involved. `changes`: whether the viewer may change relationships here and now.
pub(super) fn rings(
    visit: &Visit<'_>,
    page: &ChildPage,
    view: &NetworkView,
    rules: &NetworkRules,
    changes: bool,
) -> Markup {
    let near = near(page.file.child.record.id, view, rules);
    let workers: Vec<Worker> = page
        .file
        .involved_at(page.at)
        .map(|involvement| worker_of(&visit.session, involvement, &page.names))
        .collect();
    let mut rings: BTreeMap<usize, Vec<&Near<'_>>> = BTreeMap::new();
    for each in &near {
        rings.entry(each.ring).or_default().push(each);
    }
    html! {
        @if near.is_empty() && workers.is_empty() {
            p class="govuk-body" { "Nobody is recorded around the child yet." @if changes { " Add family, friends and whoever matters with the button at the top." } }
        } @else {
            (picture(view, rules, &near, &workers))
        }
        @if changes && !near.is_empty() && near.iter().all(|each| each.ring == NOT_SAID) {
            p class="govuk-body" { "Nobody has said yet how close anybody is. Ask the child, and write it down with “Change” beside the relationship in the list above." }
        }
        @for (ring, people) in &rings {
            div class=(format!("app-ring app-ring--{}", if *ring == NOT_SAID { "unknown".to_owned() } else { ring.to_string() })) {
                h3 class="govuk-heading-s" { (name(rules, *ring)) }
                ul class="govuk-list" { @for each in people { li { (one(each)) } } }
            }
        }
        h3 class="govuk-heading-s" { "Agencies and workers" }
        (involved(&workers))
    }
}

/// Everybody who is joined to the child on the day or lives with the child, once each, in the family's own order.
fn near<'a>(child: Id<Person>, view: &'a NetworkView, rules: &'a NetworkRules) -> Vec<Near<'a>> {
    let home = view.homes.iter().find(|home| home.members.contains(&child));
    let mut all = Vec::new();
    for person in view.people.iter().filter(|person| person.id != child) {
        let ties: Vec<&Relationship> =
            view.ties.iter().map(|tied| &tied.tie).filter(|tie| holds(tie, view, rules)).collect();
        let mine =
            |tie: &&&Relationship| [(tie.from, tie.to), (tie.to, tie.from)].contains(&(child, person.id));
        let ties: Vec<&Relationship> = ties.iter().filter(mine).copied().collect();
        let together = home.is_some_and(|home| home.members.contains(&person.id));
        if ties.is_empty() && !together {
            continue;
        }
        let said = |tie: &&Relationship| {
            if tie.from == child { tie.kind.seen_from_the_other() } else { tie.kind.words() }
        };
        let close = ties.iter().find_map(|tie| rules.close(&tie.tie.closeness));
        all.push(Near {
            person,
            what: ties.iter().map(said).collect(),
            ring: close.map_or(NOT_SAID, |close| close.ring),
            close: close.map_or("", |close| close.name.as_str()),
            says: ties.iter().map(|tie| tie.tie.says.as_str()).filter(|says| !says.is_empty()).collect(),
            quarter: quarter(&ties, together),
            dead: person
                .died
                .as_ref()
                .is_some_and(|died| died.earliest().is_none_or(|died| died <= view.day)),
        });
    }
    all
}

/// Whether a relationship is one on the day: begun, not over, and not written down in error.
fn holds(tie: &Relationship, view: &NetworkView, rules: &NetworkRules) -> bool {
    let ended = tie.tie.ended.as_ref().and_then(|ended| rules.ending(&ended.how));
    !ended.is_some_and(|ending| ending.error) && tie.holds_on(view.day) && tie.had_begun(view.day)
}

fn quarter(ties: &[&Relationship], together: bool) -> Quarter {
    let any = |wanted: &dyn Fn(Kinship) -> bool| ties.iter().any(|tie| wanted(tie.kind));
    if together {
        Quarter::Household
    } else if any(&Kinship::is_family) {
        Quarter::Family
    } else if any(&|kind| kind == Kinship::Professional) {
        Quarter::Workers
    } else {
        Quarter::Friends
    }
}

fn picture(view: &NetworkView, rules: &NetworkRules, near: &[Near<'_>], workers: &[Worker]) -> Network {
    let mut rings: Vec<usize> = rules.closeness.iter().map(|close| close.ring).collect();
    if !workers.is_empty() || near.iter().any(|each| each.ring == NOT_SAID) {
        rings.push(NOT_SAID);
    }
    rings.sort_unstable();
    rings.dedup();
    let place = |ring: usize| rings.iter().position(|each| *each == ring).unwrap_or(rings.len());
    let several = |ring: usize| rules.closeness.iter().filter(|close| close.ring == ring).count() > 1;
    let people = near.iter().map(|each| Around {
        name: shown_in_line(&each.person.name()),
        what: each.what(),
        close: if several(each.ring) { each.close.to_owned() } else { String::new() },
        quarter: each.quarter,
        ring: place(each.ring),
        badges: marks(view, each.person.id),
        href: format!("/children/{}", each.person.id),
    });
    let workers = workers.iter().map(|worker| Around {
        name: shown_in_line(&worker.name),
        what: worker.role.clone(),
        close: String::new(),
        quarter: Quarter::Workers,
        ring: place(NOT_SAID),
        badges: Vec::new(),
        href: String::new(),
    });
    Network {
        prefix: "network".into(),
        title: format!("Network on {}", london::date_in_words(view.day)),
        child: view.people.first().map(|child| shown_in_line(&child.name())).unwrap_or_default(),
        people: people.chain(workers).collect(),
        sentence: sentence(rules, near),
        rings: rings.iter().map(|ring| name(rules, *ring)).collect(),
    }
}

fn marks(view: &NetworkView, person: Id<Person>) -> Vec<(String, String)> {
    let badges = view.badges.get(&person).into_iter().flatten();
    badges.map(|badge| (badge.letter().to_owned(), badge.words().to_owned())).collect()
}

/// Who is how close, in the pack's order, and of how many nobody has said it.
fn sentence(rules: &NetworkRules, near: &[Near<'_>]) -> String {
    let mut parts = Vec::new();
    for close in &rules.closeness {
        let names: Vec<String> = near
            .iter()
            .filter(|each| each.close == close.name)
            .map(|each| shown_in_line(&each.person.name()))
            .collect();
        if !names.is_empty() {
            parts.push(format!("{}: {}.", close.name, names.join(", ")));
        }
    }
    match near.iter().filter(|each| each.ring == NOT_SAID).count() {
        0 => {}
        1 => parts.push("Of one person nobody has said how close they are.".to_owned()),
        many => parts.push(format!("Of {many} people nobody has said how close they are.")),
    }
    if near.is_empty() {
        parts.push("Only those whose work it is are recorded around the child.".to_owned());
    }
    parts.join(" ")
}

fn name(rules: &NetworkRules, ring: usize) -> String {
    let names: Vec<&str> =
        rules.closeness.iter().filter(|close| close.ring == ring).map(|close| close.name.as_str()).collect();
    if names.is_empty() { "Nobody has said how close".to_owned() } else { names.join("; ") }
}

fn one(near: &Near<'_>) -> Markup {
    html! {
        a class="govuk-link" href={ "/children/" (near.person.id) } { (words::name(&near.person.name())) } ", " (near.what())
        @if near.quarter == Quarter::Household { ", lives with the child" }
        @if !near.close.is_empty() { ": " strong { (near.close) } }
        @for says in &near.says { ". " (words::name(says)) }
    }
}

fn involved(workers: &[Worker]) -> Markup {
    html! {
        @if workers.is_empty() { p class="govuk-body" { "Nobody is allocated." } } @else {
            ul class="govuk-list govuk-list--bullet" {
                @for worker in workers { li { (words::name(&worker.name)) ", " (words::name(&worker.role)) ", " (words::name(&worker.team)) @if !worker.phone.is_empty() { ", " (worker.phone) } } }
            }
        }
    }
}
