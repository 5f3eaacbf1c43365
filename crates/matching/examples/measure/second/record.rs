//! One record: what a system wrote down of a person at a moment of life.

use crate::set::Form;

use super::Record;
use super::address_habits;
use super::chance::Chance;
use super::fact_habits::{self, Kin};
use super::life::{Community, Day, Person, held, on};
use super::name_habits::{self, Told};
use super::naming::Naming;
use super::numbers;
use super::systems::{EARLY_HELP, Moment, SCHOOL, SYSTEMS, Stage};
use super::tables::Tables;
use super::writing::{Writing, capital};

/// Writes a person down. With a `rate` of 0 nothing goes wrong, and everybody is written as they are on that day.
pub fn write(
    tables: &Tables,
    of: &Community,
    person: &Person,
    moment: Moment,
    rate: f64,
    chance: &mut Chance,
) -> Record {
    let system = &SYSTEMS[moment.system];
    let mut writing = Writing { form: Form::default(), faults: Vec::new(), chance, rate };
    // What stands may be as old as the system is slow, and never older than the child.
    let lag = if writing.chance.happens(0.3 * rate) { writing.chance.between(0, system.stale) } else { 0 };
    let seen = (moment.day - lag).max(person.born.min(moment.day));
    let stage = if rate > 0.0 { moment.stage } else { Stage::Named };
    let culture = &tables.cultures[person.culture];
    let told = Told {
        naming: person.naming(seen),
        called: &person.called,
        informal: person.informal_family.as_ref(),
        culture: culture.name,
        girl: person.girl,
        adult: person.age(moment.day) >= 18,
        day: moment.day,
    };
    earlier(&mut writing, person, seen);
    match stage {
        Stage::Named => name_habits::write(&mut writing, &told, system, tables),
        Stage::Unborn | Stage::Newborn => nameless(&mut writing, of, person, moment),
    }
    if stage == Stage::Unborn {
        if writing.chance.happens(0.85) {
            writing.form.dob = on(person.expected).to_string();
        }
    } else {
        fact_habits::birth(&mut writing, person.born, moment.day, system, moment.system);
        fact_habits::sex(&mut writing, person.girl, moment.system);
    }
    numbers(&mut writing, of, person, moment, stage);
    reached(&mut writing, of, person, moment, seen);
    system.source.clone_into(&mut writing.form.source);
    writing.form.recorded = on(moment.day).to_string();
    let Writing { form, faults, .. } = writing;
    Record { form, truth: person.id, clan: person.clan, culture: culture.name, faults }
}

/// Life went on after this was written: no fault of anybody's.
fn earlier(writing: &mut Writing<'_>, person: &Person, seen: Day) {
    let last = person.names.last().map(|(_, naming)| naming);
    if last.is_some_and(|last| last.family != person.naming(seen).family) {
        writing.note("earlier surname");
    }
    if held(&person.homes, seen) != person.homes.last().map(|(_, home)| home) {
        writing.note("earlier address");
    }
}

/// A child without a name: before birth, or in its first days. Its surname is the mother's.
fn nameless(writing: &mut Writing<'_>, of: &Community, person: &Person, moment: Moment) {
    let mother = person.mother.map(|mother| of.people[mother].naming(moment.day)).unwrap_or_default();
    let Naming { given: mothers, family, .. } = mother;
    let second = person.twin.is_some_and(|twin| of.people[twin].id < person.id);
    let twin = if second { "2" } else { "1" };
    let sex = if person.girl { "Girl" } else { "Boy" };
    let (forename, surname) = if moment.stage == Stage::Unborn {
        writing.note("unborn");
        match writing.chance.below(7) {
            0 => ("UNBORN".to_owned(), family.to_uppercase()),
            1 => ("Baby".to_owned(), family),
            2 => (format!("Unborn baby of {mothers}"), family),
            3 => ("Unborn Child".to_owned(), family),
            4 => (String::new(), format!("Unborn {family}")),
            5 => (format!("Bump ({mothers})"), family),
            _ => ("Unborn".to_owned(), family),
        }
    } else {
        writing.note("baby");
        match writing.chance.below(7) {
            _ if person.twin.is_some() && writing.chance.happens(0.7) => (format!("Twin {twin}"), family),
            0 => (format!("BABY {}", sex.to_uppercase()), family.to_uppercase()),
            1 => ("BABY".to_owned(), family.to_uppercase()),
            2 => (format!("Baby of {mothers}"), family),
            3 => (format!("BABY OF {}", mothers.to_uppercase()), family.to_uppercase()),
            4 => ("Infant".to_owned(), family),
            5 => (String::new(), format!("{}, BABY OF {}", family.to_uppercase(), mothers.to_uppercase())),
            _ => (format!("Baby {sex}"), family),
        }
    };
    // A mother with one name has no surname to lend; the child then has hers.
    writing.form.surname = if surname.trim().is_empty() { capital(&mothers) } else { surname };
    writing.form.forename = forename;
}

