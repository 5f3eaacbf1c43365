//! Ending a relationship: since when, how, and what is known of it. It stays on the record; a couple's line is drawn with its strokes from that day on.

use casework::Stop;
use casework::network::{end_tie, tie_version};
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use domain::person::relationship::Relationship;
use domain::refusal::Refusal;
use maud::html;

use super::{add, at};
use crate::child::{identity, words};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Ending it.
pub(super) static END: Act<(Id<Person>, Id<Relationship>)> = Act {
    path: "/children/{child}/network/{relationship}/end",
    name: "end a relationship",
    action: Action::ChangePerson,
    prefill,
    show,
    send,
};

fn prefill(
    visit: &Visit<'_>,
    (child, tie): &(Id<Person>, Id<Relationship>),
    _: At,
) -> Result<Prefilled, Stop> {
    identity::content(visit, *child, Action::ChangePerson)?;
    let (known, ..) = tie_version(&visit.session, *child, *tie, None)?;
    Ok(Prefilled { version: known.version.0, ..Prefilled::default() })
}

fn show(
    visit: &Visit<'_>,
    (child, tie): (Id<Person>, Id<Relationship>),
    filling: &Filling,
) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::ChangePerson)?;
    let (known, from, to) = tie_version(&visit.session, child, tie, None)?;
    let asked = Asked::new(filling, &[]);
    let endings = visit
        .house()
        .pack
        .network
        .endings
        .iter()
        .map(|each| Choice::new(&*each.code, each.name.as_str()))
        .collect();
    let body = html! {
        (asked.summary())
        (asked.conflict(&[], &|_, words| words.to_owned()))
        h1 class="govuk-heading-l" { "End a relationship" }
        p class="govuk-body" { (words::name(&from)) " is the " (known.record.kind.words()) " of " (words::name(&to)) ". It stays on the record, as ended." }
        (visit.form(filling, html! {
            (asked.line("until", "Since when is it over?").hint("A date, a month, a year such as 2014, about 2014, or not known"))
            (asked.one_of("how", "How did it end?", endings))
            (asked.lines("reason", "What is known of it, and who said so?").rows(3))
            (Button::new("End it"))
        }))
    };
    Ok(identity::around(&page, "End a relationship", body)
        .before(identity::back("Back to family and network", at(child, ""))))
}

fn send(
    visit: &Visit<'_>,
    (child, tie): (Id<Person>, Id<Relationship>),
    filling: &Filling,
) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems = Vec::new();
    let until = add::partial(fields, "until", &mut problems);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let said = (until, fields.get("how").to_owned(), fields.get("reason").to_owned());
    end_tie(&visit.session, &filling.sending(), child, tie, said)?;
    Ok(Sent::to(at(child, "")))
}
