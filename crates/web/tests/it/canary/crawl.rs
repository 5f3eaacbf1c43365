//! Looking for canaries: in the words, the markup and the drawings of an answer, in its title and in every header, however it is spaced or spelt in
//! capitals.

use axum::body::Body;
use axum::http::{Method, Request, header};
use domain::staff::Role;

use super::planted::Planted;
use super::policy::{CANARIES, Canary};
use crate::house::{Answer, Invented};

/// Somebody who asks for pages.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Who, for the words of a failure.
    pub who: String,
    /// Their role; nothing for nobody, and for somebody to whom the policy shows nothing.
    pub role: Option<Role>,
    token: Option<String>,
}

/// A canary that was seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// Which.
    pub canary: &'static str,
    /// By whom.
    pub who: String,
    /// On which page.
    pub page: String,
}

impl Visitor {
    /// The invented person of a role.
    pub fn of(planted: &Planted, role: Role) -> Self {
        let token = Some(planted.of.token(role).to_owned());
        Visitor { who: format!("{role:?}"), role: Some(role), token }
    }

    /// Everybody: one of each role, a second partner, nobody.
    pub fn everybody(planted: &Planted) -> Vec<Self> {
        let roles = Role::ALL.iter().copied().filter(|role| *role != Role::System);
        let mut everybody: Vec<Self> = roles.map(|role| Visitor::of(planted, role)).collect();
        let second = Some(planted.second_partner.clone());
        everybody.push(Visitor { who: "a second partner".into(), role: None, token: second });
        everybody.push(Visitor { who: "nobody".into(), role: None, token: None });
        everybody
    }

    /// Asks for a page, or posts to it. Nothing of ours may fail.
    pub fn ask(&self, of: &Invented, method: &Method, path: &str, body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
        if let Some(token) = &self.token {
            request = request.header(header::COOKIE, format!("__Host-frontdoor={token}"));
        }
        if *method == Method::POST {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let answer = of.raw(request.body(Body::from(body.to_owned())).unwrap());
        assert!(!answer.status.is_server_error(), "{} {method} {path}: {}", self.who, answer.words());
        answer
    }
}

/// What is compared: capitals and spaces hide nothing.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The canaries in an answer. A title stands in the browser's history and a header in logs, so none may stand there, whoever asks.
pub fn seen(visitor: &Visitor, page: &str, answer: &Answer) -> Vec<&'static Canary> {
    let body = squeezed(&answer.body);
    let title =
        body.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
    let headers: String = answer
        .headers
        .iter()
        .map(|(name, value)| format!("{name}:{};", squeezed(&String::from_utf8_lossy(value.as_bytes()))))
        .collect();
    let found = |canary: &&Canary| {
        let text = squeezed(canary.text);
        assert!(!title.contains(&text), "{}: {} stands in the title of {page}", visitor.who, canary.what);
        assert!(
            !headers.contains(&text),
            "{}: {} stands in a header of {page}: {headers}",
            visitor.who,
            canary.what
        );
        body.contains(&text)
    };
    CANARIES.iter().filter(found).collect()
}

/// The canaries out of place among those seen.
pub fn out_of_place(visitor: &Visitor, page: &str, seen: &[&'static Canary]) -> Vec<Sighting> {
    let misplaced = seen.iter().filter(|canary| !canary.may_be_seen(visitor.role, page));
    misplaced
        .map(|canary| Sighting { canary: canary.what, who: visitor.who.clone(), page: page.to_owned() })
        .collect()
}

/// Fails with every canary out of place: which, seen by whom, where.
#[track_caller]
pub fn none_is_out_of_place(mut sightings: Vec<Sighting>) {
    sightings.sort();
    sightings.dedup();
    let words = |seen: &Sighting| format!("{} was seen by {} on {}", seen.canary, seen.who, seen.page);
    let words: Vec<String> = sightings.iter().map(words).collect();
    assert!(words.is_empty(), "{} out of place:\n{}", words.len(), words.join("\n"));
}
