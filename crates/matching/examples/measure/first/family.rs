//! Invented families: parents, children, twins, grandfathers, the homes they lived in, the names they had and when.

use super::cultures::{self, CULTURES, Culture};
use super::days::{TODAY, years};
use super::dice::Dice;
use super::numbers::Numbers;
use super::town::{Home, Town};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Child,
    Mother,
    Father,
    Grandfather,
}

#[derive(Debug, Clone)]
pub struct Person {
    pub truth: u32,
    pub culture: usize,
    pub role: Role,
    pub female: bool,
    pub forename: String,
    pub middle: String,
    /// Family names with the day from which each was used, the first from birth.
    pub surnames: Vec<(i32, String)>,
    pub known_as: String,
    /// After today for a child who is expected.
    pub born: i32,
    pub nhs: String,
    pub upn: String,
    pub twin: bool,
    /// Does not live with the mother and children.
    pub apart: bool,
}

pub struct Family {
    pub number: u32,
    pub people: Vec<Person>,
    /// Where the mother and children lived, with the day from which on, the oldest first.
    pub homes: Vec<(i32, Home)>,
    /// Where a father apart and a grandfather live.
    pub other_home: Home,
    /// The mother's phones and the days from which each was used.
    pub phones: Vec<(i32, String)>,
    pub other_phone: String,
}

/// What a family is begun from: a stranger to everybody, or a brother of somebody whose family is there already.
pub struct Begin {
    pub culture: usize,
    pub surname: Option<String>,
    /// Given names that run in the family: cousins often share one.
    pub forenames: Vec<(bool, String)>,
    /// A child of another family whose name and rough age are met again by chance.
    pub namesake: Option<(bool, String, String, i32)>,
}

pub fn at<T>(timeline: &[(i32, T)], day: i32) -> &T {
    let place = timeline.iter().rposition(|(from, _)| *from <= day).unwrap_or(0);
    &timeline[place].1
}

impl Person {
    pub fn surname(&self, day: i32) -> &str {
        at(&self.surnames, day).as_str()
    }

    pub fn culture(&self) -> &'static Culture {
        &CULTURES[self.culture]
    }
}

pub fn family(number: u32, begin: &Begin, town: &Town, numbers: &mut Numbers, dice: &mut Dice) -> Family {
    let eldest =
        TODAY - years(17.9 * dice.part()) + if dice.chance(0.04) { dice.between(10, 200) } else { 0 };
    let father = father(begin, eldest, numbers, dice);
    let mother = mother(begin, &father, eldest, numbers, dice);
    let children = children(begin, eldest, &mother, &father, numbers, dice);
    let mut people = vec![mother];
    let has_father = dice.chance(0.72);
    if dice.chance(0.08) {
        people.push(grandfather(&father, numbers, dice));
    }
    if has_father {
        people.push(father);
    }
    people.extend(children);
    let home = town.home(dice);
    let mut homes = vec![(eldest - years(4.0), home)];
    while let Some((from, last)) = homes.last().copied()
        && from < TODAY
    {
        let next = from + 60 + dice.days_since(5.0);
        if next >= TODAY - 20 {
            break;
        }
        let moved = if dice.chance(0.55) { town.near(last, dice) } else { town.home(dice) };
        homes.push((
            next,
            if dice.chance(0.025) { town.shared(dice.between(1, 2) as u8, dice) } else { moved },
        ));
    }
    let mut phones = vec![(homes[0].0, numbers.phone(dice))];
    while let Some((from, _)) = phones.last()
        && let next = from + 200 + dice.days_since(4.0)
        && next < TODAY - 20
    {
        phones.push((next, numbers.phone(dice)));
    }
    let other_phone = numbers.phone(dice);
    Family { number, people, homes, other_home: town.home(dice), phones, other_phone }
}

