//! Invented families: mothers, fathers here and elsewhere, brothers and sisters, twins, babies not yet born, moves, aliases and slips of the pen.

use domain::contact::OtherPerson;
use domain::id::Id;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;
use domain::person::partial_date::PartialDate;
use domain::person::relationship::Kinship;
use domain::person::{Sex, Standing};
use jiff::ToSpan;
use jiff::civil::Date;

use super::dice::Dice;
use super::words;

/// A family before the front door knows any of it.
pub(super) struct Family {
    pub(super) children: Vec<FamilyChild>,
    pub(super) adults: Vec<OtherPerson>,
    pub(super) street: String,
    pub(super) postcode: String,
    /// How often somebody is worried about them: a few families are behind most contacts.
    pub(super) worry: usize,
    /// Whether its record is restricted: later contacts are the circle's, and nobody in it is simulated.
    pub(super) restricted: bool,
    /// What the worries are about.
    pub(super) worries: Vec<usize>,
}

/// A child of a family, and who the record found them to be.
pub(super) struct FamilyChild {
    pub(super) given: String,
    pub(super) family: String,
    pub(super) birth: PartialDate,
    pub(super) sex: Sex,
    pub(super) school: &'static str,
    pub(super) nhs_number: Option<NhsNumber>,
    pub(super) person: Option<Id<Person>>,
}

impl Family {
    /// A family as it is about the day given.
    pub(super) fn make(dice: &mut Dice, number: usize, day: Date) -> Self {
        let family = dice.pick(words::FAMILY).to_string();
        let mut children: Vec<FamilyChild> = Vec::new();
        let count = *dice.weighed(&[(38, 1), (36, 2), (17, 3), (9, 4)]);
        for place in 0..count {
            let twin = place > 0 && dice.in_hundred(3);
            let birth = match children.last() {
                Some(before) if twin => before.birth,
                _ => birth(dice, day),
            };
            children.push(child(dice, number, place, &family, birth, day));
        }
        let street = format!("{} {}", dice.between(1, 120), dice.pick(words::STREETS));
        let postcode =
            format!("ZZ{} {}{}{}", dice.between(1, 9), dice.between(1, 9), letter(dice), letter(dice));
        let worry = *dice.weighed(&[(60, 1), (25, 3), (12, 7), (3, 14)]);
        let worries = (0..2).map(|_| dice.below(words::WORRIES.len())).collect();
        Family {
            children,
            adults: adults(dice, &family),
            street,
            postcode,
            worry,
            restricted: false,
            worries,
        }
    }

    /// The family moves: the front door will hear the new address from whoever rings next.
    pub(super) fn moves(&mut self, dice: &mut Dice) {
        self.street = format!("{} {}", dice.between(1, 120), dice.pick(words::STREETS));
        self.postcode =
            format!("ZZ{} {}{}{}", dice.between(1, 9), dice.between(1, 9), letter(dice), letter(dice));
    }
}

fn letter(dice: &mut Dice) -> char {
    *dice.pick(&['A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'R', 'S', 'T', 'U', 'W', 'X', 'Y'])
}

fn birth(dice: &mut Dice, day: Date) -> PartialDate {
    if dice.in_hundred(3) {
        let weeks = dice.between(4, 26);
        return day.checked_add(weeks.weeks()).map_or(PartialDate::NotKnown, PartialDate::Expected);
    }
    let days = dice.between(20, 17 * 365);
    let born = day.checked_sub(days.days()).unwrap_or(day);
    match dice.below(20) {
        0 => PartialDate::Year(born.year()),
        1 => PartialDate::About(born.year()),
        _ => PartialDate::Exact(born),
    }
}

fn child(
    dice: &mut Dice,
    number: usize,
    place: usize,
    family: &str,
    birth: PartialDate,
    day: Date,
) -> FamilyChild {
    let unborn = birth.expected().is_some();
    let given = if unborn { 0 } else { dice.below(words::GIVEN.len()) };
    // One in twelve uses another family name: a father's, or both.
    let family = if dice.in_hundred(8) { dice.pick(words::FAMILY).to_string() } else { family.to_owned() };
    let age = birth.age_on(day).map_or(0, |age| age.at_least);
    let school = if unborn || age < 4 { "" } else { words::SCHOOLS[dice.below(words::SCHOOLS.len())] };
    let nhs_number = (!unborn && dice.in_hundred(60)).then(|| nhs_number(number * 8 + place));
    let sex = if unborn { Sex::Unknown } else { *dice.pick(&[Sex::Male, Sex::Female]) };
    let given = if unborn { "Unborn baby" } else { words::given(given, sex) }.to_owned();
    FamilyChild { given, family, birth, sex, school, nhs_number, person: None }
}

fn adults(dice: &mut Dice, family: &str) -> Vec<OtherPerson> {
    let mut adults = Vec::new();
    let mut adult = |kinship, lives_with, responsibility, dice: &mut Dice| {
        let sex = match kinship {
            Kinship::Mother => Sex::Female,
            Kinship::Father => Sex::Male,
            _ => Sex::Unknown,
        };
        let name = PersonName::new(words::given(dice.below(words::GIVEN.len()), sex), family);
        adults.push(OtherPerson {
            name,
            standing: Standing::Adult,
            kinship: Some(kinship),
            lives_with: Known::Is(lives_with),
            parental_responsibility: Known::Is(responsibility),
            words: String::new(),
            person: None,
        });
    };
    adult(Kinship::Mother, true, true, dice);
    match dice.below(10) {
        0..4 => adult(Kinship::Father, true, true, dice),
        4..8 => adult(Kinship::Father, false, true, dice),
        8 => adult(Kinship::ParentsPartner, true, false, dice),
        _ => {}
    }
    adults
}

/// An NHS number of the range kept for tests: 999, six figures, and the figure that checks them.
fn nhs_number(number: usize) -> NhsNumber {
    let nine = 999_000_000 + number % 1_000_000;
    let figures = format!("{nine:09}");
    let sum: usize =
        figures.bytes().zip((2..=10).rev()).map(|(figure, weight)| usize::from(figure - b'0') * weight).sum();
    match (11 - sum % 11) % 11 {
        10 => nhs_number(number + 1),
        check => NhsNumber::new(format!("{figures}{check}")),
    }
}

/// A name as a hurried caller gives it: mostly right.
pub(super) fn said(dice: &mut Dice, child: &FamilyChild) -> PersonName {
    let slip = |name: &str, dice: &mut Dice| {
        let letters: Vec<char> = name.chars().collect();
        if letters.len() < 4 {
            return name.to_owned();
        }
        let at = 1 + dice.below(letters.len() - 2);
        match dice.below(3) {
            0 => letters
                .iter()
                .enumerate()
                .filter(|(place, _)| *place != at)
                .map(|(_, letter)| *letter)
                .collect(),
            1 => {
                let mut swapped = letters.clone();
                swapped.swap(at, at + 1);
                swapped.into_iter().collect()
            }
            _ => {
                let mut doubled = letters.clone();
                doubled.insert(at, letters[at]);
                doubled.into_iter().collect()
            }
        }
    };
    match dice.below(100) {
        0..7 => PersonName::new(slip(&child.given, dice), child.family.as_str()),
        7..13 => PersonName::new(child.given.as_str(), slip(&child.family, dice)),
        13..16 => PersonName::single(child.given.as_str()),
        _ => PersonName::new(child.given.as_str(), child.family.as_str()),
    }
}
