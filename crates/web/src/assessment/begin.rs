//! Beginning an assessment from a child's page: with which brothers and sisters, why, and with the review point that is shared with the family.

use casework::Stop;
use casework::assessment::{self, Offered};
use design::govuk::{Button, Checkboxes, Choice, InsetText, SelectItem};
use domain::access::Action;
use domain::assessment::{BeginAsked, ReviewAsked};
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::{Problem, Refusal};
use maud::{Markup, html};

use super::{address, name, typed};
use crate::child::identity;
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

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
    let offered = assessment::offered(&visit.session, *child)?;
    let mut fields = Fields::default();
    for sibling in &offered.children {
        fields.add("children", sibling.child.to_string());
    }
    Ok(Prefilled { fields, version: 0 })
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let offered = assessment::offered(&visit.session, child)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Child and family assessment" }
        @match &offered.runs {
            Some((runs, reference)) => {
                (InsetText::new(html! {
                    "An assessment of this child is being made already: "
                    a class="govuk-link" href=(address(*runs, "")) { (reference) } ". A child has one at a time."
                }))
            }
            None if offered.children.is_empty() => {
                (InsetText::new("An assessment begins when a referral of the child was accepted. No episode is open."))
            }
            None => (asked.form(visit, questions(&asked, &offered, filling))),
        }
    };
    identity::about(visit, child, Action::ReadFile, "Begin an assessment", body)
}

fn questions(asked: &Asked<'_>, offered: &Offered, filling: &Filling) -> Markup {
    let children = offered
        .children
        .iter()
        .map(|one| {
            let words = html! { (name(&one.name)) ", referred " (london::date_in_words(one.referral_date)) };
            Choice::new(one.child.to_string(), words)
        })
        .collect();
    let chosen = filling.fields.all("children").map(str::to_owned);
    let workers = offered.workers.iter().map(|(worker, name)| SelectItem::new(worker.to_string(), name.as_str())).collect();
    html! {
        (Checkboxes::new("children", "Whom is it about?", children).values(chosen).hint("Brothers and sisters are assessed together; each has pages of their own").error(filling.error("children")))
        @if !offered.carers.is_empty() {
            p class="govuk-body" {
                "Parents and carers on the record go with it: "
                @for (place, carer) in offered.carers.iter().enumerate() { @if place > 0 { ", " } (name(carer)) }
                ". Absent fathers and new partners can be added at any time."
            }
        }
        (asked.lines("purpose", "Why is it made?").hint("What is to be found out, in plain words").rows(3))
        (asked.list("worker", "Which social worker makes it?", workers))
        h2 class="govuk-heading-m" { "Review point" }
        (typed::day_line(asked, "review_on", "On which day do you look whether it gets where it should?"))
        (asked.line("why", "Why then?").hint("You may leave this empty"))
        (typed::day_line(asked, "shared_on", "On which day was the family told? Leave it empty if not yet"))
        (asked.line("shared_with", "Who of the family was told; or why nobody was yet"))
        (Button::new("Begin the assessment"))
    }
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
        children: fields.all("children").filter_map(|child| child.parse().ok()).collect(),
        purpose: fields.get("purpose").into(),
        worker: fields.get("worker").parse().ok(),
        review,
    };
    let id = assessment::begin(&visit.session, &filling.sending(), child, asked)?;
    Ok(Sent::to(address(id, "")))
}
