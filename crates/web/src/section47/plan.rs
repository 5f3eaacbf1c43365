//! The plan of an enquiry, taken over from the discussion: who sees the child, where, by when, in which language.

use casework::Stop;
use casework::section47::{self, Section47View};
use design::govuk::Button;
use domain::access::Action;
use domain::id::Id;
use domain::section47::{LED, PLAN_FORM, PlanAsked, Section47};
use domain::strategy::EnquiryPlan;
use maud::html;

use super::{address, below, guidance, heading, open, record};
use crate::forms::page::Sheet;
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

/// The plan's texts: the questions whose answers are words.
const TEXTS: &[&str] = &[
    "seen_by",
    "place",
    "with",
    "language",
    "interpreter",
    "communication",
    "capacity",
    "intermediary",
    "medical",
    "interview",
    "parents",
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
pub(super) fn written(visit: &Visit<'_>, section47: &Section47) -> Vec<(String, String)> {
    let Ok(sheet) = Sheet::new(&visit.house().pack, &PLAN_FORM, section47.plan_further.as_ref()) else {
        return Vec::new();
    };
    let mut plan = section47.plan.clone();
    let texts =
        TEXTS.iter().map(|field| (sheet.question(field).to_owned(), std::mem::take(text(&mut plan, field))));
    texts.filter(|(_, words)| !words.trim().is_empty()).collect()
}

fn prefill(visit: &Visit<'_>, id: &Id<Section47>, at: At) -> Result<Prefilled, Stop> {
    let (section47, version) = record(visit, *id, at)?;
    let mut plan = section47.plan.clone();
    let mut fields = Fields::default().with("led", section47.led.code());
    for field in TEXTS {
        fields.set(field, std::mem::take(text(&mut plan, field)));
    }
    if let Some(see_by) = section47.plan.seen_by_when {
        Sheet::fill_moment(&mut fields, "see_by", see_by);
    }
    if let Some(worker) = section47.worker {
        fields.set("worker", worker.to_string());
    }
    let further = section47.plan_further.as_ref();
    Sheet::new(&visit.house().pack, &PLAN_FORM, further)?.fill_further(&mut fields, further);
    Ok(Prefilled { fields, version })
}

/// The form, with the colleagues who can lead an enquiry. Whoever leads it stands there though they have left.
fn sheet(visit: &Visit<'_>, view: &Section47View) -> Result<Sheet, Stop> {
    let (known, colleagues) = (&view.section47.record, casework::staff::colleagues(&visit.session)?);
    let left = known.worker.filter(|worker| colleagues.iter().all(|one| one.id != *worker));
    let left = left.map(|worker| (worker.to_string(), view.names.name(worker).to_owned()));
    let workers = colleagues.iter().map(|one| (one.id.to_string(), one.name.clone()));
    let sheet = Sheet::new(&visit.house().pack, &PLAN_FORM, known.plan_further.as_ref())?;
    Ok(sheet.offering("worker", workers.chain(left)))
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let sheet = sheet(visit, &view)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Plan of the enquiry"))
        (guidance(&sheet))
        (visit.form(filling, html! { (sheet.asked(filling)) (Button::new("Save the plan")) }))
    };
    below(visit, &view, "Plan of the enquiry", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let view = section47::view(&visit.session, id)?;
    let sheet = sheet(visit, &view)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let mut plan = view.section47.record.plan.clone();
    for field in TEXTS {
        *text(&mut plan, field) = given.words(field);
    }
    plan.seen_by_when = given.moment("see_by");
    let led = LED.into_iter().find(|led| led.code() == given.words("led"));
    let asked = PlanAsked { plan, worker: given.words("worker").parse().ok(), led, further: given.further() };
    section47::plan(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
