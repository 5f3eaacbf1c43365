//! Closing a child's episode, page by page: proposed with what changed and what remains, decided by a manager, corrected when it was made in error; who was
//! told, and whether early help accepted.

mod correct;
mod decide;
mod list;
mod page;
mod propose;
mod questions;
mod section;
mod tell;
mod words;

pub(crate) use section::{acts, of_child, on_work_page};

use casework::closure::ClosureView;
use design::govuk::BackLink;
use domain::closure::Closure;
use domain::id::Id;
use maud::{Markup, Render, html};

use crate::route::{At, Fields, Mount, Prefilled, Visit};

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        propose::PROPOSE.mount(),
        propose::AGAIN.mount(),
        propose::TAKE_BACK.mount(),
        page::PAGE.mount(),
        decide::DECIDE.mount(),
        correct::CORRECT.mount(),
        tell::TOLD.mount(),
        tell::ACCEPTED.mount(),
    ]
}

/// The address of a closing's page, or of one below it.
pub(crate) fn address(closure: Id<Closure>, below: &str) -> String {
    format!("/closures/{closure}{below}")
}

/// The way back to the closing.
fn back(closure: Id<Closure>) -> Markup {
    BackLink { content: "Back to the closing".into(), ..BackLink::to(address(closure, "")) }.render()
}

/// What a short form about a closing starts from: nothing typed, at the version that stands.
fn at_version(visit: &Visit<'_>, closure: Id<Closure>, at: At) -> Result<Prefilled, casework::Stop> {
    let version = match at {
        At::Now => casework::closure::view(&visit.session, closure)?.closure.version.0,
        At::Version(version) => version,
    };
    Ok(Prefilled { fields: Fields::default(), version })
}

/// What the page is and whom it is about, above what is done on it.
fn heading(view: &ClosureView, title: &str) -> Markup {
    html! {
        span class="govuk-caption-l" { "Closing, " (words::name(&view.name)) }
        h1 class="govuk-heading-l" { (title) }
    }
}
