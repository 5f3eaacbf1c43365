//! What reaches the front door: contacts with what the child said and what was decided, significant events, what the night found.

use super::{Proposed, Teller, quoted, told};
use crate::calendar::london;
use crate::chronology::told_by;
use crate::contact::Contact;
use crate::event::{Adult, Event};
use crate::handover::NightNote;
use crate::id::Id;
use crate::pack::Pack;
use crate::person::Person;

pub(super) fn from_contact(contact: &Contact, child: Id<Person>, pack: &Pack) -> Vec<Proposed> {
    let cited = contact.decision().and_then(|decision| decision.outcomes.as_ref());
    let concerns: Vec<&str> = cited
        .into_iter()
        .flat_map(crate::contact::RulingBasis::paragraphs)
        .filter_map(|paragraph| pack.thresholds.concern_of(paragraph))
        .map(|concern| concern.id.as_str())
        .collect();
    let teller = Teller::of(contact)
        .called(&contact.reference)
        .in_confidence(true)
        .about(pack, |theme| theme.concerns.iter().any(|concern| concerns.contains(&concern.as_str())))
        .with(contact.people().chain(contact.others.iter().filter_map(|other| other.person)));
    let theirs = teller.clone().by(agency_of(contact, pack));
    let source = told_by(&contact.source, pack).unwrap_or_else(|| "a source not known".into());
    let words = format!("Contact from {source}: {}", told(&contact.concern.facts, &contact.concern.opinion));
    let received = contact.received_at;
    let mut entries = vec![match contact.concern.happened.answer() {
        Some(happened) => theirs.tells("received", *happened, received, words),
        None => theirs.tells_at("received", received, received, words),
    }];
    for (place, words) in contact.concern.words.iter().enumerate() {
        let said_by = contact.children.get(words.child).and_then(|said| said.found.person());
        if said_by == Some(child) {
            let words = format!("The child said: {}", quoted(&words.words));
            entries.push(teller.tells_at(format!("words {place}"), received, received, words));
        }
    }
    if let Some(decision) = contact.decision()
        && let Some(basis) = &decision.outcomes
    {
        let outcome = pack
            .outcome(&basis.outcomes.primary)
            .map_or(basis.outcomes.primary.as_str(), |outcome| outcome.name.as_str());
        let words = format!("Contact decided: {outcome}, threshold level {}", basis.level);
        entries.push(teller.tells_at("decided", decision.at, decision.at, words));
    }
    entries
}

/// The agency that told us: as the contact says, else the one whose source it is. A member of the public (class 1 of the census, item N00152) is no agency,
/// and a source that several agencies share names none of them.
fn agency_of<'p>(contact: &Contact, pack: &'p Pack) -> Option<&'p str> {
    if let Some(said) = contact.referrer.agency.as_deref().and_then(|agency| pack.agency(agency)) {
        return Some(&said.id);
    }
    if contact.source.starts_with('1') {
        return None;
    }
    let mut theirs = pack.agencies.iter().filter(|agency| agency.sources.contains(&contact.source));
    let only = theirs.next().filter(|_| theirs.next().is_none());
    only.map(|agency| agency.id.as_str())
}

/// An event, and what a child said in it: of several children, nobody knows here whose words they are. An event recorded in error is no part of the
/// story.
pub(super) fn from_event(event: &Event, pack: &Pack) -> Vec<Proposed> {
    if !event.stands() {
        return Vec::new();
    }
    let agency = pack.agency(&event.told.from).map(|agency| agency.id.as_str());
    let known = event.adults.iter().filter_map(|adult| match adult {
        Adult::Known(person) => Some(*person),
        Adult::Named(_) => None,
    });
    let teller = Teller::of(event)
        .about(pack, |theme| theme.events.contains(&event.kind))
        .by(agency)
        .in_confidence(!event.told.is_ours())
        .with(event.children.iter().copied().chain(known));
    let tell = |part: &str, words: String| Proposed {
        moment: event.moment,
        kind: Some(event.kind.clone()),
        ..teller.tells(part, event.happened, event.known_at, words)
    };
    let marks = event.marks_in_words(pack);
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join("; ")) };
    let until =
        event.until.map_or_else(String::new, |until| format!(", until {}", london::moment_in_words(until)));
    let says = told(&event.says(pack), "");
    let says = if says.is_empty() { says } else { format!(": {says}") };
    let lane = pack.chronology.lane_of_event(&event.kind).to_owned();
    let words = format!("{}{until}{marks}{says}", event.name(pack));
    let mut entries = vec![Proposed { lane, ..tell("event", words) }];
    let said = event.child_said(pack);
    if !said.trim().is_empty() {
        let who = if event.children.len() == 1 { "The child" } else { "A child" };
        entries.push(tell("words", format!("{who} said: {}", quoted(&said))));
    }
    entries
}

/// What the night found and did, when it happened as far as that is known.
pub(super) fn from_night_note(note: &NightNote) -> Vec<Proposed> {
    let teller = Teller::of(note).in_confidence(true).with(note.children.iter().copied());
    let done = if note.done.trim().is_empty() {
        format!("Nothing was done: {}", told(&note.why_not, ""))
    } else {
        told(&note.done, "")
    };
    let words = format!("Night team: {} {done}", sentence(&told(&note.found, "")));
    vec![teller.tells_at("night", note.happened_at.unwrap_or(note.at), note.at, words)]
}

/// With a full stop at its end, so that another sentence can follow.
fn sentence(words: &str) -> String {
    if words.ends_with(['.', '!', '?', '…', '”']) { words.to_owned() } else { format!("{words}.") }
}
