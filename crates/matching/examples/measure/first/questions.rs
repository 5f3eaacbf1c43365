//! What somebody at a telephone knows of a person who is looked for.

use crate::set::{Form, Question, SearchSet};

use super::People;
use super::agencies::{AGENCIES, Agency};
use super::cultures::CULTURES;
use super::days::{TODAY, iso, year};
use super::dice::Dice;
use super::family::{Family, Person, Role, at};
use super::record::{Seen, phone, record, seen_on};
use super::slips::{by_ear, by_finger, digits};
use super::town::Town;

/// How a register that an authority keeps is filled in: more of everything, and old in places.
const REGISTER: Agency = Agency {
    nhs: 0.75,
    upn: 0.6,
    middle: 0.5,
    known_as: 0.2,
    dob: 0.985,
    phone: 0.8,
    nickname: 0.01,
    slips: 0.008,
    heard: 0.006,
    again: 0.0,
    ..AGENCIES[0]
};

/// The kinds of question, each with its share in a hundred.
const KINDS: [(&str, usize); 13] = [
    ("name and age", 16),
    ("name and street", 12),
    ("name and date of birth", 12),
    ("initial, date of birth and postcode", 8),
    ("NHS number with a slip", 6),
    ("nickname and year", 10),
    ("mother's phone and forename", 8),
    ("misheard name and age", 8),
    ("misheard name and street", 6),
    ("day and month swapped", 4),
    ("former surname and date of birth", 4),
    ("names turned and year", 2),
    ("forename and address", 4),
];

pub fn search(mut people: People, register: usize, questions: usize) -> SearchSet {
    let mut set = SearchSet { name: "first".to_owned(), ..SearchSet::default() };
    let known = questions * 3 / 4;
    let share = known as f64 / register as f64;
    let mut ids = 0;
    while set.register.len() < register {
        let family = people.next();
        for person in family.people.iter().filter(|person| person.born < TODAY - 20) {
            // A brother or sister whom the register does not have.
            let unknown = people.dice.chance(share / 6.0) && set.questions.len() < questions;
            if unknown {
                set.questions.extend(question(&family, person, None, &people.town, &mut people.dice));
                continue;
            }
            let dice = &mut people.dice;
            let day = seen_on(&REGISTER, person, dice);
            let seen = Seen { agency: &REGISTER, family: &family, person, day, town: &people.town };
            let mut form = record(&seen, dice).form;
            form.source = "register".to_owned();
            form.rec_id = format!("P{ids:08}");
            ids += 1;
            set.register.push(form.row());
            set.truth.push(person.truth);
            if dice.chance(share) {
                set.questions.extend(question(&family, person, Some(person.truth), &people.town, dice));
            }
        }
    }
    while set.questions.len() < questions {
        let family = people.next();
        let old = family.people.iter().filter(|person| person.born < TODAY - 20);
        for person in old {
            set.questions.extend(question(&family, person, None, &people.town, &mut people.dice));
        }
    }
    set.questions.truncate(questions);
    people.dice.shuffle(&mut set.questions);
    for (place, question) in set.questions.iter_mut().enumerate() {
        let mut cells = matching::table::Column::ALL.map(|column| question.row.cell(column).to_owned());
        cells[0] = format!("Q{place:06}");
        question.row = matching::table::Row::new(cells.each_ref().map(String::as_str));
    }
    set
}

fn question(
    family: &Family,
    person: &Person,
    meant: Option<u32>,
    town: &Town,
    dice: &mut Dice,
) -> Option<Question> {
    for _ in 0..20 {
        let mut left = dice.below(100);
        let mut kind = KINDS[0].0;
        for (name, share) in KINDS {
            kind = name;
            if left < share {
                break;
            }
            left -= share;
        }
        if let Some(form) = asked(kind, family, person, town, dice) {
            let culture = CULTURES[person.culture].name;
            return Some(Question { row: form.row(), person: meant, kind, culture });
        }
    }
    None
}

