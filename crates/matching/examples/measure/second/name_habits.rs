//! How names get onto forms: in whose order, how much of them, by whose ear, and through which field.

use super::life::Day;
use super::naming::{self, Naming};
use super::systems::System;
use super::tables::{Forms, Tables};
use super::writing::{Writing, by_ear, misread, mistyped, without_marks};

/// What there is to write of a name.
pub struct Told<'a> {
    pub naming: Naming,
    /// What the person goes by; may be empty.
    pub called: &'a str,
    /// A family name used without paper, and since when.
    pub informal: Option<&'a (Day, String)>,
    pub culture: &'static str,
    pub girl: bool,
    pub adult: bool,
    pub day: Day,
}

/// Writes forename, middle names, surname and known-as.
pub fn write(writing: &mut Writing<'_>, told: &Told<'_>, system: &System, tables: &Tables) {
    let mut name = told.naming.clone();
    if let Some((since, family)) = told.informal
        && *since <= told.day
        && writing.fault(0.4, "stepfather's surname")
    {
        name.family.clone_from(family);
    }
    let mut known_as = String::new();
    if !told.called.is_empty() {
        if writing.fault(0.07, "called name as forename") {
            told.called.clone_into(&mut name.given);
        } else if writing.chance.happens(system.knows.known_as) {
            told.called.clone_into(&mut known_as);
        }
    }
    if told.girl && matches!(told.culture, "polish" | "lithuanian") {
        other_ending(writing, &mut name, told.culture, tables);
    }
    by_culture(writing, told.culture, &mut name);
    joined(writing, &mut name);
    if !writing.chance.happens(system.knows.middle) {
        name.middle.clear();
    } else if !name.middle.is_empty() && writing.fault(0.12, "middle initial") {
        name.middle.truncate(name.middle.chars().next().map_or(0, char::len_utf8));
    }
    let foreign = !matches!(told.culture, "english" | "caribbean");
    name.given = spelt(writing, &name.given, foreign, &tables.spelt, system.careless);
    name.family = spelt(writing, &name.family, foreign, &tables.spelt, system.careless);
    if !name.middle.is_empty() {
        name.middle = spelt(writing, &name.middle, foreign, &tables.spelt, system.careless);
    }
    marks(writing, &mut name);
    if writing.fault(system.initials, "initial for forename") {
        name.given = name.given.chars().take(1).collect();
        name.middle.clear();
    }
    let title = if told.girl { "Miss" } else { "Mr" };
    if told.adult && writing.fault(system.titles, "title in name") {
        name.given = format!("{title} {}", name.given);
    }
    fields(writing, &mut name, system);
    (writing.form.forename, writing.form.middle_names) = (name.given, name.middle);
    (writing.form.surname, writing.form.known_as) = (name.family, known_as);
}

/// A daughter or wife written with her father's or husband's ending.
fn other_ending(writing: &mut Writing<'_>, name: &mut Naming, culture: &str, tables: &Tables) {
    let Some(rule) = tables.cultures.iter().find(|one| one.name == culture) else { return };
    let his = naming::handed_on(rule, &name.family, false);
    if his != name.family && writing.fault(0.12, "surname with the other ending") {
        name.family = his;
    }
}

/// What English forms do to names that are made otherwise.
fn by_culture(writing: &mut Writing<'_>, culture: &str, name: &mut Naming) {
    match culture {
        "chinese" | "vietnamese" if writing.fault(0.2, "names in the other order") => {
            std::mem::swap(&mut name.given, &mut name.family);
        }
        "portuguese" if name.family.contains(' ') && writing.fault(0.3, "one of two surnames") => {
            let (mothers, fathers) = name.family.split_once(' ').unwrap_or_default();
            name.family = if writing.chance.happens(0.7) { fathers.to_owned() } else { mothers.to_owned() };
        }
        "sikh" if !name.middle.is_empty() && writing.fault(0.2, "Singh or Kaur as surname") => {
            name.family = std::mem::take(&mut name.middle);
        }
        "somali" if !name.middle.is_empty() && writing.fault(0.2, "father's name as surname") => {
            name.family = std::mem::take(&mut name.middle);
        }
        "pakistani" | "bangladeshi"
            if matches!(name.given.as_str(), "Muhammad" | "Md")
                && !name.middle.is_empty()
                && writing.fault(0.3, "without Muhammad") =>
        {
            name.given = std::mem::take(&mut name.middle);
        }
        "eritrean" | "tamil" | "arabic" if writing.fault(0.05, "names in the other order") => {
            std::mem::swap(&mut name.given, &mut name.family);
        }
        "nigerian" | "caribbean"
            if !name.middle.is_empty() && writing.fault(0.08, "middle name as forename") =>
        {
            std::mem::swap(&mut name.given, &mut name.middle);
        }
        _ if !name.middle.is_empty() && writing.fault(0.012, "middle name as forename") => {
            std::mem::swap(&mut name.given, &mut name.middle);
        }
        _ if !name.family.is_empty() && writing.fault(0.01, "names in the other order") => {
            std::mem::swap(&mut name.given, &mut name.family);
        }
        _ => {}
    }
}

