//! What a person has several of: names, addresses, telephone numbers, things to know first. Addresses and numbers are ended or marked, never taken
//! away; a protected one is kept under its seal and does not pass through the form.

use domain::access::{Guard, Sealed, Unsealing};
use domain::id::Id;
use domain::person::address::{Address, AddressLines, Place};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::phone::Phone;
use domain::person::postcode::Postcode;
use domain::person::{Hazard, KnownAs, NameKind, Person, PhoneNumber};
use domain::refusal::Problem;

use super::facts::date;
use crate::forms::page::Given;
use crate::route::Fields;

/// The kinds of name with their codes.
const KINDS: [(NameKind, &str); 3] =
    [(NameKind::Used, "used"), (NameKind::Legal, "legal"), (NameKind::Alias, "alias")];

/// The name of the page's own field that says which row of the record a row of the form is.
fn held(group: &str, place: usize) -> String {
    format!("{HELD}{group}-{place}")
}

/// How the names of those fields begin.
pub(super) const HELD: &str = "held-";

/// The rows of a group in the form that are rows of the record.
pub(super) fn held_rows(fields: &Fields, group: &str) -> Vec<u16> {
    let start = format!("{HELD}{group}-");
    let numbers = fields.pairs().iter().filter_map(|(name, _)| name.strip_prefix(&start)?.parse().ok());
    numbers.collect()
}

/// The name of a field of a group.
pub(super) fn field(group: &str, place: usize, part: &str) -> String {
    format!("{group}-{place}-{part}")
}

/// From the record into the form.
pub(super) fn write(person: &Person, unsealing: Unsealing, fields: &mut Fields) {
    for (place, known) in person.names.iter().enumerate() {
        let code = KINDS.iter().find(|(kind, _)| *kind == known.kind).map_or("used", |(_, code)| *code);
        fields.set(&field("name", place, "kind"), code);
        match &known.name {
            PersonName::Parts { given, family } => {
                fields.set(&field("name", place, "given"), given);
                fields.set(&field("name", place, "family"), family);
            }
            PersonName::Single(name) => fields.set(&field("name", place, "single"), name),
        }
    }
    for (place, address) in person.addresses.iter().enumerate() {
        fields.set(&field("address", place, "from"), typed(&address.from));
        fields.set(&field("address", place, "until"), typed(&address.until));
        fields.set(&held("address", place), address.place.to_string());
        fields.set(&field("address", place, "source"), &address.source);
        if let Some(lines) = address.lines.open(unsealing) {
            fields.set(&field("address", place, "lines"), lines.lines.join("\n"));
            let postcode = lines.postcode.as_ref().map(Postcode::typed).unwrap_or_default();
            fields.set(&field("address", place, "postcode"), postcode);
        }
    }
    for (place, phone) in person.phones.iter().enumerate() {
        fields.set(&held("phone", place), place.to_string());
        fields.set(&field("phone", place, "whose"), &phone.whose);
        fields.set(&field("phone", place, "never"), phone.do_not_use.clone().unwrap_or_default());
        if let Some(number) = phone.number.open(unsealing) {
            fields.set(&field("phone", place, "number"), number.typed());
        }
    }
    let rows = [
        ("name", person.names.len()),
        ("address", person.addresses.len()),
        ("phone", person.phones.len()),
        ("hazard", person.hazards.len()),
    ];
    for (group, rows) in rows {
        // A row of which nothing may be shown is drawn all the same.
        fields.set(&format!("_blocks.{group}"), rows.to_string());
    }
    for (place, hazard) in person.hazards.iter().enumerate() {
        fields.set(&held("hazard", place), &hazard.words);
        fields.set(&field("hazard", place, "words"), &hazard.words);
        fields.set(
            &field("hazard", place, "review"),
            hazard.review.map(|day| day.to_string()).unwrap_or_default(),
        );
        if hazard.for_staff {
            fields.set(&field("hazard", place, "staff"), "yes");
        }
    }
}

