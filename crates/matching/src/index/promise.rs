//! Which of many are the most promising: a first look that takes a fraction of the time of comparing.

use crate::evidence::{self, Fact, Family, Given, Household};
use crate::experience::Experience;
use crate::index::question::Question;
use crate::person::Person;
use crate::vocabulary::Part;

/// About how many bits a full comparison will find.
pub(super) fn promise(question: &Question, person: &Person, experience: &Experience) -> f32 {
    names(question, person, experience)
        + birth(question, person, experience)
        + numbers(question, person, experience)
        + places(question, person, experience)
}

fn names(question: &Question, person: &Person, experience: &Experience) -> f32 {
    let mut best = [0.0_f32; 2];
    let mut look = |word| {
        if let Some(worth) = question.worth.get(&word) {
            best = [best[0].max(worth[0]), best[1].max(worth[1])];
        }
    };
    for name in &person.names {
        for word in name.given().iter().chain(name.family()) {
            look(*word);
        }
        for whole in [name.whole_given(), name.whole_family()].into_iter().flatten() {
            look(whole);
        }
    }
    for (part, fact, begun, other) in [
        (Part::Given, Fact::Given, Given::Initial as u8, Given::Different as u8),
        (Part::Family, Fact::Family, Family::Initial as u8, Family::Different as u8),
    ] {
        let best = &mut best[part as usize];
        let asked = question.names.iter().any(|typed| typed.part == part);
        if *best > 0.0 || !asked || (part == Part::Given && person.is_unnamed()) {
            continue;
        }
        *best = experience.weight(fact, if question.begun(part, person) { begun } else { other });
    }
    best[0] + best[1]
}

fn birth(question: &Question, person: &Person, experience: &Experience) -> f32 {
    experience.weight(Fact::Birth, evidence::birth_level(&question.person, person) as u8)
}

fn numbers(question: &Question, person: &Person, experience: &Experience) -> f32 {
    let asked = &question.person;
    if asked.nhs_number == 0 && asked.upn == 0 {
        return 0.0;
    }
    let [nhs, upn] = evidence::number_levels(asked, person);
    experience.weight(Fact::NhsNumber, nhs as u8) + experience.weight(Fact::Upn, upn as u8)
}

fn places(question: &Question, person: &Person, experience: &Experience) -> f32 {
    let asked = &question.person;
    let mut best = Household::Different;
    if asked.phones.iter().any(|phone| person.phones.contains(phone)) {
        best = Household::Phone;
    } else if question.lives_with_a_phone(person) {
        best = Household::PhoneSlip;
    }
    for (home, street) in asked.homes.iter().zip(&question.streets) {
        for other in &person.homes {
            let same_code = home.postcode != 0 && home.postcode == other.postcode;
            let same_street = street.as_ref().is_some_and(|typed| {
                other.street[0].is_some_and(|word| typed.variants.iter().any(|(known, _)| *known == word))
            });
            let same_number = home.number != 0 && home.number == other.number;
            let level = match (same_code, same_street, same_number) {
                (true, _, true) | (_, true, true) => Household::Home,
                (true, _, false) => Household::Postcode,
                (false, true, false) => Household::Street,
                (false, false, _) => Household::Different,
            };
            best = best.min(level);
        }
    }
    if best == Household::Different { 0.0 } else { experience.weight(Fact::Household, best as u8) }
}
