//! The people of an agency, kept by its own administrator: add, invite, confirm, stop, let in again.

use casework::Stop;
use casework::partner::{MemberAsked, add_member, confirm_member, invite_member, member, set_member_active};
use casework::sign_in::Invitation;
use design::govuk::{BackLink, Button, Checkboxes, Choice, Input, SummaryList, SummaryRow, WarningText};
use domain::access::Action;
use domain::calendar::london::moment_in_words;
use domain::id::Id;
use domain::staff::Staff;
use maud::{Markup, Render, html};

use super::agency::state;
use crate::route::{Act, At, Fields, Filling, Page, Prefilled, Sent, View, Visit};

pub(super) static NEW: Act<()> = Act {
    path: "/agency/people/new",
    name: "add somebody of an agency",
    action: Action::ManageAgency,
    prefill: |_, (), _: At| Ok(Prefilled::default()),
    show: show_new,
    send: send_new,
};

pub(super) static MEMBER: Page<Id<Staff>> = Page {
    path: "/agency/people/{staff}",
    name: "somebody of an agency",
    action: Action::ManageAgency,
    show,
};

pub(super) static INVITE: Act<Id<Staff>> = Act {
    path: "/agency/people/{staff}/invite",
    name: "invite somebody of an agency to sign in",
    action: Action::ManageAgency,
    prefill,
    show: show_invite,
    send: send_invite,
};

pub(super) static ACTIVE: Act<Id<Staff>> = Act {
    path: "/agency/people/{staff}/active",
    name: "let somebody of an agency sign in, or stop them",
    action: Action::ManageAgency,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_active,
    send: send_active,
};

pub(super) static CONFIRM: Act<Id<Staff>> = Act {
    path: "/agency/people/{staff}/confirm",
    name: "confirm somebody of an agency",
    action: Action::ManageAgency,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_confirm,
    send: send_confirm,
};

fn back() -> Markup {
    BackLink::to("/agency").render()
}

fn show_new(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let text = |name: &str, label: &str| Input {
        // It is somebody else's: the browser must not offer the administrator's own.
        autocomplete: "off".to_owned(),
        ..Input::new(name, label).value(filling.get(name)).error(filling.error(name))
    };
    let too = Choice {
        checked: Some(filling.fields.has("administrator")),
        ..Choice::new("yes", "They are an administrator of the agency too")
    };
    let questions = html! {
        (text("name", "Name"))
        (text("title", "What they do").hint("As colleagues read it after the name: designated safeguarding lead"))
        (text("phone", "Work telephone"))
        (text("email", "Work e-mail"))
        (Checkboxes::single("administrator", too))
        (Button::new("Add the person"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Add a person" }
        p class="govuk-body" { "Only people who work for your own organisation. They see what it is asked, and nothing of any other." }
        (visit.form(filling, questions))
    };
    Ok(View::new("Add a person", body).before(back()))
}

fn send_new(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let asked = MemberAsked {
        name: filling.get("name").to_owned(),
        title: filling.get("title").to_owned(),
        phone: filling.get("phone").to_owned(),
        email: filling.get("email").to_owned(),
        administrator: filling.fields.has("administrator"),
    };
    let id = add_member(&visit.session, &filling.sending(), asked)?;
    Ok(Sent::to(format!("/agency/people/{id}/invite")))
}

fn show(visit: &Visit<'_>, id: Id<Staff>) -> Result<View, Stop> {
    let member = member(&visit.session, id)?;
    let staff = &member.staff;
    let rows = vec![
        SummaryRow::new("What they do", staff.title.as_str()),
        SummaryRow::new("Telephone", staff.phone.as_str()),
        SummaryRow::new("E-mail", staff.email.as_str()),
        SummaryRow::new("Last here", member.used.map_or_else(|| "Not yet".to_owned(), moment_in_words)),
        SummaryRow::new("Confirmed", moment_in_words(member.confirmed)),
        SummaryRow::new("Confirm by", moment_in_words(member.confirm_by)),
        SummaryRow::new("May sign in", state(&member)),
    ];
    let own = id == visit.session.staff.id;
    let body = html! {
        h1 class="govuk-heading-l" { (staff.name) }
        (SummaryList::new(rows))
        ul class="govuk-list" {
            @if staff.active {
                li { a class="govuk-link" href={ "/agency/people/" (id) "/confirm" } { "Say that they still work here" } }
                li { a class="govuk-link" href={ "/agency/people/" (id) "/invite" } { "Make a link to set up their sign-in" } }
            }
            @if !own {
                li {
                    a class="govuk-link" href={ "/agency/people/" (id) "/active" } {
                        @if staff.active { "Stop them signing in" } @else { "Let them sign in again" }
                    }
                }
            }
        }
    };
    Ok(View::new("A person of your agency", body).before(back()))
}

fn prefill(visit: &Visit<'_>, id: &Id<Staff>, _: At) -> Result<Prefilled, Stop> {
    let staff = member(&visit.session, *id)?.staff;
    Ok(Prefilled { fields: Fields::default().with("user_name", staff.email), version: 0 })
}

fn show_invite(visit: &Visit<'_>, id: Id<Staff>, filling: &Filling) -> Result<View, Stop> {
    let staff = member(&visit.session, id)?.staff;
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
    let title = "Make a link to set up a sign-in";
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "For " strong { (staff.name) } ". With it they choose their own password and set up their app." }
        (WarningText::new("The password and app they have now, if any, stop working at once."))
        (visit.short_form(filling, questions))
    };
    Ok(View::new(title, body).before(back()))
}

