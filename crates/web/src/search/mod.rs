//! Searching: what was typed goes in the body of the request, so that no name stands in an address, a log or a browser's history. One box finds people,
//! families and addresses, professionals, numbers, and words in what the viewer may read. Each result says why, in words; of a restricted record only whom
//! to ring is said.

mod houses;
mod place;
mod records;

pub(crate) use place::href;

use casework::search::{Agrees, Found, LookedFor, Reason, Strength, look_for};
use casework::{Stop, child::Existence};
use design::Content;
use design::govuk::{Button, Input};
use design::own::{CaseTable, Column, Restricted};
use domain::access::{Action, Layer};
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use crate::power::OfChildren;
use crate::route::{Fields, Lookup, Mount, View, Visit};

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![SEARCH.mount()]
}

/// From this many found on there may be more that are not shown.
const MANY: usize = 20;

static SEARCH: Lookup<()> = Lookup { path: "/search", name: "search", action: Action::SearchPeople, show };

fn show(visit: &Visit<'_>, (): (), asked: &Fields) -> Result<View, Stop> {
    let typed = asked.get("query").trim();
    let found = if typed.is_empty() { LookedFor::default() } else { look_for(&visit.session, typed)? };
    let people = found.people.iter().filter_map(|one| match one {
        Found::Person { existence, .. } => Some(existence.child),
        Found::Restricted(_) => None,
    });
    let running = OfChildren::ask(visit, people)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Search" }
        form method="post" action="/search" role="search" aria-label="Everything" novalidate {
            (Input {
                input_type: "search".to_owned(),
                autocomplete: "off".to_owned(),
                spellcheck: Some(false),
                ..Input::new("query", "Name, date of birth, address, telephone, number, or words in a record")
                    .id("search-people")
                    .hint("Half of it is enough: “ava 2019 elm”. Parents' names find their children. Words in quotation marks are found as they stand.")
                    .value(typed)
            })
            (Button::new("Search"))
        }
        @if !typed.is_empty() {
            (results(visit, &found.people, is_only_people(&found), &running))
            @if !found.houses.is_empty() { (houses::houses(&found.houses)) }
            @if !found.professionals.is_empty() { (houses::professionals(visit, &found.professionals)) }
            @if !found.numbers.is_empty() { (records::numbers(&found.numbers)) }
            @if !found.records.is_empty() { (records::records(&found.records, found.more_records)) }
        }
    };
    Ok(View::new("Search", body).wide())
}

/// Whether nothing was found but, perhaps, people.
fn is_only_people(found: &LookedFor) -> bool {
    found.houses.is_empty()
        && found.professionals.is_empty()
        && found.numbers.is_empty()
        && found.records.is_empty()
}

fn results(visit: &Visit<'_>, found: &[Found], alone: bool, running: &OfChildren) -> Markup {
    let mut rows = Vec::new();
    let mut restricted = Vec::new();
    for one in found {
        match one {
            Found::Person { existence, layer, strength, reasons } => {
                rows.push(person(existence, *layer, *strength, reasons, running));
            }
            Found::Restricted(words) => restricted.push(words.as_str()),
        }
    }
    restricted.sort_unstable();
    restricted.dedup();
    let count = rows.len();
    let columns = ["Who", "Born", "Why they may be the one", "Who works with them"].map(Column::new).into();
    let table = CaseTable { caption_hidden: true, ..CaseTable::new("People found", columns, rows) }.stacked();
    html! {
        h2 class="govuk-heading-m" {
            @match count { 0 if alone => "Nobody found", 0 => "No person found", 1 => "1 person found", _ => { (count) " people found" } }
        }
        @for words in restricted {
            // The component says "Restricted: ring" itself.
            (Restricted::ring(words.strip_prefix("Restricted: ring ").unwrap_or(words)))
        }
        @if count > 0 {
            (table)
            @if count >= MANY {
                p class="govuk-body" { "Only the likeliest are shown. Type more of what you know to find one." }
            }
        } @else if alone {
            p class="govuk-body" { "Try less: part of a name, a year of birth, a street. Another spelling is found by itself." }
        }
        @if visit.may(Action::RecordContact) {
            p class="govuk-body" { a class="govuk-link" href="/contacts/new" { "Record a new contact" } }
        }
    }
}

fn person(
    existence: &Existence,
    layer: Layer,
    strength: Strength,
    reasons: &[Reason],
    running: &OfChildren,
) -> Vec<Content> {
    let name = shown_in_line(&existence.name);
    let name = if name.trim().is_empty() { "Name not known".to_owned() } else { name };
    let who = html! {
        a class="govuk-link" href={ "/children/" (existence.child) } { bdi { (name) } }
        @if layer < Layer::Content { br; span class="govuk-hint" { (extent(layer)) } }
        (running.of(existence.child))
    };
    let why = html! {
        strong { (of_what_was_typed(strength, reasons)) }
        ul class="govuk-list govuk-!-margin-bottom-0" {
            // What was not typed is no reason.
            @for reason in reasons.iter().filter(|reason| reason.agrees != Agrees::Unknown) { li { (sentence(&reason.words)) } }
        }
    };
    let with = html! {
        @for involved in &existence.involved { (involved) br; }
        @if existence.involved.is_empty() { "Nobody at the moment" }
    };
    let born = existence.birth.answer().map_or_else(|| "Not known".to_owned(), ToString::to_string);
    vec![who.into(), born.into(), why.into(), with.into()]
}

/// How much of the record opens.
fn extent(layer: Layer) -> &'static str {
    match layer {
        Layer::Nothing | Layer::Ring => "restricted",
        Layer::Existence => "opens whom to ring, no more",
        Layer::Summary => "opens a summary",
        Layer::Content => "",
    }
}

/// How strongly somebody is meant. Of one name that was typed and agrees, "unlikely" would say that it does not: little was typed.
fn of_what_was_typed(strength: Strength, reasons: &[Reason]) -> &'static str {
    let told = |agrees| reasons.iter().any(|reason| reason.agrees == agrees);
    match (strength, told(Agrees::Different), told(Agrees::Near)) {
        (Strength::Strong | Strength::Likely, ..) | (_, true, _) => likeness(strength),
        (Strength::Possible | Strength::Unlikely, false, true) => "What you typed nearly agrees",
        (Strength::Possible | Strength::Unlikely, false, false) => "What you typed agrees",
    }
}

fn likeness(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "Strong: nearly all that is known agrees",
        Strength::Likely => "Likely: much agrees",
        Strength::Possible => "Possible: something agrees",
        Strength::Unlikely => "Unlikely: little agrees",
    }
}

/// A reason as a sentence: it says itself whether the two sides agree.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
