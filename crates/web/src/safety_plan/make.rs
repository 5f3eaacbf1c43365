//! Making a plan, renewing and replacing it: one form, what is most needed first, so that it can be filled in at two in the morning. What the pack
//! asks stands in its own form; who does what, who agreed and until when stand beside it.

use casework::Stop;
use casework::safety_plan::{Asked, make, next, of_child, people_around, plan_version, view};
use casework::staff::colleagues;
use design::govuk::{
    BackLink, Button, Checkboxes, Choice, Fieldset, Input, Radios, Select, SelectItem, Textarea,
};
use design::own::Tone;
use domain::access::Action;
use domain::id::Id;
use domain::pack::SAFETY_PLAN_FORM;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use domain::safety_plan::{How, SafetyPlan};
use maud::{Markup, Render, html};

use super::make_read::{self, EXPIRES, NEXT, REVIEW, STARTS};
use super::{at, blocks, words};
use crate::child::identity;
use crate::handover::moment;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Making a plan.
pub(super) static MAKE: Act<Id<Person>> = Act {
    path: "/children/{child}/safety-plan/new",
    name: "make a safety plan",
    action: Action::MakeSafetyPlan,
    prefill: prefill_new,
    show: show_new,
    send: |visit, child, filling| {
        let asked = asked(visit, filling, &[child])?;
        let plan =
            make_read::mended(make(&visit.session, &filling.sending(), child, asked), &filling.fields)?;
        Ok(Sent::to(at(plan, "")))
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

/// The questions, for two people who wrote at once.
const LABELS: &[(&str, &str)] = &[
    ("why", "What did the review find?"),
    ("danger.what", "What danger does this plan manage?"),
    ("adult.whereabouts", "Where are they now?"),
    ("adult.conditions", "What conditions are they under?"),
    ("contact.supervised", "Who supervises contact, where and how?"),
    ("child.can", "What can each child do when they are worried?"),
    ("child.rings", "Whom can they ring, and how?"),
    ("contingency.fails", "If this plan fails, what happens then?"),
    ("action-0-what", "What they do"),
    ("action-1-what", "What they do"),
    ("action-2-what", "What they do"),
    ("only_theirs", "If only the harmed parent and the children act: why?"),
    ("expires-date", "Until when: day"),
    ("next-date", "Next check: day"),
];

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
    let form = visit.house().pack.form(SAFETY_PLAN_FORM).ok_or(Refusal::NotFound)?;
    Ok(Prefilled { fields: make_read::fields(form, &record.now.words), version })
}

fn show_new(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let people = people_around(&visit.session, child)?;
    let stands = of_child(&visit.session, child)?.stands;
    let questions = html! {
        (children(filling, &people, &[child]))
        (questions(visit, filling, &people)?)
        (Button::new("Make this plan"))
    };
    let body = html! {
        (filling.notices(LABELS))
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
        (questions(visit, filling, &people)?)
        (Button::new(button))
    };
    let body = html! {
        (filling.notices(LABELS))
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "For " (words::children(&view.children)) ". Version " (plan.edition()) " is kept, and paper of it says that it is replaced." }
        (visit.form(filling, questions))
    };
    let back = BackLink { content: "Back to the plan".into(), ..BackLink::to(at(id, "")) };
    Ok(View::new(title, body).before(back.render()))
}

fn send_next(visit: &Visit<'_>, id: Id<SafetyPlan>, filling: &Filling, how: How) -> Result<Sent, Stop> {
    let plan = view(&visit.session, id)?.plan.record;
    let mut asked = asked(visit, filling, &plan.children)?;
    asked.words.starts =
        if filling.get("starts-date").trim().is_empty() { visit.session.at } else { asked.words.starts };
    let done = next(&visit.session, &filling.sending(), id, asked, (how, filling.get("why")));
    make_read::mended(done, &filling.fields)?;
    Ok(Sent::to(at(id, "")))
}

