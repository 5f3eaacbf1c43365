//! "Same person as another record": the other record is searched for, and the two are laid side by side.

use casework::Stop;
use casework::person::{Different, different_from};
use design::govuk::{Button, Radios};
use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::said;
use crate::child::{another, identity};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Finding the other record.
pub(super) static SAME_AS: Act<Id<Person>> = Act {
    path: "/children/{child}/same-as",
    name: "same person as another record",
    action: Action::LinkRecords,
    prefill,
    show,
    send,
};

const OTHER: &str = "other";

fn prefill(_: &Visit<'_>, _: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    Ok(Prefilled::default())
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let different = different_from(&visit.session, child)?;
    let (choices, found) = another::found(visit, child, filling)?;
    let questions = html! {
        (another::search_for(filling, "Search for the other record", "A name, a date of birth. The search stays off the address line."))
        (found)
        @if !choices.is_empty() {
            (Radios::new(OTHER, "Which record may be the same person?", choices).value(filling.get(OTHER)).error(filling.error(OTHER)))
            (Button::new("Lay them side by side"))
        }
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Same person as another record" }
        p class="govuk-body" { "Nothing is merged: two records of one person are read as one, and that can be undone at any later date." }
        (visit.form(filling, questions))
        (two_people(&different))
    };
    identity::around_known(visit, child, "Same person as another record", body)
}

fn two_people(different: &[Different]) -> Markup {
    html! {
        @if !different.is_empty() {
            h2 class="govuk-heading-m" { "Said to be other people" }
            ul class="govuk-list govuk-list--bullet" {
                @for one in different {
                    li {
                        (said::party(&one.other)) ": " (one.who) ". " (said::typed(&one.reason)) " "
                        a class="govuk-link" href={ "/different-people/" (one.id) } { "Take this back" }
                    }
                }
            }
        }
    }
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    if another::is_search(filling) {
        return another::searched(visit, filling);
    }
    let other = filling.get(OTHER).parse::<Id<Person>>();
    let other = other.map_err(|_| Refusal::field("find", "Search for the other record and choose it."))?;
    Ok(Sent::to(format!("/children/{child}/same-as/{other}")))
}
