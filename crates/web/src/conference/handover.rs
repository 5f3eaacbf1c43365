//! Everything another system needs to go on from here, on one page to print: who the child is, the enquiry, the conference, the plan, what is due when, who
//! disagrees. It holds no address.

use casework::Stop;
use casework::conference::ConferenceView;
use design::govuk::{SummaryList, SummaryRow};
use domain::access::Action;
use domain::calendar::london;
use domain::conference::{CONFERENCE, Conference, PlanDecision};
use domain::episode::PlanKind;
use domain::id::Id;
use domain::pack::Pack;
use domain::person::known::Known;
use maud::{Markup, html};

use super::{back, heading, page, stage, verbatim};
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

/// Handing over.
pub(super) static HANDOVER: Page<Id<Conference>> = Page {
    path: "/conferences/{conference}/handover",
    name: "hand a conference over",
    action: Action::ReadConference,
    show,
};

fn show(visit: &Visit<'_>, conference: Id<Conference>) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let record = &view.conference.record;
    let council = &visit.house().pack.council;
    let body = html! {
        (heading(&view, "Handover"))
        p class="govuk-body" { (council.name) ", local authority " (council.la_code) ". As it stood " (london::moment_in_words(visit.session.at)) ", version " (view.conference.version.0) " of the record. Print it with the browser." }
        h2 class="govuk-heading-m" { "The child" }
        (SummaryList::new(child(&view)))
        h2 class="govuk-heading-m" { "The enquiry" }
        (SummaryList::new(enquiry(&visit.house().pack, &view)))
        @if let Some(held) = &record.held { (page::held(visit, &view, held)) }
        (plan(visit, &view))
        (page::clocks(visit, record))
        @if !view.disagreements.is_empty() {
            h2 class="govuk-heading-m" { "Who disagrees" }
            ul class="govuk-list" {
                @for one in &view.disagreements {
                    li { (one.reference) ", raised " (london::moment_in_words(one.raised.at)) ": " @if one.is_open() { "open" } @else { "resolved" } }
                }
            }
        }
    };
    Ok(View::new("Handover of a conference", body).before(back(conference)))
}

fn child(view: &ConferenceView) -> Vec<SummaryRow> {
    let child = &view.child;
    let birth = match &child.birth {
        Known::Is(birth) => birth.to_string(),
        Known::NotKnown => "Asked, and not known".into(),
        Known::NotAsked => "Not asked".into(),
    };
    let mut rows = vec![
        SummaryRow::new("Name", super::name(&child.name())),
        SummaryRow::new("Born", birth),
        SummaryRow::new("Our identifier", child.id.to_string()),
    ];
    if let Known::Is(number) = &child.nhs_number {
        rows.push(SummaryRow::new("NHS number", number.written()));
    }
    if let Some(episode) = view.episode() {
        rows.push(SummaryRow::new("Referral date", london::date_in_words(episode.referral_date)));
        rows.push(SummaryRow::new(
            "Primary need",
            episode.primary_need.clone().unwrap_or_else(|| "Not said".into()),
        ));
    }
    rows
}

fn enquiry(pack: &Pack, view: &ConferenceView) -> Vec<SummaryRow> {
    let record = &view.conference.record;
    let due = record.clock(CONFERENCE).and_then(|clock| clock.due);
    let mut rows = vec![
        SummaryRow::new("Section 47 started", london::date_in_words(london::date_of(record.initiated_at))),
        SummaryRow::new("Outcome decided", london::moment_in_words(record.decided.at)),
        SummaryRow::new(
            "Conference due",
            due.map_or_else(|| "No day".into(), |due| london::date_in_words(due.day())),
        ),
        SummaryRow::new("Conference", html! { (stage(record.stage)) " " (record.reference) }),
    ];
    if let Some(section47) = record.section47 {
        rows.push(SummaryRow::new("Our number of the enquiry", section47.to_string()));
    }
    if let Some(request) = record.requests.last() {
        let further = further_told(pack, request.further.as_ref());
        rows.push(SummaryRow::new("What the worry is", html! { (verbatim(&request.why)) (further) }));
        if !request.needs.trim().is_empty() {
            rows.push(SummaryRow::new("The family needs", verbatim(&request.needs)));
        }
    }
    for declined in &record.declined {
        rows.push(SummaryRow::new(
            format!("Declined {}", london::moment_in_words(declined.at)),
            html! { (verbatim(&declined.reasons)) (further_told(pack, declined.further.as_ref())) },
        ));
    }
    rows
}

/// The plan as it stands in the episode: one fact in one place.
fn plan(visit: &Visit<'_>, view: &ConferenceView) -> Markup {
    let record = &view.conference.record;
    let made = record.held.as_ref().is_some_and(|held| held.decision.plan == PlanDecision::Plan);
    let began = record.plan_from();
    let plans = view.episode().map(|episode| episode.plans.as_slice()).unwrap_or_default();
    let plan =
        plans.iter().find(|plan| plan.kind == PlanKind::ChildProtection && Some(plan.started_on) == began);
    let Some(plan) = plan.filter(|_| made) else { return Markup::default() };
    let category = plan.category.as_deref().unwrap_or("not said");
    let list = visit.house().pack.code_list("abuse_category");
    let words = list.and_then(|list| list.words(category)).unwrap_or(category);
    let ended = plan.ended_on.map_or_else(|| "It goes on".into(), london::date_in_words);
    let rows = vec![
        SummaryRow::new("Began", london::date_in_words(plan.started_on)),
        SummaryRow::new("Ended", ended),
        SummaryRow::new("Latest category of abuse", format!("{words} ({category})")),
        SummaryRow::new("Plans before this one, of this council", view.plans_before().to_string()),
        SummaryRow::new(
            "Reviews held",
            if record.reviews.is_empty() {
                "None yet".to_owned()
            } else {
                record
                    .reviews
                    .iter()
                    .map(|review| london::date_in_words(review.on))
                    .collect::<Vec<_>>()
                    .join("; ")
            },
        ),
    ];
    html! {
        h2 class="govuk-heading-m" { "The child protection plan" }
        (SummaryList::new(rows))
    }
}
