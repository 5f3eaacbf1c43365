//! The summary on one page of paper: for a bag at night, a handover, a court's corridor. It says how old it is, because paper does not know.

use casework::Stop;
use casework::case_summary::view;
use casework::child::Moment;
use design::govuk::{BackLink, SummaryList};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use maud::{Render, html};

use super::{at, block};
use crate::child::words;
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

/// The page of paper.
pub(super) static PAPER: Page<Id<Person>> = Page {
    path: "/children/{child}/summary/print",
    name: "case summary to print",
    action: Action::ReadCaseSummary,
    show,
};

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let view = view(&visit.session, child, Moment::Now)?;
    let summary = view.summary.as_ref().ok_or(Refusal::NotFound)?;
    let council = &visit.house().pack.council;
    let body = html! {
        div class="app-paper" {
            h1 class="govuk-heading-l" { (words::name(&view.name)) }
            p class="govuk-body" { (block::stands(&view.standing)) " " (block::age(Some(summary), view.names.name(summary.now.by), view.at)) }
            (SummaryList::new(block::rows(summary, &view.status)))
            (further_told(&visit.house().pack, summary.now.further.as_ref()))
            @for who in &view.involved { p class="govuk-body" { (words::name(who)) } }
            p class="govuk-body" { "Front door " (council.duty_phone) ". At night " (council.night_phone) "." }
            p class="govuk-hint" { "Printed " (london::moment_in_words(view.at)) ". Confidential: about one child." }
        }
    };
    let back = BackLink { content: "Back to the summary".into(), ..BackLink::to(at(child, "")) };
    Ok(View::new("Case summary to print", body).before(back.render()))
}
