//! What an agency calls somebody.

use super::days::TODAY;
use super::dice::Dice;
use super::family::Role;
use super::record::{Record, Seen};
use super::slips::{by_ear, by_finger};

pub fn write(seen: &Seen, record: &mut Record, dice: &mut Dice) {
    given(seen, record, dice);
    family(seen, record, dice);
    both(seen, record, dice);
    as_the_form_takes_it(seen, record);
}

fn given(seen: &Seen, record: &mut Record, dice: &mut Dice) {
    let (agency, person) = (seen.agency, seen.person);
    let Record { form, faults } = record;
    form.forename.clone_from(&person.forename);
    if dice.chance(agency.middle) {
        form.middle_names.clone_from(&person.middle);
    } else if !person.middle.is_empty() && dice.chance(0.2) {
        form.middle_names = person.middle.chars().take(1).collect();
    }
    if !person.known_as.is_empty() {
        if dice.chance((agency.known_as * 4.0).min(0.9)) {
            form.known_as.clone_from(&person.known_as);
        } else if dice.chance(agency.nickname * 4.0) {
            form.forename.clone_from(&person.known_as);
            faults.push("known-as as forename");
            return;
        }
    }
    if dice.chance(agency.nickname)
        && let Some(short) = person.culture().short(&person.forename, dice)
    {
        form.forename = short;
        faults.push("nickname");
    } else if dice.chance(if person.culture().name == "english" { 0.03 } else { 0.13 })
        && let Some(other) = person.culture().spelt(&person.forename, dice)
    {
        form.forename = other;
        faults.push("other spelling of the forename");
    } else if !person.middle.is_empty() && dice.chance(0.012) {
        form.forename.clone_from(&person.middle);
        form.middle_names.clear();
        faults.push("middle name as forename");
    } else if !person.middle.is_empty() && dice.chance(0.03) {
        form.forename = format!("{} {}", person.forename, person.middle);
        form.middle_names.clear();
        faults.push("names joined");
    } else if dice.chance(initials(agency.code)) {
        form.forename = person.forename.chars().take(1).collect();
        form.middle_names = person.middle.chars().take(1).collect();
        faults.push("initial only");
    } else if dice.chance(0.006) {
        form.forename.clear();
        faults.push("no forename");
    }
    if form.forename.contains('-') && dice.chance(0.25) {
        form.forename = form.forename.split('-').next().unwrap_or_default().to_owned();
        faults.push("half of a double forename");
    }
    form.forename = wrong(&form.forename, seen, faults, dice);
}

fn initials(agency: &str) -> f64 {
    match agency {
        "housing" => 0.1,
        "early_help" => 0.015,
        _ => 0.002,
    }
}

fn family(seen: &Seen, record: &mut Record, dice: &mut Dice) {
    let person = seen.person;
    let Record { form, faults } = record;
    form.surname = person.surname(seen.day).to_owned();
    if form.surname != person.surname(TODAY) {
        faults.push("former surname");
    }
    let other_parent = seen.mother().surname(seen.day);
    if person.role == Role::Child && dice.chance(0.04) && other_parent != form.surname {
        form.surname = other_parent.to_owned();
        faults.push("the mother's surname");
    } else if dice.chance(if person.culture().name == "english" { 0.015 } else { 0.08 })
        && let Some(other) = person.culture().spelt(&form.surname, dice)
    {
        form.surname = other;
        faults.push("other spelling of the surname");
    } else if form.surname.contains(['-', ' ']) && dice.chance(0.2) {
        let halves: Vec<&str> = form.surname.split(['-', ' ']).collect();
        let half = (*dice.pick(&halves)).to_owned();
        if half.len() > 2 {
            form.surname = half;
            faults.push("half of a double surname");
        }
    } else if form.surname.contains('-') && dice.chance(0.15) {
        form.surname = form.surname.replace('-', " ");
    } else if form.surname.contains('\'') && dice.chance(0.3) {
        form.surname = form.surname.replace('\'', if dice.chance(0.5) { "" } else { " " });
    } else if dice.chance(0.004) {
        form.surname.clear();
        faults.push("no surname");
    }
    form.surname = wrong(&form.surname, seen, faults, dice);
}

fn wrong(name: &str, seen: &Seen, faults: &mut Vec<&'static str>, dice: &mut Dice) -> String {
    let far = if seen.person.culture().name == "english" { 1.0 } else { 1.6 };
    if dice.chance(seen.agency.heard * far) {
        faults.push("misspelt by ear");
        by_ear(name, dice)
    } else if dice.chance(seen.agency.slips) {
        faults.push("misspelt by keyboard");
        by_finger(name, dice)
    } else {
        name.to_owned()
    }
}

/// Given and family name turned round: most of all where the family name comes first at home.
fn both(seen: &Seen, record: &mut Record, dice: &mut Dice) {
    let turned = match seen.person.culture().name {
        "chinese" | "vietnamese" => 0.14,
        "somali" | "arabic" | "ghanaian" | "nigerian" | "romanian" => 0.04,
        _ => 0.008,
    };
    if dice.chance(turned) && !record.form.forename.is_empty() {
        std::mem::swap(&mut record.form.forename, &mut record.form.surname);
        record.faults.push("given and family name turned");
    }
}

fn as_the_form_takes_it(seen: &Seen, record: &mut Record) {
    let Record { form, faults } = record;
    for name in [&mut form.forename, &mut form.middle_names, &mut form.surname, &mut form.known_as] {
        if !seen.agency.accents && !name.is_ascii() {
            *name = any_ascii::any_ascii(name);
        }
        if name.chars().count() > seen.agency.longest {
            *name = name.chars().take(seen.agency.longest).collect();
            faults.push("cut off");
        }
        if seen.agency.capitals {
            *name = name.to_uppercase();
        }
    }
}

/// A child without a name yet.
pub fn write_unnamed(seen: &Seen, expected: bool, record: &mut Record, dice: &mut Dice) {
    let mother = seen.mother();
    let called = match (expected, dice.below(6)) {
        (true, 0..3) => "Unborn".to_owned(),
        (true, 3) => "Unborn Baby".to_owned(),
        (true, 4) => format!("Unborn of {}", mother.forename),
        (true, _) => "Baby".to_owned(),
        (false, 0..2) => "Baby".to_owned(),
        (false, 2) => format!("Baby of {}", mother.forename),
        (false, _) if seen.person.female => "Baby Girl".to_owned(),
        (false, _) => "Baby Boy".to_owned(),
    };
    record.form.forename = called;
    let hers = mother.surname(seen.day).to_owned();
    let own = seen.person.surname(seen.person.born).to_owned();
    record.form.surname = if dice.chance(0.8) { hers } else { own };
    record.form.surname = wrong(&record.form.surname.clone(), seen, &mut record.faults, dice);
    as_the_form_takes_it(seen, record);
}
