//! A person's own sign-in: what they hold, their password, their recovery codes.

use casework::Stop;
use casework::sign_in::{change_password, new_recovery_codes, recovery_codes_left};
use design::govuk::{Button, Input, NotificationBanner, PasswordInput, SummaryList, SummaryRow, WarningText};
use domain::access::Action;
use maud::html;

use crate::route::{Act, At, Filling, Page, Prefilled, Sent, SignIn, View, Visit};

pub(super) static ACCOUNT: Page<()> =
    Page { path: "/account", name: "account", action: Action::SeeOwnWork, show };

pub(super) static CHANGE_PASSWORD: Act<()> = Act {
    path: "/account/password",
    name: "change password",
    action: Action::SeeOwnWork,
    prefill: |_, (), _: At| Ok(Prefilled::default()),
    show: show_password,
    send: send_password,
};

pub(super) static NEW_CODES: Act<()> = Act {
    path: "/account/recovery-codes",
    name: "new recovery codes",
    action: Action::SeeOwnWork,
    prefill: |_, (), _: At| Ok(Prefilled::default()),
    show: show_codes,
    send: send_codes,
};

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let left = recovery_codes_left(&visit.session)?;
    let staff = &visit.session.staff;
    let council = &visit.house().pack.council;
    let roles: Vec<&str> = staff.roles.iter().map(|role| role.words()).collect();
    let teams: Vec<&str> = staff
        .teams
        .iter()
        .map(|team| council.team(team).map_or(team.as_str(), |team| team.name.as_str()))
        .collect();
    let rows = vec![
        SummaryRow::new("Name", staff.name.as_str()),
        SummaryRow::new("What you do", staff.title.as_str()),
        SummaryRow::new("Roles", roles.join(", ")),
        SummaryRow::new("Teams", if teams.is_empty() { "None".to_owned() } else { teams.join(", ") }),
        SummaryRow::new("Recovery codes left", left.to_string()),
    ];
    let body = html! {
        @if visit.query.has("recovered") {
            (NotificationBanner::important(
                "You signed in with a recovery code. If your telephone is lost, ask your administrator for a new link now.",
            ))
        }
        h1 class="govuk-heading-l" { "My account" }
        (SummaryList::new(rows))
        ul class="govuk-list" {
            li { a class="govuk-link" href="/account/password" { "Change my password" } }
            li { a class="govuk-link" href="/account/recovery-codes" { "Make new recovery codes" } }
            li { a class="govuk-link" href="/account/sign-out-everywhere" { "Sign out everywhere" } }
        }
        p class="govuk-body" { "To change your name, roles or teams, ask your administrator." }
    };
    Ok(View::new("My account", body))
}

fn show_password(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let questions = html! {
        (PasswordInput::new("current", "Your password now").error(filling.error("current")))
        (PasswordInput {
            autocomplete: "new-password".to_owned(),
            ..PasswordInput::new("password", "New password")
                .hint("15 characters or more. Three or four words that do not belong together work well.")
                .error(filling.error("password"))
        })
        (Button::new("Change password"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Change your password" }
        p class="govuk-body" { "You are then signed out everywhere, and sign in with the new one." }
        (visit.short_form(filling, questions))
    };
    Ok(View::new("Change your password", body))
}

fn send_password(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    change_password(&visit.session, filling.get("current"), filling.get("password"))?;
    Ok(Sent::to("/sign-in?out=yes").sign_in(SignIn::Gone))
}

fn show_codes(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let questions = html! {
        (Input {
            autocomplete: "one-time-code".to_owned(),
            spellcheck: Some(false),
            ..Input::new("code", "Code")
                .hint("The six figures that your app shows now")
                .classes("govuk-input--width-10")
                .error(filling.error("code"))
        })
        (Button::new("Make new codes"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Make new recovery codes" }
        p class="govuk-body" { "The codes you have now then stop working." }
        (visit.short_form(filling, questions))
    };
    Ok(View::new("Make new recovery codes", body))
}

fn send_codes(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let codes = new_recovery_codes(&visit.session, filling.get("code"))?;
    Ok(Sent::once(codes_page("Your new recovery codes", &codes)))
}

/// Recovery codes, shown this once.
pub(super) fn codes_page(title: &str, codes: &[String]) -> View {
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        h2 class="govuk-heading-m" { "Recovery codes" }
        (WarningText::new("Write these down or print them now. They are not shown again."))
        p class="govuk-body" { "Each signs you in once when you do not have your telephone. Keep them where you keep your passport." }
        ul class="govuk-list govuk-list--bullet" { @for code in codes { li { code { (code) } } } }
        p class="govuk-body" { a class="govuk-link" href="/" { "I have kept them: go to my work" } }
    };
    View::new(title, body)
}