fn asked(visit: &Visit<'_>, filling: &Filling, for_whom: &[Id<Person>]) -> Result<Asked, Stop> {
    let others: Result<Vec<Id<Person>>, _> = filling.fields.all("child").map(str::parse).collect();
    let others = others.map_err(|_| Refusal::field("child", "Choose the children from the list."))?;
    let others = others.into_iter().filter(|child| !for_whom.contains(child)).collect();
    let words = make_read::read(&visit.house().pack, &filling.fields, visit.session.at)?;
    Ok(Asked { others, words })
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

fn questions(
    visit: &Visit<'_>,
    filling: &Filling,
    people: &[(Id<Person>, String, bool)],
) -> Result<Markup, Stop> {
    let pack = &visit.house().pack;
    let form = pack.form(SAFETY_PLAN_FORM).ok_or(Refusal::NotFound)?;
    Ok(html! {
        (crate::forms::render(form, filling))
        h2 class="govuk-heading-m" { "Who does what" }
        p class="govuk-body" { "Each person by name, and what they do. A plan in which only the parent who is afraid and the children act is flagged." }
        @for place in 0..blocks::shown(&filling.fields, "action", 3) { (action(visit, filling, people, place)) }
        (Textarea::new("only_theirs", "If only the harmed parent and the children act: why?")
            .hint("And who else will act, by when. You can say it later: the plan stands.")
            .rows(2)
            .value(filling.get("only_theirs"))
            .error(filling.error("only_theirs")))
        h2 class="govuk-heading-m" { "Who agreed" }
        @for place in 0..blocks::shown(&filling.fields, "agreed", 2) { (agreed(visit, filling, people, place)) }
        (Radios::new("voluntary", "Did the parents understand that the plan is voluntary?", vec![
            Choice::new("yes", "Yes"),
            Choice::new("no", "No"),
            Choice::new("not_asked", "Nobody has made sure yet"),
        ]).classes("govuk-radios--small").value(filling.get("voluntary")).error(filling.error("voluntary")))
        (Input::new("voluntary_words", "How do you know?").value(filling.get("voluntary_words")).error(filling.error("voluntary_words")))
        h2 class="govuk-heading-m" { "Until when, and who looks" }
        p class="govuk-body" { (Tone::Waiting.tag("Needed")) " A plan has an end. It holds for at most " (pack.safety_plans.longest_days) " days." }
        (moment::asked(filling, "starts", "From", STARTS))
        (moment::asked(filling, "expires", "Until", EXPIRES))
        (moment::asked(filling, "review", "Review", REVIEW))
        (moment::asked(filling, "next", "Next check", NEXT))
        (monitor(visit, filling)?)
    })
}

fn monitor(visit: &Visit<'_>, filling: &Filling) -> Result<Select, Stop> {
    let workers = colleagues(&visit.session)?;
    let workers =
        workers.iter().map(|worker| SelectItem::new(worker.id.to_string(), shown_in_line(&worker.name)));
    let choices = std::iter::once(SelectItem::new("", "Choose")).chain(workers).collect();
    Ok(Select::new("monitor", "Who looks whether it is kept?", choices)
        .value(filling.get("monitor"))
        .error(filling.error("monitor")))
}

fn person(filling: &Filling, name: &str, people: &[(Id<Person>, String, bool)]) -> Select {
    let known =
        people.iter().map(|(person, called, _)| SelectItem::new(person.to_string(), shown_in_line(called)));
    let choices = std::iter::once(SelectItem::new("", "Not on the record")).chain(known).collect();
    Select::new(name, "Who on the record is it?", choices).value(filling.get(name)).error(filling.error(name))
}

fn action(
    visit: &Visit<'_>,
    filling: &Filling,
    people: &[(Id<Person>, String, bool)],
    place: usize,
) -> Fieldset {
    let field = |field: &str| format!("action-{place}-{field}");
    let (who, part, what) = (field("who"), field("part"), field("what"));
    let parts = &visit.house().pack.safety_plans.parts;
    let parts = parts.iter().map(|part| SelectItem::new(part.code.as_str(), part.name.as_str()));
    let parts = std::iter::once(SelectItem::new("", "Choose")).chain(parts).collect();
    let questions = html! {
        (Input::new(&who, "Name").value(filling.get(&who)).error(filling.error(&who)))
        (person(filling, &field("person"), people))
        (Select::new(&part, "What they are in this plan", parts).value(filling.get(&part)).error(filling.error(&part)))
        (Textarea::new(&what, "What they do").rows(3).value(filling.get(&what)).error(filling.error(&what)))
    };
    Fieldset::new(blocks::legend(format!("Person {}", place + 1)), questions)
}

fn agreed(
    visit: &Visit<'_>,
    filling: &Filling,
    people: &[(Id<Person>, String, bool)],
    place: usize,
) -> Fieldset {
    let field = |field: &str| format!("agreed-{place}-{field}");
    let (who, answer, why) = (field("who"), field("answer"), field("why"));
    let answers = &visit.house().pack.safety_plans.answers;
    let answers = answers.iter().map(|answer| SelectItem::new(answer.code.as_str(), answer.name.as_str()));
    let answers = std::iter::once(SelectItem::new("", "Choose")).chain(answers).collect();
    let questions = html! {
        (Input::new(&who, "Name").value(filling.get(&who)).error(filling.error(&who)))
        (person(filling, &field("person"), people))
        (Select::new(&answer, "What they said", answers).value(filling.get(&answer)).error(filling.error(&answer)))
        (Input::new(&why, "If they did not agree, or were not asked: why?").value(filling.get(&why)).error(filling.error(&why)))
    };
    Fieldset::new(blocks::legend(format!("Asked {}", place + 1)), questions)
}
