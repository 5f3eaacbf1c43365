//! Beginning an assessment from a child's page: with which brothers and sisters, why, and with the review point that is shared with the family.

use casework::Stop;
use casework::assessment::{BeginAsked, Offered, OfferedChild, begin, offered};
use casework::staff::colleagues;
use design::govuk::{Button, Checkboxes, Choice, InsetText, SelectItem};
use domain::access::Action;
use domain::assessment::ReviewAsked;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::{Problem, Refusal};
use maud::{Markup, html};

use super::{address, name, typed};
use crate::child::identity;
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// The field of the brothers and sisters.
const WITH: &str = "with";

/// Beginning it.
pub(super) static BEGIN: Act<Id<Person>> = Act {
    path: "/children/{child}/assessment",
    name: "begin an assessment",
    action: Action::BeginAssessment,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    let offered = offered(&visit.session, *child)?;
    let mut fields = Fields::default();
    for sibling in offered.siblings.iter().filter(|sibling| can_be(sibling)) {
        fields.add(WITH, sibling.child.to_string());
    }
    fields.set("worker", visit.session.staff.id.to_string());
    Ok(Prefilled { fields, version: 0 })
}

/// Whether a child can be assessed now: open, and not in an assessment already.
pub(super) fn can_be(child: &OfferedChild) -> bool {
    child.referral_date.is_some() && child.runs.is_none()
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let offered = offered(&visit.session, child)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Child and family assessment" }
        @match (offered.child.runs, offered.child.referral_date) {
            (Some(runs), _) => {
                (InsetText::new(html! {
                    a class="govuk-link" href=(address(runs, "")) { "An assessment of this child is being made already" } ". A child has one at a time."
                }))
            }
            (None, None) => (InsetText::new("An assessment begins when a referral of the child was accepted. No episode is open.")),
            (None, Some(referred)) => {
                p class="govuk-body" {
                    "It counts from the referral, " (london::date_in_words(referred)) ": "
                    @if let Some(due) = offered.due { "decided by " (london::date_in_words(due)) }
                    @if let Some(target) = offered.target { ", local target " (london::date_in_words(target)) }
                    "."
                }
                (asked.form(visit, questions(visit, &asked, &offered, filling)?))
            }
        }
    };
    identity::about(visit, child, Action::ReadFile, "Begin an assessment", body)
}

fn questions(
    visit: &Visit<'_>,
    asked: &Asked<'_>,
    offered: &Offered,
    filling: &Filling,
) -> Result<Markup, Stop> {
    let siblings: Vec<&OfferedChild> = offered.siblings.iter().filter(|sibling| can_be(sibling)).collect();
    let choices = siblings
        .iter()
        .map(|sibling| {
            let referred = sibling.referral_date.map(london::date_in_words).unwrap_or_default();
            Choice::new(sibling.child.to_string(), html! { (name(&sibling.name)) ", referred " (referred) })
        })
        .collect();
    let chosen = filling.fields.all(WITH).map(str::to_owned);
    let colleagues = colleagues(&visit.session)?;
    let workers =
        colleagues.iter().map(|worker| SelectItem::new(worker.id.to_string(), shown_in_line(&worker.name)));
    Ok(html! {
        @if siblings.is_empty() {
            p class="govuk-body" { "It is about " (name(&offered.child.name)) "." }
        } @else {
            (Checkboxes::new(WITH, html! { "With " (name(&offered.child.name)) ", whom else is it about?" }, choices).values(chosen).hint("Brothers and sisters are assessed together; each has pages of their own").error(filling.error(WITH)))
        }
        @if !offered.carers.is_empty() {
            p class="govuk-body" {
                "Parents and carers on the record go with it: "
                @for (place, (called, carer)) in offered.carers.iter().enumerate() {
                    @if place > 0 { "; " }
                    (name(called)) @if !carer.relation.is_empty() { ", " (name(&carer.relation)) }
                }
                ". Absent fathers and new partners can be added at any time."
            }
        }
        (asked.lines("purpose", "Why is it made?").hint("What is to be found out, in plain words").rows(3))
        (asked.list("worker", "Which social worker makes it?", workers.collect()))
        h2 class="govuk-heading-m" { "Review point" }
        (typed::day_line(asked, "review_on", "On which day do you look whether it gets where it should?"))
        (asked.line("why", "Why then?").hint("You may leave this empty"))
        (typed::day_line(asked, "shared_on", "On which day was the family told? Leave it empty if not yet"))
        (asked.line("shared_with", "Who of the family was told; or why nobody was yet"))
        (Button::new("Begin the assessment"))
    })
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let mut problems: Vec<Problem> = Vec::new();
    let fields = &filling.fields;
    let review = ReviewAsked {
        on: typed::day(fields, "review_on", &mut problems),
        why: fields.get("why").into(),
        shared_on: typed::day(fields, "shared_on", &mut problems),
        shared_with: fields.get("shared_with").into(),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let asked = BeginAsked {
        others: fields.all(WITH).filter_map(|child| child.parse().ok()).collect(),
        purpose: fields.get("purpose").into(),
        worker: fields.get("worker").parse().ok(),
        review,
    };
    let id = begin(&visit.session, &filling.sending(), child, asked)?;
    Ok(Sent::to(address(id, "")))
}
