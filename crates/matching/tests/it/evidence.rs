//! Every level of every fact, with the records that call for it. Everybody is invented.

use jiff::civil::{Date, date};
use matching::evidence::{Family, Given, Household, Kin};
use matching::{
    Address, Birth, Description, Doubt, Evidence, Experience, Fact, Name, Person, Relative, Sex, Vocabulary,
    compare,
};
use proptest::prelude::*;

/// The evidence both ways round, which must be one.
fn evidence(one: &Description, other: &Description) -> Evidence {
    let mut vocabulary = Vocabulary::new();
    let one = Person::read(one, &mut vocabulary);
    let other = Person::read(other, &mut vocabulary);
    let there = Evidence::between(&one, &other, &vocabulary);
    assert_eq!(there, Evidence::between(&other, &one, &vocabulary), "{one:?} {other:?}");
    there
}

fn named(given: &str, family: &str) -> Description {
    Description { names: vec![Name::new(given, family)], ..Description::default() }
}

fn at(lines: &str, postcode: &str, phone: &str) -> Description {
    let address = Address { lines: vec![lines.to_owned()], postcode: postcode.to_owned() };
    let phones = if phone.is_empty() { Vec::new() } else { vec![phone.to_owned()] };
    Description { addresses: vec![address], phones, ..Description::default() }
}

#[test]
fn every_way_two_names_may_be_near() {
    for (one, other, given, family, turned) in [
        (("Jon", "Smith"), ("John", "Smyth"), Given::Form, Family::Alike, false),
        (("Jon", "Smith"), ("Jonn", "Smith"), Given::Alike, Family::Same, false),
        (("Bill", "O'Brien"), ("William", "OBRIEN"), Given::Form, Family::Same, false),
        (("Siân", "Łuczak"), ("Sian", "Luczak"), Given::Same, Family::Same, false),
        (("Oyewole", "Lambert"), ("Oyewole", "Rambert"), Given::Same, Family::Alike, false),
        (("Amina", "Smith-Jones"), ("Amina", "Jones"), Given::Same, Family::Part, false),
        (("Amina", "Smith-Jones"), ("Amina", "Smith Jones"), Given::Same, Family::Same, false),
        (("Omar", "Van Dijk"), ("Omar", "Dijk"), Given::Same, Family::Part, false),
        (("Mary-Jane", "Hill"), ("Maryjane", "Hill"), Given::Same, Family::Same, false),
        (("Jane", "Hill"), ("Mary Jane", "Hill"), Given::Part, Family::Same, false),
        (("J", "Hill"), ("Jane", "Hill"), Given::Initial, Family::Same, false),
        (("Nguyen", "Linh"), ("Linh", "Nguyen"), Given::Same, Family::Same, true),
        (("Ben", ""), ("Ben", "Hill"), Given::Same, Family::NotGiven, false),
        (("", "Null"), ("Ada", "Null"), Given::NotGiven, Family::Initial, false),
        (("", "Unknown"), ("Ada", "Null"), Given::NotGiven, Family::NotGiven, false),
        (("Unknown", "Reed"), ("Ada", "Reed"), Given::NotGiven, Family::Same, false),
        (("Baby Ada", "Reed"), ("Ada", "Reed"), Given::Part, Family::Same, false),
        (("Bill", "Reed"), ("Will", "Reed"), Given::Alike, Family::Same, false),
        (("Mohammed Ali", "Khan"), ("Mohammed Hassan", "Khan"), Given::Part, Family::Same, false),
        (("Mohammed A", "Khan"), ("Mohammed Ali", "Khan"), Given::Same, Family::Same, false),
        (("Jan", "Kowalski"), ("Jan", "Kowalska"), Given::Same, Family::Alike, false),
        (("Ava", "Reed"), ("Tom", "Reed"), Given::Different, Family::Same, false),
        (("Baby Boy", "Reed"), ("Tom", "Reed"), Given::Unnamed, Family::Same, false),
        (("Twin 1", "Reed"), ("Twin 2", "Reed"), Given::Different, Family::Same, false),
        (("Baby", "Reed"), ("Unborn", "Reed"), Given::Unnamed, Family::Same, false),
        (("A", "B"), ("C", "D"), Given::Different, Family::Different, false),
    ] {
        let found = evidence(&named(one.0, one.1), &named(other.0, other.1));
        assert_eq!((found.given, found.family, found.turned), (given, family, turned), "{one:?} {other:?}");
    }
}

