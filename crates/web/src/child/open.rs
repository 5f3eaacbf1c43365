//! Opening a record with a reason: at once, for four hours, told to the child's worker, reviewed by somebody else.

use casework::Stop;
use casework::child::break_glass;
use design::govuk::{Button, Textarea, WarningText};
use domain::access::Action;
use domain::access::break_glass::LASTS;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use maud::html;

use super::{at, identity};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Opening a record with a reason.
pub static OPEN: Act<Id<Person>> = Act {
    path: "/children/{child}/open",
    name: "open with a reason",
    action: Action::BreakGlass,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    identity::about(visit, *child, Action::BreakGlass, "", maud::Markup::default())?;
    Ok(Prefilled::default())
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let until = london::time_in_words(visit.session.at + LASTS);
    let questions = html! {
        (Textarea::new("reason", "Why do you need to open this record?")
            .hint("Who needs what, and why it cannot wait for the team that works with the child.")
            .value(filling.get("reason"))
            .error(filling.error("reason")))
        (Button::new("Open this record").warning())
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Open with a reason" }
        (WarningText::new(format!("The record opens to you until {until}. Everything you read in it is recorded, the child's worker is told, and somebody else reviews your reason. What is linked with it later is not opened by this.")))
        (visit.short_form(filling, questions))
    };
    identity::about(visit, child, Action::BreakGlass, "Open with a reason", body)
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    break_glass(&visit.session, &filling.sending(), child, filling.get("reason"))?;
    Ok(Sent::to(at(child, "")))
}
