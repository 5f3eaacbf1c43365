//! From the fields of a plan's form to its words and back.

use casework::Stop;
use domain::form::Form;
use domain::id::Id;
use domain::pack::{Pack, SAFETY_PLAN_FORM};
use domain::person::Person;
use domain::person::known::Known;
use domain::refusal::{Problem, Refusal};
use domain::safety_plan::{Agreement, PlanAction, PlanWords};
use jiff::Timestamp;

use super::blocks;
use crate::handover::moment;
use crate::route::Fields;

/// The times of day taken when only the day is said.
pub(super) const STARTS: &str = "00:00";
pub(super) const EXPIRES: &str = "12:00";
pub(super) const REVIEW: &str = "12:00";
pub(super) const NEXT: &str = "09:00";

/// What a plan's form says.
pub(super) fn read(pack: &Pack, fields: &Fields, at: Timestamp) -> Result<PlanWords, Refusal> {
    let form = pack.form(SAFETY_PLAN_FORM).ok_or(Refusal::NotFound)?;
    let asked = form.read(&of_form(form, fields));
    let mut problems = asked.problems;
    let mut time = |name: &str, left_out: &str| moment::read(fields, name, left_out, &mut problems);
    let (starts, expires) = (time("starts", STARTS), time("expires", EXPIRES));
    let (review, next) = (time("review", REVIEW), time("next", NEXT));
    let misread: Vec<String> = problems.iter().map(|problem| problem.field.clone()).collect();
    let is_misread = |name: &str| misread.iter().any(|field| field.starts_with(name));
    if expires.is_none() && !is_misread("expires") {
        problems.push(Problem::new(
            "expires-date",
            "Say until when the plan holds: it cannot be without an end.",
        ));
    }
    if next.is_none() && !is_misread("next") {
        problems.push(Problem::new("next-date", "Say when somebody looks next whether it is kept."));
    }
    let end = expires.unwrap_or(at);
    let words = PlanWords {
        answers: asked.answers,
        actions: actions(fields, &mut problems),
        only_theirs: fields.get("only_theirs").into(),
        agreements: agreements(fields, &mut problems),
        voluntary: match fields.get("voluntary") {
            "yes" => Known::Is(true),
            "no" => Known::Is(false),
            _ => Known::NotAsked,
        },
        voluntary_words: fields.get("voluntary_words").into(),
        starts: starts.unwrap_or(at),
        expires: end,
        review_at: review.unwrap_or(end),
        next_check: next.unwrap_or(end),
        monitor: fields.get("monitor").parse().ok(),
    };
    if problems.is_empty() {
        return Ok(words);
    }
    // Everything that is wrong is told at once, each field once.
    for problem in words.problems(at, form, &pack.safety_plans) {
        let stem = problem.field.trim_end_matches("-date").to_owned();
        if !problems.iter().any(|told| told.field.starts_with(&stem)) {
            problems.push(at_its_block(problem, fields));
        }
    }
    Err(Refusal::Invalid(problems))
}

/// The fields that belong to the pack's form.
fn of_form(form: &Form, fields: &Fields) -> Vec<(String, String)> {
    let is_of = |name: &str| name.split_once('.').is_some_and(|(section, _)| form.section(section).is_some());
    fields.pairs().iter().filter(|(name, _)| is_of(name)).cloned().collect()
}

fn person(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<Id<Person>> {
    let typed = fields.get(name).trim();
    let read = typed.parse().ok();
    if read.is_none() && !typed.is_empty() {
        problems.push(Problem::new(name, "Choose somebody from the list, or nobody."));
    }
    read
}

fn actions(fields: &Fields, problems: &mut Vec<Problem>) -> Vec<PlanAction> {
    let mut actions = Vec::new();
    for place in blocks::filled(fields, "action") {
        let get = |field: &str| fields.get(&format!("action-{place}-{field}")).trim().to_owned();
        actions.push(PlanAction {
            who: get("who"),
            person: person(fields, &format!("action-{place}-person"), problems),
            part: get("part"),
            burdened: false,
            what: get("what"),
        });
    }
    actions
}

fn agreements(fields: &Fields, problems: &mut Vec<Problem>) -> Vec<Agreement> {
    let mut agreements = Vec::new();
    for place in blocks::filled(fields, "agreed") {
        let get = |field: &str| fields.get(&format!("agreed-{place}-{field}")).trim().to_owned();
        agreements.push(Agreement {
            who: get("who"),
            person: person(fields, &format!("agreed-{place}-person"), problems),
            answer: get("answer"),
            agrees: false,
            why: get("why"),
        });
    }
    agreements
}

/// What a use case answered, with its problems at the blocks in which they were written.
pub(super) fn mended<T>(done: Result<T, Stop>, fields: &Fields) -> Result<T, Stop> {
    match done {
        Err(Stop::Refusal(Refusal::Invalid(problems))) => {
            let problems = problems.into_iter().map(|problem| at_its_block(problem, fields));
            Err(Refusal::Invalid(problems.collect()).into())
        }
        done => done,
    }
}

fn at_its_block(problem: Problem, fields: &Fields) -> Problem {
    let (actions, agreed) = (blocks::filled(fields, "action"), blocks::filled(fields, "agreed"));
    blocks::at_its_block(problem, &[("action", &actions), ("agreed", &agreed)])
}

/// The fields that a plan's words fill. Its times are not taken over: they are said anew.
pub(super) fn fields(form: &Form, words: &PlanWords) -> Fields {
    let mut fields = crate::forms::fields(form, "", &words.answers);
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
