//! Closings elsewhere: on the child's record, and on the first page of those for whom one waits.

use casework::Stop;
use casework::closure::on_my_desk;
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::child_file::ChildFile;
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, html};

use super::words::stage;
use super::{address, list};
use crate::route::Visit;

/// What can be done from the child's record.
pub(crate) fn acts(child: Id<Person>, may: &[Action]) -> Markup {
    html! {
        @if may.contains(&Action::ProposeClosure) {
            p class="govuk-body" { a class="govuk-link" href={ "/children/" (child) "/close" } { "Propose to close" } }
        }
    }
}

/// The child's closings, now or as they were known: nothing when there is none.
pub(crate) fn of_child(visit: &Visit<'_>, file: &ChildFile) -> Markup {
    let pack = &visit.house().pack;
    html! {
        @if !file.closures.is_empty() {
            h2 class="govuk-heading-m" { "Closing" }
            @for closure in file.closures.iter().rev().map(|filed| &filed.record) {
                @let because = pack.closure.cause(&closure.proposal.because).map_or(closure.proposal.because.as_str(), |cause| cause.name.as_str());
                p class="govuk-body" {
                    (stage(closure.stage)) " "
                    a class="govuk-link" href=(address(closure.id, "")) {
                        @match &closure.closed {
                            Some(closed) => { "Closed on " (london::date_in_words(closed.on)) },
                            None => { "Proposed on " (london::date_in_words(london::date_of(closure.proposal.at))) },
                        }
                    }
                    ": " (because) "."
                    @if closure.awaits_acceptance() { " " (Tone::Pressing.tag("Step down not accepted")) }
                }
            }
        }
    }
}

/// Closings that wait for this person: nothing when none does.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    let rows = on_my_desk(&visit.session)?;
    let rows: Vec<_> = rows.iter().collect();
    Ok(html! {
        @if !rows.is_empty() { (list::table("Closings that wait for you", &rows, None)) }
    })
}
