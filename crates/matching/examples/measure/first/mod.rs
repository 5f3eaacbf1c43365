//! The project's own set: an invented British town of fifteen name cultures, its families, and what seven agencies have written
//! down of them, each in its own way and at its own time.
//!
//! Nobody in it is real. The same seed makes the same town. The shares of faults are the authors' judgement of practice and not
//! measured from any record, so figures on this set say how the engine does on such faults and nothing about a council's data.

mod agencies;
mod birth;
mod cultures;
mod days;
mod dice;
mod family;
mod naming;
mod numbers;
mod place;
mod questions;
mod record;
mod slips;
mod town;

use crate::set::{SearchSet, Set};

use agencies::AGENCIES;
use cultures::CULTURES;
use days::TODAY;
use dice::Dice;
use family::{Begin, Family, Person, Role, family};
use numbers::Numbers;
use record::{Record, Seen, record, seen_on, unnamed};
use town::Town;

/// The people of the town, family by family.
struct People {
    dice: Dice,
    numbers: Numbers,
    town: Town,
    families: u32,
    /// Children met lately: now and then another family has a child of the very name and age.
    lately: Vec<(bool, String, String, i32)>,
    /// Brothers of the last father, who are still to be given families.
    brothers: Vec<Begin>,
}

impl People {
    fn of(people: usize, seed: u64) -> People {
        People {
            dice: Dice::of(seed),
            numbers: Numbers::default(),
            town: Town::of(people),
            families: 0,
            lately: Vec::new(),
            brothers: Vec::new(),
        }
    }

    fn next(&mut self) -> Family {
        let begin = match self.brothers.pop() {
            Some(brother) => brother,
            None => Begin {
                culture: cultures::any(&mut self.dice),
                surname: None,
                forenames: Vec::new(),
                namesake: None,
            },
        };
        let first = begin.surname.is_none();
        let namesake = if self.dice.chance(0.04) && self.lately.len() > 50 {
            Some(self.dice.pick(&self.lately).clone())
        } else {
            None
        };
        let begin = Begin { namesake, ..begin };
        let made = family(self.families, &begin, &self.town, &mut self.numbers, &mut self.dice);
        self.families += 1;
        for child in made.people.iter().filter(|person| person.role == Role::Child) {
            let met = (child.female, child.forename.clone(), child.surname(TODAY).to_owned(), child.born);
            if self.lately.len() < 400 {
                self.lately.push(met);
            } else {
                let place = self.dice.below(400);
                self.lately[place] = met;
            }
        }
        if first && self.dice.chance(0.25) {
            self.begin_brothers(begin.culture, &made);
        }
        made
    }

    fn begin_brothers(&mut self, culture: usize, made: &Family) {
        let Some(father) = made.people.iter().find(|person| person.role == Role::Father) else { return };
        let children = made.people.iter().filter(|person| person.role == Role::Child);
        let forenames: Vec<(bool, String)> =
            children.map(|child| (child.female, child.forename.clone())).collect();
        for _ in 0..self.dice.between(1, 2) {
            self.brothers.push(Begin {
                culture,
                surname: Some(father.surname(TODAY).to_owned()),
                forenames: forenames.clone(),
                namesake: None,
            });
        }
    }
}

/// So many records of seven agencies.
pub fn first(records: usize, seed: u64) -> Set {
    let mut people = People::of(records / 3, seed);
    let mut made = Vec::with_capacity(records + 64);
    while made.len() < records {
        let family = people.next();
        for person in &family.people {
            for mut record in written(&family, person, &people.town, &mut people.dice) {
                record.form.rec_id = format!("R{:08}", made.len() as u64 * 48_271 % 99_999_989);
                record.faults.sort_unstable();
                record.faults.dedup();
                let culture = CULTURES[person.culture].name;
                made.push((record.form.row(), person.truth, family.number, culture, record.faults));
            }
        }
    }
    made.truncate(records);
    people.dice.shuffle(&mut made);
    let mut set = Set { name: "first".to_owned(), ..Set::default() };
    for (row, truth, family, culture, faults) in made {
        set.rows.push(row);
        set.truth.push(truth);
        set.family.push(family);
        set.culture.push(culture);
        set.faults.push(faults);
    }
    set
}

/// Everything that the agencies have of one person.
fn written(family: &Family, person: &Person, town: &Town, dice: &mut Dice) -> Vec<Record> {
    let mut records = Vec::new();
    for agency in &AGENCIES {
        if person.role == Role::Child {
            before_a_name(agency.code, person, dice, &mut |expected, day, dice| {
                let seen = Seen { agency, family, person, day, town };
                records.push(unnamed(&seen, expected, dice));
            });
        }
        if person.born > TODAY - 20 || !dice.chance(agency.knows(person)) {
            continue;
        }
        let times = 1 + usize::from(dice.chance(agency.again));
        for _ in 0..times {
            let day = seen_on(agency, person, dice);
            records.push(record(&Seen { agency, family, person, day, town }, dice));
        }
    }
    records
}

/// Records of a child before the birth, and of one just born without a name, which agencies seldom mend.
fn before_a_name(agency: &str, person: &Person, dice: &mut Dice, made: &mut dyn FnMut(bool, i32, &mut Dice)) {
    let age = f64::from(TODAY - person.born) / 365.25;
    if age > 6.0 {
        return;
    }
    let fades = if age < 1.0 { 1.0 } else { 1.0 / age };
    let (unborn, baby) = match agency {
        "social_care" => (0.35, 0.08),
        "health_visiting" => (0.35, 0.12),
        "hospital" => (0.3, 0.4),
        "early_help" => (0.08, 0.02),
        _ => return,
    };
    let day = person.born - dice.between(15, 200);
    if dice.chance(if age < 0.0 { 0.85 } else { unborn * fades }) && day < TODAY {
        made(true, day, dice);
    }
    if person.born < TODAY && dice.chance(baby * fades) {
        made(false, (person.born + dice.between(0, 12)).min(TODAY - 1), dice);
    }
}

/// A register of so many people, and so many questions, a quarter of them about people who are not on it.
pub fn first_search(register: usize, questions: usize, seed: u64) -> SearchSet {
    questions::search(People::of(register, seed), register, questions)
}