fn person(
    role: Role,
    culture: usize,
    female: bool,
    born: i32,
    numbers: &mut Numbers,
    dice: &mut Dice,
) -> Person {
    let names = &CULTURES[culture];
    let child = role == Role::Child;
    let forename = names.forename(female, child, dice);
    let middle = if dice.chance(0.62) { names.forename(female, child, dice) } else { String::new() };
    let usual = if dice.chance(0.11) { names.short(&forename, dice) } else { None };
    let known_as = usual.unwrap_or_else(|| if dice.chance(0.025) { middle.clone() } else { String::new() });
    Person {
        truth: numbers.person(),
        culture,
        role,
        female,
        middle: if middle == forename { String::new() } else { middle },
        forename,
        surnames: Vec::new(),
        known_as,
        born,
        nhs: numbers.nhs(),
        upn: numbers.upn(dice),
        twin: false,
        apart: false,
    }
}

/// The family name in the form for a woman or a man, where the culture has two.
fn formed(surname: &str, culture: &Culture, female: bool) -> String {
    match culture.name {
        "polish" if !female && surname.ends_with("ka") => format!("{}i", &surname[..surname.len() - 1]),
        "polish" if female && (surname.ends_with("ski") || surname.ends_with("cki")) => {
            format!("{}a", &surname[..surname.len() - 1])
        }
        "sikh" if surname == "Kaur" && !female => "Singh".to_owned(),
        "sikh" if surname == "Singh" && female => "Kaur".to_owned(),
        _ => surname.to_owned(),
    }
}

fn father(begin: &Begin, eldest: i32, numbers: &mut Numbers, dice: &mut Dice) -> Person {
    let born = eldest - years(19.0 + 18.0 * dice.part());
    let mut father = person(Role::Father, begin.culture, false, born, numbers, dice);
    let surname = begin.surname.clone().unwrap_or_else(|| father.culture().surname(dice));
    let surname = formed(&surname, father.culture(), false);
    father.surnames.push((father.born, surname));
    father.apart = dice.chance(0.45);
    father
}

fn mother(begin: &Begin, father: &Person, eldest: i32, numbers: &mut Numbers, dice: &mut Dice) -> Person {
    let culture = if dice.chance(0.08) { cultures::any(dice) } else { begin.culture };
    let born = eldest - years(17.0 + 16.0 * dice.part());
    let mut mother = person(Role::Mother, culture, true, born, numbers, dice);
    let maiden = formed(&mother.culture().surname(dice), mother.culture(), true);
    mother.surnames.push((mother.born, maiden.clone()));
    let keeps = matches!(mother.culture().name, "somali" | "arabic" | "chinese" | "vietnamese" | "sikh");
    if !keeps && dice.chance(0.5) {
        let wedding = eldest + dice.between(-1500, 2500);
        let his = formed(father.surname(TODAY), mother.culture(), true);
        let taken = if dice.chance(0.1) { format!("{maiden}-{his}") } else { his };
        mother.surnames.push((wedding, taken));
        if dice.chance(0.3) {
            let parted = wedding + 700 + dice.days_since(5.0);
            let other = formed(&mother.culture().surname(dice), mother.culture(), true);
            mother.surnames.push((parted, if dice.chance(0.6) { maiden } else { other }));
        }
    }
    mother.surnames.retain(|(from, _)| *from < TODAY);
    mother
}

/// A grandfather, in one family in three with the very name of the father.
fn grandfather(father: &Person, numbers: &mut Numbers, dice: &mut Dice) -> Person {
    let born = father.born - years(20.0 + 14.0 * dice.part());
    let mut old = person(Role::Grandfather, father.culture, false, born, numbers, dice);
    old.surnames = vec![(old.born, father.surname(TODAY).to_owned())];
    old.apart = true;
    if dice.chance(0.35) {
        old.forename.clone_from(&father.forename);
    }
    old
}

