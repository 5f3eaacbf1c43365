//! What a person has several of: names, addresses, telephone numbers, things to know first. Addresses and numbers are ended or marked, never taken
//! away; a protected one is kept under its seal and does not pass through the form.

use domain::access::{Guard, Sealed, Unsealing};
use domain::calendar::typed::parse_date;
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
use crate::route::{Fields, MOST_REPEATS};

/// The kinds of name with their codes and words.
pub(super) const KINDS: [(NameKind, &str, &str); 3] = [
    (NameKind::Used, "used", "The name they are called by"),
    (NameKind::Legal, "legal", "Legal name, where it is another"),
    (NameKind::Alias, "alias", "Also known as"),
];

/// The name of a field of a group.
pub(super) fn field(group: &str, place: usize, part: &str) -> String {
    format!("{group}-{place}-{part}")
}

/// From the record into the form.
pub(super) fn write(person: &Person, unsealing: Unsealing, fields: &mut Fields) {
    for (place, known) in person.names.iter().enumerate() {
        let code = KINDS.iter().find(|(kind, _, _)| *kind == known.kind).map_or("used", |(_, code, _)| *code);
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
        fields.set(&field("address", place, "place"), address.place.to_string());
        fields.set(&field("address", place, "source"), &address.source);
        if let Some(lines) = address.lines.open(unsealing) {
            fields.set(&field("address", place, "lines"), lines.lines.join("\n"));
            let postcode = lines.postcode.as_ref().map(Postcode::typed).unwrap_or_default();
            fields.set(&field("address", place, "postcode"), postcode);
        }
    }
    for (place, phone) in person.phones.iter().enumerate() {
        fields.set(&field("phone", place, "held"), place.to_string());
        fields.set(&field("phone", place, "whose"), &phone.whose);
        fields.set(&field("phone", place, "never"), phone.do_not_use.clone().unwrap_or_default());
        if let Some(number) = phone.number.open(unsealing) {
            fields.set(&field("phone", place, "number"), number.typed());
        }
    }
    for (place, hazard) in person.hazards.iter().enumerate() {
        fields.set(&field("hazard", place, "held"), &hazard.words);
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

/// From the form into the record.
pub(super) fn read(
    person: &mut Person,
    fields: &Fields,
    place: impl Fn() -> Id<Place>,
    problems: &mut Vec<Problem>,
) {
    for (group, first) in [("name", "given"), ("address", "lines"), ("phone", "number"), ("hazard", "words")]
    {
        if fields.has_too_many(group) {
            let words =
                format!("One form takes at most {MOST_REPEATS} of these. Nothing that you sent was saved.");
            problems.push(Problem::new(field(group, 0, first), words));
        }
    }
    names(person, fields, problems);
    addresses(person, fields, place, problems);
    phones(person, fields, problems);
    hazards(person, fields, problems);
}

fn names(person: &mut Person, fields: &Fields, problems: &mut Vec<Problem>) {
    let mut names = Vec::new();
    for place in 0..fields.repeats("name") {
        let part = |part: &str| fields.get(&field("name", place, part)).to_owned();
        let (single, parts) = (part("single"), PersonName::new(part("given"), part("family")));
        let name = if single.trim().is_empty() { parts } else { PersonName::single(single) };
        let kind = KINDS
            .iter()
            .find(|(_, code, _)| *code == part("kind"))
            .map_or(NameKind::Alias, |(kind, _, _)| *kind);
        if !name.is_empty() {
            names.push(KnownAs { name, kind });
        }
    }
    if names.is_empty() {
        problems.push(Problem::new(
            field("name", 0, "given"),
            "Write a name: what they are called, even if only one word is known.",
        ));
        return;
    }
    person.names = names;
}

fn addresses(
    person: &mut Person,
    fields: &Fields,
    new_place: impl Fn() -> Id<Place>,
    problems: &mut Vec<Problem>,
) {
    for place in 0..fields.repeats("address") {
        let part = |part: &str| fields.get(&field("address", place, part));
        let lines: Vec<String> =
            part("lines").lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        let postcode = Some(part("postcode")).filter(|typed| !typed.trim().is_empty()).map(Postcode::new);
        let protect = fields.has(&field("address", place, "protect"));
        let [from, until] =
            ["from", "until"].map(|part| stay(fields, &field("address", place, part), problems));
        let said = AddressLines { lines, postcode };
        let blank = said.one_line().is_empty();
        let held = part("place").parse::<Id<Place>>().ok();
        let Some(held) = held.and_then(|held| held_at(person, place, held)) else {
            if !blank {
                let guard = if protect { Guard::Protected } else { Guard::Content };
                let lines = Sealed::new(said, guard);
                let source = part("source").to_owned();
                person.addresses.push(Address { place: new_place(), lines, from, until, source });
            }
            continue;
        };
        let Some(address) = person.addresses.get_mut(held) else { continue };
        (address.from, address.until, address.source) = (from, until, part("source").to_owned());
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
}

/// Where an address of the form stands in the record: at its own place in the list, or where somebody else moved it.
fn held_at(person: &Person, place: usize, held: Id<Place>) -> Option<usize> {
    let same = |address: &&Address| address.place == held;
    if person.addresses.get(place).filter(same).is_some() {
        return Some(place);
    }
    person.addresses.iter().position(|address| address.place == held)
}

fn stay(fields: &Fields, name: &str, problems: &mut Vec<Problem>) -> Option<PartialDate> {
    match date(fields, name, problems)? {
        Known::NotAsked => None,
        Known::NotKnown => Some(PartialDate::NotKnown),
        Known::Is(date) => Some(date),
    }
}

fn phones(person: &mut Person, fields: &Fields, problems: &mut Vec<Problem>) {
    for place in 0..fields.repeats("phone") {
        let part = |part: &str| fields.get(&field("phone", place, part));
        let never = Some(part("never").to_owned()).filter(|words| !words.trim().is_empty());
        let number = part("number");
        let held = part("held").parse::<usize>().ok().and_then(|held| person.phones.get_mut(held));
        match held {
            Some(phone) => {
                (phone.whose, phone.do_not_use) = (part("whose").to_owned(), never);
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
            None => person.phones.push(PhoneNumber {
                number: Sealed::new(Phone::new(number), Guard::Content),
                whose: part("whose").to_owned(),
                do_not_use: never,
            }),
        }
    }
}

/// A hazard whose words are taken away is gone; one that the form did not show stays.
fn hazards(person: &mut Person, fields: &Fields, problems: &mut Vec<Problem>) {
    let rows = fields.repeats("hazard");
    let shown =
        |hazard: &Hazard| (0..rows).any(|place| fields.get(&field("hazard", place, "held")) == hazard.words);
    let mut kept: Vec<Hazard> = person.hazards.iter().filter(|hazard| !shown(hazard)).cloned().collect();
    let mut hazards = Vec::new();
    for place in 0..rows {
        let words = fields.get(&field("hazard", place, "words"));
        if words.trim().is_empty() {
            continue;
        }
        let name = field("hazard", place, "review");
        let review = match fields.get(&name).trim() {
            "" => None,
            typed => match parse_date(typed) {
                Ok(day) => Some(day),
                Err(error) => {
                    problems.push(Problem::new(name, error.to_string()));
                    None
                }
            },
        };
        let for_staff = fields.has(&field("hazard", place, "staff"));
        hazards.push(Hazard { words: words.to_owned(), for_staff, review });
    }
    hazards.append(&mut kept);
    person.hazards = hazards;
}
