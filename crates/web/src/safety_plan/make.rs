//! Making a plan, renewing and replacing it: one form of the pack, what is most needed first, so that it can be filled in at two in the morning.

use casework::Stop;
use casework::safety_plan::{Asked, make, next, of_child, people_around, plan_version, view};
use casework::staff::colleagues;
use design::govuk::{BackLink, Button, Checkboxes, Choice, Textarea};
use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use domain::safety_plan::{FORM, How, PlanWords, SafetyPlan};
use maud::{Markup, Render, html};

use super::{at, make_read, words};
use crate::child::identity;
use crate::forms::page::{Given, Sheet};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Making a plan.
pub(super) static MAKE: Act<Id<Person>> = Act {
    path: "/children/{child}/safety-plan/new",
    name: "make a safety plan",
    action: Action::MakeSafetyPlan,
    prefill: prefill_new,
    show: show_new,
    send: |visit, child, filling| {
        let sheet = sheet(visit, &people_around(&visit.session, child)?, None)?;
        let mut given = sheet.read(&filling.fields)?;
        let asked = asked(visit, filling, &mut given, &[child])?;
        let made = make(&visit.session, &filling.sending(), child, asked);
        Ok(Sent::to(at(made.map_err(|stop| given.refused(stop))?, "")))
    },
};

/// Renewing a plan.
pub(super) static RENEW: Act<Id<SafetyPlan>> = Act {
    path: "/safety-plans/{plan}/renew",
    name: "renew a safety plan",
    action: Action::MakeSafetyPlan,
    prefill: prefill_next,
    show: |visit, plan, filling| show_next(visit, plan, filling, How::Renewed),
    send: |visit, plan, filling| send_next(visit, plan, filling, How::Renewed),
};

/// Replacing a plan.
pub(super) static REPLACE: Act<Id<SafetyPlan>> = Act {
    path: "/safety-plans/{plan}/replace",
    name: "replace a safety plan",
    action: Action::MakeSafetyPlan,
    prefill: prefill_next,
    show: |visit, plan, filling| show_next(visit, plan, filling, How::Replaced),
    send: |visit, plan, filling| send_next(visit, plan, filling, How::Replaced),
};

fn prefill_new(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    identity::about(visit, *child, Action::MakeSafetyPlan, "", Markup::default())?;
    let mut prefilled = Prefilled::default();
    prefilled.fields.set("monitor", visit.session.staff.id.to_string());
    Ok(prefilled)
}

fn prefill_next(visit: &Visit<'_>, plan: &Id<SafetyPlan>, at: At) -> Result<Prefilled, Stop> {
    let (record, version) = match at {
        At::Now => {
            let known = view(&visit.session, *plan)?.plan;
            (known.record, known.version.0)
        }
        At::Version(version) => (plan_version(&visit.session, *plan, version)?, version),
    };
    let sheet = Sheet::new(&visit.house().pack, &FORM, None)?;
    let mut fields = make_read::fields(&sheet, &record.now.words);
    let workers = colleagues(&visit.session)?;
    if !workers.iter().any(|worker| worker.id.to_string() == fields.get("monitor")) {
        // Whoever looked has left: somebody else is chosen.
        fields.set("monitor", "");
    }
    Ok(Prefilled { fields, version })
}

fn show_new(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let people = people_around(&visit.session, child)?;
    let stands = of_child(&visit.session, child)?.stands;
    let sheet = sheet(visit, &people, None)?;
    let questions = html! {
        (children(filling, &people, &[child]))
        (longest(visit))
        (sheet.asked(filling))
        (Button::new("Make this plan"))
    };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Make a safety plan" }
        @if let Some(standing) = stands {
            div class="govuk-inset-text" {
                p class="govuk-body" {
                    "A plan stands for this child already. "
                    a class="govuk-link" href=(at(standing.plan.record.id, "/renew")) { "Renew it" } " or "
                    a class="govuk-link" href=(at(standing.plan.record.id, "/replace")) { "replace it" } ", so that nobody reads two."
                }
            }
        }
        p class="govuk-body" { "It stands as soon as you send it. A manager agrees afterwards." }
        (visit.form(filling, questions))
    };
    identity::about(visit, child, Action::MakeSafetyPlan, "Make a safety plan", body)
}

