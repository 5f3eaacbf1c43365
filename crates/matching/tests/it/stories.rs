//! Families at a front door: who is the same, who is a twin, who only shares a name. Everybody is invented.

use jiff::civil::date;
use matching::{Address, Agrees, Birth, Description, Kind, Name, Relative, Strength, compare};
use proptest::prelude::*;

/// A person in one line: given, family, date of birth.
fn person(given: &str, family: &str, birth: Option<(i16, i8, i8)>) -> Description {
    Description {
        names: vec![Name::new(given, family)],
        birth: birth.map(|(year, month, day)| Birth::on(date(year, month, day))),
        ..Description::default()
    }
}

fn at(line: &str, postcode: &str, person: Description) -> Description {
    Description {
        addresses: vec![Address { lines: vec![line.to_owned()], postcode: postcode.to_owned() }],
        ..person
    }
}

fn nhs(number: &str, person: Description) -> Description {
    Description { nhs_number: Some(number.to_owned()), ..person }
}

fn check(query: &Description, candidate: &Description, expected: Strength) {
    let outcome = compare(query, candidate);
    assert_eq!(outcome.strength, expected, "{query:#?}\n{candidate:#?}\n{:#?}", outcome.reasons);
    assert_eq!(
        compare(candidate, query).strength,
        expected,
        "the other way round: {query:#?}\n{candidate:#?}"
    );
}

#[test]
fn the_same_child_in_other_words() {
    let born = Some((2015, 3, 12));
    for (given, family, birth, expected) in [
        ("Amara", "Okoye", born, Strength::Strong),
        ("AMARA", "okoye", born, Strength::Strong),
        ("Okoye", "Amara", born, Strength::Strong),
        ("Amarah", "Okoye", born, Strength::Likely),
        ("Amara", "Okoy", born, Strength::Strong),
        ("Amara", "Okoye", Some((2015, 12, 3)), Strength::Likely),
        ("Amara", "Okoye", Some((2016, 3, 12)), Strength::Likely),
        ("Amara", "Okoye", None, Strength::Possible),
        ("Amara", "Cole", born, Strength::Possible),
        ("Amara", "", born, Strength::Likely),
        ("A", "Okoye", born, Strength::Likely),
        ("Amara", "Okoye", Some((2009, 8, 30)), Strength::Unlikely),
        ("Tobias", "Whitlock", born, Strength::Unlikely),
        ("Tobias", "Whitlock", Some((2009, 8, 30)), Strength::Unlikely),
    ] {
        check(&person(given, family, birth), &person("Amara", "Okoye", born), expected);
    }
}

#[test]
fn a_twin_is_not_the_other_twin() {
    let born = Some((2015, 3, 12));
    let home = |given: &str| {
        let phones = vec!["07700 900123".to_owned()];
        let mother = Relative { relation: "mother".to_owned(), name: Name::new("Ngozi", "Okoye"), phones };
        Description { relatives: vec![mother], ..at("12 Mill Lane", "NB1 2CD", person(given, "Okoye", born)) }
    };
    check(&home("Amara"), &home("Chidi"), Strength::Possible);
    let reasons = compare(&home("Amara"), &home("Chidi")).reasons;
    let words = "Born on the same day into the same family with another given name: perhaps a twin";
    assert!(
        reasons.iter().any(|reason| reason.kind == Kind::Together && reason.words == words),
        "{reasons:#?}"
    );
    // Twins are often given names that sound alike: much agrees, and it is still for a person to say.
    check(&home("Ava"), &home("Eva"), Strength::Likely);
    check(&home("Jayden"), &home("Hayden"), Strength::Likely);
    check(&home("Amara"), &home("Amara"), Strength::Strong);
}

#[test]
fn numbers_speak_loudly_but_never_alone() {
    let born = Some((2015, 3, 12));
    let amara = person("Amara", "Okoye", born);
    let adopted = person("Poppy", "Hargreaves", born);
    check(&nhs("999 000 0018", amara.clone()), &nhs("9990000018", amara.clone()), Strength::Strong);
    check(&nhs("999 000 0018", amara.clone()), &nhs("9990000018", adopted.clone()), Strength::Likely);
    check(
        &nhs("9990000018", amara.clone()),
        &nhs("9990000018", person("Tobias", "Whitlock", Some((2009, 8, 30)))),
        Strength::Possible,
    );
    check(&nhs("9990000018", amara.clone()), &nhs("9991234578", amara.clone()), Strength::Possible);
    // A number whose check digit is wrong is nobody else's: it is not held against the child.
    check(&nhs("9990000018", amara.clone()), &nhs("9991234562", amara.clone()), Strength::Strong);
    check(&nhs("9990000018", amara.clone()), &nhs("9990000081", amara.clone()), Strength::Strong);
    check(&nhs("not known", amara.clone()), &nhs("9991234562", amara), Strength::Strong);
}

