//! From a row of text to what it says. Whatever cannot be taken is said with the column's name and how to mend it; nothing stops a row but what
//! would leave the incident without a name, a kind or a word of what happened, or would turn one person into another.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use super::{Named, Part, Risk, Row};
use crate::access::{Guard, Sealed};
use crate::calendar::london;
use crate::calendar::typed::{parse_date, parse_time};
use crate::contact::Described;
use crate::pack::Pack;
use crate::person::Sex;
use crate::person::address::AddressLines;
use crate::person::known::Known;
use crate::person::name::PersonName;
use crate::person::partial_date::PartialDate;
use crate::person::postcode::Postcode;
use crate::refusal::Problem;

/// The pack's list of kinds of incident.
pub const INCIDENT_KINDS: &str = "notification_kind";
/// The longest reference.
const LONGEST_REFERENCE: usize = 100;
/// The longest value: a narrative of several pages.
const LONGEST_VALUE: usize = 30_000;
/// The most people in one incident.
const MOST_PEOPLE: usize = 60;

/// What a row says, once nothing is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The agency's reference.
    pub reference: String,
    /// When it happened.
    pub incident_at: Option<Timestamp>,
    /// The codes of its kinds.
    pub kinds: BTreeSet<String>,
    /// What happened.
    pub what_happened: String,
    /// Who wrote it.
    pub officer: String,
    /// How to reach them.
    pub officer_contact: String,
    /// Where it happened.
    pub address: Option<Sealed<AddressLines>>,
    /// Everybody in it.
    pub people: Vec<Named>,
    /// The agency's grading.
    pub risk: Option<Risk>,
}

