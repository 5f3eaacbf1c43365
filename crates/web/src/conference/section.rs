//! Conferences on a child's record: each with where it stands, its clocks in words, and what it decided.

use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::child_file::ChildFile;
use domain::conference::{Conference, PlanDecision};
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, Render, html};

use super::{address, clock, stage};
use crate::route::Visit;

/// What can be done from the child's record.
pub(crate) fn acts(child: Id<Person>, may: &[Action]) -> Markup {
    html! {
        @if may.contains(&Action::RequestConference) {
            p class="govuk-body" { a class="govuk-link" href={ "/children/" (child) "/conference" } { "Ask for a child protection conference" } }
        }
    }
}

/// The conferences of a child, newest first: nothing when there are none.
pub(crate) fn of_child(visit: &Visit<'_>, file: &ChildFile) -> Markup {
    html! {
        @if !file.conferences.is_empty() {
            h2 class="govuk-heading-m" { "Child protection conferences" }
            @for filed in file.conferences.iter().rev() { (one(visit, &filed.record)) }
        }
    }
}

fn one(visit: &Visit<'_>, conference: &Conference) -> Markup {
    let next = conference.next_due().and_then(|(timer, _)| conference.clock(timer));
    let timer = next.and_then(|clock| visit.house().pack.timer(&clock.timer));
    html! {
        p class="govuk-body" {
            (stage(conference.stage)) " "
            a class="govuk-link" href=(address(conference.id, "")) { "Conference " (conference.reference) }
            @if let Some(day) = conference.planned() { ", on " (london::date_in_words(day.on)) }
            @if let Some(held) = &conference.held {
                ", held on " (london::date_in_words(held.on)) ": " (outcome(held.decision.plan, conference.plan_ended()))
            }
            @if let (Some(next), Some(timer)) = (next, timer) { br; (timer.name) ": " (clock(visit, next)) }
        }
    }
}

fn outcome(plan: PlanDecision, ended: bool) -> Markup {
    match plan {
        PlanDecision::Plan if ended => Tone::Done.tag("A plan, which has ended").render(),
        PlanDecision::Plan => Tone::Active.tag(plan.words()).render(),
        PlanDecision::NoPlan | PlanDecision::GoesOn => Tone::Quiet.tag(plan.words()).render(),
    }
}
