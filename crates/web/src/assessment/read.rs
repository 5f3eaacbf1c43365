//! The whole assessment on one page, to read, to comment on at the place, and to print: every answer with the events it rests on.

use casework::Stop;
use casework::assessment::{AssessmentView, view};
use domain::access::Action;
use domain::assessment::Assessment;
use domain::calendar::london;
use domain::form::{Place, Question};
use domain::id::Id;
use maud::{Markup, Render, html};

use super::around_family::AroundFamily;
use super::evidence::Beside;
use super::{below, carer_name, children, form_of, heading, lines, name, page};
use crate::forms::Answered;
use crate::route::{Page, View, Visit};

/// The page.
pub(super) static READ: Page<Id<Assessment>> = Page {
    path: "/assessments/{assessment}/read",
    name: "whole assessment",
    action: Action::ReadAssessment,
    show,
};

fn show(visit: &Visit<'_>, id: Id<Assessment>) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let body = html! {
        (heading(&view, "Child and family assessment"))
        p class="govuk-body" { (page::stage(view.assessment.record.stage())) }
        (front(&view))
        (whole(visit, &view)?)
    };
    Ok(below(visit, &view, "Whole assessment", body)?.wide())
}

/// What stands on the front of a printed assessment.
fn front(view: &AssessmentView) -> Markup {
    let known = &view.assessment.record;
    html! {
        p class="govuk-body" {
            "About " (children(view)) ". Begun " (london::date_in_words(known.started_on())) ", made by " (view.names.name(known.worker)) "."
            @if let Some(authorised) = &known.authorised {
                " Authorised " (london::date_in_words(london::date_of(authorised.at))) " by " (view.names.name(authorised.by)) "."
            }
        }
        @if !known.carers.is_empty() {
            p class="govuk-body" {
                "Parents and carers: "
                @for (place, carer) in known.carers.iter().enumerate() {
                    @if place > 0 { "; " }
                    bdi { (carer_name(view, place)) } @if !carer.relation.is_empty() { " (" (name(&carer.relation)) ")" }
                }
                "."
            }
        }
        p class="govuk-body" { "Why it is made: " (name(&known.purpose)) }
        @if let Some(authorised) = &known.authorised {
            h2 class="govuk-heading-m" { "What the manager wrote" }
            (lines(&authorised.reasons))
        }
    }
}

/// Every answer, with what it rests on and what was said about it.
pub(super) fn whole(visit: &Visit<'_>, view: &AssessmentView) -> Result<Markup, Stop> {
    let form = form_of(view);
    let around = AroundFamily::default();
    let beside = Beside { visit, view, form: &form, written: false, around: &around };
    let draw = |place: &Place, question: &Question| beside.of(place, question);
    Ok(html! {
        h2 class="govuk-heading-m" { "The assessment" }
        (Answered::new(&form, &view.assessment.record.answers).beside(&draw).with_unanswered().render())
    })
}
