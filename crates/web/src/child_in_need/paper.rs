//! A plan on paper, composed for whoever gets it: the family's version in plain words; for an agency what they do and what it is for. What the child asked
//! not to have passed on stands on none, and what one of the family thinks stands on no agency's.

use casework::Stop;
use casework::child_in_need::view;
use domain::access::Action;
use domain::calendar::london;
use domain::child_in_need::{AgencyPart, ChildInNeedPlan};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{address, back, name, page, verbatim};
use crate::route::{Page, View, Visit};

/// A plan on paper, for the family or for the agency of this place.
pub(super) static PAPER: Page<(Id<ChildInNeedPlan>, String)> = Page {
    path: "/plans/{need_plan}/paper/{whom}",
    name: "child in need plan on paper",
    action: Action::ReadChildInNeedPlan,
    show,
};

/// The word in the address of the family's version.
const FAMILY: &str = "family";

fn show(visit: &Visit<'_>, (plan, whom): (Id<ChildInNeedPlan>, String)) -> Result<View, Stop> {
    let view = view(&visit.session, plan)?;
    let record = &view.plan.record;
    let part = if whom == FAMILY {
        None
    } else {
        let place: usize = whom.parse().map_err(|_| Refusal::NotFound)?;
        Some(record.now.words.agencies.get(place).ok_or(Refusal::NotFound)?)
    };
    let body = html! {
        div class="app-paper" {
            @if let Some(ended) = &record.ended {
                div class="app-paper__replaced" role="note" { "This plan ended on " (london::date_in_words(ended.on)) ". Do not go by this paper." }
            }
            (match part {
                None => family(visit, &view.name, record),
                Some(part) => agency(visit, &view.name, record, part),
            })
            (whom_to_ring(visit))
            p class="govuk-hint" {
                "Version " (record.edition()) " of " (london::moment_in_words(record.now.at)) ". Printed " (london::moment_in_words(visit.session.at)) "."
            }
        }
        p class="govuk-body app-no-print" { a class="govuk-link" href=(address(plan, "")) { "The whole plan" } }
    };
    Ok(View::new("Child in need plan on paper", body).before(back(plan)))
}

fn family(visit: &Visit<'_>, called: &str, plan: &ChildInNeedPlan) -> Markup {
    let (words, pack) = (&plan.now.words, &visit.house().pack);
    html! {
        h1 class="govuk-heading-l" { "Our plan for " (name(called)) }
        p class="govuk-body" {
            "This is what we agreed to do together, from " (london::date_in_words(plan.started_on)) ". You take part of your own will: tell us if you think it does not help, and we talk about it."
        }
        (page::child(&format!("What {} says", domain::person::name::shown_in_line(called)), &words.child, false))
        h2 class="govuk-heading-m" { "What will be different" }
        @for one in &words.outcomes { (page::outcome(None, one)) }
        @if !words.contingency.trim().is_empty() {
            h2 class="govuk-heading-m" { "If it does not work" }
            p class="govuk-body" { (verbatim(&words.contingency)) }
        }
        (page::agencies(pack, words))
        h2 class="govuk-heading-m" { "What you said about it" }
        ul class="govuk-list" {
            @for view in &words.family { li { (name(&view.who)) ": " (verbatim(&view.view)) } }
        }
        (meeting(plan))
    }
}

fn agency(visit: &Visit<'_>, called: &str, plan: &ChildInNeedPlan, part: &AgencyPart) -> Markup {
    let (words, pack) = (&plan.now.words, &visit.house().pack);
    html! {
        h1 class="govuk-heading-l" { "Child in need plan: " (name(called)) }
        p class="govuk-body" {
            "For " strong { (pack.agency_name(&part.agency)) }
            @if !part.organisation.trim().is_empty() { ", " (name(&part.organisation)) }
            ". Shared so that you can do your part. Keep it with the care that your own records of the child have."
        }
        h2 class="govuk-heading-m" { "What you do" }
        p class="govuk-body" { (verbatim(&part.part)) }
        h2 class="govuk-heading-m" { "What will be different for the child" }
        @for one in &words.outcomes { (page::outcome(None, one)) }
        @if !words.contingency.trim().is_empty() {
            h2 class="govuk-heading-m" { "If it does not work" }
            p class="govuk-body" { (verbatim(&words.contingency)) }
        }
        (meeting(plan))
    }
}

fn meeting(plan: &ChildInNeedPlan) -> Markup {
    html! {
        @if let Some(due) = plan.review_due() {
            p class="govuk-body" { "We look at it together again by " strong { (london::date_in_words(due)) } ". The child is seen every " (plan.now.words.visit_days) " days." }
        }
    }
}

fn whom_to_ring(visit: &Visit<'_>) -> Markup {
    let council = &visit.house().pack.council;
    html! {
        h2 class="govuk-heading-m" { "Whom to ring" }
        ul class="govuk-list govuk-list--bullet" {
            li { "In danger: 999" }
            li { "By day: " (council.duty_phone) }
            li { "Nights and weekends: " (council.night_phone) }
        }
    }
}
