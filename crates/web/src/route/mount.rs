//! What is mounted, and the site it stands on: pages in their shell, refusals and failures as pages.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use casework::{House, Stop};
use domain::access::Action;
use domain::refusal::Refusal;

use super::View;
use super::visit::Visit;
use crate::settings::Settings;
use crate::shell;

/// What every page stands on: the house, and how the site is set up.
#[derive(Clone)]
pub struct Site {
    /// The house.
    pub house: House,
    /// How it is set up.
    pub settings: Arc<Settings>,
}

/// What is mounted at a path, and the act it is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page for a signed-in person.
    Page(Action),
    /// A form for a signed-in person.
    Act(Action),
    /// A file for a signed-in person to keep.
    Download(Action),
    /// A page that is asked by posting, and changes nothing.
    Lookup(Action),
    /// A part of a page.
    Fragment(Action),
    /// A few words for a script of a signed-in person's page.
    Signal,
    /// A page for anybody.
    OpenPage,
    /// A form for anybody.
    OpenAct,
}

impl Kind {
    /// The act; nothing for what anybody may ask.
    pub fn action(self) -> Option<Action> {
        match self {
            Kind::Page(action)
            | Kind::Act(action)
            | Kind::Download(action)
            | Kind::Lookup(action)
            | Kind::Fragment(action) => Some(action),
            Kind::Signal => Some(Action::SeeOwnWork),
            Kind::OpenPage | Kind::OpenAct => None,
        }
    }

    /// Whether it can be opened as a page.
    pub fn is_page(self) -> bool {
        !matches!(self, Kind::Fragment(_) | Kind::Signal)
    }

    /// Whether something can be posted to it.
    pub fn takes_post(self) -> bool {
        !matches!(self, Kind::Page(_) | Kind::Download(_) | Kind::OpenPage)
    }
}

/// A page that is mounted: what the tests walk.
pub struct Mount {
    path: &'static str,
    name: &'static str,
    kind: Kind,
    router: Router<Site>,
}

impl Mount {
    pub(super) fn new(path: &'static str, name: &'static str, kind: Kind, router: Router<Site>) -> Self {
        Mount { path, name, kind, router }
    }

    /// The path.
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// The name in the log.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub(crate) fn into_router(self) -> Router<Site> {
        self.router
    }
}

impl Site {
    /// A page in its shell.
    pub(super) fn page(&self, visit: Option<&Visit<'_>>, view: View, status: StatusCode) -> Response {
        let page = shell::around(self, visit, view, status == StatusCode::UNPROCESSABLE_ENTITY);
        (status, Html(page.into_string())).into_response()
    }

    /// Something of ours failed. The number on the page is the number in the log.
    pub(super) fn failed(
        &self,
        visit: Option<&Visit<'_>>,
        what: &str,
        page: &str,
        left: &shell::Left,
    ) -> Response {
        let number = u32::from_le_bytes(self.house.chance());
        let number = format!("{:04}-{:04}", number % 10_000, number / 10_000 % 10_000);
        tracing::error!(page, number, what, "a page failed");
        self.page(visit, shell::sorry(&number, left), StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// More was sent than is taken.
    pub(super) fn too_much(&self) -> Response {
        self.page(None, shell::too_much(), StatusCode::PAYLOAD_TOO_LARGE)
    }

    /// A refusal or a failure as a page. `left` is what the person had typed.
    pub(super) fn stopped(
        &self,
        visit: Option<&Visit<'_>>,
        stop: Stop,
        page: &str,
        left: &shell::Left,
    ) -> Response {
        let refusal = match stop {
            Stop::Refusal(refusal) => refusal,
            Stop::Failure(failure) => return self.failed(visit, &whole(&failure), page, left),
        };
        let status = status(&refusal);
        self.page(visit, shell::refused(&refusal, left), status)
    }
}

/// The status of a refusal.
pub(super) fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::NotAllowed(_) => StatusCode::FORBIDDEN,
        Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::NotNow(_) | Refusal::Changed { .. } => StatusCode::CONFLICT,
        Refusal::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// A failure with its causes.
fn whole(failure: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(failure.source(), |cause| cause.source());
    causes.fold(failure.to_string(), |words, cause| format!("{words}: {cause}"))
}
