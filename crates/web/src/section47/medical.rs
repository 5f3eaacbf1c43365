//! The medical: where it stands, by whom, with whose consent, and what was found; or why there is none.

use casework::Stop;
use casework::section47;
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::section47::{MedicalAsked, Section47};
use maud::html;

use super::{address, below, heading, open, record, typed};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing it down.
pub(super) static MEDICAL: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/medical",
    name: "medical in a section 47 enquiry",
    action: Action::MakeSection47,
    prefill,
    show,
    send,
};

const LABELS: &[(&str, &str)] = &[
    ("state", "Where does it stand?"),
    ("doctor", "Which doctor, where?"),
    ("consent", "Who consented, and what did the child wish?"),
    ("findings", "What was found; or why there is none"),
];

fn prefill(visit: &Visit<'_>, id: &Id<Section47>, at: At) -> Result<Prefilled, Stop> {
    let (section47, version) = record(visit, *id, at)?;
    let mut fields = Fields::default();
    if let Some(medical) = &section47.medical {
        fields.set("state", &*medical.state);
        fields.set("doctor", &*medical.doctor);
        fields.set("consent", &*medical.consent);
        fields.set("findings", &*medical.findings);
        fields.set("on", medical.on.map(london::date_in_digits).unwrap_or_default());
    }
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let asked = Asked::new(filling, &[]);
    let states = &visit.house().pack.section47.medicals;
    let states = states.iter().map(|state| Choice::new(&state.code, &state.name)).collect();
    let body = html! {
        (asked.summary())
        (heading(&view, "Medical"))
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        (asked.form(visit, html! {
            (asked.one_of("state", "Where does it stand?", states))
            (asked.line("doctor", "Which doctor, where?"))
            (typed::day_line(&asked, "on", "On which day?"))
            (asked.lines("consent", "Who consented, and what did the child wish?").rows(2))
            (asked.lines("findings", "What was found; or why there is none, or what is to be done").rows(5))
            (Button::new("Save"))
        }))
    };
    below(visit, &view, "Medical", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems: Vec<Problem> = Vec::new();
    let asked = MedicalAsked {
        state: fields.get("state").into(),
        doctor: fields.get("doctor").into(),
        on: typed::day(fields, "on", &mut problems),
        consent: fields.get("consent").into(),
        findings: fields.get("findings").into(),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    section47::hold_medical(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
