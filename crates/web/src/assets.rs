//! The files a browser loads. Their address changes whenever any of them does, so a browser may keep them for ever.

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::route::Site;

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The files.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/assets/{version}/{name}", get(file))
}

async fn file(Path((version, name)): Path<(String, String)>) -> Response {
    let Some(asset) = design::asset::find(&name) else { return StatusCode::NOT_FOUND.into_response() };
    // A page opened before an upgrade still finds its files, but nobody keeps today's under yesterday's address.
    let keep = if version == design::asset::version() { FOR_EVER } else { "no-store" };
    ([(header::CONTENT_TYPE, asset.content_type), (header::CACHE_CONTROL, keep)], asset.body).into_response()
}
