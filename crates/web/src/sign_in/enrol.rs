//! Joining by a link that works once: the person chooses a password, gives their app the key, and shows that it works.

use casework::Stop;
use casework::sign_in::{Enrolment, enrol, enrolment};
use design::govuk::{Button, Input, PasswordInput};
use maud::{PreEscaped, html};

use super::account::codes_page;
use crate::route::{Caller, Filling, OpenAct, Sent, SignIn, View};

pub(super) static ENROL: OpenAct<String> = OpenAct { path: "/enrol/{token}", name: "join", show, send };

#[expect(clippy::needless_pass_by_value, reason = "a page is given what stands in its path")]
fn show(caller: &Caller<'_>, token: String, filling: &Filling) -> Result<View, Stop> {
    let Enrolment { name, user_name, picture, key } = enrolment(caller.house, &token)?;
    let questions = html! {
        (PasswordInput {
            autocomplete: "new-password".to_owned(),
            ..PasswordInput::new("password", "Choose a password")
                .hint("15 characters or more. Three or four words that do not belong together work well.")
                .error(filling.error("password"))
        })
        h2 class="govuk-heading-m" { "Your authenticator app" }
        p class="govuk-body" { "Point the app's camera at this picture, or type the key into the app." }
        @if let Some(picture) = picture {
            // Drawn by us from a key; it holds no words of anybody's.
            div class="app-qr" { (PreEscaped(picture)) }
        }
        p class="govuk-body" { "Key: " code { (key) } }
        (Input {
            autocomplete: "one-time-code".to_owned(),
            spellcheck: Some(false),
            ..Input::new("code", "Code")
                .hint("The six figures that the app shows now")
                .classes("govuk-input--width-10")
                .error(filling.error("code"))
        })
        (Button::new("Set up my sign-in"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Set up your sign-in" }
        p class="govuk-body" { "You are " bdi { (name) } ". You will sign in as " code { (user_name) } "." }
        (caller.form(filling, questions))
    };
    Ok(View::new("Set up your sign-in", body))
}

#[expect(clippy::needless_pass_by_value, reason = "a page is given what stands in its path")]
fn send(caller: &Caller<'_>, token: String, filling: &Filling) -> Result<Sent, Stop> {
    let enrolled = enrol(caller.house, &token, filling.get("password"), filling.get("code"))?;
    let page = codes_page("Your sign-in is set up", &enrolled.codes);
    Ok(Sent::once(page).sign_in(SignIn::Token(enrolled.signed_in.token)))
}
