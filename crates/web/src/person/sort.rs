//! Written while they were one: whose is it? Each record stays where it was written until somebody moves it.

use casework::Stop;
use casework::child::Party;
use casework::person::{Between, LinkView, linked, sort, written_between};
use casework::search::Child;
use design::govuk::{BackLink, Button, Choice, Legend, Radios, Textarea};
use domain::access::{Action, searched};
use domain::calendar::london;
use domain::id::{Any, Id};
use domain::person::Person;
use domain::person::link::PersonLink;
use domain::person::moved::Item;
use domain::person::moved::offer::is_moved;
use domain::person::name::shown_in_line;
use domain::record::Record as _;
use maud::{Markup, Render, html};

use super::moves::asks;
use super::{at, said};
use crate::child::words;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};
use crate::search::href;

/// Sorting what was written between.
pub(super) static SORT: Act<Id<PersonLink>> = Act {
    path: "/links/{link}/sort",
    name: "sort what was written while two records were one",
    action: Action::SortRecords,
    prefill,
    show,
    send,
};

fn field(between: &Between) -> String {
    format!("of-{}-{}", between.kind, between.record)
}

fn prefill(visit: &Visit<'_>, id: &Id<PersonLink>, _: At) -> Result<Prefilled, Stop> {
    let view = linked(&visit.session, *id)?;
    let mut fields = Fields::default();
    for between in written_between(&visit.session, *id)? {
        if let Some(of) = between.of {
            fields.set(&field(&between), of.to_string());
        }
    }
    Ok(Prefilled { version: view.version, fields })
}

fn show(visit: &Visit<'_>, id: Id<PersonLink>, filling: &Filling) -> Result<View, Stop> {
    let view = linked(&visit.session, id)?;
    let between = written_between(&visit.session, id)?;
    let left = between.iter().filter(|one| one.of.is_none()).count();
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Written while they were one: whose is it?" }
        p class="govuk-body" { "The record that stood: " (said::party(&view.to)) ". The other: " (said::party(&view.joined)) "." }
        @if between.is_empty() {
            p class="govuk-body" { "Nothing was written while the two were read as one." }
        } @else {
            p class="govuk-body" { "What you say is kept with the link. Nothing moves by it: once it is saved, whatever stands with the wrong child leads on to moving it." }
            @if left == 0 { p class="govuk-body" { "Of all of it somebody has said whose it is." } }
            @else { p class="govuk-body" { (left) " of " (between.len()) " still to be said." } }
            (visit.form(filling, questions(&view, &between, filling, visit.may(Action::MoveRecords))))
        }
    };
    let back = BackLink { content: "Back to the link".into(), ..BackLink::to(at(id, "")) };
    Ok(View::new("Written while they were one", body).before(back.render()))
}

fn questions(view: &LinkView, between: &[Between], filling: &Filling, may_move: bool) -> Markup {
    html! {
        @for one in between { (question(view, one, filling, may_move)) }
        (Textarea::new("reason", "How do you know?").value(filling.get("reason")).error(filling.error("reason")))
        (Button::new("Save whose each is"))
    }
}

fn question(view: &LinkView, between: &Between, filling: &Filling, may_move: bool) -> Markup {
    let name = |party: &Party| match party {
        Party::Person(_, name) => name.clone(),
        Party::Restricted(words) => words.clone(),
    };
    let stands = between.stands_in;
    let choice = |person: Id<Person>, party: &Party| {
        let words = html! { (words::name(&name(party))) @if stands == Some(person) { " (where it stands)" } };
        Choice::new(person.to_string(), words)
    };
    let field = field(between);
    let legend = format!(
        "{}{}, {}, by {}",
        kind(&between.kind),
        if between.is_changed { ", changed" } else { "" },
        london::moment_in_words(between.at),
        shown_in_line(&between.by)
    );
    let choices = vec![choice(view.link.to, &view.to), choice(view.link.joined, &view.joined)];
    let page = Child { id: stands.or(between.of).unwrap_or(view.link.to), name: String::new() };
    let opens = href(&between.kind, between.record, std::slice::from_ref(&page));
    let mut radios = Radios::new(field.as_str(), Legend::medium(legend), choices).value(filling.get(&field));
    if let Some(opens) = opens {
        radios = radios.hint(html! { a class="govuk-link" href=(opens) { "Read it" span class="govuk-visually-hidden" { ": " (kind(&between.kind)) ", " (london::moment_in_words(between.at)) } } });
    }
    html! {
        (radios.error(filling.error(&field)))
        (leads_on(between, may_move))
    }
}

/// What is left to do once it is said whose something is: it is moved by an act of its own, which shows what goes where.
fn leads_on(between: &Between, may_move: bool) -> Markup {
    let (Some(of), Some(stands)) = (between.of, between.stands_in) else {
        return html! {
            @if between.of.is_some() { p class="govuk-body" { "It names both children: where it stands, say of whom it is." } }
        };
    };
    if of == stands {
        return Markup::default();
    }
    let item = Item::Record { kind: between.kind.clone(), record: between.record };
    let words = if is_moved(&between.kind) {
        "Move it to the other record"
    } else {
        "What is done instead of moving it"
    };
    html! {
        p class="govuk-body" {
            strong { "It stands with the other child." } " "
            @match (between.moving, may_move) {
                (Some(moving), _) => { "A move was asked for. " a class="govuk-link" href={ "/moves/" (moving) } { "What goes where" } }
                (None, true) => { a class="govuk-link" href=(asks(stands, of, &item)) { (words) } }
                (None, false) => { "Somebody who works with both children moves it." }
            }
        }
    }
}

/// A kind of record in words: "Strategy discussion".
fn kind(kind: &str) -> String {
    if let Some(searched) = searched(kind) {
        return searched.name.to_owned();
    }
    if kind == Person::KIND {
        return "What is held about the child".into();
    }
    let words = kind.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn send(visit: &Visit<'_>, id: Id<PersonLink>, filling: &Filling) -> Result<Sent, Stop> {
    let mut answers: Vec<(String, Id<Any>, Id<Person>)> = Vec::new();
    for between in written_between(&visit.session, id)? {
        // What was said before stays as it was said, with its own reason.
        let said = filling.get(&field(&between)).parse().ok().filter(|of| between.of != Some(*of));
        answers.extend(said.map(|of| (between.kind, between.record, of)));
    }
    if answers.is_empty() {
        return Ok(Sent::to(at(id, "/sort")));
    }
    sort(&visit.session, &filling.sending(), id, &answers, filling.get("reason"))?;
    Ok(Sent::to(at(id, "/sort")))
}
