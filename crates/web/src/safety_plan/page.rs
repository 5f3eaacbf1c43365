//! A plan as workers read it: how it stands, what it says, whether it was kept, who holds a copy and who must not.

use casework::Stop;
use casework::safety_plan::{PlanView, view};
use design::govuk::{BackLink, Button, button_group};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::safety_plan::{Check, SafetyPlan};
use maud::{Markup, Render, html};

use super::{at, words};
use crate::route::{Page, View, Visit};

/// A plan.
pub(super) static PLAN: Page<Id<SafetyPlan>> =
    Page { path: "/safety-plans/{plan}", name: "safety plan", action: Action::ReadSafetyPlan, show };

fn show(visit: &Visit<'_>, id: Id<SafetyPlan>) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Interim safety plan" }
        (crate::voice::under_headings(visit, view.children.iter().map(|(child, _)| *child))?)
        (plan(visit, &view))
    };
    let back = BackLink { content: "Safety plans".into(), ..BackLink::to("/safety-plans") };
    Ok(View::new("Interim safety plan", body).before(back.render()).wide())
}

/// The plan, for its own page and for the child's.
pub(super) fn plan(visit: &Visit<'_>, view: &PlanView) -> Markup {
    let pack = &visit.house().pack;
    let plan = &view.plan.record;
    html! {
        p class="govuk-body" { "For " (words::children(&view.children)) "." }
        (state(visit, view))
        (acts(view))
        (words::made(&plan.now, plan.edition(), &view.names))
        (words::edition(view, pack, &plan.now))
        (checks(view))
        (copies(visit, view))
        (withheld(visit, view))
        @if plan.edition() > 1 {
            p class="govuk-body" { a class="govuk-link" href=(at(plan.id, "/changes")) { "What changed from version to version" } }
        }
    }
}

fn state(visit: &Visit<'_>, view: &PlanView) -> Markup {
    let plan = &view.plan.record;
    let now = visit.session.at;
    let unchanged = plan.renewed_unchanged();
    html! {
        p class="govuk-body" {
            (words::standing(plan.standing(now, &visit.house().pack.safety_plans)))
            @match &plan.ended {
                Some(ended) => {
                    " By " (words::name(view.names.name(ended.by))) " on " (london::moment_in_words(ended.at)) ": " (words::verbatim(&ended.reason))
                },
                None => {
                    " Until " strong { (london::moment_in_words(plan.expires())) } "."
                    @if let Some(next) = plan.next_check() {
                        " Next check " (london::moment_in_words(next)) "."
                        @if next <= now { " " (Tone::Pressing.tag("Check overdue")) }
                    }
                },
            }
        }
        @if plan.awaits_day() {
            p class="govuk-body" { (Tone::Waiting.tag("Made by night")) " The day team renews, replaces or ends it." }
        }
        @if unchanged >= visit.house().pack.safety_plans.renewals_unchanged {
            p class="govuk-body" { (Tone::Waiting.tag("Unchanged")) " It was renewed " (unchanged) " times without any change." }
        }
    }
}

fn acts(view: &PlanView) -> Markup {
    let plan = &view.plan.record;
    let may = |action: Action| view.may.contains(&action);
    let mut links: Vec<(&str, &str)> = Vec::new();
    if plan.is_live() {
        if may(Action::CheckSafetyPlan) {
            links.push(("Record a check", "/check"));
        }
        if may(Action::MakeSafetyPlan) {
            links.push(("Renew it", "/renew"));
            links.push(("Replace it", "/replace"));
        }
        if may(Action::AgreeSafetyPlan) && plan.now.agreed.is_none() {
            links.push(("Agree to it", "/agree"));
        }
        if may(Action::MakeSafetyPlan) && plan.is_lopsided() {
            links.push(("Say why only they act", "/why"));
        }
        if may(Action::HandOutSafetyPlan) {
            links.push(("Give a copy", "/copies"));
            links.push(("Withhold it from somebody", "/withheld"));
        }
        if may(Action::EndSafetyPlan) {
            links.push(("End it", "/end"));
        }
    }
    html! {
        @if !links.is_empty() {
            (button_group(html! {
                @for (place, (words, below)) in links.iter().enumerate() {
                    @let button = Button::link(*words, at(plan.id, below));
                    (if place == 0 { button } else { button.secondary() })
                }
            }))
        }
        p class="govuk-body" { a class="govuk-link" href=(at(plan.id, "/family")) { "The family's version, to print" } }
    }
}

