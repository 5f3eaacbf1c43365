//! The summary as it stands on other pages: signed and dated, with its age and whether it can be relied on.

use casework::Stop;
use casework::case_summary::{SummaryView, view};
use casework::child::{ChildPage, Moment, status};
use design::govuk::{SummaryList, SummaryRow};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::case_summary::{CaseSummary, Standing};
use domain::id::Id;
use domain::pack::Pack;
use domain::person::Person;
use jiff::Timestamp;
use maud::{Markup, html};

use super::at;
use crate::child::words;
use crate::forms::page::further_told;
use crate::route::Visit;

/// What stands before everything else on a child's record.
pub(crate) fn on_top(visit: &Visit<'_>, page: &ChildPage, may: &[Action]) -> Markup {
    if !may.contains(&Action::ReadCaseSummary) {
        return Markup::default();
    }
    let file = &page.file;
    let (summary, pack) = (file.case_summary(), &visit.house().pack);
    let standing = Standing::of(summary, file, page.at, pack);
    let mut said = status(file, london::date_of(page.at));
    said.extend(
        page.countdowns
            .iter()
            .map(|countdown| format!("{} until {}", countdown.name, london::moment_in_words(countdown.ends))),
    );
    let name = summary.map(|summary| page.names.name(summary.now.by)).unwrap_or_default();
    let child = file.child.record.id;
    let writes = may.contains(&Action::WriteCaseSummary) && file.known_at.is_none();
    block(&Block { pack, child, summary, standing: &standing, status: &said, name, at: page.at, writes })
}

/// The same for whoever reads no more of the child than a summary: the night team above all.
pub(crate) fn at_summary(visit: &Visit<'_>, child: Id<Person>, may: &[Action]) -> Result<Markup, Stop> {
    if !may.contains(&Action::ReadCaseSummary) {
        return Ok(Markup::default());
    }
    let view = view(&visit.session, child, Moment::Now)?;
    Ok(if view.is_child { of_view(&visit.house().pack, &view) } else { Markup::default() })
}

/// The block of a summary that was read.
pub(super) fn of_view(pack: &Pack, view: &SummaryView) -> Markup {
    let name = view.summary.as_ref().map(|summary| view.names.name(summary.now.by)).unwrap_or_default();
    block(&Block {
        pack,
        child: view.child,
        summary: view.summary.as_ref(),
        standing: &view.standing,
        status: &view.status,
        name,
        at: view.at,
        writes: view.may.contains(&Action::WriteCaseSummary),
    })
}

struct Block<'a> {
    pack: &'a Pack,
    child: Id<Person>,
    summary: Option<&'a CaseSummary>,
    standing: &'a Standing,
    status: &'a [String],
    name: &'a str,
    at: Timestamp,
    writes: bool,
}

fn block(block: &Block<'_>) -> Markup {
    let Block { pack, child, summary, standing, status, name, at: moment, writes } = *block;
    html! {
        section class="app-brief" aria-labelledby="brief" {
            h2 class="govuk-heading-m" id="brief" { "60-second summary" }
            p class="govuk-body" { (stands(standing)) " " (age(summary, name, moment)) }
            @match summary {
                None => (SummaryList::new(vec![from_record(status)])),
                Some(summary) => {
                    (SummaryList::new(rows(summary, status)))
                    (further_told(pack, summary.now.further.as_ref()))
                },
            }
            p class="govuk-body" {
                @if writes {
                    a class="govuk-link" href=(at(child, "/write")) { @if summary.is_some() { "Write the summary anew" } @else { "Write the summary" } }
                }
                @if summary.is_some() {
                    @if writes { " or " }
                    a class="govuk-link" href=(at(child, "")) { "open it with its versions" }
                }
            }
        }
    }
}

/// Whether it can be relied on, in words, and why not.
pub(super) fn stands(standing: &Standing) -> Markup {
    match standing {
        Standing::Missing => html! { (Tone::Pressing.tag("Missing")) " Nobody has written a summary." },
        Standing::Stale(because) => html! {
            (Tone::Pressing.tag("Stale")) " since " (london::moment_in_words(because.known_at)) ": " (words::name(&because.what)) "."
        },
        Standing::Due { since } => html! {
            (Tone::Waiting.tag("Due again")) " since " (london::date_in_words(london::date_of(*since))) "."
        },
        Standing::Good => html! { (Tone::Done.tag("Current")) },
    }
}

/// "12 days old. Written by Asha Patel on 3 September 2026 at 14:10."
pub(super) fn age(summary: Option<&CaseSummary>, name: &str, at: Timestamp) -> Markup {
    let Some(summary) = summary else { return Markup::default() };
    let days = match summary.age_in_days(at) {
        0 => "Written today".to_owned(),
        1 => "1 day old".to_owned(),
        days => format!("{days} days old"),
    };
    html! { strong { (days) } ". Signed " (words::name(name)) ", " (london::moment_in_words(summary.now.at)) "." }
}

fn from_record(status: &[String]) -> SummaryRow {
    SummaryRow::new("Status, from the record", status.join(". "))
}

/// What it says, with the status from the record after who the child is.
pub(super) fn rows(summary: &CaseSummary, status: &[String]) -> Vec<SummaryRow> {
    let mut rows: Vec<SummaryRow> = summary
        .now
        .words
        .parts()
        .into_iter()
        .map(|(_, title, said)| {
            let said =
                if said.is_empty() { words::nothing("Nothing is written") } else { words::verbatim(said) };
            SummaryRow::new(title, said)
        })
        .collect();
    rows.insert(1.min(rows.len()), from_record(status));
    rows
}
