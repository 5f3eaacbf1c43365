//! NHS numbers and pupil numbers in words.

use super::{Pair, not_given, reason};
use crate::compare::{Agrees, Kind, Reason};
use crate::evidence::Number;
use crate::evidence::number::is_given_out;
use crate::normal::{nhs_number, shown, upn};
use crate::person::number_of;

/// What the NHS numbers say.
pub(crate) fn nhs(pair: &Pair<'_>, level: Number, bits: f32) -> Option<Reason> {
    let number = |written: &Option<String>| written.as_deref().and_then(nhs_number);
    let (one, other) = (number(&pair.written.0.nhs_number), number(&pair.written.1.nhs_number));
    let (Some(one), Some(other)) = (&one, &other) else {
        return not_given(Kind::NhsNumber, "NHS number", (one.is_some(), other.is_some()));
    };
    let failing = [one, other].into_iter().filter(|digits| !is_given_out(number_of(digits)));
    let failing: Vec<String> = failing.map(|digits| in_groups(digits)).collect();
    let fails = match failing.as_slice() {
        [] => String::new(),
        [one] => format!(": {one} fails its check"),
        [..] => ": both fail their check".to_owned(),
    };
    let both = format!("{} / {}", in_groups(one), in_groups(other));
    let (agrees, words) = match level {
        Number::Same => (Agrees::Same, format!("Same NHS number, {}", in_groups(one))),
        Number::Slip => (Agrees::Near, format!("NHS numbers one slip apart, {both}{fails}")),
        Number::Mistyped => (Agrees::Different, format!("Different NHS numbers, {both}{fails}")),
        Number::Different => (Agrees::Different, format!("Different NHS numbers: {both}")),
        Number::NotGiven => {
            (Agrees::Unknown, format!("NHS number not given: {both} stands where none is known"))
        }
    };
    Some(reason(Kind::NhsNumber, agrees, words, bits))
}

/// As it is read out: 999 000 0018.
fn in_groups(digits: &str) -> String {
    match (digits.get(..3), digits.get(3..6), digits.get(6..)) {
        (Some(first), Some(second), Some(third)) => format!("{first} {second} {third}"),
        _ => digits.to_owned(),
    }
}

/// What the pupil numbers say.
pub(crate) fn pupil(pair: &Pair<'_>, level: Number, bits: f32) -> Option<Reason> {
    let number = |written: &Option<String>| written.as_deref().and_then(upn);
    let (one, other) = (number(&pair.written.0.upn), number(&pair.written.1.upn));
    let (Some(one), Some(other)) = (&one, &other) else {
        return not_given(Kind::Upn, "Pupil number", (one.is_some(), other.is_some()));
    };
    let (one, other) = (shown(one), shown(other));
    let (agrees, words) = match level {
        Number::Same => (Agrees::Same, format!("Same pupil number, {one}")),
        Number::Slip => (Agrees::Near, format!("Pupil numbers one slip apart: {one} / {other}")),
        Number::Mistyped | Number::Different => {
            (Agrees::Different, format!("Different pupil numbers: {one} / {other}"))
        }
        Number::NotGiven => return None,
    };
    Some(reason(Kind::Upn, agrees, words, bits))
}
