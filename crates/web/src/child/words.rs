//! Facts in words: what is known, what somebody asked and nobody knows, what nobody has asked. The three are never mixed up.

use casework::child::ChildPage;
use design::own::Tone;
use domain::access::Unsealing;
use domain::calendar::london;
use domain::chronology::Entry;
use domain::id::Id;
use domain::involvement::Involved;
use domain::person::address::Address;
use domain::person::known::Known;
use domain::person::name::{shown, shown_in_line};
use domain::person::partial_date::PartialDate;
use domain::staff::Staff;
use jiff::Timestamp;
use maud::{Markup, html};

/// An answer, or which kind of silence it is: a gap is marked as one, "not known" is an answer.
pub(crate) fn answer(known: &Known<String>) -> Markup {
    match known {
        Known::NotAsked => html! { (Tone::Quiet.tag("Not asked")) },
        Known::NotKnown => html! { "Asked, and not known" },
        Known::Is(words) => html! { bdi { (shown_in_line(words)) } },
    }
}

/// Yes, no, or which kind of silence.
pub(crate) fn yes_no(known: Known<bool>) -> Markup {
    answer(&known.map(|yes| if yes { "Yes" } else { "No" }.to_owned()))
}

/// Birth with no more precision than is known.
pub(crate) fn born(birth: &Known<PartialDate>) -> String {
    match birth {
        Known::NotAsked => "not asked".into(),
        Known::NotKnown => "asked, and not known".into(),
        Known::Is(birth) => birth.to_string(),
    }
}

/// A name, kept apart from the words round it.
pub(crate) fn name(name: &str) -> Markup {
    html! { bdi { (shown_in_line(name)) } }
}

/// Words as they were typed, line by line.
pub(crate) fn verbatim(words: &str) -> Markup {
    html! { span class="app-wrap" dir="auto" { (shown(words)) } }
}

/// "4 September 2026".
pub(crate) fn day(at: Timestamp) -> String {
    london::date_in_words(london::date_of(at))
}

/// The day, with the time where the record has it.
pub(crate) fn happened(entry: &Entry) -> String {
    match entry.moment {
        Some(moment) => format!("{}, {}", entry.happened, london::time_in_words(moment)),
        None => entry.happened.to_string(),
    }
}

/// What an entry says. Of an involvement the record tells the capacity and the team; whoever reads the file reads the name too.
pub(crate) fn entry(page: &ChildPage, entry: &Entry) -> Markup {
    let standing = entry.words_that_stand();
    let worker = (standing == entry.words).then(|| worker(page, entry)).flatten();
    match (worker, standing.split_once(": ")) {
        (Some(worker), Some((what, capacity))) => {
            html! { (shown_in_line(what)) ": " (name(page.names.name(worker))) ", " (shown_in_line(capacity)) }
        }
        _ => verbatim(standing),
    }
}

fn worker(page: &ChildPage, entry: &Entry) -> Option<Id<Staff>> {
    let mut involvements = page.file.involvements.iter().map(|filed| &filed.record);
    match involvements.find(|involvement| involvement.id.any() == entry.source.record)?.who {
        Involved::Worker { staff, .. } => Some(staff),
        Involved::Agency { .. } => None,
    }
}

/// Where something is known from; a contact that the viewer reads is a link.
pub(crate) fn known_from(page: &ChildPage, source: &str) -> Markup {
    let named = page.file.contacts.iter().map(|filed| &filed.record).find_map(|contact| {
        let (before, after) = source.split_once(contact.reference.as_str())?;
        Some((before, contact, after))
    });
    match named {
        Some((before, contact, after)) => html! {
            bdi {
                (shown_in_line(before))
                a class="govuk-link" href={ "/contacts/" (contact.id) } { (contact.reference) }
                (shown_in_line(after))
            }
        },
        None => name(source),
    }
}

/// A cell with nothing to say: a dash for the eye, words for whoever listens.
pub(crate) fn nothing(words: &str) -> Markup {
    html! { span aria-hidden="true" { "–" } span class="govuk-visually-hidden" { (words) } }
}

/// From when until when, as far as it is known.
pub(crate) fn between(from: Option<&PartialDate>, until: Option<&PartialDate>) -> String {
    match (from, until) {
        (None, None) => "Dates not known".into(),
        (Some(from), None) => format!("Since {from}"),
        (None, Some(until)) => format!("Until {until}"),
        (Some(from), Some(until)) => format!("{from} to {until}"),
    }
}

/// An address, or that it is withheld from this viewer.
pub(crate) fn address(address: &Address, unsealing: Unsealing) -> Option<String> {
    address.lines.open(unsealing).map(|lines| shown_in_line(&lines.one_line()))
}
