//! Changing what is known of a relationship: since when, how close, what they say. What it joins and its kind stay; another kind is another relationship.

use casework::Stop;
use casework::network::{change_tie, tie_version};
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::relationship::Relationship;
use maud::html;

use super::{add, at};
use crate::child::{identity, words};
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
        Known::NotAsked => "not_asked",
    };
    let mut fields = Fields::default()
        .with("since", record.since.map(|since| since.to_string()).unwrap_or_default())
        .with("responsibility", responsibility)
        .with("closeness", &*record.tie.closeness)
        .with("says", &*record.tie.says)
        .with("source", &*record.source);
    add::later(visit, &record.tie)?.fill_further(&mut fields, record.tie.further.as_ref());
    Ok(Prefilled { fields, version: known.version.0 })
}

fn show(
    visit: &Visit<'_>,
    (child, tie): (Id<Person>, Id<Relationship>),
    filling: &Filling,
) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::ChangePerson)?;
    let (known, from, to) = tie_version(&visit.session, child, tie, None)?;
    let sheet = add::later(visit, &known.record.tie)?;
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Change a relationship" }
        p class="govuk-body" { (words::name(&from)) " is the " (known.record.kind.words()) " of " (words::name(&to)) "." }
        (visit.form(filling, html! { (sheet.asked(filling)) (Button::new("Keep it")) }))
    };
    Ok(identity::around(&page, "Change a relationship", body)
        .before(identity::back("Back to family and network", at(child, ""))))
}

fn send(
    visit: &Visit<'_>,
    (child, tie): (Id<Person>, Id<Relationship>),
    filling: &Filling,
) -> Result<Sent, Stop> {
    let (known, ..) = tie_version(&visit.session, child, tie, None)?;
    let sheet = add::later(visit, &known.record.tie)?;
    let mut given = sheet.read(&filling.fields)?;
    let asked = add::tie_asked(&mut given);
    given.all_right()?;
    change_tie(&visit.session, &filling.sending(), child, tie, asked)?;
    Ok(Sent::to(at(child, "")))
}
