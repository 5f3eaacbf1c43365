//! Answering: from a request to a visit, from a page or a refusal to an answer. What a person typed is kept before anything is refused.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::{Draft, House, Resumed, Stop};
use domain::access::Action;
use domain::refusal::Refusal;

use super::filling::{At, Conflict, Filling, Prefilled};
use super::page::{Act, Fragment, OpenAct, Place};
use super::visit::{Caller, Visit, token};
use super::{Fields, Sent, View};
use crate::shell::Shell;

/// What every page stands on: the house and what the shell around a page needs.
#[derive(Clone)]
pub struct Site {
    /// The house.
    pub house: House,
    /// The shell around every page.
    pub shell: Arc<Shell>,
}

/// A page that is mounted: what the tests walk.
pub struct Mount {
    path: &'static str,
    name: &'static str,
    action: Option<Action>,
    takes_post: bool,
    router: Router<Site>,
}

impl Mount {
    pub(super) fn new(path: &'static str, name: &'static str, action: Option<Action>, takes_post: bool, router: Router<Site>) -> Self {
        Mount { path, name, action, takes_post, router }
    }

    /// The path.
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// The name in the access log.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The act; nothing for pages that anybody may see.
    pub fn action(&self) -> Option<Action> {
        self.action
    }

    /// Whether something is sent to it.
    pub fn takes_post(&self) -> bool {
        self.takes_post
    }

    pub(crate) fn into_router(self) -> Router<Site> {
        self.router
    }
}

/// A request taken apart.
pub(super) struct Asked<P> {
    pub(super) site: Site,
    pub(super) place: P,
    pub(super) head: Parts,
    pub(super) body: Bytes,
}

/// Runs an answer on a blocking thread. If it panics the page says so and the process lives.
pub(super) async fn on_a_thread(site: Site, answer: impl FnOnce() -> Response + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(answer).await {
        Ok(answer) => answer,
        Err(panic) => {
            tracing::error!(%panic, "a page panicked");
            site.failed(false)
        }
    }
}

