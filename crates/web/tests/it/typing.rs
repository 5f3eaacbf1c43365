//! Never lose a word: drafts while typing, a sign-in that ends while somebody writes, two people at one form.

use axum::http::{Method, StatusCode};
use domain::access::Action;
use domain::refusal::Refusal;
use domain::staff::Role;
use jiff::SignedDuration;
use maud::html;
use web::route::{Act, At, Fields, Filling, Prefilled, View};

use crate::house::{Invented, field};

const ADMINISTRATOR: Role = Role::Administrator;

#[test]
fn what_is_typed_is_kept_and_comes_back_for_its_author_alone() {
    let invented = Invented::new();
    let form = field(&invented.get(ADMINISTRATOR, "/people/new"), "form");
    let typed = [
        ("form", form.as_str()),
        ("version", "0"),
        ("name", "Zoë 😀 O'Brien"),
        ("title", ""),
        ("roles", "auditor"),
    ];
    let kept = invented.post(ADMINISTRATOR, "/drafts/keep/people/new", &typed);
    assert_eq!((kept.status, kept.body.as_str()), (StatusCode::OK, "Draft saved 08:30"));
    let again = invented.get(ADMINISTRATOR, "/people/new");
    again.says("Draft saved 08:30");
    assert_eq!(field(&again, "name"), "Zoë 😀 O'Brien");
    assert_eq!(field(&again, "form"), form);
    invented.get(ADMINISTRATOR, "/drafts").says("Go on: people, new").says("23 November 2026 at 08:30");
    invented.get(ADMINISTRATOR, "/").says("Drafts (1)");
    invented.get(Role::MashManager, "/drafts").says("You have no drafts").says_not("/drafts/");

    let sent = invented.post(ADMINISTRATOR, "/people/new", &typed);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
    invented.get(ADMINISTRATOR, "/drafts").says("You have no drafts");
    // A save that was on its way when the form was sent brings nothing back.
    let late = invented.post(ADMINISTRATOR, "/drafts/keep/people/new", &typed);
    assert_eq!(late.status, StatusCode::CONFLICT);
    invented.get(ADMINISTRATOR, "/drafts").says("You have no drafts");
}

#[test]
fn a_draft_is_thrown_away_only_by_its_author() {
    let invented = Invented::new();
    let form = field(&invented.get(ADMINISTRATOR, "/people/new"), "form");
    invented.post(ADMINISTRATOR, "/drafts/keep/people/new", &[("form", &form), ("name", "Eve")]);
    let away = format!("/drafts/{form}/throw-away");
    invented.post(Role::MashManager, &away, &[]);
    invented.get(ADMINISTRATOR, "/drafts").says("Go on");
    invented.get(ADMINISTRATOR, &away).says("Throw this draft away?");
    assert_eq!(invented.post(ADMINISTRATOR, &away, &[]).to(), "/drafts");
    invented.get(ADMINISTRATOR, "/drafts").says("You have no drafts");
}

#[test]
fn a_sign_in_that_ends_while_somebody_writes_loses_nothing() {
    let mut invented = Invented::new();
    let form = field(&invented.get(ADMINISTRATOR, "/people/new"), "form");
    invented.later(SignedDuration::from_mins(31));
    let long = "A line they wrote.\n".repeat(600);
    let typed = [("form", form.as_str()), ("version", "0"), ("name", "Eve"), ("title", long.as_str())];
    let away = invented.post(ADMINISTRATOR, "/people/new", &typed);
    assert_eq!(away.status, StatusCode::SEE_OTHER);
    let owner = invented.staff[&ADMINISTRATOR];
    assert_eq!(away.to(), format!("/sign-in?next=%2Fpeople%2Fnew&for={owner}"));
    invented.get_as_nobody(away.to()).says("What you typed is kept").says_not("A line they wrote");
    invented.sign_in_again(Role::MashManager);
    invented.get(Role::MashManager, "/drafts").says("You have no drafts");
    invented.sign_in_again(ADMINISTRATOR);
    let again = invented.get(ADMINISTRATOR, "/people/new");
    assert_eq!(field(&again, "title"), long);
    assert_eq!(field(&again, "form"), form);
}

#[test]
fn typing_and_asking_for_more_time_keep_somebody_signed_in() {
    let invented = Invented::new();
    for _ in 0..4 {
        invented.later(SignedDuration::from_mins(20));
        let answer = invented.post(ADMINISTRATOR, "/session/extend", &[]);
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "1800"));
    }
    invented.get(ADMINISTRATOR, "/people/new");
    invented.later(SignedDuration::from_mins(31));
    assert_eq!(invented.post(ADMINISTRATOR, "/session/extend", &[]).status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        invented.post(ADMINISTRATOR, "/drafts/keep/people/new", &[("name", "x")]).status,
        StatusCode::UNAUTHORIZED
    );
}

/// A form on a record that somebody else has changed since: version 2 stands.
static SHARED: Act<()> = Act {
    path: "/shared",
    name: "shared",
    action: Action::SeeOwnWork,
    prefill: |_, (), at: At| {
        let words = if at == At::Version(1) { "as it was" } else { "as Ruth saved it" };
        Ok(Prefilled { fields: Fields::default().with("words", words), version: 2 })
    },
    show: |visit, (), filling: &Filling| {
        let questions = html! {
            (design::govuk::Textarea::new("words", "What happened?").value(filling.get("words")).error(filling.error("words")))
            (design::govuk::Button::new("Save"))
        };
        let body = html! {
            (filling.notices(&[("words", "What happened?")]))
            h1 { "Shared" }
            (visit.form(filling, questions))
        };
        Ok(View::new("Shared", body))
    },
    send: |_, (), filling: &Filling| match (filling.opened, filling.has_row()) {
        (_, true) => Err(Refusal::Invalid(Vec::new()).into()),
        (2, _) => Ok(web::route::Sent::to("/done")),
        (opened, _) => Err(Refusal::Changed { opened, now: 2 }.into()),
    },
};

trait Rows {
    fn has_row(&self) -> bool;
}

impl Rows for Filling {
    fn has_row(&self) -> bool {
        self.fields.has("another")
    }
}

#[test]
fn a_second_editor_sees_both_and_loses_nothing() {
    let invented = Invented::with(vec![SHARED.mount()]);
    let form = "cd".repeat(16);
    let typed = [("form", form.as_str()), ("version", "1"), ("words", "as I wrote it")];
    let answer = invented.post(Role::SocialWorker, "/shared", &typed);
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("Nothing you wrote is lost").says("as I wrote it").says("as Ruth saved it").says("as it was");
    assert_eq!((field(&answer, "version"), field(&answer, "form")), ("2".to_owned(), form.clone()));
    let typed = [("form", form.as_str()), ("version", "2"), ("words", "both together")];
    assert_eq!(invented.post(Role::SocialWorker, "/shared", &typed).to(), "/done");
}

#[test]
fn asking_for_another_row_is_no_mistake() {
    let invented = Invented::with(vec![SHARED.mount()]);
    let answer = invented.post(Role::SocialWorker, "/shared", &[("words", "half"), ("another", "yes")]);
    assert_eq!(answer.status, StatusCode::OK);
    answer.says("half").says_not("Error:");
    let opened = invented.ask(Method::GET, Some(invented.token(Role::SocialWorker)), "/shared", "");
    opened.says("half").says("Draft saved");
}
