//! Who comes with a request: the signed-in person of its cookie, or anybody.

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::{Resumed, Stop};
use domain::id::Id;
use domain::staff::Staff;
use std::net::SocketAddr;

use super::visit::{Caller, Visit, cookie_for, no_cookie, token};
use super::{Fields, Sent, SignIn, Site};

/// Why a request is not a signed-in person's.
pub(super) enum Away {
    /// Nobody is signed in. `owner` is whose sign-in ran out, so that what they were writing is kept for them alone.
    SignedOut {
        /// Who.
        owner: Option<Id<Staff>>,
    },
    /// It could not be found out.
    Stopped(Stop),
}

/// The signed-in person of a request.
pub(super) fn resumed<'a>(site: &'a Site, head: &Parts) -> Result<Visit<'a>, Away> {
    let Some(token) = cookie_token(site, head) else { return Err(Away::SignedOut { owner: None }) };
    match casework::resume(&site.house, &token) {
        Ok(Resumed::Live { session, ends_at }) => {
            Ok(Visit { session, path: head.uri.path().into(), query: query(head), token, ends_at })
        }
        Ok(Resumed::Ended { staff }) => Err(Away::SignedOut { owner: Some(staff) }),
        Ok(Resumed::Unknown) => Err(Away::SignedOut { owner: None }),
        Err(stop) => Err(Away::Stopped(stop)),
    }
}

/// To the sign-in page, and back afterwards: `page` is where, for `owner` when that is known.
pub(super) fn to_sign_in(page: &str, owner: Option<Id<Staff>>) -> Response {
    if page == "/" && owner.is_none() {
        return see_other("/sign-in");
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("next", page);
    if let Some(owner) = owner {
        query.append_pair("for", &owner.to_string());
    }
    see_other(&format!("/sign-in?{}", query.finish()))
}

/// Anybody's request.
pub(super) fn caller<'a>(site: &'a Site, head: &Parts) -> Caller<'a> {
    Caller {
        house: &site.house,
        settings: &site.settings,
        path: head.uri.path().into(),
        query: query(head),
        address: address(site, head),
        token: cookie_token(site, head),
    }
}

/// Where a request came from. Only the council's own proxy is believed, and only the last address in its header, which it wrote itself.
pub(super) fn address(site: &Site, head: &Parts) -> String {
    if site.settings.behind_proxy {
        let forwarded = head.headers.get_all("x-forwarded-for").iter().next_back();
        let last = forwarded.and_then(|value| value.to_str().ok()).and_then(|value| value.rsplit(',').next());
        if let Some(address) = last {
            return address.trim().to_owned();
        }
    }
    let peer = head.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map_or_else(|| "unknown".into(), |info| info.0.ip().to_string())
}

fn query(head: &Parts) -> Fields {
    Fields::read(head.uri.query().unwrap_or_default().as_bytes())
}

fn cookie_token(site: &Site, head: &Parts) -> Option<String> {
    let cookies = head.headers.get_all(header::COOKIE).iter();
    cookies
        .filter_map(|value| value.to_str().ok())
        .find_map(|cookies| token(&site.settings, cookies))
        .map(String::from)
}

/// A form was taken: the page that shows the result, asked with GET, or the page that is shown once.
pub(super) fn taken(site: &Site, visit: Option<&Visit<'_>>, sent: Sent) -> Response {
    let mut answer = match sent.once {
        Some(view) => site.page(visit, view, StatusCode::OK),
        None => see_other(&sent.to),
    };
    let headers = answer.headers_mut();
    let cookie = match &sent.sign_in {
        SignIn::Unchanged => return answer,
        SignIn::Token(token) => cookie_for(&site.settings, token),
        SignIn::Gone => {
            headers.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
            no_cookie(&site.settings)
        }
    };
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    answer
}

fn see_other(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response(),
        Err(_) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, HeaderValue::from_static("/"))]).into_response()
        }
    }
}