fn asked(kind: &str, family: &Family, person: &Person, town: &Town, dice: &mut Dice) -> Option<Form> {
    let agency = &AGENCIES[0];
    let seen = Seen { agency, family, person, day: TODAY - 10, town };
    let mut form = named(person, dice);
    let home = if person.apart { family.other_home } else { *at(&family.homes, TODAY) };
    match kind {
        "name and age" => form.dob = about(person, dice),
        "name and street" => form.address = street(town, home, dice),
        "name and date of birth" => form.dob = iso(person.born),
        "initial, date of birth and postcode" => {
            form.forename = form.forename.chars().take(1).collect();
            form.surname = if dice.chance(0.5) { String::new() } else { form.surname };
            form.dob = iso(person.born);
            form.postcode = town.postcode(home);
        }
        "NHS number with a slip" => {
            form.nhs_number = if dice.chance(0.6) { digits(&person.nhs, dice) } else { person.nhs.clone() };
            form.forename = if dice.chance(0.5) { String::new() } else { form.forename };
        }
        "nickname and year" => {
            form.forename = if person.known_as.is_empty() {
                person.culture().short(&person.forename, dice)?
            } else {
                person.known_as.clone()
            };
            form.dob = about(person, dice);
        }
        "mother's phone and forename" if person.role == Role::Child => {
            form.phone = phone(&seen).0;
            form.surname = if dice.chance(0.6) { String::new() } else { form.surname };
        }
        "misheard name and age" => {
            misheard(&mut form, dice);
            form.dob = about(person, dice);
        }
        "misheard name and street" => {
            misheard(&mut form, dice);
            form.address = street(town, home, dice);
        }
        "day and month swapped" => {
            let day = super::days::day(person.born);
            let turned = jiff::civil::Date::new(day.year(), day.day(), day.month()).ok()?;
            form.dob = turned.to_string();
        }
        "former surname and date of birth" if person.surnames.len() > 1 => {
            form.surname.clone_from(&person.surnames[0].1);
            form.dob = iso(person.born);
        }
        "names turned and year" => {
            std::mem::swap(&mut form.forename, &mut form.surname);
            form.dob = year(person.born).to_string();
        }
        "forename and address" => {
            form.surname.clear();
            form.address = town.address(home, dice.chance(0.4), false);
            form.postcode = if dice.chance(0.5) { town.postcode(home) } else { String::new() };
        }
        _ => return None,
    }
    Some(form)
}

fn named(person: &Person, dice: &mut Dice) -> Form {
    let mut form = Form {
        forename: person.forename.clone(),
        surname: person.surname(TODAY).to_owned(),
        ..Form::default()
    };
    if dice.chance(0.1)
        && let Some(other) = person.culture().spelt(&form.forename, dice)
    {
        form.forename = other;
    }
    if dice.chance(0.03) {
        form.surname = by_finger(&form.surname, dice);
    }
    if dice.chance(0.3) {
        form.surname = any_ascii::any_ascii(&form.surname);
        form.forename = any_ascii::any_ascii(&form.forename);
    }
    form
}

fn misheard(form: &mut Form, dice: &mut Dice) {
    match dice.below(3) {
        0 => form.forename = by_ear(&form.forename, dice),
        1 => form.surname = by_ear(&form.surname, dice),
        _ => {
            form.forename = by_ear(&form.forename, dice);
            form.surname = by_ear(&form.surname, dice);
        }
    }
}

/// The year of birth from an age: one time in six a year beside it.
fn about(person: &Person, dice: &mut Dice) -> String {
    let beside = if dice.chance(0.17) { dice.between(0, 1) * 2 - 1 } else { 0 };
    (year(person.born) + beside).to_string()
}

fn street(town: &Town, home: super::town::Home, dice: &mut Dice) -> String {
    if dice.chance(0.5) { town.address(home, false, false) } else { town.street(home) }
}
