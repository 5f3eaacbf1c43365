//! The kinds of page. Each is one value; `mount` is all that can be done with it.

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::{get, post};
use casework::Stop;
use domain::access::Action;
use maud::Markup;
use serde::de::DeserializeOwned;

use super::answering::{Asked, on_a_thread};
use super::filling::{At, Filling, Prefilled};
use super::mount::{Kind, Mount, Site};
use super::multipart::parted;
use super::visit::{Caller, Visit};
use super::{Attached, Fields, Sent, View};

/// What may stand in a path: a record's id, a pair of them, nothing.
pub trait Place: DeserializeOwned + Clone + Send + 'static {}
impl<P: DeserializeOwned + Clone + Send + 'static> Place for P {}

/// A page for a signed-in person.
pub struct Page<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name in the log.
    pub name: &'static str,
    /// The act it is part of: whoever has no role for it never comes here.
    pub action: Action,
    /// The page.
    pub show: fn(&Visit<'_>, P) -> Result<View, Stop>,
}

/// A page with a form, and what sending it does.
pub struct Act<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name in the log.
    pub name: &'static str,
    /// The act: whoever has no role for it never comes here.
    pub action: Action,
    /// What the form starts from.
    pub prefill: fn(&Visit<'_>, &P, At) -> Result<Prefilled, Stop>,
    /// The page with the form.
    pub show: fn(&Visit<'_>, P, &Filling) -> Result<View, Stop>,
    /// What sending does. A refusal without any problem asks for the same page again with what was typed: another row, not a sending.
    pub send: fn(&Visit<'_>, P, &Filling) -> Result<Sent, Stop>,
}

/// A page that answers a question which is posted to it, so that no name stands in an address or a log. It changes nothing.
pub struct Lookup<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name in the log.
    pub name: &'static str,
    /// The act it is part of.
    pub action: Action,
    /// The page, with what was asked; nothing when it is only opened.
    pub show: fn(&Visit<'_>, P, &Fields) -> Result<View, Stop>,
}

/// A part of a page that is fetched while somebody types. It shows what the page itself would show without a script.
pub struct Fragment<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name in the log.
    pub name: &'static str,
    /// The act it is part of.
    pub action: Action,
    /// The part, from what is typed so far.
    pub show: fn(&Visit<'_>, P, &Fields) -> Result<Markup, Stop>,
}

/// What a page's script says or asks while somebody works: answered in a few words, never with a page.
pub struct Signal<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name in the log.
    pub name: &'static str,
    /// What is answered. The filling is the form as it is typed so far.
    pub answer: fn(&Visit<'_>, P, &Filling) -> Result<String, Stop>,
}

/// A file to keep, for a signed-in person.
pub struct File<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name in the log.
    pub name: &'static str,
    /// The act it is part of.
    pub action: Action,
    /// The file.
    pub get: fn(&Visit<'_>, P) -> Result<Attached, Stop>,
}

/// A page for anybody.
pub struct OpenPage<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The page.
    pub show: fn(&Caller<'_>, P) -> Result<View, Stop>,
}

/// A form for anybody.
pub struct OpenAct<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The page with the form.
    pub show: fn(&Caller<'_>, P, &Filling) -> Result<View, Stop>,
    /// What sending does.
    pub send: fn(&Caller<'_>, P, &Filling) -> Result<Sent, Stop>,
}

pub(super) type InPath<P> = Result<Path<P>, PathRejection>;
pub(super) type Body = Result<Bytes, BytesRejection>;

/// Takes a request apart and answers it on a blocking thread: the store is synchronous.
pub(super) async fn ask<P: Place>(
    site: Site,
    place: InPath<P>,
    head: Parts,
    body: Body,
    answer: impl FnOnce(Asked<P>) -> Response + Send + 'static,
) -> Response {
    let Ok(Path(place)) = place else { return super::answering::nothing_there(site, head).await };
    let Ok(body) = body else { return site.too_much() };
    on_a_thread(site.clone(), move || answer(Asked { site, place, head, body, parted: None })).await
}

pub(super) const NO_BODY: Body = Ok(Bytes::new());

impl<P: Place> Page<P> {
    /// Mounts the page.
    pub fn mount(&'static self) -> Mount {
        let show = move |State(site): State<Site>, place: InPath<P>, head: Parts| {
            ask(site, place, head, NO_BODY, |asked| asked.show_page(self))
        };
        Mount::new(self.path, self.name, Kind::Page(self.action), Router::new().route(self.path, get(show)))
    }
}

impl<P: Place> Act<P> {
    /// Mounts the form and its sending.
    pub fn mount(&'static self) -> Mount {
        let show = move |State(site): State<Site>, place: InPath<P>, head: Parts| {
            ask(site, place, head, NO_BODY, |asked| asked.show_form(self))
        };
        let send = move |State(site): State<Site>, place: InPath<P>, head: Parts, body: Body| {
            ask(site, place, head, body, |asked| asked.take_form(self))
        };
        Mount::new(
            self.path,
            self.name,
            Kind::Act(self.action),
            Router::new().route(self.path, get(show).post(send)),
        )
    }
}

impl<P: Place> Act<P> {
    /// Mounts the form and its sending, with files: more is taken at once, and what was typed is kept when a file is too large.
    pub fn mount_with_files(&'static self) -> Mount {
        let show = move |State(site): State<Site>, place: InPath<P>, head: Parts| {
            ask(site, place, head, NO_BODY, |asked| asked.show_form(self))
        };
        let send = move |State(site): State<Site>, place: InPath<P>, request: Request| async move {
            let (head, body) = request.into_parts();
            let parted = parted(&head, body, MOST_WITH_FILES).await;
            ask(site, place, head, NO_BODY, move |asked| {
                Asked { parted: Some(parted), ..asked }.take_form(self)
            })
            .await
        };
        let router = Router::new().route(self.path, get(show).post(send));
        Mount::new(self.path, self.name, Kind::Act(self.action), router)
    }
}

/// The most that is taken at once of a form with files: one document of the largest size, and what is typed beside it.
const MOST_WITH_FILES: usize = casework::partner::MOST_BYTES + 2 * 1024 * 1024;

impl<P: Place> File<P> {
    /// Mounts the file.
    pub fn mount(&'static self) -> Mount {
        let show = move |State(site): State<Site>, place: InPath<P>, head: Parts| {
            ask(site, place, head, NO_BODY, |asked| asked.hand_out(self))
        };
        Mount::new(self.path, self.name, Kind::Page(self.action), Router::new().route(self.path, get(show)))
    }
}

impl<P: Place> Lookup<P> {
    /// Mounts the page and the asking.
    pub fn mount(&'static self) -> Mount {
        let show = move |State(site): State<Site>, place: InPath<P>, head: Parts| {
            ask(site, place, head, NO_BODY, |asked| asked.answer_lookup(self))
        };
        let answer = move |State(site): State<Site>, place: InPath<P>, head: Parts, body: Body| {
            ask(site, place, head, body, |asked| asked.answer_lookup(self))
        };
        Mount::new(
            self.path,
            self.name,
            Kind::Lookup(self.action),
            Router::new().route(self.path, get(show).post(answer)),
        )
    }
}

impl<P: Place> Fragment<P> {
    /// Mounts the part: it is asked with what is typed so far in the body, so that no name stands in an address.
    pub fn mount(&'static self) -> Mount {
        let show = move |State(site): State<Site>, place: InPath<P>, head: Parts, body: Body| {
            ask(site, place, head, body, |asked| asked.show_fragment(self))
        };
        Mount::new(
            self.path,
            self.name,
            Kind::Fragment(self.action),
            Router::new().route(self.path, post(show)),
        )
    }
}

impl<P: Place> Signal<P> {
    /// Mounts what is answered.
    pub fn mount(&'static self) -> Mount {
        let answer = move |State(site): State<Site>, place: InPath<P>, head: Parts, body: Body| {
            ask(site, place, head, body, |asked| asked.answer_signal(self))
        };
        Mount::new(self.path, self.name, Kind::Signal, Router::new().route(self.path, post(answer)))
    }
}

impl<P: Place> OpenPage<P> {
    /// Mounts the page.
    pub fn mount(&'static self) -> Mount {
        let show = move |State(site): State<Site>, place: InPath<P>, head: Parts| {
            ask(site, place, head, NO_BODY, |asked| asked.show_open_page(self.name, self.show))
        };
        Mount::new(self.path, self.name, Kind::OpenPage, Router::new().route(self.path, get(show)))
    }
}

impl<P: Place> OpenAct<P> {
    /// Mounts the form and its sending.
    pub fn mount(&'static self) -> Mount {
        let show = move |State(site): State<Site>, place: InPath<P>, head: Parts| {
            ask(site, place, head, NO_BODY, |asked| asked.show_open_form(self))
        };
        let send = move |State(site): State<Site>, place: InPath<P>, head: Parts, body: Body| {
            ask(site, place, head, body, |asked| asked.take_open_form(self))
        };
        Mount::new(self.path, self.name, Kind::OpenAct, Router::new().route(self.path, get(show).post(send)))
    }
}
