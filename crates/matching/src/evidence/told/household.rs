//! Address and phone in words. They are one fact: whichever of the two weighs more bears the weight of both.

use jiff::civil::Date;

use super::{Pair, not_given, reason, upper_first};
use crate::address::Place;
use crate::compare::{Agrees, Kind, Reason};
use crate::description::{Address, Description};
use crate::evidence::household::{HomesFound, homes, phones};
use crate::evidence::number::one_slip_apart;
use crate::evidence::{Evidence, Household};
use crate::experience::HOUSEHOLD_SIZE;
use crate::normal::{phone, shown};
use crate::person::number_of;

/// What address and phone say.
pub(crate) fn household(pair: &Pair<'_>, evidence: &Evidence, bits: f32) -> Vec<Reason> {
    let phone_bears = matches!(evidence.household, Household::Phone | Household::PhoneSlip);
    let (mut address_bits, mut phone_bits) = if phone_bears { (0.0, bits) } else { (bits, 0.0) };
    let found = homes(pair.read.0, pair.read.1, pair.vocabulary);
    if found.is_none() {
        // Without an address the phone bears what there is to bear.
        (address_bits, phone_bits) = (0.0, bits);
    }
    let address = found.and_then(|found| told_address(pair, found)).map(|(agrees, words)| {
        let crowd = if evidence.household <= Household::Home { crowd(evidence) } else { "" };
        reason(Kind::Address, agrees, format!("{words}{crowd}"), address_bits)
    });
    let address = address.or_else(|| {
        let given = |person: &Description| person.addresses.iter().any(|address| !is_empty(address));
        not_given(Kind::Address, "Address", (given(pair.written.0), given(pair.written.1)))
    });
    let (ones, others) = (phones_of(pair.written.0), phones_of(pair.written.1));
    let phone = told_phone(pair, &ones, &others).map(|(agrees, words)| {
        let shared = matches!(evidence.household, Household::Phone | Household::HomeAndPhone);
        reason(
            Kind::Phone,
            agrees,
            format!("{words}{}", if shared { crowd(evidence) } else { "" }),
            phone_bits,
        )
    });
    let phone = phone.or_else(|| not_given(Kind::Phone, "Phone", (!ones.is_empty(), !others.is_empty())));
    address.into_iter().chain(phone).collect()
}

/// That a place or phone is shared by many, so that it says little of each. In round words: the exact number would tell who moves in.
fn crowd(evidence: &Evidence) -> &'static str {
    match evidence.crowd {
        crowd if f32::from(crowd) <= HOUSEHOLD_SIZE => "",
        ..=20 => "; the same is on more than eight people's records, so it says little",
        21..=60 => "; the same is on more than twenty people's records, so it says little",
        _ => "; the same is on a great many people's records, so it says very little",
    }
}

fn is_empty(address: &Address) -> bool {
    address.postcode.trim().is_empty() && address.lines.iter().all(|line| line.trim().is_empty())
}

/// An address in one line, as written.
fn written(address: &Address) -> String {
    let lines = address.lines.iter().chain([&address.postcode]).map(|line| shown(line));
    shown(&lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", "))
}

