//! What stands around every page: other sites, too much, too slow, nothing there, a failure of ours; and the shell.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use domain::access::Action;
use domain::refusal::Refusal;
use domain::staff::Role;
use maud::html;
use tower::ServiceExt;
use web::route::{Act, At, Filling, Page, Prefilled, View};

use crate::house::Invented;

static PANICS: Page<()> = Page {
    path: "/panics",
    name: "panics",
    action: Action::SeeOwnWork,
    show: |_, ()| panic!("Ava Example lives at 12 Elm Way"),
};

static FULL: Act<()> = Act {
    path: "/full",
    name: "full",
    action: Action::SeeOwnWork,
    prefill: |_, (), _: At| Ok(Prefilled::default()),
    show: |visit, (), filling: &Filling| {
        Ok(View::new(
            "Full",
            html! { h1 { "Full" } (visit.form(filling, design::govuk::Button::new("Save"))) },
        ))
    },
    send: |_, (), _: &Filling| Err(Refusal::Busy.into()),
};

#[test]
fn a_page_that_fails_says_sorry_and_the_process_lives() {
    let invented = Invented::with(vec![PANICS.mount()]);
    for _ in 0..3 {
        let answer = invented.get(Role::SocialWorker, "/panics");
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        answer.says("Sorry, there is a problem with the service").says("tell your administrator this number");
        answer.says_not("Elm Way").says_not("panic");
    }
}

#[test]
fn what_was_typed_stands_on_the_page_that_stops_it() {
    let invented = Invented::with(vec![FULL.mount()]);
    let form = "ab".repeat(16);
    let fields = [
        ("form", form.as_str()),
        ("version", "0"),
        ("facts", "A bruise on the arm, <b>blue</b>."),
        ("password", "kept from everybody"),
    ];
    let answer = invented.post(Role::ContactOfficer, "/full", &fields);
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    answer
        .says("The service is busy")
        .says("A bruise on the arm, <b>blue</b>.")
        .says("It is kept as a draft")
        .says("Send it again");
    answer.says_not("kept from everybody");
    // And it is in the form when the page is opened again.
    invented.get(Role::ContactOfficer, "/full").says("Draft saved");
}

#[test]
fn nothing_is_posted_from_another_site() {
    let invented = Invented::new();
    let before = invented.house.store.heads().unwrap();
    let post = |name: &'static str, value: &'static str| {
        let request = Request::post("/people/new")
            .header(header::HOST, "frontdoor.northbridge.example")
            .header(header::COOKIE, format!("__Host-frontdoor={}", invented.token(Role::Administrator)))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(name, value);
        invented.raw(request.body(Body::from("name=Eve&roles=administrator")).unwrap())
    };
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://elsewhere.example"),
        ("origin", "null"),
    ] {
        let answer = post(name, value);
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
        answer.says("This was sent from another site");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert!(design::rules::check_page(&answer.body).is_empty());
    }
    assert_eq!(invented.house.store.heads().unwrap(), before);
    assert_eq!(post("sec-fetch-site", "same-origin").status, StatusCode::SEE_OTHER);
    assert_eq!(post("origin", "https://frontdoor.northbridge.example").status, StatusCode::SEE_OTHER);
}

#[test]
fn what_is_too_long_is_refused_in_words() {
    let invented = Invented::new();
    let long = format!("name={}", "a".repeat(8 * 1024 * 1024));
    let answer = invented.ask(Method::POST, Some(invented.token(Role::Administrator)), "/people/new", &long);
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    answer.says("too long").says("Nothing was saved");
}

#[test]
fn what_is_not_there_is_said_alike_to_all() {
    let invented = Invented::new();
    for path in [
        "/nothing",
        "/contacts/nothing/here",
        "/people/0",
        "/wp-login.php",
        "/assets",
        "/%00",
        "/people/%F0%28%8C%28",
    ] {
        let answer = invented.get(Role::Administrator, path);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        answer.says("Page not found").says("My work");
    }
    let answer = invented.get_as_nobody("/nothing");
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    answer.says("Page not found").says_not("My work");
}

