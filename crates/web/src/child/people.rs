//! Adding somebody to a child's people: a person already on the record, found by searching, or somebody new.

use casework::Stop;
use casework::child::{RelativeAsked, add_relative};
use design::govuk::{Button, Choice, Input, Radios, Select, SelectItem};
use domain::access::Action;
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::relationship::Kinship;
use domain::person::{Person, Standing};
use domain::refusal::{Problem, Refusal};
use maud::{Markup, html};

use super::{another, at, identity};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Adding somebody to a child's people.
pub static PEOPLE: Act<Id<Person>> = Act {
    path: "/children/{child}/people",
    name: "add to the family",
    action: Action::ChangePerson,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    identity::content(visit, *child, Action::ChangePerson)?;
    Ok(Prefilled::default())
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::ChangePerson)?;
    let kinds = Kinship::ALL.iter().map(|kind| SelectItem::new(kind.code(), kind.words()));
    let kinds = std::iter::once(SelectItem::new("", "Choose")).chain(kinds).collect();
    let responsibility =
        [("yes", "Yes"), ("no", "No"), ("not_known", "Asked, and not known"), ("", "Not asked")];
    let responsibility = responsibility.map(|(code, words)| Choice::new(code, words)).into();
    let questions = html! {
        (another::search_for(
            filling,
            "Search for somebody already on the record",
            "A name, a date of birth, an address. The search stays off the address line.",
        ))
        (found(visit, child, filling)?)
        (Select::new("kinship", "What are they to the child?", kinds).value(filling.get("kinship")).error(filling.error("kinship")))
        (Radios::new("responsibility", "Do they hold parental responsibility?", responsibility).value(filling.get("responsibility")))
        (Input::new("source", "Who said so?").value(filling.get("source")).error(filling.error("source")))
        (Button::new("Add to the family"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Add somebody to the family" }
        (visit.form(filling, questions))
    };
    Ok(identity::around(&page, "Add somebody to the family", body))
}

/// Whoever was found, and somebody new beneath them.
fn found(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Markup, Stop> {
    let (mut choices, said) = another::found(visit, child, filling)?;
    if !choices.is_empty() {
        choices.push(Choice::divider("or"));
    }
    choices.push(Choice::new("adult", "A new adult").conditional(new_person(filling, "adult")));
    choices.push(Choice::new("child", "A new child").conditional(new_person(filling, "child")));
    Ok(html! {
        (said)
        (Radios::new("who", "Who is it?", choices).value(filling.get("who")).error(filling.error("who")))
    })
}

fn new_person(filling: &Filling, kind: &str) -> Markup {
    let (given, family) = (format!("{kind}-given"), format!("{kind}-family"));
    html! {
        (Input::new(given.as_str(), "Given names").value(filling.get(&given)).error(filling.error(&given)))
        (Input::new(family.as_str(), "Family name").value(filling.get(&family)).error(filling.error(&family)))
    }
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    if another::is_search(filling) {
        identity::content(visit, child, Action::ChangePerson)?;
        return another::searched(visit, filling);
    }
    let mut problems = Vec::new();
    let who = match filling.get("who") {
        kind @ ("adult" | "child") => {
            let part = |part: &str| filling.get(&format!("{kind}-{part}")).to_owned();
            let name = PersonName::new(part("given"), part("family"));
            if name.is_empty() {
                problems.push(Problem::new(format!("{kind}-given"), "Write the person's name."));
            }
            Some(Err(name))
        }
        id => id.parse().ok().map(Ok),
    };
    if who.is_none() {
        problems.push(Problem::new("who", "Say who it is."));
    }
    let kinship = Kinship::from_code(filling.get("kinship"));
    if kinship.is_none() {
        problems.push(Problem::new("kinship", "Say what they are to the child."));
    }
    if filling.get("source").trim().is_empty() {
        problems.push(Problem::new("source", "Say who said so."));
    }
    let (Some(who), Some(kinship), true) = (who, kinship, problems.is_empty()) else {
        return Err(Refusal::Invalid(problems).into());
    };
    let asked = RelativeAsked {
        who,
        standing: if filling.get("who") == "child" { Standing::Child } else { Standing::Adult },
        kinship,
        parental_responsibility: match filling.get("responsibility") {
            "yes" => Known::Is(true),
            "no" => Known::Is(false),
            "not_known" => Known::NotKnown,
            _ => Known::NotAsked,
        },
        source: filling.get("source").into(),
    };
    add_relative(&visit.session, &filling.sending(), child, asked)?;
    Ok(Sent::to(at(child, "")))
}