fn children(
    begin: &Begin,
    eldest: i32,
    mother: &Person,
    father: &Person,
    numbers: &mut Numbers,
    dice: &mut Dice,
) -> Vec<Person> {
    let many = 1 + [0.68, 0.42, 0.35, 0.3].iter().take_while(|part| dice.chance(**part)).count();
    let surname = child_surname(mother, father, dice);
    let mut children: Vec<Person> = Vec::new();
    let mut born = eldest;
    while children.len() < many && born < TODAY + 210 {
        let mut child = child(begin, born, &surname, father, numbers, dice);
        while children.iter().any(|other| other.forename == child.forename) {
            child.forename = child.culture().forename(child.female, true, dice);
        }
        let twin = dice.chance(0.018);
        if twin {
            let mut other = self::child(begin, born, &surname, father, numbers, dice);
            while other.forename == child.forename {
                other.forename = other.culture().forename(other.female, true, dice);
            }
            other.surnames.clone_from(&child.surnames);
            other.twin = true;
            child.twin = true;
            other.nhs = numbers.beside(&child.nhs);
            children.push(other);
        }
        children.push(child);
        born += 330 + dice.days_since(2.2);
    }
    if dice.chance(0.12) && father.forename.len() > 2 {
        // A son who has his father's name.
        if let Some(son) = children.iter_mut().find(|child| !child.female && !child.twin) {
            son.forename.clone_from(&father.forename);
        }
    }
    children
}

fn child(
    begin: &Begin,
    born: i32,
    surname: &str,
    father: &Person,
    numbers: &mut Numbers,
    dice: &mut Dice,
) -> Person {
    let female = dice.chance(0.488);
    let mut child = person(Role::Child, begin.culture, female, born, numbers, dice);
    if let Some((_, name)) = begin.forenames.iter().find(|(girl, _)| *girl == female && dice.chance(0.12)) {
        child.forename.clone_from(name);
        child.known_as.clear();
    }
    let mut family_name = formed(surname, child.culture(), female);
    if let Some((girl, forename, other, about)) = &begin.namesake
        && (about - born).abs() < 900
    {
        child.female = *girl;
        child.forename.clone_from(forename);
        child.known_as.clear();
        family_name.clone_from(other);
    }
    match child.culture().name {
        // The father's and the grandfather's names follow the child's own.
        "somali" => child.middle.clone_from(&father.forename),
        "arabic" if dice.chance(0.7) => child.middle.clone_from(&father.forename),
        "vietnamese" => child.middle = if female { "Thị" } else { "Văn" }.to_owned(),
        "sikh" if family_name != "Kaur" && family_name != "Singh" => {
            child.middle = if female { "Kaur" } else { "Singh" }.to_owned();
        }
        _ => {}
    }
    child.surnames.push((child.born, family_name));
    if dice.chance(0.07) {
        let from = child.born + 400 + dice.days_since(5.0);
        let name = child.culture().surname(dice);
        let changed = formed(&name, child.culture(), female);
        child.surnames.push((from, changed));
        child.surnames.retain(|(from, _)| *from < TODAY.max(born + 1));
    }
    child
}

fn child_surname(mother: &Person, father: &Person, dice: &mut Dice) -> String {
    let (hers, his) = (mother.surname(mother.born), father.surname(TODAY));
    match father.culture().name {
        "somali" => return father.middle_or(his),
        "portuguese" if dice.chance(0.6) => return format!("{hers} {his}"),
        _ => {}
    }
    match dice.below(100) {
        0..66 => his.to_owned(),
        66..91 => hers.to_owned(),
        _ if hers.contains(['-', ' ']) || his.contains(['-', ' ']) => his.to_owned(),
        _ => format!("{hers}-{his}"),
    }
}

impl Person {
    /// The father's father's name, where names go by father; the family name where it is not known.
    fn middle_or(&self, surname: &str) -> String {
        if self.middle.is_empty() { surname.to_owned() } else { self.middle.clone() }
    }
}
