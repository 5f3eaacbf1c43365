//! Somebody is found among many by the little that a caller has, with reasons in words; and what another process wrote is found as well. Everybody is invented.

use casework::contact::matches_typed;
use casework::known_people::{Kind, Like, Look};
use casework::search::search;
use domain::contact::{Described, OtherPerson};
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Standing};
use domain::staff::{Role, Staff};
use store::testing::KEY;
use store::{Settings, Store};

use crate::house::{Story, each_house};
use crate::known_people::{born, lives, made, mother, named, people, william};

/// A town of people who share a name, a year or a street with those who are looked for.
fn town(story: &Story) {
    let given = ["William", "Amara", "Chidi", "Wanda", "Baby", "Isla", "Tom"];
    let family = ["Marsh", "Quill", "Okonkwo", "Bramble", "Hollow", "Reed", "Worth"];
    for number in 0..147_usize {
        let name =
            PersonName::Parts { given: given[number % 7].into(), family: family[number / 7 % 7].into() };
        let mut person = Person::named(Id::from_bits(7_000 + number as u128), Standing::Child, name);
        person.birth = born(&format!("{} {} {}", 1 + number % 28, 1 + number % 12, 2008 + number % 14));
        story.keep(&person);
    }
}

fn look(story: &Story, officer: &Staff, said: &Described, others: &[OtherPerson]) -> Look {
    matches_typed(&story.of(officer), said, others).unwrap()
}

fn reasons(like: &Like, kind: Kind) -> String {
    let of_the_kind = like.reasons.iter().filter(|reason| reason.kind == kind);
    of_the_kind.map(|reason| reason.words.as_str()).collect::<Vec<_>>().join("; ")
}

#[test]
#[expect(clippy::too_many_lines, reason = "one town, and a question a line")]
fn a_child_is_the_first_of_a_town_by_the_little_that_a_caller_has() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        town(story);
        let (_, known) = made(story, &officer, vec![william()], vec![mother("Ngozi Brambleworth")]);
        let baby = Described { birth: born("2 11 2026"), ..named("Baby Boy Adeyemi") };
        let (_, babies) = made(story, &officer, vec![baby], vec![mother("Folasade Adeyemi")]);
        let check = |what: &str,
                     child: Id<Person>,
                     said: Described,
                     others: &[OtherPerson],
                     kind: Kind,
                     words: &str| {
            let look = look(story, &officer, &said, others);
            assert_eq!(people(&look).first(), Some(&child), "{what}");
            let reasons = reasons(&look.like[0], kind);
            assert!(reasons.contains(words), "{what}: {reasons}");
        };
        let nobody = || named("Not known");
        let about = || Known::Is(PartialDate::About(2019));
        let number = |number| Known::Is(NhsNumber::new(number));
        check(
            "a number with a slip alone",
            known[0],
            Described { nhs_number: number("9990000081"), ..nobody() },
            &[],
            Kind::NhsNumber,
            "slip",
        );
        check(
            "nickname and year",
            known[0],
            Described { birth: about(), ..named("Billy") },
            &[],
            Kind::Name,
            "forms of one name",
        );
        check(
            "initial, birth and postcode",
            known[0],
            Described { birth: born("12 3 2019"), address: lives("", "ZZ99 3VZ"), ..named("W") },
            &[],
            Kind::Birth,
            "12 March 2019",
        );
        check(
            "name and street",
            known[0],
            Described { address: lives("Mill Lane", ""), ..named("William") },
            &[],
            Kind::Address,
            "street",
        );
        check(
            "name and age",
            known[0],
            Described { birth: about(), ..named("William Brambleworth") },
            &[],
            Kind::Birth,
            "2019",
        );
        check(
            "a baby and its mother",
            babies[0],
            named("Baby of Folasade Adeyemi"),
            &[mother("Folasade Adeyemi")],
            Kind::Relative,
            "Folasade",
        );
        // The search box goes the same way.
        let found = search(&story.of(&officer), "Billy Brambelworth 2019").unwrap();
        assert_eq!(found.first().and_then(casework::search::Found::person), Some(known[0]));
        assert!(search(&story.of(&officer), "Zz Qqx").unwrap().is_empty(), "nobody is found by nothing");
    });
}

#[test]
fn what_another_process_writes_is_found_at_once_and_what_it_takes_back_is_not() {
    each_house(|story| {
        let officer = story.colleague("Olu Officer", Role::ContactOfficer);
        // His mother has his family name, and is found as well.
        let asked = || people(&look(story, &officer, &named("William Brambleworth"), &[])).first().copied();
        assert_eq!(asked(), None);
        let mut other = story.house.clone();
        other.store = Store::open(story.house.store.database().clone(), KEY, Settings::default()).unwrap();
        let elsewhere = story.in_house(other);
        let (_, known) = made(&elsewhere, &officer, vec![william()], vec![mother("Ngozi Brambleworth")]);
        assert_eq!(asked(), Some(known[0]));
        let look = look(story, &officer, &named("William Brambleworth"), &[]);
        assert_eq!(look.like[0].with, ["Ngozi Brambleworth, mother"]);
        let name = PersonName::single("William Brambleworth");
        let person = Person { taken_back: true, ..Person::named(known[0], Standing::Child, name) };
        elsewhere.keep(&person);
        assert_ne!(asked(), Some(known[0]));
    });
}
