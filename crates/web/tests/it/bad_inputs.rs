//! Whatever is typed into a form is stored exactly, or refused in words with every word still there. Nothing of ours fails, nothing that was typed
//! acts on a page, and the pages keep their rules whatever stands on them.

mod forms;
mod values;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use scraper::{ElementRef, Html, Selector};

use self::forms::{FORMS, Form, Ready};
use self::values::{BAD_DATES, DATES, LONG, bodies, words};
use crate::house::Answer;

/// Answers that are words about what cannot be taken.
const REFUSED: [StatusCode; 4] = [
    StatusCode::UNPROCESSABLE_ENTITY,
    StatusCode::BAD_REQUEST,
    StatusCode::CONFLICT,
    StatusCode::PAYLOAD_TOO_LARGE,
];

/// The fields of the form on a page, as a browser would send them as they stand.
fn as_it_stands(page: &Answer, action: &str) -> Vec<(String, String)> {
    let html = Html::parse_document(&page.body);
    let (forms, fields) =
        (Selector::parse("main form").unwrap(), Selector::parse("input, textarea, select").unwrap());
    let form = html.select(&forms).find(|form| form.value().attr("action") == Some(action));
    let form = form.unwrap_or_else(|| panic!("there is no form to {action}: {}", page.words()));
    let answer = |field: ElementRef<'_>| Some((field.value().attr("name")?.to_owned(), value_of(field)?));
    form.select(&fields).filter_map(answer).collect()
}

fn value_of(field: ElementRef<'_>) -> Option<String> {
    let element = field.value();
    let value = element.attr("value").unwrap_or_default().to_owned();
    match (element.name(), element.attr("type").unwrap_or_default()) {
        ("textarea", _) => Some(field.text().collect()),
        ("select", _) => {
            let chosen = field.select(&Selector::parse("option[selected]").unwrap()).next()?;
            chosen.value().attr("value").map(str::to_owned)
        }
        (_, "radio" | "checkbox") => element.attr("checked").map(|_| value),
        _ => Some(value),
    }
}

/// Whether what was typed stands on the page, or in the draft of it. A page cannot hold a NUL, so a mark stands for it: a draft does.
fn is_kept(ready: &Ready, form: &Form, answer: &Answer, field: &str, typed: &str) -> bool {
    let on_page = ["\u{fffd}", "\u{2400}"].map(|mark| typed.replace('\0', mark));
    let html = Html::parse_document(&answer.body);
    let fields = Selector::parse("input, textarea").unwrap();
    let stands = |element: ElementRef<'_>| {
        element.value().attr("name") == Some(field)
            && value_of(element).is_some_and(|value| on_page.contains(&value))
    };
    let drafted = || {
        let session = form.who.map(|role| ready.session(role))?;
        let draft = casework::draft::find(&session, &(form.path)(ready)).unwrap()?;
        Some(draft.fields.iter().any(|(name, value)| name == field && value == typed))
    };
    html.select(&fields).any(stands) || drafted().unwrap_or_default()
}

/// Nothing that was typed is markup, a header or a turn of the text.
fn acts_nowhere(answer: &Answer, page: &str, typed: &str) {
    for acting in ["<script>alert", "<img src=x"] {
        assert!(!answer.body.contains(acting), "{page}: {typed:.60?}");
    }
    for (name, value) in &answer.headers {
        assert!(!value.as_bytes().starts_with(b"typed=by"), "{page}: {name}");
    }
}