fn show_next(visit: &Visit<'_>, id: Id<SafetyPlan>, filling: &Filling, how: How) -> Result<View, Stop> {
    let view = view(&visit.session, id)?;
    let plan = &view.plan.record;
    let first = plan.children.first().copied().ok_or(Refusal::NotFound)?;
    let people = people_around(&visit.session, first)?;
    let sheet = sheet(visit, &people, Some(&plan.now.words))?;
    let (title, why, hint, button) = match how {
        How::Replaced => (
            "Replace this safety plan",
            "Why is it replaced?",
            "What did not hold, or what has changed.",
            "Replace the plan",
        ),
        How::Made | How::Renewed => (
            "Renew this safety plan",
            "What did the review find, and why does the plan go on?",
            "What was kept, what was seen, what the family says. Change below what has changed.",
            "Renew the plan",
        ),
    };
    let questions = html! {
        (Textarea::new("why", why).hint(hint).rows(3).value(filling.get("why")).error(filling.error("why")))
        (children(filling, &people, &plan.children))
        (longest(visit))
        (sheet.asked(filling))
        (Button::new(button))
    };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "For " (words::children(&view.children)) ". Version " (plan.edition()) " is kept, and paper of it says that it is replaced." }
        (visit.form(filling, questions))
    };
    let back = BackLink { content: "Back to the plan".into(), ..BackLink::to(at(id, "")) };
    Ok(View::new(title, body).before(back.render()))
}

fn send_next(visit: &Visit<'_>, id: Id<SafetyPlan>, filling: &Filling, how: How) -> Result<Sent, Stop> {
    let plan = view(&visit.session, id)?.plan.record;
    let first = plan.children.first().copied().ok_or(Refusal::NotFound)?;
    let sheet = sheet(visit, &people_around(&visit.session, first)?, Some(&plan.now.words))?;
    let mut given = sheet.read(&filling.fields)?;
    let mut asked = asked(visit, filling, &mut given, &plan.children)?;
    if given.moment("starts").is_none() {
        asked.words.starts = visit.session.at;
    }
    let done = next(&visit.session, &filling.sending(), id, asked, (how, filling.get("why")));
    done.map_err(|stop| given.refused(stop))?;
    Ok(Sent::to(at(id, "")))
}

fn asked(
    visit: &Visit<'_>,
    filling: &Filling,
    given: &mut Given<'_>,
    for_whom: &[Id<Person>],
) -> Result<Asked, Stop> {
    let others: Result<Vec<Id<Person>>, _> = filling.fields.all("child").map(str::parse).collect();
    let others = others.map_err(|_| Refusal::field("child", "Choose the children from the list."))?;
    let others = others.into_iter().filter(|child| !for_whom.contains(child)).collect();
    let words = make_read::read(given, &visit.house().pack, visit.session.at)?;
    Ok(Asked { others, words })
}

/// The form, with the people around the child, the parts of the pack and the colleagues. Whom an earlier version names stands there too.
fn sheet(
    visit: &Visit<'_>,
    people: &[(Id<Person>, String, bool)],
    before: Option<&PlanWords>,
) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let mut known: Vec<(String, String)> = vec![(String::new(), "Not on the record".to_owned())];
    known.extend(people.iter().map(|(person, called, _)| (person.to_string(), shown_in_line(called))));
    let acting = before.iter().flat_map(|words| &words.actions).map(|one| (one.person, &one.who));
    let agreed = before.iter().flat_map(|words| &words.agreements).map(|one| (one.person, &one.who));
    for (person, who) in acting.chain(agreed) {
        let person = person.map(|person| person.to_string()).unwrap_or_default();
        if known.iter().all(|(other, _)| *other != person) {
            known.push((person, shown_in_line(who)));
        }
    }
    let workers = colleagues(&visit.session)?;
    let workers = workers.iter().map(|worker| (worker.id.to_string(), shown_in_line(&worker.name)));
    let plans = &pack.safety_plans;
    Ok(Sheet::new(pack, &FORM, None)?
        .offering("person", known)
        .offering("part", plans.parts.iter().map(|part| (&*part.code, &*part.name)))
        .offering("answer", plans.answers.iter().map(|answer| (&*answer.code, &*answer.name)))
        .offering("monitor", workers))
}

/// For how long a plan holds at the longest: the pack's number.
fn longest(visit: &Visit<'_>) -> Markup {
    let days = visit.house().pack.safety_plans.longest_days;
    html! { p class="govuk-body" { "A plan has an end: it holds for at most " (days) " days." } }
}

/// The other children of the family, to be covered by the same plan.
fn children(filling: &Filling, people: &[(Id<Person>, String, bool)], covered: &[Id<Person>]) -> Markup {
    let others: Vec<Choice> = people
        .iter()
        .filter(|(person, _, is_child)| *is_child && !covered.contains(person))
        .map(|(person, called, _)| Choice::new(person.to_string(), shown_in_line(called)))
        .collect();
    html! {
        @if !others.is_empty() {
            (Checkboxes::new("child", "Which other children is it for?", others)
                .values(filling.fields.all("child").map(str::to_owned).collect::<Vec<_>>())
                .error(filling.error("child")))
        }
    }
}
