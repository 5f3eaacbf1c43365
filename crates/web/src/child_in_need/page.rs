//! A plan's page: what the child says first, then each outcome with how far it is, the family, the agencies, the reviews; what is done next, as verbs.

use casework::Stop;
use casework::child_in_need::{PlanView, view};
use design::govuk::{BackLink, Button, InsetText, SummaryList, SummaryRow, button_group};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::child_in_need::{ChildInNeedPlan, ChildSays, Decision, Outcome, PlanWords, Review};
use domain::id::Id;
use domain::pack::Pack;
use maud::{Markup, Render, html};

use super::{address, agree, name, progress, standing, verbatim};
use crate::forms::page::further_told;
use crate::route::{Page, View, Visit};

/// A plan.
pub(super) static PAGE: Page<Id<ChildInNeedPlan>> = Page {
    path: "/plans/{need_plan}",
    name: "child in need plan",
    action: Action::ReadChildInNeedPlan,
    show,
};

fn show(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>) -> Result<View, Stop> {
    let view = view(&visit.session, plan)?;
    let record = &view.plan.record;
    let pack = &visit.house().pack;
    let body = html! {
        span class="govuk-caption-l" { "Child in need plan" }
        h1 class="govuk-heading-l" { (name(&view.name)) }
        (state(visit, &view))
        (agree::stands(&view))
        (next(&view))
        (child("What the child says and shows", record.reviews.last().map_or(&record.now.words.child, |review| &review.child), true))
        h2 class="govuk-heading-m" { "What will be different" }
        @for one in &record.now.words.outcomes { (outcome(Some(record), one)) }
        (contingency(&record.now.words))
        (family(pack, &record.now.words))
        (agencies(pack, &record.now.words))
        (versions(&view))
        (further_told(&visit.house().pack, record.now.words.further.as_ref()))
        (reviews(visit, &view))
        (papers(pack, record))
    };
    let back = BackLink { content: "Child in need plans".into(), ..BackLink::to("/plans") };
    Ok(View::new("Child in need plan", body).before(back.render()).wide())
}

fn state(visit: &Visit<'_>, view: &PlanView) -> Markup {
    let record = &view.plan.record;
    let pack = &visit.house().pack;
    let today = london::date_of(visit.session.at);
    html! {
        p class="govuk-body" {
            (standing(record.standing(today, &pack.child_in_need))) " The plan began on " (london::date_in_words(record.started_on)) ". "
            a class="govuk-link" href={ "/children/" (record.child) } { "The child’s record" }
        }
        @match &record.ended {
            Some(ended) => {
                @let ending = pack.child_in_need.ending(&ended.ending).map_or(ended.ending.as_str(), |ending| ending.name.as_str());
                (InsetText::new(html! { "Ended on " (london::date_in_words(ended.on)) ": " (ending) ". " (verbatim(&ended.words)) }))
            },
            None => { (due(visit, view)) },
        }
        @if !view.together.is_empty() {
            p class="govuk-body" {
                "Made together with "
                @for (place, (plan, called)) in view.together.iter().enumerate() {
                    @if place > 0 { ", " }
                    a class="govuk-link" href=(address(*plan, "")) { "the plan of " (name(called)) }
                }
                "."
            }
        }
    }
}

fn due(visit: &Visit<'_>, view: &PlanView) -> Markup {
    let record = &view.plan.record;
    let plans = &visit.house().pack.child_in_need;
    let today = london::date_of(visit.session.at);
    let review = record.review_due().map(|due| {
        html! {
            (london::date_in_words(due)) @if due < today { " " (Tone::Pressing.tag("Overdue")) }
            br; span class="govuk-hint" { (plans.review_source) }
        }
    });
    let visit_due = record.visit_due(view.last_seen).map(|due| {
        html! {
            "By " (london::date_in_words(due)) @if due < today { " " (Tone::Pressing.tag("Overdue")) }
            br; span class="govuk-hint" {
                "Every " (record.now.words.visit_days) " days. "
                @match view.last_seen {
                    Some(seen) => { "Last seen on " (london::date_in_words(seen)) "." },
                    None => { "No visit at which the child was seen is recorded." },
                }
            }
        }
    });
    let mut rows = Vec::new();
    rows.extend(review.map(|words| SummaryRow::new("Next review", words)));
    rows.extend(visit_due.map(|words| SummaryRow::new("Child seen next", words)));
    html! { (SummaryList::new(rows)) }
}

