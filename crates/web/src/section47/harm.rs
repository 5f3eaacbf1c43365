//! The reasoning about significant harm: suffered, likely or none; why; what happened before that is like it; and the events it rests on, ticked in the
//! child's own chronology.

use casework::Stop;
use casework::child::{Moment, Shown, file};
use casework::section47;
use design::govuk::{Button, Checkboxes, Choice};
use domain::access::Action;
use domain::chronology::{Entry, Source};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::{Problem, Refusal};
use domain::section47::{HarmAsked, HarmFinding, Section47};
use maud::{Markup, html};

use super::{address, below, heading, open, record, seen};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing it.
pub(super) static HARM: Act<Id<Section47>> = Act {
    path: "/section47/{section47}/harm",
    name: "harm reasoning of a section 47 enquiry",
    action: Action::MakeSection47,
    prefill,
    show,
    send,
};

/// The pack's further questions.
pub(super) const FURTHER: &str = "section47_harm";
const LABELS: &[(&str, &str)] = &[
    ("finding", "Is there significant harm?"),
    ("reasons", "Why?"),
    ("history", "What happened before that is like this?"),
];

/// An event of the chronology as a box has it.
pub(super) fn code(source: &Source) -> String {
    format!("{}|{}|{}", source.kind, source.record, source.event)
}

fn source(code: &str) -> Option<Source> {
    let mut parts = code.splitn(3, '|');
    let (kind, record, event) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Source { kind: kind.into(), record: record.parse().ok()?, event: event.into() })
}

/// The entries of the child's chronology that stand, as far as this viewer may read them.
pub(super) fn chronology(visit: &Visit<'_>, child: Id<Person>) -> Result<Vec<Entry>, Stop> {
    let Shown::Content(page) = file(&visit.session, child, Moment::Now)? else { return Ok(Vec::new()) };
    let entries = page.file.chronology(&visit.house().pack);
    Ok(entries.into_iter().filter(Entry::stands).collect())
}

fn prefill(visit: &Visit<'_>, id: &Id<Section47>, at: At) -> Result<Prefilled, Stop> {
    let (section47, version) = record(visit, *id, at)?;
    let mut fields = Fields::default();
    if let Some(harm) = &section47.harm {
        fields.set("finding", harm.finding.code());
        fields.set("reasons", &*harm.reasons);
        fields.set("history", &*harm.history);
        for category in &harm.categories {
            fields.add("category", &**category);
        }
        for source in &harm.evidence {
            fields.add("evidence", code(source));
        }
        if let (Some(form), Some(further)) = (further_form(visit, &section47), &harm.further) {
            for (name, value) in crate::forms::fields(form, "", further).pairs() {
                fields.add(name, &**value);
            }
        }
    }
    Ok(Prefilled { fields, version })
}

/// The pack's further questions, in the version in which they were answered before.
fn further_form<'v>(visit: &'v Visit<'_>, section47: &Section47) -> Option<&'v domain::form::Form> {
    let before = section47.harm.as_ref().and_then(|harm| harm.further.as_ref());
    visit.house().pack.form_to_go_on(FURTHER, before)
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let asked = Asked::new(filling, &[]);
    let pack = &visit.house().pack;
    let findings =
        HarmFinding::ALL.into_iter().map(|finding| Choice::new(finding.code(), finding.words())).collect();
    let kinds = pack.code_list("abuse_category").map_or(&[][..], |list| &list.codes);
    let kinds = kinds
        .iter()
        .filter(|code| !code.withdrawn)
        .map(|code| Choice::new(&code.code, &code.words))
        .collect();
    let chosen = filling.fields.all("category").map(str::to_owned);
    let body = html! {
        (asked.summary())
        (heading(&view, "Significant harm"))
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        (asked.form(visit, html! {
            (asked.one_of("finding", "Is there significant harm?", findings))
            (Checkboxes::new("category", "Which kind of harm?", kinds).values(chosen).classes("govuk-checkboxes--small").error(filling.error("category")))
            (asked.lines("reasons", "Why?").rows(6).hint("What it is like for the child, how likely, how severe; what you saw, what others said, and how far each can be relied on"))
            (asked.lines("history", "What happened before in this family that is like this, and what is different now?").rows(4))
            @if let Some(form) = further_form(visit, &view.section47.record) { (crate::forms::render(form, filling)) }
            (evidence(visit, view.section47.record.child, filling)?)
            (Button::new("Save the reasoning"))
        }))
    };
    below(visit, &view, "Significant harm", body)
}

fn evidence(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Markup, Stop> {
    let entries = chronology(visit, child)?;
    let boxes: Vec<Choice> = entries
        .iter()
        .rev()
        .map(|entry| {
            let words =
                html! { (entry.happened.to_string()) ": " bdi { (shown_in_line(entry.words_that_stand())) } };
            Choice::new(code(&entry.source), words)
        })
        .collect();
    let chosen = filling.fields.all("evidence").map(str::to_owned);
    Ok(html! {
        @if !boxes.is_empty() {
            (Checkboxes::new("evidence", "What does it rest on? Tick events of the chronology", boxes).values(chosen).classes("govuk-checkboxes--small"))
        }
    })
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems: Vec<Problem> = Vec::new();
    let (before, _) = record(visit, id, At::Now)?;
    let form = further_form(visit, &before);
    let asked = HarmAsked {
        finding: HarmFinding::from_code(fields.get("finding")),
        categories: fields.all("category").map(str::to_owned).collect(),
        reasons: fields.get("reasons").into(),
        history: fields.get("history").into(),
        further: seen::answers(form, fields, &mut problems),
        evidence: fields.all("evidence").filter_map(source).collect(),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    section47::reason(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
