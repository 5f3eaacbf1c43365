//! Child in need plans, page by page: made for a child and, from one form, for brothers and sisters; read, changed, reviewed, ended; what changed; and on
//! paper for the family and for each agency.

mod agree;
mod change;
mod changes;
mod end;
mod list;
mod make;
mod of_child;
mod page;
mod paper;
mod questions;
pub(crate) mod read;
mod review;
mod section;

pub(crate) use section::{acts, of_child, on_work_page};

use casework::child_in_need::PlanView;
use design::govuk::BackLink;
use design::own::Tone;
use domain::child_in_need::{ChildInNeedPlan, How, Standing};
use domain::id::Id;
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, Render, html};

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        list::LIST.mount(),
        of_child::OF_CHILD.mount(),
        make::MAKE.mount(),
        page::PAGE.mount(),
        change::CHANGE.mount(),
        changes::CHANGES.mount(),
        review::REVIEW.mount(),
        end::END.mount(),
        paper::PAPER.mount(),
        agree::AGREE.mount(),
    ]
}

/// The address of a plan's page, or of one below it.
pub(crate) fn address(plan: Id<ChildInNeedPlan>, below: &str) -> String {
    format!("/plans/{plan}{below}")
}

/// The way back to the plan.
fn back(plan: Id<ChildInNeedPlan>) -> Markup {
    BackLink { content: "Back to the plan".into(), ..BackLink::to(address(plan, "")) }.render()
}

/// What the page is and whom it is about, above what is done on it.
fn heading(view: &PlanView, words: &str) -> Markup {
    html! {
        span class="govuk-caption-l" { "Child in need plan, " (name(&view.name)) }
        h1 class="govuk-heading-l" { (words) }
    }
}

/// A name that somebody typed, inside other words.
fn name(words: &str) -> Markup {
    html! { bdi { (shown_in_line(words)) } }
}

/// Words as they were typed, line by line.
fn verbatim(words: &str) -> Markup {
    html! { span class="app-wrap" dir="auto" { (shown(words)) } }
}

/// How a plan stands.
fn standing(standing: Standing) -> Markup {
    let tone = match standing {
        Standing::Overdue => Tone::Pressing,
        Standing::Near => Tone::Waiting,
        Standing::Holds => Tone::Active,
        Standing::Ended => Tone::Quiet,
    };
    tone.tag(standing.words()).render()
}

/// How an outcome stands.
fn progress(how: How) -> Markup {
    let tone = match how {
        How::Met => Tone::Done,
        How::Moving => Tone::Active,
        How::NotMoving => Tone::Waiting,
        How::Worse => Tone::Pressing,
    };
    tone.tag(how.words()).render()
}
