//! A manager agrees to the version of a plan that stands, or asks for a change of it. Whoever wrote it does not.

use casework::Stop;
use casework::child_in_need::{PlanView, agree, view};
use design::govuk::{Button, Choice, InsetText};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::child_in_need::{AgreeAsked, ChildInNeedPlan};
use domain::id::Id;
use maud::{Markup, html};

use super::{address, back, heading, name, page, review, verbatim};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Sent, View, Visit};

/// Agreeing.
pub(super) static AGREE: Act<Id<ChildInNeedPlan>> = Act {
    path: "/plans/{need_plan}/agree",
    name: "agree to a child in need plan",
    action: Action::AgreeChildInNeedPlan,
    prefill: |visit, plan, at| review::at_version(visit, *plan, at),
    show,
    send,
};

fn show(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, plan)?;
    let record = &view.plan.record;
    let asked = Asked::new(filling, &[]);
    let choices = vec![
        Choice::new("yes", "I agree to it as it stands"),
        Choice::new("no", "Something must be changed first"),
    ];
    let hint = if record.edition() > 1 {
        "The plan was changed: say why it is right as it stands now, or what must be changed."
    } else {
        "Needed where something must be changed."
    };
    let body = html! {
        (asked.summary())
        (heading(&view, "Do you agree to the plan?"))
        (asked.conflict(&[("agrees", "Whether you agree"), ("words", "Why")], &|_, words| words.to_owned()))
        (page::child("What the child says and shows", &record.now.words.child, true))
        h2 class="govuk-heading-m" { "What will be different" }
        @for one in &record.now.words.outcomes { (page::outcome(Some(record), one)) }
        (page::contingency(&record.now.words))
        @if !record.now.why.is_empty() { p class="govuk-body" { "Changed because: " (verbatim(&record.now.why)) } }
        @if record.edition() > 1 { p class="govuk-body" { a class="govuk-link" href=(address(plan, "/changes")) { "What changed from version to version" } } }
        @if view.may.contains(&Action::AgreeChildInNeedPlan) && record.is_open() {
            (asked.form(visit, html! {
                (asked.one_of("agrees", "Do you agree?", choices))
                (asked.lines("words", "Why? Or: what must be changed?").hint(hint).rows(4))
                (Button::new("Save the answer"))
            }))
        } @else if record.now.by == visit.session.staff.id {
            (InsetText::new("You wrote this version, so somebody else must agree to it."))
        } @else {
            (InsetText::new("Nothing waits to be agreed here."))
        }
    };
    Ok(View::new("Agree to a child in need plan", body).before(back(plan)))
}

fn send(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, filling: &Filling) -> Result<Sent, Stop> {
    let agrees = match filling.get("agrees") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let asked = AgreeAsked { agrees, words: filling.get("words").trim().to_owned() };
    agree(&visit.session, &filling.sending(), plan, &asked)?;
    Ok(Sent::to(address(plan, "")))
}

/// Whether a manager agrees to the version that stands, for the plan's page.
pub(super) fn stands(view: &PlanView) -> Markup {
    let record = &view.plan.record;
    html! {
        @match record.agreement() {
            Some(said) => {
                p class="govuk-body" {
                    (if said.agrees { Tone::Done.tag("Agreed by a manager") } else { Tone::Pressing.tag("A manager asks for a change") })
                    " " (name(view.names.name(said.by))) ", " (london::moment_in_words(said.at)) "."
                    @if !said.words.is_empty() { " " (verbatim(&said.words)) }
                }
            },
            None if record.is_open() => {
                p class="govuk-body" { (Tone::Waiting.tag("No manager has agreed yet")) " The plan stands all the same." }
            },
            None => {},
        }
    }
}
