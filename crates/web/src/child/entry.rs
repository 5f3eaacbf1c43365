//! One entry of a chronology: accepted, edited or rejected, with what it means for the child and why. The address names the record the entry comes
//! from and never its words.

use casework::Stop;
use casework::child::{ChildPage, CurationAsked, curate};
use design::govuk::{Button, Choice, InsetText, Radios, Textarea};
use domain::access::Action;
use domain::chronology::{Entry, Source, Verdict};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use maud::{Render, html};

use super::{at, identity, words};
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Saying what an entry means.
pub static ENTRY: Act<Id<Person>> = Act {
    path: "/children/{child}/chronology/entry",
    name: "chronology entry",
    action: Action::CurateChronology,
    prefill,
    show,
    send,
};

/// Where an entry comes from, as the query of its page.
pub(super) fn query(source: &Source) -> String {
    form_urlencoded::Serializer::new(String::new())
        .append_pair("kind", &source.kind)
        .append_pair("record", &source.record.to_string())
        .append_pair("event", &source.event)
        .finish()
}

fn source(fields: &Fields) -> Result<Source, Stop> {
    let record = fields.get("record").parse().map_err(|_| Refusal::NotFound)?;
    Ok(Source { kind: fields.get("kind").into(), record, event: fields.get("event").into() })
}

fn entry(visit: &Visit<'_>, page: &ChildPage, source: &Source) -> Result<Entry, Stop> {
    let entries = page.file.chronology(&visit.house().pack);
    entries.into_iter().find(|entry| entry.source == *source).ok_or(Stop::Refusal(Refusal::NotFound))
}

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    let page = identity::content(visit, *child, Action::CurateChronology)?;
    let source = source(&visit.query)?;
    let entry = entry(visit, &page, &source)?;
    let fields = Fields::default()
        .with("kind", &source.kind)
        .with("record", source.record.to_string())
        .with("event", &source.event)
        .with("words", entry.words_that_stand());
    let Some(curation) = entry.curation else { return Ok(Prefilled { fields, version: 0 }) };
    let verdict = match curation.verdict {
        Verdict::Accepted => "accepted",
        Verdict::Edited { .. } => "edited",
        Verdict::Rejected => "rejected",
    };
    let fields = fields
        .with("verdict", verdict)
        .with("significant", if curation.significant { "yes" } else { "no" })
        .with("reason", curation.reason);
    Ok(Prefilled { fields, version: 0 })
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let asked_for = source(&visit.query).ok();
    if asked_for.is_some() && asked_for != source(&filling.fields).ok() {
        // What is kept is about another entry of the same chronology.
        let fresh = Filling::blank(visit.house().id(), prefill(visit, &child, At::Now)?);
        return show(visit, child, &fresh);
    }
    let page = identity::content(visit, child, Action::CurateChronology)?;
    let entry = entry(visit, &page, &source(&filling.fields)?)?;
    let edited = Textarea::new("words", "The words that should stand")
        .value(filling.get("words"))
        .error(filling.error("words"));
    let verdicts = vec![
        Choice::new("accepted", "It stands as it is"),
        Choice::new("edited", "It stands in other words").conditional(edited.render()),
        Choice::new("rejected", "It is not part of this child's story"),
    ];
    let significant = vec![Choice::new("yes", "Yes"), Choice::new("no", "No")];
    let questions = html! {
        @for name in ["kind", "record", "event"] { input type="hidden" name=(name) value=(filling.get(name)); }
        (Radios::new("verdict", "Does it belong in the chronology?", verdicts).value(filling.get("verdict")).error(filling.error("verdict")))
        (Radios::new("significant", "Is it significant for the child?", significant)
            .value(filling.get("significant"))
            .inline()
            .error(filling.error("significant")))
        (Textarea::new("reason", "Why?")
            .hint("What it meant for the child, or why it does not belong. Needed when it is significant or rejected.")
            .value(filling.get("reason"))
            .error(filling.error("reason")))
        (Button::new("Save what it means"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Chronology entry" }
        (InsetText::new(html! { strong { (words::happened(&entry)) } ": " (words::verbatim(&entry.words)) }))
        (visit.short_form(filling, questions))
    };
    Ok(identity::around(&page, "Chronology entry", body))
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let page = identity::content(visit, child, Action::CurateChronology)?;
    let source = source(&filling.fields)?;
    entry(visit, &page, &source)?;
    let verdict = match filling.get("verdict") {
        "accepted" => Verdict::Accepted,
        "edited" => Verdict::Edited { words: filling.get("words").into() },
        "rejected" => Verdict::Rejected,
        _ => return Err(Refusal::field("verdict", "Say whether it belongs in the chronology.").into()),
    };
    let significant = match filling.get("significant") {
        "yes" => true,
        "no" => false,
        _ if verdict == Verdict::Rejected => false,
        _ => return Err(Refusal::field("significant", "Say whether it is significant for the child.").into()),
    };
    let asked = CurationAsked { source, verdict, significant, reason: filling.get("reason").into() };
    curate(&visit.session, &filling.sending(), child, asked)?;
    Ok(Sent::to(at(child, "/chronology")))
}
