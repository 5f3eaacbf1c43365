//! The reasoning about significant harm: suffered, likely or none; why; what happened before that is like it; and the events it rests on, ticked in the
//! child's own chronology.

use casework::Stop;
use casework::child::{Moment, Shown, file};
use casework::section47;
use design::govuk::Button;
use domain::access::Action;
use domain::chronology::{Entry, Source};
use domain::form::Choice;
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::section47::{HARM_FORM, HarmAsked, HarmFinding, Section47};
use maud::html;

use super::{address, below, guidance, heading, open, record};
use crate::forms::page::Sheet;
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

/// The question whose boxes are the events of the chronology.
const EVIDENCE: &str = "evidence";

/// An event of the chronology as a box has it.
fn code(source: &Source) -> String {
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

/// What the reasoning rests on, as far as it can be ticked; and what this viewer cannot tick.
fn rests_on(section47: &Section47, entries: &[Entry]) -> (Vec<Source>, Vec<Source>) {
    let evidence = section47.harm.iter().flat_map(|harm| harm.evidence.iter().cloned());
    evidence.partition(|source| entries.iter().any(|entry| entry.source == *source))
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
        let entries = chronology(visit, section47.child)?;
        for source in rests_on(&section47, &entries).0 {
            fields.add(EVIDENCE, code(&source));
        }
        sheet(visit, &section47, &entries)?.fill_further(&mut fields, harm.further.as_ref());
    }
    Ok(Prefilled { fields, version })
}

/// The form, with the kinds of harm and the events that can be ticked, the newest first.
fn sheet(visit: &Visit<'_>, section47: &Section47, entries: &[Entry]) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let before = section47.harm.as_ref().and_then(|harm| harm.further.as_ref());
    let kinds = pack.code_list("abuse_category").map_or(&[][..], |list| &list.codes);
    let kinds = kinds.iter().filter(|code| !code.withdrawn).map(|code| (&*code.code, &*code.words));
    let event = |entry: &Entry| {
        let words = format!("{}: {}", entry.happened, shown_in_line(entry.words_that_stand()));
        Choice::new(code(&entry.source), words)
    };
    let events: Vec<Choice> = entries.iter().rev().map(event).collect();
    let sheet = Sheet::new(pack, &HARM_FORM, before)?.offering("category", kinds);
    // Where nothing can be ticked, nothing is asked.
    Ok(if events.is_empty() { sheet.without(&[EVIDENCE]) } else { sheet.offering_choices(EVIDENCE, &events) })
}

fn show(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<View, Stop> {
    let view = open(visit, id, Action::MakeSection47)?;
    let known = &view.section47.record;
    let sheet = sheet(visit, known, &chronology(visit, known.child)?)?;
    let body = html! {
        (sheet.notices(filling))
        (heading(&view, "Significant harm"))
        (guidance(&sheet))
        (visit.form(filling, html! { (sheet.asked(filling)) (Button::new("Save the reasoning")) }))
    };
    below(visit, &view, "Significant harm", body)
}

fn send(visit: &Visit<'_>, id: Id<Section47>, filling: &Filling) -> Result<Sent, Stop> {
    let (before, _) = record(visit, id, At::Now)?;
    let entries = chronology(visit, before.child)?;
    let sheet = sheet(visit, &before, &entries)?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    // What a colleague ticked and this viewer cannot see stays.
    let (_, kept) = rests_on(&before, &entries);
    let ticked = given.all(EVIDENCE).iter().filter_map(|code| source(code)).collect::<Vec<_>>();
    let asked = HarmAsked {
        finding: HarmFinding::from_code(&given.words("finding")),
        categories: given.all("category"),
        reasons: given.words("reasons"),
        history: given.words("history"),
        further: given.further(),
        evidence: ticked.into_iter().chain(kept).collect(),
    };
    section47::reason(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
