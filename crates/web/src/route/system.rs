//! What another agency's system asks and sends. It shows a key in every request and has no cookie, so no browser can be made to send for it. Answers
//! are JSON; what is wrong is said in a person's words too (RFC 9457).

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use casework::notification::{NoKey, authenticate};
use casework::{Session, Stop};
use domain::access::Action;
use domain::refusal::Refusal;
use serde_json::{Value, json};

use super::arriving::address;
use super::mount::{Kind, Mount, Site, status};
use super::page::Place;

/// A request of a system whose key holds.
pub struct Call<'a> {
    /// The agency's session.
    pub session: Session<'a>,
    /// The request without its body.
    pub head: &'a Parts,
    /// The body.
    pub body: &'a Bytes,
}

impl Call<'_> {
    /// A header's text, once; nothing when it is not there.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name).map(|value| value.to_str().unwrap_or("\u{fffd}"))
    }
}

/// What a system is answered.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The body.
    pub body: Value,
    /// Where what was made is found.
    pub location: Option<String>,
}

/// Why a system is not answered as it asked.
#[derive(Debug)]
pub struct Problem {
    /// The status.
    pub status: StatusCode,
    /// What is wrong and how to put it right.
    pub detail: String,
    /// More members: a line.
    pub more: Vec<(&'static str, Value)>,
    /// Seconds to wait.
    pub wait: Option<u32>,
}

impl Problem {
    /// A problem with its words.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Problem { status, detail: detail.into(), more: Vec::new(), wait: None }
    }
}

impl From<Stop> for Problem {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refusal(refusal) => Problem::new(status(&refusal), refusal.to_string()),
            Stop::Failure(failure) => {
                tracing::error!(%failure, "a system's request failed");
                Problem::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something of ours failed. Send it again: nothing is taken twice.",
                )
            }
        }
    }
}

/// The answer to a problem.
pub fn problem(problem: Problem) -> Response {
    let title = problem.status.canonical_reason().unwrap_or("Not done");
    let mut body = json!({
        "type": "about:blank",
        "title": title,
        "status": problem.status.as_u16(),
        "detail": problem.detail,
    });
    if let Value::Object(members) = &mut body {
        members.extend(problem.more.into_iter().map(|(name, value)| (name.to_owned(), value)));
    }
    let mut answer = (problem.status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string())
        .into_response();
    let headers = answer.headers_mut();
    if problem.status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"Frontdoor\""));
    }
    if let Some(wait) = problem.wait {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    answer
}

/// Whether a request is a system's: then what is wrong is said in JSON.
pub(crate) fn is_for_a_system(head: &Parts) -> bool {
    head.uri.path().starts_with("/api/")
}

/// There is nothing here, or nothing of this agency's.
pub(crate) fn no_such_thing() -> Response {
    problem(Problem::new(StatusCode::NOT_FOUND, Refusal::NotFound.to_string()))
}

/// The method is not one of this address.
pub(crate) fn another_method() -> Response {
    problem(Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "This address does not take that method: see /api/openapi.json.",
    ))
}

/// It takes too long.
pub(crate) fn too_busy() -> Response {
    problem(Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "The service is busy. Send it again: nothing is taken twice.",
    ))
}

/// What a system asks.
pub struct SystemAsks<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name in the log.
    pub name: &'static str,
    /// The act it is part of.
    pub action: Action,
    /// The answer.
    pub answer: fn(&Call<'_>, P) -> Result<Reply, Problem>,
}

/// What a system sends.
pub struct SystemSends {
    /// The path.
    pub path: &'static str,
    /// Its name in the log.
    pub name: &'static str,
    /// The act it is part of.
    pub action: Action,
    /// The answer.
    pub answer: fn(&Call<'_>) -> Result<Reply, Problem>,
}

/// A description for systems, the same for everybody.
pub struct OpenFile {
    /// The path.
    pub path: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is written in.
    pub content_type: &'static str,
    /// Its text.
    pub text: &'static str,
}

type Body = Result<Bytes, BytesRejection>;

/// Answers on a blocking thread: first who asks, then whether they may, then what is asked.
async fn answered(
    site: Site,
    head: Parts,
    body: Body,
    action: Action,
    answer: impl FnOnce(&Call<'_>) -> Result<Reply, Problem> + Send + 'static,
) -> Response {
    let done = tokio::task::spawn_blocking(move || {
        let session = known(&site, &head)?;
        if !session.actor.roles.iter().any(|role| action.is_for(*role)) {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                format!("This key does not let you {}.", action.words()),
            ));
        }
        let Ok(body) = body else {
            return Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "More than 8 MiB were sent. Send it in parts.",
            ));
        };
        answer(&Call { session, head: &head, body: &body })
    });
    match done.await {
        Ok(Ok(Reply { status, body, location })) => {
            let mut answer =
                (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response();
            if let Some(location) = location.and_then(|location| HeaderValue::from_str(&location).ok()) {
                answer.headers_mut().insert(header::LOCATION, location);
            }
            answer
        }
        Ok(Err(what)) => problem(what),
        Err(panic) => {
            tracing::error!(%panic, "a system's request failed");
            problem(Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something of ours failed. Send it again: nothing is taken twice.",
            ))
        }
    }
}

/// The session of the key that the request shows.
fn known<'s>(site: &'s Site, head: &Parts) -> Result<Session<'s>, Problem> {
    let shown = head.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let secret = shown.and_then(|shown| {
        let (scheme, secret) = shown.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
    });
    let unknown = || {
        let words =
            "Show a key that holds, as “Authorization: Bearer …”. The council's administrator makes one.";
        Problem::new(StatusCode::UNAUTHORIZED, words)
    };
    let secret = secret.ok_or_else(unknown)?;
    match authenticate(&site.house, secret, &address(site, head)) {
        Ok(session) => Ok(session),
        Err(NoKey::Unknown) => Err(unknown()),
        Err(NoKey::Wait(seconds)) => {
            let words = format!(
                "Too many requests. Wait {seconds} seconds, then send it again: nothing is taken twice."
            );
            Err(Problem { wait: Some(seconds), ..Problem::new(StatusCode::TOO_MANY_REQUESTS, words) })
        }
        Err(NoKey::Stopped(stop)) => Err(stop.into()),
    }
}

impl<P: Place> SystemAsks<P> {
    /// Mounts what is asked.
    pub fn mount(&'static self) -> Mount {
        let answer = move |State(site): State<Site>, place: Result<Path<P>, PathRejection>, head: Parts| {
            answered(site, head, Ok(Bytes::new()), self.action, move |call| match place {
                Ok(Path(place)) => (self.answer)(call, place),
                Err(_) => Err(Problem::new(StatusCode::NOT_FOUND, Refusal::NotFound.to_string())),
            })
        };
        Mount::new(
            self.path,
            self.name,
            Kind::System(self.action),
            Router::new().route(self.path, get(answer)),
        )
    }
}

impl SystemSends {
    /// Mounts what is sent.
    pub fn mount(&'static self) -> Mount {
        let answer = move |State(site): State<Site>, head: Parts, body: Body| {
            answered(site, head, body, self.action, move |call| (self.answer)(call))
        };
        Mount::new(
            self.path,
            self.name,
            Kind::System(self.action),
            Router::new().route(self.path, post(answer)),
        )
    }
}

impl OpenFile {
    /// Mounts the file.
    pub fn mount(&'static self) -> Mount {
        let answer =
            move || async move { ([(header::CONTENT_TYPE, self.content_type)], self.text).into_response() };
        Mount::new(self.path, self.name, Kind::OpenFile, Router::new().route(self.path, get(answer)))
    }
}
