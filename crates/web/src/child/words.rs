//! Facts in words: what is known, what somebody asked and nobody knows, what nobody has asked. The three are never mixed up.

use design::own::Tone;
use domain::access::Unsealing;
use domain::calendar::london;
use domain::person::address::Address;
use domain::person::known::Known;
use domain::person::name::{shown, shown_in_line};
use domain::person::partial_date::PartialDate;
use jiff::Timestamp;
use maud::{Markup, html};

/// An answer, or which kind of silence it is: a gap is marked as one, "not known" is an answer.
pub(super) fn answer(known: &Known<String>) -> Markup {
    match known {
        Known::NotAsked => html! { (Tone::Quiet.tag("Not asked")) },
        Known::NotKnown => html! { "Asked, and not known" },
        Known::Is(words) => html! { bdi { (shown_in_line(words)) } },
    }
}

/// Yes, no, or which kind of silence.
pub(super) fn yes_no(known: Known<bool>) -> Markup {
    answer(&known.map(|yes| if yes { "Yes" } else { "No" }.to_owned()))
}

/// Birth with no more precision than is known.
pub(super) fn born(birth: &Known<PartialDate>) -> String {
    match birth {
        Known::NotAsked => "not asked".into(),
        Known::NotKnown => "asked, and not known".into(),
        Known::Is(birth) => birth.to_string(),
    }
}

/// A name, kept apart from the words round it.
pub(super) fn name(name: &str) -> Markup {
    html! { bdi { (shown_in_line(name)) } }
}

/// Words as they were typed, line by line.
pub(super) fn verbatim(words: &str) -> Markup {
    html! { span class="app-wrap" dir="auto" { (shown(words)) } }
}

/// "4 September 2026".
pub(super) fn day(at: Timestamp) -> String {
    london::date_in_words(london::date_of(at))
}

/// From when until when, as far as it is known.
pub(super) fn between(from: Option<&PartialDate>, until: Option<&PartialDate>) -> String {
    match (from, until) {
        (None, None) => "Dates not known".into(),
        (Some(from), None) => format!("Since {from}"),
        (None, Some(until)) => format!("Until {until}"),
        (Some(from), Some(until)) => format!("{from} to {until}"),
    }
}

/// An address, or that it is withheld from this viewer.
pub(super) fn address(address: &Address, unsealing: Unsealing) -> Option<String> {
    address.lines.open(unsealing).map(|lines| shown_in_line(&lines.one_line()))
}
