//! Answering: from a request to a visit, from a page or a refusal to an answer. What a person typed is kept before anything is refused.

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use casework::{Draft, Stop};
use domain::access::Action;
use domain::id::Id;
use domain::refusal::Refusal;
use domain::staff::Staff;

use super::arriving::{Away, caller, resumed, taken, to_sign_in};
use super::filling::{At, Conflict, Filling};
use super::mount::status;
use super::multipart::Parted;
use super::page::{Act, File, Fragment, Lookup, OpenAct, Page, Place, Signal};
use super::visit::{Caller, Visit};
use super::{Fields, Prefilled, Site, View};
use crate::shell::Left;

/// A request taken apart.
pub(super) struct Asked<P> {
    pub(super) site: Site,
    pub(super) place: P,
    pub(super) head: Parts,
    pub(super) body: Bytes,
    /// A form with files, taken apart as it came.
    pub(super) parted: Option<Parted>,
}

/// Runs an answer on a blocking thread. If it panics the page says so and the process lives.
pub(super) async fn on_a_thread(site: Site, answer: impl FnOnce() -> Response + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(answer).await {
        Ok(answer) => answer,
        Err(panic) => site.failed(None, &panic.to_string(), "any page", &Left::Nothing),
    }
}

/// There is nothing here, or nothing that this viewer may know of: the same words for both.
pub(crate) async fn nothing_there(site: Site, head: Parts) -> Response {
    let in_thread = site.clone();
    on_a_thread(site, move || {
        let visit = resumed(&in_thread, &head).ok();
        in_thread.stopped(visit.as_ref(), Refusal::NotFound.into(), "nothing", &Left::Nothing)
    })
    .await
}