#[test]
fn a_former_name_is_as_good_as_the_name_in_use_and_marriage_may_change_one() {
    let former = [Name::new("Christopher", "Bishop"), Name::new("Kit", "Marlow")];
    let known = Description { names: former.to_vec(), ..Description::default() };
    let found = evidence(&named("Kit", "Marlow"), &known);
    assert_eq!((found.given, found.family), (Given::Same, Family::Same));
    let woman = |family: &str, sex, recorded: Option<Date>| Description {
        birth: Some(Birth::on(date(1990, 5, 4))),
        sex,
        recorded,
        ..named("Ngozi", family)
    };
    for (sex, recorded, expected) in [
        (Some(Sex::Female), Some(date(2020, 1, 1)), Family::Changed),
        (None, Some(date(2020, 1, 1)), Family::Changed),
        (Some(Sex::Male), Some(date(2020, 1, 1)), Family::Different),
        (Some(Sex::Female), Some(date(2000, 1, 1)), Family::Different),
        (Some(Sex::Female), None, Family::Different),
    ] {
        let found = evidence(&woman("Okoye", sex, None), &woman("Reed", sex, recorded));
        assert_eq!(found.family, expected, "{sex:?} {recorded:?}");
    }
}

#[test]
fn every_way_two_households_may_be_near() {
    let (mine, yours) = ("07700 900123", "07700 900456");
    for (one, other, expected) in [
        (at("12 Mill Lane", "NB1 2CD", mine), at("12, Mill Ln", "nb12cd", mine), Household::HomeAndPhone),
        (at("12 Mill Lane", "NB1 2CD", mine), at("12, Mill Ln", "nb12cd", yours), Household::Home),
        (at("12 Mill Lane", "NB1 2CD", mine), at("3 High Street", "NB9 9ZZ", mine), Household::Phone),
        (
            at("12 Mill Lane", "NB1 2CD", mine),
            at("3 High Street", "NB9 9ZZ", "07700 900132"),
            Household::PhoneSlip,
        ),
        (at("12 Mill Lane", "NB1 2CD", ""), at("21 Mill Lane", "NB1 2CD", ""), Household::NumberSwapped),
        (at("12 Mill Lane", "NB1 2CD", ""), at("112 Mill Lane", "NB1 2CD", ""), Household::NumberSwapped),
        (at("12 Mill Lane", "NB1 2CD", ""), at("13 Mill Lane", "NB1 2CD", ""), Household::Postcode),
        (at("Flat 2, 12 Mill Lane", "NB1 2CD", ""), at("12 Mill Lane", "NB1 2CD", ""), Household::Building),
        (at("Flat 2, 12 Mill Lane, NB1 2CD", "", ""), at("2/12 Mill Ln", "NB1 2CD", ""), Household::Home),
        (at("12 Mill Lane", "NB1 2CD", ""), at("12 Mill Lane", "NB1 2CO", ""), Household::Home),
        (at("12 Mill Lane", "", ""), at("12 Mill Lane", "NB1 2CD", ""), Household::Home),
        (at("Rose Cottage", "NB1 2CD", ""), at("Rose Cottage", "NB1 2CD", ""), Household::Home),
        (at("12 Mill Lane", "", ""), at("14 Mill Lane", "", ""), Household::Street),
        (at("12 Mill Lane", "NB1 2CD", ""), at("3 High Street", "NB1 9ZZ", ""), Household::District),
        (at("12 Mill Lane", "NB1 2CD", ""), at("3 High Street", "NB9 9ZZ", ""), Household::Different),
        (at("", "NB1 2CD", ""), at("", "NB1 2CD", ""), Household::Postcode),
        // Abroad one postcode is that of many streets.
        (at("ul. Długa 5", "00-950", ""), at("5 Dluga", "00950", ""), Household::Home),
        (at("ul. Długa 5", "00-950", ""), at("5 Dluga", "00-590", ""), Household::Home),
        (at("Długa 5", "00-950", ""), at("Krótka 5", "00-950", ""), Household::District),
        (at("Długa 5", "00-950", ""), at("Krótka 9", "61-815", ""), Household::Different),
        (at("Długa 5", "00-950", ""), at("Długa 5", "0000", ""), Household::Home),
        (at("", "", ""), at("12 Mill Lane", "NB1 2CD", ""), Household::NotGiven),
    ] {
        assert_eq!(evidence(&one, &other).household, expected, "{one:?} {other:?}");
    }
    let moved = Description {
        addresses: vec![
            at("3 High Street", "NB9 9ZZ", "").addresses[0].clone(),
            at("12 Mill Lane", "NB1 2CD", "").addresses[0].clone(),
        ],
        ..Description::default()
    };
    assert_eq!(evidence(&moved, &at("12 Mill Lane", "NB1 2CD", "")).household, Household::Home);
}

