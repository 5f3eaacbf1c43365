//! One entry of a chronology: accepted, edited, rejected or taken back, with what it means for the child and why, and everything that was said of it before. The
//! address names the record the entry comes from and never its words. Marking one significant is a link and a reason.

use casework::Stop;
use casework::child::{ChildPage, CurationAsked, curate};
use design::govuk::{Button, Choice, InsetText, Radios, Table, Textarea};
use domain::access::Action;
use domain::calendar::london;
use domain::chronology::{Curation, Entry, Source, Verdict};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::{at, used};
use crate::child::{identity, words};
use crate::forms::page::further_told;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Saying what an entry means.
pub(super) static ENTRY: Act<Id<Person>> = Act {
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
    let marks = visit.query.get("mark") == "significant";
    let said = entry.curation.as_ref().filter(|said| said.verdict != Verdict::Undone);
    let verdict = match said.map(|said| &said.verdict) {
        Some(Verdict::Edited { .. }) => "edited",
        Some(Verdict::Rejected) => "rejected",
        Some(_) => "accepted",
        None if marks => "accepted",
        None => "",
    };
    let significant = match said {
        _ if marks => "yes",
        Some(said) if said.significant => "yes",
        Some(_) => "no",
        None => "",
    };
    let reason = said.map(|said| said.reason.clone()).unwrap_or_default();
    let fields = fields.with("verdict", verdict).with("significant", significant).with("reason", reason);
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
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Chronology entry" }
        (InsetText::new(html! {
            strong { (words::happened(&entry)) } ": " (words::verbatim(&entry.words))
            div class="govuk-hint govuk-!-margin-bottom-0" { (words::name(&entry.known_from)) }
            (used::shown(used::uses(&page, &visit.house().pack).get(&entry.source)))
        }))
        (own(visit, &page, &entry))
        (visit.short_form(filling, questions(&entry, filling)))
        (said_before(&page, &entry))
    };
    Ok(identity::around(&page, "Chronology entry", body)
        .before(identity::back("Back to the chronology", at(child, ""))))
}

/// What the council asks besides of an entry that was written by hand.
fn own(visit: &Visit<'_>, page: &ChildPage, entry: &Entry) -> Markup {
    let mut written = page.file.written.iter().map(|filed| &filed.record);
    let written = written.find(|written| written.id.any() == entry.source.record);
    further_told(&visit.house().pack, written.and_then(|written| written.further.as_ref()))
}

fn questions(entry: &Entry, filling: &Filling) -> Markup {
    let edited = Textarea::new("words", "The words that should stand")
        .value(filling.get("words"))
        .error(filling.error("words"));
    let mut verdicts = vec![
        Choice::new("accepted", "It stands as it is"),
        Choice::new("edited", "It stands in other words").conditional(edited.render()),
        Choice::new("rejected", "It is not part of this child's story"),
    ];
    if entry.is_looked_at() {
        verdicts.push(
            Choice::new("undone", "Take back what was said of it")
                .hint("It is a proposal again. What was said stays to be read."),
        );
    }
    let significant = vec![Choice::new("yes", "Yes"), Choice::new("no", "No")];
    html! {
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
    }
}

/// Everything that was said of the entry, the last first.
fn said_before(page: &ChildPage, entry: &Entry) -> Markup {
    let said = page.file.curations.iter().map(|filed| &filed.record);
    let mut said: Vec<&Curation> = said.filter(|said| said.source == entry.source).collect();
    said.sort_by_key(|said| std::cmp::Reverse(said.at));
    let row = |said: &&Curation| {
        let verdict = match &said.verdict {
            Verdict::Accepted => "Stands as it is".to_owned(),
            Verdict::Edited { words } => format!("Stands as: {words}"),
            Verdict::Rejected => "Not part of it".into(),
            Verdict::Undone => "Taken back".into(),
        };
        vec![
            london::moment_in_words(said.at).into(),
            words::name(page.names.name(said.by)).into(),
            words::verbatim(&verdict).into(),
            (if said.significant { "Significant" } else { "Not significant" }).into(),
            words::verbatim(&said.reason).into(),
        ]
    };
    html! {
        @if !said.is_empty() {
            (design::own::scroll_pane(
                "What was said of it",
                Table::new("What was said of it", ["When", "By", "Verdict", "Significance", "Why"], said.iter().map(row).collect()),
            ))
        }
    }
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let page = identity::content(visit, child, Action::CurateChronology)?;
    let source = source(&filling.fields)?;
    entry(visit, &page, &source)?;
    let verdict = match filling.get("verdict") {
        "accepted" => Verdict::Accepted,
        "edited" => Verdict::Edited { words: filling.get("words").into() },
        "rejected" => Verdict::Rejected,
        "undone" => Verdict::Undone,
        _ => return Err(Refusal::field("verdict", "Say whether it belongs in the chronology.").into()),
    };
    let significant = match filling.get("significant") {
        "yes" => true,
        "no" => false,
        _ if matches!(verdict, Verdict::Rejected | Verdict::Undone) => false,
        _ => return Err(Refusal::field("significant", "Say whether it is significant for the child.").into()),
    };
    let asked = CurationAsked { source, verdict, significant, reason: filling.get("reason").into() };
    curate(&visit.session, &filling.sending(), child, asked)?;
    Ok(Sent::to(at(child, "")))
}
