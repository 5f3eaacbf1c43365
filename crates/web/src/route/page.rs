//! The kinds of page. Each is one value; `mount` is all that can be done with it.

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::{get, post};
use casework::Stop;
use domain::access::Action;
use maud::Markup;
use serde::de::DeserializeOwned;

use super::filling::{At, Filling, Prefilled};
use super::mount::{Asked, Mount, Site, on_a_thread};
use super::visit::{Caller, Visit};
use super::{Sent, View};

/// What may stand in a path: a record's id, a pair of them, nothing.
pub trait Place: DeserializeOwned + Clone + Send + 'static {}
impl<P: DeserializeOwned + Clone + Send + 'static> Place for P {}

/// A page for a signed-in person.
pub struct Page<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name in the access log.
    pub name: &'static str,
    /// The act it is part of: who may come here at all.
    pub action: Action,
    /// The page.
    pub show: fn(&Visit<'_>, P) -> Result<View, Stop>,
}

/// A page with a form, and what sending it does.
pub struct Act<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name in the access log.
    pub name: &'static str,
    /// The act.
    pub action: Action,
    /// What the form starts from.
    pub prefill: fn(&Visit<'_>, &P, At) -> Result<Prefilled, Stop>,
    /// The page with the form.
    pub show: fn(&Visit<'_>, P, &Filling) -> Result<View, Stop>,
    /// What sending does.
    pub send: fn(&Visit<'_>, P, &Filling) -> Result<Sent, Stop>,
}

/// A part of a page that is fetched while somebody types. It shows what the page itself would show without a script.
pub struct Fragment<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name in the access log.
    pub name: &'static str,
    /// The act it is part of.
    pub action: Action,
    /// The part, from what is typed so far.
    pub show: fn(&Visit<'_>, P, &super::Fields) -> Result<Markup, Stop>,
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

type Asking<P> = (State<Site>, Result<Path<P>, PathRejection>, Parts, Bytes);

/// Takes a request apart and answers it on a blocking thread: the store is synchronous.
async fn ask<P: Place>(
    (State(site), place, head, body): Asking<P>,
    answer: impl FnOnce(Asked<P>) -> Response + Send + 'static,
) -> Response {
    match place {
        Ok(Path(place)) => on_a_thread(site.clone(), move || answer(Asked { site, place, head, body })).await,
        Err(_) => site.not_found(),
    }
}

impl<P: Place> Page<P> {
    /// Mounts the page.
    pub fn mount(&'static self) -> Mount {
        let show = move |site: State<Site>, place: Result<Path<P>, PathRejection>, head: Parts| {
            ask((site, place, head, Bytes::new()), |asked| asked.as_visit(self.name, |visit, place| (self.show)(visit, place)))
        };
        Mount::new(self.path, self.name, Some(self.action), false, Router::new().route(self.path, get(show)))
    }
}

impl<P: Place> Act<P> {
    /// Mounts the form and its sending.
    pub fn mount(&'static self) -> Mount {
        let show = move |site: State<Site>, place: Result<Path<P>, PathRejection>, head: Parts| {
            ask((site, place, head, Bytes::new()), |asked| asked.as_form(self))
        };
        let send = move |site: State<Site>, place: Result<Path<P>, PathRejection>, head: Parts, body: Bytes| {
            ask((site, place, head, body), |asked| asked.as_sending(self))
        };
        Mount::new(self.path, self.name, Some(self.action), true, Router::new().route(self.path, get(show).post(send)))
    }
}

impl<P: Place> Fragment<P> {
    /// Mounts the part: it is asked with what is typed so far in the body, so that no name stands in an address.
    pub fn mount(&'static self) -> Mount {
        let show = move |site: State<Site>, place: Result<Path<P>, PathRejection>, head: Parts, body: Bytes| {
            ask((site, place, head, body), |asked| asked.as_fragment(self))
        };
        Mount::new(self.path, self.name, Some(self.action), true, Router::new().route(self.path, post(show)))
    }
}

impl<P: Place> OpenPage<P> {
    /// Mounts the page.
    pub fn mount(&'static self) -> Mount {
        let show = move |site: State<Site>, place: Result<Path<P>, PathRejection>, head: Parts| {
            ask((site, place, head, Bytes::new()), |asked| asked.as_caller(|caller, place| (self.show)(caller, place)))
        };
        Mount::new(self.path, self.name, None, false, Router::new().route(self.path, get(show)))
    }
}

impl<P: Place> OpenAct<P> {
    /// Mounts the form and its sending.
    pub fn mount(&'static self) -> Mount {
        let show = move |site: State<Site>, place: Result<Path<P>, PathRejection>, head: Parts| {
            ask((site, place, head, Bytes::new()), |asked| asked.as_open_form(self))
        };
        let send = move |site: State<Site>, place: Result<Path<P>, PathRejection>, head: Parts, body: Bytes| {
            ask((site, place, head, body), |asked| asked.as_open_sending(self))
        };
        Mount::new(self.path, self.name, None, true, Router::new().route(self.path, get(show).post(send)))
    }
}
