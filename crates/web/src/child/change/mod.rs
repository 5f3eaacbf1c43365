//! Changing what is held about a person, with a reason. What was held before stays in the ledger; what somebody else saved meanwhile is shown beside
//! what this person wrote, and nothing of either is lost.

mod facts;
mod groups;
mod questions;

use casework::Stop;
use casework::child::{PersonAsked, change_person, person_to_change};
use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use maud::html;

use super::{at, identity};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Changing what is held.
pub static CHANGE: Act<Id<Person>> = Act {
    path: "/children/{child}/change",
    name: "change what is held",
    action: Action::ChangePerson,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, child: &Id<Person>, version: At) -> Result<Prefilled, Stop> {
    let page = identity::content(visit, *child, Action::ChangePerson)?;
    let version = match version {
        At::Now => None,
        At::Version(version) => Some(version),
    };
    let held = person_to_change(&visit.session, *child, version)?;
    let mut fields = Fields::default();
    facts::write(&held.record, &mut fields);
    groups::write(&held.record, page.unsealing, &mut fields);
    Ok(Prefilled { fields, version: held.version.0 })
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::ChangePerson)?;
    let asked = questions::asked(filling);
    let asked: Vec<(&str, &str)> =
        asked.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    let body = html! {
        (filling.notices(&asked))
        h1 class="govuk-heading-l" { "Change what is held" }
        p class="govuk-body" { "What was held before is kept, with who changed it and why." }
        (visit.form(filling, questions::all(visit, filling)))
    };
    Ok(identity::around(&page, "Change what is held", body))
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let held = person_to_change(&visit.session, child, None)?;
    let mut problems: Vec<Problem> = Vec::new();
    let mut person = held.record;
    facts::read(&mut person, &filling.fields, &visit.house().pack, &mut problems);
    groups::read(&mut person, &filling.fields, || visit.house().id(), &mut problems);
    if filling.get("reason").trim().is_empty() {
        problems.push(Problem::new("reason", "Say why it is changed: a correction says what was wrong."));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let asked = PersonAsked { person, reason: filling.get("reason").into() };
    change_person(&visit.session, &filling.sending(), child, asked)?;
    Ok(Sent::to(at(child, "")))
}
