//! From the answers of a plan's form to its words and back.

use casework::Stop;
use domain::form::{Answers, Form};
use domain::id::Id;
use domain::pack::{Pack, SAFETY_PLAN_FORM};
use domain::person::Person;
use domain::person::known::Known;
use domain::refusal::{Problem, Refusal};
use domain::safety_plan::{Agreement, PlanAction, PlanWords};
use jiff::Timestamp;

use crate::forms::page::{Given, Sheet};
use crate::route::Fields;

/// What a plan's form says. Everything that is wrong is told at once, each field once.
pub(super) fn read(given: &mut Given<'_>, pack: &Pack, at: Timestamp) -> Result<PlanWords, Stop> {
    let form = pack.form(SAFETY_PLAN_FORM).ok_or(Refusal::NotFound)?;
    let times = ["starts", "expires", "review", "next"].map(|name| given.moment(name));
    let [starts, expires, review, next] = times;
    needed(given, expires, "expires", "Say until when the plan holds: it cannot be without an end.");
    needed(given, next, "next", "Say when somebody looks next whether it is kept.");
    let end = expires.unwrap_or(at);
    let words = PlanWords {
        answers: own(given, form),
        actions: actions(given),
        only_theirs: given.words("only_theirs"),
        agreements: agreements(given),
        voluntary: match &*given.words("voluntary") {
            "yes" => Known::Is(true),
            "no" => Known::Is(false),
            _ => Known::NotAsked,
        },
        voluntary_words: given.words("voluntary_words"),
        starts: starts.unwrap_or(at),
        expires: end,
        review_at: review.unwrap_or(end),
        next_check: next.unwrap_or(end),
        monitor: given.words("monitor").parse().ok(),
    };
    if !given.problems.is_empty() {
        let found = Refusal::Invalid(words.problems(at, form, &pack.safety_plans));
        if let Stop::Refusal(Refusal::Invalid(found)) = given.refused(found.into()) {
            for problem in found {
                let stem = problem.field.trim_end_matches("-date").to_owned();
                if !given.problems.iter().any(|told| told.field.starts_with(&stem)) {
                    given.problems.push(problem);
                }
            }
        }
        given.all_right()?;
    }
    Ok(words)
}

/// Says that a moment is needed, where none was typed.
fn needed(given: &mut Given<'_>, at: Option<Timestamp>, name: &str, words: &str) {
    if at.is_none() && !given.problems.iter().any(|problem| problem.field.starts_with(name)) {
        given.problems.push(Problem::new(format!("{name}-date"), words));
    }
}

/// The answers to the questions that the program does not need.
fn own(given: &Given<'_>, form: &Form) -> Answers {
    given.further().unwrap_or_else(|| form.blank())
}

fn actions(given: &Given<'_>) -> Vec<PlanAction> {
    let get = |index: u16, question: &str| given.nth("action", index, question).trim().to_owned();
    let read = |index: u16| PlanAction {
        who: get(index, "who"),
        person: get(index, "person").parse().ok(),
        part: get(index, "part"),
        burdened: false,
        what: get(index, "what"),
    };
    given.repeats("action").into_iter().map(read).collect()
}

fn agreements(given: &Given<'_>) -> Vec<Agreement> {
    let get = |index: u16, question: &str| given.nth("agreed", index, question).trim().to_owned();
    let read = |index: u16| Agreement {
        who: get(index, "who"),
        person: get(index, "person").parse().ok(),
        answer: get(index, "answer"),
        agrees: false,
        why: get(index, "why"),
    };
    given.repeats("agreed").into_iter().map(read).collect()
}

/// The fields that a plan's words fill. Its times are not taken over: they are said anew.
pub(super) fn fields(sheet: &Sheet, words: &PlanWords) -> Fields {
    let mut fields = Fields::default();
    sheet.fill_further(&mut fields, Some(&words.answers));
    let text = |id: Option<Id<Person>>| id.map_or_else(String::new, |id| id.to_string());
    for (place, action) in words.actions.iter().enumerate() {
        fields.set(&format!("action-{place}-who"), &*action.who);
        fields.set(&format!("action-{place}-person"), text(action.person));
        fields.set(&format!("action-{place}-part"), &*action.part);
        fields.set(&format!("action-{place}-what"), &*action.what);
    }
    for (place, agreed) in words.agreements.iter().enumerate() {
        fields.set(&format!("agreed-{place}-who"), &*agreed.who);
        fields.set(&format!("agreed-{place}-person"), text(agreed.person));
        fields.set(&format!("agreed-{place}-answer"), &*agreed.answer);
        fields.set(&format!("agreed-{place}-why"), &*agreed.why);
    }
    let voluntary = match words.voluntary {
        Known::Is(true) => "yes",
        Known::Is(false) => "no",
        Known::NotAsked | Known::NotKnown => "not_asked",
    };
    fields.set("voluntary", voluntary);
    fields.set("voluntary_words", &*words.voluntary_words);
    fields.set("only_theirs", &*words.only_theirs);
    if let Some(monitor) = words.monitor {
        fields.set("monitor", monitor.to_string());
    }
    fields
}
