//! Seven agencies, each with its own system: what its fields hold, what it knows, how stale it is, and who types in it.

use super::chance::Chance;
use super::life::{Community, Day, FIRST_YEAR, LAST_YEAR, Person, YEAR, day};

/// One agency's way of recording.
pub struct System {
    pub source: &'static str,
    /// Names and addresses in capitals; or the surname alone.
    pub upper: bool,
    pub upper_surname: bool,
    /// The longest forename, surname and address that go in.
    pub forename: usize,
    pub surname: usize,
    pub address: usize,
    /// The name was typed into one field and was split by a program.
    pub one_field: f64,
    /// A title stands before the name.
    pub titles: f64,
    /// Only an initial of the forename.
    pub initials: f64,
    /// How often a word is typed wrongly.
    pub careless: f64,
    /// The most days for which an old address, name or phone may go on standing.
    pub stale: Day,
    /// An age was taken down, and the date of birth reckoned from it.
    pub ages: f64,
    pub knows: Knows,
}

/// How often each fact is there.
pub struct Knows {
    pub middle: f64,
    pub birth: f64,
    pub nhs: f64,
    pub upn: f64,
    pub address: f64,
    pub phone: f64,
    pub known_as: f64,
}

pub const SOCIAL_CARE: usize = 0;
pub const SCHOOL: usize = 1;
pub const HOSPITAL: usize = 2;
pub const HEALTH_VISITING: usize = 3;
pub const POLICE: usize = 4;
pub const HOUSING: usize = 5;
pub const EARLY_HELP: usize = 6;

const fn knows(
    middle: f64,
    birth: f64,
    nhs: f64,
    upn: f64,
    address: f64,
    phone: f64,
    known_as: f64,
) -> Knows {
    Knows { middle, birth, nhs, upn, address, phone, known_as }
}

#[rustfmt::skip]
pub const SYSTEMS: [System; 7] = [
    System { source: "social_care", upper: false, upper_surname: false, forename: 40, surname: 40, address: 80,
        one_field: 0.01, titles: 0.01, initials: 0.005, careless: 0.03, stale: 400, ages: 0.01,
        knows: knows(0.6, 0.96, 0.55, 0.35, 0.95, 0.6, 0.5) },
    System { source: "school", upper: false, upper_surname: false, forename: 30, surname: 30, address: 60,
        one_field: 0.005, titles: 0.0, initials: 0.0, careless: 0.02, stale: 1100, ages: 0.0,
        knows: knows(0.7, 0.99, 0.02, 0.95, 0.9, 0.75, 0.6) },
    System { source: "hospital", upper: true, upper_surname: true, forename: 20, surname: 20, address: 50,
        one_field: 0.01, titles: 0.02, initials: 0.01, careless: 0.025, stale: 900, ages: 0.002,
        knows: knows(0.4, 0.99, 0.9, 0.0, 0.96, 0.6, 0.05) },
    System { source: "health_visiting", upper: false, upper_surname: true, forename: 30, surname: 30, address: 60,
        one_field: 0.01, titles: 0.0, initials: 0.0, careless: 0.03, stale: 300, ages: 0.0,
        knows: knows(0.4, 0.99, 0.85, 0.0, 0.92, 0.65, 0.1) },
    System { source: "police", upper: true, upper_surname: true, forename: 30, surname: 25, address: 45,
        one_field: 0.04, titles: 0.01, initials: 0.02, careless: 0.05, stale: 60, ages: 0.03,
        knows: knows(0.35, 0.94, 0.0, 0.0, 0.9, 0.5, 0.25) },
    System { source: "housing", upper: true, upper_surname: false, forename: 15, surname: 18, address: 40,
        one_field: 0.03, titles: 0.15, initials: 0.06, careless: 0.04, stale: 500, ages: 0.02,
        knows: knows(0.1, 0.88, 0.0, 0.0, 0.98, 0.6, 0.02) },
    System { source: "early_help", upper: false, upper_surname: false, forename: 35, surname: 35, address: 60,
        one_field: 0.03, titles: 0.01, initials: 0.01, careless: 0.05, stale: 120, ages: 0.03,
        knows: knows(0.2, 0.92, 0.2, 0.2, 0.85, 0.8, 0.35) },
];

/// What a person was when written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Unborn,
    Newborn,
    Named,
}

/// One writing-down: by which system, when, and of whom as what.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    pub system: usize,
    pub day: Day,
    pub stage: Stage,
}

/// Everything that agencies write down of one person in ten years.
pub fn moments(community: &Community, person: &Person, chance: &mut Chance) -> Vec<Moment> {
    let (start, end) = (day(FIRST_YEAR, 1, 1), day(LAST_YEAR, 12, 31));
    let mut moments = Vec::new();
    if person.born >= start && person.mother.is_some() {
        around_birth(person, chance, &mut moments);
    }
    let child = person.mother.is_some() && person.born > start - 17 * YEAR;
    for system in 0..SYSTEMS.len() {
        let (often, from_age, to_age) = often(system, child);
        let first = start.max(person.born + from_age * YEAR + 20);
        let last = end.min(person.born + to_age * YEAR);
        if last <= first || !chance.happens(often) {
            continue;
        }
        // Some agencies open a second record for one person.
        for _ in 0..if chance.happens(0.07) { 2 } else { 1 } {
            moments.push(Moment { system, day: chance.between(first, last), stage: Stage::Named });
        }
    }
    // Who fled is written down where they fled to.
    if let Some((from, until)) = person.refuge.filter(|_| chance.happens(0.6)) {
        let day = chance.between(from, until).min(end);
        if day > person.born && !community.people.is_empty() {
            moments.push(Moment { system: SOCIAL_CARE, day, stage: Stage::Named });
        }
    }
    moments
}

fn around_birth(person: &Person, chance: &mut Chance, moments: &mut Vec<Moment>) {
    let mut moment = |system, day, stage| moments.push(Moment { system, day, stage });
    let twin = person.twin.is_some();
    if chance.happens(0.15) {
        moment(SOCIAL_CARE, person.born - chance.between(10, 150), Stage::Unborn);
    }
    if chance.happens(0.03) {
        moment(EARLY_HELP, person.born - chance.between(10, 150), Stage::Unborn);
    }
    if chance.happens(if twin { 0.7 } else { 0.45 }) {
        moment(HOSPITAL, person.born + chance.between(0, 3), Stage::Newborn);
    }
    if chance.happens(0.12) {
        moment(HEALTH_VISITING, person.born + chance.between(5, 25), Stage::Newborn);
    }
}

/// How often a system has somebody, and at which ages.
fn often(system: usize, child: bool) -> (f64, i32, i32) {
    match (system, child) {
        (SOCIAL_CARE, true) => (0.3, 0, 18),
        (SOCIAL_CARE, false) => (0.2, 16, 90),
        (SCHOOL, true) => (0.62, 4, 17),
        (HOSPITAL, true) => (0.25, 0, 18),
        (HOSPITAL, false) => (0.2, 18, 90),
        (HEALTH_VISITING, true) => (0.35, 0, 5),
        (POLICE, true) => (0.12, 3, 18),
        (POLICE, false) => (0.2, 16, 80),
        (HOUSING, true) => (0.14, 0, 18),
        (HOUSING, false) => (0.38, 18, 90),
        (EARLY_HELP, true) => (0.2, 0, 18),
        (EARLY_HELP, false) => (0.12, 17, 60),
        _ => (0.0, 0, 0),
    }
}