impl<P: Place> Asked<P> {
    /// Answers a signed-in person with a page.
    pub(super) fn as_visit(self, name: &'static str, show: impl FnOnce(&Visit<'_>, P) -> Result<View, Stop>) -> Response {
        let Asked { site, place, head, .. } = &self;
        match visit(site, head) {
            Ok(visit) => match show(&visit, place.clone()) {
                Ok(view) => site.page(Some(&visit), view, StatusCode::OK),
                Err(stop) => site.stopped(Some(&visit), stop, name, false),
            },
            Err(answer) => answer,
        }
    }

    /// Answers with a form: as it was left in a draft, or filled from the record.
    pub(super) fn as_form(self, act: &Act<P>) -> Response {
        let Asked { site, place, head, .. } = &self;
        let visit = match visit(site, head) {
            Ok(visit) => visit,
            Err(answer) => return answer,
        };
        let shown = filling(&visit, act, place).and_then(|filling| (act.show)(&visit, place.clone(), &filling));
        match shown {
            Ok(view) => site.page(Some(&visit), view, StatusCode::OK),
            Err(stop) => site.stopped(Some(&visit), stop, act.name, false),
        }
    }

    /// Takes a form. Whatever comes of it, what was typed is kept.
    pub(super) fn as_sending(self, act: &Act<P>) -> Response {
        let Asked { site, place, head, body } = &self;
        let mut filling = posted(&site.house, body);
        let visit = match resumed(site, head) {
            Ok(visit) => visit,
            Err(Away { owner, answer }) => {
                // The sign-in ended while they were writing: their words wait for them, and for nobody else.
                if let Some(owner) = owner {
                    keep(site, owner, head.uri.path(), &filling);
                }
                return answer;
            }
        };
        let stop = match (act.send)(&visit, place.clone(), &filling) {
            Ok(sent) => return redirect(&sent),
            Err(stop) => stop,
        };
        keep(site, visit.session.staff.id, &visit.path, &filling);
        let status = match &stop {
            Stop::Refused(Refusal::Invalid(problems)) => {
                filling.problems.clone_from(problems);
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Stop::Refused(Refusal::Changed { now, .. }) => match conflict(&visit, act, place, filling.opened, *now) {
                Ok(conflict) => {
                    filling.opened = *now;
                    filling.conflict = Some(conflict);
                    StatusCode::CONFLICT
                }
                Err(stop) => return site.stopped(Some(&visit), stop, act.name, true),
            },
            _ => return site.stopped(Some(&visit), stop, act.name, true),
        };
        match (act.show)(&visit, place.clone(), &filling) {
            Ok(view) => site.page(Some(&visit), view, status),
            Err(stop) => site.stopped(Some(&visit), stop, act.name, true),
        }
    }

    /// Answers with a part of a page.
    pub(super) fn as_fragment(self, fragment: &Fragment<P>) -> Response {
        let Asked { site, place, head, body } = &self;
        match visit(site, head) {
            Ok(visit) => match (fragment.show)(&visit, place.clone(), &Fields::read(body)) {
                Ok(markup) => axum::response::Html(markup.into_string()).into_response(),
                Err(stop) => site.stopped(Some(&visit), stop, fragment.name, false),
            },
            Err(answer) => answer,
        }
    }

    /// Answers anybody with a page.
    pub(super) fn as_caller(self, show: impl FnOnce(&Caller<'_>, P) -> Result<View, Stop>) -> Response {
        let Asked { site, place, head, .. } = &self;
        let caller = caller(site, head);
        match show(&caller, place.clone()) {
            Ok(view) => site.page(None, view, StatusCode::OK),
            Err(stop) => site.stopped(None, stop, "open", false),
        }
    }

    /// Answers anybody with a form.
    pub(super) fn as_open_form(self, act: &OpenAct<P>) -> Response {
        let blank = blank(&self.site.house, Prefilled::default());
        self.as_caller(|caller, place| (act.show)(caller, place, &blank))
    }

    /// Takes a form from anybody.
    pub(super) fn as_open_sending(self, act: &OpenAct<P>) -> Response {
        let Asked { site, place, head, body } = &self;
        let mut filling = posted(&site.house, body);
        let caller = caller(site, head);
        match (act.send)(&caller, place.clone(), &filling) {
            Ok(sent) => redirect(&sent),
            Err(Stop::Refused(Refusal::Invalid(problems))) => {
                filling.problems = problems;
                match (act.show)(&caller, place.clone(), &filling) {
                    Ok(view) => site.page(None, view, StatusCode::UNPROCESSABLE_ENTITY),
                    Err(stop) => site.stopped(None, stop, act.name, false),
                }
            }
            Err(stop) => site.stopped(None, stop, act.name, false),
        }
    }
}

/// Nobody is signed in: whose words were being sent, if the token still says, and where to go.
struct Away {
    owner: Option<domain::id::Id<domain::staff::Staff>>,
    answer: Response,
}

fn visit<'a>(site: &'a Site, head: &Parts) -> Result<Visit<'a>, Response> {
    resumed(site, head).map_err(|away| away.answer)
}

fn resumed<'a>(site: &'a Site, head: &Parts) -> Result<Visit<'a>, Away> {
    let path = head.uri.path();
    let next = form_urlencoded::Serializer::new(String::new()).append_pair("next", path).finish();
    let sign_in = |owner| Away { owner, answer: see_other(&format!("/sign-in?{next}")) };
    let Some(token) = cookie_token(head) else { return Err(sign_in(None)) };
    match casework::resume(&site.house, &token) {
        Ok(Resumed::Live { session, ends_at }) => {
            let query = Fields::read(head.uri.query().unwrap_or_default().as_bytes());
            Ok(Visit { session, path: path.into(), query, token, ends_at })
        }
        Ok(Resumed::Ended { staff }) => Err(sign_in(Some(staff))),
        Ok(Resumed::Unknown) => Err(sign_in(None)),
        Err(stop) => Err(Away { owner: None, answer: site.stopped(None, stop, "sign-in", false) }),
    }
}

