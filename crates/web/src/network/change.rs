//! Changing what is known of a relationship: since when, how close, what they say. What it joins and its kind stay; another kind is another relationship.

use casework::Stop;
use casework::network::{change_tie, tie_version};
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::relationship::Relationship;
use domain::refusal::Refusal;
use maud::html;

use super::{add, at};
use crate::child::{identity, words};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Changing it.
pub(super) static CHANGE: Act<(Id<Person>, Id<Relationship>)> = Act {
    path: "/children/{child}/network/{relationship}",
    name: "change a relationship",
    action: Action::ChangePerson,
    prefill,
    show,
    send,
};

/// The questions, for two people who wrote at once.
const LABELS: &[(&str, &str)] = &[
    ("since", "Since when?"),
    ("responsibility", "Do they hold parental responsibility?"),
    ("closeness", "How close are they?"),
    ("says", "What do they say of each other, or what was seen?"),
    ("source", "Who said so?"),
];

fn prefill(
    visit: &Visit<'_>,
    (child, tie): &(Id<Person>, Id<Relationship>),
    asked: At,
) -> Result<Prefilled, Stop> {
    identity::content(visit, *child, Action::ChangePerson)?;
    let version = if let At::Version(version) = asked { Some(version) } else { None };
    let (known, ..) = tie_version(&visit.session, *child, *tie, version)?;
    let record = &known.record;
    let responsibility = match record.parental_responsibility {
        Known::Is(true) => "yes",
        Known::Is(false) => "no",
        Known::NotKnown => "not_known",
        Known::NotAsked => "",
    };
    let fields = Fields::default()
        .with("since", record.since.map(|since| since.to_string()).unwrap_or_default())
        .with("responsibility", responsibility)
        .with("closeness", &*record.tie.closeness)
        .with("says", &*record.tie.says)
        .with("source", &*record.source);
    Ok(Prefilled { fields, version: known.version.0 })
}

fn show(
    visit: &Visit<'_>,
    (child, tie): (Id<Person>, Id<Relationship>),
    filling: &Filling,
) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::ChangePerson)?;
    let (known, from, to) = tie_version(&visit.session, child, tie, None)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (filling.notices(LABELS))
        h1 class="govuk-heading-l" { "Change a relationship" }
        p class="govuk-body" { (words::name(&from)) " is the " (known.record.kind.words()) " of " (words::name(&to)) "." }
        (visit.form(filling, html! { (add::tie(visit, filling, &asked)) (Button::new("Keep it")) }))
    };
    Ok(identity::around(&page, "Change a relationship", body)
        .before(identity::back("Back to family and network", at(child, ""))))
}

fn send(
    visit: &Visit<'_>,
    (child, tie): (Id<Person>, Id<Relationship>),
    filling: &Filling,
) -> Result<Sent, Stop> {
    let mut problems = Vec::new();
    let asked = add::tie_asked(&filling.fields, &mut problems);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    change_tie(&visit.session, &filling.sending(), child, tie, asked)?;
    Ok(Sent::to(at(child, "")))
}
