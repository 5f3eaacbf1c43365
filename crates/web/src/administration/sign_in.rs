//! Letting somebody sign in and stopping them; making the link with which they set up a password and a second factor.

use casework::Stop;
use casework::sign_in::{Invitation, invite};
use casework::staff::set_active;
use design::govuk::{BackLink, Button, Input, WarningText};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::staff::Staff;
use maud::{Render, html};

use super::person::find;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static ACTIVE: Act<Id<Staff>> = Act {
    path: "/people/{staff}/active",
    name: "let somebody sign in, or stop them",
    action: Action::ManagePeople,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_active,
    send: send_active,
};

pub(super) static INVITE: Act<Id<Staff>> = Act {
    path: "/people/{staff}/invite",
    name: "invite somebody to sign in",
    action: Action::ManagePeople,
    prefill,
    show: show_invite,
    send: send_invite,
};

fn show_active(visit: &Visit<'_>, id: Id<Staff>, filling: &Filling) -> Result<View, Stop> {
    let staff = find(visit, id)?;
    let title = if staff.active { "Stop somebody signing in" } else { "Let somebody sign in again" };
    // What is sent says what is meant, so that an old page cannot turn a later decision round.
    let questions = html! {
        input type="hidden" name="active" value=(if staff.active { "no" } else { "yes" });
        @if staff.active { (Button::new("Stop them signing in").warning()) } @else { (Button::new("Let them sign in")) }
    };
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" {
            strong { (staff.name) }
            @if staff.active { " is signed out at their next click and cannot come back. What they did stays in the record under their name." }
            @else { " can sign in again with the password and app they had." }
        }
        (visit.short_form(filling, questions))
    };
    Ok(View::new(title, body).before(BackLink::to(format!("/people/{id}")).render()))
}

fn send_active(visit: &Visit<'_>, id: Id<Staff>, filling: &Filling) -> Result<Sent, Stop> {
    set_active(&visit.session, &filling.sending(), id, filling.get("active") == "yes")?;
    Ok(Sent::to(format!("/people/{id}")))
}

fn prefill(visit: &Visit<'_>, id: &Id<Staff>, _: At) -> Result<Prefilled, Stop> {
    let staff = find(visit, *id)?;
    Ok(Prefilled { fields: Fields::default().with("user_name", staff.email), version: 0 })
}

fn show_invite(visit: &Visit<'_>, id: Id<Staff>, filling: &Filling) -> Result<View, Stop> {
    let staff = find(visit, id)?;
    let questions = html! {
        (Input {
            autocomplete: "off".to_owned(),
            autocapitalize: "none".to_owned(),
            spellcheck: Some(false),
            ..Input::new("user_name", "User name")
                .hint("Without spaces. Their work e-mail address does well.")
                .value(filling.get("user_name"))
                .error(filling.error("user_name"))
        })
        (Button::new("Make the link"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Make a link to set up a sign-in" }
        p class="govuk-body" { "For " strong { (staff.name) } ". With it they choose their own password and set up their app." }
        (WarningText::new("The password and app they have now, if any, stop working at once."))
        (visit.short_form(filling, questions))
    };
    Ok(View::new("Make a link to set up a sign-in", body)
        .before(BackLink::to(format!("/people/{id}")).render()))
}

fn send_invite(visit: &Visit<'_>, id: Id<Staff>, filling: &Filling) -> Result<Sent, Stop> {
    let Invitation { token, until } = invite(&visit.session, id, filling.get("user_name"))?;
    let title = "The link is made";
    let link = format!("/enrol/{token}");
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "Hand it to the person yourself, or by a way that only they can read. It works once, until " (london::moment_in_words(until)) "." }
        (WarningText::new("It is not shown again."))
        p class="govuk-body" { "This service's address, followed by:" br; code { (link) } }
        p class="govuk-body" { a class="govuk-link" href={ "/people/" (id) } { "Back to the person" } }
    };
    Ok(Sent::once(View::new(title, body)))
}
