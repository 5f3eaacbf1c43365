//! The first step: a user name and a password. A wrong password, an invented name and a colleague who left get the same words.

use casework::Stop;
use casework::sign_in::{Begun, SignInStep, begin, sign_out};
use design::govuk::{Button, Input, InsetText, PasswordInput};
use design::own::scroll_pane;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::next::Next;
use crate::DemoPerson;
use crate::route::{Caller, Filling, OpenAct, Sent, SignIn, View};

pub(super) static SIGN_IN: OpenAct<()> = OpenAct { path: "/sign-in", name: "sign in", show, send };

fn show(caller: &Caller<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let from = if filling.fields.pairs().is_empty() { &caller.query } else { &filling.fields };
    let next = Next::read(from);
    let questions = html! {
        (next.hidden())
        (Input {
            autocomplete: "username".to_owned(),
            autocapitalize: "none".to_owned(),
            spellcheck: Some(false),
            ..Input::new("user_name", "User name").value(filling.get("user_name")).error(filling.error("user_name"))
        })
        (PasswordInput::new("password", "Password").error(filling.error("password")))
        (Button::new("Sign in"))
    };
    let demo: &[DemoPerson] = if caller.house.demo { &caller.settings.demo_people } else { &[] };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Sign in" }
        (news(caller))
        (caller.form(filling, questions))
        p class="govuk-body" { "If you cannot sign in, ask your administrator for a new link." }
        @if !demo.is_empty() { (demo_people(demo, &next)) }
    };
    Ok(View::new("Sign in", body))
}

fn news(caller: &Caller<'_>) -> Markup {
    html! {
        @if caller.query.has("out") { (InsetText::new("You are signed out.")) }
        @if caller.query.has("for") {
            (InsetText::new("You were signed out because nothing happened for a while. What you typed is kept: sign in to go on."))
        } @else if caller.query.has("ended") {
            (InsetText::new("You were signed out because nothing happened for a while. Your drafts are kept."))
        }
    }
}

/// The demo's invented people: one press signs in as one of them. Journeys in a browser find them by the marks.
fn demo_people(people: &[DemoPerson], next: &Next) -> Markup {
    let table = html! {
        table class="govuk-table" {
            caption class="govuk-table__caption govuk-visually-hidden" { "The invented people" }
            thead class="govuk-table__head" {
                tr class="govuk-table__row" {
                    @for heading in ["Name", "Role", "User name", "Password", "Sign in"] {
                        th scope="col" class="govuk-table__header" { (heading) }
                    }
                }
            }
            tbody class="govuk-table__body" { @for person in people { (demo_person(person, next)) } }
        }
    };
    html! {
        h2 class="govuk-heading-m" { "This is a demonstration" }
        p class="govuk-body" { "Everybody below is invented, and so is every family in it. Choose whom to be. The one-time code stands on the next page." }
        (scroll_pane("The invented people", table))
    }
}

fn demo_person(person: &DemoPerson, next: &Next) -> Markup {
    html! {
        tr class="govuk-table__row" data-demo-person=(person.user_name) {
            th scope="row" class="govuk-table__header" { (person.name) }
            td class="govuk-table__cell" { (person.role) }
            td class="govuk-table__cell" { code data-demo-user { (person.user_name) } }
            td class="govuk-table__cell" { code data-demo-password { (person.password) } }
            td class="govuk-table__cell" {
                form method="post" action="/sign-in" novalidate {
                    (next.hidden())
                    input type="hidden" name="user_name" value=(person.user_name);
                    input type="hidden" name="password" value=(person.password);
                    button class="app-button-link" type="submit" {
                        "Sign in" span class="govuk-visually-hidden" { " as " (person.name) }
                    }
                }
            }
        }
    }
}

fn send(caller: &Caller<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let user_name = filling.get("user_name");
    let Begun { token, step } = begin(caller.house, user_name, filling.get("password"), &caller.address)?;
    // The browser's cookie is new at each step; what stood behind the old one ends with it.
    if let Some(old) = &caller.token {
        sign_out(caller.house, old)?;
    }
    let next = Next::read(&filling.fields);
    let to = match step {
        SignInStep::SignedIn(_) => next.after(caller.house, &token)?,
        SignInStep::NeedsSecondFactor => {
            let demo: &[(&str, &str)] = if caller.house.demo { &[("user", user_name)] } else { &[] };
            let query = next.query(demo);
            if query.is_empty() { "/sign-in/code".to_owned() } else { format!("/sign-in/code?{query}") }
        }
        SignInStep::NeedsPassword | SignInStep::NeedsEnrolment => {
            return Err(Refusal::NotNow(
                "You have no second factor yet. Ask your administrator for a link to set one up.".into(),
            )
            .into());
        }
    };
    Ok(Sent::to(to).sign_in(SignIn::Token(token)))
}
