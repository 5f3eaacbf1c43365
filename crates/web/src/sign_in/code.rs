//! The second step: a one-time code from the person's app, or one of their recovery codes.

use casework::Stop;
use casework::sign_in::{SignedIn, Strength, demo_codes, second_factor};
use design::govuk::{Button, Input, InsetText};
use maud::html;

use super::next::Next;
use crate::route::{Caller, Filling, OpenAct, Sent, SignIn, View};

pub(super) static CODE: OpenAct<()> =
    OpenAct { path: "/sign-in/code", name: "sign in, second step", show, send };

fn show(caller: &Caller<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let from = if filling.fields.pairs().is_empty() { &caller.query } else { &filling.fields };
    let next = Next::read(from);
    let user = from.get("user");
    // Nothing outside a demo: the use case says so.
    let shown = demo_codes(caller.house, user)?;
    let questions = html! {
        (next.hidden())
        @if caller.house.demo && !user.is_empty() { input type="hidden" name="user" value=(user); }
        (Input {
            autocomplete: "one-time-code".to_owned(),
            spellcheck: Some(false),
            ..Input::new("code", "Code")
                .hint("The six figures that your app shows now, or one of your recovery codes")
                .value(shown.as_deref().unwrap_or_default())
                .classes("govuk-input--width-10")
                .error(filling.error("code"))
        })
        (Button::new("Continue"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Enter your code" }
        @if let Some(code) = &shown {
            (InsetText::new(html! { "This is a demonstration, so your code stands here: " strong data-demo-code { (code) } "." }))
        }
        (caller.form(filling, questions))
        p class="govuk-body" { a class="govuk-link" href="/sign-in" { "Start again" } }
    };
    Ok(View::new("Enter your code", body))
}

fn send(caller: &Caller<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let begun = caller.token.as_deref().unwrap_or_default();
    let SignedIn { token, strength } =
        second_factor(caller.house, begun, filling.get("code"), &caller.address)?;
    let to = match strength {
        // A recovery code says that the app is lost: they are shown what to put right first.
        Strength::TwoFactorsByRecovery => "/account?recovered=yes".to_owned(),
        Strength::TwoFactors | Strength::ResistsPhishing => {
            Next::read(&filling.fields).after(caller.house, &token)?
        }
    };
    Ok(Sent::to(to).sign_in(SignIn::Token(token)))
}
