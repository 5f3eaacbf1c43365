//! The document: levels, and under each its numbered paragraphs, as they stand or as they stood when somebody decided by them.

use casework::Stop;
use casework::threshold::{Document, document};
use design::govuk::{Details, InsetText};
use domain::access::Action;
use domain::calendar::london;
use domain::pack::{ConcernKind, Level, Paragraph};
use maud::{Markup, html};

use super::like;
use crate::route::{Page, View, Visit};

pub(super) static DOCUMENT: Page<()> =
    Page { path: "/thresholds", name: "threshold document", action: Action::ChangePack, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let asked = visit.query.get("pack");
    let found = document(&visit.session, Some(asked).filter(|asked| !asked.is_empty()))?;
    let thresholds = &found.thresholds;
    let body = html! {
        h1 class="govuk-heading-l" { (thresholds.title) }
        p class="govuk-body" { "Version " (thresholds.version) ". " (thresholds.source) "." }
        (standing(&found))
        p class="govuk-body" { "A paragraph is an example to think with. History and the child’s own experience weigh more than any single line." }
        @for level in &thresholds.levels { (level_of(visit, &found, level)) }
        (versions(&found))
    };
    Ok(View::new("Threshold document", body))
}

fn standing(found: &Document) -> Markup {
    html! {
        @if !found.in_use {
            (InsetText::new(html! {
                strong { "As it stood under pack " (found.pack_version) "." }
                " Decisions made then rest on these words. "
                a class="govuk-link" href="/thresholds" { "The document as it is now" }
            }))
        }
    }
}

fn level_of(visit: &Visit<'_>, found: &Document, level: &Level) -> Markup {
    let paragraphs = found.thresholds.at_level(level.level);
    html! {
        h2 class="govuk-heading-m" id=(format!("level-{}", level.level)) { "Level " (level.level) ": " (level.name) }
        p class="govuk-body" { (level.text) }
        @for (concern, paragraph) in paragraphs { (paragraph_of(visit, found, concern, paragraph)) }
    }
}

fn paragraph_of(visit: &Visit<'_>, found: &Document, concern: &ConcernKind, paragraph: &Paragraph) -> Markup {
    html! {
        h3 class="govuk-heading-s govuk-!-margin-bottom-1" id=(paragraph.id) { (paragraph.number) " " (concern.name) }
        p class="govuk-body" {
            (paragraph.text)
            @if paragraph.version != found.thresholds.version { " (as of " (paragraph.version) ")" }
            @if found.in_use && visit.may(Action::SeeDecisionsLike) {
                " " a class="govuk-link" href=(like::address(&paragraph.id)) {
                    "Decisions that cite this" span class="govuk-visually-hidden" { ": " (paragraph.number) " " (concern.name) }
                }
            }
        }
    }
}

/// The versions under which somebody decided.
fn versions(found: &Document) -> Markup {
    let list = html! {
        ul class="govuk-list govuk-list--bullet" {
            @for version in &found.versions {
                li {
                    a class="govuk-link" href=(like::kept_address(&version.pack_version)) { "Version " (version.document_version) ", pack " (version.pack_version) }
                    ", decided by since " (london::date_in_words(london::date_of(version.kept_at)))
                }
            }
        }
    };
    html! {
        @if !found.versions.is_empty() { (Details::new("The versions that decisions were made under", list)) }
    }
}
