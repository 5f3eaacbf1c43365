//! Where an enquiry stands, line by line: started, child seen and alone, medical, agency checks, risks, outcome, conference by day 15.

use casework::section47::Section47View;
use design::govuk::{SummaryList, SummaryRow};
use design::own::Tone;
use domain::calendar::london;
use domain::section47::{
    CONFERENCE, ENQUIRY, FIRST_SEEN, LOCAL_CONFERENCE, REQUESTED, Section47, Settled, Stage,
};
use maud::{Markup, html};

use super::clock;
use crate::route::Visit;

/// The lines.
pub(super) fn strip(visit: &Visit<'_>, view: &Section47View) -> Markup {
    let known = &view.section47.record;
    let started = html! {
        (london::weekday_in_words(known.started_on())) ", with the discussion "
        @match view.discussion {
            Some(discussion) => { a class="govuk-link" href={ "/strategy/" (discussion) } { (known.initiated.reference) } },
            None => (known.initiated.reference),
        }
    };
    let open = known.open_risks().count();
    let risks = html! {
        (known.risks.len() - open) " of " (known.risks.len()) " enquired into or explained"
        @if open > 0 { " " (Tone::Pressing.tag(format!("{open} open"))) }
    };
    let mut rows = vec![
        SummaryRow::new("Started", started),
        SummaryRow::new("Child seen", seen(visit, known)),
        SummaryRow::new("Risks", risks),
        SummaryRow::new("Medical", medical(visit, known)),
        SummaryRow::new("Agency checks", checks(visit, view)),
        SummaryRow::new("Outcome", outcome(visit, known)),
    ];
    rows.extend(conference(visit, known).map(|words| SummaryRow::new("Conference", words)));
    html! {
        h2 class="govuk-heading-m" { "Where it stands" }
        (SummaryList::new(rows))
    }
}

fn seen(visit: &Visit<'_>, known: &Section47) -> Markup {
    html! {
        @if let Some(first) = known.first_seen() {
            "First on " (london::moment_in_words(first.at)) ". "
            @if known.seen_alone() { "Seen alone. " } @else { (Tone::Pressing.tag("Not yet alone")) " " }
        } @else {
            (Tone::Pressing.tag("Not yet seen")) " "
        }
        @if let Some(found) = known.clock(FIRST_SEEN) { (clock(visit, found, "as the enquiry's plan says")) }
    }
}

fn medical(visit: &Visit<'_>, known: &Section47) -> Markup {
    let rules = &visit.house().pack.section47;
    html! {
        @match &known.medical {
            None => "Nothing said yet",
            Some(medical) => (rules.medical(&medical.state).map_or(medical.state.as_str(), |state| &state.name)),
        }
    }
}

fn checks(visit: &Visit<'_>, view: &Section47View) -> Markup {
    let pack = &visit.house().pack;
    let known = &view.section47.record;
    let here = known.checks.iter().map(|check| (check.agency.as_str(), check.answered_on.is_some()));
    let hub = view.hub.iter().map(|check| (check.request.agency.as_str(), check.request.answer.is_some()));
    let all: Vec<(&str, bool)> = here.chain(hub).collect();
    let answered = all.iter().filter(|(_, answered)| *answered).count();
    let missing: Vec<&str> = pack
        .section47
        .expected
        .iter()
        .filter(|agency| !all.iter().any(|(asked, answered)| asked == agency && *answered))
        .map(|agency| pack.agency_name(agency))
        .collect();
    html! {
        (answered) " of " (all.len()) " answered"
        @if !missing.is_empty() { ". No answer yet from " (missing.join(", ")) }
    }
}

fn outcome(visit: &Visit<'_>, known: &Section47) -> Markup {
    html! {
        @match &known.outcome {
            Some(outcome) => {
                (outcome.finding.words()) ". "
                @if known.stage() == Stage::ToAuthorise { (Tone::Waiting.tag("Waits for a manager")) }
                @if let Some(authorised) = &known.authorised { "Authorised " (london::moment_in_words(authorised.at)) ". " }
            }
            None => "Not yet. ",
        }
        @if let Some(found) = known.clock(ENQUIRY) { (clock(visit, found, "local limit, from the initiating discussion")) }
    }
}

/// The clock of the national returns first, the local one beside it.
fn conference(visit: &Visit<'_>, known: &Section47) -> Option<Markup> {
    let timer = visit.house().pack.timer(CONFERENCE)?;
    Some(html! {
        @match &known.settled {
            Some(Settled::Held { on }) => { "Held on " (london::date_in_words(*on)) ". " },
            Some(Settled::NotHeld { .. }) => "Not held, and none is required. ",
            None if known.stage() == Stage::Ended => "None is required. ",
            None => {},
        }
        @if let Some(found) = known.clock(CONFERENCE) {
            (clock(visit, found, &format!("within {} of the discussion that initiated the enquiry; {}", timer.limit, timer.source)))
        }
        @if let Some(found) = known.clock(LOCAL_CONFERENCE) {
            br; (clock(visit, found, "local clock, from the last discussion; never the one that is reported"))
        }
        @if let Some(found) = known.clock(REQUESTED) {
            br; (clock(visit, found, "requested from the conference service"))
        }
    })
}
