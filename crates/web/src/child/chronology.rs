//! A child's chronology: a table made from the structured records, oldest first, with when it was known where that was later, what people said of
//! each entry, and where it comes from (domain register 1.15; ux.md 3.9).

use casework::Stop;
use casework::child::{ChildPage, Shown};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::chronology::{Entry, Verdict};
use domain::id::Id;
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use maud::{Markup, html};

use super::asked::{self, Asked};
use super::{at, identity, words};
use crate::route::{Page, View, Visit};

/// A child's chronology.
pub static CHRONOLOGY: Page<Id<Person>> =
    Page { path: "/children/{child}/chronology", name: "chronology", action: Action::ReadFile, show };

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let asked = asked::read(visit, child)?;
    let Shown::Content(page) = &asked.shown else {
        return Err(identity::refused(visit, child, Action::ReadFile)?.into());
    };
    let path = at(child, "/chronology");
    let entries = page.file.chronology(&visit.house().pack);
    let rejected = entries.iter().filter(|entry| !entry.stands()).count();
    let all = visit.query.get("rejected") == "shown";
    let curates = casework::child::may(&visit.session, child)?.contains(&Action::CurateChronology);
    let rows: Vec<_> =
        entries.iter().filter(|entry| all || entry.stands()).map(|entry| row(page, entry, curates)).collect();
    let heads = ["Happened", "What happened", "Known", "Significance", "Source"];
    let caption = match rows.len() {
        1 => "1 entry".to_owned(),
        many => format!("{many} entries, oldest first"),
    };
    let table = CaseTable {
        empty: "Nothing is recorded.".into(),
        ..CaseTable::new(caption, heads.map(Column::new).into(), rows)
    };
    let body = html! {
        (asked.banner(page, &path))
        h1 class="govuk-heading-l" { "Chronology" }
        (identity::notices(visit, page))
        (filter(&asked, page, &path, rejected, all))
        (table)
        @for closed in &page.closed { p class="govuk-body" { "A record that is also about another child. " (closed) } }
        (asked.controls(page, &path))
    };
    Ok(identity::around(page, "Chronology", body).wide())
}

/// Rejected entries are kept, and shown when asked for.
fn filter(asked: &Asked, page: &ChildPage, path: &str, rejected: usize, all: bool) -> Markup {
    let query = asked.query(page);
    let and = if query.is_empty() { "?" } else { "&" };
    html! {
        @if all {
            p class="govuk-body" { a class="govuk-link" href={ (path) (query) } { "Leave out what was rejected" } }
        } @else if rejected > 0 {
            p class="govuk-body" { a class="govuk-link" href={ (path) (query) (and) "rejected=shown" } { "Show what was rejected: " (rejected) } }
        }
    }
}

fn row(page: &ChildPage, entry: &Entry, curates: bool) -> Vec<design::Content> {
    vec![
        words::happened(entry).into(),
        told(page, entry).into(),
        known(entry).into(),
        significance(page, entry).into(),
        source(page, entry, curates).into(),
    ]
}

/// The words that stand; where a person wrote others, the proposed ones beside them.
fn told(page: &ChildPage, entry: &Entry) -> Markup {
    let edited =
        entry.curation.as_ref().is_some_and(|curation| matches!(curation.verdict, Verdict::Edited { .. }));
    html! {
        (words::entry(page, entry))
        @if edited { span class="govuk-hint" { "From the record: " (words::verbatim(&entry.words)) } }
        @if !entry.stands() { " " strong { "Rejected" } }
    }
}

/// When the council knew, where that differs from when it happened.
fn known(entry: &Entry) -> Markup {
    let day = london::date_of(entry.known_at);
    match entry.happened {
        PartialDate::Exact(happened) if happened == day => words::nothing("The same day"),
        _ => html! { (london::date_in_words(day)) },
    }
}

fn significance(page: &ChildPage, entry: &Entry) -> Markup {
    let Some(curation) = &entry.curation else { return words::nothing("Nobody has said") };
    html! {
        @if curation.significant { strong { "Significant: " } }
        @else if curation.verdict == Verdict::Rejected { "Not part of it: " }
        @else { "Not significant" @if !curation.reason.trim().is_empty() { ": " } }
        (words::verbatim(&curation.reason))
        span class="govuk-hint" { (words::name(page.names.name(curation.by))) ", " (words::day(curation.at)) }
    }
}

fn source(page: &ChildPage, entry: &Entry, curates: bool) -> Markup {
    let child = page.file.child.record.id;
    let source = &entry.source;
    let href = match source.kind.as_str() {
        "contact" => Some(format!("/contacts/{}", source.record)),
        "event" => Some(at(child, &format!("/events/{}", source.record))),
        "safety_plan" => Some(format!("/safety-plans/{}", source.record)),
        _ => None,
    };
    let kind = match source.kind.as_str() {
        "contact" => "Contact",
        "episode" => "Episode of need",
        "involvement" => "Involvement",
        "event" => "Significant event",
        "safety_plan" => "Safety plan",
        other => other,
    };
    let curate = format!("{}?{}", at(child, "/chronology/entry"), super::entry::query(source));
    html! {
        @match href { Some(href) => a class="govuk-link" href=(href) { (kind) }, None => (kind) }
        @if curates {
            br;
            a class="govuk-link" href=(curate) { "Say what it means" span class="govuk-visually-hidden" { ": " (entry.happened) ", " (kind) ", " (source.event) } }
        }
    }
}