fn numbers(writing: &mut Writing<'_>, of: &Community, person: &Person, moment: Moment, stage: Stage) {
    let system = &SYSTEMS[moment.system];
    if stage == Stage::Unborn {
        return;
    }
    let missing = if stage == Stage::Newborn { 0.25 } else { 0.0 };
    if let Some(own) = &person.nhs
        && writing.chance.happens(system.knows.nhs)
        && !writing.fault(missing, "no NHS number yet")
    {
        let mother = person.mother.and_then(|mother| of.people[mother].nhs.as_deref());
        let twin = person.twin.and_then(|twin| of.people[twin].nhs.as_deref());
        let kin = Kin { sibling: sibling(of, person), twin, mother };
        fact_habits::nhs(writing, own, &kin);
    }
    let age = person.age(moment.day);
    if (4..18).contains(&age) && person.mother.is_some() && writing.chance.happens(system.knows.upn) {
        let year = on(person.born).year() + 5;
        let temporary = moment.system == SCHOOL && writing.fault(0.05, "temporary pupil number");
        writing.form.upn = numbers::upn(person.id, year, temporary);
    }
}

/// The NHS number of the next child of the mother.
fn sibling<'a>(of: &'a Community, person: &Person) -> Option<&'a str> {
    let mother = person.mother?;
    let couple = of.couples.iter().find(|couple| couple.mother == mother)?;
    let others = couple.children.iter().map(|&child| &of.people[child]);
    others.filter(|child| child.id != person.id).find_map(|child| child.nhs.as_deref())
}

/// Where they live, and whose phone is rung.
fn reached(writing: &mut Writing<'_>, of: &Community, person: &Person, moment: Moment, seen: Day) {
    let system = &SYSTEMS[moment.system];
    let mother = person.mother.filter(|_| person.age(moment.day) < 16).map(|mother| &of.people[mother]);
    // Before birth the child lives where the mother does.
    let lives = mother.filter(|_| moment.day < person.born).unwrap_or(person);
    let father = person.father.filter(|_| mother.is_some()).map(|father| &of.people[father]);
    let mut home = held(&lives.homes, seen);
    let fathers =
        father.and_then(|father| held(&father.homes, seen)).filter(|fathers| home != Some(*fathers));
    if fathers.is_some() && writing.fault(0.06, "father's address") {
        home = fathers;
    }
    let hidden = person.refuge.is_some_and(|(from, until)| (from..until).contains(&moment.day));
    if hidden && writing.rate > 0.0 {
        writing.note("refuge as address");
        (writing.form.address, writing.form.postcode) = of.area.refuge.clone();
    } else if let Some(home) = home.copied() {
        address_habits::write(writing, &of.area, home, system, moment.system, moment.stage);
    }
    if !writing.chance.happens(system.knows.phone) {
        return;
    }
    let grandmother =
        person.grandmother.filter(|_| mother.is_some()).map(|grandmother| &of.people[grandmother]);
    let often = if moment.system == EARLY_HELP { 0.1 } else { 0.04 };
    let mut whose = mother.unwrap_or(person);
    if let Some(grandmother) = grandmother.filter(|_| writing.fault(often, "grandmother's phone")) {
        whose = grandmother;
    } else if let Some(father) = father.filter(|_| writing.fault(0.06, "father's phone")) {
        whose = father;
    }
    if let Some(own) = held(&whose.phones, seen) {
        fact_habits::phone(writing, own);
    }
    let second = grandmother.or(father).and_then(|other| held(&other.phones, seen));
    if let Some(second) = second.filter(|_| writing.fault(0.03, "two phones")) {
        writing.form.phone = format!("{}; {second}", writing.form.phone);
    }
}