/// Checks a row against the schema and the pack.
///
/// # Errors
/// Every problem of the row at once, each with the name of its column; of a person `person-2-born`.
pub fn checked(row: &Row, pack: &Pack, now: Timestamp) -> Result<Checked, Vec<Problem>> {
    let mut problems = row.problems.clone();
    let mut wrong = |field: &str, words: &str| problems.push(Problem::new(field, words));
    let (reference, what_happened) = needed(row, &mut wrong);
    let incident_at = happened(row.get("incident_at"), now, &mut wrong);
    let kinds = kinds(row.get("kinds"), pack, &mut wrong);
    let risk = risk(row.get("risk"), &mut wrong);
    let address = address(row.get("address"), row.get("postcode"));
    let today = london::date_of(now);
    if row.people.len() > MOST_PEOPLE {
        wrong("people", "More than 60 people are named in this incident. Send it in parts.");
    }
    let mut people = Vec::new();
    for (place, said) in row.people.iter().enumerate().take(MOST_PEOPLE) {
        people.push(person(place, said, address.as_ref(), today, &mut wrong));
    }
    if people.is_empty() && address.is_none() {
        wrong("people", "Name somebody, or say where it was: nobody can be found from this.");
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let officer = row.get("officer").to_owned();
    let officer_contact = row.get("officer_contact").to_owned();
    Ok(Checked {
        reference,
        incident_at,
        kinds,
        what_happened,
        officer,
        officer_contact,
        address,
        people,
        risk,
    })
}

/// What no incident can be without: its name and a word of what happened. Nothing may be endless.
fn needed(row: &Row, wrong: &mut impl FnMut(&str, &str)) -> (String, String) {
    let reference = row.get("reference").to_owned();
    if reference.is_empty() {
        wrong("reference", "Give the agency's own reference of the incident.");
    } else if reference.chars().count() > LONGEST_REFERENCE || reference.chars().any(char::is_control) {
        wrong("reference", "A reference has at most 100 characters, all on one line.");
    }
    let what_happened = row.get("what_happened").to_owned();
    if what_happened.is_empty() {
        wrong("what_happened", "Say what happened.");
    }
    for (name, value) in &row.incident {
        if value.chars().count() > LONGEST_VALUE {
            wrong(name, "This is longer than 30,000 characters. Send the rest as a document.");
        }
    }
    (reference, what_happened)
}

fn happened(text: &str, now: Timestamp, wrong: &mut impl FnMut(&str, &str)) -> Option<Timestamp> {
    if text.is_empty() {
        return None;
    }
    let at = moment(text);
    match at {
        Some(at) if at <= now => return Some(at),
        Some(_) => wrong("incident_at", "This lies in the future. Check the day and the year."),
        None => wrong("incident_at", "Write when it happened like 2026-11-22 23:10 or 22/11/2026 23:10."),
    }
    None
}

fn risk(text: &str, wrong: &mut impl FnMut(&str, &str)) -> Option<Risk> {
    let word = plain_word(text);
    if matches!(word.as_str(), "" | "notgraded" | "none" | "na") {
        return None;
    }
    let risk = Risk::from_code(&word);
    if risk.is_none() {
        wrong("risk", "Write standard, medium or high, or leave it empty.");
    }
    risk
}

/// The people whom a row names, as far as they can be read, whatever else is wrong with it: for finding out whether any of them is known.
pub fn people_of(row: &Row, now: Timestamp) -> Vec<Named> {
    let address = address(row.get("address"), row.get("postcode"));
    let today = london::date_of(now);
    let people = row.people.iter().enumerate().take(MOST_PEOPLE);
    people.map(|(place, said)| person(place, said, address.as_ref(), today, &mut |_, _| {})).collect()
}

fn kinds(text: &str, pack: &Pack, wrong: &mut impl FnMut(&str, &str)) -> BTreeSet<String> {
    let list = pack.code_list(INCIDENT_KINDS);
    let mut kinds = BTreeSet::new();
    for written in text.split([';', ',', '|', '\n']).map(str::trim).filter(|written| !written.is_empty()) {
        let same = |text: &str| plain_word(text) == plain_word(written);
        let code = list.and_then(|list| list.codes.iter().find(|code| same(&code.code) || same(&code.words)));
        match code {
            Some(code) => drop(kinds.insert(code.code.clone())),
            None => wrong("kinds", &format!("“{written:.80}” is no kind of incident: {}.", codes(pack))),
        }
    }
    if text.trim().is_empty() {
        wrong("kinds", &format!("Say what kind of incident it was: {}.", codes(pack)));
    }
    kinds
}

fn codes(pack: &Pack) -> String {
    let codes = pack.code_list(INCIDENT_KINDS).map(|list| list.codes.iter().map(|code| code.code.as_str()));
    codes.map(|codes| codes.collect::<Vec<_>>().join(", ")).unwrap_or_default()
}

fn person(
    place: usize,
    said: &BTreeMap<String, String>,
    at: Option<&Sealed<AddressLines>>,
    today: Date,
    wrong: &mut impl FnMut(&str, &str),
) -> Named {
    let get = |name: &str| said.get(name).map_or("", |value| value.trim());
    let field = |name: &str| format!("person-{place}-{name}");
    let part = match plain_word(get("role")).as_str() {
        "" => Part::Other,
        word => Part::ALL.iter().copied().find(|part| part.code() == word).unwrap_or_else(|| {
            wrong(&field("role"), "Write child, victim, suspect, witness, missing, adult or other.");
            Part::Other
        }),
    };
    let name = match (get("name"), get("given_name"), get("family_name")) {
        (whole, "", "") => PersonName::single(whole),
        (_, given, family) => PersonName::new(given, family),
    };
    let birth = match get("born") {
        "" => Known::NotAsked,
        text => birth(text, today).unwrap_or_else(|| {
            wrong(
                &field("born"),
                "Write the date of birth like 03/02/2019, a year, “about 2019”, or an age in years.",
            );
            Known::NotKnown
        }),
    };
    let sex = match plain_word(get("sex")).as_str() {
        "" => Known::NotAsked,
        "m" | "male" | "boy" | "man" => Known::Is(Sex::Male),
        "f" | "female" | "girl" | "woman" => Known::Is(Sex::Female),
        "u" | "unknown" | "notknown" | "other" => Known::Is(Sex::Unknown),
        _ => {
            wrong(&field("sex"), "Write M, F or U.");
            Known::NotKnown
        }
    };
    // Whoever is in an incident is taken to live where it was unless they say otherwise; it is a help in finding them, no more.
    let home = address(get("person_address"), get("person_postcode"));
    let home = home.or_else(|| at.cloned()).map_or(Known::NotAsked, Known::Is);
    let said = Described { birth, sex, address: home, ..Described::named(name) };
    Named { part, said, phone: get("phone").to_owned(), likely: Vec::new() }
}

/// A date of birth as closely as it is known, or an age in years.
fn birth(text: &str, today: Date) -> Option<Known<PartialDate>> {
    if let Ok(years) = text.trim().parse::<i16>()
        && (0..=120).contains(&years)
    {
        return Some(Known::Is(PartialDate::About(today.year() - years)));
    }
    match PartialDate::parse(text) {
        Ok(PartialDate::NotKnown) => Some(Known::NotKnown),
        Ok(date) if !date.is_after(today) || matches!(date, PartialDate::Expected(_)) => {
            Some(Known::Is(date))
        }
        Ok(_) | Err(_) => None,
    }
}

/// When something was: with its offset, or on London's clock. In the hour that happens twice the first is taken, since nobody can be asked.
fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    if let Ok(at) = text.parse::<DateTime>() {
        return Some(london::instant(at.date(), at.time()));
    }
    if let Ok(day) = parse_date(text) {
        return Some(london::start_of(day));
    }
    let (day, time) = text.rsplit_once(' ')?;
    let day = parse_date(day.trim_end_matches([' ', ','])).ok()?;
    let time: Time = parse_time(time).ok().or_else(|| time.parse().ok())?;
    Some(london::instant(day, time))
}

fn address(lines: &str, postcode: &str) -> Option<Sealed<AddressLines>> {
    if lines.is_empty() && postcode.is_empty() {
        return None;
    }
    let lines =
        lines.split([',', '\n']).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let postcode = (!postcode.is_empty()).then(|| Postcode::new(postcode));
    Some(Sealed::new(AddressLines { lines, postcode }, Guard::Content))
}

fn plain_word(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