#[test]
fn a_place_where_many_are_seen_says_less_of_each() {
    let mut vocabulary = Vocabulary::new();
    let lives = |given: &str, year| Description {
        birth: Some(Birth::on(date(year, 5, 4))),
        names: vec![Name::new(given, "Reed")],
        ..at("The Hostel, 12 Mill Lane", "NB1 2CD", "")
    };
    let [one, other] = ["Ava", "Ava"].map(|given| Person::read(&lives(given, 2015), &mut vocabulary));
    let weight = |vocabulary: &Vocabulary| {
        let score = Experience::usual().score(&Evidence::between(&one, &other, vocabulary));
        score.facts[Fact::Household as usize]
    };
    one.count(&mut vocabulary);
    let family = weight(&vocabulary);
    for (given, year) in ["Ben", "Cara", "Dan", "Eve", "Finn"]
        .into_iter()
        .flat_map(|given| (1990..2020).map(move |year| (given, year)))
    {
        let person = Person::read(&lives(given, year), &mut vocabulary);
        person.count(&mut vocabulary);
    }
    let hostel = weight(&vocabulary);
    assert!(hostel < family - 3.0 && hostel >= 0.0, "{family} {hostel}");
}

#[test]
fn relatives_and_the_mother_in_a_babys_name() {
    let mother =
        Relative { relation: "mother".to_owned(), name: Name::new("Ngozi", "Okoye"), phones: Vec::new() };
    let child = Description { relatives: vec![mother], ..named("Amara", "Okoye") };
    let other =
        Relative { relation: "mother".to_owned(), name: Name::new("Agnieszka", "Zolc"), phones: Vec::new() };
    let elsewhere = Description { relatives: vec![other], ..named("Amara", "Okoye") };
    assert_eq!(evidence(&child, &named("Baby of Ngozi", "Okoye")).kin, Kin::Same);
    assert_eq!(evidence(&child, &elsewhere).kin, Kin::OtherMother);
    assert_eq!(evidence(&child, &named("Amara", "Okoye")).kin, Kin::NotGiven);
}

#[test]
fn what_a_sum_may_not_do() {
    let born = |given: &str, family: &str, year| Description {
        birth: Some(Birth::on(date(year, 5, 4))),
        names: vec![Name::new(given, family)],
        ..at("12 Mill Lane", "NB1 2CD", "07700 900123")
    };
    let nhs =
        |number: &str, person: Description| Description { nhs_number: Some(number.to_owned()), ..person };
    for (one, other, expected) in [
        (born("Amara", "Okoye", 2015), born("Chidi", "Okoye", 2015), Some(Doubt::Twin)),
        (born("Amara", "Okoye", 2015), born("Chidi", "Okoye", 2018), Some(Doubt::OtherGivenName)),
        (born("Chidi", "Okoye", 2015), born("Chidi", "Okoye", 1988), Some(Doubt::Generation)),
        (
            nhs("9990000018", born("Amara", "Okoye", 2015)),
            nhs("9990000018", born("Chidi", "Okoye", 1998)),
            Some(Doubt::SiblingsNumber),
        ),
        (
            nhs("9990000018", born("Amara", "Okoye", 2015)),
            nhs("9990000018", born("Poppy", "Hill", 2015)),
            Some(Doubt::SameNumber),
        ),
        (
            nhs("9990000018", born("Amara", "Okoye", 2015)),
            nhs("9990000026", born("Amara", "Okoye", 2015)),
            Some(Doubt::TwoNumbers),
        ),
        (born("Amara", "Okoye", 2015), born("Amarah", "Okoye", 2015), Some(Doubt::NotQuite)),
        (born("Amara", "Okoye", 2015), born("Amara", "Okoye", 2015), None),
    ] {
        assert_eq!(Doubt::of(&evidence(&one, &other)), expected, "{one:?} {other:?}");
    }
}

