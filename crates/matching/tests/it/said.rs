//! What is said of facts that take a council's own people to judge, and of what was written at different times.

use jiff::civil::date;
use matching::{Address, Birth, Description, Experience, Match, Name, Person, Relative, Vocabulary};

fn lives(given: &str, family: &str, phone: &str, year: i16) -> Description {
    Description {
        names: vec![Name::new(given, family)],
        birth: Some(Birth::on(date(year, 5, 4))),
        addresses: vec![Address { lines: vec!["12 Mill Lane".to_owned()], postcode: "NB1 2CD".to_owned() }],
        phones: vec![phone.to_owned()],
        ..Description::default()
    }
}

/// Two people among so many others who are seen at the same home and phone.
fn among(others: i16) -> Match {
    let mut vocabulary = Vocabulary::new();
    let (one, other) =
        (lives("Ava", "Reed", "07700 900123", 2015), lives("Ava", "Reed", "07700 900123", 2015));
    let read = [&one, &other].map(|person| Person::read(person, &mut vocabulary));
    for number in 0..others {
        let given = ["Ben", "Cara", "Dan", "Eve", "Finn", "Gus"][usize::try_from(number % 6).unwrap()];
        let person = Person::read(&lives(given, "Cole", "07700 900123", 1980 + number / 6), &mut vocabulary);
        person.count(&mut vocabulary);
    }
    Experience::usual().tell((&one, &read[0]), (&other, &read[1]), &vocabulary)
}

#[test]
fn a_phone_that_many_people_have_is_said_to_say_little() {
    for (others, expected) in [
        (0, ""),
        (3, ""),
        (14, "more than eight people's records, so it says little"),
        (30, "more than twenty people's records, so it says little"),
        (200, "a great many people's records, so it says very little"),
    ] {
        let outcome = among(others);
        let phone = outcome.reasons.iter().find(|reason| reason.words.starts_with("The phone is the same"));
        let words = &phone.unwrap().words;
        let said = words.split_once("; the same is on ").map_or("", |(_, said)| said);
        assert_eq!(said, expected, "{others}: {words}");
        // The exact number would tell who moves in and out, also of people who are hidden.
        assert!(!words.contains(&others.to_string()) || others < 4, "{words}");
    }
}

#[test]
fn a_surname_that_changed_is_said_with_the_year_of_the_earlier_record_whichever_comes_first() {
    let ngozi = |family: &str, year| Description {
        recorded: Some(date(year, 6, 1)),
        ..lives("Ngozi", family, "07700 900321", 1990)
    };
    let (before, after) = (ngozi("Reed", 2019), ngozi("Cole", 2023));
    for (one, other) in [(&before, &after), (&after, &before)] {
        let outcome = matching::compare(one, other);
        let said = outcome.reasons.iter().any(|reason| {
            reason.words.contains("family name may have changed")
                && reason.words.contains("surname changed after 2019: Reed, now Cole")
        });
        assert!(said, "{:#?}", outcome.reasons);
    }
}

#[test]
fn a_phone_that_many_people_have_never_lowers_what_a_mother_in_common_says() {
    let mut vocabulary = Vocabulary::new();
    let child = |phone: &str| Description {
        addresses: Vec::new(),
        phones: if phone.is_empty() { Vec::new() } else { vec![phone.to_owned()] },
        relatives: vec![Relative {
            relation: "mother".to_owned(),
            name: Name::new("Kim", "Reed"),
            phones: Vec::new(),
        }],
        ..lives("Ava", "Reed", "", 2015)
    };
    for number in 0..200 {
        let person = lives(["Ben", "Cara", "Dan", "Eve"][number % 4], "Cole", "07700 900123", 1900);
        let born = Birth::on(date(1900 + i16::try_from(number / 4).unwrap(), 5, 4));
        let person = Person::read(&Description { birth: Some(born), ..person }, &mut vocabulary);
        person.count(&mut vocabulary);
    }
    let mut told = |phone: &str| {
        let child = child(phone);
        let read = Person::read(&child, &mut vocabulary);
        let outcome = Experience::usual().tell((&child, &read), (&child, &read), &vocabulary);
        outcome.reasons.iter().map(|reason| reason.bits).sum::<f32>()
    };
    let (without, with) = (told(""), told("07700 900123"));
    assert!(with >= without, "{without} without the phone, {with} with it");
}

#[test]
fn whoever_told_is_asked_for_what_the_record_says_and_they_have_not_said() {
    let named =
        |given: &str| Description { names: vec![Name::new(given, "Example")], ..Description::default() };
    let ava = || Description {
        birth: Some(Birth::on(date(2019, 3, 4))),
        nhs_number: Some("9990000018".to_owned()),
        ..named("Ava")
    };
    let about = Some(Birth::between(date(2019, 1, 1), date(2019, 12, 31)));
    let check = |said: Description, held: Description, asked: &[&str]| {
        let to_ask = matching::compare(&said, &held).to_ask;
        assert_eq!(to_ask, asked, "{said:?} {held:?}");
    };
    check(named("Ava"), ava(), &["Ask for the date of birth", "Ask for the NHS number"]);
    // What they alone say is asked for again by nobody.
    check(ava(), named("Ava"), &[]);
    check(
        Description { birth: about, ..ava() },
        Description { nhs_number: None, ..ava() },
        &["Ask for the exact date of birth"],
    );
    check(
        Description { birth: about, ..named("A") },
        Description { birth: about, ..named("Ava") },
        &["Ask for the full given name"],
    );
}