fn caller<'a>(site: &'a Site, head: &Parts) -> Caller<'a> {
    let address = head.extensions.get::<axum::extract::ConnectInfo<std::net::SocketAddr>>();
    Caller {
        house: &site.house,
        query: Fields::read(head.uri.query().unwrap_or_default().as_bytes()),
        address: address.map_or_else(|| "unknown".into(), |info| info.0.ip().to_string()),
        token: cookie_token(head),
    }
}

fn cookie_token(head: &Parts) -> Option<String> {
    head.headers.get_all(header::COOKIE).iter().find_map(|value| token(value.to_str().ok()?).map(String::from))
}

fn filling<P: Place>(visit: &Visit<'_>, act: &Act<P>, place: &P) -> Result<Filling, Stop> {
    if let Some(Draft { form, opened, fields, saved_at, .. }) = casework::draft::find(&visit.session, &visit.path)? {
        let fields = Fields::from(fields);
        return Ok(Filling { fields, form, opened, problems: Vec::new(), draft_saved_at: Some(saved_at), conflict: None });
    }
    Ok(blank(visit.house(), (act.prefill)(visit, place, At::Now)?))
}

fn blank(house: &House, Prefilled { fields, version }: Prefilled) -> Filling {
    Filling { fields, form: house.id(), opened: version, problems: Vec::new(), draft_saved_at: None, conflict: None }
}

fn posted(house: &House, body: &Bytes) -> Filling {
    let fields = Fields::read(body);
    let form = fields.get("form").parse().unwrap_or_else(|_| house.id());
    let opened = fields.get("opened").parse().unwrap_or_default();
    Filling { fields, form, opened, problems: Vec::new(), draft_saved_at: None, conflict: None }
}

fn conflict<P: Place>(visit: &Visit<'_>, act: &Act<P>, place: &P, opened: u64, now: u64) -> Result<Conflict, Stop> {
    let base = (act.prefill)(visit, place, At::Version(opened))?.fields;
    let theirs = (act.prefill)(visit, place, At::Now)?.fields;
    Ok(Conflict { base, theirs, now })
}

fn keep(site: &Site, owner: domain::id::Id<domain::staff::Staff>, path: &str, filling: &Filling) {
    let kept = casework::draft::keep(&site.house, owner, filling.form, path, filling.opened, filling.fields.pairs());
    if let Err(stop) = kept {
        tracing::error!(%stop, "a draft could not be kept");
    }
}

fn redirect(sent: &Sent) -> Response {
    let mut answer = see_other(&sent.to);
    if let Some(cookie) = sent.cookie.as_deref().and_then(|cookie| HeaderValue::from_str(cookie).ok()) {
        answer.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    answer
}

/// After a form is taken: the page that shows the result, asked with GET.
fn see_other(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response(),
        Err(_) => StatusCode::SEE_OTHER.into_response(),
    }
}

impl Site {
    /// A page in its shell.
    pub(super) fn page(&self, visit: Option<&Visit<'_>>, view: View, status: StatusCode) -> Response {
        let page = self.shell.around(visit, view, status);
        (status, axum::response::Html(page.into_string())).into_response()
    }

    /// There is nothing here, or nothing that this viewer may know of: the same words for both.
    pub(super) fn not_found(&self) -> Response {
        self.stopped(None, Refusal::NotFound.into(), "", false)
    }

    /// Something of ours failed.
    pub(super) fn failed(&self, kept: bool) -> Response {
        self.page(None, crate::shell::sorry(kept), StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// A refusal or a failure as a page.
    pub(super) fn stopped(&self, visit: Option<&Visit<'_>>, stop: Stop, name: &'static str, kept: bool) -> Response {
        let refusal = match stop {
            Stop::Refused(refusal) => refusal,
            Stop::Failed(failure) => {
                tracing::error!(page = name, %failure, "a page failed");
                return self.failed(kept);
            }
        };
        let status = match &refusal {
            Refusal::NotFound => StatusCode::NOT_FOUND,
            Refusal::NotAllowed(_) => StatusCode::FORBIDDEN,
            Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::NotNow(_) | Refusal::Changed { .. } => StatusCode::CONFLICT,
            Refusal::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        self.page(visit, crate::shell::refused(&refusal, kept), status)
    }
}
