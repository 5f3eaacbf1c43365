//! Addresses in the many ways in which one is written, and the addresses of houses that are nobody's home.

use super::place::{Area, Home};
use super::systems::{EARLY_HELP, POLICE, SCHOOL, Stage, System};
use super::writing::{Writing, mistyped};

/// Writes address and postcode.
pub fn write(writing: &mut Writing<'_>, area: &Area, home: Home, system: &System, at: usize, stage: Stage) {
    if !writing.chance.happens(system.knows.address) {
        return;
    }
    if let Some((line, postcode)) = elsewhere(writing, area, at, stage) {
        (writing.form.address, writing.form.postcode) = (line, postcode);
    } else if writing.fault(0.004, "no fixed abode") {
        (*writing.chance.one(&["NFA", "No fixed abode", "Unknown"])).clone_into(&mut writing.form.address);
    } else {
        let home = number(writing, home);
        let street = street(writing, area, home);
        writing.form.address = line(writing, area, home, &street);
        writing.form.postcode = postcode(writing, area, &area.streets[home.street].postcode);
    }
    if writing.form.address.chars().count() > system.address && writing.rate > 0.0 {
        writing.form.address = writing.form.address.chars().take(system.address).collect();
    }
    if system.upper {
        writing.form.address = writing.form.address.to_uppercase();
    }
}

/// A house for many instead of the home.
fn elsewhere(writing: &mut Writing<'_>, area: &Area, at: usize, stage: Stage) -> Option<(String, String)> {
    let newborn = if stage == Stage::Newborn { 0.2 } else { 0.0 };
    let pupil = if matches!(at, SCHOOL | EARLY_HELP) { 0.008 } else { 0.0 };
    let station = if at == POLICE { 0.01 } else { 0.0 };
    if writing.fault(newborn, "hospital ward as address") {
        return Some(area.ward.clone());
    }
    if writing.fault(pupil, "school as address") {
        return Some(area.school.clone());
    }
    writing.fault(station, "police station as address").then(|| area.police.clone())
}

/// The house number, or one like it.
fn number(writing: &mut Writing<'_>, home: Home) -> Home {
    let mut home = home;
    if home.number > 9 && writing.fault(0.012, "house number swapped") {
        let (tens, ones) = (home.number / 10 % 10, home.number % 10);
        let turned = home.number / 100 * 100 + ones * 10 + tens;
        home.number = if turned == home.number || turned == 0 { home.number + 1 } else { turned };
    } else if writing.fault(0.01, "other house number") {
        home.number += 2;
    }
    if home.flat.is_some() && writing.fault(0.12, "flat left off") {
        home.flat = None;
    }
    home
}

/// The street's name: as it was before, shortened, or with a slip.
fn street(writing: &mut Writing<'_>, area: &Area, home: Home) -> String {
    const SHORT: [(&str, &str); 13] = [
        ("Street", "St"),
        ("Road", "Rd"),
        ("Avenue", "Ave"),
        ("Close", "Cl"),
        ("Lane", "Ln"),
        ("Drive", "Dr"),
        ("Crescent", "Cres"),
        ("Terrace", "Terr"),
        ("Court", "Ct"),
        ("Grove", "Gr"),
        ("Place", "Pl"),
        ("Gardens", "Gdns"),
        ("Road", "Rd."),
    ];
    let street = &area.streets[home.street];
    let mut name = street.name.clone();
    if let Some(before) = &street.before
        && writing.fault(0.4, "street's earlier name")
    {
        name.clone_from(before);
    }
    if let Some((first, kind)) =
        name.rsplit_once(' ').map(|(first, kind)| (first.to_owned(), kind.to_owned()))
    {
        if writing.fault(0.035, "street mistyped") {
            name = format!("{} {kind}", mistyped(&first, writing.chance));
        } else if writing.chance.happens(0.35)
            && let Some((_, short)) = SHORT.iter().find(|(long, _)| *long == kind)
        {
            name = format!("{first} {short}");
        } else if writing.fault(0.012, "street without its kind") {
            name = first;
        }
    }
    name
}

/// Number, flat, street and town in one of many orders.
fn line(writing: &mut Writing<'_>, area: &Area, home: Home, street: &str) -> String {
    let number = home.number;
    let mut line = match (home.name, home.flat) {
        (Some(name), _) => format!("{name}, {street}"),
        (None, None) if writing.fault(0.02, "no house number") => street.to_owned(),
        (None, None) => match writing.chance.below(8) {
            0 => format!("{number}, {street}"),
            1 => format!("No {number} {street}"),
            2 => format!("{number}  {street}"),
            _ => format!("{number} {street}"),
        },
        (None, Some(flat)) => {
            let letter = char::from(b'A' + flat - 1);
            match writing.chance.below(8) {
                0 => format!("{number}{} {street}", letter.to_ascii_lowercase()),
                1 => format!("{number} {letter} {street}"),
                2 => format!("Flat {letter} {number} {street}"),
                3 => format!("{number}/{flat} {street}"),
                4 => format!("Flat {flat} {number} {street}"),
                5 => format!("{number}{letter} {street}"),
                _ => format!("Flat {flat}, {number} {street}"),
            }
        }
    };
    if writing.chance.happens(0.45) {
        line = format!("{line}, {}", area.town);
    }
    line
}

fn postcode(writing: &mut Writing<'_>, area: &Area, right: &str) -> String {
    if writing.fault(0.06, "no postcode") {
        return String::new();
    }
    if writing.fault(0.006, "agency's own postcode") {
        return area.school.1.clone();
    }
    if writing.fault(0.01, "half a postcode") {
        return right.split(' ').next().unwrap_or_default().to_owned();
    }
    if writing.fault(0.02, "postcode mistyped") {
        let mut letters: Vec<char> = right.chars().collect();
        let at = letters.len() - 1 - writing.chance.below(2);
        letters[at] = *writing.chance.one(&['A', 'B', 'D', 'E', 'N', 'P', 'S', 'Y']);
        return letters.into_iter().collect();
    }
    if writing.chance.happens(0.15) { right.replace(' ', "") } else { right.to_owned() }
}
