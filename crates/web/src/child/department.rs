//! Saying on a child's record that it is not to stand with the Department for Education, and taking that back.

use casework::Stop;
use casework::child::{ChildPage, keep_from_department, stand_with_department};
use design::govuk::{Button, Choice, InsetText, Radios, Textarea};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::department::{NotToStand, Why};
use domain::person::name::shown;
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{another, at, identity, words};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Saying whether a record is to stand with the Department.
pub static DEPARTMENT: Act<Id<Person>> = Act {
    path: "/children/{child}/department",
    name: "say whether a record stands with the Department",
    action: Action::KeepFromDepartment,
    prefill,
    show,
    send,
};

const WHY: &str = "why";
const WRONG: &str = "wrong_child";
const ADOPTED: &str = "adopted";
const SAME: &str = "same_as";

/// What the record's page says, and where it is said or taken back.
pub(super) fn on_record(page: &ChildPage, may: &[Action]) -> Markup {
    let person = &page.file.child.record;
    let may = may.contains(&Action::KeepFromDepartment) && person.standing == Standing::Child;
    let act = if person.not_to_stand.is_some() {
        "Let it stand with the Department again"
    } else {
        "Not to stand with the Department"
    };
    html! {
        @if let Some(said) = &person.not_to_stand { (told(page, said)) }
        @if may { p class="govuk-body" { a class="govuk-link" href=(at(person.id, "/department")) { (act) } } }
    }
}

fn told(page: &ChildPage, said: &NotToStand) -> Markup {
    let by = page.names.name(said.by);
    let said_of_it = html! {
        p class="govuk-body" { strong { "This record is not to stand with the Department for Education. " } (said.why.words()) "." }
        @if let Why::SameAs(other) = said.why { p class="govuk-body" { a class="govuk-link" href=(at(other, "")) { "The other record" } } }
        p class="govuk-body" { (shown(&said.reason)) }
        p class="govuk-body" { "Said by " (words::name(by)) ", " (london::moment_in_words(said.at)) "." }
    };
    html! { (InsetText::new(said_of_it)) }
}

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    let page = identity::content(visit, *child, Action::KeepFromDepartment)?;
    Ok(Prefilled { version: page.file.child.version, ..Prefilled::default() })
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::KeepFromDepartment)?;
    let said = page.file.child.record.not_to_stand.as_ref();
    let title = if said.is_some() {
        "Let this record stand with the Department again"
    } else {
        "Not to stand with the Department"
    };
    let reason = Textarea::new("reason", "Why?")
        .hint("The reason stays with the record.")
        .value(filling.get("reason"))
        .error(filling.error("reason"));
    let questions = match said {
        Some(_) => html! { (reason) (Button::new("Let it stand again")) },
        None => html! {
            (why(visit, child, filling)?)
            (reason)
            (Button::new("Take this record out at the Department").warning())
        },
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (title) }
        @if let Some(said) = said { (told(&page, said)) }
        p class="govuk-body" { "Nothing of the record here is lost. The next daily feed takes the child out there, or tells of them again." }
        (visit.form(filling, questions))
    };
    Ok(identity::around(&page, title, body))
}

fn why(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Markup, Stop> {
    let same = html! {
        (another::search_for(filling, "Search for the other record", "A name, a date of birth. The search stays off the address line."))
        (found(visit, child, filling)?)
    };
    let choices = vec![
        Choice::new(WRONG, Why::WrongChild.words()),
        Choice::new(ADOPTED, Why::Adopted.words()),
        Choice::new(SAME, Why::SameAs(child).words()).conditional(same),
    ];
    Ok(html! {
        (Radios::new(WHY, "Why is it not to stand with the Department?", choices)
            .value(filling.get(WHY))
            .error(filling.error(WHY)))
    })
}

/// Children who were found, of whom one may be the same.
fn found(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Markup, Stop> {
    let (choices, said) = another::found(visit, child, filling)?;
    Ok(html! {
        (said)
        @if !choices.is_empty() {
            (Radios::new("same", "Which record is it?", choices).value(filling.get("same")).error(filling.error("same")))
        }
    })
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let page = identity::content(visit, child, Action::KeepFromDepartment)?;
    let reason = filling.get("reason");
    if page.file.child.record.not_to_stand.is_some() {
        stand_with_department(&visit.session, &filling.sending(), child, reason)?;
        return Ok(Sent::to(at(child, "")));
    }
    if another::is_search(filling) {
        return another::searched(visit, filling);
    }
    let why = match filling.get(WHY) {
        WRONG => Why::WrongChild,
        ADOPTED => Why::Adopted,
        SAME => {
            let other = filling.get("same").parse::<Id<Person>>();
            Why::SameAs(
                other.map_err(|_| Refusal::field("find", "Search for the other record and choose it."))?,
            )
        }
        _ => return Err(Refusal::field(WHY, "Say why it is not to stand with the Department.").into()),
    };
    keep_from_department(&visit.session, &filling.sending(), child, why, reason)?;
    Ok(Sent::to(at(child, "")))
}
