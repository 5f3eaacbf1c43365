//! Ending a plan; recording whether it is kept; a manager's agreement; why only those in danger act.

use casework::Stop;
use casework::safety_plan::{PlanView, agree, check, end, explain, view};
use design::govuk::{BackLink, Button, Choice, Radios, Textarea};
use domain::access::Action;
use domain::id::Id;
use domain::refusal::Refusal;
use domain::safety_plan::{CheckAsked, SafetyPlan};
use maud::{Markup, Render, html};

use super::{at, words};
use crate::handover::moment;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Ending a plan.
pub(super) static END: Act<Id<SafetyPlan>> = Act {
    path: "/safety-plans/{plan}/end",
    name: "end a safety plan",
    action: Action::EndSafetyPlan,
    prefill,
    show: show_end,
    send: |visit, id, filling| {
        end(&visit.session, &filling.sending(), id, filling.get("ending"), filling.get("reason"))?;
        Ok(Sent::to(at(id, "")))
    },
};

/// Recording a look.
pub(super) static CHECK: Act<Id<SafetyPlan>> = Act {
    path: "/safety-plans/{plan}/check",
    name: "record whether a safety plan is kept",
    action: Action::CheckSafetyPlan,
    prefill,
    show: show_check,
    send: send_check,
};

/// A manager's agreement.
pub(super) static AGREE: Act<Id<SafetyPlan>> = Act {
    path: "/safety-plans/{plan}/agree",
    name: "agree to a safety plan",
    action: Action::AgreeSafetyPlan,
    prefill,
    show: show_agree,
    send: |visit, id, filling| {
        agree(&visit.session, &filling.sending(), id, filling.get("words"))?;
        Ok(Sent::to(at(id, "")))
    },
};

/// Why only those in danger act.
pub(super) static EXPLAIN: Act<Id<SafetyPlan>> = Act {
    path: "/safety-plans/{plan}/why",
    name: "say why only those in danger act in a safety plan",
    action: Action::MakeSafetyPlan,
    prefill: |visit, id, moment| {
        let mut prefilled = prefill(visit, id, moment)?;
        let words = view(&visit.session, *id)?.plan.record.now.words.only_theirs;
        prefilled.fields.set("only_theirs", words);
        Ok(prefilled)
    },
    show: show_explain,
    send: |visit, id, filling| {
        explain(&visit.session, &filling.sending(), id, filling.get("only_theirs"))?;
        Ok(Sent::to(at(id, "")))
    },
};

fn prefill(visit: &Visit<'_>, id: &Id<SafetyPlan>, _: At) -> Result<Prefilled, Stop> {
    let view = view(&visit.session, *id)?;
    Ok(Prefilled { version: view.plan.version.0, ..Prefilled::default() })
}

/// The time of day taken when only the day is said.
const LEFT_OUT: &str = "12:00";

fn around(view: &PlanView, filling: &Filling, title: &str, form: &Markup) -> View {
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "For " (words::children(&view.children)) "." }
        (form)
    };
    let back = BackLink { content: "Back to the plan".into(), ..BackLink::to(at(view.plan.record.id, "")) };
    View::new(title, body).before(back.render())
}

fn show_end(visit: &Visit<'_>, id: Id<SafetyPlan>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let endings = &visit.house().pack.safety_plans.endings;
    let endings = endings.iter().map(|ending| Choice::new(&ending.code, &ending.name)).collect();
    let questions = html! {
        (Radios::new("ending", "Why does the plan end?", endings).value(filling.get("ending")).error(filling.error("ending")))
        (Textarea::new("reason", "Why is it no longer needed, and what keeps the children safe now?")
            .value(filling.get("reason"))
            .error(filling.error("reason")))
        (Button::new("End this plan").warning())
    };
    let form = visit.short_form(filling, questions).render();
    Ok(around(&view, filling, "End this safety plan", &form))
}

fn show_check(visit: &Visit<'_>, id: Id<SafetyPlan>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let kept = vec![Choice::new("yes", "It was kept"), Choice::new("no", "It was broken")];
    let questions = html! {
        (Radios::new("kept", "Was the plan kept?", kept).value(filling.get("kept")).error(filling.error("kept")))
        (Textarea::new("seen", "What did you see or hear, and how?")
            .hint("A visit, a telephone call; who was there; what the children said.")
            .value(filling.get("seen"))
            .error(filling.error("seen")))
        (Textarea::new("done", "If it was broken: what was done at once?").rows(3).value(filling.get("done")).error(filling.error("done")))
        (moment::asked(filling, "looked", "When you looked, if not now", LEFT_OUT))
        (moment::asked(filling, "next", "Next check", LEFT_OUT))
        (Button::new("Record this check"))
    };
    let form = visit.form(filling, questions).render();
    Ok(around(&view, filling, "Was the safety plan kept?", &form))
}

fn send_check(visit: &Visit<'_>, id: Id<SafetyPlan>, filling: &Filling) -> Result<Sent, Stop> {
    let mut problems = Vec::new();
    let fields = &filling.fields;
    let asked = CheckAsked {
        kept: match filling.get("kept") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        seen: filling.get("seen").into(),
        done: filling.get("done").into(),
        looked_at: moment::read(fields, "looked", LEFT_OUT, &mut problems),
        next: moment::read(fields, "next", LEFT_OUT, &mut problems),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    check(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(at(id, "")))
}

fn show_agree(visit: &Visit<'_>, id: Id<SafetyPlan>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let plan = &view.plan.record;
    let own = plan.now.by == visit.session.staff.id;
    let questions = html! {
        (Textarea::new("words", "Anything to add?").rows(3).value(filling.get("words")).error(filling.error("words")))
        (Button::new("Agree to this plan"))
    };
    let form = html! {
        p class="govuk-body" { "The plan stands already. If it does not do, replace it or end it instead." }
        (words::made(&plan.now, plan.edition(), &view.names))
        (words::edition(&view, &visit.house().pack, &plan.now))
        @if own {
            p class="govuk-body" { "You wrote this version, so another manager must agree to it." }
        } @else if plan.now.agreed.is_none() && plan.is_live() {
            (visit.short_form(filling, questions))
        }
    };
    Ok(around(&view, filling, "Agree to this safety plan", &form))
}

fn show_explain(visit: &Visit<'_>, id: Id<SafetyPlan>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let plan = &view.plan.record;
    let questions = html! {
        (Textarea::new("only_theirs", "Why can only they act now, and who else will, by when?")
            .value(filling.get("only_theirs"))
            .error(filling.error("only_theirs")))
        (Button::new("Keep this"))
    };
    let form = html! {
        @if plan.is_lopsided() {
            p class="govuk-body" { "Every action of this plan falls on the parent who is harmed or on a child." }
        }
        (words::actions(&view, &visit.house().pack, &plan.now.words.actions, true))
        (visit.short_form(filling, questions))
    };
    Ok(around(&view, filling, "Why only they act", &form))
}
