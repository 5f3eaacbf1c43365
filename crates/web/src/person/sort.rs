//! Written while they were one: whose is it? Each record stays where it was written until somebody moves it.

use casework::Stop;
use casework::child::Party;
use casework::person::{Between, LinkView, linked, sort, written_between};
use design::govuk::{BackLink, Button, Choice, Radios, Textarea};
use domain::access::Action;
use domain::calendar::london;
use domain::id::{Any, Id};
use domain::person::Person;
use domain::person::link::PersonLink;
use domain::person::name::shown_in_line;
use maud::{Markup, Render, html};

use super::{at, said};
use crate::child::words;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

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
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Written while they were one: whose is it?" }
        p class="govuk-body" { "The record that stood: " (said::party(&view.to)) ". The other: " (said::party(&view.joined)) "." }
        @if between.is_empty() {
            p class="govuk-body" { "Nothing was written while the two were read as one." }
        } @else {
            p class="govuk-body" { "What you say is kept with the link. Nothing moves by it: a record that stands with the wrong child is shown as to be moved." }
            (visit.form(filling, questions(&view, &between, filling)))
        }
    };
    let back = BackLink { content: "Back to the link".into(), ..BackLink::to(at(id, "")) };
    Ok(View::new("Written while they were one", body).before(back.render()))
}

fn questions(view: &LinkView, between: &[Between], filling: &Filling) -> Markup {
    html! {
        @for one in between { (question(view, one, filling)) }
        (Textarea::new("reason", "How do you know?").value(filling.get("reason")).error(filling.error("reason")))
        (Button::new("Save whose each is"))
    }
}

fn question(view: &LinkView, between: &Between, filling: &Filling) -> Markup {
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
        "{}, {}, by {}",
        kind(&between.kind),
        london::moment_in_words(between.at),
        shown_in_line(&between.by)
    );
    let choices = vec![choice(view.link.to, &view.to), choice(view.link.joined, &view.joined)];
    let waits = between.of.is_some() && between.of != stands;
    html! {
        (Radios::new(field.as_str(), legend, choices).value(filling.get(&field)).error(filling.error(&field)))
        @if waits { p class="govuk-body" { strong { "To be moved: it stands with the other child." } } }
    }
}

/// A kind of record in words: "strategy discussion".
fn kind(kind: &str) -> String {
    let words = kind.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn send(visit: &Visit<'_>, id: Id<PersonLink>, filling: &Filling) -> Result<Sent, Stop> {
    let mut answers: Vec<(String, Id<Any>, Id<Person>)> = Vec::new();
    for between in written_between(&visit.session, id)? {
        if let Ok(of) = filling.get(&field(&between)).parse() {
            answers.push((between.kind, between.record, of));
        }
    }
    sort(&visit.session, &filling.sending(), id, &answers, filling.get("reason"))?;
    Ok(Sent::to(at(id, "/sort")))
}
