//! The plan of an enquiry, taken over from the discussion: who sees the child, where, by when, in which language.

use casework::Stop;
use casework::section47;
use design::govuk::{Button, Choice, SelectItem};
use domain::access::Action;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::section47::{LED, PlanAsked, Section47, led_words};
use domain::strategy::EnquiryPlan;
use maud::html;

use super::{address, below, heading, open, record, typed};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Changing the plan.
pub(super) static PLAN: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/plan",
    name: "plan of a section 47 enquiry",
    action: Action::MakeSection47,
    prefill,
    show,
    send,
};

/// The plan's texts: the field, the question, and where in the plan it stands.
const TEXTS: &[(&str, &str)] = &[
    ("seen_by", "Who sees the child?"),
    ("place", "Where?"),
    ("with", "Who is with the child? Is the child seen alone?"),
    ("language", "In what language?"),
    ("interpreter", "Interpreter, who is none of the family"),
    ("communication", "How the child communicates, and what is brought for it"),
    ("capacity", "Capacity and understanding, and what helps"),
    ("intermediary", "Somebody who helps the child to understand and be understood"),
    ("medical", "Medical: by whom, when, who consents"),
    ("interview", "Achieving best evidence interview: whether, by whom, when"),
    ("parents", "When and by whom are parents told, and what?"),
];

fn text<'p>(plan: &'p mut EnquiryPlan, field: &str) -> &'p mut String {
    match field {
        "seen_by" => &mut plan.seen_by,
        "place" => &mut plan.place,
        "with" => &mut plan.with,
        "language" => &mut plan.language,
        "interpreter" => &mut plan.interpreter.words,
        "communication" => &mut plan.communication,
        "capacity" => &mut plan.capacity,
        "intermediary" => &mut plan.intermediary.words,
        "medical" => &mut plan.medical.words,
        "interview" => &mut plan.interview.words,
        _ => &mut plan.parents.words,
    }
}

/// What of the plan is written, with its question.
pub(super) fn written(plan: &EnquiryPlan) -> Vec<(&'static str, String)> {
    let mut plan = plan.clone();
    let texts = TEXTS.iter().map(|(field, question)| (*question, std::mem::take(text(&mut plan, field))));
    texts.filter(|(_, words)| !words.trim().is_empty()).collect()
}

fn prefill(visit: &Visit<'_>, id: &Id<Section47>, at: At) -> Result<Prefilled, Stop> {
    let (section47, version) = record(visit, *id, at)?;
    let mut plan = section47.plan.clone();
    let mut fields = Fields::default().with("led", section47.led.code());
    for (field, _) in TEXTS {
        fields.set(field, std::mem::take(text(&mut plan, field)));
    }
    if let Some(see_by) = section47.plan.seen_by_when {
        typed::filled(&mut fields, "see_by", see_by);
    }
    if let Some(worker) = section47.worker {
        fields.set("worker", worker.to_string());
    }
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let asked = Asked::new(filling, &[]);
    let colleagues = casework::staff::colleagues(&visit.session)?;
    let workers =
        colleagues.iter().map(|one| SelectItem::new(one.id.to_string(), one.name.as_str())).collect();
    let led = LED.into_iter().map(|led| Choice::new(led.code(), led_words(led))).collect();
    let body = html! {
        (asked.summary())
        (heading(&view, "Plan of the enquiry"))
        (asked.conflict(TEXTS, &|_, words| words.to_owned()))
        p class="govuk-body" { "The discussion decided on this plan. The time by which the child is seen can be brought forward, and not put back." }
        (asked.form(visit, html! {
            (asked.one_of("led", "Who enquires?", led))
            (asked.list("worker", "Which social worker leads it?", workers))
            (typed::moment_lines(&asked, "see_by", "The child is seen by"))
            @for (field, question) in TEXTS { (asked.lines(*field, question).rows(2)) }
            (Button::new("Save the plan"))
        }))
    };
    below(visit, &view, "Plan of the enquiry", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems: Vec<Problem> = Vec::new();
    let see_by = typed::moment(fields, "see_by", &mut problems);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let mut plan = section47::view(&visit.session, id)?.section47.record.plan;
    for (field, _) in TEXTS {
        *text(&mut plan, field) = fields.get(field).to_owned();
    }
    plan.seen_by_when = see_by;
    let led = LED.into_iter().find(|led| led.code() == fields.get("led"));
    let asked = PlanAsked { plan, worker: fields.get("worker").parse().ok(), led };
    section47::plan(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
