//! Signing in, as strangers and as people: nothing tells whether a name is somebody's; every step has a new token; a page of ours follows.

use axum::http::StatusCode;
use domain::staff::Role;
use jiff::SignedDuration;

use crate::house::{Answer, Invented, PASSWORD, field, user_name};

const OFFICER: Role = Role::ContactOfficer;

fn first_step(invented: &Invented, name: &str, password: &str) -> Answer {
    invented.post_with(None, "/sign-in", &[("user_name", name), ("password", password)])
}

#[test]
fn a_stranger_learns_nothing_from_a_wrong_password() {
    let invented = Invented::new();
    let said = |name: &str| {
        let answer = first_step(&invented, name, "not the password of anybody");
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert_eq!(answer.header("set-cookie"), "", "{name}");
        answer.says("The user name or the password is not right.").says_not("not the password of anybody");
        // Below stands the table of the demo's people, with everybody's name.
        answer.words().split("This is a demonstration").next().unwrap().replace(name, "NAME")
    };
    assert_eq!(said(&user_name(OFFICER)), said("nobody.at.all"));
}

#[test]
fn guessing_waits_in_words_alike_for_real_and_invented_names() {
    let invented = Invented::new();
    let waits = |name: &str| {
        let answers: Vec<Answer> =
            (0..12).map(|_| first_step(&invented, name, "a guess of no use")).collect();
        assert!(answers.iter().all(|answer| answer.status == StatusCode::UNPROCESSABLE_ENTITY));
        answers
            .iter()
            .map(|answer| answer.words().contains("There were too many tries. Wait"))
            .collect::<Vec<_>>()
    };
    let (real, invented_name) = (waits(&user_name(OFFICER)), waits("nobody.at.all"));
    assert!(real.contains(&true), "{real:?}");
    assert!(invented_name.contains(&true), "{invented_name:?}");
}