/// What is done next, as verbs.
fn next(view: &PlanView) -> Markup {
    let record = &view.plan.record;
    let may = |action| view.may.contains(&action);
    let to = |below: &str| address(record.id, below);
    let child = record.child;
    let stepped_up =
        record.reviews.last().map(|review| review.decision).filter(|decision| decision.steps_up());
    html! {
        @if record.is_open() && let Some(up) = stepped_up {
            (InsetText::new(html! {
                "The last review decided: " (up.words()) ". "
                @if may(Action::BeginDiscussion) {
                    @match up {
                        Decision::Conference => { a class="govuk-link" href={ "/children/" (child) "/conference" } { "Ask for the conference" } },
                        _ => { a class="govuk-link" href={ "/children/" (child) "/strategy" } { "Begin a strategy discussion" } },
                    }
                }
            }))
        }
        (button_group(html! {
            @if record.is_open() {
                @if may(Action::ReviewChildInNeedPlan) { (Button::link("Record a review", to("/review"))) }
                @if may(Action::AgreeChildInNeedPlan) { (Button::link("Agree, or ask for a change", to("/agree")).secondary()) }
                @if may(Action::MakeChildInNeedPlan) { (Button::link("Change the plan", to("/change")).secondary()) }
                @if may(Action::ReviewChildInNeedPlan) { a class="govuk-link" href=(to("/end")) { "End it without a review" } }
            } @else if may(Action::ProposeClosure) {
                (Button::link("Propose to close", format!("/children/{child}/close")))
            }
        }))
    }
}

/// What the child says and shows. What they asked not to have passed on stands only where `inside` is so.
pub(super) fn child(title: &str, says: &ChildSays, inside: bool) -> Markup {
    html! {
        h2 class="govuk-heading-m" { (title) }
        @if !says.says.trim().is_empty() { blockquote class="govuk-inset-text" { (verbatim(&says.says)) } }
        @if !says.shows.trim().is_empty() { p class="govuk-body" { (verbatim(&says.shows)) } }
        @if !says.not_known.trim().is_empty() { p class="govuk-body" { "Not known: " (verbatim(&says.not_known)) } }
        @if inside && !says.kept.trim().is_empty() {
            p class="govuk-body" { (Tone::Protected.tag("Not to be passed on")) " " (verbatim(&says.kept)) }
        }
    }
}

/// One outcome, with how far it was at the last review where the plan is given.
pub(super) fn outcome(plan: Option<&ChildInNeedPlan>, outcome: &Outcome) -> Markup {
    let last = plan.and_then(|plan| plan.progress_of(outcome.number));
    let mut rows = Vec::new();
    for step in &outcome.steps {
        let does = html! {
            (verbatim(&step.what))
            @if let Some(by) = step.by { " by " (london::date_in_words(by)) }
        };
        rows.push(SummaryRow::new(name(&step.who), does));
    }
    for (key, words) in [
        ("How we will know", &outcome.measure),
        ("If not", &outcome.contingency),
        ("What is not said yet, and why", &outcome.without_why),
    ] {
        if !words.trim().is_empty() {
            rows.push(SummaryRow::new(key, verbatim(words)));
        }
    }
    html! {
        h3 class="govuk-heading-s" { (outcome.number) ". " (verbatim(&outcome.what)) }
        @if let Some((review, said)) = last {
            p class="govuk-body" { (progress(said.how)) " on " (london::date_in_words(review.on)) ": " (verbatim(&said.words)) }
        }
        @if !rows.is_empty() { (SummaryList::new(rows)) }
    }
}

