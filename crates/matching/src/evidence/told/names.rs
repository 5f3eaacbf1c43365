//! Names in words.

use super::{Pair, not_given, reason};
use crate::compare::{Agrees, Kind, Reason};
use crate::description::{Description, Name};
use crate::evidence::names::{NamesFound, best};
use crate::evidence::{Family, Given};
use crate::normal::shown;
use crate::person::Spoken;
use crate::vocabulary::{Nearness, Vocabulary, WordId};

/// What the names say; nothing when neither side has one.
pub(crate) fn names(pair: &Pair<'_>, bits: f32) -> Option<Reason> {
    let Some(found) = best(pair.read.0, pair.read.1, pair.vocabulary) else {
        let given = |person: &Description| person.names.iter().any(|name| !name.whole().is_empty());
        return not_given(Kind::Name, "Name", (given(pair.written.0), given(pair.written.1)));
    };
    let written = (pair.written.0.names.get(found.at.0)?, pair.written.1.names.get(found.at.1)?);
    let read = (pair.read.0.names.get(found.at.0)?, pair.read.1.names.get(found.at.1)?);
    let agrees = match (found.given, found.family) {
        (Given::Same, Family::Same | Family::NotGiven) | (Given::NotGiven, Family::Same) => Agrees::Same,
        (Given::Different, _) if bits <= 0.0 => Agrees::Different,
        (Given::NotGiven | Given::Unnamed, Family::Different | Family::Changed) => Agrees::Different,
        (Given::NotGiven | Given::Unnamed, Family::NotGiven) => Agrees::Unknown,
        _ => Agrees::Near,
    };
    let mut words = said(&found, written, read, pair.vocabulary);
    if let Some(changed) = changed(pair, &found, written) {
        words = format!("{words}; {changed}");
    }
    for (person, at) in [(pair.written.0, found.at.0), (pair.written.1, found.at.1)] {
        if let (Some(in_use), Some(name)) = (person.names.first().filter(|_| at > 0), person.names.get(at)) {
            let (name, in_use) = (shown(&name.whole()), shown(&in_use.whole()));
            let other = format!("; {name} is another name of {in_use}");
            if !words.ends_with(&other) {
                words.push_str(&other);
            }
        }
    }
    Some(reason(Kind::Name, agrees, super::upper_first(&words), bits))
}

/// "surname changed after 2019: Reed, now Cole", where both records say when they were made.
fn changed(pair: &Pair<'_>, found: &NamesFound, (one, other): (&Name, &Name)) -> Option<String> {
    if !matches!(found.family, Family::Changed | Family::Different) || found.given >= Given::Initial {
        return None;
    }
    let (day, other_day) = (pair.written.0.recorded?, pair.written.1.recorded?);
    let (earlier, day, now) = if day <= other_day { (one, day, other) } else { (other, other_day, one) };
    let (before, now) = (shown(&earlier.family), shown(&now.family));
    (day != pair.written.0.recorded.max(pair.written.1.recorded)?)
        .then(|| format!("perhaps surname changed after {}: {before}, now {now}", day.year()))
}

/// Two names in words.
pub(super) fn said(
    found: &NamesFound,
    (one, other): (&Name, &Name),
    (read, other_read): (&Spoken, &Spoken),
    vocabulary: &Vocabulary,
) -> String {
    let (whole, other_whole) = (shown(&one.whole()), shown(&other.whole()));
    if found.turned && found.given < Given::Different {
        let halves = [
            (read.whole_given(), other_read.whole_family(), &one.given, &other.family),
            (read.whole_family(), other_read.whole_given(), &one.family, &other.given),
        ];
        let near = halves.into_iter().filter_map(|(half, other_half, one, other)| {
            let nearness = vocabulary.nearness(half?, other_half?);
            (nearness > Nearness::Same && nearness < Nearness::Initial)
                .then(|| format!("; {}", alike(nearness, &shown(one), &shown(other))))
        });
        let near: String = near.collect();
        return format!("{whole} / {other_whole}: given and family names the other way round{near}");
    }
    if found.given == Given::Same && found.family == Family::Same {
        return if whole == other_whole {
            format!("Same name: {whole}")
        } else {
            format!("Same name: {whole}, written {other_whole}")
        };
    }
    let near = |one: Option<WordId>, other: Option<WordId>| {
        one.zip(other).map_or(Nearness::Different, |(one, other)| vocabulary.nearness(one, other))
    };
    let givens = near(read.given().first().copied(), other_read.given().first().copied());
    let families = read.whole_family().zip(other_read.whole_family());
    let families =
        families.map_or(Nearness::Different, |(one, other)| vocabulary.family_nearness(one, other));
    let (given_name, other_given) = (shown(&one.given), shown(&other.given));
    let given = if found.other_middle {
        format!("middle names differ: {given_name} / {other_given}")
    } else {
        given(found.given, givens, &given_name, &other_given)
    };
    format!("{given}; {}", family(found.family, families, &shown(&one.family), &shown(&other.family)))
}

fn given(level: Given, nearness: Nearness, one: &str, other: &str) -> String {
    match level {
        Given::Same if one == other => format!("same given name, {one}"),
        Given::Same => format!("same given name, {one} / {other}"),
        Given::Form => format!("{one} and {other} are forms of one name"),
        Given::Alike => alike(nearness, one, other),
        Given::Part => format!("{one} and {other} share a name"),
        Given::Initial => format!("{one} and {other} have the same initial"),
        Given::Unnamed if one == other => format!("{one}: no given name yet on either side"),
        Given::Unnamed => format!("{one} / {other}: no given name yet on one side"),
        Given::Different => format!("different given name: {one} / {other}"),
        Given::NotGiven => "given name not given".to_owned(),
    }
}

fn family(level: Family, nearness: Nearness, one: &str, other: &str) -> String {
    match level {
        Family::Same if one == other => format!("same family name, {one}"),
        Family::Same => format!("same family name, {one} / {other}"),
        Family::Alike => alike(nearness, one, other),
        Family::Part => format!("{one} and {other} share a name"),
        Family::Initial if one.chars().count() > 1 && other.chars().count() > 1 => {
            format!("{one} / {other} may stand for no name")
        }
        Family::Initial => format!("{one} and {other} have the same initial"),
        Family::Changed => format!("family name may have changed: {one} / {other}"),
        Family::Different => format!("different family name: {one} / {other}"),
        Family::NotGiven => "family name not given".to_owned(),
    }
}

fn alike(nearness: Nearness, one: &str, other: &str) -> String {
    match nearness {
        Nearness::Same | Nearness::Form => format!("{one} and {other} are forms of one name"),
        Nearness::MayBe => format!("{one} and {other} may be forms of one name"),
        Nearness::Sounds => format!("{one} and {other} sound alike"),
        Nearness::Spelt | Nearness::Initial | Nearness::Different => {
            format!("{one} and {other} are spelt nearly alike")
        }
    }
}