fn anybody() -> impl Strategy<Value = Description> {
    let given = prop::sample::select(vec![
        "Amara",
        "Amarah",
        "Chidi",
        "Baby",
        "Twin 1",
        "J",
        "Mary Jane",
        "",
        "Jane",
    ]);
    let family =
        prop::sample::select(vec!["Okoye", "Okoy", "Smith-Jones", "Jones", "O'Brien", "Brien", "", "Jane"]);
    let day = (2014i16..2017, 1i8..4, 1i8..14);
    let house =
        prop::sample::select(vec!["12 Mill Lane", "21 Mill Lane", "Flat 2, 12 Mill Lane", "3 High St", ""]);
    let code = prop::sample::select(vec!["NB1 2CD", "NB1 2CO", "NB9 9ZZ", ""]);
    let phone = prop::sample::select(vec!["07700 900123", "07700 900132", "07700 900999", ""]);
    let number = prop::sample::select(vec!["9990000018", "9990000081", "9990000026", ""]);
    (given, family, day, house, code, phone, number, any::<[bool; 4]>()).prop_map(
        |(given, family, (year, month, day), house, code, phone, number, [girl, told, kin, loose])| {
            let born = date(year, month, day);
            let year_only = Birth::between(date(year, 1, 1), date(year, 12, 31));
            let mother = Relative {
                relation: "mother".to_owned(),
                name: Name::new("Ngozi", family),
                phones: vec![phone.to_owned()],
            };
            Description {
                birth: told.then_some(if loose { year_only } else { Birth::on(born) }),
                sex: told.then_some(if girl { Sex::Female } else { Sex::Male }),
                nhs_number: Some(number.to_owned()),
                upn: Some(if girl { "A850728973744" } else { "H850728973744" }.to_owned()),
                relatives: if kin { vec![mother] } else { Vec::new() },
                names: vec![Name::new(given, family)],
                ..at(house, code, phone)
            }
        },
    )
}

proptest! {
    #[test]
    fn reasons_add_up_to_the_score_whichever_way_round(one in anybody(), other in anybody()) {
        let score = Experience::usual().score(&evidence(&one, &other));
        let terms = score.facts.iter().sum::<f32>() + score.doubt;
        prop_assert!((terms - score.total).abs() < 0.01, "{:?}", score);
        for (one, other) in [(&one, &other), (&other, &one)] {
            let reasons = compare(one, other).reasons;
            let said: f32 = reasons.iter().map(|reason| reason.bits).sum();
            prop_assert!((said - score.total).abs() < 0.01, "{} {:?} {:#?}", said, score, reasons);
        }
    }

    #[test]
    fn agreement_never_lowers_and_conflict_never_raises(one in anybody(), other in anybody()) {
        let found = evidence(&one, &other);
        let score = Experience::usual().score(&found);
        for (fact, level) in Fact::ALL.into_iter().zip(found.levels()) {
            let bits = score.facts[fact as usize];
            match fact.directions()[usize::from(level)] {
                matching::evidence::Direction::For => prop_assert!(bits >= 0.0, "{:?} {}", fact, bits),
                matching::evidence::Direction::Against => prop_assert!(bits <= 0.0, "{:?} {}", fact, bits),
                matching::evidence::Direction::Silent => prop_assert!(bits == 0.0, "{:?} {}", fact, bits),
            }
        }
    }
}
