//! Ending a plan without a review: the family moved, the child came into care, it was recorded in error.

use casework::Stop;
use casework::child_in_need::{end, view};
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::child_in_need::{ChildInNeedPlan, EndAsked};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::html;

use super::{address, back, heading, read, review};
use crate::contact::filled::Asked;
use crate::contact::repeat::all_right;
use crate::route::{Act, Filling, Sent, View, Visit};

/// The end of a plan.
pub(super) static END: Act<Id<ChildInNeedPlan>> = Act {
    path: "/plans/{need_plan}/end",
    name: "end a child in need plan",
    action: Action::ReviewChildInNeedPlan,
    prefill: |visit, plan, at| review::at_version(visit, *plan, at),
    show,
    send,
};

fn show(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, plan)?;
    let asked = Asked::new(filling, &[]);
    let endings = &visit.house().pack.child_in_need.endings;
    let endings = endings.iter().filter(|ending| !ending.protection);
    let endings = endings.map(|ending| Choice::new(&ending.code, ending.name.as_str())).collect();
    let body = html! {
        (asked.summary())
        (heading(&view, "End the plan"))
        (asked.conflict(&[("on", "Day"), ("reasons", "Why")], &|_, words| words.to_owned()))
        p class="govuk-body" {
            "Where a review decided it, " a class="govuk-link" href=(address(plan, "/review")) { "record the review" }
            ": it ends the plan and says how far each outcome came. A child protection plan that begins ends this plan by itself."
        }
        (asked.form(visit, html! {
            (asked.line("on", "Last day of the plan").hint("Like 4 9 2026").classes("govuk-input--width-10"))
            (asked.one_of("ending", "Why does it end?", endings))
            (asked.lines("reasons", "What happened, and what holds for the child instead?"))
            (Button::new("End this plan").warning())
        }))
    };
    Ok(View::new("End a child in need plan", body).before(back(plan)))
}

fn send(visit: &Visit<'_>, plan: Id<ChildInNeedPlan>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems = Vec::new();
    let on = read::day(fields, "on", &mut problems);
    all_right(problems)?;
    let Some(on) = on else { return Err(Refusal::Invalid(Vec::new()).into()) };
    let asked = EndAsked {
        on,
        ending: fields.get("ending").to_owned(),
        words: fields.get("reasons").trim().to_owned(),
    };
    end(&visit.session, &filling.sending(), plan, asked)?;
    Ok(Sent::to(address(plan, "")))
}