/// Hyphens halved, joined and taken for spaces; apostrophes lost; particles cut.
fn joined(writing: &mut Writing<'_>, name: &mut Naming) {
    if let Some((one, other)) =
        name.family.split_once('-').map(|(one, other)| (one.to_owned(), other.to_owned()))
    {
        if writing.fault(0.2, "half of a double surname") {
            name.family = if writing.chance.happens(0.65) { other } else { one };
        } else if writing.fault(0.2, "hyphen lost") {
            name.family = if writing.chance.happens(0.6) { format!("{one} {other}") } else { one + &other };
        } else if writing.fault(0.04, "double surname turned round") {
            name.family = format!("{other}-{one}");
        }
    }
    if name.family.contains('\'') && writing.fault(0.3, "apostrophe lost") {
        let instead = if writing.chance.happens(0.5) { " " } else { "" };
        name.family = name.family.replace('\'', instead);
    }
    if name.given.contains(' ') && writing.fault(0.1, "second given name left off") {
        name.given = name.given.split(' ').next().unwrap_or_default().to_owned();
    }
}

/// A name by another hand: another spelling of the same name, by ear, mistyped, misread.
fn spelt(writing: &mut Writing<'_>, word: &str, foreign: bool, spelt: &Forms, careless: f64) -> String {
    if word.chars().count() < 3 {
        return word.to_owned();
    }
    if let Some(others) = spelt.get(word)
        && writing.fault(0.22, "another spelling")
    {
        return (*writing.chance.one(others)).to_owned();
    }
    let changed = if writing.fault(if foreign { 0.05 } else { 0.015 }, "by ear") {
        by_ear(word, writing.chance)
    } else if writing.fault(careless, "mistyped") {
        mistyped(word, writing.chance)
    } else if writing.fault(0.004, "misread") {
        misread(word, writing.chance)
    } else {
        return word.to_owned();
    };
    changed.trim().to_owned()
}

fn marks(writing: &mut Writing<'_>, name: &mut Naming) {
    let plain = name.given.is_ascii() && name.middle.is_ascii() && name.family.is_ascii();
    if !plain && writing.fault(0.8, "accents lost") {
        for part in [&mut name.given, &mut name.middle, &mut name.family] {
            *part = without_marks(part);
        }
    }
}

/// One field that a program split, fields that are too short, capitals.
fn fields(writing: &mut Writing<'_>, name: &mut Naming, system: &System) {
    if !name.family.is_empty() && writing.fault(system.one_field, "one field split badly") {
        let (given, middle) = (std::mem::take(&mut name.given), std::mem::take(&mut name.middle));
        let family = std::mem::take(&mut name.family);
        match writing.chance.below(5) {
            0 => name.given = format!("{family}, {given}"),
            1 => (name.given, name.family) = (format!("{family},"), given),
            2 => name.given = format!("{given} {middle} {family}").replace("  ", " "),
            3 => name.family = format!("{given} {family}"),
            _ => (name.given, name.family) = (given, format!("{middle} {family}").trim().to_owned()),
        }
    }
    if !name.family.is_empty() && writing.fault(0.004, "note in name") {
        let notes = ["(duplicate)", "(do not use)", "(fostered)", "*", "Jnr", "(see sibling)", "zz"];
        name.family = format!("{} {}", name.family, writing.chance.one(&notes));
    }
    for (part, room) in [(&mut name.given, system.forename), (&mut name.family, system.surname)] {
        if part.chars().count() > room && writing.rate > 0.0 {
            writing.note("cut to the field");
            *part = part.chars().take(room).collect();
        }
    }
    if system.upper {
        name.given = name.given.to_uppercase();
        name.middle = name.middle.to_uppercase();
    }
    if system.upper || system.upper_surname {
        name.family = name.family.to_uppercase();
    }
}
