//! The referrals that wait to be accepted, the first due first.

use casework::Stop;
use casework::referral::{Waiting, waiting};
use design::Content;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::{Due, london};
use domain::person::name::shown_in_line;
use domain::referral::{DECISION, Kind};
use maud::{Markup, html};

use crate::power::OfChildren;
use crate::route::{Page, View, Visit};
use crate::work::rows;

pub(super) static LIST: Page<()> =
    Page { path: "/acceptances", name: "referrals waiting", action: Action::SeeReferralsWaiting, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = waiting(&visit.session)?;
    let timer = visit.house().pack.timer(DECISION);
    let body = html! {
        h1 class="govuk-heading-l" { "Referrals to accept or not" }
        @if let Some(timer) = timer {
            p class="govuk-body" { "Decided within " (timer.limit) " of receipt (" (timer.source) ", " (timer.mark.words()) ")." }
        }
        (table(visit, &found)?)
    };
    Ok(View::new("Referrals to accept or not", body).wide())
}

/// What stands on the work page of those who accept: nothing when nothing waits for them.
pub(crate) fn on_work_page(visit: &Visit<'_>) -> Result<Markup, Stop> {
    if !visit.may(Action::SeeReferralsWaiting) {
        return Ok(Markup::default());
    }
    let mut found = waiting(&visit.session)?;
    found.retain(|waiting| !waiting.own);
    Ok(html! {
        @if !found.is_empty() {
            h2 class="govuk-heading-m" { "Referrals to accept: " (found.len()) }
            (table(visit, &found)?)
        }
    })
}

fn table(visit: &Visit<'_>, found: &[Waiting]) -> Result<Markup, Stop> {
    let running = OfChildren::ask(visit, found.iter().map(|waiting| waiting.referral.child))?;
    let row = |waiting: &Waiting| -> Vec<Content> {
        let referral = &waiting.referral;
        let due = referral.clocks.iter().find(|clock| clock.timer == DECISION).and_then(|clock| clock.due);
        let child = if waiting.child.trim().is_empty() { "Name not known" } else { &waiting.child };
        let what = match referral.kind {
            Kind::Request => "Referral",
            Kind::TransferIn => "Transfer-in",
        };
        vec![
            html! {
                a class="govuk-link" href=(format!("/acceptances/{}", referral.id)) { bdi { (shown_in_line(child)) } }
                " " span class="govuk-hint" { (referral.reference) }
                (running.of(referral.child))
            }
            .into(),
            what.into(),
            rows::by_when(visit, due.map(Due::instant)),
            london::date_in_words(referral.received_on()).into(),
            if waiting.own { "Somebody else accepts: you decided the contact" } else { "Accept or not" }.into(),
        ]
    };
    let columns = ["Child", "What is asked", "By when", "Received", "What to do"].map(Column::new).into();
    let caption = format!("Referrals waiting: {}", found.len());
    let rows = found.iter().map(row).collect();
    let table = CaseTable {
        caption_hidden: true,
        empty: "No referral waits.".into(),
        ..CaseTable::new(caption, columns, rows)
    };
    Ok(html! { (table) })
}