impl<P: Place> Asked<P> {
    /// Somebody whose roles have this act, or the answer to anybody else. What may be done to one record, the use case asks the door.
    fn visitor(&self, action: Action, name: &str) -> Result<Visit<'_>, Box<Response>> {
        let visit = resumed(&self.site, &self.head).map_err(|away| Box::new(self.away(away, name)))?;
        self.admitted(visit, action, name, &Left::Nothing)
    }

    fn admitted<'v>(
        &'v self,
        visit: Visit<'v>,
        action: Action,
        name: &str,
        left: &Left,
    ) -> Result<Visit<'v>, Box<Response>> {
        if visit.may(action) {
            return Ok(visit);
        }
        // Whoever came by a link has one request: everywhere else there is nothing.
        if visit.session.actor.scope.is_some() {
            return Err(Box::new(self.site.stopped(Some(&visit), Refusal::NotFound.into(), name, left)));
        }
        let words = format!("Your role does not let you {}.", action.words());
        Err(Box::new(self.site.stopped(Some(&visit), Refusal::NotAllowed(words).into(), name, left)))
    }

    fn away(&self, away: Away, name: &str) -> Response {
        match away {
            Away::SignedOut { .. } => to_sign_in(self.head.uri.path(), None),
            Away::Stopped(stop) => self.site.stopped(None, stop, name, &Left::Nothing),
        }
    }

    fn shown(&self, visit: &Visit<'_>, shown: Result<View, Stop>, name: &str) -> Response {
        match shown {
            Ok(view) => self.site.page(Some(visit), view, StatusCode::OK),
            Err(stop) => self.site.stopped(Some(visit), stop, name, &Left::Nothing),
        }
    }

    /// Answers a signed-in person with a page.
    pub(super) fn show_page(self, page: &Page<P>) -> Response {
        match self.visitor(page.action, page.name) {
            Ok(visit) => self.shown(&visit, (page.show)(&visit, self.place.clone()), page.name),
            Err(answer) => *answer,
        }
    }

    /// Answers what a signed-in person asks by posting.
    pub(super) fn answer_lookup(self, lookup: &Lookup<P>) -> Response {
        match self.visitor(lookup.action, lookup.name) {
            Ok(visit) => self.shown(
                &visit,
                (lookup.show)(&visit, self.place.clone(), &Fields::read(&self.body)),
                lookup.name,
            ),
            Err(answer) => *answer,
        }
    }

    /// Answers with a form: as it was left in a draft, or filled from the record.
    pub(super) fn show_form(self, act: &Act<P>) -> Response {
        let visit = match self.visitor(act.action, act.name) {
            Ok(visit) => visit,
            Err(answer) => return *answer,
        };
        let filling = filling(&visit, act, &self.place);
        let shown = filling.and_then(|filling| (act.show)(&visit, self.place.clone(), &filling));
        self.shown(&visit, shown, act.name)
    }

    /// Takes a form. Whatever comes of it, what was typed is kept.
    pub(super) fn take_form(mut self, act: &Act<P>) -> Response {
        let parted = self.parted.take().unwrap_or_else(|| Parted::whole(&self.body));
        let Asked { site, place, head, .. } = &self;
        let cut = parted.cut;
        let mut filling = posted(site, parted);
        let visit = match resumed(site, head) {
            Ok(visit) => visit,
            Err(Away::SignedOut { owner: Some(owner) }) => {
                // The sign-in ended while they were writing: their words wait for them, and for nobody else.
                keep(site, owner, head.uri.path(), &filling);
                return to_sign_in(head.uri.path(), Some(owner));
            }
            Err(Away::SignedOut { owner: None }) => {
                return signed_out(site, head.uri.path(), act.name, &filling);
            }
            Err(Away::Stopped(stop)) => {
                return site.stopped(None, stop, act.name, &left(head.uri.path(), &filling));
            }
        };
        let visit = match self.admitted(visit, act.action, act.name, &left(head.uri.path(), &filling)) {
            Ok(visit) => visit,
            Err(answer) => return *answer,
        };
        let sent = if cut {
            Err(Refusal::field(FILES, "The files are too large together. Send fewer, or make them smaller.")
                .into())
        } else {
            (act.send)(&visit, place.clone(), &filling)
        };
        let stop = match sent {
            Ok(sent) => return taken(site, Some(&visit), sent),
            Err(stop) => stop,
        };
        filling.draft_saved_at = keep(site, visit.session.staff.id, &visit.path, &filling);
        self.again(&visit, act, filling, stop)
    }

    /// The same page with what was typed, when the form was not taken and the page can help; else a page that holds what was typed.
    fn again(&self, visit: &Visit<'_>, act: &Act<P>, mut filling: Filling, stop: Stop) -> Response {
        let Asked { site, place, .. } = self;
        let stopped =
            |stop, filling: &Filling| site.stopped(Some(visit), stop, act.name, &left(&visit.path, filling));
        let status = match stop {
            Stop::Refusal(Refusal::Invalid(problems)) => {
                filling.problems = problems;
                if filling.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
            }
            Stop::Refusal(Refusal::Changed { now, .. }) => {
                match conflict(visit, act, place, filling.opened, now) {
                    Ok(conflict) => {
                        filling.opened = now;
                        filling.conflict = Some(conflict);
                        StatusCode::CONFLICT
                    }
                    Err(stop) => return stopped(stop, &filling),
                }
            }
            stop => return stopped(stop, &filling),
        };
        match (act.show)(visit, place.clone(), &filling) {
            Ok(view) => site.page(Some(visit), view, status),
            Err(stop) => stopped(stop, &filling),
        }
    }

    /// Hands out a file.
    pub(super) fn hand_out(self, file: &File<P>) -> Response {
        let visit = match self.visitor(file.action, file.name) {
            Ok(visit) => visit,
            Err(answer) => return *answer,
        };
        match (file.get)(&visit, self.place.clone()) {
            Ok(attached) => attached.into_response(),
            Err(stop) => self.site.stopped(Some(&visit), stop, file.name, &Left::Nothing),
        }
    }

    /// Answers with a part of a page.
    pub(super) fn show_fragment(self, fragment: &Fragment<P>) -> Response {
        let visit = match self.visitor(fragment.action, fragment.name) {
            Ok(visit) => visit,
            Err(answer) => return *answer,
        };
        match (fragment.show)(&visit, self.place.clone(), &Fields::read(&self.body)) {
            Ok(markup) => Html(markup.into_string()).into_response(),
            Err(stop) => self.site.stopped(Some(&visit), stop, fragment.name, &Left::Nothing),
        }
    }

    /// Answers a script in a few words.
    pub(super) fn answer_signal(self, signal: &Signal<P>) -> Response {
        let filling = posted(&self.site, Parted::whole(&self.body));
        let visit = match resumed(&self.site, &self.head) {
            Ok(visit) => visit,
            Err(_) => return (StatusCode::UNAUTHORIZED, "You are signed out.").into_response(),
        };
        match (signal.answer)(&visit, self.place.clone(), &filling) {
            Ok(words) => words.into_response(),
            Err(Stop::Refusal(refusal)) => (status(&refusal), refusal.to_string()).into_response(),
            Err(Stop::Failure(failure)) => {
                tracing::error!(page = signal.name, %failure, "a page failed");
                (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong.").into_response()
            }
        }
    }

    /// Answers anybody with a page.
    pub(super) fn show_open_page(
        self,
        name: &str,
        show: impl FnOnce(&Caller<'_>, P) -> Result<View, Stop>,
    ) -> Response {
        let caller = caller(&self.site, &self.head);
        match show(&caller, self.place.clone()) {
            Ok(view) => self.site.page(None, view, StatusCode::OK),
            Err(stop) => self.site.stopped(None, stop, name, &Left::Nothing),
        }
    }

    /// Answers anybody with a form.
    pub(super) fn show_open_form(self, act: &OpenAct<P>) -> Response {
        let blank = Filling::blank(self.site.house.id(), Prefilled::default());
        self.show_open_page(act.name, |caller, place| (act.show)(caller, place, &blank))
    }

    /// Takes a form from anybody.
    pub(super) fn take_open_form(self, act: &OpenAct<P>) -> Response {
        let Asked { site, place, head, body, .. } = &self;
        let mut filling = posted(site, Parted::whole(body));
        let caller = caller(site, head);
        let left = left(&caller.path, &filling);
        let problems = match (act.send)(&caller, place.clone(), &filling) {
            Ok(sent) => return taken(site, None, sent),
            Err(Stop::Refusal(Refusal::Invalid(problems))) => problems,
            Err(stop) => return site.stopped(None, stop, act.name, &left),
        };
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        filling.problems = problems;
        match (act.show)(&caller, place.clone(), &filling) {
            Ok(view) => site.page(None, view, status),
            Err(stop) => site.stopped(None, stop, act.name, &left),
        }
    }
}

fn filling<P: Place>(visit: &Visit<'_>, act: &Act<P>, place: &P) -> Result<Filling, Stop> {
    let prefilled = (act.prefill)(visit, place, At::Now)?;
    let Some(Draft { form, opened, fields, saved_at, .. }) =
        casework::draft::find(&visit.session, &visit.path)?
    else {
        return Ok(Filling::blank(visit.house().id(), prefilled));
    };
    // Where nobody changed what this page asks, a draft goes on from the record as it stands: what is on the page now is what its author sees.
    let unchanged = opened == prefilled.version
        || (act.prefill)(visit, place, At::Version(opened)).is_ok_and(|base| base.fields == prefilled.fields);
    let version = if unchanged { prefilled.version } else { opened };
    let drafted = Prefilled { fields: Fields::from(fields), version };
    Ok(Filling { draft_saved_at: Some(saved_at), ..Filling::blank(form, drafted) })
}

/// The field of the files of a form that has some.
const FILES: &str = "file";

fn posted(site: &Site, parted: Parted) -> Filling {
    let Parted { mut fields, files, content, .. } = parted;
    let form = fields.take(design::FORM_FIELD).parse().unwrap_or_else(|_| site.house.id());
    let version = fields.take(design::VERSION_FIELD).parse().unwrap_or_default();
    Filling { content, files, ..Filling::blank(form, Prefilled { fields, version }) }
}

fn conflict<P: Place>(
    visit: &Visit<'_>,
    act: &Act<P>,
    place: &P,
    opened: u64,
    now: u64,
) -> Result<Conflict, Stop> {
    let base = (act.prefill)(visit, place, At::Version(opened))?.fields;
    let theirs = (act.prefill)(visit, place, At::Now)?.fields;
    Ok(Conflict { base, theirs, now })
}

/// Keeps what was typed as a draft of the page, and says when; nothing when there is nothing worth keeping or it could not be kept.
fn keep(site: &Site, owner: Id<Staff>, page: &str, filling: &Filling) -> Option<jiff::Timestamp> {
    let fields = filling.fields.without_secrets();
    if fields.is_empty() {
        return None;
    }
    match casework::draft::keep(&site.house, owner, filling.form, page, filling.opened, fields.pairs()) {
        Ok(at) => Some(at),
        Err(Stop::Refusal(_)) => None,
        Err(Stop::Failure(failure)) => {
            tracing::error!(%failure, "a draft could not be kept");
            None
        }
    }
}

/// What a person had typed, for a page that cannot show their form.
/// Nobody knows whose words these are (signed out in another tab): they go back to whoever sent them, and nowhere else.
fn signed_out(site: &Site, page: &str, name: &'static str, filling: &Filling) -> Response {
    match left(page, filling) {
        Left::Nothing => to_sign_in(page, None),
        typed => {
            let words =
                "You are signed out. Nothing is lost: sign in again in another tab, then send this again.";
            site.stopped(None, Refusal::not_allowed(words).into(), name, &typed)
        }
    }
}

fn left(page: &str, filling: &Filling) -> Left {
    let fields = filling.fields.without_secrets();
    if fields.is_empty() {
        return Left::Nothing;
    }
    Left::Typed { page: page.to_owned(), fields, draft: filling.draft_saved_at.is_some() }
}