fn typed(date: &Option<PartialDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// The rows of the form that become rows of the record, in its order.
#[derive(Default)]
pub(super) struct Rows {
    names: Vec<u16>,
    addresses: Vec<u16>,
    phones: Vec<u16>,
    hazards: Vec<u16>,
}

impl Rows {
    /// Those of a section.
    pub(super) fn of(&self, section: &str) -> Option<Vec<u16>> {
        match section {
            "name" => Some(self.names.clone()),
            "address" => Some(self.addresses.clone()),
            "phone" => Some(self.phones.clone()),
            "hazard" => Some(self.hazards.clone()),
            _ => None,
        }
    }
}

/// From the form into the record.
pub(super) fn read(
    person: &mut Person,
    given: &mut Given<'_>,
    fields: &Fields,
    new_place: impl Fn() -> Id<Place>,
) -> Rows {
    let mut problems = Vec::new();
    let rows = Rows {
        names: names(person, given, &mut problems),
        addresses: addresses(person, given, fields, new_place, &mut problems),
        phones: phones(person, given, fields, &mut problems),
        hazards: hazards(person, given, fields),
    };
    given.problems.extend(problems);
    rows
}

/// The rows of a group: those in which something was answered, and those of the record of which nothing may be shown.
fn rows(given: &Given<'_>, fields: &Fields, group: &str) -> Vec<u16> {
    let mut rows = given.repeats(group);
    rows.extend(held_rows(fields, group));
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn names(person: &mut Person, given: &Given<'_>, problems: &mut Vec<Problem>) -> Vec<u16> {
    let (mut names, mut rows) = (Vec::new(), Vec::new());
    for row in given.repeats("name") {
        let part = |part: &str| given.nth("name", row, part);
        let (single, parts) = (part("single"), PersonName::new(part("given"), part("family")));
        let name = if single.trim().is_empty() { parts } else { PersonName::single(single) };
        let otherwise = if names.is_empty() { NameKind::Used } else { NameKind::Alias };
        let kind = KINDS.iter().find(|(_, code)| *code == part("kind")).map_or(otherwise, |(kind, _)| *kind);
        if !name.is_empty() {
            names.push(KnownAs { name, kind });
            rows.push(row);
        }
    }
    if names.is_empty() {
        problems.push(Problem::new(
            field("name", 0, "given"),
            "Write a name: what they are called, even if only one word is known.",
        ));
        return rows;
    }
    person.names = names;
    rows
}

fn addresses(
    person: &mut Person,
    given: &Given<'_>,
    fields: &Fields,
    new_place: impl Fn() -> Id<Place>,
    problems: &mut Vec<Problem>,
) -> Vec<u16> {
    let mut kept = Vec::new();
    for row in rows(given, fields, "address") {
        let (place, part) = (usize::from(row), |part: &str| given.nth("address", row, part));
        let lines: Vec<String> =
            part("lines").lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        let postcode = Some(part("postcode")).filter(|typed| !typed.trim().is_empty()).map(Postcode::new);
        let protect = !part("protect").is_empty();
        let [from, until] =
            ["from", "until"].map(|name| stay(&part(name), &field("address", place, name), problems));
        let said = AddressLines { lines, postcode };
        let blank = said.one_line().is_empty();
        let held = fields.get(&held("address", place)).parse::<Id<Place>>().ok();
        let Some(held) = held.and_then(|held| held_at(person, place, held)) else {
            if !blank {
                let guard = if protect { Guard::Protected } else { Guard::Content };
                let lines = Sealed::new(said, guard);
                person.addresses.push(Address {
                    place: new_place(),
                    lines,
                    from,
                    until,
                    source: part("source"),
                });
                kept.push(row);
            }
            continue;
        };
        kept.push(row);
        let Some(address) = person.addresses.get_mut(held) else { continue };
        (address.from, address.until, address.source) = (from, until, part("source"));
        if address.is_protected() {
            continue;
        }
        if blank {
            let words = "An address is ended, not taken away: write until when they lived there.";
            problems.push(Problem::new(field("address", place, "lines"), words));
            continue;
        }
        address.lines = Sealed::new(said, if protect { Guard::Protected } else { Guard::Content });
    }
    kept
}

/// Where an address of the form stands in the record: at its own place in the list, or where somebody else moved it.
fn held_at(person: &Person, place: usize, held: Id<Place>) -> Option<usize> {
    let same = |address: &&Address| address.place == held;
    if person.addresses.get(place).filter(same).is_some() {
        return Some(place);
    }
    person.addresses.iter().position(|address| address.place == held)
}

fn stay(typed: &str, name: &str, problems: &mut Vec<Problem>) -> Option<PartialDate> {
    match date(typed, name, problems)? {
        Known::NotAsked => None,
        Known::NotKnown => Some(PartialDate::NotKnown),
        Known::Is(date) => Some(date),
    }
}

fn phones(person: &mut Person, given: &Given<'_>, fields: &Fields, problems: &mut Vec<Problem>) -> Vec<u16> {
    let mut kept = Vec::new();
    for row in rows(given, fields, "phone") {
        let (place, part) = (usize::from(row), |part: &str| given.nth("phone", row, part));
        let never = Some(part("never")).filter(|words| !words.trim().is_empty());
        let number = part("number");
        let held = fields.get(&held("phone", place)).parse::<usize>().ok();
        match held.and_then(|held| person.phones.get_mut(held)) {
            Some(phone) => {
                kept.push(row);
                (phone.whose, phone.do_not_use) = (part("whose"), never);
                if phone.number.guard() == Guard::Protected {
                    continue;
                }
                if number.trim().is_empty() {
                    let words = "A number is not taken away: say that it must not be used, and why.";
                    problems.push(Problem::new(field("phone", place, "number"), words));
                    continue;
                }
                phone.number = Sealed::new(Phone::new(number), Guard::Content);
            }
            None if number.trim().is_empty() => {}
            None => {
                kept.push(row);
                person.phones.push(PhoneNumber {
                    number: Sealed::new(Phone::new(number), Guard::Content),
                    whose: part("whose"),
                    do_not_use: never,
                });
            }
        }
    }
    kept
}

/// A hazard whose words are taken away is gone; one that the form did not show stays.
fn hazards(person: &mut Person, given: &Given<'_>, fields: &Fields) -> Vec<u16> {
    let was_shown = held_rows(fields, "hazard");
    let shown = |hazard: &Hazard| {
        was_shown.iter().any(|row| fields.get(&held("hazard", usize::from(*row))) == hazard.words)
    };
    let mut stays: Vec<Hazard> = person.hazards.iter().filter(|hazard| !shown(hazard)).cloned().collect();
    let (mut hazards, mut kept) = (Vec::new(), Vec::new());
    for row in given.repeats("hazard") {
        let words = given.nth("hazard", row, "words");
        if words.trim().is_empty() {
            continue;
        }
        let for_staff = !given.nth("hazard", row, "staff").is_empty();
        hazards.push(Hazard { words, for_staff, review: given.nth_day("hazard", row, "review") });
        kept.push(row);
    }
    hazards.append(&mut stays);
    person.hazards = hazards;
    kept
}
