//! A file that a signed-in person takes away: it goes the same way as a page, and is noted like one.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use casework::Stop;
use domain::access::Action;

use super::mount::{Kind, Mount, Site};
use super::page::{InPath, NO_BODY, Place, ask};
use super::visit::Visit;

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name: letters, figures, stops and hyphens. It stands in a header and in folders, so it names nobody.
    pub name: String,
    /// What kind it is.
    pub kind: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A file for a signed-in person.
pub struct Download<P> {
    /// The path, in the router's notation.
    pub path: &'static str,
    /// Its name in the log.
    pub name: &'static str,
    /// The act it is part of: whoever has no role for it never comes here.
    pub action: Action,
    /// The file.
    pub file: fn(&Visit<'_>, P) -> Result<File, Stop>,
}

impl<P: Place> Download<P> {
    /// Mounts the file.
    pub fn mount(&'static self) -> Mount {
        let show = move |State(site): State<Site>, place: InPath<P>, head: Parts| {
            ask(site, place, head, NO_BODY, |asked| asked.give_file(self))
        };
        let routes = Router::new().route(self.path, get(show));
        Mount::new(self.path, self.name, Kind::Download(self.action), routes)
    }
}

impl IntoResponse for File {
    fn into_response(self) -> Response {
        let plain = |sign: &char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-');
        let name: String = self.name.chars().filter(plain).collect();
        let disposition = format!("attachment; filename=\"{name}\"");
        let head = [(header::CONTENT_TYPE, self.kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
        (head, self.bytes).into_response()
    }
}
