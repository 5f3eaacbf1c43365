//! Recording a review: what became of each outcome, what the child says now, who came, what follows.

use casework::Stop;
use casework::child_in_need::{PlanView, review, view};
use design::govuk::Button;
use domain::access::Action;
use domain::calendar::london;
use domain::child_in_need::{ChildInNeedPlan, ChildSays, Decision, How, Outcome, REVIEW_FORM, ReviewAsked};
use domain::form::Row;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{address, back, heading, progress, verbatim};
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// A review.
pub(super) static REVIEW: Act<Id<ChildInNeedPlan>> = Act {
    path: "/plans/{need_plan}/review",
    name: "review a child in need plan",
    action: Action::ReviewChildInNeedPlan,
    prefill: |visit, plan, at| at_version(visit, *plan, at),
    show,
    send,
};

/// The sections before the outcomes.
const FIRST: &[&str] = &["held", "child"];
/// The section that is asked for each outcome.
const PROGRESS: &str = "progress";

/// What a form about a plan starts from: the day, at the version that stands.
pub(super) fn at_version(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, at: At) -> Result<Prefilled, Stop> {
    let version = match at {
        At::Now => view(&visit.session, plan)?.plan.version.0,
        At::Version(version) => version,
    };
    let today = london::date_in_words(london::date_of(visit.session.at));
    Ok(Prefilled { fields: Fields::default().with("on", today), version })
}

/// The form, for each outcome of the plan.
fn sheet(visit: &Visit<'_>, view: &PlanView) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let plans = &pack.child_in_need;
    let outcomes = view.plan.record.now.words.outcomes.iter();
    let title = |outcome: &Outcome| format!("Outcome {}", outcome.number);
    let outcomes: Vec<Row> =
        outcomes.enumerate().map(|(place, outcome)| Row::new(place.to_string(), title(outcome))).collect();
    let endings = plans.endings.iter().filter(|ending| !ending.step_down && !ending.protection);
    let next =
        format!("Within {} at the latest. {}. Like 4 9 2026.", plans.later_review, plans.review_source);
    Ok(Sheet::new(pack, &REVIEW_FORM, None)?
        .rows(PROGRESS, &outcomes)
        .offering("ending", endings.map(|ending| (&*ending.code, &*ending.name)))
        .worded("next_on", None, Some(&next)))
}

fn show(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, plan)?;
    let sheet = sheet(visit, &view)?;
    let outcomes = &view.plan.record.now.words.outcomes;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Record a review"))
        @if view.plan.record.is_open() {
            (visit.form(filling, html! {
                (sheet.asked_only(filling, FIRST))
                h2 class="govuk-heading-m" { "How far is each outcome?" }
                @for (place, outcome) in outcomes.iter().enumerate() {
                    (of_outcome(&view, outcome))
                    (sheet.asked_only(filling, &[&format!("{PROGRESS}.{place}")]))
                }
                (sheet.asked_but(filling, &[FIRST, &[PROGRESS]].concat()))
                (Button::new("Save this review"))
            }))
        } @else {
            p class="govuk-body" { "This plan has ended." }
        }
    };
    Ok(View::new("Review a child in need plan", body).before(back(plan)))
}

/// What an outcome says, and how far it was before.
fn of_outcome(view: &PlanView, outcome: &Outcome) -> Markup {
    let before = view.plan.record.progress_of(outcome.number);
    html! {
        p class="govuk-body" { (verbatim(&outcome.what)) }
        @if !outcome.measure.trim().is_empty() { p class="govuk-hint" { "We will know by: " (verbatim(&outcome.measure)) } }
        @if let Some((review, said)) = before {
            p class="govuk-hint" { "At the review of " (london::date_in_words(review.on)) ": " (progress(said.how)) " " (verbatim(&said.words)) }
        }
    }
}

fn send(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, filling: &Filling) -> Result<Sent, Stop> {
    let known = view(&visit.session, plan)?;
    let sheet = sheet(visit, &known)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let Some(on) = given.day("on") else {
        return Err(Refusal::field("on", "Say on which day it was held.").into());
    };
    let get = |name: &str| given.words(name).trim().to_owned();
    let decision = Decision::from_code(&given.words("decision"));
    let outcomes = (0_u16..).zip(&known.plan.record.now.words.outcomes);
    let progress = outcomes.map(|(place, outcome)| {
        let how = How::from_code(&given.nth(PROGRESS, place, "how"));
        (outcome.number, how, given.nth(PROGRESS, place, "words").trim().to_owned())
    });
    let asked = ReviewAsked {
        on,
        progress: progress.collect(),
        child: ChildSays {
            says: get("child_says"),
            shows: get("child_shows"),
            not_known: get("child_not_known"),
            kept: get("child_kept"),
            from: Vec::new(),
        },
        came: get("came"),
        decision,
        reasons: get("reasons"),
        ending: given.words("ending"),
        next_on: given.day("next_on").filter(|_| decision == Some(Decision::GoOn)),
        further: given.further(),
    };
    review(&visit.session, &filling.sending(), plan, asked)?;
    Ok(Sent::to(address(plan, "")))
}
