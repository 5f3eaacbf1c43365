//! Signing out: of this browser, or of every one.

use casework::Stop;
use casework::sign_in::{sign_out, sign_out_everywhere};
use design::govuk::Button;
use domain::access::Action;
use maud::html;

use crate::route::{Act, At, Caller, Filling, OpenAct, Prefilled, Sent, SignIn, View, Visit};

pub(super) static SIGN_OUT: OpenAct<()> = OpenAct { path: "/sign-out", name: "sign out", show, send };

pub(super) static EVERYWHERE: Act<()> = Act {
    path: "/account/sign-out-everywhere",
    name: "sign out everywhere",
    action: Action::SeeOwnWork,
    prefill: |_, (), _: At| Ok(Prefilled::default()),
    show: show_everywhere,
    send: send_everywhere,
};

fn show(caller: &Caller<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let body = html! {
        h1 class="govuk-heading-l" { "Sign out" }
        p class="govuk-body" { "Your drafts are kept." }
        (caller.form(filling, Button::new("Sign out")))
    };
    Ok(View::new("Sign out", body))
}

fn send(caller: &Caller<'_>, (): (), _: &Filling) -> Result<Sent, Stop> {
    if let Some(token) = &caller.token {
        sign_out(caller.house, token)?;
    }
    Ok(Sent::to("/sign-in?out=yes").sign_in(SignIn::Gone))
}

fn show_everywhere(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let title = "Sign out everywhere";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "You are signed out of every browser and computer, this one too. Do this when you left one open somewhere. Your drafts are kept." }
        (visit.short_form(filling, Button::new("Sign out everywhere")))
    };
    Ok(View::new(title, body))
}

fn send_everywhere(visit: &Visit<'_>, (): (), _: &Filling) -> Result<Sent, Stop> {
    sign_out_everywhere(&visit.session)?;
    Ok(Sent::to("/sign-in?out=yes").sign_in(SignIn::Gone))
}
