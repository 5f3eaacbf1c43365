//! The child in need plans of a child: the one that stands, and those that ended.

use casework::Stop;
use casework::child_in_need::of_child;
use design::govuk::{Button, button_group};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use maud::{Markup, Render, html};

use super::{address, standing};
use crate::child::identity;
use crate::route::{Page, View, Visit};

/// A child's plans.
pub(super) static OF_CHILD: Page<Id<Person>> = Page {
    path: "/children/{child}/plan",
    name: "child in need plans of a child",
    action: Action::ReadChildInNeedPlan,
    show,
};

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    identity::about(visit, child, Action::ReadChildInNeedPlan, "", Markup::default())?;
    let known = of_child(&visit.session, child)?;
    let today = london::date_of(visit.session.at);
    let plans = &visit.house().pack.child_in_need;
    let has_open = known.plans.iter().any(|plan| plan.record.is_open());
    let body = html! {
        h1 class="govuk-heading-l" { "Child in need plan" }
        @if known.plans.is_empty() { p class="govuk-body" { "The child has had no child in need plan here." } }
        @for plan in known.plans.iter().map(|known| &known.record) {
            p class="govuk-body" {
                (standing(plan.standing(today, plans))) " "
                a class="govuk-link" href=(address(plan.id, "")) { "Plan from " (london::date_in_words(plan.started_on)) }
                @match &plan.ended {
                    Some(ended) => { " until " (london::date_in_words(ended.on)) },
                    None => { @if let Some(due) = plan.review_due() { ", review by " (london::date_in_words(due)) } },
                }
            }
        }
        @if !has_open && known.may_make {
            @match known.episode {
                Some(_) => (button_group(Button::link("Make a child in need plan", format!("/children/{child}/plan/new")).render())),
                None => p class="govuk-body" { "The child is not open: a plan begins once a referral is accepted." },
            }
        }
    };
    identity::about(visit, child, Action::ReadChildInNeedPlan, "Child in need plan", body)
}
