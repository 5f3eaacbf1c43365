//! The page of a link. Coming here says nothing and uses nothing up, so a mail scanner does no harm; the code is posted. No word of a child stands here.

use casework::Stop;
use casework::partner::{link_waits, open_link};
use design::govuk::{Button, Input};
use maud::html;

use crate::route::{Caller, Filling, OpenAct, Sent, SignIn, View};

pub(super) static OPEN: OpenAct<String> =
    OpenAct { path: "/answer/{token}", name: "open a link to answer", show, send };

const TITLE: &str = "Type in your code";

#[expect(clippy::needless_pass_by_value, reason = "a page is given what stands in its path")]
fn show(caller: &Caller<'_>, token: String, filling: &Filling) -> Result<View, Stop> {
    link_waits(caller.house, &token)?;
    let council = &caller.house.pack.council;
    let questions = html! {
        (Input {
            autocomplete: "one-time-code".to_owned(),
            autocapitalize: "characters".to_owned(),
            spellcheck: Some(false),
            ..Input::new("code", "Code")
                .hint("Eight letters and figures. It reached you by text message, or somebody reads it out to you.")
                .classes("govuk-input--width-10")
                .error(filling.error("code"))
        })
        (Button::new("Open"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (TITLE) }
        p class="govuk-body" { (council.name) " asks your organisation a question. Your code opens it on this device, once." }
        (caller.form(filling, questions))
        p class="govuk-body" { "No code, or you did not expect this? Ring " (council.duty_phone) ". Nights and weekends: " (council.night_phone) "." }
    };
    Ok(View::new(TITLE, body))
}

#[expect(clippy::needless_pass_by_value, reason = "a page is given what stands in its path")]
fn send(caller: &Caller<'_>, token: String, filling: &Filling) -> Result<Sent, Stop> {
    let opened = open_link(caller.house, &token, filling.get("code"), &caller.address)?;
    Ok(Sent::to(format!("/requests/{}", opened.request)).sign_in(SignIn::Token(opened.token)))
}
