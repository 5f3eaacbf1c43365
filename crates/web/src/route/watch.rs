//! A page that shows by itself that something changed: the browser keeps one answer open (server-sent events), and is told *that* a record moved, never
//! what; it then asks for the page's part again, under the same permission as the page. Without scripts the page has a link that looks again.
//!
//! One task a process looks at the record, and only while somebody watches; nobody watches for ever, and no more than a bounded number at once.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use casework::Stop;
use domain::access::Action;
use futures_util::stream::{self, Stream};
use tokio::time::{Instant, sleep};

use super::arriving::resumed;
use super::mount::{Kind, Mount, Site, status};
use super::page::{InPath, Place};
use super::visit::Visit;

/// What a page watches.
pub struct Watch<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name in the log.
    pub name: &'static str,
    /// The act of the page that watches.
    pub action: Action,
    /// Whether the viewer may see what is watched, asked once when they begin; and a number that grows whenever it changes.
    pub begin: fn(&Visit<'_>, P) -> Result<u64, Stop>,
    /// The number at a later moment: nothing is shown by it.
    pub moved: fn(&casework::House, P) -> Result<u64, casework::Failure>,
}

/// How often the record is looked at while somebody watches: well within the two seconds in which an answer is to be seen.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How long one watching lasts; the browser begins another by itself, and is asked anew who it is.
const LONGEST: Duration = Duration::from_secs(240);
/// How many may watch at once in one process. Whoever comes later looks again by hand.
const MOST_WATCHERS: usize = 1_000;

/// How many watch.
#[derive(Debug, Default)]
pub(crate) struct Watchers(AtomicUsize);

/// One who watches; dropping it makes room.
struct Watcher(Arc<Watchers>);

impl Watchers {
    fn enter(watchers: &Arc<Watchers>) -> Option<Watcher> {
        let before = watchers.0.fetch_add(1, Ordering::SeqCst);
        let watcher = Watcher(Arc::clone(watchers));
        (before < MOST_WATCHERS).then_some(watcher)
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl<P: Place> Watch<P> {
    /// Mounts what is watched.
    pub fn mount(&'static self) -> Mount {
        let watch =
            move |State(site): State<Site>, place: InPath<P>, head: Parts| self.answer(site, place, head);
        Mount::new(self.path, self.name, Kind::Watch(self.action), Router::new().route(self.path, get(watch)))
    }

    async fn answer(&'static self, site: Site, place: InPath<P>, head: Parts) -> Response {
        let Ok(Path(place)) = place else { return super::answering::nothing_there(site, head).await };
        let Some(watcher) = Watchers::enter(&site.watchers) else {
            return (StatusCode::SERVICE_UNAVAILABLE, "Too many people watch: look again by hand.")
                .into_response();
        };
        let (asked, at) = (site.clone(), place.clone());
        let begun = tokio::task::spawn_blocking(move || self.begun(&asked, &head, at)).await;
        match begun {
            Ok(Ok(first)) => {
                let changes = self.changes(site, place, first, watcher);
                Sse::new(changes).keep_alive(KeepAlive::default()).into_response()
            }
            Ok(Err(refused)) => *refused,
            Err(panic) => {
                tracing::error!(page = self.name, %panic, "a watching failed");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }

    fn begun(&self, site: &Site, head: &Parts, place: P) -> Result<u64, Box<Response>> {
        let visit = resumed(site, head)
            .map_err(|_| Box::new((StatusCode::UNAUTHORIZED, "You are signed out.").into_response()))?;
        if !visit.may(self.action) {
            return Err(Box::new(StatusCode::FORBIDDEN.into_response()));
        }
        (self.begin)(&visit, place).map_err(|stop| match stop {
            Stop::Refusal(refusal) => Box::new((status(&refusal), refusal.to_string()).into_response()),
            Stop::Failure(failure) => {
                tracing::error!(page = self.name, %failure, "a watching failed");
                Box::new(StatusCode::INTERNAL_SERVER_ERROR.into_response())
            }
        })
    }

    /// One event for each time the number has grown, until the watching ends or the record cannot be looked at.
    fn changes(
        &'static self,
        site: Site,
        place: P,
        first: u64,
        watcher: Watcher,
    ) -> impl Stream<Item = Result<Event, Infallible>> + Send {
        let ends = Instant::now() + LONGEST;
        stream::unfold((first, watcher), move |(seen, watcher)| {
            let (site, place) = (site.clone(), place.clone());
            async move {
                loop {
                    sleep(LOOK_EVERY).await;
                    if Instant::now() >= ends {
                        return None;
                    }
                    let (house, at) = (site.house.clone(), place.clone());
                    let now =
                        tokio::task::spawn_blocking(move || (self.moved)(&house, at)).await.ok()?.ok()?;
                    if now > seen {
                        return Some((Ok(Event::default().event("moved").data("moved")), (now, watcher)));
                    }
                }
            }
        })
    }
}
