//! Where an agency thinks that somebody lives, and how it rings them.

use super::days::TODAY;
use super::dice::Dice;
use super::family::{Role, at};
use super::record::{Record, Seen, phone};
use super::slips::{by_finger, digits};
use super::town::Home;

pub fn write(seen: &Seen, record: &mut Record, dice: &mut Dice) {
    let agency = seen.agency;
    if dice.chance(agency.address) {
        let home = home(seen, &mut record.faults, dice);
        let home = slip(home, &mut record.faults, dice);
        let mut address = seen.town.address(home, agency.short_streets, dice.chance(0.35));
        if dice.chance(0.02) {
            address = misspelt(&address, dice);
            record.faults.push("street misspelt");
        }
        record.form.address = if agency.capitals { address.to_uppercase() } else { address };
        if dice.chance(agency.postcode) {
            record.form.postcode = seen.town.postcode(home);
            if dice.chance(0.015) {
                record.form.postcode = digits(&record.form.postcode, dice);
                record.faults.push("postcode slip");
            }
        }
    } else if dice.chance(agency.postcode * 0.4) {
        record.form.postcode = seen.town.postcode(home(seen, &mut record.faults, dice));
    }
    if dice.chance(agency.phone) {
        let (number, old) = phone(seen);
        record.form.phone = number;
        if old {
            record.faults.push("old phone");
        }
        if dice.chance(0.012) {
            record.form.phone = digits(&record.form.phone, dice);
            record.faults.push("phone slip");
        } else if dice.chance(0.012) {
            // The number of a school's office or of a social worker, on hundreds of children.
            record.form.phone = format!("07700 9001{:02}", dice.below(40));
            record.faults.push("a shared phone");
        }
    }
}

/// Where the person was on the day, as the agency knows it.
fn home(seen: &Seen, faults: &mut Vec<&'static str>, dice: &mut Dice) -> Home {
    let (person, family) = (seen.person, seen.family);
    let shared = match (person.role, seen.agency.code) {
        (Role::Child, "hospital") if seen.day - person.born < 30 => 0.12,
        (_, "hospital") => 0.004,
        (Role::Child, "early_help") => 0.02,
        (_, "police") => 0.015,
        _ => 0.003,
    };
    if dice.chance(shared) {
        faults.push("a shared place as address");
        let kind = match (person.role, seen.agency.code) {
            (_, "hospital") => 3,
            (Role::Child, "early_help") => 4,
            _ => dice.between(1, 2) as u8,
        };
        return seen.town.shared(kind, dice);
    }
    if person.apart || (seen.agency.code == "police" && dice.chance(0.08)) {
        if !person.apart {
            faults.push("the other parent's address");
        }
        return family.other_home;
    }
    let home = *at(&family.homes, seen.day);
    if home.shared != 0 {
        faults.push("a shared place as address");
    } else if home != *at(&family.homes, TODAY) {
        faults.push("previous address");
    }
    home
}

fn slip(home: Home, faults: &mut Vec<&'static str>, dice: &mut Dice) -> Home {
    if home.flat > 0 && dice.chance(0.12) {
        faults.push("flat left out");
        return Home { flat: 0, ..home };
    }
    if home.shared == 0 && home.number > 10 && dice.chance(0.012) {
        let turned = home.number % 10 * 10 + home.number / 10;
        if turned != home.number && turned > 0 {
            faults.push("house number swapped");
            return Home { number: turned, ..home };
        }
    }
    home
}

/// One of the longer words of an address misspelt.
fn misspelt(address: &str, dice: &mut Dice) -> String {
    let words: Vec<&str> = address.split(' ').collect();
    let long: Vec<usize> = (0..words.len()).filter(|place| words[*place].len() > 3).collect();
    if long.is_empty() {
        return address.to_owned();
    }
    let place = *dice.pick(&long);
    let wrong = by_finger(words[place], dice);
    let written = words.iter().enumerate().map(|(at, word)| if at == place { wrong.as_str() } else { word });
    written.collect::<Vec<_>>().join(" ")
}