fn send_invite(visit: &Visit<'_>, id: Id<Staff>, filling: &Filling) -> Result<Sent, Stop> {
    let Invitation { token, until } = invite_member(&visit.session, id, filling.get("user_name"))?;
    let title = "The link is made";
    let link = format!("/enrol/{token}");
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "Hand it to the person yourself, or by a way that only they can read. It works once, until " (moment_in_words(until)) "." }
        (WarningText::new("It is not shown again."))
        p class="govuk-body" { "This service's address, followed by:" br; code { (link) } }
        p class="govuk-body" { a class="govuk-link" href={ "/agency/people/" (id) } { "Back to the person" } }
    };
    Ok(Sent::once(View::new(title, body)))
}

fn show_active(visit: &Visit<'_>, id: Id<Staff>, filling: &Filling) -> Result<View, Stop> {
    let staff = member(&visit.session, id)?.staff;
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
            @if staff.active { " is signed out at their next click. What they were writing is kept: you can hand it to somebody else." }
            @else { " can sign in again with the password and app they had." }
        }
        (visit.short_form(filling, questions))
    };
    Ok(View::new(title, body).before(back()))
}

fn send_active(visit: &Visit<'_>, id: Id<Staff>, filling: &Filling) -> Result<Sent, Stop> {
    set_member_active(&visit.session, &filling.sending(), id, filling.get("active") == "yes")?;
    Ok(Sent::to(format!("/agency/people/{id}")))
}

fn show_confirm(visit: &Visit<'_>, id: Id<Staff>, filling: &Filling) -> Result<View, Stop> {
    let member = member(&visit.session, id)?;
    let days = visit.house().pack.hub.partner.confirm_days;
    let title = "Say that they still work here";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { strong { (member.staff.name) } ". You are asked again in " (days) " days; without your word the account closes by itself." }
        (visit.short_form(filling, Button::new("They still work here")))
    };
    Ok(View::new(title, body).before(back()))
}

fn send_confirm(visit: &Visit<'_>, id: Id<Staff>, filling: &Filling) -> Result<Sent, Stop> {
    confirm_member(&visit.session, &filling.sending(), id)?;
    Ok(Sent::to("/agency"))
}