#[test]
fn every_reason_is_said_in_words() {
    let mother = |given: &str, phone: &str| Relative {
        relation: "mother".to_owned(),
        name: Name::new(given, "Reed"),
        phones: vec![phone.to_owned()],
    };
    let query = Description {
        relatives: vec![mother("Kate", "07700 900123")],
        ..at("12 Mill Lane", "NB1 2CD", nhs("9990000018", person("Jon", "Reed", Some((2015, 3, 12)))))
    };
    let candidate = Description {
        relatives: vec![mother("Katherine", "+44 7700 900123")],
        ..at("21 Mill Lane", "NB1 2CD", person("Jonn", "Reed", Some((2015, 12, 3))))
    };
    let outcome = compare(&query, &candidate);
    let said: Vec<(&str, Agrees)> =
        outcome.reasons.iter().map(|reason| (reason.words.as_str(), reason.agrees)).collect();
    assert_eq!(
        said,
        [
            ("Jon and Jonn sound alike; same family name, Reed", Agrees::Near),
            ("Mother's phone is the same, 07700 900123", Agrees::Same),
            ("Born 12 March 2015 / 3 December 2015: day and month may be swapped", Agrees::Near),
            ("The given name does not quite agree: perhaps a brother, sister or twin", Agrees::Different,),
            ("Mother: Kate and Katherine are forms of one name; same family name, Reed", Agrees::Near),
            ("NHS number not given on the record", Agrees::Unknown),
            // The phone bears the household's weight: who has a mother's phone lives in her street.
            ("Same postcode, house number 12 / 21: one slip apart", Agrees::Near),
        ]
    );
    assert_eq!(outcome.strength, Strength::Likely);
}

#[test]
fn a_phone_that_is_the_mothers_is_named_so() {
    let query = Description { phones: vec!["07700900123".to_owned()], ..Description::default() };
    let mother = Relative {
        relation: "mother".to_owned(),
        phones: vec!["07700 900123".to_owned()],
        ..Relative::default()
    };
    let candidate = Description { relatives: vec![mother], ..Description::default() };
    let outcome = compare(&query, &candidate);
    assert_eq!(outcome.reasons[0].words, "The phone given, 07700900123, is mother's");
    assert_eq!(outcome.strength, Strength::Possible);
}

#[test]
fn where_neither_side_has_a_given_name_both_are_said_to_have_none() {
    for (other, expected) in [
        ("Unborn baby", "Unborn baby: no given name yet on either side; same family name, Reed"),
        ("Tom", "Unborn baby / Tom: no given name yet on one side; same family name, Reed"),
    ] {
        let outcome = compare(&person("Unborn baby", "Reed", None), &person(other, "Reed", None));
        let words = outcome.reasons.iter().map(|reason| reason.words.as_str()).collect::<Vec<_>>();
        assert!(words.contains(&expected), "{words:?}");
    }
}

#[test]
fn an_unborn_baby_is_found_by_mother_and_expected_date() {
    let expected = Birth::between(date(2026, 9, 1), date(2026, 11, 30));
    let mother =
        || Relative { relation: "mother".to_owned(), name: Name::new("Ngozi", "Okoye"), phones: Vec::new() };
    let unborn =
        |birth| Description { birth: Some(birth), relatives: vec![mother()], ..Description::default() };
    check(&unborn(expected), &unborn(Birth::on(date(2026, 10, 14))), Strength::Possible);
}

#[test]
fn odd_names_are_names() {
    let long = "Wolfeschlegelsteinhausenbergerdorff".repeat(4);
    for name in [
        "O'Brien",
        "Nguyễn",
        "Zoe\u{308}",
        "\u{202e}nosbiG",
        "<script>alert(1)</script>",
        "=cmd|'/C calc'!A0",
        &long,
    ] {
        let who = person(name, name, Some((2015, 3, 12)));
        check(&who, &who, Strength::Strong);
        for reason in compare(&who, &who).reasons {
            assert!(
                reason.words.chars().count() < 400 && !reason.words.contains('\u{202e}'),
                "{:?}",
                reason.words
            );
        }
    }
    // One letter may be a name, and is more often an initial.
    let letter = person("X", "X", Some((2015, 3, 12)));
    check(&letter, &letter, Strength::Possible);
    // Somebody may be called Null, and more often a form insisted on a name.
    let null = person("Null", "Null", Some((2015, 3, 12)));
    check(&null, &null, Strength::Possible);
    let ada = person("Ada", "Null", Some((2015, 3, 12)));
    check(&ada, &ada, Strength::Likely);
    check(&Description::default(), &Description::default(), Strength::Unlikely);
}

#[test]
fn the_best_match_comes_first() {
    let query = person("Amara", "Okoye", Some((2015, 3, 12)));
    let mut found = [
        person("Tobias", "Whitlock", Some((2015, 3, 12))),
        person("Amara", "Okoye", Some((2015, 3, 12))),
        person("Amara", "Okoye", None),
        person("Amarah", "Okoye", Some((2015, 3, 12))),
    ]
    .map(|candidate| compare(&query, &candidate));
    found.sort_by_key(|outcome| std::cmp::Reverse(outcome.rank()));
    let strengths = found.map(|outcome| outcome.strength);
    assert_eq!(strengths, [Strength::Strong, Strength::Likely, Strength::Possible, Strength::Unlikely]);
}

proptest! {
    #[test]
    fn any_two_people_can_be_compared_either_way_round(
        one in "\\PC{0,140}", two in "\\PC{0,140}", three in "\\PC{0,20}", four in "[0-9 +]{0,20}", day in 1i8..29, other_day in 1i8..29,
    ) {
        let relative = Relative { relation: three.clone(), name: Name::from_text(&two), phones: vec![four.clone()] };
        let left = Description {
            nhs_number: Some(four.clone()),
            phones: vec![four.clone()],
            relatives: vec![relative],
            ..at(&one, &three, person(&one, &two, Some((2015, 3, day))))
        };
        let right = Description { upn: Some(one.clone()), ..at(&two, &three, person(&two, &one, Some((2015, 3, other_day)))) };
        let (there, back) = (compare(&left, &right), compare(&right, &left));
        prop_assert_eq!(there.strength, back.strength);
        prop_assert!(compare(&left, &left).strength >= Strength::Possible);
    }
}
