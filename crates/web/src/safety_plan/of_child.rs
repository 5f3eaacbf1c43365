//! The safety plans of a child: the one that stands, and those that were ended.

use casework::Stop;
use casework::safety_plan::{OfChild, of_child};
use design::govuk::{Button, button_group};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, Render, html};

use super::{at, page, words};
use crate::child::identity;
use crate::route::{Page, View, Visit};

/// A child's safety plans.
pub(super) static OF_CHILD: Page<Id<Person>> = Page {
    path: "/children/{child}/safety-plan",
    name: "safety plans of a child",
    action: Action::ReadSafetyPlan,
    show,
};

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    identity::about(visit, child, Action::ReadSafetyPlan, "", Markup::default())?;
    let plans = of_child(&visit.session, child)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Safety plan" }
        (crate::voice::under_heading(visit, child)?)
        @for closed in &plans.closed { (super::record::restricted(closed)) }
        @match &plans.stands {
            Some(view) => (page::plan(visit, view)),
            None => {
                p class="govuk-body" { "No safety plan stands for this child." }
                @if visit.may(Action::MakeSafetyPlan) {
                    (button_group(Button::link("Make a safety plan", format!("/children/{child}/safety-plan/new")).render()))
                }
            },
        }
        p class="govuk-body" { a class="govuk-link" href={ "/children/" (child) "/own-plan" } { "The child's own plan" } }
        (ended(visit, &plans))
    };
    identity::about(visit, child, Action::ReadSafetyPlan, "Safety plan", body)
}

fn ended(visit: &Visit<'_>, plans: &OfChild) -> Markup {
    html! {
        @if !plans.ended.is_empty() {
            h2 class="govuk-heading-m" { "Earlier plans" }
            ul class="govuk-list" {
                @for plan in plans.ended.iter().map(|known| &known.record) {
                    li {
                        a class="govuk-link" href=(at(plan.id, "")) { "Plan until " (london::moment_in_words(plan.expires())) } ". "
                        @match &plan.ended {
                            Some(ended) => {
                                "Ended by " (words::name(plans.names.name(ended.by))) " on " (london::moment_in_words(ended.at)) ": " (words::verbatim(&ended.reason))
                            },
                            None => (words::standing(plan.standing(visit.session.at, &visit.house().pack.safety_plans))),
                        }
                    }
                }
            }
        }
    }
}
