//! What asks, in words: each fact as a link to the record it comes from, or whom to ring; how a prompt stands; by when.

use casework::watch::{FactSays, FactShown, TripShown};
use design::own::Tone;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::watch::{FactName, Prompt, Told, Waits};
use maud::{Markup, html};

use crate::route::Visit;

/// The facts that tripped a rule, each on a line.
pub(super) fn facts(trip: &TripShown, facts: &[FactShown]) -> Markup {
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for fact in facts { li { (one(trip.child, fact)) } }
        }
    }
}

fn one(child: Id<Person>, fact: &FactShown) -> Markup {
    match &fact.says {
        FactSays::Restricted(words) => html! { (words) },
        FactSays::Shown { told, words, opens } => {
            let href = opens.then(|| address(&fact.name, told, child)).flatten();
            html! {
                @match href { Some(href) => a class="govuk-link" href=(href) { (shown_in_line(words)) }, None => (shown_in_line(words)) }
                @if !told.fact.children.contains(&child) { " (about somebody near the child)" }
                (known(told))
            }
        }
    }
}

/// When the council knew, where that was on another day than it happened.
fn known(told: &Told) -> Markup {
    let (happened, known) = (london::date_of(told.fact.happened), london::date_of(told.fact.known_at));
    html! { @if happened != known { span class="govuk-hint" { "Known " (london::date_in_words(known)) } } }
}

/// The page of the record that a fact comes from.
fn address(name: &FactName, told: &Told, child: Id<Person>) -> Option<String> {
    let record = name.record;
    let about =
        if told.fact.children.contains(&child) { Some(child) } else { told.fact.children.first().copied() };
    let of_child = |page: String| about.map(|child| format!("/children/{child}{page}"));
    match name.record_kind.as_str() {
        "contact" => Some(format!("/contacts/{record}")),
        "notification" => Some(format!("/notifications/{record}")),
        "event" => of_child(format!("/events/{record}")),
        "basis" | "episode" => of_child(String::new()),
        "power" => Some(format!("/powers/{record}")),
        "strategy" => Some(format!("/strategy/{record}")),
        "section47" => Some(format!("/section47/{record}")),
        "safety_plan" => Some(format!("/safety-plans/{record}")),
        "disagreement" => Some(format!("/disagreements/{record}")),
        _ => None,
    }
}

/// Names of children, each a link to the record.
pub(super) fn children(children: &[(Id<Person>, String)]) -> Markup {
    html! {
        @for (place, (id, name)) in children.iter().enumerate() {
            @if place > 0 { ", " }
            a class="govuk-link" href={ "/children/" (id) } { (called(name)) }
        }
        @if children.is_empty() { "A child of whom you may not learn" }
    }
}

/// What a child is called.
pub(super) fn called(name: &str) -> Markup {
    html! { bdi { @if name.trim().is_empty() { "Name not known" } @else { (shown_in_line(name)) } } }
}

/// How a prompt stands, as a tag.
pub(super) fn state(prompt: &Prompt) -> Markup {
    let tag = |tone: Tone, words: &str| html! { (tone.tag(words.to_owned())) };
    match (&prompt.closed, prompt.waits) {
        (Some(_), _) => tag(Tone::Done, "Closed"),
        (None, Waits::Answer) if prompt.is_for_clinic() => tag(Tone::Pressing, "On the clinic list"),
        (None, Waits::Answer) if !prompt.climbs.is_empty() => tag(Tone::Pressing, "Unanswered: gone further"),
        (None, Waits::Answer) => tag(Tone::Waiting, "Waits for an answer"),
        (None, Waits::Gathering) => tag(Tone::Active, "Gather first"),
        (None, Waits::Discussion) => tag(Tone::Active, "To be held now"),
    }
}

/// By when, in words; what it waits for then.
pub(super) fn by_when(visit: &Visit<'_>, prompt: &Prompt) -> Markup {
    html! {
        @match (prompt.is_open(), prompt.due) {
            (false, _) => "Nothing due",
            (true, Some(due)) => (crate::work::rows::by_when(visit, Some(due))),
            (true, None) => "Until it is answered",
        }
    }
}
