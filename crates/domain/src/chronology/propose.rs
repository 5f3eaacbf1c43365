//! Entries proposed from structured records: contacts and their decisions, episodes with their assessments, enquiries and plans, allocations.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Source;
use crate::calendar::london;
use crate::contact::{CONTACT_SOURCES, Contact};
use crate::episode::Episode;
use crate::id::{Any, Id};
use crate::involvement::{Involved, Involvement};
use crate::pack::Pack;
use crate::person::Person;
use crate::person::partial_date::PartialDate;
use crate::record::Record;

/// An entry as the record tells it, before anybody has looked at it.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// Which part of which record.
    pub source: Source,
    /// When it happened.
    pub happened: PartialDate,
    /// When the council knew.
    pub known_at: Timestamp,
    /// What happened.
    pub words: String,
}

/// A record that can tell part of a child's story, with when the council knew its first version.
#[derive(Debug, Clone, Copy)]
pub enum Told<'a> {
    /// A contact.
    Contact(&'a Contact),
    /// An episode of need.
    Episode(&'a Episode, Timestamp),
    /// An involvement.
    Involvement(&'a Involvement, Timestamp),
}

/// What a record proposes for one child's chronology.
pub fn proposed(told: Told<'_>, child: Id<Person>, pack: &Pack) -> Vec<Proposed> {
    match told {
        Told::Contact(contact) => from_contact(contact, child, pack),
        Told::Episode(episode, known_at) => from_episode(episode, known_at, pack),
        Told::Involvement(involvement, known_at) => from_involvement(involvement, known_at),
    }
}

struct Teller {
    kind: &'static str,
    record: Id<Any>,
}

impl Teller {
    fn of<R: Record>(record: &R) -> Self {
        Teller { kind: R::KIND, record: record.id().any() }
    }

    fn tells(
        &self,
        event: impl Into<String>,
        happened: PartialDate,
        known_at: Timestamp,
        words: String,
    ) -> Proposed {
        let source = Source { kind: self.kind.into(), record: self.record, event: event.into() };
        Proposed { source, happened, known_at, words }
    }

    fn tells_on(&self, event: impl Into<String>, day: Date, known_at: Timestamp, words: String) -> Proposed {
        self.tells(event, PartialDate::Exact(day), known_at, words)
    }
}

fn from_contact(contact: &Contact, child: Id<Person>, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(contact);
    let source = code_words(pack, CONTACT_SOURCES, &contact.source).unwrap_or("a source not known");
    let received = PartialDate::Exact(london::date_of(contact.received_at));
    let happened = contact.concern.happened.answer().cloned().unwrap_or(received);
    let mut entries = vec![teller.tells(
        "received",
        happened,
        contact.received_at,
        format!(
            "Contact from {source}: {}",
            first_sentence(&contact.concern.facts, &contact.concern.opinion)
        ),
    )];
    for (place, words) in contact.concern.words.iter().enumerate() {
        let said_by = contact.children.get(words.child).and_then(|said| said.found.person());
        if said_by == Some(child) {
            let day = london::date_of(contact.received_at);
            entries.push(teller.tells_on(
                format!("words {place}"),
                day,
                contact.received_at,
                format!("The child said: “{}”", words.words),
            ));
        }
    }
    if let Some(decision) = contact.decision()
        && let Some(basis) = &decision.outcomes
    {
        let outcome = pack
            .outcome(&basis.outcomes.primary)
            .map_or(basis.outcomes.primary.as_str(), |outcome| outcome.name.as_str());
        let words = format!("Contact decided: {outcome}, threshold level {}", basis.level);
        entries.push(teller.tells_on("decided", london::date_of(decision.at), decision.at, words));
    }
    entries
}

fn from_episode(episode: &Episode, known_at: Timestamp, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(episode);
    let mut entries = Vec::new();
    let mut tell = |event: String, day: Option<Date>, words: String| {
        entries.extend(day.map(|day| teller.tells_on(event, day, known_at, words)));
    };
    let need = episode.primary_need.as_deref().and_then(|code| code_words(pack, "primary_need", code));
    let words = need.map_or_else(|| "Referral".into(), |need| format!("Referral: {need}"));
    tell("referral".into(), Some(episode.referral_date), words);
    for (place, assessment) in episode.assessments.iter().enumerate() {
        tell(format!("assessment {place}"), Some(assessment.started_on), "Assessment began".into());
        tell(
            format!("assessment {place} authorised"),
            assessment.authorised_on,
            "Assessment authorised".into(),
        );
    }
    for (place, enquiry) in episode.enquiries.iter().enumerate() {
        tell(format!("enquiry {place}"), Some(enquiry.started_on), "Section 47 enquiry began".into());
        tell(
            format!("conference {place}"),
            enquiry.conference_on,
            "Initial child protection conference".into(),
        );
    }
    for (place, plan) in episode.plans.iter().enumerate() {
        let kind = plan.kind.words();
        tell(format!("plan {place}"), Some(plan.started_on), format!("{kind} began"));
        tell(format!("plan {place} ended"), plan.ended_on, format!("{kind} ended"));
    }
    let reason = episode.closure_reason.as_deref().and_then(|code| code_words(pack, "closure_reason", code));
    let words = reason.map_or_else(|| "Closed".into(), |reason| format!("Closed: {reason}"));
    tell("closed".into(), episode.closed_on, words);
    entries
}

fn from_involvement(involvement: &Involvement, known_at: Timestamp) -> Vec<Proposed> {
    let teller = Teller::of(involvement);
    let who = match &involvement.who {
        Involved::Worker { .. } => involvement.role.clone(),
        Involved::Agency { name, .. } => format!("{}, {name}", involvement.role),
    };
    let mut entries = vec![teller.tells_on(
        "began",
        london::date_of(involvement.from),
        known_at,
        format!("Involvement began: {who}"),
    )];
    if let Some(until) = involvement.until {
        entries.push(teller.tells_on(
            "ended",
            london::date_of(until),
            known_at,
            format!("Involvement ended: {who}"),
        ));
    }
    entries
}

/// The first sentence of the facts, else of the worry: enough to know which contact it was.
fn first_sentence(facts: &str, opinion: &str) -> String {
    let text = if facts.trim().is_empty() { opinion.trim() } else { facts.trim() };
    let end = text.find(['.', '\n', '!', '?']).unwrap_or(text.len());
    let sentence: String = text[..end].chars().take(200).collect();
    sentence.trim().to_string()
}

fn code_words<'a>(pack: &'a Pack, list: &str, code: &str) -> Option<&'a str> {
    pack.code_list(list)?.words(code)
}
