//! Birth and sex as an agency writes them.

use jiff::civil::Date;

use super::days::{TODAY, british, day, iso, year};
use super::dice::Dice;
use super::family::Role;
use super::record::{Record, Seen, sex};

pub fn write(seen: &Seen, record: &mut Record, dice: &mut Dice) {
    let (agency, person) = (seen.agency, seen.person);
    if dice.chance(agency.sex) {
        let wrong = dice.chance(0.007);
        record.form.sex = sex(person.female != wrong).to_owned();
        if wrong {
            record.faults.push("wrong sex");
        }
    }
    let missing = if person.role == Role::Child { 1.0 - agency.dob } else { (1.0 - agency.dob) * 1.5 };
    if dice.chance(missing) {
        record.faults.push("no date of birth");
        return;
    }
    if dice.chance(agency.year_only) {
        let about = year(person.born) + if dice.chance(0.2) { dice.between(-1, 1) } else { 0 };
        record.form.dob = about.min(year(TODAY)).to_string();
        record.faults.push("year only");
        return;
    }
    let born = slip(person.born, agency.code, &mut record.faults, dice);
    record.form.dob = if agency.british_days { british(born) } else { iso(born) };
}

fn slip(born: i32, agency: &str, faults: &mut Vec<&'static str>, dice: &mut Dice) -> i32 {
    let careless = match agency {
        "police" | "early_help" => 2.0,
        "housing" => 1.5,
        "hospital" | "school" => 0.5,
        _ => 1.0,
    };
    if !dice.chance(0.05 * careless) {
        return born;
    }
    let date = day(born);
    let (year, month, of_month) = (date.year(), date.month(), date.day());
    let tens = if of_month > 10 { of_month - 10 } else { of_month + 10 };
    let (what, wrong) = match dice.below(20) {
        0..5 => ("day and month swapped", Date::new(year, of_month, month)),
        5..8 => ("1 January as a placeholder", Date::new(year, 1, 1)),
        8..10 => ("first of the month as a placeholder", Date::new(year, month, 1)),
        10 => ("1900 as a placeholder", Date::new(1900, 1, 1)),
        11..14 => ("a day's slip", Date::new(year, month, if of_month > 1 { of_month - 1 } else { 2 })),
        14..16 => ("a day's slip", Date::new(year, month, tens)),
        16..18 => ("a month's slip", Date::new(year, month % 12 + 1, of_month)),
        18 => ("a year's slip", Date::new(year - 1, month, of_month)),
        _ => ("a year's slip", Date::new(year + if year + 10 < 2026 { 10 } else { 1 }, month, of_month)),
    };
    match wrong {
        Ok(wrong) if wrong != date => {
            faults.push(what);
            (wrong - jiff::civil::date(1970, 1, 1)).get_days()
        }
        _ => born,
    }
}