fn checks(view: &PlanView) -> Markup {
    let plan = &view.plan.record;
    let one = |check: &Check| {
        html! {
            li {
                (if check.kept { Tone::Done.tag("Kept") } else { Tone::Pressing.tag("Broken") })
                " " (london::moment_in_words(check.looked_at)) ", " (words::name(view.names.name(check.by))) ": " (words::verbatim(&check.seen))
                @if !check.done.trim().is_empty() { " Done at once: " (words::verbatim(&check.done)) }
                @if check.edition != plan.edition() { span class="govuk-hint" { " Of version " (check.edition) "." } }
            }
        }
    };
    html! {
        h2 class="govuk-heading-m" { "Whether it was kept" }
        @if plan.checks.is_empty() {
            p class="govuk-body" { "Nobody has looked yet." }
        } @else {
            ul class="govuk-list" { @for check in plan.checks.iter().rev() { (one(check)) } }
        }
    }
}

fn copies(visit: &Visit<'_>, view: &PlanView) -> Markup {
    let pack = &visit.house().pack;
    let plan = &view.plan.record;
    let hands_out = view.may.contains(&Action::HandOutSafetyPlan);
    html! {
        h2 class="govuk-heading-m" { "Who holds a copy" }
        @if plan.copies.is_empty() { p class="govuk-body" { "Nobody was given one." } }
        ul class="govuk-list" {
            @for (place, copy) in plan.copies.iter().enumerate() {
                @let old = copy.edition != plan.edition() || !plan.is_live();
                @let closed = plan.withheld_from(&copy.to).is_some();
                li {
                    (words::holder(pack, &copy.to)) ": " (copy.of.words()) ", version " (copy.edition) ", given by "
                    (words::name(view.names.name(copy.by))) " on " (london::moment_in_words(copy.given_at)) ". "
                    @match &copy.collected {
                        Some(collected) => {
                            (Tone::Done.tag("Collected")) " " (london::moment_in_words(collected.at)) ", " (words::name(view.names.name(collected.by))) ". "
                            (words::verbatim(&collected.words))
                        },
                        None => {
                            @if old { (Tone::Waiting.tag("Replaced: collect it")) " " }
                            @if closed { (Tone::Pressing.tag("Withheld from them: collect it")) " " }
                            @if !closed { a class="govuk-link" href=(at(plan.id, &format!("/copies/{place}"))) { "Print" span class="govuk-visually-hidden" { " the copy of " (words::holder(pack, &copy.to)) } } " " }
                            @if hands_out {
                                a class="govuk-link" href=(at(plan.id, &format!("/copies/{place}/collected"))) {
                                    "It came back" span class="govuk-visually-hidden" { ": the copy of " (words::holder(pack, &copy.to)) }
                                }
                            }
                        },
                    }
                }
            }
        }
    }
}

fn withheld(visit: &Visit<'_>, view: &PlanView) -> Markup {
    let pack = &visit.house().pack;
    let plan = &view.plan.record;
    let hands_out = view.may.contains(&Action::HandOutSafetyPlan);
    html! {
        h2 class="govuk-heading-m" { "From whom it is withheld" }
        @if plan.withheld.is_empty() { p class="govuk-body" { "Nobody." } }
        ul class="govuk-list" {
            @for (place, entry) in plan.withheld.iter().enumerate() {
                li {
                    @if entry.lifted.is_none() { (Tone::Protected.tag("Withheld")) } @else { (Tone::Quiet.tag("No longer")) }
                    " " strong { (words::holder(pack, &entry.from)) } ": " (words::verbatim(&entry.why)) " "
                    span class="govuk-hint" { (words::name(view.names.name(entry.by))) ", " (london::moment_in_words(entry.at)) ". " }
                    @match &entry.lifted {
                        Some(lifted) => {
                            "They may have it since " (london::moment_in_words(lifted.at)) ", " (words::name(view.names.name(lifted.by))) ": " (words::verbatim(&lifted.why))
                        },
                        None if hands_out => {
                            a class="govuk-link" href=(at(plan.id, &format!("/withheld/{place}/lift"))) {
                                "Withhold it no longer" span class="govuk-visually-hidden" { " from " (words::holder(pack, &entry.from)) }
                            }
                        },
                        None => {},
                    }
                }
            }
        }
    }
}
