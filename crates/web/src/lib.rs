//! Pages: a folder an area, a file an act. A page never touches the store; it asks a use case, and builds its answer with components.
//!
//! [`site`] is the whole of it as a router; [`mounts`] is what it is made of, so that the tests walk every page there is.

pub mod administration;
mod api;
mod assets;
mod child;
mod contact;
mod drafts;
pub mod forms;
pub mod handover;
mod mash;
mod meeting;
mod notification;
mod partner;
mod person;
mod protection;
mod referral;
pub mod route;
pub mod search;
mod settings;
mod shell;
pub mod sign_in;
pub mod work;
// Thresholds, consistently; and referrals accepted or not.
mod acceptance;
mod consistency;
mod second_reading;
mod threshold;
// Strategy discussions.
mod strategy;

mod event;
mod section47;
mod watch;
// Conferences and professional disagreements.
mod conference;
mod disagreement;
// Safety now.
mod power;

mod chronology;
mod safety_plan;
// Documents that are given to somebody.
mod document;
// Assessments.
mod assessment;

// Plans for children in need, and closing.
mod child_in_need;
mod closure;
// A council's own forms about a child.
mod local_form;
// The child's story.
mod case_summary;
mod network;
mod voice;

// Audits, calibration, practice development and the measures of consistency.
mod audit;
mod calibration;
mod practice_development;
mod quality;
// National returns.
mod data_quality;
// What an inspector is given.
mod inspection;
// What is sent to the Department each day.
mod daily_feed;
// Moving in.
mod import;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use casework::House;

pub use document::Pictures;
use route::{Mount, Site};
pub use settings::{DemoPerson, Settings};

/// Every page there is.
pub fn mounts() -> Vec<Mount> {
    let areas = [
        administration::mounts(),
        child::mounts(),
        contact::mounts(),
        drafts::mounts(),
        mash::mounts(),
        handover::mounts(),
        meeting::mounts(),
        referral::mounts(),
        search::mounts(),
        sign_in::mounts(),
        work::mounts(),
        api::mounts(),
        notification::mounts(),
        acceptance::mounts(),
        consistency::mounts(),
        second_reading::mounts(),
        threshold::mounts(),
        partner::mounts(),
        person::mounts(),
        event::mounts(),
        watch::mounts(),
        strategy::mounts(),
        section47::mounts(),
        conference::mounts(),
        disagreement::mounts(),
        power::mounts(),
        safety_plan::mounts(),
        child_in_need::mounts(),
        closure::mounts(),
        document::mounts(),
        assessment::mounts(),
        chronology::mounts(),
        forms::mounts(),
        local_form::mounts(),
        case_summary::mounts(),
        network::mounts(),
        voice::mounts(),
        audit::mounts(),
        calibration::mounts(),
        practice_development::mounts(),
        quality::mounts(),
        data_quality::mounts(),
        inspection::mounts(),
        daily_feed::mounts(),
        import::mounts(),
    ];
    areas.into_iter().flatten().collect()
}

/// The whole site.
pub fn site(house: House, settings: Settings) -> Router {
    site_of(mounts(), house, settings)
}

/// A site of these pages: the whole site, or the pages of a test.
pub fn site_of(mounts: Vec<Mount>, house: House, settings: Settings) -> Router {
    let site = Site { house, settings: Arc::new(settings), watchers: Arc::default() };
    let pages = mounts.into_iter().fold(Router::new(), |all, mount| all.merge(mount.into_router()));
    let routes = pages.merge(assets::routes()).fallback(nothing).method_not_allowed_fallback(not_here);
    protection::protected(routes, &site).with_state(site)
}

async fn nothing(State(site): State<Site>, head: Parts) -> Response {
    if route::is_for_a_system(&head) {
        return route::no_such_thing();
    }
    route::nothing_there(site, head).await
}

async fn not_here(State(site): State<Site>, head: Parts) -> Response {
    if route::is_for_a_system(&head) {
        return route::another_method();
    }
    let mut answer = route::nothing_there(site, head).await;
    *answer.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    answer
}
