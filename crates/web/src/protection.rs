//! Around every answer, errors and files too: no script but ours, no framing, no sniffing, nothing personal kept by a cache (ASVS 3.4, 14.3), no
//! posting from another site (ASVS 3.5), an end to waiting, and a log without names: of a path only its pattern.

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use domain::refusal::Refusal;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::Level;

use crate::route::{self, Sandboxed, Site};
use crate::shell;

/// The most that is taken at once.
const MOST_BYTES: usize = 8 * 1024 * 1024;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// For somebody else's file: even if a browser showed it, nothing in it would run.
const SANDBOX: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

static EVERYWHERE: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// The routes with all of it around them. The last layer is the outermost.
pub(crate) fn protected(routes: Router<Site>, site: &Site) -> Router<Site> {
    routes
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn_with_state(site.clone(), in_time))
        .layer(CsrfLayer::new().with_rejection_response(from_elsewhere(site)))
        .layer(CompressionLayer::new())
        .layer(middleware::map_response(marked))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_response(DefaultOnResponse::new().level(Level::INFO)),
        )
}

/// A request in the log: what was asked, never of whom. A path that matches nothing may hold anything, so it is not written.
fn span(request: &Request) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    tracing::info_span!("request", method = %request.method(), route)
}

/// Puts the headers on an answer. Whatever does not say otherwise is not to be stored.
async fn marked(mut answer: Response) -> Response {
    let sandboxed = answer.extensions().get::<Sandboxed>().is_some();
    let headers = answer.headers_mut();
    for (name, value) in &EVERYWHERE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if sandboxed {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

/// The answer to what another site had somebody's browser post. It sends no cookie's page back: only words.
fn from_elsewhere(site: &Site) -> impl Fn(ProtectionError) -> Response + Clone + use<> {
    let site = site.clone();
    move |_| {
        let words =
            "This was sent from another site, so nothing was done. Open the page here and send it again.";
        let view = shell::refused(&Refusal::not_allowed(words), &shell::Left::Nothing);
        (StatusCode::FORBIDDEN, Html(shell::around(&site, None, view, false).into_string())).into_response()
    }
}

/// An answer, or that the service is busy when it takes too long.
async fn in_time(State(site): State<Site>, request: Request, next: Next) -> Response {
    let system = request.uri().path().starts_with("/api/");
    match tokio::time::timeout(site.settings.longest_answer, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) if system => route::too_busy(),
        Err(_) => {
            let page = shell::around(&site, None, shell::taking_long(), false);
            (StatusCode::SERVICE_UNAVAILABLE, Html(page.into_string())).into_response()
        }
    }
}
