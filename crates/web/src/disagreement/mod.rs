//! Professional disagreements, page by page: raised from a child's record or by somebody of an agency, answered stage by stage, resolved with what changed.

mod answer;
mod list;
mod measures;
mod own;
mod page;
mod place;
mod raise;
mod resolve;
mod section;
mod speakers;

pub(crate) use list::on_work_page;
pub(crate) use own::on_first_page;
pub(crate) use section::{acts, line, of_child};

use design::govuk::BackLink;
use domain::disagreement::Disagreement;
use domain::id::Id;
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, Render, html};

use crate::route::{At, Fields, Mount, Prefilled, Visit};

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        measures::MEASURES.mount(),
        own::LIST.mount(),
        own::NEW.mount(),
        own::ONE.mount(),
        page::PAGE.mount(),
        answer::ANSWER.mount(),
        speakers::SPEAKERS.mount(),
        resolve::RESOLVE.mount(),
        raise::RAISE.mount(),
        place::PLACE.mount(),
    ]
}

/// The address of a disagreement's page, or of one below it.
fn address(disagreement: Id<Disagreement>, below: &str) -> String {
    format!("/disagreements/{disagreement}{below}")
}

/// The way back to the disagreement.
fn back(disagreement: Id<Disagreement>) -> Markup {
    BackLink { content: "Back to the disagreement".into(), ..BackLink::to(address(disagreement, "")) }
        .render()
}

/// What a form about a disagreement starts from: nothing typed, at the version that stands.
fn at_version(
    visit: &Visit<'_>,
    disagreement: Id<Disagreement>,
    at: At,
) -> Result<Prefilled, casework::Stop> {
    let version = match at {
        At::Now => casework::disagreement::view(&visit.session, disagreement)?.disagreement.version.0,
        At::Version(version) => version,
    };
    Ok(Prefilled { fields: Fields::default(), version })
}

/// A name that somebody typed, inside other words.
fn name(words: &str) -> Markup {
    html! { bdi { (shown_in_line(words)) } }
}

/// Words as they were typed, line by line.
fn verbatim(words: &str) -> Markup {
    html! { span class="app-wrap" dir="auto" { (shown(words)) } }
}

/// What the page is, above what is done on it.
fn heading(reference: &str, words: &str) -> Markup {
    html! {
        span class="govuk-caption-l" { "Professional disagreement " (reference) }
        h1 class="govuk-heading-l" { (words) }
    }
}