fn told_address(pair: &Pair<'_>, found: HomesFound) -> Option<(Agrees, String)> {
    let one = pair.written.0.addresses.get(found.at.0)?;
    let other = pair.written.1.addresses.get(found.at.1)?;
    let (said, other_said) = (written(one), written(other));
    let both = if said == other_said { said.clone() } else { format!("{said} / {other_said}") };
    let (one, other) = (Place::of(one), Place::of(other));
    let numbers = one.number.as_ref().zip(other.number.as_ref());
    let (agrees, words) = match found.level {
        Household::Home | Household::HomeAndPhone => match (&one.postcode, &other.postcode) {
            (Some(code), Some(other)) if code != other => {
                let codes = format!("{} / {}", with_space(code), with_space(other));
                (Agrees::Near, format!("Same house and street; postcodes {codes} are one slip apart"))
            }
            (Some(_), Some(_)) => (Agrees::Same, format!("Same address: {both}")),
            _ => (Agrees::Same, format!("Same house and street: {both}")),
        },
        Household::NumberSwapped => (
            Agrees::Near,
            numbers.map_or_else(
                || format!("Same postcode: {both}"),
                |(house, other)| format!("Same postcode, house number {house} / {other}: one slip apart"),
            ),
        ),
        Household::Building => (Agrees::Near, format!("Same building, another flat or none given: {both}")),
        Household::Postcode => (
            Agrees::Near,
            numbers.map_or_else(
                || format!("Same postcode: {both}"),
                |(house, other)| format!("Same postcode, house number {house} / {other}"),
            ),
        ),
        Household::Street => (Agrees::Near, format!("Same street: {both}")),
        Household::District => (Agrees::Near, format!("Same part of town: {both}")),
        Household::Different => (Agrees::Different, format!("Different addresses: {both}")),
        Household::Phone | Household::PhoneSlip | Household::NotGiven => return None,
    };
    let earlier = if found.level < Household::Postcode { earlier(pair, found) } else { String::new() };
    Some((agrees, format!("{words}{earlier}")))
}

/// That the home which agrees was left, or is one of several.
fn earlier(pair: &Pair<'_>, found: HomesFound) -> String {
    let left = |person: &Description, at: usize| person.left.get(at).copied().flatten();
    let ends = [left(pair.written.0, found.at.0), left(pair.written.1, found.at.1)];
    if let Some(left) = ends.into_iter().flatten().min() {
        return format!("; lived there until {}", Date::year(left));
    }
    let several = |person: &Description| person.addresses.len() > 1;
    if several(pair.written.0) || several(pair.written.1) {
        "; one of the addresses known".to_owned()
    } else {
        String::new()
    }
}

fn with_space(code: &str) -> String {
    let inward = code.len().saturating_sub(3);
    match (code.get(..inward), code.get(inward..)) {
        (Some(outward), Some(inward)) => format!("{outward} {inward}"),
        _ => code.to_owned(),
    }
}

/// A phone as written, in the digits by which it is compared, with whose it is.
struct Phone<'a> {
    written: &'a str,
    digits: String,
    whose: &'a str,
}

fn told_phone(pair: &Pair<'_>, ones: &[Phone<'_>], others: &[Phone<'_>]) -> Option<(Agrees, String)> {
    let pairs = || ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    if let Some((one, other)) = pairs().find(|(one, other)| one.digits == other.digits) {
        let number = shown(one.written);
        let words = match (one.whose, other.whose) {
            ("", "") => format!("The phone is the same, {number}"),
            ("", theirs) | (theirs, "") => format!("The phone given, {number}, is {}'s", shown(theirs)),
            (_, theirs) => format!("{}'s phone is the same, {number}", upper_first(&shown(theirs))),
        };
        return Some((Agrees::Same, words));
    }
    let quoted =
        |(one, other): (&Phone<'_>, &Phone<'_>)| format!("{} / {}", shown(one.written), shown(other.written));
    match phones(pair.read.0, pair.read.1) {
        Household::PhoneSlip => {
            let near = |one: &Phone<'_>, other: &Phone<'_>| {
                one_slip_apart(number_of(&one.digits), number_of(&other.digits))
            };
            let both = pairs().find(|(one, other)| near(one, other)).map(quoted)?;
            Some((Agrees::Near, format!("Phones one slip apart: {both}")))
        }
        Household::Different => {
            let both = pairs().next().map(quoted)?;
            Some((Agrees::Different, format!("Different phones: {both}")))
        }
        _ => None,
    }
}

/// Every phone of a person and of those near them, with whose it is.
fn phones_of(person: &Description) -> Vec<Phone<'_>> {
    let own = person.phones.iter().map(|number| (number, ""));
    let theirs = person.relatives.iter().flat_map(|relative| {
        let whose = if relative.relation.is_empty() { "a relative" } else { relative.relation.as_str() };
        relative.phones.iter().map(move |number| (number, whose))
    });
    let all = own.chain(theirs);
    all.filter_map(|(written, whose)| Some(Phone { written, digits: phone(written)?, whose })).collect()
}
