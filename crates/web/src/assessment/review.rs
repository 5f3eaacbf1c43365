//! The review point: set at the outset and shared with the family; held, with what was seen; or set anew with the reason.

use casework::Stop;
use casework::assessment;
use design::govuk::{Button, button_group};
use domain::access::Action;
use domain::assessment::{Assessment, ReviewAsked};
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use maud::html;

use super::{address, below, blank, heading, is_open, open, strip, typed};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// The page.
pub(super) static REVIEW: Act<Id<Assessment>> = Act {
    path: "/assessments/{assessment}/review",
    name: "review point of an assessment",
    action: Action::WriteAssessment,
    prefill: blank,
    show,
    send,
};

const ACT: &str = "act";

fn show(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, is_open)?;
    let asked = Asked::new(filling, &[]);
    let known = &view.assessment.record;
    let waits = known.review().is_some_and(|review| review.held.is_none());
    let shared = known.review().is_some_and(|review| review.shared_on.is_some());
    let body = html! {
        (asked.summary())
        (heading(&view, "Review point"))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        (strip::strip(visit, &view))
        (asked.form(visit, html! {
            @if waits {
                h2 class="govuk-heading-m" { "It was held" }
                (typed::day_line(&asked, "held_on", "On which day?"))
                (asked.lines("words", "What was seen, and what is done now?").rows(3))
                (button_group(Button::new("Write it down").sends(ACT, "held")))
            }
            @if waits && !shared {
                h2 class="govuk-heading-m" { "The family was told of it" }
                (typed::day_line(&asked, "shared_on", "On which day?"))
                (asked.line("shared_with", "Who of the family?"))
                (button_group(Button::new("Save").secondary().sends(ACT, "shared")))
            }
            h2 class="govuk-heading-m" { "Set another" }
            (typed::day_line(&asked, "review_on", "Which day?"))
            (asked.line("why", "Why another day?"))
            (typed::day_line(&asked, "new_shared_on", "On which day was the family told? Leave it empty if not yet"))
            (asked.line("new_shared_with", "Who of the family was told; or why nobody was yet"))
            (button_group(Button::new("Set the review point").secondary().sends(ACT, "set")))
        }))
    };
    below(visit, &view, "Review point", body)
}

fn send(visit: &Visit<'_>, id: Id<Assessment>, filling: &Filling) -> Result<Sent, Stop> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut day = |field: &str| typed::day(&filling.fields, field, &mut problems);
    let (held_on, shared_on, review_on, new_shared) =
        (day("held_on"), day("shared_on"), day("review_on"), day("new_shared_on"));
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let sending = filling.sending();
    match filling.get(ACT) {
        "set" => {
            let asked = ReviewAsked {
                on: review_on,
                why: filling.get("why").into(),
                shared_on: new_shared,
                shared_with: filling.get("new_shared_with").into(),
            };
            assessment::set_review(&visit.session, &sending, id, &asked).map_err(renamed)?;
        }
        "shared" => {
            let Some(on) = shared_on else {
                return Err(Refusal::field("shared_on", "Write the day on which the family was told.").into());
            };
            assessment::share_review(&visit.session, &sending, id, on, filling.get("shared_with"))?;
        }
        _ => assessment::hold_review(&visit.session, &sending, id, held_on, filling.get("words"))?,
    }
    Ok(Sent::to(address(id, "#clocks")))
}

/// The fields of a new review point have names of their own beside those of the one that stands.
fn renamed(stop: Stop) -> Stop {
    match stop {
        Stop::Refusal(Refusal::Invalid(problems)) => {
            let renamed = problems.into_iter().map(|problem| match problem.field.as_str() {
                "shared_on" | "shared_with" => Problem::new(format!("new_{}", problem.field), problem.words),
                _ => problem,
            });
            Refusal::Invalid(renamed.collect()).into()
        }
        other => other,
    }
}