/// What happens if the plan does not work.
pub(super) fn contingency(words: &PlanWords) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "If the plan does not work" }
        @if !words.contingency.trim().is_empty() {
            p class="govuk-body" { (verbatim(&words.contingency)) }
        } @else if !words.contingency_why.trim().is_empty() {
            p class="govuk-body" { (Tone::Waiting.tag("No contingency")) " " (verbatim(&words.contingency_why)) }
        } @else {
            p class="govuk-body" { "It stands with each outcome." }
        }
    }
}

fn family(pack: &Pack, words: &PlanWords) -> Markup {
    let row = |view: &domain::child_in_need::FamilyView| {
        let answer = pack.child_in_need.answer(&view.answer);
        let answer = answer.map_or(view.answer.as_str(), |answer| answer.name.as_str());
        let tone = if view.agrees { Tone::Done } else { Tone::Waiting };
        SummaryRow::new(name(&view.who), html! { (tone.tag(answer)) " " (verbatim(&view.view)) })
    };
    html! {
        h2 class="govuk-heading-m" { "What the family thinks" }
        (SummaryList::new(words.family.iter().map(row).collect()))
    }
}

/// What each agency does.
pub(super) fn agencies(pack: &Pack, words: &PlanWords) -> Markup {
    let row = |part: &domain::child_in_need::AgencyPart| {
        let who = html! {
            (pack.agency_name(&part.agency))
            @if !part.organisation.trim().is_empty() { br; span class="govuk-hint" { (name(&part.organisation)) } }
        };
        SummaryRow::new(who, verbatim(&part.part))
    };
    html! {
        @if !words.agencies.is_empty() {
            h2 class="govuk-heading-m" { "What the agencies do" }
            (SummaryList::new(words.agencies.iter().map(row).collect()))
        }
    }
}

fn reviews(visit: &Visit<'_>, view: &PlanView) -> Markup {
    let one = |review: &Review| {
        html! {
            h3 class="govuk-heading-s" { (london::date_in_words(review.on)) ": " (review.decision.words()) }
            p class="govuk-body" { (verbatim(&review.reasons)) }
            @if !review.child.says.trim().is_empty() { p class="govuk-body" { "The child said: " (verbatim(&review.child.says)) } }
            ul class="govuk-list" {
                @for said in &review.progress {
                    li { "Outcome " (said.outcome) ": " (progress(said.how)) " " (verbatim(&said.words)) }
                }
            }
            p class="govuk-hint" {
                "Came: " (verbatim(&review.came)) " Version " (review.edition) " was reviewed. Recorded by " (name(view.names.name(review.by))) "."
            }
            (further_told(&visit.house().pack, review.further.as_ref()))
        }
    };
    html! {
        h2 class="govuk-heading-m" { "Reviews" }
        @if view.plan.record.reviews.is_empty() { p class="govuk-body" { "It has not been reviewed yet." } }
        @for review in view.plan.record.reviews.iter().rev() { (one(review)) }
    }
}

fn versions(view: &PlanView) -> Markup {
    let record = &view.plan.record;
    html! {
        p class="govuk-body" {
            "This is version " (record.edition()) " of the plan, by " (name(view.names.name(record.now.by))) ", " (london::moment_in_words(record.now.at)) ". "
            @if record.edition() > 1 { a class="govuk-link" href=(address(record.id, "/changes")) { "What changed from version to version" } }
        }
    }
}

fn papers(pack: &Pack, record: &ChildInNeedPlan) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "On paper" }
        ul class="govuk-list" {
            li { a class="govuk-link" href=(address(record.id, "/paper/family")) { "For the family" } }
            @for (place, part) in record.now.words.agencies.iter().enumerate() {
                li {
                    a class="govuk-link" href=(address(record.id, &format!("/paper/{place}"))) {
                        "For " (pack.agency_name(&part.agency))
                        @if !part.organisation.trim().is_empty() { ", " (name(&part.organisation)) }
                    }
                }
            }
        }
    }
}
