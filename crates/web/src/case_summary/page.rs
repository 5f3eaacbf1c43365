//! A child's case summary with its past: as it stands, or as it was known, and every version there was.

use casework::Stop;
use casework::case_summary::{SummaryView, view};
use casework::child::{Moment, Shown};
use design::govuk::{SummaryList, SummaryRow};
use domain::access::Action;
use domain::calendar::london;
use domain::case_summary::SummaryEdition;
use domain::id::Id;
use domain::pack::Pack;
use domain::person::Person;
use maud::{Markup, html};

use super::{at, block};
use crate::child::asked::{self, When};
use crate::child::{identity, words};
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

/// The summary.
pub(super) static PAGE: Page<Id<Person>> =
    Page { path: "/children/{child}/summary", name: "case summary", action: Action::ReadCaseSummary, show };

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let asked = asked::read(visit, child)?;
    if let Shown::Restricted(_) = &asked.shown {
        return Err(identity::refused(visit, child, Action::ReadCaseSummary)?.into());
    }
    let Shown::Content(page) = &asked.shown else {
        let view = view(&visit.session, child, Moment::Now)?;
        let body = html! {
            h1 class="govuk-heading-l" { "Case summary" }
            (block::of_view(&visit.house().pack, &view))
            (around(&view))
        };
        return identity::about(visit, child, Action::ReadCaseSummary, "Case summary", body);
    };
    let moment = match (asked.when, page.file.known) {
        (When::Now, _) | (_, domain::child_file::Known::Now) => Moment::Now,
        (_, domain::child_file::Known::At(seq)) => Moment::Entry(casework::Seq(seq)),
    };
    let mut view = view(&visit.session, child, moment)?;
    if asked.when != When::Now {
        view.may.clear();
    }
    let path = at(child, "");
    let body = html! {
        (asked.banner(page, &path))
        h1 class="govuk-heading-l" { "Case summary" }
        (identity::notices(visit, page))
        (block::of_view(&visit.house().pack, &view))
        (around(&view))
        (before(&visit.house().pack, &view))
        (asked.controls(page, &path))
    };
    Ok(identity::around(page, "Case summary", body))
}

/// What the record knows by itself and a stranger needs beside the words: whom to ring, what to know first.
fn around(view: &SummaryView) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Who works with the child" }
        @if view.involved.is_empty() { p class="govuk-body" { "Nobody is allocated." } } @else {
            ul class="govuk-list govuk-list--bullet" { @for who in &view.involved { li { (words::name(who)) } } }
        }
        @if !view.hazards.is_empty() {
            h2 class="govuk-heading-m" { "To know first, from the record" }
            ul class="govuk-list govuk-list--bullet" { @for hazard in &view.hazards { li { (words::name(hazard)) } } }
        }
        @if view.summary.is_some() {
            p class="govuk-body" { a class="govuk-link" href=(at(view.child, "/print")) { "Print it on one page" } }
        }
        p class="govuk-body" { a class="govuk-link" href={ "/children/" (view.child) "/voice" } { "What the child says and shows" } }
    }
}

fn before(pack: &Pack, view: &SummaryView) -> Markup {
    let Some(summary) = &view.summary else { return Markup::default() };
    html! {
        @if !summary.before.is_empty() {
            h2 class="govuk-heading-m" { "Earlier versions" }
            @for (place, edition) in summary.before.iter().enumerate().rev() { (earlier(pack, view, place + 1, edition)) }
        }
    }
}

fn earlier(pack: &Pack, view: &SummaryView, number: usize, edition: &SummaryEdition) -> Markup {
    let rows = edition.words.parts().into_iter().filter(|(_, _, said)| !said.is_empty());
    let rows = rows.map(|(_, title, said)| SummaryRow::new(title, words::verbatim(said))).collect();
    html! {
        details class="govuk-details" {
            summary class="govuk-details__summary" {
                span class="govuk-details__summary-text" { "Version " (number) " of " (london::moment_in_words(edition.at)) }
            }
            div class="govuk-details__text" {
                p class="govuk-body" { "Signed " (words::name(view.names.name(edition.by))) "." }
                (SummaryList::new(rows))
                (further_told(pack, edition.further.as_ref()))
            }
        }
    }
}