/// Sends a form with one answer in it, and checks what became of the answer. Says whether it was taken.
fn send(ready: &Ready, form: &Form, field: &str, value: &str) -> bool {
    (form.before)(ready);
    ready.throws_drafts_away();
    let path = (form.path)(ready);
    let token = form.who.map(|role| ready.of.token(role));
    let page = ready.of.ask(Method::GET, token, &path, "");
    assert_eq!(page.status, StatusCode::OK, "{}: {}", form.name, page.words());
    let mut fields = as_it_stands(&page, &path);
    for (name, value) in form.needed.iter().copied().chain([(field, value)]) {
        fields.retain(|(held, _)| held != name);
        fields.push((name.to_owned(), value.to_owned()));
    }
    let pairs: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = ready.of.post_with(token, &path, &pairs);
    let typed = value.replace("\r\n", "\n");
    let what = format!("{}, {field}, {typed:.60?}: {}", form.name, answer.status);
    acts_nowhere(&answer, &what, &typed);
    if answer.status == StatusCode::SEE_OTHER {
        let held = (form.held)(ready, field);
        assert!(held.as_deref() == Some(&*typed), "{what}: {held:.60?} is held");
        let (role, page) = (form.shown)(ready);
        let shown = ready.of.get(role, &page);
        assert_eq!(shown.status, StatusCode::OK, "{what}: {page}");
        acts_nowhere(&shown, &page, &typed);
        assert!(!shown.body.contains(['\u{202e}', '\0']), "{what}: {page}");
        return true;
    }
    let looked_up = answer.status == StatusCode::OK && form.is_lookup;
    assert!(looked_up || REFUSED.contains(&answer.status), "{what}: {}", answer.words());
    assert!(answer.words().len() > 40, "{what}: it is refused without words");
    let kept = if form.is_lookup { typed.trim() } else { &typed };
    assert!(is_kept(ready, form, &answer, field, kept), "{what}: what was typed is lost");
    false
}

#[test]
fn words_are_stored_exactly_or_refused_in_words() {
    for form in FORMS {
        let ready = Ready::new();
        for field in form.words {
            let taken = words().iter().filter(|value| send(&ready, form, field, value)).count();
            assert!(taken >= form.takes, "{}, {field}: only {taken} were taken", form.name);
        }
    }
}

#[test]
fn dates_that_cannot_be_are_refused_and_none_is_lost() {
    for form in FORMS {
        let ready = Ready::new();
        for field in form.dates {
            for typed in BAD_DATES {
                assert!(!sent_date(&ready, form, field, typed), "{}, {field}: {typed} was taken", form.name);
            }
            let taken = DATES.iter().filter(|typed| sent_date(&ready, form, field, typed)).count();
            assert!(taken > 0, "{}, {field}: no date was taken", form.name);
        }
    }
}

/// A date is held as what it means, so only that it is taken or kept is looked at here.
fn sent_date(ready: &Ready, form: &Form, field: &str, typed: &str) -> bool {
    let exactly = Form { held: |ready, _| ready.typed_date(), ..*form };
    ready.types_date(typed);
    send(ready, &exactly, field, typed)
}

#[test]
fn bodies_that_are_no_form_of_ours_are_answered_in_words() {
    for form in FORMS {
        let ready = Ready::new();
        (form.before)(&ready);
        let path = (form.path)(&ready);
        for (kind, content_type, body) in bodies() {
            let mut request =
                Request::builder().method(Method::POST).uri(&path).header("sec-fetch-site", "same-origin");
            request = request.header(header::CONTENT_TYPE, content_type);
            if let Some(role) = form.who {
                request =
                    request.header(header::COOKIE, format!("__Host-frontdoor={}", ready.of.token(role)));
            }
            let answer = ready.of.raw(request.body(Body::from(body)).unwrap());
            let what = format!("{}, {kind}: {}", form.name, answer.status);
            assert!(!answer.status.is_server_error(), "{what}: {}", answer.words());
            acts_nowhere(&answer, &what, kind);
            // A page that gives ten thousand fields back is megabytes long: its words and its rules are looked at on the others.
            let is_short = answer.body.len() < 500_000;
            if answer.status != StatusCode::SEE_OTHER && is_short {
                assert!(answer.words().len() > 40, "{what}: there are no words");
                let found: Vec<String> =
                    design::rules::check_page(&answer.body).iter().map(ToString::to_string).collect();
                assert!(found.is_empty(), "{what}: {found:.5?}");
            }
            assert_eq!(kind == LONG, answer.status == StatusCode::PAYLOAD_TOO_LARGE, "{what}");
        }
    }
}
