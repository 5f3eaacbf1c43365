//! One agency's record of one person at one time, and everything that goes wrong with it.

use crate::set::Form;

use super::agencies::Agency;
use super::days::{TODAY, british, iso};
use super::dice::Dice;
use super::family::{Family, Person, Role, at};
use super::town::Town;
use super::{birth, naming, place};

/// A record with what is wrong with it.
pub struct Record {
    pub form: Form,
    pub faults: Vec<&'static str>,
}

/// What a record is made from.
pub struct Seen<'a> {
    pub agency: &'a Agency,
    pub family: &'a Family,
    pub person: &'a Person,
    /// The day on which the agency last wrote it down.
    pub day: i32,
    pub town: &'a Town,
}

impl Seen<'_> {
    /// Another child of the family.
    pub fn sibling(&self, dice: &mut Dice) -> Option<&Person> {
        let others = |person: &&Person| person.role == Role::Child && person.truth != self.person.truth;
        let siblings: Vec<&Person> = self.family.people.iter().filter(others).collect();
        if siblings.is_empty() { None } else { Some(siblings[dice.below(siblings.len())]) }
    }

    pub fn mother(&self) -> &Person {
        &self.family.people[0]
    }
}

/// When an agency last wrote somebody down.
pub fn seen_on(agency: &Agency, person: &Person, dice: &mut Dice) -> i32 {
    let day = TODAY - 1 - dice.days_since(agency.stale);
    if person.role != Role::Child {
        return day.max(TODAY - 5_400);
    }
    let first = match agency.code {
        "school" => person.born + 1_500,
        // Before the birth there are records of the unborn only, which are made apart.
        _ => person.born + dice.between(0, 60),
    };
    day.max(first).min(TODAY - 1)
}

/// The record as the agency has it.
pub fn record(seen: &Seen, dice: &mut Dice) -> Record {
    let mut record = Record { form: Form::default(), faults: Vec::new() };
    source(seen, &mut record, dice);
    naming::write(seen, &mut record, dice);
    birth::write(seen, &mut record, dice);
    numbers(seen, &mut record, dice);
    place::write(seen, &mut record, dice);
    record
}

/// The record of an expected child, or of a new-born one who has no name yet.
pub fn unnamed(seen: &Seen, expected: bool, dice: &mut Dice) -> Record {
    let mut record = Record { form: Form::default(), faults: vec![if expected { "unborn" } else { "baby" }] };
    source(seen, &mut record, dice);
    naming::write_unnamed(seen, expected, &mut record, dice);
    let person = seen.person;
    let born = if expected { person.born + dice.between(-14, 16) } else { person.born };
    if dice.chance(if expected { 0.88 } else { 0.97 }) {
        record.form.dob = if seen.agency.british_days { british(born) } else { iso(born) };
    }
    if !expected {
        if dice.chance(seen.agency.sex) {
            record.form.sex = sex(person.female).to_owned();
        }
        if dice.chance(seen.agency.nhs * 0.7) {
            numbers(seen, &mut record, dice);
        }
    }
    place::write(seen, &mut record, dice);
    record
}

fn source(seen: &Seen, record: &mut Record, dice: &mut Dice) {
    record.form.source = seen.agency.code.to_owned();
    if dice.chance(0.92) {
        record.form.recorded = iso(seen.day);
    }
}

pub fn sex(female: bool) -> &'static str {
    if female { "F" } else { "M" }
}

/// NHS and pupil numbers, with a brother's, a mother's or a slip now and then.
fn numbers(seen: &Seen, record: &mut Record, dice: &mut Dice) {
    let (agency, person) = (seen.agency, seen.person);
    let child = person.role == Role::Child;
    if dice.chance(agency.nhs) {
        record.form.nhs_number.clone_from(&person.nhs);
        let young = seen.day - person.born < 400;
        if child && dice.chance(if young { 0.03 } else { 0.012 }) {
            if let Some(sibling) = seen.sibling(dice) {
                record.form.nhs_number.clone_from(&sibling.nhs);
                record.faults.push("a sibling's NHS number");
            }
        } else if child && young && dice.chance(0.015) {
            record.form.nhs_number.clone_from(&seen.mother().nhs);
            record.faults.push("the mother's NHS number");
        } else if dice.chance(0.01) {
            record.form.nhs_number = super::slips::digits(&person.nhs, dice);
            record.faults.push("NHS number slip");
        }
        if agency.capitals && record.form.nhs_number.len() == 10 && dice.chance(0.5) {
            let number = &record.form.nhs_number;
            record.form.nhs_number = format!("{} {} {}", &number[..3], &number[3..6], &number[6..]);
        }
    }
    if child && seen.day - person.born > 1_200 && dice.chance(agency.upn) {
        record.form.upn.clone_from(&person.upn);
        if dice.chance(0.006)
            && let Some(sibling) = seen.sibling(dice)
        {
            record.form.upn.clone_from(&sibling.upn);
            record.faults.push("a sibling's UPN");
        }
    }
}

/// The phone at which a family is reached: the mother's for the children.
pub fn phone(seen: &Seen) -> (String, bool) {
    let person = seen.person;
    if person.apart || person.role == Role::Father || person.role == Role::Grandfather {
        return (seen.family.other_phone.clone(), false);
    }
    let phone = at(&seen.family.phones, seen.day);
    let old = phone != at(&seen.family.phones, TODAY);
    (phone.clone(), old)
}
