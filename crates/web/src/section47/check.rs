//! What agencies are asked in the enquiry, and what they answered. What the hub asked stands on the enquiry's page without being typed again.

use casework::Stop;
use casework::section47;
use design::govuk::{Button, SelectItem};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::section47::{CheckAsked, Section47};
use maud::html;

use super::{address, below, blank, heading, open, record, typed};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Asking an agency.
pub(super) static NEW: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/check",
    name: "check in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill: blank,
    show: |visit, id, filling| show(visit, id, filling),
    send: |visit, id, filling| send(visit, id, None, filling),
};

/// Writing down what it answered.
pub(super) static ANSWER: Act<(Id<Section47>, usize)> = Act {
    path: "/section47/{section47}/checks/{place}",
    name: "answer to a check in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill,
    show: |visit, (id, place), filling| {
        known(visit, id, place)?;
        show(visit, id, filling)
    },
    send: |visit, (id, place), filling| send(visit, id, Some(place), filling),
};

fn known(visit: &Visit<'_>, id: Id<Section47>, place: usize) -> Result<(), Stop> {
    let view = section47::view(&visit.session, id)?;
    view.section47.record.checks.get(place).map(drop).ok_or(Stop::Refusal(Refusal::NotFound))
}

fn prefill(visit: &Visit<'_>, (id, place): &(Id<Section47>, usize), at: At) -> Result<Prefilled, Stop> {
    let (section47, version) = record(visit, *id, at)?;
    let check = section47.checks.get(*place).ok_or(Refusal::NotFound)?;
    let fields = Fields::default()
        .with("agency", &*check.agency)
        .with("whom", &*check.whom)
        .with("asked_on", london::date_in_digits(check.asked_on))
        .with("answered_on", check.answered_on.map(london::date_in_digits).unwrap_or_default())
        .with("result", &*check.result);
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let asked = Asked::new(filling, &[]);
    let agencies = &visit.house().pack.agencies;
    let agencies = agencies.iter().map(|agency| SelectItem::new(&agency.id, agency.name.as_str())).collect();
    let body = html! {
        (asked.summary())
        (heading(&view, "Ask an agency"))
        (asked.form(visit, html! {
            (asked.list("agency", "Which agency?", agencies))
            (asked.line("whom", "Who was asked there?"))
            (typed::day_line(&asked, "asked_on", "On which day was it asked?"))
            (typed::day_line(&asked, "answered_on", "On which day did it answer?"))
            (asked.lines("result", "What did it say?").rows(4).hint("Leave this and the day empty while it has not answered"))
            (Button::new("Save"))
        }))
    };
    below(visit, &view, "Ask an agency", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, place: Option<usize>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems: Vec<Problem> = Vec::new();
    let asked = CheckAsked {
        place,
        agency: fields.get("agency").into(),
        whom: fields.get("whom").into(),
        asked_on: typed::day(fields, "asked_on", &mut problems),
        answered_on: typed::day(fields, "answered_on", &mut problems),
        result: fields.get("result").into(),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    section47::check(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