#[test]
fn each_step_has_a_new_token_and_an_old_one_is_worth_nothing() {
    let invented = Invented::new();
    invented.later(SignedDuration::from_mins(2));
    let planted = "0".repeat(43);
    let answer = invented.post_with(
        Some(&planted),
        "/sign-in",
        &[("user_name", &user_name(OFFICER)), ("password", PASSWORD)],
    );
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    let begun = answer.token().to_owned();
    assert!(!begun.is_empty() && begun != planted);
    let cookie = answer.header("set-cookie");
    for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    // Half-way is nowhere.
    let half = invented.ask(axum::http::Method::GET, Some(&begun), "/", "");
    assert_eq!((half.status, half.to()), (StatusCode::SEE_OTHER, "/sign-in"));
    let page = invented.ask(axum::http::Method::GET, Some(&begun), answer.to(), "");
    page.says("This is a demonstration, so your code stands here");
    let code = field(&page, "code");
    let wrong = invented.post_with(Some(&begun), "/sign-in/code", &[("code", "000000x")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = invented.post_with(Some(&begun), "/sign-in/code", &[("code", &code)]);
    assert_eq!((done.status, done.to()), (StatusCode::SEE_OTHER, "/"), "{}", done.words());
    let token = done.token().to_owned();
    assert!(!token.is_empty() && token != begun);
    assert_eq!(invented.ask(axum::http::Method::GET, Some(&token), "/", "").status, StatusCode::OK);
    assert_eq!(invented.ask(axum::http::Method::GET, Some(&begun), "/", "").status, StatusCode::SEE_OTHER);
    let again = invented.post_with(Some(&begun), "/sign-in/code", &[("code", &code)]);
    assert_eq!(again.status, StatusCode::CONFLICT);
}

/// Signs in with what is carried along, and says where it led and with which token.
fn signed_in(invented: &Invented, role: Role, carried: &[(&str, &str)]) -> (String, String) {
    invented.later(SignedDuration::from_mins(2));
    let name = user_name(role);
    let mut fields = vec![("user_name", name.as_str()), ("password", PASSWORD)];
    fields.extend(carried);
    let answer = invented.post_with(None, "/sign-in", &fields);
    let begun = answer.token().to_owned();
    let page = invented.ask(axum::http::Method::GET, Some(&begun), answer.to(), "");
    let (code, next, owner) = (field(&page, "code"), field(&page, "next"), field(&page, "for"));
    let done = invented.post_with(
        Some(&begun),
        "/sign-in/code",
        &[("code", &code), ("next", &next), ("for", &owner)],
    );
    (done.to().to_owned(), done.token().to_owned())
}

#[test]
fn only_our_own_pages_follow() {
    let invented = Invented::new();
    for (next, expected) in [
        ("/queue", "/queue"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere", "/"),
    ] {
        assert_eq!(signed_in(&invented, OFFICER, &[("next", next)]).0, expected, "{next}");
    }
    let somebody = invented.staff[&Role::SocialWorker].to_string();
    assert_eq!(signed_in(&invented, OFFICER, &[("next", "/queue"), ("for", &somebody)]).0, "/");
}

#[test]
fn the_demo_offers_its_people_and_a_real_house_does_not() {
    let mut invented = Invented::new();
    let page = invented.get_as_nobody("/sign-in");
    page.says(PASSWORD).says("contact.officer").says("Everybody below is invented");
    let mut real = invented.house.clone();
    real.demo = false;
    let people = vec![web::DemoPerson {
        name: "A".into(),
        role: "B".into(),
        user_name: "c".into(),
        password: PASSWORD.into(),
    }];
    invented.site = web::site(real, web::Settings { demo_people: people, ..web::Settings::default() });
    let page = invented.get_as_nobody("/sign-in");
    page.says_not(PASSWORD).says_not("Demonstration");
    invented.get_as_nobody("/sign-in/code?user=contact.officer").says_not("your code stands here");
}

#[test]
fn signing_out_ends_this_browser_and_everywhere_ends_all() {
    let invented = Invented::new();
    let (_, other) = signed_in(&invented, OFFICER, &[]);
    let out = invented.post(OFFICER, "/sign-out", &[]);
    assert_eq!((out.status, out.to()), (StatusCode::SEE_OTHER, "/sign-in?out=yes"));
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert!(out.header("clear-site-data").contains("storage"));
    assert_eq!(invented.get(OFFICER, "/").status, StatusCode::SEE_OTHER);
    let open = |token: &str| invented.ask(axum::http::Method::GET, Some(token), "/", "").status;
    assert_eq!(open(&other), StatusCode::OK);
    let (_, third) = signed_in(&invented, OFFICER, &[]);
    let out = invented.post_with(Some(&third), "/account/sign-out-everywhere", &[]);
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert_eq!((open(&other), open(&third)), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
}

#[test]
fn a_new_colleague_joins_by_a_link_that_works_once() {
    let invented = Invented::new();
    let invite = format!("/people/{}/invite", invented.staff[&Role::Auditor]);
    let made = invented.post(Role::Administrator, &invite, &[("user_name", "new.auditor")]);
    assert_eq!(made.status, StatusCode::OK, "{}", made.words());
    let link = made.body.split("/enrol/").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    let link = format!("/enrol/{link}");
    // The password they had ended at once.
    assert_eq!(
        first_step(&invented, &user_name(Role::Auditor), PASSWORD).status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    invented.get_as_nobody(&link).says("new.auditor").says("Choose a password");
    let code = casework::sign_in::demo_codes(&invented.house, "new.auditor").unwrap().unwrap();
    let short = invented.post_with(None, &link, &[("password", "short"), ("code", &code)]);
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    short.says("15 characters or more");
    let done =
        invented.post_with(None, &link, &[("password", "seven lanterns by the weir"), ("code", &code)]);
    assert_eq!(done.status, StatusCode::OK, "{}", done.words());
    done.says("Recovery codes").says("They are not shown again");
    assert_eq!(
        invented.ask(axum::http::Method::GET, Some(done.token()), "/account", "").status,
        StatusCode::OK
    );
    assert_eq!(invented.get_as_nobody(&link).status, StatusCode::CONFLICT);
}

#[test]
fn a_password_is_changed_by_whoever_knows_it() {
    let invented = Invented::new();
    let change = |current: &str, new: &str| {
        invented.post(OFFICER, "/account/password", &[("current", current), ("password", new)])
    };
    let wrong = change("not my password now", "seven lanterns by the weir");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("This is not your password of now.").says_not("seven lanterns");
    assert_eq!(change(PASSWORD, "short").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(change(PASSWORD, "seven lanterns by the weir").status, StatusCode::SEE_OTHER);
    assert_eq!(invented.get(OFFICER, "/").status, StatusCode::SEE_OTHER);
    assert_eq!(first_step(&invented, &user_name(OFFICER), PASSWORD).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        first_step(&invented, &user_name(OFFICER), "seven lanterns by the weir").status,
        StatusCode::SEE_OTHER
    );
}
