//! Safety plans elsewhere: on the child's record, on tonight's board, on the morning list.

use casework::child::ChildPage;
use casework::safety_plan::PlanTonight;
use design::govuk::{SummaryList, SummaryRow};
use design::own::{Restricted, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::safety_plan::SafetyPlan;
use maud::{Markup, Render, html};

use super::{at, words};
use crate::route::Visit;

/// What can be done about safety plans, as links for a child's page.
pub(crate) fn acts(child: Id<Person>, may: &[Action]) -> Markup {
    let offered = [
        (Action::ReadSafetyPlan, "safety-plan", "Safety plan"),
        (Action::ReadChildPlan, "own-plan", "The child's own plan"),
    ];
    let offered: Vec<_> = offered.into_iter().filter(|(action, ..)| may.contains(action)).collect();
    html! {
        @if !offered.is_empty() {
            nav aria-label="Safety plans" {
                ul class="app-acts" {
                    @for (_, page, said) in offered {
                        li { a class="govuk-link" href={ "/children/" (child) "/" (page) } { (said) } }
                    }
                }
            }
        }
    }
}

/// The child's safety plans and own plan, now or as they were known.
pub(crate) fn of_child(visit: &Visit<'_>, page: &ChildPage) -> Markup {
    let file = &page.file;
    if file.safety_plans.is_empty() && file.own_plans.is_empty() {
        return html! {};
    }
    let plans = &visit.house().pack.safety_plans;
    let child = file.child.record.id;
    html! {
        h2 class="govuk-heading-m" { "Safety plan" }
        @for plan in file.safety_plans.iter().rev().map(|filed| &filed.record) {
            p class="govuk-body" {
                (words::standing(plan.standing(page.at, plans))) " "
                a class="govuk-link" href=(at(plan.id, "")) { "Interim safety plan until " (london::moment_in_words(plan.expires())) }
                ", version " (plan.edition()) " by " (words::name(page.names.name(plan.now.by))) ". "
                @if plan.awaits_day() { (Tone::Waiting.tag("Made by night")) " The day team renews, replaces or ends it. " }
                @if plan.is_lopsided() { (Tone::Waiting.tag("Falls on those in danger")) " " }
            }
            @if plan.is_live() { (SummaryList::new(words::answers(&visit.house().pack, &plan.now.words, |section| section == "danger"))) }
        }
        @for own in file.own_plans.iter().map(|filed| &filed.record) {
            p class="govuk-body" {
                a class="govuk-link" href={ "/children/" (child) "/own-plan" } { "The child's own plan" }
                ", version " (own.edition()) " of " (london::moment_in_words(own.now.at)) "."
            }
        }
    }
}

/// Whom to ring about a plan with a restricted child: the door's own words.
pub(super) fn restricted(said: &str) -> Markup {
    let whom = said.strip_prefix("Restricted: ring ").unwrap_or(said);
    Restricted::ring(shown_in_line(whom.trim_end_matches('.'))).render()
}

/// The plans on tonight's board.
pub(crate) fn tonight(plans: &[PlanTonight]) -> Markup {
    html! {
        @for plan in plans {
            @match plan {
                PlanTonight::Restricted(said) => (restricted(said)),
                PlanTonight::Plan(shown) => {
                    div {
                        h2 class="govuk-heading-m" { (words::children(&shown.children)) }
                        p class="govuk-body" {
                            (words::standing(shown.standing)) " "
                            a class="govuk-link" href=(at(shown.plan, "")) {
                                "Interim safety plan" span class="govuk-visually-hidden" { " for " (words::names(shown.children.iter().map(|(_, called)| called.as_str()))) }
                            }
                        }
                        (SummaryList::new(shown.facts.iter().map(|(what, said)| SummaryRow::new(words::name(what), words::verbatim(said))).collect()))
                    }
                },
            }
        }
    }
}

/// A plan made by night, on the morning list.
pub(crate) fn left_by_night(visit: &Visit<'_>, plan: &SafetyPlan) -> Markup {
    let pack = &visit.house().pack;
    let mut rows = words::answers(pack, &plan.now.words, |_| true);
    rows.extend(
        plan.now
            .words
            .actions
            .iter()
            .map(|action| SummaryRow::new(words::name(&action.who), words::verbatim(&action.what))),
    );
    html! {
        h3 class="govuk-heading-s" { "Safety plan made by night, until " (london::moment_in_words(plan.expires())) }
        p class="govuk-body" {
            a class="govuk-link" href=(at(plan.id, "")) { "Open the plan" }
            @if plan.awaits_day() { ": renew it, replace it or end it." }
        }
        (SummaryList::new(rows))
    }
}