#[test]
fn files_are_kept_for_ever_under_an_address_that_changes() {
    let invented = Invented::new();
    let get = |path: &str| invented.raw(Request::get(path).body(Body::empty()).unwrap());
    for asset in design::asset::ASSETS {
        let answer = get(&design::asset::href(asset.name));
        assert_eq!(answer.status, StatusCode::OK, "{}", asset.name);
        assert_eq!(answer.header("content-type"), asset.content_type);
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(get("/assets/yesterday/app.css").header("cache-control"), "no-store");
    assert_eq!(get("/assets/yesterday/nothing.css").status, StatusCode::NOT_FOUND);
    assert_eq!(get("/assets/yesterday/..%2f..%2fCargo.toml").status, StatusCode::NOT_FOUND);
    let packed = Request::get(design::asset::href("app.css")).header(header::ACCEPT_ENCODING, "gzip");
    assert_eq!(invented.raw(packed.body(Body::empty()).unwrap()).header("content-encoding"), "gzip");
}

#[test]
fn every_page_says_whom_to_ring_who_looks_and_what_is_invented() {
    let invented = Invented::new();
    let answer = invented.get(Role::ContactOfficer, "/");
    answer
        .says("Northbridge City Council")
        .says("Duty: 01632 960100")
        .says("Nights and weekends: 01632 960199");
    answer
        .says("Invented Contact and referral officer")
        .says("Sign out")
        .says("This view is recorded")
        .says("Demonstration");
    let nobody = invented.get_as_nobody("/sign-in");
    nobody.says("Duty: 01632 960100").says_not("This view is recorded").says_not("Sign out");
}

#[test]
fn a_person_is_offered_what_their_roles_may_do() {
    let invented = Invented::new();
    for (role, offered, not_offered) in [
        (Role::ContactOfficer, ["New contact", "Front door"], ["People", "Openings"]),
        (Role::MashManager, ["Openings", "Front door"], ["My referrals", "Unsent"]),
        (Role::Partner, ["My referrals", "New referral"], ["Front door", "Practice"]),
        (Role::Administrator, ["People", "Unsent"], ["New contact", "My referrals"]),
    ] {
        let answer = invented.get(role, "/");
        let page = scraper::Html::parse_document(&answer.body);
        let selector = scraper::Selector::parse("nav a").unwrap();
        let places: Vec<String> =
            page.select(&selector).map(|link| link.text().collect::<String>().trim().to_owned()).collect();
        for place in offered {
            assert!(places.iter().any(|found| found == place), "{role:?}: {places:?}");
        }
        for place in not_offered {
            assert!(!places.iter().any(|found| found == place), "{role:?}: {places:?}");
        }
    }
}

#[test]
fn a_search_says_why_and_no_address_holds_a_name() {
    let invented = Invented::new();
    let opened = invented.get(Role::ContactOfficer, "/search");
    assert_eq!(opened.status, StatusCode::OK);
    let answer = invented.post(Role::ContactOfficer, "/search", &[("query", "ava <script> o'brien")]);
    assert_eq!(answer.status, StatusCode::OK);
    answer.says("Nobody found").says_not("<script> o'brien");
    assert!(!opened.body.contains("method=\"get\""));
}

#[test]
fn a_colleague_is_added_once_and_stopped_at_the_next_click() {
    let mut invented = Invented::new();
    let form = crate::house::field(&invented.get(Role::Administrator, "/people/new"), "form");
    let wrong =
        invented.post(Role::Administrator, "/people/new", &[("form", &form), ("name", "Eve <i>Example</i>")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("Choose at least one role.");
    assert!(wrong.body.contains("Error: "));
    let form = crate::house::field(&wrong, "form");
    let fields = [
        ("form", form.as_str()),
        ("version", "0"),
        ("name", "Eve <i>Example</i>"),
        ("roles", "social_worker"),
        ("teams", "assessment_1"),
    ];
    let (first, second) = (
        invented.post(Role::Administrator, "/people/new", &fields),
        invented.post(Role::Administrator, "/people/new", &fields),
    );
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.words());
    assert_eq!(first.to(), second.to());
    let people = invented.get(Role::Administrator, "/people");
    assert_eq!(people.words().matches("Eve <i>Example</i>").count(), 1);

    let worker = format!("/people/{}/active", invented.staff[&Role::SocialWorker]);
    assert_eq!(invented.get(Role::SocialWorker, "/").status, StatusCode::OK);
    let form = crate::house::field(&invented.get(Role::Administrator, &worker), "form");
    invented.post(Role::Administrator, &worker, &[("form", &form), ("active", "no")]);
    let answer = invented.get(Role::SocialWorker, "/");
    assert_eq!((answer.status, answer.to()), (StatusCode::SEE_OTHER, "/sign-in"));
    let own = format!("/people/{}/active", invented.staff[&Role::Administrator]);
    let form = crate::house::field(&invented.get(Role::Administrator, &own), "form");
    assert_eq!(
        invented.post(Role::Administrator, &own, &[("form", &form), ("active", "no")]).status,
        StatusCode::FORBIDDEN
    );
    invented.sign_in_again(Role::Administrator);
    assert_eq!(invented.get(Role::Administrator, "/people").status, StatusCode::OK);
}

#[test]
fn the_practice_page_gives_each_number_its_source() {
    let invented = Invented::new();
    let answer = invented.get(Role::SocialWorker, "/practice");
    for timer in &invented.house.pack.timers {
        answer.says(&timer.id).says(timer.mark.words());
    }
}

/// A page that waits until the test lets it go on.
static WAITS: Page<()> = Page {
    path: "/waits",
    name: "waits",
    action: Action::SeeOwnWork,
    show: |_, ()| {
        let (going, moved) = &GATE;
        let waiting = moved.wait_while(going.lock().unwrap(), |going| !*going);
        drop(waiting);
        Ok(View::new("Waits", html! { h1 { "Waits" } }))
    },
};

static GATE: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

#[test]
fn whoever_waits_too_long_is_told_what_to_do() {
    let invented = Invented::new();
    let settings = web::Settings { longest_answer: Duration::from_millis(1), ..web::Settings::default() };
    let site = web::site_of(vec![WAITS.mount()], invented.house.clone(), settings);
    let cookie = format!("__Host-frontdoor={}", invented.token(Role::ContactOfficer));
    let request = Request::get("/waits").header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (status, body) = runtime.block_on(async {
        let answer = site.oneshot(request).await.unwrap();
        (answer.status(), to_bytes(answer.into_body(), usize::MAX).await.unwrap())
    });
    *GATE.0.lock().unwrap() = true;
    GATE.1.notify_all();
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(String::from_utf8_lossy(&body).contains("This takes longer than it should"));
}

/// What is logged, kept for the test.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_log_says_which_page_and_never_whose() {
    let invented = Invented::new();
    let log = Log::default();
    let kept = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(move || kept.clone())
        .finish();
    let subscriber = tracing::Dispatch::new(subscriber);
    // With one listener alone, tracing asks whichever thread comes first whether anybody listens, and the other tests do not.
    let _second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    let person = invented.staff[&Role::SocialWorker];
    tracing::dispatcher::with_default(&subscriber, || {
        invented.get(Role::Administrator, &format!("/people/{person}?name=Ava"));
        invented.get(Role::Administrator, "/nothing/Ava-Example");
        invented.post(Role::ContactOfficer, "/search", &[("query", "Ava Example")]);
        invented.post(Role::Administrator, "/drafts/keep/children/Ava", &[("name", "Ava Example")]);
    });
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for said in ["/people/{staff}", "/search", "/drafts/keep/{*page}", "status=200", "status=404"] {
        assert!(log.contains(said), "{said}: {log}");
    }
    for unsaid in ["Ava", "Example", &person.to_string(), invented.token(Role::Administrator)] {
        assert!(!log.contains(unsaid), "{unsaid}: {log}");
    }
}
